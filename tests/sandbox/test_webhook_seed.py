"""The demo's webhooks: each state, valid, at hosts that nobody is called at."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.sandbox.running import KEY, Running, running
from ue_console.models.unione.webhook import EMAIL_STATUSES, Webhook
from ue_console.sandbox.hosts import is_documentation
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.unione import webhook_fields

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
DEMO = load_demo(NOW)
OF_PROJECTS = {project.row["api_key"]: project.webhooks for project in DEMO.projects if project.webhooks}
ALL = [*DEMO.webhooks, *(row for rows in OF_PROJECTS.values() for row in rows)]


def listed(sandbox: Running, key: str = KEY) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sandbox.ok("webhook/list", key=key)["objects"]
    return rows


def without_moments(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the list without their ids and times."""
    return [{name: value for name, value in row.items() if name not in ("id", "updated_at")} for row in rows]


def test_they_are_what_the_service_would_take() -> None:
    for row in ALL:
        assert webhook_fields.callable_url(row) == row["url"]
        set_again = row | ({"status": "active"} if row["status"] == "stopped" else {})
        assert webhook_fields.settings(set_again) | {"status": row["status"]} == {
            name: value for name, value in row.items() if name not in ("url", "updated_at")
        }
        assert Webhook.model_validate(row).model_dump() == row | {"id": 0}
        assert is_documentation(urlsplit(row["url"]).hostname or "")


def test_the_variety() -> None:
    assert [row["status"] for row in DEMO.webhooks] == ["active", "disabled", "stopped", "active"]
    everything = DEMO.webhooks[0]
    assert everything["events"] == {"spam_block": ["*"], "email_status": list(EMAIL_STATUSES)}
    assert everything["delivery_info"] == 1
    unusual = DEMO.webhooks[-1]
    assert (unusual["event_format"], unusual["single_event"]) == ("json_post_gzip", 1)
    assert len(OF_PROJECTS) == 1
    assert any(urlsplit(row["url"]).hostname.startswith("xn--") for row in ALL)
    assert all(row["updated_at"] < "2026-11-22 14:30:00" for row in ALL)
    assert load_demo(NOW).webhooks == DEMO.webhooks


def test_every_account_has_them() -> None:
    with running(seed="demo", unione_keys=(KEY, "second")) as sandbox:
        rows = listed(sandbox)
        assert without_moments(rows) == without_moments(DEMO.webhooks)
        assert without_moments(listed(sandbox, "second")) == without_moments(DEMO.webhooks)
        for key, wanted in OF_PROJECTS.items():
            assert without_moments(listed(sandbox, key)) == without_moments(wanted)
        made = sandbox.ok("webhook/set", {"url": "https://new.example/"})["object"]
        ids = {row["id"] for row in [*rows, *listed(sandbox, "second"), made]}
        assert len(ids) == 2 * len(DEMO.webhooks) + 1


def test_a_restart_brings_none_back(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"seed": "demo", "data": tmp_path / "state.db"}
    with running(**settings) as sandbox:
        sandbox.ok("webhook/delete", {"url": DEMO.webhooks[0]["url"]})
        left = listed(sandbox)
    with running(**settings) as sandbox:
        assert listed(sandbox) == left
        assert len(left) == len(DEMO.webhooks) - 1


def test_the_stopped_one_can_be_set_back() -> None:
    with running(seed="demo") as sandbox:
        url = next(row["url"] for row in DEMO.webhooks if row["status"] == "stopped")
        assert sandbox.ok("webhook/set", {"url": url, "status": "active"})["object"]["status"] == "active"
