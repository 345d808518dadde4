"""Every answer is dated by the clock of that moment, also after a long rest."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.sandbox.running import Running


@pytest.mark.parametrize("path", ["/_sandbox/mail", "/nowhere"])
def test_answers_are_dated(sandbox: Running, path: str) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    dates = sandbox.client.get(sandbox.url + path).headers.get_list("date")
    assert len(dates) == 1
    assert before <= parsedate_to_datetime(dates[0]) <= datetime.now(UTC)
