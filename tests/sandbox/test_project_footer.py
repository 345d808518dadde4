"""The way out of a project's mailing: what ``custom_unsubscribe_url_enabled`` does to each mail."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.running import KEY, Running, message, running, texts
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Options
from ue_console.rendering.unsubscribe import HOST, as_project
from ue_console.sandbox.options import ProjectRules

OWN = "https://acme.example/leave"


@pytest.fixture(scope="module")
def sending() -> Iterator[Running]:
    """A sandbox whose projects send from the account's domains."""
    with running(projects=ProjectRules(domains="account")) as found:
        yield found


@pytest.fixture(scope="module")
def keys(sending: Running) -> dict[bool | None, str]:
    """The switch → a project's key; None → the account's."""
    made = {
        value: sending.project(str(value), custom_unsubscribe_url_enabled=value) for value in (True, False)
    }
    return {None: KEY, True: made[True].key, False: made[False].key}


@pytest.mark.parametrize(
    ("switch", "fields", "footer", "header"),
    [
        (None, {"skip_unsubscribe": 1}, False, ""),
        (None, {"skip_unsubscribe": 0}, True, HOST),
        (None, {"skip_unsubscribe": 0, "options": {"unsubscribe_url": OWN}}, False, OWN),
        (False, {"skip_unsubscribe": 1}, True, HOST),
        (False, {"skip_unsubscribe": 0}, True, HOST),
        (False, {"skip_unsubscribe": 1, "options": {"unsubscribe_url": OWN}}, True, HOST),
        (False, {"skip_unsubscribe": 1, "headers": {"List-Unsubscribe": f"<{OWN}>"}}, True, HOST),
        (True, {"skip_unsubscribe": 1}, False, ""),
        (True, {"skip_unsubscribe": 0}, False, ""),
        (True, {"skip_unsubscribe": 0, "options": {"unsubscribe_url": OWN}}, False, OWN),
        (True, {"skip_unsubscribe": 0, "headers": {"List-Unsubscribe": f"<{OWN}>"}}, False, OWN),
    ],
)
def test_footer_and_header(
    sending: Running,
    keys: dict[bool | None, str],
    switch: bool | None,
    fields: dict[str, Any],
    footer: bool,
    header: str,
) -> None:
    body = {"html": "<p>Hi</p>", "plaintext": "Hi"}
    sending.ok("email/send", message(body=body, **fields), key=keys[switch])
    mail = sending.mail()
    for text in texts(mail).values():
        assert ("ann@example.com" in text and HOST in text) is footer
    found = mail.get("List-Unsubscribe", "")
    assert (header in found) if header else found == ""


@pytest.mark.parametrize("switch", [True, False, None])
def test_the_service_s_own_link_needs_no_footer(
    sending: Running, keys: dict[bool | None, str], switch: bool | None
) -> None:
    body = {"html": '<a href="{{UnsubscribeUrl}}">leave</a>'}
    sending.ok("email/send", message(body=body, skip_unsubscribe=0), key=keys[switch])
    mail = sending.mail()
    assert texts(mail)["text/html"].count(HOST) == 1
    assert HOST in mail["List-Unsubscribe"]


def test_the_message_itself_is_left_alone() -> None:
    given = Message(
        body=Body(html="x"),
        recipients=[],
        skip_unsubscribe=1,
        options=Options(unsubscribe_url=OWN),
        headers={"X-A": "b"},
    )
    before = given.model_copy(deep=True)
    off, on = as_project(given, custom=False), as_project(given, custom=True)
    assert (off.skip_unsubscribe, off.options.unsubscribe_url) == (0, None)
    assert (on.skip_unsubscribe, on.options.unsubscribe_url) == (1, OWN)
    assert off.headers == on.headers == given.headers
    assert given == before
