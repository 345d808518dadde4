"""The installed program and the machine that it believes to be on."""

import os
import sysconfig
from pathlib import Path
from typing import Final

PROGRAM: Final = str(Path(sysconfig.get_path("scripts"), "ue-console"))
"""The installed command."""


def environment(home: Path, **extra: str) -> dict[str, str]:
    """A machine of its own: no key store, no files but those under ``home``, a truecolor terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "TMPDIR": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONDONTWRITEBYTECODE": "1",
        **extra,
    }
