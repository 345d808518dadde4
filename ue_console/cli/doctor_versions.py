"""What is installed, by version."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from ue_console import __version__

LIBRARIES: Final = ("textual", "httpx", "pydantic", "keyring")


def versions() -> dict[str, str]:
    """Name → version of the console, Python, the libraries that bugs are often about, and the platform."""
    return {
        "ue_console": __version__,
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
        "platform": platform.platform(),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
