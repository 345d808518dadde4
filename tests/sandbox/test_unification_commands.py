"""Every curl command of the reference, run by a shell against the real command, answer by answer.

Only the host and what an answer gave are put in: the user's id and secret, ``@`` and all. Two commands
escape their quotes inside single ones, which sends no JSON: they run as they stand, and repaired.
"""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import httpx

from tests.sandbox.command import started

KEY: Final = "8481eeb9c8304ce0a5e3cb58489868f4"
SECRET: Final = "4cc366b8be84a072d9232b7db7329c30"
TOKEN: Final = (
    "CAADJsdsdds00BAAPX5siAhzZCUZBOGD2pFJngc2wGDb7RRyUzvYVe5EAT5fUvZAmB4OYpmcPPiHzsJJ8zLUYTgGhjBKOOsa0wj5kTBXWXWKOxr"
    "CrGp4uLL48CkkMNjmmTPlEirOOwSlKiX4VV2yfmoRgDZBQ9MsFC5yZC4xDL9YrdedTZBQpFN2"
)
PAGE: Final = f"facebook://{TOKEN}@facebook.uib"
APP: Final = f"-u {KEY}:{SECRET}"
USER: Final = "-u ID:SECRET@"
V2: Final = "curl -XPOST http://HOST/v2"

AUTHENTICATION: Final = (
    f'curl -H "Content-Type: application/json" --data "{{}}" -k http://{KEY}:{SECRET}@HOST/v2/user/list'
)
AUTHENTICATION_AT_THE_ROOT: Final = AUTHENTICATION.removesuffix("v2/user/list")
CREATE_USER: Final = f"{V2}/user/create {APP} --data '{{}}'"
DELETE_USER: Final = f"""{V2}/user/delete {APP} --data '{{"uri":"user://ID:SECRET@"}}'"""
LIST_USERS: Final = f"{V2}/user/list {APP} --data '{{}}'"
TEST: Final = f"""{V2}/connection/test {USER} --data '{{"uri":"{PAGE}"}}'"""
ADD: Final = f"""{V2}/connection/add {USER} --data '{{"uri":"{PAGE}","name":"facebook"}}'"""
INFO_AS_PRINTED: Final = rf"""{V2}/connection/info {USER} --data '{{\"uri\":\"unified://facebook\"}}'"""
INFO: Final = INFO_AS_PRINTED.replace("\\", "")
REFRESH_AS_PRINTED: Final = INFO_AS_PRINTED.replace("/info", "/refresh")
REFRESH: Final = REFRESH_AS_PRINTED.replace("\\", "")
REMOVE: Final = f"""{V2}/connection/remove {USER} --data '{{"name":"facebook"}}'"""
LIST: Final = f"{V2}/connection/list {USER} --data '{{}}'"
ADDRESSES: Final = f"""{V2}/address/list {USER} --data '{{"name":"facebook"}}'"""
SEND: Final = (
    rf"""{V2}/message/send {USER} --data "{{ \"message\": {{ \"receivers\": [{{\"name\": \"page\", """
    r"""\"address\": \"117668485005346\" , \"Connector\": \"facebook\" }],"""
    r"""\"sender\": {\"address\": \"manu@amt.in\" , \"Connector\": \"facebook\" },"""
    r"""\"uri\":\"unified://facebook\",\"subject\":\"test sub 145\",\"parts\": [{\"part\": \"0\", """
    r"""\"contentType\": \"text\/plain\" , \"size\": 31,\"type\": \"body\", """
    r"""\"data\":\"{\u0022image_url\u0022:\u0022http://amt.in/img/amt_logo_big.png\u0022,"""
    r"""\u0022preview_title\u0022:\u0022title 1\u0022,\u0022preview_description\u0022:"""
    r"""\u0022description 1\u0022,\u0022content\u0022:\u0022content 11\u0022}\"}]},"""
    r"""\"uri\":\"unified://facebook\"}" """
)
OK: Final = {"status": 200, "info": "OK"}


@dataclass
class Shell:
    """A shell whose commands go to one sandbox."""

    url: str
    user: str = ""
    secret: str = ""

    def run(self, command: str) -> dict[str, Any]:
        """The answer to a command of the reference."""
        host = self.url.removeprefix("http://")
        line = command.replace("HOST", host).replace("ID:SECRET", f"{self.user}:{self.secret}")
        done = subprocess.run(
            ["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False, env=_ENVIRONMENT
        )
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


_ENVIRONMENT: Final = {"PATH": "/usr/local/bin:/usr/bin:/bin", "NO_PROXY": "*"}


def start_user(shell: Shell) -> None:
    """Create the user that all other commands are about."""
    answer = shell.run(CREATE_USER)
    found = re.fullmatch(r"user://([^:]+):([^@]+)@", answer.pop("uri"))
    assert found
    shell.user, shell.secret = found[1], found[2]
    assert answer == OK
    assert [str(UUID(half)) for half in found.groups()] == list(found.groups())
    answer = shell.run(LIST_USERS)
    assert {"uri": f"user://{shell.user}@"} in answer.pop("users")
    assert answer == OK


def use_connection(shell: Shell) -> None:
    """Everything that the reference does with a connection."""
    assert shell.run(TEST) == {**OK, "Status": {"": OK}}
    assert shell.run(LIST) == {**OK, "connections": {}}
    assert shell.run(ADD) == OK
    assert shell.run(LIST) == {**OK, "connections": {"facebook": {"uri": PAGE}}}

    for broken in (INFO_AS_PRINTED, REFRESH_AS_PRINTED):
        assert shell.run(broken) == {"status": 502, "info": "JSON is not valid"}
    answer = shell.run(INFO)
    assert set(answer.pop("connectors")[0]) == {"connector", "displayName", "loginName", "userImage"}
    assert answer.pop("connections")
    assert answer == OK

    answer = shell.run(REFRESH)
    renewed = answer.pop("uri")
    assert answer == OK
    assert renewed != PAGE
    assert shell.run(LIST)["connections"] == {"facebook": {"uri": renewed}}

    answer = shell.run(ADDRESSES)
    rows = answer.pop("addresses")
    assert all({"connector", "address"} <= set(row) for row in rows)
    assert rows
    assert answer == OK


def send_message(shell: Shell) -> None:
    """The reference's message, and its trace."""
    answer = shell.run(SEND)
    (uri,) = answer.pop("URIs")
    assert answer == {**OK, "Status": {"facebook": OK}}
    rows = httpx.get(f"{shell.url}/_sandbox/messages").json()["messages"]
    (row,) = [row for row in rows if row["user"] == shell.user]
    assert uri == f"facebook://facebook.uib/{row['id']}"
    assert row["connection"] == "facebook"
    assert row["message"]["subject"] == "test sub 145"
    assert row["message"]["receivers"][0]["address"] == "117668485005346"
    assert json.loads(row["message"]["parts"][0]["data"])["content"] == "content 11"


def end_user(shell: Shell) -> None:
    """Take everything back; nothing is there a second time."""
    assert shell.run(REMOVE) == OK
    gone = {"status": 411, "info": "Connection not found"}
    for command in (REMOVE, INFO, REFRESH, ADDRESSES):
        assert shell.run(command) == gone
    assert shell.run(SEND) == {**gone, "Status": {"facebook": gone}, "URIs": []}
    assert shell.run(LIST) == {**OK, "connections": {}}
    assert shell.run(DELETE_USER) == OK
    assert shell.run(DELETE_USER) == {"status": 414, "info": "User not found"}
    assert shell.run(LIST) == {"status": 401, "info": "Authentication required!"}


def walk(shell: Shell) -> str:
    """All of it; returns the user's id."""
    for step in (start_user, use_connection, send_message, end_user):
        step(shell)
    return shell.user


def test_one_after_the_other() -> None:
    with started("--ue-app", f"{KEY}:{SECRET}") as url:
        shell = Shell(url)
        assert shell.run(AUTHENTICATION) == {**OK, "users": []}
        assert shell.run(AUTHENTICATION_AT_THE_ROOT)["code"] == 404
        walk(shell)
        assert shell.run(LIST_USERS) == {**OK, "users": []}


def test_eight_clients_at_once() -> None:
    with started("--ue-app", f"{KEY}:{SECRET}") as url:
        with ThreadPoolExecutor(8) as pool:
            users = set(pool.map(walk, [Shell(url) for _ in range(8)]))
        assert len(users) == 8
        rows = httpx.get(f"{url}/_sandbox/messages").json()["messages"]
        assert sorted(row["user"] for row in rows) == sorted(users)
        assert Shell(url).run(LIST_USERS) == {**OK, "users": []}
