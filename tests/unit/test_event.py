"""What a webhook call says, in both forms and in none."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.models.unione.event import (
    SPAM_BLOCK_EVENT,
    STATUS_EVENT,
    Event,
    Notification,
    read_notification,
)

CAPTURED: Final = (Path(__file__).parent / "data" / "signed_call.json").read_bytes()
DATA: Final = {
    "job_id": "1sn15Z-0007Le-GtVN",
    "metadata": {"order": 17, "name": "Anna"},
    "email": "a@example.com",
    "status": "clicked",
    "event_time": "2026-11-08 19:56:41",
    "url": "https://example.com/",
    "delivery_info": {"ip": "192.0.2.1"},
}


def grouped(*events: Any, **group: Any) -> dict[str, Any]:
    return {"auth": "x", "events_by_user": [{"user_id": 456, **group, "events": list(events)}]}


def test_a_captured_call() -> None:
    said = read_notification(json.loads(CAPTURED))
    assert (said.user_id, said.project_id, said.project_name) == ("5960727", "6862471", "Testing")
    assert (said.retry_count, said.single, len(said.events)) == (0, False, 1)
    event = said.events[0]
    assert (event.name, event.status, event.email) == (STATUS_EVENT, "clicked", "unisendergo@anymail.dev")
    assert (event.job_id, event.time) == ("1sn15Z-0007Le-GtVN", "2024-09-08 19:56:41")
    assert event.url == "https://example.com"
    assert event.delivery["ip"] == "66.179.153.169"
    assert event.metadata == {}


def test_events_of_a_group_in_their_order() -> None:
    said = read_notification(
        grouped(*({"event_name": STATUS_EVENT, "event_data": {"email": e}} for e in "abc"))
    )
    assert [event.email for event in said.events] == ["a", "b", "c"]
    assert (said.user_id, said.project_id, said.project_name) == ("456", "", "")


@pytest.mark.parametrize("name", [{}, {"project_name": ""}, {"project_name": None}])
def test_a_project_without_a_name_is_called_by_its_id(name: dict[str, Any]) -> None:
    said = read_notification(grouped(project_id="77", **name))
    assert (said.project_id, said.project_name) == ("77", "77")


def test_metadata_keeps_its_types() -> None:
    (event,) = read_notification(grouped({"event_name": STATUS_EVENT, "event_data": DATA})).events
    assert event.metadata == {"order": 17, "name": "Anna"}


@pytest.mark.parametrize("empty", [[], {}, None, "", 0])
def test_empty_metadata_as_php_writes_it(empty: object) -> None:
    data = {**DATA, "metadata": empty, "delivery_info": empty}
    (event,) = read_notification(grouped({"event_name": STATUS_EVENT, "event_data": data})).events
    assert (event.metadata, event.delivery) == ({}, {})


def test_a_spam_block_has_a_domain_for_an_address() -> None:
    data = {
        "block_time": "2026-11-08 19:56:41",
        "block_type": "one_smtp",
        "domain": "example.com",
        "SMTP_blocks_count": 8,
        "domain_status": "blocked",
    }
    (event,) = read_notification(grouped({"event_name": SPAM_BLOCK_EVENT, "event_data": data})).events
    assert (event.email, event.status, event.time) == ("example.com", "blocked", "2026-11-08 19:56:41")
    assert event.job_id == ""
    assert event.text("SMTP_blocks_count") == "8"


@pytest.mark.parametrize("nested", [False, True])
def test_a_single_event(nested: bool) -> None:
    outer = {
        "auth": "x",
        "user_id": 456,
        "project_id": "1",
        "project_name": "Shop",
        "event_name": STATUS_EVENT,
    }
    body = {**outer, "event_data": DATA} if nested else {**outer, **DATA}
    said = read_notification(body)
    assert said == Notification("456", "1", "Shop", 0, True, (Event(STATUS_EVENT, DATA),))


@pytest.mark.parametrize(
    ("count", "read"),
    [(3, 3), ("3", 3), (0, 0), (None, 0), ("", 0), ("x", 0), ("-1", 0), ("²", 0), (-1, 0), (1.5, 0), ([], 0)],
)
def test_the_count_of_retries(count: object, read: int) -> None:
    assert read_notification({**grouped(), "retry_count": count}).retry_count == read
    assert read_notification(grouped(retry_count=count)).retry_count == read
    assert read_notification({"event_name": "x", "retry_count": count}).retry_count == read


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ([], "no JSON object"),
        (None, "no JSON object"),
        ("x", "no JSON object"),
        ({}, "neither events_by_user nor event_name"),
        ({"auth": "x"}, "neither events_by_user nor event_name"),
        ({"events_by_user": []}, "no list with one object"),
        ({"events_by_user": {}}, "no list with one object"),
        ({"events_by_user": ["x"]}, "no list with one object"),
        ({"events_by_user": [{}]}, "events is no list"),
        ({"events_by_user": [{"events": {}}]}, "events is no list"),
        ({"events_by_user": [{"events": ["x"]}]}, "an event is no object"),
    ],
)
def test_what_is_no_notification(body: object, missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        read_notification(body)


KEYS: Final = st.sampled_from(
    ["auth", "events_by_user", "events", "event_name", "event_data", "retry_count", "user_id", *DATA]
)
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from("²٣"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(JSON | st.fixed_dictionaries({"events_by_user": st.lists(st.dictionaries(KEYS, JSON), max_size=2)}))
def test_anything_is_read_or_refused(body: object) -> None:
    try:
        said = read_notification(body)
    except ValueError:
        return
    assert said.retry_count >= 0
    for event in said.events:
        texts = (event.name, event.status, event.email, event.job_id, event.time, event.url)
        assert all(isinstance(text, str) for text in texts)
        assert isinstance(event.metadata, dict)
        assert isinstance(event.delivery, dict)
