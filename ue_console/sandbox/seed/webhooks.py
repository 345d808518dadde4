"""The demo's webhooks, read from ``webhooks.toml``: one in each state, and one with an unusual format."""

from datetime import datetime
from typing import Any

from ue_console.sandbox.seed.files import FOLDER, read_toml
from ue_console.sandbox.seed.times import hours_ago


def read_webhooks(now: datetime) -> list[dict[str, Any]]:
    """The account's webhooks, oldest first, their times counted back from ``now`` (UTC)."""
    data = read_toml(FOLDER / "webhooks.toml")
    return [webhook(row, now) for row in data["webhooks"]]


def webhook(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A row of a file as ``webhook/list`` has it, the id aside."""
    own = {name: value for name, value in row.items() if name not in ("age_hours", "events")}
    return own | {"updated_at": hours_ago(now, row["age_hours"]), "events": row["events"]}
