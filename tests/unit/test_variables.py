"""Names used, missing and unused, over one recipient and over all."""

from ue_console.models.unione.message import Message
from ue_console.models.unione.template import Template
from ue_console.rendering.variables import mentioned, usage_for, usage_for_all

MESSAGE = Message.model_validate(
    {
        "subject": "{{to_name}}, {{Offer|news}}",
        "body": {"html": "{{Code}} {{UnsubscribeUrl}}", "plaintext": "{{Code}}"},
        "headers": {"X-Id": "{{Id}}", "Ignored": "{{Nowhere}}"},
        "options": {"unsubscribe_url": "https://a.example/{{Key}}"},
        "global_substitutions": {"Id": 1, "Spare": 2},
        "recipients": [
            {
                "email": "a@example.com",
                "substitutions": {"to_name": "A", "Code": 1, "Key": "k", "Column": ""},
            },
            {"email": "b@example.com", "substitutions": {"Key": None, "Code": ""}},
        ],
    }
)


def test_fields_and_names() -> None:
    fields = {
        "subject": ("to_name", "Offer"),
        "body.html": ("Code", "UnsubscribeUrl"),
        "body.plaintext": ("Code",),
        "headers.X-Id": ("Id",),
        "options.unsubscribe_url": ("Key",),
    }
    assert mentioned(MESSAGE) == fields
    assert usage_for(MESSAGE, MESSAGE.recipients[0]).fields == fields
    assert usage_for_all(MESSAGE).fields == fields
    assert usage_for_all(MESSAGE).used == ("to_name", "Offer", "Code", "UnsubscribeUrl", "Id", "Key")


def test_one_recipient() -> None:
    first, second = (usage_for(MESSAGE, recipient) for recipient in MESSAGE.recipients)
    assert (first.missing, first.unused) == ((), ("Spare", "Column"))
    assert (second.missing, second.unused) == (("to_name", "Key"), ("Spare",))


def test_all_recipients() -> None:
    usage = usage_for_all(MESSAGE)
    assert usage.missing == {"to_name": (1,), "Key": (1,)}
    assert usage.unused == ("Spare", "Column")


def test_some_recipients_and_none() -> None:
    assert usage_for_all(MESSAGE, MESSAGE.recipients[:1]).missing == {}
    none = usage_for_all(MESSAGE, [])
    assert none.used == usage_for_all(MESSAGE).used
    assert (none.missing, none.unused) == ({}, ("Spare",))


def test_a_template_has_names_too() -> None:
    template = Template.model_validate({"subject": "{{A}}", "body": {"html": "{{B?{{A}}}}"}})
    assert mentioned(template) == {"subject": ("A",), "body.html": ("B", "A")}


def test_to_name_given_to_all_is_not_unused() -> None:
    message = Message.model_validate({"subject": "x", "global_substitutions": {"to_name": "you"}})
    assert usage_for_all(message).unused == ()
