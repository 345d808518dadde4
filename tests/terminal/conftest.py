"""What the tests of the real program share."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder that stands for the operator's home."""
    path = tmp_path / "home"
    path.mkdir()
    return path
