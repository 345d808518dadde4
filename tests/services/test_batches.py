"""Requests within the service's limits, to the byte."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.sends import message_to
from ue_console.api.encoding import REQUEST_LIMIT, encode
from ue_console.api.unione.email import send_body
from ue_console.errors import InputError
from ue_console.models.unione.content import Attachment
from ue_console.models.unione.message import Message, Recipient
from ue_console.services.batches import split

VALUES = st.dictionaries(st.text(max_size=8), st.text(max_size=30) | st.integers() | st.none(), max_size=3)


def sizes_on_the_wire(message: Message) -> list[tuple[int, int]]:
    """(planned, real) length of each request."""
    return [
        (
            batch.bytes,
            len(encode(send_body(message.model_copy(update={"recipients": list(batch.recipients)})))),
        )
        for batch in split(message)
    ]


@settings(max_examples=40)
@given(st.lists(VALUES, min_size=1, max_size=12), st.text(max_size=40))
def test_planned_bytes_are_the_bytes_sent(values: list[dict[str, str | int | None]], subject: str) -> None:
    people = [Recipient(email=f"r{n}@example.com", substitutions=item) for n, item in enumerate(values)]
    message = message_to(0, recipients=people, subject=subject)
    assert all(planned == real for planned, real in sizes_on_the_wire(message))


@pytest.mark.parametrize(
    ("count", "batches"), [(1, [1]), (500, [500]), (501, [500, 1]), (1200, [500, 500, 200])]
)
def test_no_request_has_more_than_500_recipients(count: int, batches: list[int]) -> None:
    message = message_to(count)
    found = split(message)
    assert [len(batch.recipients) for batch in found] == batches
    assert [batch.number for batch in found] == list(range(1, len(batches) + 1))
    assert [recipient for batch in found for recipient in batch.recipients] == message.recipients


def test_large_values_make_smaller_batches() -> None:
    people = [Recipient(email=f"r{n}@example.com", substitutions={"x": "ä" * 1_000_000}) for n in range(12)]
    message = message_to(0, recipients=people)
    sizes = sizes_on_the_wire(message)
    assert len(sizes) == 3
    assert all(planned == real <= REQUEST_LIMIT for planned, real in sizes)


def test_a_request_may_be_as_large_as_the_limit() -> None:
    message = message_to(2)
    [batch] = split(message)
    room = REQUEST_LIMIT - batch.bytes - len(',"substitutions":{"x":""}')
    message.recipients[1].substitutions["x"] = "x" * room
    assert [batch.bytes for batch in split(message)] == [REQUEST_LIMIT]
    message.recipients[1].substitutions["x"] = "x" * (room + 1)
    assert [len(batch.recipients) for batch in split(message)] == [1, 1]


def test_a_message_too_large_by_itself_is_refused() -> None:
    files = [Attachment(name=f"{n}.bin", content="A" * 6_000_000) for n in range(2)]
    with pytest.raises(InputError, match="The message alone is") as refused:
        split(message_to(1, attachments=files))
    assert refused.value.field == "attachments"


def test_a_recipient_too_large_by_itself_is_refused() -> None:
    message = message_to(2)
    message.recipients[1].substitutions["x"] = "x" * REQUEST_LIMIT
    with pytest.raises(InputError, match=r"r1@example\.com"):
        split(message)


def test_an_address_goes_in_once_across_batches() -> None:
    message = message_to(700)
    message.recipients += [Recipient(email=f"R{n}@EXAMPLE.com") for n in range(700)]
    counts = Counter(recipient.email.lower() for batch in split(message) for recipient in batch.recipients)
    assert set(counts.values()) == {1}
    assert len(counts) == 700


def test_half_a_surrogate_pair_is_refused_before_it_is_sent() -> None:
    message = message_to(1)
    message.recipients[0].substitutions["x"] = "\ud800"
    with pytest.raises(InputError, match="can't be written as JSON"):
        split(message)
