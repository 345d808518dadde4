"""How often a call is refused is told once in a while, not each time."""

import asyncio
from dataclasses import replace

import pytest

from tests.console import NOON
from ue_console.cli import webhooks_refused
from ue_console.cli.webhooks_refused import Refusals
from ue_console.models.unione.signature import Verdict
from ue_console.services.listening.values import Received

CALL = Received(0, NOON, Verdict.UNCHECKED, "", 0, "", (), "malformed request", "192.0.2.1")


def test_another_reason_or_address_has_its_own_line() -> None:
    refusals = Refusals()
    others = (replace(CALL, problem="too large"), replace(CALL, peer="192.0.2.2"))
    assert [refusals.told(call) for call in (CALL, *others, CALL, CALL)] == [False, False, False, True, True]
    assert refusals.taken() == [(CALL, 2)]
    assert refusals.told(CALL), "it has its line still"
    assert not refusals.told(others[0]), "that was long ago"
    assert not refusals.told(replace(CALL, problem="", number=1))


def test_so_many_kinds_are_not_remembered_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks_refused, "_MOST", 3)
    refusals = Refusals()
    kinds = [replace(CALL, problem=f"reason {number}") for number in range(5)]
    assert not any(refusals.told(call) for call in kinds)
    assert [refusals.told(call) for call in kinds] == [True] * 3 + [False] * 2


async def test_what_goes_on_is_told_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks_refused, "EVERY", 0.01)
    refusals = Refusals()
    counts = refusals.counts()
    waiting = asyncio.ensure_future(anext(counts))
    for _ in range(4):
        refusals.told(CALL)
    assert await waiting == (CALL, 3)
    refusals.told(CALL)
    assert await anext(counts) == (CALL, 1)
