"""The exact body of ``message/send``."""

from base64 import b64decode

from tests.api.conftest import Line
from tests.api.scripted import ScriptedServer, told
from ue_console.api.encoding import REQUEST_LIMIT
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.message import message_body
from ue_console.models.unification.message import Message, Part, Receiver, Sender

MESSAGE = Message(
    receivers=[
        Receiver(name="Page", address="1176", connector="fb"),
        Receiver(name="Ann", address="ann@example.org", connector="mail", type="to"),
        Receiver(name="Bob", address="bob@example.org", connector="mail", type="to"),
    ],
    sender=Sender(address="shop@example.org", connector="mail"),
    subject="Grüße",
    parts=[Part(id="0", data="Grüße"), Part.of_file("1", b"\x89PNG\0", "a.png", "image/png", "image")],
)


async def test_the_body_is_what_the_review_shows(server: ScriptedServer, app_line: Line) -> None:
    server.steps = [told()]
    await UnificationClient(app_line.transport).messages.send(MESSAGE)
    assert server.seen[0].json == message_body(MESSAGE)
    assert server.seen[0].json == {
        "message": {
            "receivers": [
                {"name": "Page", "address": "1176", "Connector": "fb"},
                {"name": "Ann", "address": "ann@example.org", "Connector": "mail", "type": "to"},
                {"name": "Bob", "address": "bob@example.org", "Connector": "mail", "type": "to"},
            ],
            "sender": {"address": "shop@example.org", "Connector": "mail"},
            "subject": "Grüße",
            "parts": [
                {"id": "0", "contentType": "text/plain", "type": "body", "data": "Grüße", "size": 7},
                {
                    "id": "1",
                    "contentType": "image/png",
                    "type": "image",
                    "data": "iVBORwA=",
                    "size": 5,
                    "name": "a.png",
                },
            ],
        }
    }
    assert b64decode(server.seen[0].json["message"]["parts"][1]["data"]) == b"\x89PNG\0"


def test_the_body_leaves_out_what_nobody_gave() -> None:
    part = Part(id="0", data="x", size=9, sort=0, name="")
    message = Message(sender=Sender(address="a"), parts=[part])
    assert message_body(message) == {
        "message": {
            "receivers": [],
            "sender": {"address": "a"},
            "parts": [
                {
                    "id": "0",
                    "contentType": "text/plain",
                    "type": "body",
                    "data": "x",
                    "size": 9,
                    "name": "",
                    "sort": 0,
                }
            ],
        }
    }
    assert part.size == 9
    assert message_body(Message()) == {"message": {"receivers": [], "parts": []}}


def test_a_message_is_read_back_from_its_body() -> None:
    body = message_body(MESSAGE)
    again = Message.model_validate(body["message"])
    assert message_body(again) == body
    assert again.connections == ["fb", "mail"]


async def test_a_file_may_be_larger_than_the_other_services_limit(
    server: ScriptedServer, app_line: Line
) -> None:
    server.steps = [told()]
    part = Part.of_file("0", bytes(REQUEST_LIMIT), "a.mp4", "video")
    await UnificationClient(app_line.transport).messages.send(Message(parts=[part]))
    assert len(server.seen[0].body) > REQUEST_LIMIT
