"""For all tests of the screens: what comes to the terminal's clipboard."""

import base64
import re

import pytest
from textual.drivers.headless_driver import HeadlessDriver


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What came to the terminal's clipboard."""
    texts: list[str] = []

    def write(driver: HeadlessDriver, data: str) -> None:
        if found := re.search("\x1b]52;c;([^\a]*)\a", data):
            texts.append(base64.b64decode(found[1]).decode())

    monkeypatch.setattr(HeadlessDriver, "write", write)
    return texts
