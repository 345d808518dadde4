"""The stand-in link and the footer."""

import pytest

from ue_console.rendering.unsubscribe import (
    LANGUAGES,
    header_value,
    link_for,
    with_html_footer,
    with_plaintext_footer,
)

URL = "https://unsubscribe.example/1?a=1&b=2"


def test_link_is_the_same_for_one_address_in_any_case() -> None:
    assert link_for("Ann@Example.com") == link_for("ann@example.com")
    assert link_for("ann@example.com") != link_for("bob@example.com")
    assert link_for("ann@example.com").startswith("https://unsubscribe.example/")


def test_html_footer_stands_before_the_last_body_end() -> None:
    result = with_html_footer("<body>x</body><!-- </body> --></BODY ></html>", "ann@example.com", URL)
    assert result.startswith("<body>x</body><!-- </body> --><div")
    assert result.endswith("</div></BODY ></html>")


def test_html_footer_is_appended_to_a_fragment_and_escaped() -> None:
    result = with_html_footer("<p>x</p>", "<a&b>@example.com", URL)
    assert result.startswith("<p>x</p><div")
    assert "&lt;a&amp;b&gt;@example.com" in result
    assert 'href="https://unsubscribe.example/1?a=1&amp;b=2"' in result


def test_plaintext_footer_is_below_a_signature_line() -> None:
    result = with_plaintext_footer("Hello\n", "ann@example.com", URL)
    assert result == (
        f"Hello\n\n-- \nThis message went to ann@example.com.\nStop receiving such messages: {URL}\n"
    )


def test_every_language_of_the_service_has_its_own_words() -> None:
    assert set(LANGUAGES) == {"be", "de", "en", "es", "fr", "it", "kz", "pl", "pt", "ru", "ua"}
    footers = {with_plaintext_footer("", "ann@example.com", URL, language) for language in LANGUAGES}
    assert len(footers) == len(LANGUAGES)
    assert all("ann@example.com" in footer and URL in footer for footer in footers)


@pytest.mark.parametrize("language", ["", "xx", "EN"])
def test_other_languages_give_english(language: str) -> None:
    assert "Stop receiving" in with_plaintext_footer("", "a@example.com", URL, language)


def test_header_value_has_angle_brackets_once() -> None:
    assert header_value(" https://a.example ") == "<https://a.example>"
    assert (
        header_value("<mailto:x@a.example>, <https://a.example>")
        == "<mailto:x@a.example>, <https://a.example>"
    )
