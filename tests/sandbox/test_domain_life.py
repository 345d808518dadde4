"""From the registration to the first mail: what is published when, and how statuses turn."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import pytest

from tests.sandbox.domain_house import (
    NEVER,
    NEW,
    READY,
    ask,
    becomes,
    dns_state,
    published,
    register,
    states,
    texts,
    until,
    validate,
)
from tests.sandbox.running import KEY, Running, message, running
from ue_console.sandbox import domain_records
from ue_console.sandbox.dns_lookup import Seen
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.dns_zones import Zones
from ue_console.sandbox.domain_checks import Checks
from ue_console.sandbox.events.clock import FAST, REAL, Clock
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import open_store

NAME = "new.acme.example"
SOON = Clock(publish=0.1, check=0.01, recheck=0.1, span=600.0)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_played_through() -> None:
    with published(SOON) as sandbox:
        made = register(sandbox, NAME)
        assert states(sandbox)[NAME] == NEW
        assert sandbox.refused("email/send", message(from_email=f"shop@{NAME}")) == (400, 206)
        until(lambda: made["verification-record"] in texts(ask(sandbox, NAME, "TXT")))
        assert validate(sandbox, "verification-record", NAME) == 0
        until(lambda: f"k=rsa; p={made['dkim']}" in texts(ask(sandbox, f"us._domainkey.{NAME}", "TXT")))
        assert validate(sandbox, "dkim", NAME) == 0
        becomes(sandbox, NAME, READY)
        assert sandbox.send(from_email=f"shop@{NAME}")["emails"]
        assert sandbox.send(from_email=f"shop@{NAME.upper()}")["emails"]


def test_a_project_s_own_domain() -> None:
    with published() as sandbox:
        project = sandbox.project()
        register(sandbox, NAME, project.key)
        for side in ("verification-record", "dkim"):
            assert validate(sandbox, side, NAME, project.key) == 0
        becomes(sandbox, NAME, READY, project.key)
        assert sandbox.ok("email/send", message(from_email=f"a@{NAME}"), key=project.key)["emails"]
        assert states(sandbox) == {}
        assert sandbox.refused("email/send", message(from_email=f"a@{NAME}")) == (400, 206)


def test_dkim_is_checked_unasked() -> None:
    with published(SOON) as sandbox:
        register(sandbox, NAME)
        becomes(sandbox, NAME, ("unconfirmed", "active"))
        register(sandbox, "missing.example")
        assert states(sandbox)["missing.example"] == NEW


def test_nothing_stands_before_its_time() -> None:
    with published(NEVER) as sandbox:
        register(sandbox, NAME)
        assert texts(ask(sandbox, NAME, "TXT")) == {"v=spf1 mx ~all"}
        assert validate(sandbox, "verification-record", NAME) == 0
        assert validate(sandbox, "dkim", NAME) == 122
        assert states(sandbox)[NAME] == NEW


def test_the_status_is_that_of_the_last_validation(tmp_path: Path) -> None:
    with published(data=tmp_path / "state.db") as sandbox:
        register(sandbox, NAME)
        for side in ("verification-record", "dkim"):
            validate(sandbox, side, NAME)
        becomes(sandbox, NAME, READY)
    with published(NEVER, data=tmp_path / "state.db") as sandbox:
        assert states(sandbox)[NAME] == READY
        assert validate(sandbox, "dkim", NAME) == 122
        becomes(sandbox, NAME, ("confirmed", "inactive"))
        assert validate(sandbox, "verification-record", NAME) == 0
        becomes(sandbox, NAME, NEW)


class Answering:
    """Says the same to every question."""

    def __init__(self, state: Literal["failed", "timeout", "broken"]) -> None:
        self._seen = Seen(state)

    async def ask(self, name: str, kind: str) -> Seen:
        return self._seen

    def hope(self, name: str, scope: str) -> datetime | None:
        return None


@pytest.mark.parametrize(
    ("state", "verification", "dkim"), [("failed", 118, 129), ("timeout", 121, 121), ("broken", 118, 120)]
)
async def test_who_can_not_tell_changes_nothing(
    state: Literal["failed", "timeout", "broken"], verification: int, dkim: int
) -> None:
    store = open_store(None)
    clock = Clock(check=0.0)
    checks = Checks(store, Zones(store), Answering(state), lambda: MONDAY, clock)
    record = domain_records.made("scope", NAME, ready=True)
    domain_records.save(store, "scope", record)
    for check, code in ((checks.verification, verification), (checks.dkim, dkim)):
        with pytest.raises(Refusal) as caught:
            await check("scope", record)
        assert caught.value.code == code
    await asyncio.sleep(0.01)
    assert domain_records.find(store, "scope", NAME) == record
    await checks.close()


def test_a_restart_goes_on(tmp_path: Path) -> None:
    with published(NEVER, data=tmp_path / "state.db") as sandbox:
        made = register(sandbox, NAME)
        register(sandbox, "otherkey.example")
    with published(SOON, data=tmp_path / "state.db") as sandbox:
        assert register(sandbox, NAME) == made
        becomes(sandbox, NAME, ("unconfirmed", "active"))
        zones = {row["domain"]: row["plays"] for row in dns_state(sandbox)["domains"]}
        assert zones == {NAME: "", "otherkey.example": "otherkey"}


def test_of_two_owners_the_last_one_s_key_stands() -> None:
    with running(clock=NEVER, unione_keys=(KEY, "second"), domains=(NAME,)) as sandbox:
        project = sandbox.project()
        first = {row["dkim"]["key"] for row in sandbox.ok("domain/list")["domains"]}
        second = {row["dkim"]["key"] for row in sandbox.ok("domain/list", key="second")["domains"]}
        register(sandbox, NAME, project.key)
        (key,) = texts(ask(sandbox, f"us._domainkey.{NAME}", "TXT"))
        assert {key.removeprefix("k=rsa; p=")} == second != first
        assert len(texts(ask(sandbox, NAME, "TXT"))) == 3
        assert validate(sandbox, "dkim", NAME) == 124
        assert validate(sandbox, "dkim", NAME, "second") == 0
        assert validate(sandbox, "verification-record", NAME) == 0


def test_the_demo_s_domains() -> None:
    with running(seed="demo", clock=NEVER) as sandbox:
        wanted = {
            "acme.example": (0, 0),
            "shop.acme.example": (0, 0),
            "mail.acme.example": (0, 124),
            "news.acme.example": (118, 122),
        }
        before = states(sandbox)
        found = {
            name: (validate(sandbox, "verification-record", name), validate(sandbox, "dkim", name))
            for name in before
        }
        assert found == wanted
        sandbox.ok("system/info")
        assert states(sandbox) == before
        lumiere = next(
            row["api_key"]
            for row in sandbox.ok("project/list")["projects"]
            if states(sandbox, row["api_key"]).get("lumiere.example") == READY
        )
        for side in ("verification-record", "dkim"):
            assert validate(sandbox, side, "lettre.lumiere.example", lumiere) == 0
        becomes(sandbox, "lettre.lumiere.example", READY, lumiere)


@pytest.mark.parametrize(("clock", "seconds"), [(FAST, 3), (REAL, 1_800)])
def test_the_times_of_the_rule(clock: Clock, seconds: int) -> None:
    store, moment = open_store(None), [MONDAY]
    rule = Rule(Zones(store), partial(domain_records.find, store), lambda: moment[0], clock.publish)

    def values(name: str, *, recursive: bool = False) -> int:
        reply = rule.answer(name, "TXT", recursive=recursive)
        assert reply
        return sum(len(row.data) for row in reply.rows)

    for name in (NAME, "cached.example"):
        domain_records.save(store, "scope", domain_records.made("scope", name))
        rule.zones.register(name, "scope", MONDAY)
    steps = (-1, 1, seconds - 1, seconds, 2 * seconds - 1, 2 * seconds)
    shown = []
    for after in steps:
        moment[0] = MONDAY + timedelta(seconds=after)
        shown.append((values(NAME), values(f"us._domainkey.{NAME}")))
    assert shown == [(1, 0), (1, 0), (1, 0), (2, 0), (2, 0), (2, 1)]
    assert (values("cached.example"), values("cached.example", recursive=True)) == (2, 1)
    moment[0] = MONDAY + timedelta(seconds=11 * seconds)
    assert values("cached.example", recursive=True) == 2
    assert values("us._domainkey.cached.example", recursive=True) == 0
    moment[0] = MONDAY + timedelta(seconds=12 * seconds)
    assert values("us._domainkey.cached.example", recursive=True) == 1


def test_no_answer_outlives_a_change() -> None:
    store, moment = open_store(None), [MONDAY]
    rule = Rule(Zones(store), partial(domain_records.find, store), lambda: moment[0], 1_800.0)
    domain_records.save(store, "scope", domain_records.made("scope", NAME))
    rule.zones.register(NAME, "scope", MONDAY)
    ttls = []
    for after in (0, 1_700, 1_799.5, 1_800, 3_599, 3_600):
        moment[0] = MONDAY + timedelta(seconds=after)
        reply = rule.answer(NAME, "TXT", recursive=True)
        assert reply
        ttls.append(reply.ttl)
    assert ttls == [300, 100, 1, 300, 1, 300]


async def test_a_sandbox_that_ends_forgets_what_is_due() -> None:
    def run() -> None:
        with published(REAL) as sandbox:
            register(sandbox, NAME)
            assert validate(sandbox, "verification-record", NAME) == 0

    await asyncio.wait_for(asyncio.to_thread(run), 20)


def test_what_is_told(shared: Running) -> None:
    state = dns_state(shared)
    assert state["dns"] == "rule"
    assert state["address"].startswith("127.0.0.1:")
    (zone,) = state["domains"]
    assert (zone["domain"], zone["plays"]) == ("acme.example", "ready")
    kinds = {(row["name"], row["type"]) for row in zone["records"]}
    assert {("acme.example", "TXT"), ("acme.example", "MX"), ("us._domainkey.acme.example", "TXT")} <= kinds
    assert KEY not in str(state)
