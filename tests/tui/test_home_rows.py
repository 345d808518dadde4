"""The last sends as rows: how each ended, in a word and a symbol."""

from typing import get_args

import pytest

from ue_console.services.words import MAIL
from ue_console.store.send_records import SendState, SendSummary
from ue_console.tui.screens.home_sends import STATES, send_columns, send_row


def test_each_ending_has_a_symbol_and_a_word_of_its_own() -> None:
    assert set(STATES) == set(get_args(SendState))
    assert len({word for _, word, _ in STATES.values()}) == len(STATES)


@pytest.mark.parametrize("state", get_args(SendState))
def test_an_ending_fits_its_column(state: SendState) -> None:
    send = SendSummary("s", "ACME", "2030-01-01T00:00:00+00:00", "Hello", "", 1, state, "f", "")
    width = send_columns(MAIL)[2].width
    assert len(send_row(send, "5 min").cells[2]) <= width
