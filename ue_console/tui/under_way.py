"""What must not be broken off: no account is switched meanwhile, and quitting asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp


@contextmanager
def under_way(app: ConsoleApp, what: str) -> Iterator[None]:
    """Keep the console busy with ``what``, a sentence, while a change of the service is under way."""
    before = app.busy
    app.busy = what
    try:
        yield
    finally:
        app.busy = before
