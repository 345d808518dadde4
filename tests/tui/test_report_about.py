"""What stands under a row of a report: whether that very row can be tried again."""

import pytest

from ue_console.services.report_row import Outcome, ReportRow
from ue_console.services.reports import Report
from ue_console.store.send_records import UNIFICATION, SendSummary
from ue_console.tui.report_rows import about

SUMMARY = SendSummary("s", "Shop", "2030-05-17T10:32:00", "Lamps", "", 3, "partly", "", "", UNIFICATION)


def row(outcome: Outcome, *, retry: bool, batch: int = 1) -> ReportRow:
    return ReportRow("117", outcome, "", retry, "", batch, channel=f"c{batch}")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("refused", retry=True)], "This receiver can be tried again: press t."),
        (
            [row("refused", retry=True), row("not sent", retry=True, batch=2)],
            "This receiver can be tried again, and 1 more: press t.",
        ),
        (
            [row("refused", retry=False), row("refused", retry=True, batch=2)],
            "Not this one; 1 receiver can be tried again: press t.",
        ),
        ([row("refused", retry=False)], ""),
    ],
)
def test_a_row_says_whether_it_is_tried_again(rows: list[ReportRow], told: str) -> None:
    lines = [line.text.strip() for line in about(Report(SUMMARY, tuple(rows), (), ()), rows[0])]
    assert [line for line in lines if "tried again" in line] == ([told] if told else [])
