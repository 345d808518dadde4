"""The engines by name, and mails of the velocity engine."""

from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering.engines import prepare, render
from ue_console.rendering.mail import render_mail
from ue_console.rendering.unsubscribe import link_for
from ue_console.rendering.variables import usage_for_all

ANN = "ann@example.com"


def test_the_engine_decides_what_a_tag_is() -> None:
    source = "{{A}} $A"
    assert render("simple", source, {"A": 1}).text == "1 $A"
    assert render("velocity", source, {"A": 1}).text == "{{A}} 1"


def test_a_prepared_text_serves_many_values() -> None:
    ready = prepare("simple", "{{A}}")
    assert [ready({"A": value}).text for value in ("x", "y")] == ["x", "y"]


def test_an_unknown_engine_is_an_error() -> None:
    result = render("liquid\x1b", "{{A}}", {"A": 1})
    assert (result.text, result.failed) == ("", True)
    assert "liquid" in result.problems[0].message
    assert "\x1b" not in result.problems[0].message


def test_a_velocity_mail() -> None:
    message = Message.model_validate(
        {
            "template_engine": "velocity",
            "subject": "Order of $to_name",
            "body": {
                "html": '#foreach($i in $items)<p>$i.name</p>#end<a href="$UnsubscribeUrl">out</a>',
                "plaintext": "#if($vip)dear#{else}hello#end",
            },
            "global_substitutions": {"spare": 1, "vip": True},
        }
    )
    items = [{"name": "Tea"}, {"name": "Cup"}]
    mail = render_mail(message, Recipient(email=ANN, substitutions={"to_name": "Ann", "items": items}))
    assert mail.subject == "Order of Ann"
    assert mail.html == f'<p>Tea</p><p>Cup</p><a href="{link_for(ANN)}">out</a>'
    assert mail.plaintext == "dear"
    assert set(mail.used) == {"to_name", "items", "UnsubscribeUrl", "vip"}
    assert mail.unused == ("spare",)
    assert not mail.failed


def test_a_broken_velocity_body_fails_with_its_place() -> None:
    message = Message.model_validate({"template_engine": "velocity", "body": {"html": "a\n#if($x)b"}})
    mail = render_mail(message, Recipient(email=ANN))
    assert mail.failed
    assert mail.problems[0].field == "body.html"
    assert mail.html == ""


def test_velocity_names_over_all_recipients() -> None:
    message = Message.model_validate(
        {
            "template_engine": "velocity",
            "subject": "$a $b",
            "recipients": [
                {"email": ANN, "substitutions": {"a": 1, "b": 2, "c": 3}},
                {"email": "bob@example.com", "substitutions": {"a": 1}},
            ],
        }
    )
    usage = usage_for_all(message)
    assert usage.used == ("a", "b")
    assert usage.missing == {"b": (1,)}
    assert usage.unused == ("c",)
