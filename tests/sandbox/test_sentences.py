"""What the message of an error says: what happened, in the API's words and not in Python's."""

import gzip
import re
from base64 import b64encode
from typing import Any, Final

import pytest

from tests.sandbox.running import KEY, Running, message

PYTHON: Final = re.compile(r"sys\.|recursion|codec|Traceback|\['|\{'|<class|None\b|object at")
FILE: Final = {"type": "text/plain", "name": "a.txt", "content": "SGVsbG8="}


def said(sandbox: Running, method: str, body: Any, key: str = KEY) -> str:
    """The message without its id, of a call that must fail."""
    answer = sandbox.post(method, body, key=key).json()
    assert answer["status"] == "error"
    text = str(answer["message"]).partition(". ")[2]
    assert not PYTHON.search(text), text
    return text


SENDS: Final[list[tuple[str, dict[str, Any]]]] = [
    (
        "The field substitutions.to_name can't be used: A line break or control character has no place",
        {"recipients": [{"email": "a@b.example", "substitutions": {"to_name": "a\nb"}}]},
    ),
    ("A header's name has letters, digits and hyphens only: X A", {"headers": {"X A": "b"}}),
    (
        "The value of the header X-A holds a line break or control character",
        {"headers": {"X-A": "b\nBcc: eve@example.com"}},
    ),
    ("The value of the header X-A must be a string or a number", {"headers": {"X-A": ["b"]}}),
    ("The field headers must be an object of strings", {"headers": "x"}),
    (
        "The field headers.X-A can't be used: A line break or control character has no place",
        {"headers": {"X-A": "{{a}}"}, "global_substitutions": {"a": "x\ny"}},
    ),
    (
        "No recipient is left: failed_emails has the reasons",
        {"recipients": [{"email": "blocked@example.com"}]},
    ),
    ("The field attachments must be a list of objects", {"attachments": "x"}),
    ("The field inline_attachments must be a list of objects", {"inline_attachments": [5]}),
    ("The field attachments.type is no MIME type: text", {"attachments": [{**FILE, "type": "text"}]}),
    ("The field attachments.name is missing", {"attachments": [{"type": "a/b", "content": "SGVsbG8="}]}),
    ("The field attachments.content is not base64", {"attachments": [{**FILE, "content": "?"}]}),
    ("The field body.html can't be used: line 1, column 3: ", {"body": {"html": "a {{ x }}"}}),
]


@pytest.mark.parametrize(("words", "fields"), SENDS, ids=range(len(SENDS)))
def test_sends(shared: Running, words: str, fields: dict[str, Any]) -> None:
    assert said(shared, "email/send", message(**fields)).startswith(words)


def test_a_large_attachment_is_not_a_large_request(shared: Running) -> None:
    item = {**FILE, "content": b64encode(bytes(7 * 1024 * 1024 + 1)).decode()}
    assert said(shared, "email/send", message(attachments=[item])) == "A file in attachments exceeds 7 MB"


BODIES: Final[list[tuple[str, bytes]]] = [
    ("a number has more than 1,000 digits", b'{"a": ' + b"1" * 5000 + b"}"),
    ("lists and objects nest too deeply", b"[" * 100_000),
    ("half of a surrogate pair stands alone in a text", b'{"a": "\\ud800"}'),
    ("byte 1 is not UTF-8", b"\xff"),
    ("line 1, column 2: expecting", b"{"),
    ("NaN is no JSON value", b'{"a": NaN}'),
]


@pytest.mark.parametrize(("words", "body"), BODIES, ids=range(len(BODIES)))
def test_bodies_that_are_no_json(shared: Running, words: str, body: bytes) -> None:
    assert said(shared, "system/info", body).startswith(f"The request is not valid JSON: {words}")


def test_other_bodies(shared: Running) -> None:
    assert said(shared, "system/info", b"[1]") == "The request must be a JSON object"
    url = f"{shared.url}/en/transactional/api/v1/system/info.json"
    headers = {"X-API-KEY": KEY, "Content-Encoding": "gzip"}
    response = shared.client.post(url, content=gzip.compress(b"{}"), headers=headers)
    assert (response.status_code, response.json()["code"]) == (400, 111)
    assert "Content-Encoding is not supported" in response.json()["message"]
    headers["Content-Encoding"] = "identity"
    assert shared.client.post(url, content=b"{}", headers=headers).status_code == 200


@pytest.mark.parametrize("key", [["x"], {"a": 1}, 5, True])
def test_a_key_that_is_no_string(shared: Running, key: Any) -> None:
    body = {"api_key": key}
    assert said(shared, "system/info", body, key="") == "Can not decode key: api_key must be a string"


def test_other_fields(shared: Running) -> None:
    date = said(shared, "unsubscribed/list", {"date_from": "yesterday"})
    assert date == "The field date_from must be a date as YYYY-MM-DD"
    address = said(shared, "unsubscribed/set", {"address": ["x"]})
    assert address == "The recipient's address is not valid: it must be a string"
    assert said(shared, "email/send", {}) == "The request has no object 'message'"


@pytest.mark.parametrize(
    ("verb", "path", "status", "words"),
    [
        ("GET", "/_sandbox/mail/nope", 404, "The mailbox has no mail with this id"),
        ("GET", "/_sandbox/subscribe/nope", 404, "No invitation has this link"),
        ("GET", "/", 404, "The sandbox serves nothing at this path"),
        ("POST", "/_sandbox/mail", 405, "This path does not take POST"),
        ("POST", "/en/transactional/api/v1/nope.json", 404, "There is no such method"),
    ],
)
def test_paths(shared: Running, verb: str, path: str, status: int, words: str) -> None:
    response = shared.client.request(verb, shared.url + path)
    assert (response.status_code, response.json()["code"]) == (status, status)
    assert response.json()["message"].endswith(f". {words}")
