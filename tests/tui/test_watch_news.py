"""What watches bring is told in one message, however many domains it is about."""

import pytest

from tests.console import demo_console, demo_workspace
from tests.tui.driving import opened, shows
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.tui.watching import _LONG, in_one, watching_of


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


def test_good_news_leave_soon_enough_what_lies_below_them_to_be_read() -> None:
    assert _LONG <= 20


def test_the_same_trouble_is_told_once() -> None:
    told = news(Heard.TROUBLE, "a.test", "xn--bcher-kva.test", text="No answer. Wait.")
    assert in_one(Heard.TROUBLE, told) == "a.test, bücher.test: No answer. Wait."


async def test_home_knows_at_once_what_a_watch_has_brought() -> None:
    workspace = demo_workspace()
    app = demo_console(workspace)
    async with app.run_test() as pilot:
        await opened(pilot)
        await shows(pilot, "Can't send yet")
        account = workspace.account
        known = workspace.home.of(account).domains
        assert known.value is not None
        left = [item for item in known.value.domains if not item.ready]
        for item in left:
            dkim, record = item.dkim, item.verification_record
            ready = item.model_copy(
                update={
                    "dkim": dkim.model_copy(update={"status": "active"}),
                    "verification_record": record.model_copy(update={"status": "confirmed"}),
                }
            )
            watching_of(app)._changed(account, WatchNews(item.domain, Heard.READY, "", domain=ready))
        assert all(item.ready for item in known.value.domains)
