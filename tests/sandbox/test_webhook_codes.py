"""Each code of ``webhook/*`` with the input that it answers; nothing is set or changed then."""

from typing import Any

import pytest

from tests.sandbox.running import Running
from tests.sandbox.webhook_parts import URL, webhook

URLS: list[tuple[int, Any]] = [
    (305, None),
    (2700, 5),
    (2700, True),
    (2700, ["https://a.example"]),
    (2700, {}),
    (2701, ""),
    (2701, " \t\n"),
]
"""What no method takes."""
FORMS = [
    "a.example/hook",
    "//a.example/hook",
    "ftp://a.example/hook",
    "javascript:alert(1)",
    "https://",
    "https:///hook",
    "https://?a=b",
    "https://[::1/hook",
    "https://a.example:99999/",
    "https://a.example:0/",
    "https://a.example:port/",
    "https://a.example/a b",
    " https://a.example/",
    "https://a.example/\r\nX-A: b",
    "https://a.example/\x00",
    "https://lumière.example/",
    "https://a.example/é",
    "https://a.example/🙂",
]
"""What can't be set, and names no webhook either."""


def each(code: int, field: str, *values: Any) -> list[tuple[int, dict[str, Any]]]:
    """The code with each value of a field that it answers."""
    return [(code, {field: value}) for value in values]


def each_list(code: int, name: str, *values: Any) -> list[tuple[int, dict[str, Any]]]:
    """The same for a list of ``events``."""
    return each(code, "events", *({"email_status": ["sent"], name: value} for value in values))


FIELDS = [
    *each(2715, "status", 1, True, ["active"], {}),
    *each(2714, "status", "", "stopped", "Active"),
    *each(2703, "event_format", "", "xml", 1, ["json_post"]),
    *each(2704, "delivery_info", 2, -1, "1", "true", "", 1.0, [], {}),
    *each(2705, "single_event", 2, -1, "0", "yes", "", 0.0, [], {}),
    *each(2706, "max_parallel", "10", 10.0, True, [], {}, ""),
    *each(2707, "max_parallel", 4, 0, -5, 101, 10**20),
    *each(2708, "events", ["delivered"], "*", 1, True, False, 0),
    *each(2709, "events", {}, [], ""),
    *each(2710, "events", {"spam_block": ["*"]}, {"email_status": None}),
    *each_list(303, "delivered", ["*"]),
    *each_list(2711, "email_status", "sent", ["test"], ["Sent"], ["*"], [1], [["sent"]], [{}], {}, 1),
    *each_list(2711, "email_status", ["sent", "subscribed"], ["accepted"], [None]),
    *each_list(2712, "spam_block", "*", ["*", "*"], ["test"], [1], {}, True, 0),
]


def said(answer: dict[str, Any]) -> str:
    return str(answer["message"]).partition(". ")[2]


@pytest.mark.parametrize("method", ["webhook/set", "webhook/get", "webhook/delete"])
@pytest.mark.parametrize(("code", "url"), URLS, ids=str)
def test_no_url(shared: Running, method: str, code: int, url: object) -> None:
    assert shared.refused(method, {"url": url}) == (400, code)


@pytest.mark.parametrize("method", ["webhook/set", "webhook/get", "webhook/delete"])
@pytest.mark.parametrize("body", [b"", [], {}])
def test_an_empty_request_has_no_url(shared: Running, method: str, body: Any) -> None:
    assert shared.refused(method, body) == (400, 305)


@pytest.mark.parametrize("url", FORMS)
def test_urls_that_can_not_be_called(shared: Running, url: str) -> None:
    before = shared.ok("webhook/list")
    answer = shared.post("webhook/set", webhook(url)).json()
    assert answer["code"] == 305
    assert ("Punycode" in said(answer)) is not url.isascii()
    assert shared.refused("webhook/get", {"url": url}) == (400, 304)
    assert shared.refused("webhook/delete", {"url": url}) == (400, 304)
    assert shared.ok("webhook/list") == before


@pytest.mark.parametrize(("code", "fields"), FIELDS, ids=str)
def test_fields(sandbox_with_one: Running, code: int, fields: dict[str, Any]) -> None:
    before = sandbox_with_one.ok("webhook/list")
    for url in (URL, "https://new.example/"):
        assert sandbox_with_one.refused("webhook/set", webhook(url, **fields)) == (400, code)
    assert sandbox_with_one.ok("webhook/list") == before


@pytest.fixture(scope="module")
def sandbox_with_one(shared: Running) -> Running:
    """A sandbox with a webhook that no test here changes."""
    shared.ok("webhook/set", webhook("https://first.example/"))
    shared.ok("webhook/set", webhook())
    return shared


@pytest.mark.parametrize("name", ["limit", "offset"])
@pytest.mark.parametrize("value", [-1, "1", 1.0, True, [], ""])
def test_the_list_s_window(shared: Running, name: str, value: object) -> None:
    assert shared.refused("webhook/list", {name: value}) == (400, 2702)
    assert f"field {name} must be" in said(shared.post("webhook/list", {name: value}).json())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"events": {"email_status": ["sent", "test"]}}, "statuses that exist: test"),
        ({"events": {"email_status": ["accepted"]}}, "accepted is of a version after v1.16"),
        ({"events": {"email_status": [1]}}, "statuses that exist: each must be a string"),
        ({"events": {"email_status": [], "opened": 1}}, "a kind of event that does not exist: opened"),
        ({"url": "https://nowhere.invalid/"}, "not found: nowhere.invalid"),
    ],
)
def test_the_value_is_named(shared: Running, fields: dict[str, Any], words: str) -> None:
    assert said(shared.post("webhook/set", webhook(**fields)).json()).endswith(words)
