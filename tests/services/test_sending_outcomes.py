"""What each kind of answer, or lack of one, means for a batch and its addresses."""

import csv
import io
from dataclasses import replace

import pytest

from ue_console.errors import (
    ConsoleError,
    Forbidden,
    InputError,
    KeyRefused,
    NotTheService,
    OutcomeUnknown,
    ReadOnly,
    Rejected,
    RequestTooLarge,
    ServiceFault,
    TimedOut,
    TooManyRequests,
    Unreachable,
    WireError,
)
from ue_console.models.unione.message import SendResult
from ue_console.services.outcomes import answered, failed, goes_on
from ue_console.services.refusals import REFUSALS
from ue_console.services.reports import Report, build_report, guarded
from ue_console.store.send_records import BatchRecord, SendRecord, SendSummary

SUMMARY = SendSummary("s", "ACME", "2030-01-01T00:00:00+00:00", "Hello", "", 1, "done", "f", "")


def batch(*emails: str) -> BatchRecord:
    return BatchRecord(1, tuple({"email": email} for email in emails))


def report_of(*batches: BatchRecord) -> Report:
    return build_report(SendRecord(SUMMARY, {}, batches))


@pytest.mark.parametrize(
    ("error", "state", "outcome", "retry"),
    [
        (Unreachable("x"), "planned", "not sent", True),
        (ReadOnly("x"), "planned", "not sent", True),
        (InputError("x"), "planned", "not sent", True),
        (RequestTooLarge("x"), "planned", "not sent", True),
        (RequestTooLarge("x", http_status=413), "refused", "refused", False),
        (Rejected("x", http_status=400, code=203), "refused", "refused", False),
        (Rejected("x", http_status=400, code=206), "refused", "refused", True),
        (TooManyRequests("x", http_status=429), "refused", "refused", True),
        (KeyRefused("x", http_status=401), "refused", "refused", True),
        (Forbidden("x", http_status=403, code=901), "refused", "refused", True),
        (NotTheService("x"), "refused", "refused", True),
        (ServiceFault("x", http_status=500), "unknown", "unknown", False),
        (OutcomeUnknown("x"), "unknown", "unknown", False),
        (TimedOut("x"), "unknown", "unknown", False),
        (WireError("x"), "unknown", "unknown", False),
        (ConsoleError("x"), "unknown", "unknown", False),
    ],
)
def test_an_error_gives_a_state(error: ConsoleError, state: str, outcome: str, retry: bool) -> None:
    ended = failed(batch("a@example.com"), error)
    [row] = report_of(ended).rows
    assert (ended.state, row.outcome, row.retry) == (state, outcome, retry)
    assert row.reason.startswith("x")
    assert not goes_on(error)


def test_the_remedy_of_a_fault_is_never_to_send_again_at_once() -> None:
    fault = ServiceFault("The service has a fault.", "Try again later.", http_status=503)
    [row] = report_of(failed(batch("a@example.com"), fault)).rows
    assert "Check whether the mails arrived" in row.reason
    assert "Try again" not in row.reason


def test_only_failed_addresses_let_the_next_batch_go() -> None:
    addresses = {"a@example.com": "invalid"}
    assert goes_on(Rejected("x", http_status=400, code=204, failed_emails=addresses))
    assert not goes_on(Rejected("x", http_status=400, code=204))
    assert not goes_on(Rejected("x", http_status=400, code=203, failed_emails=addresses))


def test_each_address_has_its_own_outcome() -> None:
    given = batch("a@example.com", "b@example.com", "C@Example.com", "d@example.com", "e@example.com")
    result = SendResult(
        job_id="j",
        emails=["a@example.com", "c@example.com"],
        failed_emails={
            "b@example.com": "temporary_unavailable",
            "C@example.com": "duplicate",
            "e@example.com": "new",
        },
    )
    report = report_of(answered(given, result))
    assert [(row.outcome, row.retry) for row in report.rows] == [
        ("accepted", False),
        ("refused", True),
        ("accepted", False),
        ("unknown", False),
        ("refused", False),
    ]
    assert report.rows[4].reason == "The service says “new”."
    assert {row.job_id for row in report.rows} == {"j"}
    assert report.retryable == ("b@example.com",)


def test_an_answer_without_a_list_accepts_all_but_the_failed() -> None:
    result = SendResult(job_id="j", failed_emails={"b@example.com": "invalid"})
    report = report_of(answered(batch("a@example.com", "b@example.com"), result))
    assert [row.outcome for row in report.rows] == ["accepted", "refused"]


@pytest.mark.parametrize(
    ("result", "state", "left_out"),
    [
        (SendResult(job_id="j", emails=["A@example.com", "b@example.com"]), "sent", 0),
        (SendResult(job_id="j"), "sent", 0),
        (SendResult(job_id="j", emails=["a@example.com"]), "sent", 1),
        (SendResult(job_id="j", emails=["zoe@example.com"]), "sent", 2),
        (SendResult(job_id="j", failed_emails={"b@example.com": "invalid"}), "sent", 1),
        (
            SendResult(
                job_id="j",
                emails=["a@example.com", "b@example.com"],
                failed_emails={"B@example.com": "duplicate"},
            ),
            "sent",
            0,
        ),
        (
            SendResult(job_id="j", failed_emails={"a@example.com": "invalid", "b@example.com": "blocked"}),
            "refused",
            None,
        ),
    ],
)
def test_an_answer_counts_whom_it_left_out(result: SendResult, state: str, left_out: int | None) -> None:
    ended = answered(batch("a@example.com", "b@example.com"), result)
    assert (ended.state, ended.job_id, ended.answer.get("left_out")) == (state, "j", left_out)


def test_a_job_of_which_nobody_is_left_has_each_reason() -> None:
    result = SendResult(job_id="j", failed_emails={"a@example.com": "temporary_unavailable"})
    report = report_of(answered(batch("a@example.com"), result))
    [row] = report.rows
    assert (row.outcome, row.retry, report.troubles) == ("refused", True, ())
    assert "three days" in row.reason


def test_only_what_may_be_taken_later_is_retried() -> None:
    assert [status for status, known in REFUSALS.items() if known.retry] == ["temporary_unavailable"]


def test_no_cell_of_the_export_is_a_formula() -> None:
    names = ["=1+1@example.com", "+a@example.com", "-a@example.com", "@a", "a@example.com"]
    told = replace(batch(*names), state="unknown", error={"cause": "=cmd()"})
    rows = list(csv.reader(io.StringIO(report_of(told).to_csv(), newline="")))
    assert rows[0] == ["email", "outcome", "reason", "retry", "job_id", "batch"]
    assert [row[0] for row in rows[1:]] == [f"'{name}" for name in names[:4]] + names[4:]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_each_beginning_of_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_what_the_operator_can_say_is_about_lost_answers_only() -> None:
    silent = answered(
        batch("ann@a.example", "bob@b.example"), SendResult(job_id="1", emails=["ann@a.example"])
    )
    report = report_of(silent)
    assert report.count("unknown") == 1
    assert "named no outcome" in report.no_settling
    assert report_of(failed(batch("ann@a.example"), TimedOut("x"))).no_settling == ""
    everybody = answered(batch("ann@a.example"), SendResult(job_id="1", emails=["ann@a.example"]))
    assert report_of(everybody).no_settling == "No outcome here is unknown."
