"""Sample events read back as the service's do."""

from datetime import UTC, datetime
from typing import Final

import pytest

from ue_console.errors import InputError
from ue_console.models.unione.event import SPAM_BLOCK_EVENT, STATUS_EVENT, read_notification
from ue_console.services.samples import Owner, names, payload

NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
PROJECT: Final = Owner(7, "42", "Shop")


@pytest.mark.parametrize("name", names())
def test_every_sample_reads_back_in_both_forms(name: str) -> None:
    grouped = read_notification(dict(payload(name, PROJECT, NOW)))
    single = read_notification(dict(payload(name, PROJECT, NOW, single=True)))
    assert (grouped.user_id, grouped.project_id, grouped.project_name) == ("7", "42", "Shop")
    assert grouped._replace(single=True) == single
    (event,) = grouped.events
    assert event.time == "2026-05-04 12:30:00"
    assert event.status
    assert event.name == (SPAM_BLOCK_EVENT if name.startswith("spam_") else STATUS_EVENT)


def test_a_bounce_says_why() -> None:
    (event,) = read_notification(dict(payload("err_mailbox_full", Owner(), NOW))).events
    assert event.status == "soft_bounced"
    assert event.delivery["delivery_status"] == "err_mailbox_full"
    assert event.delivery["destination_response"].startswith("452 ")


def test_a_click_has_its_link_and_who_clicked() -> None:
    (event,) = read_notification(dict(payload("clicked", Owner(), NOW))).events
    assert event.url.startswith("https://")
    assert set(event.delivery) == {"user_agent", "ip"}


def test_many_events_have_recipients_of_their_own() -> None:
    found = read_notification(dict(payload("sent", Owner(), NOW, count=100)))
    assert len({event.email for event in found.events}) == 100
    assert not found.project_id


def test_what_can_not_be_asked_for() -> None:
    with pytest.raises(InputError, match="no event read"):
        payload("read", Owner(), NOW)
    for count in (0, 101):
        with pytest.raises(InputError, match=f"not {count}"):
            payload("sent", Owner(), NOW, count=count)
    with pytest.raises(InputError, match="one event"):
        payload("sent", Owner(), NOW, count=2, single=True)
