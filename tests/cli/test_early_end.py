"""Ctrl+c while a command is still being loaded."""

import argparse

import pytest

from ue_console.cli import main


def interrupted(*_: object) -> int:
    """Ctrl+c."""
    raise KeyboardInterrupt


def test_it_ends_with_130_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", interrupted)
    assert main(["webhooks", "list"]) == 130
