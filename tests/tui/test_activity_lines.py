"""A call that changed something, as a row of Activity."""

from dataclasses import replace

from tests.console import NOON
from ue_console.services.activity import Entry, Facts
from ue_console.services.activity_export import as_json
from ue_console.tui.screens.activity_lines import heading, row

CALL = Facts(
    NOON, "ACME", "unione", "unsubscribed/set", "ann@example.com", "done", None, 200, 1_084, settled="done"
)


def test_a_time_that_nobody_measured_is_none() -> None:
    measured, unmeasured = Entry(1, CALL), Entry(2, replace(CALL, milliseconds=0))
    assert (heading(measured), row(measured, NOON).cells[-1]) == ("HTTP 200 · 1,084 ms", "1,084")
    assert (heading(unmeasured), row(unmeasured, NOON).cells[-1]) == ("HTTP 200", "")
    assert (as_json(measured)["ms"], as_json(unmeasured)["ms"]) == (1_084, None)
