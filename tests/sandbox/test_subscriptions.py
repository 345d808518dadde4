"""``unsubscribed/*``, ``email/subscribe`` and ``domain/list``."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.sandbox.running import DOMAIN, KEY, SENDER, Running, texts
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.store import Store

INVITATION = {"from_email": SENDER, "from_name": "ACME", "to_email": "gone@example.com"}


def test_what_an_address_was_before(sandbox: Running) -> None:
    sandbox.send()

    def said(address: str) -> str:
        answer = sandbox.ok("unsubscribed/set", {"address": address})
        assert answer["address"] == address
        return str(answer["message"])

    assert said("new@example.com") == "added and unsubscribed"
    assert said("NEW@example.com") == "was unsubscribed"
    assert said("ann@example.com") == "unsubscribed"
    assert said("blocked@example.com") == "was inactive"


def test_check_looks_past_letter_case(sandbox: Running) -> None:
    sandbox.ok("unsubscribed/set", {"address": "Ann@example.com"})
    for address, listed in (("ann@EXAMPLE.com", True), ("bob@example.com", False)):
        expected = {"address": address, "is_unsubscribed": listed}
        assert sandbox.ok("unsubscribed/check", {"address": address}) == expected


def test_list_since(sandbox: Running) -> None:
    assert sandbox.ok("unsubscribed/list") == {"unsubscribed": []}
    sandbox.ok("unsubscribed/set", {"address": "ann@example.com"})
    tomorrow = date.today() + timedelta(days=2)
    for parameters, count in (({}, 1), ({"date_from": "2020-01-01"}, 1), ({"date_from": str(tomorrow)}, 0)):
        rows = sandbox.ok("unsubscribed/list", parameters)["unsubscribed"]
        assert [row["address"] for row in rows] == ["ann@example.com"] * count


@pytest.mark.parametrize(
    "wanted", ["2020-13-01", "yesterday", 5, "2020-10-14 10:00:00", "20201014", "2020-W42-3", "2020-10-1 "]
)
def test_dates_that_are_none(shared: Running, wanted: Any) -> None:
    assert shared.refused("unsubscribed/list", {"date_from": wanted}) == (400, 111)


@pytest.mark.parametrize("method", ["unsubscribed/set", "unsubscribed/check"])
@pytest.mark.parametrize(("address", "code"), [(None, 1000), ("", 1000), ("x", 1001), (5, 1001)])
def test_addresses_that_are_none(shared: Running, method: str, address: Any, code: int) -> None:
    assert shared.refused(method, {"address": address}) == (400, code)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (1000, {"to_email": None}),
        (1000, {"to_email": ""}),
        (1001, {"to_email": "x"}),
        (1002, {"from_email": None}),
        (1003, {"from_email": "ann@other.example"}),
        (1004, {"from_email": "x"}),
        (1005, {"from_name": "x" * 256}),
        (1521, {"from_name": None}),
        (1521, {"from_name": 5}),
        (1521, {"from_name": ["ACME"]}),
        (1521, {"from_name": "ACME\r\nBcc: eve@example.com"}),
        (1521, {"from_name": "ACME\u2028"}),
    ],
)
def test_invitations_refused(shared: Running, code: int, fields: dict[str, Any]) -> None:
    assert shared.refused("email/subscribe", INVITATION | fields) == (400, code)


def test_an_invitation_brings_an_address_back(sandbox: Running) -> None:
    sandbox.ok("unsubscribed/set", {"address": "gone@example.com"})
    aliases = {"email_address_from": SENDER, "name_from": "A & B", "email_address_to": "Gone@example.com"}
    assert sandbox.ok("email/subscribe", aliases) == {}
    mail = sandbox.mail()
    assert mail["To"] == "Gone@example.com"
    link = texts(mail)["text/plain"].rsplit(maxsplit=1)[1]
    assert link.startswith(sandbox.url)
    assert "A &amp; B" in texts(mail)["text/html"]
    assert sandbox.client.get(link).status_code == 200
    check = sandbox.ok("unsubscribed/check", {"address": "gone@example.com"})
    assert check["is_unsubscribed"] is False
    assert sandbox.client.get(link + "x").status_code == 404
    assert sandbox.ok("system/info")["accounting"]["emails_sent"] == 0


async def asked(app: Starlette, method: str, body: dict[str, Any]) -> dict[str, Any]:
    """A call without a socket, for tests that set the clock."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.example") as client:
        path = f"/en/transactional/api/v1/{method}.json"
        answer: dict[str, Any] = (await client.post(path, json=body, headers={"X-API-KEY": KEY})).json()
        return answer


def clock(times: list[datetime]) -> Callable[[], datetime]:
    return lambda: times[-1]


async def test_one_invitation_a_day(store: Store) -> None:
    times = [datetime(2026, 11, 30, 23, 59, tzinfo=UTC)]
    options = Options(seed="empty", unione_keys=(KEY,), domains=(DOMAIN,))
    app = create_app(store, options, now=clock(times))
    other = INVITATION | {"to_email": "other@example.com"}
    assert (await asked(app, "email/subscribe", INVITATION))["status"] == "success"
    again = INVITATION | {"to_email": "GONE@example.com"}
    assert (await asked(app, "email/subscribe", again))["code"] == 1006
    assert (await asked(app, "email/subscribe", other))["status"] == "success"
    times.append(datetime(2026, 12, 1, 0, 0, tzinfo=UTC))
    assert (await asked(app, "email/subscribe", again))["status"] == "success"


async def test_the_list_begins_at_midnight(store: Store) -> None:
    times = [datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)]
    app = create_app(store, Options(seed="empty", unione_keys=(KEY,)), now=clock(times))
    await asked(app, "unsubscribed/set", {"address": "first@example.com"})
    times.append(datetime(2026, 12, 1, 0, 0, 0, tzinfo=UTC))
    await asked(app, "unsubscribed/set", {"address": "second@example.com"})
    rows = (await asked(app, "unsubscribed/list", {}))["unsubscribed"]
    assert rows == [{"address": "second@example.com", "unsubscribed_on": "2026-12-01 00:00:00"}]
    rows = (await asked(app, "unsubscribed/list", {"date_from": "2026-11-30"}))["unsubscribed"]
    assert [row["address"] for row in rows] == ["first@example.com", "second@example.com"]
    period = (await asked(app, "system/info", {}))["accounting"]
    assert (period["period_start"], period["period_end"]) == ("2026-11-01 00:00:00", "2026-12-01 00:00:00")


def test_domains(shared: Running) -> None:
    rows = shared.ok("domain/list")["domains"]
    assert [row["domain"] for row in rows] == [DOMAIN]
    assert rows[0]["verification-record"]["status"] == "confirmed"
    assert rows[0]["dkim"]["status"] == "active"
    assert shared.ok("domain/list", {"domain": "ACME.example"})["domains"] == rows
    assert shared.ok("domain/list", {"domain": "other.example"})["domains"] == []
    assert shared.ok("domain/list", {"offset": 1})["domains"] == []
    assert shared.ok("domain/list", {"domain": None, "limit": 100})["domains"] == rows


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        (1301, {"domain": 5}),
        (1301, {"domain": "no domain"}),
        (1302, {"limit": 0}),
        (1302, {"limit": 101}),
        (1303, {"offset": -1}),
        (1304, {"offset": "1"}),
        (1305, {"limit": "1"}),
        (1305, {"limit": False}),
    ],
)
def test_domain_codes(shared: Running, code: int, parameters: dict[str, Any]) -> None:
    assert shared.refused("domain/list", parameters) == (400, code)
