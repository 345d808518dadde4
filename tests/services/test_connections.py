"""Connections against a real sandbox: tested apart from each other, added, renewed, removed."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.console import NOON
from tests.services.channels_house import house
from ue_console.errors import ApiError, KeyRefused, Rejected, TimedOut, WireError
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.connections import AT_ONCE, Connections, NoAddresses, Verdict
from ue_console.store.config import Config, ConfigFile
from ue_console.store.secrets import Keys

PAGE: Final = Secret("facebook://EAADemoPageToken0Zq7p@facebook.com")


@asynccontextmanager
async def user(folder: Path) -> AsyncIterator[Connections]:
    """A new user at a sandbox."""
    async with house(folder) as here:
        users = await here.open()
        account = await users.create("Night shift")
        yield Connections(here.accounts, account, lambda: NOON)


def scripted(answer: Callable[[str, str], object]) -> Connections:
    """A user of a service that answers as told: path and body → JSON, or what is raised."""
    shop = Account(
        name="Shop",
        service=Service.UNIFICATION,
        base_url="http://127.0.0.1:1/v2",
        key_kind=KeyKind.USER,
        key_home=KeyHome.SESSION,
    )

    async def handle(request: httpx.Request) -> httpx.Response:
        said = answer(request.url.path.removeprefix("/v2/"), request.content.decode())
        if isinstance(said, Exception):
            raise said
        data = json.dumps(said).encode()
        return httpx.Response(200, stream=httpx.ByteStream(data))

    file = ConfigFile(None)
    file.save(Config(accounts=[shop]))
    keys = Keys.in_memory({"Shop": Secret("5eed0001-ac3e:de305ec2-0001")})
    accounts = Accounts(file, keys, Connector(httpx.MockTransport(handle)))
    return Connections(accounts, shop, lambda: datetime.now(UTC))


def named(count: int) -> list[Connection]:
    return [Connection(f"c{number}", Secret(f"line://U{number:05}@line.com")) for number in range(count)]


async def test_a_connection_is_added_listed_renewed_and_removed(tmp_path: Path) -> None:
    async with user(tmp_path) as connections:
        assert await connections.all() == []
        await connections.try_out(PAGE)
        assert await connections.add("page", PAGE) == Verdict(Connection("page", PAGE), NOON)
        assert await connections.has("page")
        assert not await connections.has("Page")
        assert await connections.all() == [Connection("page", PAGE)]
        (profile,) = await connections.profiles("page")
        assert profile.login_name == "acme_facebook"
        assert await connections.refresh("page")
        (renewed,) = await connections.all()
        assert renewed.uri != PAGE
        await connections.remove("page")
        assert await connections.all() == []
        await connections.remove("page")


async def test_an_expired_token_is_told_and_renewed(tmp_path: Path) -> None:
    async with user(tmp_path) as connections:
        await connections.add("page", PAGE)
        expired = Connection("page", Secret("facebook://expiredDemo0Kd2m@facebook.com"))
        tested = await connections.test(expired)
        assert (tested.works, tested.refused, tested.unknown) == (False, True, False)
        assert isinstance(tested.error, Rejected)
        assert tested.error.code == 418
        assert (tested.at, tested.connection) == (NOON, expired)
        with pytest.raises(Rejected):
            await connections.add("old", expired.uri)
        assert not await connections.has("old")


async def test_addresses_are_listed_and_those_that_cannot_be_are_explained(tmp_path: Path) -> None:
    async with user(tmp_path) as connections:
        await connections.add("page", PAGE)
        found = await connections.addresses("page")
        assert [address.name for address in found][:3] == ["ACME Lamps", "ACME Workshop", "Ann Berger"]
        with pytest.raises(Rejected) as caught:
            await connections.addresses("nothing")
        assert caught.value.code == 411
        await connections.add("lamp", Secret("lifx://DemoLampToken0Kd2m@lifx.com"))
        with pytest.raises(NoAddresses, match="no list of addresses"):
            await connections.addresses("lamp")
    not_served = scripted(lambda path, body: {"status": 506, "info": "Not Implemented"})
    with pytest.raises(NoAddresses, match="lists no addresses") as off:
        await not_served.addresses("page")
    assert "Compose" in off.value.remedy


@pytest.mark.parametrize(
    ("answer", "refused", "unknown"),
    [
        ({"status": 200, "info": "OK"}, False, False),
        ({"status": 416, "info": "Connector auth failed"}, True, False),
        ({"status": 500, "info": "provider Offline"}, True, False),
        ({"status": 777, "info": "?"}, True, False),
        ({"status": 1000, "info": "Internal Error"}, False, True),
        ({"status": 506, "info": "Not Implemented"}, False, True),
        ({}, False, True),
        (httpx.ReadTimeout("late"), False, True),
        (httpx.ConnectError("refused"), False, True),
    ],
)
async def test_refused_and_unknown_are_kept_apart(answer: object, refused: bool, unknown: bool) -> None:
    tested = await scripted(lambda path, body: answer).test(named(1)[0])
    assert (tested.refused, tested.unknown) == (refused, unknown)
    assert tested.works is not (refused or unknown)
    assert tested.error is None or isinstance(tested.error, ApiError | WireError)


async def test_all_are_tested_a_few_at_a_time_and_each_once() -> None:
    under_way, most = 0, 0

    def answer(path: str, body: str) -> object:
        return {"status": 416 if "U00003" in body else 200, "info": ""}

    connections = scripted(answer)
    real = connections.try_out

    async def counted(uri: Secret) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        try:
            await real(uri)
        finally:
            under_way -= 1

    results: list[Verdict] = []
    connections.try_out = counted  # type: ignore[method-assign]
    await connections.test_all(named(20), results.append)
    assert most == AT_ONCE
    assert sorted(result.connection.name for result in results) == sorted(c.name for c in named(20))
    assert [result.connection.name for result in results if result.refused] == ["c3"]


async def test_a_user_that_is_not_let_in_ends_all_tests() -> None:
    asked: list[str] = []

    def answer(path: str, body: str) -> object:
        asked.append(path)
        return {"status": 401, "info": "Authentication required!"}

    with pytest.raises(KeyRefused):
        await scripted(answer).test_all(named(50), lambda result: None)
    assert len(asked) <= AT_ONCE


async def test_tests_that_are_stopped_begin_no_more() -> None:
    asked: list[str] = []
    gate, full = asyncio.Event(), asyncio.Event()
    connections = scripted(lambda path, body: {"status": 200})

    async def waits(uri: Secret) -> None:
        asked.append(uri.reveal())
        if len(asked) == AT_ONCE:
            full.set()
        await gate.wait()

    connections.try_out = waits  # type: ignore[method-assign]
    task = asyncio.create_task(connections.test_all(named(50), lambda result: None))
    await full.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    await asyncio.sleep(0)
    assert len(asked) == AT_ONCE


async def test_no_token_is_in_what_a_test_says() -> None:
    uri = Secret("facebook://EAADemoPageTokenOpensNothing0Zq7p@facebook.com")
    said = {"status": 417, "info": f"cannot open {uri.reveal()}"}
    tested = await scripted(lambda path, body: said).test(Connection("page", uri))
    assert "EAADemoPageTokenOpensNothing" not in f"{tested!r}{tested.error}"
    assert isinstance(tested.error, ApiError)
    assert "EAADemo" not in tested.error.said
    timed = await scripted(lambda path, body: httpx.ReadTimeout("late")).test(Connection("page", uri))
    assert isinstance(timed.error, TimedOut)
