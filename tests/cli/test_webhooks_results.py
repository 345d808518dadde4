"""What came of a ping, as lines: broken between words in a terminal, whole in a pipe."""

import pytest

from ue_console.cli import webhooks_results
from ue_console.cli.webhooks_results import result_lines
from ue_console.services.ping_verdicts import PingResult

RESULT = PingResult(
    ok=False,
    status=500,
    milliseconds=12,
    body="Traceback",
    verdict="The handler failed (500), and the service takes only 200.",
    remedy="Look at the handler's own log.",
)


def test_no_word_is_broken_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks_results, "terminal_columns", lambda: 40)
    assert result_lines(RESULT).splitlines() == [
        "✗ The handler failed (500), and the",
        "    service takes only 200.",
        "  Look at the handler's own log.",
        "  status 500, after 12 ms of 3,000",
        "  | Traceback",
    ]


def test_in_a_pipe_a_sentence_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks_results, "terminal_columns", lambda: None)
    assert result_lines(RESULT).splitlines()[0] == f"✗ {RESULT.verdict}"
