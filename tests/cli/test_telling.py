"""Messages on stderr break between words in a terminal, and stay whole in a pipe."""

import os
import pty
import sys

import pytest

from ue_console.cli.telling import tell

URL = f"https://shop.example/{'x' * 60}"


def told(monkeypatch: pytest.MonkeyPatch, text: str, columns: int) -> list[str]:
    """The rows of a message in a terminal of so many columns."""
    outer, inner = pty.openpty()
    os.set_blocking(outer, False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    with os.fdopen(inner, "w") as stderr, os.fdopen(outer, "rb", buffering=0) as terminal:
        monkeypatch.setattr(sys, "stderr", stderr)
        tell(text)
        return (terminal.read(10_000) or b"").decode().splitlines()


def test_words_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The service is slow to take the webhook back; it has 10 s.\nDone.\n"
    assert told(monkeypatch, text, 40) == [
        "The service is slow to take the webhook",
        "  back; it has 10 s.",
        "Done.",
    ]


def test_a_terminal_without_a_size_is_a_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The service is slow to take the webhook back; it has 10 s.\n"
    assert told(monkeypatch, text, 0) == [text.rstrip()]


def test_what_is_copied_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, f"This removes it: {URL}\n", 40) == ["This removes it:", f"  {URL}"]


def test_in_a_pipe_lines_stay_whole(capsys: pytest.CaptureFixture[str]) -> None:
    tell(f"{URL} {URL}\n")
    assert capsys.readouterr().err == f"{URL} {URL}\n"
