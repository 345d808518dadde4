"""Every code with which ``email/send`` refuses a message."""

from base64 import b64encode
from typing import Any

import pytest

from tests.sandbox.running import Running, message

FILE = {"type": "text/plain", "name": "a.txt", "content": "SGVsbG8="}
LARGE = "x" * (5 * 1024 * 1024 + 1)
HTML = "<b>x</b>"

CASES: list[tuple[int, dict[str, Any]]] = [
    (201, {"body": None}),
    (201, {"body": {}}),
    (201, {"body": {"html": "", "plaintext": ""}}),
    (201, {"body": {"amp": "<html>"}}),
    (202, {"from_email": None}),
    (202, {"from_email": ""}),
    (203, {"subject": None}),
    (203, {"subject": " "}),
    (204, {"recipients": None}),
    (204, {"recipients": []}),
    (204, {"recipients": "ann@example.com"}),
    (204, {"recipients": ["ann@example.com"]}),
    (204, {"recipients": [{"name": "Ann"}]}),
    (204, {"recipients": [{"email": ""}]}),
    (204, {"recipients": [{"email": 5}]}),
    (205, {"from_email": "nobody"}),
    (205, {"from_email": 5}),
    (206, {"from_email": "ann@other.example"}),
    (206, {"from_email": "ann@sub.acme.example"}),
    (207, {"attachments": [{**FILE, "type": "text"}]}),
    (207, {"attachments": [{**FILE, "type": "text/plain\r\nX: y"}]}),
    (207, {"attachments": [{**FILE, "name": "a/b.txt"}]}),
    (207, {"attachments": [{**FILE, "name": "a\nb.txt"}]}),
    (209, {"attachments": [FILE, FILE]}),
    (210, {"inline_attachments": [FILE, FILE]}),
    (212, {"recipients": [{"email": "a@b.example", "substitutions": ["x"]}]}),
    (212, {"recipients": [{"email": "a@b.example", "substitutions": {"x": [1]}}]}),
    (212, {"recipients": [{"email": "a@b.example", "substitutions": {"x": {"y": 1}}}]}),
    (212, {"recipients": [{"email": "a@b.example", "substitutions": {"x": None}}]}),
    (212, {"global_substitutions": {"x": [1]}}),
    (216, {"global_metadata": ["x"]}),
    (216, {"recipients": [{"email": "a@b.example", "metadata": {"x": [1]}}]}),
    (216, {"recipients": [{"email": "a@b.example", "metadata": {"x": True}}]}),
    (216, {"recipients": [{"email": "a@b.example", "metadata": {"x": 1.5}}]}),
    (217, {"global_metadata": {str(n): "x" for n in range(11)}}),
    (218, {"global_metadata": {"k" * 65: "x"}}),
    (219, {"global_metadata": {"k": "x" * 1025}}),
    (221, {"body": {"html": "<html><p>no body</p></html>"}}),
    (223, {"attachments": "x"}),
    (223, {"attachments": ["x"]}),
    (223, {"attachments": [{**FILE, "content": ""}]}),
    (223, {"attachments": [{"type": "text/plain", "name": "a.txt"}]}),
    (223, {"attachments": [{**FILE, "content": "no base64!"}]}),
    (1506, {"headers": ["X-A: b"]}),
    (1506, {"headers": "X-A: b"}),
    (1506, {"headers": {"X-A": ["b"]}}),
    (1506, {"headers": {"X-A": "b\r\nBcc: eve@example.com"}}),
    (1506, {"headers": {"X A": "b"}}),
    (1507, {"headers": {f"X-{n}": "b" for n in range(51)}}),
    (1508, {"body": None, "template_id": "nope"}),
    (1508, {"body": None, "template_id": 5}),
    (1509, {"body": "text"}),
    (1509, {"body": ["text"]}),
    (1510, {"body": {"html": 5}}),
    (1511, {"body": {"html": HTML, "plaintext": ["x"]}}),
    (1512, {"body": {"html": HTML, "amp": {}}}),
    (1513, {"body": {"html": LARGE}}),
    (1514, {"body": {"plaintext": LARGE}}),
    (1515, {"body": {"html": HTML, "amp": LARGE}}),
    (1516, {"body": {"html": "{{ spaced }}"}}),
    (1517, {"body": {"html": HTML, "plaintext": "{{ spaced }}"}}),
    (1518, {"body": {"html": HTML, "amp": "{{ spaced }}"}}),
    (1516, {"body": {"html": "#if(1)"}, "template_engine": "velocity"}),
    (1519, {"reply_to": ["ann@example.com"]}),
    (1520, {"reply_to": "ann"}),
    (1521, {"from_name": 5}),
    (1522, {"subject": 5}),
    (1523, {"template_engine": "liquid"}),
    (1523, {"template_engine": ["simple"]}),
    (1524, {"recipients": [{"email": "a@b.example"}] * 501}),
    (1546, {"subject": "{{ spaced }}"}),
    (1547, {"from_name": "{{ spaced }}"}),
    (1549, {"options": {"unsubscribe_url": "{{ spaced }}"}}),
    (207, {"attachments": [{**FILE, "name": "a\x85b.txt"}]}),
    (223, {"inline_attachments": "x"}),
    (2800, {"attachments": [{"type": "text/plain", "content": "SGVsbG8="}]}),
    (2800, {"inline_attachments": [{**FILE, "name": " "}]}),
    (2801, {"attachments": [{**FILE, "name": 5}]}),
    (2801, {"inline_attachments": [{**FILE, "name": ["x"]}]}),
    (2802, {"attachments": [{**FILE, "type": 5}]}),
    (2802, {"attachments": [{"name": "a.txt", "content": "SGVsbG8="}]}),
    (2802, {"inline_attachments": [{"name": "a", "type": None, "content": "SGVsbG8="}]}),
    (2803, {"attachments": [{**FILE, "content": 5}]}),
]


@pytest.mark.parametrize(("code", "fields"), CASES, ids=lambda value: str(value)[:60])
def test_refused(shared: Running, code: int, fields: dict[str, Any]) -> None:
    assert shared.refused("email/send", message(**fields)) == (400, code)
    assert shared.mails() == []


@pytest.mark.parametrize("parameters", [{}, {"message": None}, {"message": "x"}, {"message": []}])
def test_no_message(shared: Running, parameters: dict[str, Any]) -> None:
    assert shared.refused("email/send", parameters) == (400, 201)


def test_an_attachment_over_seven_megabytes(shared: Running) -> None:
    most = 7 * 1024 * 1024
    for size, expected in ((most, 200), (most + 1, 413)):
        item = {**FILE, "content": b64encode(bytes(size)).decode()}
        response = shared.post("email/send", message(attachments=[item]))
        assert response.status_code == expected
    assert response.json()["code"] == 199
    shared.client.delete(f"{shared.url}/_sandbox/mail")


ACCEPTED: list[dict[str, Any]] = [
    {"body": {"plaintext": "x", "html": "", "amp": None}},
    {
        "global_substitutions": [],
        "global_metadata": [],
        "headers": [],
        "attachments": [],
        "body": {"html": "x"},
    },
    {"track_links": True, "track_read": False, "skip_unsubscribe": "1"},
    {"recipients": [{"email": "a@b.example", "substitutions": None, "metadata": []}]},
    {"recipients": [{"email": "a@b.example", "substitutions": {"x": 1.5, "y": True, "z": 2, "w": ""}}]},
    {"global_metadata": {"k" * 64: "x" * 1024, **{str(n): n for n in range(9)}}},
    {"headers": {**{f"X-{n}": n for n in range(49)}, "to": "eve@example.com"}},
    {"body": {"html": "<HTML><BODY class='a'>x</BODY></HTML>"}},
    {"attachments": [{**FILE, "name": "", "type": "text/plain; charset=utf-8"}]},
    {"attachments": [{**FILE, "content": "SGVs\r\nbG8=\n"}], "inline_attachments": [FILE]},
    {"reply_to": "", "from_name": "", "template_id": "", "tags": ["x"], "idempotence_key": "y"},
    {"template_id": "nope"},
    {"template_engine": "velocity", "global_substitutions": {"x": [{"y": None}], "n": 1}},
    {"options": {"unsubscribe_url": 5}},
    {"options": []},
]


@pytest.mark.parametrize("fields", ACCEPTED, ids=lambda value: str(value)[:60])
def test_accepted(sandbox: Running, fields: dict[str, Any]) -> None:
    sandbox.send(**fields)
    assert len(sandbox.mails()) == 1
    sandbox.raw()
