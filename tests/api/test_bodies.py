"""Messages and templates as the JSON of a request."""

from ue_console.api.unione.email import send_body
from ue_console.api.unione.template import template_body
from ue_console.models.unione.content import Attachment, Body
from ue_console.models.unione.message import Message, Options, Recipient
from ue_console.models.unione.template import Template


def test_a_small_message_is_small() -> None:
    message = Message(recipients=[Recipient(email="a@b.example")], body=Body(plaintext="Hi"), subject="")
    assert send_body(message) == {
        "message": {
            "template_engine": "simple",
            "body": {"plaintext": "Hi"},
            "subject": "",
            "track_links": 1,
            "track_read": 1,
            "recipients": [{"email": "a@b.example"}],
            "skip_unsubscribe": 0,
        }
    }


def test_a_full_message_is_exact() -> None:
    image = Attachment(type="image/gif", name="IMG1", content="R0lG")
    message = Message(
        recipients=[
            Recipient(email="a@b.example", substitutions={"n": 0, "x": None, "l": []}, metadata={"k": 1})
        ],
        template_engine="velocity",
        global_substitutions={"o": {}},
        body=Body(html="<p>", amp=""),
        track_links=0,
        headers={"X-Count": 3, "X-Empty": ""},
        inline_attachments=[image],
        options=Options(smtp_pool_id="p1"),
    )
    sent = send_body(message)["message"]
    assert sent["recipients"][0]["substitutions"] == {"n": 0, "x": None, "l": []}
    assert sent["recipients"][0]["metadata"] == {"k": 1}
    assert sent["global_substitutions"] == {"o": {}}
    assert sent["body"] == {"html": "<p>", "amp": ""}
    assert sent["headers"] == {"X-Count": 3, "X-Empty": ""}
    assert sent["inline_attachments"] == [{"type": "image/gif", "name": "IMG1", "content": "R0lG"}]
    assert sent["options"] == {"smtp_pool_id": "p1"}
    assert sent["track_links"] == 0
    assert "attachments" not in sent
    assert "template_id" not in sent


def test_a_message_without_recipients_says_so() -> None:
    assert send_body(Message())["message"]["recipients"] == []


def test_a_template_decides_what_was_left_open() -> None:
    open_message = Message(recipients=[Recipient(email="a@b.example")], template_id="t1")
    assert send_body(open_message)["message"] == {
        "recipients": [{"email": "a@b.example"}],
        "template_id": "t1",
        "skip_unsubscribe": 0,
    }
    set_message = Message(template_id="t1", track_links=1, template_engine="simple")
    assert send_body(set_message)["message"]["track_links"] == 1
    assert send_body(set_message)["message"]["template_engine"] == "simple"
    assert "track_read" not in send_body(set_message)["message"]


def test_a_body_of_its_own_brings_the_defaults_back() -> None:
    message = Message(template_id="t1", body=Body(html="<p>"))
    assert send_body(message)["message"]["track_read"] == 1


def test_fields_of_a_newer_service_go_back_unchanged() -> None:
    message = Message.model_validate({"idempotence_key": "k", "tags": [], "cc": None})
    sent = send_body(message)["message"]
    assert (sent["idempotence_key"], sent["tags"], sent["cc"]) == ("k", [], None)


def test_a_new_template_is_small() -> None:
    assert template_body(Template(name="welcome", body=Body(html="<p>"))) == {
        "template": {
            "template_engine": "simple",
            "body": {"html": "<p>"},
            "track_links": 1,
            "track_read": 1,
            "name": "welcome",
            "editor_type": "html",
        }
    }


def test_what_only_answers_hold_is_not_sent_back() -> None:
    kept = Template(id="t1", name="n", created="2026-01-01 00:00:00", user_id=1, project_id="2")
    sent = template_body(kept)["template"]
    assert sent["id"] == "t1"
    assert not {"created", "user_id", "project_id", "project_name"} & sent.keys()


def test_what_was_emptied_in_a_template_is_emptied_there() -> None:
    kept = Template(id="t1", name="n", headers={"X-A": "b"}, global_metadata={})
    emptied = kept.model_copy(update={"headers": {}})
    sent = template_body(emptied)["template"]
    assert (sent["headers"], sent["global_metadata"]) == ({}, {})
    assert "attachments" not in sent, "nobody touched these"
    assert "headers" not in template_body(Template(name="n", headers={}))["template"]
