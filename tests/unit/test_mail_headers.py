"""Headers and the way out: what the service takes, ignores and adds."""

from typing import Any

import pytest

from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering.mail import RenderedMail, render_mail
from ue_console.rendering.unsubscribe import link_for

ANN = "ann@example.com"
LINK = link_for(ANN)
FOOTER = "This message went to"


def rendered(language: str = "en", **fields: Any) -> RenderedMail:
    """A message of ``fields`` as Ann gets it."""
    return render_mail(Message.model_validate(fields), Recipient(email=ANN), language=language)


def test_footer_and_header_by_default() -> None:
    mail = rendered(body={"html": "<body>x</body>", "plaintext": "x", "amp": "<body>x</body>"})
    assert FOOTER in str(mail.html) and LINK in str(mail.html) and str(mail.html).endswith("</body>")
    assert FOOTER in str(mail.plaintext) and LINK in str(mail.plaintext)
    assert mail.amp == "<body>x</body>"
    assert mail.headers == {"List-Unsubscribe": f"<{LINK}>"}
    assert mail.unsubscribe_url == LINK


def test_footer_speaks_the_language() -> None:
    assert "Diese Nachricht" in str(rendered("de", body={"plaintext": "x"}).plaintext)


def test_own_link_in_any_part_means_no_footer() -> None:
    mail = rendered(body={"html": '<a href="{{UnsubscribeUrl}}">x</a>', "plaintext": "x"})
    assert mail.html == f'<a href="{LINK}">x</a>'
    assert mail.plaintext == "x"
    assert mail.headers == {"List-Unsubscribe": f"<{LINK}>"}
    assert mail.missing == ()


def test_custom_link_means_no_footer() -> None:
    mail = rendered(body={"html": "{{UnsubscribeUrl}}"}, options={"unsubscribe_url": "https://a.example/u"})
    assert mail.html == "https://a.example/u"
    assert mail.headers == {"List-Unsubscribe": "<https://a.example/u>"}


def test_custom_link_that_prints_nothing_does_not_count() -> None:
    mail = rendered(body={"plaintext": "x"}, options={"unsubscribe_url": "{{Gone}}"})
    assert mail.unsubscribe_url == LINK
    assert FOOTER in str(mail.plaintext)


def test_skipped_footer_leaves_neither_footer_nor_header() -> None:
    mail = rendered(body={"html": "x", "plaintext": "x"}, skip_unsubscribe=1)
    assert (mail.html, mail.plaintext, mail.headers) == ("x", "x", {})


def test_skipped_footer_allows_list_headers() -> None:
    own = {"list-unsubscribe": "<mailto:u@shop.example>", "List-Help": "<https://shop.example>"}
    assert rendered(body={"html": "x"}, skip_unsubscribe=1, headers=own).headers == own


def test_list_headers_are_ignored_with_the_footer() -> None:
    mail = rendered(body={"html": "x"}, headers={"List-Unsubscribe": "<mailto:u@shop.example>"})
    assert mail.headers == {"List-Unsubscribe": f"<{LINK}>"}
    assert [(entry.field, entry.problem.severity) for entry in mail.problems] == [
        ("headers.List-Unsubscribe", "warning")
    ]


@pytest.mark.parametrize("name", ["To", "cc", "BCC", "Subject", "Content-Type", "List-Id", "XY", "Reply-To"])
def test_other_names_are_ignored_with_a_warning(name: str) -> None:
    mail = rendered(body={"html": "x"}, headers={name: "v"}, skip_unsubscribe=1)
    assert mail.headers == {}
    assert [(entry.field, entry.problem.severity) for entry in mail.problems] == [
        (f"headers.{name}", "warning")
    ]


@pytest.mark.parametrize("name", ["X-A\r\nBcc", "X-A: b", "X-Ä", "", "X A"])
def test_broken_names_are_errors(name: str) -> None:
    mail = rendered(body={"html": "x"}, headers={name: "v"}, skip_unsubscribe=1)
    assert mail.headers == {}
    assert mail.failed


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_values_that_are_no_text_are_errors(value: object) -> None:
    assert rendered(body={"html": "x"}, headers={"X-A": value}).failed


def test_names_compare_without_case() -> None:
    mail = rendered(headers={"x-a": "1", "X-A": "2"}, skip_unsubscribe=1)
    assert mail.headers == {"x-a": "1"}
    assert len(mail.problems) == 1


def test_a_given_unsubscribe_url_does_not_count() -> None:
    message = Message.model_validate({"body": {"html": "{{UnsubscribeUrl}}"}})
    mail = render_mail(message, Recipient(email=ANN, substitutions={"UnsubscribeUrl": "x"}))
    assert (mail.html, mail.unused) == (LINK, ())
    assert [entry.field for entry in mail.problems] == ["substitutions.UnsubscribeUrl"]


def test_own_list_unsubscribe_stays_beside_a_link_in_the_body() -> None:
    own = {"List-Unsubscribe": "<mailto:u@shop.example>"}
    mail = rendered(body={"html": "{{UnsubscribeUrl}}"}, skip_unsubscribe=1, headers=own)
    assert mail.headers == own


def test_the_custom_link_can_not_hold_itself() -> None:
    custom = "https://a.example/{{UnsubscribeUrl}}"
    message = Message.model_validate({"body": {"html": "x"}, "options": {"unsubscribe_url": custom}})
    mail = render_mail(message, Recipient(email=ANN, substitutions={"UnsubscribeUrl": "x"}))
    assert mail.unsubscribe_url == "https://a.example/"
