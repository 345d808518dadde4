"""Editing a text in the operator's own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from ue_console.errors import InputError
from ue_console.text import encodable, safe_line


def edit(app: App[Any], text: str, suffix: str) -> str:
    """Open ``$VISUAL`` or ``$EDITOR`` (or vi) on ``text`` and return what it saved.

    Raises:
        InputError: The editor can't be started or ended with an error; the text is as before.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix="ue-console-", suffix=suffix)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(encodable(text))
        _run(app, command, path)
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise InputError("The editor did not save UTF-8 text.", "Save it as UTF-8 and try again.") from error
    finally:
        path.unlink(missing_ok=True)


def _run(app: App[Any], command: str, path: Path) -> None:
    failure: Exception | None = None
    code = 0
    try:
        # The screen comes back only when the body ends without an exception.
        with app.suspend():
            try:
                code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
            except (OSError, ValueError) as error:
                failure = error
    except SuspendNotSupported as error:
        failure = error
    if failure is not None or code != 0:
        raise InputError(
            f"The editor “{safe_line(command)}” did not work ({failure or f'exit code {code}'}).",
            "Set VISUAL or EDITOR to your editor; the text here is as before.",
        )
