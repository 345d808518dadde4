"""Raw calls to a sandbox of UnificationEngine (reference: UnificationEngine)."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from tests.sandbox.running import Running

APP: Final = ("8481eeb9c8304ce0a5e3cb58489868f4", "4cc366b8be84a072d9232b7db7329c30")
OTHER: Final = ("another0app", "another0secret")

Pair = tuple[str, str]


def post(
    sandbox: Running, call: str, body: Any = None, auth: Pair | None = APP, kind: str = "application/json"
) -> httpx.Response:
    """One call; ``body`` goes as JSON, bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    sign = httpx.BasicAuth(*auth) if auth else httpx.Auth()
    return sandbox.client.post(
        f"{sandbox.url}/v2/{call}", content=content, auth=sign, headers={"Content-Type": kind}
    )


def ok(sandbox: Running, call: str, body: Any = None, auth: Pair = APP) -> dict[str, Any]:
    """The answer of a call that must succeed."""
    response = post(sandbox, call, body, auth)
    answer: dict[str, Any] = response.json()
    assert (response.status_code, answer.pop("status"), answer.pop("info")) == (200, 200, "OK"), answer
    return answer


def refused(sandbox: Running, call: str, body: Any = None, auth: Pair | None = APP) -> int:
    """The code of a call that must fail, its form checked."""
    response = post(sandbox, call, body, auth)
    answer = response.json()
    assert set(answer) == {"status", "info"}
    assert answer["info"]
    assert response.status_code == (401 if answer["status"] == 401 else 200)
    code: int = answer["status"]
    return code


def new_user(sandbox: Running, app: Pair = APP) -> Pair:
    """Id and secret of a user just made."""
    uri = ok(sandbox, "user/create", auth=app)["uri"]
    parts = urlsplit(uri)
    assert parts.username and parts.password
    assert uri == f"user://{parts.username}:{parts.password}@"
    return parts.username, parts.password


def ids(sandbox: Running, app: Pair = APP) -> list[str]:
    """All users of an app; no secret is among them."""
    rows = ok(sandbox, "user/list", auth=app)["users"]
    assert all(set(row) == {"uri"} and row["uri"][-1] == "@" for row in rows)
    return [row["uri"].removeprefix("user://").removesuffix("@") for row in rows]
