"""The console's own client against the sandbox, over a real socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.sandbox.running import Running
from tests.sandbox.unification import APP
from ue_console.api.transport import Transport
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.api.unification.methods import USER_LIST
from ue_console.errors import KeyRefused, NotServed, ReadOnly, Rejected
from ue_console.models.secret import Secret

KEY = Secret(":".join(APP))


@asynccontextmanager
async def client(
    sandbox: Running, key: Secret = KEY, *, read_only: bool = False
) -> AsyncIterator[UnificationClient]:
    """A client that is closed afterwards."""
    opened = UnificationClient(Transport(f"{sandbox.url}/v2", key, dialect=UNIFICATION, read_only=read_only))
    try:
        yield opened
    finally:
        await opened.aclose()


async def test_a_user_is_made_used_and_deleted(served: Running) -> None:
    async with client(served) as app:
        before = await app.users.list()
        made = await app.users.create()
        assert await app.users.list() == [*before, made.id]
        async with client(served, made.secret) as user:
            assert await user.connections.list() == []
            await app.users.delete(made.id)
            assert await app.users.list() == before
            with pytest.raises(KeyRefused):
                await user.connections.list()
        with pytest.raises(Rejected, match="no user with this id") as caught:
            await app.users.delete(made.id)
        assert (caught.value.code, caught.value.http_status, caught.value.said) == (
            414,
            200,
            "User not found",
        )


async def test_each_credential_opens_its_own_calls(served: Running) -> None:
    async with client(served) as app:
        made = await app.users.create()
        with pytest.raises(KeyRefused) as caught:
            await app.connections.list()
        assert (caught.value.code, caught.value.http_status) == (401, 401)
        async with client(served, made.secret) as user:
            for use in (user.users.list, user.users.create):
                with pytest.raises(KeyRefused, match="id and secret"):
                    await use()


async def test_read_only_makes_no_user(served: Running) -> None:
    async with client(served, read_only=True) as app:
        before = await app.users.list()
        with pytest.raises(ReadOnly):
            await app.users.create()
        assert await app.users.list() == before


async def test_a_wrong_base_url_is_told(served: Running) -> None:
    wrong = Transport(f"{served.url}/v2/more", KEY, dialect=UNIFICATION)
    with pytest.raises(NotServed, match="no call at this URL") as caught:
        await wrong.call(USER_LIST, {})
    await wrong.aclose()
    assert caught.value.remedy == "Check the account's base URL."
