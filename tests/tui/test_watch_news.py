"""What watches bring is told in one message, however many domains it is about."""

import pytest

from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.tui.watching import in_one


def news(heard: Heard, *names: str, text: str = "") -> list[WatchNews]:
    return [WatchNews(name, heard, text or f"{name} is {heard}.") for name in names]


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (Heard.READY, "Mail can be sent from a.test, b.test, c.test and 2 more."),
        (
            Heard.VALIDATING,
            "DNS is right: the service looks for the records of a.test, b.test, c.test and 2 more.",
        ),
    ],
)
def test_several_domains_are_one_sentence(heard: Heard, told: str) -> None:
    assert in_one(heard, news(heard, "a.test", "b.test", "c.test", "d.test", "e.test")) == told


def test_one_domain_has_its_own_words() -> None:
    assert in_one(Heard.READY, news(Heard.READY, "a.test")) == "a.test is ready."


def test_the_same_trouble_is_told_once() -> None:
    told = news(Heard.TROUBLE, "a.test", "xn--bcher-kva.test", text="No answer. Wait.")
    assert in_one(Heard.TROUBLE, told) == "a.test, bücher.test: No answer. Wait."
