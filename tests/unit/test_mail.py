"""A whole mail for one recipient: fields, values, names, problems."""

from typing import Any

import pytest

from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering.mail import MailRenderer, RenderedMail, render_mail
from ue_console.rendering.unsubscribe import link_for

ANN = "ann@example.com"


def rendered(substitutions: dict[str, Any] | None = None, **fields: Any) -> RenderedMail:
    """A message of ``fields`` as Ann gets it."""
    message = Message.model_validate({"from_email": "shop@example.com", **fields})
    return render_mail(message, Recipient(email=ANN, substitutions=substitutions or {}))


def complaints(mail: RenderedMail) -> list[tuple[str, str]]:
    """(severity, field) of each problem."""
    return [(entry.problem.severity, entry.field) for entry in mail.problems]


def test_every_field_takes_substitutions() -> None:
    mail = rendered(
        {"X": "v"},
        subject="s{{X}}",
        from_name="f{{X}}",
        reply_to="r@example.com",
        body={"html": "h{{X}}", "plaintext": "p{{X}}", "amp": "a{{X}}"},
        headers={"X-Id": "x{{X}}", "X-Count": 3},
        options={"unsubscribe_url": "https://shop.example/{{X}}"},
    )
    assert (mail.subject, mail.from_name, mail.from_email, mail.reply_to) == (
        "sv",
        "fv",
        "shop@example.com",
        "r@example.com",
    )
    assert (mail.html, mail.plaintext, mail.amp) == ("hv", "pv", "av")
    assert mail.headers == {"X-Id": "xv", "X-Count": "3", "List-Unsubscribe": "<https://shop.example/v>"}
    assert mail.unsubscribe_url == "https://shop.example/v"
    assert not mail.failed
    assert mail.problems == ()


def test_absent_and_empty_parts_are_none() -> None:
    mail = rendered(body={"html": "", "plaintext": "x"})
    assert (mail.html, mail.amp, mail.subject) == (None, None, "")


def test_recipient_wins_over_global() -> None:
    mail = rendered({"A": "own"}, subject="{{A}} {{B}}", global_substitutions={"A": "all", "B": "all"})
    assert mail.subject == "own all"


def test_names() -> None:
    mail = rendered(
        {"A": "1", "Extra": "2", "to_name": "Ann"},
        subject="{{A}} {{Gone}}",
        body={"html": "{{Lost}}{{A}}{{UnsubscribeUrl}}"},
        global_substitutions={"Spare": 1},
    )
    assert mail.used == ("A", "Gone", "Lost", "UnsubscribeUrl")
    assert mail.missing == ("Gone", "Lost")
    assert mail.unused == ("Spare", "Extra")
    assert complaints(mail) == [("warning", "subject"), ("warning", "body.html")]
    assert not mail.failed


def test_to_name_is_display_name_and_tag() -> None:
    mail = rendered({"to_name": "Ann"}, subject="Hi {{to_name}}")
    assert (mail.to_name, mail.subject, mail.unused) == ("Ann", "Hi Ann", ())


def test_to_name_is_cut_at_78_in_the_header_only() -> None:
    mail = rendered({"to_name": "n" * 100}, subject="{{to_name}}")
    assert mail.to_name == "n" * 78
    assert mail.subject == "n" * 100
    assert complaints(mail) == [("warning", "substitutions.to_name")]


def test_to_name_that_is_no_text_is_an_error() -> None:
    mail = rendered({"to_name": ["Ann"]}, subject="x")
    assert (mail.to_name, mail.failed) == ("", True)


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85"])
def test_no_value_can_add_a_header(line_break: str) -> None:
    evil = f"x{line_break}Bcc: all@example.com"
    mail = rendered(
        {"V": evil, "to_name": evil},
        subject="{{V}}",
        from_name="{{V}}",
        headers={"X-Id": "{{V}}"},
        options={"unsubscribe_url": "https://a.example/{{V}}"},
    )
    lines = [mail.subject, mail.from_name, mail.to_name, mail.unsubscribe_url, *mail.headers.values()]
    assert all(len(line.splitlines()) == 1 and "\x00" not in line for line in lines)
    assert mail.subject == "x Bcc: all@example.com"
    assert {field for severity, field in complaints(mail) if severity == "error"} == {
        "subject",
        "from_name",
        "headers.X-Id",
        "options.unsubscribe_url",
        "substitutions.to_name",
    }


def test_problems_carry_field_and_place() -> None:
    mail = rendered(subject="ok", body={"html": "<p>\n{{ x }}</p>", "plaintext": "{{y"})
    assert [(entry.field, entry.problem.line, entry.problem.column) for entry in mail.problems] == [
        ("body.html", 2, 1),
        ("body.plaintext", 1, 1),
    ]
    assert mail.failed


def test_lists_need_velocity() -> None:
    assert rendered({"L": [1]}, subject="{{L}}").failed
    assert not rendered({"L": [1]}, subject="x").failed


def test_unknown_engine_is_told_once() -> None:
    mail = rendered(subject="x", body={"html": "y"}, template_engine="liquid")
    assert complaints(mail) == [("error", "template_engine")]
    assert (mail.subject, mail.html) == ("", None)


def test_one_renderer_serves_many_recipients() -> None:
    message = Message.model_validate({"subject": "{{A}}", "body": {"html": "{{UnsubscribeUrl}}"}})
    renderer = MailRenderer(message)
    for email in (ANN, "bob@example.com"):
        recipient = Recipient(email=email, substitutions={"A": email})
        mail = renderer.render(recipient)
        assert (mail.subject, mail.html) == (email, link_for(email))
        assert mail == render_mail(message, recipient)


def test_the_message_is_left_alone() -> None:
    message = Message.model_validate({"subject": "{{A}}", "global_substitutions": {"A": 1}})
    before = message.model_copy(deep=True)
    render_mail(message, Recipient(email=ANN, substitutions={"A": 2}))
    assert message == before


def test_half_a_surrogate_pair_can_not_reach_the_mail() -> None:
    half, pair = "\ud83d", "\ud83d\ude00"
    mail = rendered(
        {"A": half, "to_name": half}, subject="{{A}}" + pair, body={"html": "{{A}}", "plaintext": pair}
    )
    assert (mail.subject, mail.to_name) == ("\ufffd😀", "\ufffd")
    assert str(mail.html).startswith("\ufffd")
    assert str(mail.plaintext).startswith("😀")
