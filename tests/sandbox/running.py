"""A running sandbox and the calls that tests make to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Final

import httpx

from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread

KEY: Final = "k3y0of0the0tests"
DOMAIN: Final = "acme.example"
SENDER: Final = f"shop@{DOMAIN}"


@dataclass(frozen=True)
class Project:
    """A project as ``project/create`` answers it."""

    id: str
    key: str


@dataclass(frozen=True)
class Running:
    """One sandbox, seen by one client."""

    url: str
    client: httpx.Client

    def post(self, method: str, body: Any = None, *, key: str = KEY, language: str = "/en") -> httpx.Response:
        """Call a UniOne method; ``body`` is sent as JSON, bytes as they are."""
        url = f"{self.url}{language}/transactional/api/v1/{method}.json"
        headers = {"X-API-KEY": key} if key else {}
        if isinstance(body, bytes):
            return self.client.post(url, content=body, headers=headers)
        return self.client.post(url, json={} if body is None else body, headers=headers)

    def ok(self, method: str, body: Any = None, *, key: str = KEY, language: str = "/en") -> dict[str, Any]:
        """The answer of a call that must succeed."""
        response = self.post(method, body, key=key, language=language)
        answer: dict[str, Any] = response.json()
        assert response.status_code == 200, answer
        assert answer.pop("status") == "success"
        return answer

    def refused(self, method: str, body: Any = None, *, key: str = KEY) -> tuple[int, int]:
        """HTTP status and API code of a call that must fail, its form checked."""
        response = self.post(method, body, key=key)
        answer = response.json()
        assert answer["status"] == "error", answer
        assert answer["message"].startswith("Error ID:")
        return response.status_code, answer["code"]

    def project(self, name: str = "Project", **switches: bool) -> "Project":
        """A new project."""
        made = self.ok("project/create", {"project": {"name": name, **switches}})
        return Project(made["project_id"], made["project_api_key"])

    def send(self, **fields: Any) -> dict[str, Any]:
        """``email/send`` of a plain message with ``fields`` changed."""
        return self.ok("email/send", message(**fields))

    def mails(self) -> list[dict[str, Any]]:
        """The mailbox."""
        rows: list[dict[str, Any]] = self.client.get(f"{self.url}/_sandbox/mail").json()["mail"]
        return rows

    def raw(self, number: int = -1) -> bytes:
        """A mail of the mailbox, by default the newest."""
        response = self.client.get(f"{self.url}/_sandbox/mail/{self.mails()[number]['id']}")
        assert response.headers["content-type"] == "message/rfc822"
        return response.content

    def mail(self, number: int = -1) -> EmailMessage:
        """A mail of the mailbox, parsed."""
        return parsed(self.raw(number))


def parsed(raw: bytes) -> EmailMessage:
    """A mail as Python reads it."""
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def texts(mail: EmailMessage) -> dict[str, str]:
    """Content type → decoded text of every text part that is no attachment."""
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in mail.walk()
        if part.get_content_maintype() == "text" and part.get_content_disposition() is None
    }


def message(**fields: Any) -> dict[str, Any]:
    """The parameters of ``email/send``: one recipient, html, no footer; None takes a field away."""
    whole: dict[str, Any] = {
        "recipients": [{"email": "ann@example.com"}],
        "from_email": SENDER,
        "subject": "Hello",
        "body": {"html": "<b>Hello</b>"},
        "skip_unsubscribe": 1,
        **fields,
    }
    return {"message": {name: value for name, value in whole.items() if value is not None}}


@contextmanager
def running(**settings: Any) -> Iterator[Running]:
    """A sandbox without seed, ended afterwards."""
    options: dict[str, Any] = {"seed": "empty", "unione_keys": (KEY,), "domains": (DOMAIN,), **settings}
    thread = SandboxThread(Options(**options))
    url = thread.start()
    try:
        with httpx.Client(timeout=60) as client:
            yield Running(url, client)
    finally:
        thread.stop()
