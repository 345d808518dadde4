"""Two thousand users with two thousand messages: a call reads what it answers, and nothing else."""

from datetime import UTC, datetime
from typing import Any

from tests.sandbox.house import house_of
from tests.sandbox.unification import APP
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unification import addresses, connections, messages, users
from ue_console.sandbox.unification.apps import Apps
from ue_console.sandbox.unification.calls import Call

NUMBER = 2_000


class Counted:
    """A store that counts the records that it reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.records = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def get(self, kind: str, scope: str, key: str) -> Record | None:
        self.records += 1
        return self._store.get(kind, scope, key)

    def list(self, *given: Any) -> Any:
        found = self._store.list(*given)
        self.records += len(found)
        return found


async def test_two_thousand_users(store: Store) -> None:
    counted: Any = Counted(store)
    house = house_of(counted, datetime(2026, 11, 22, tzinfo=UTC))
    apps = Apps([APP])
    scope = apps.app(*APP)
    message = {"receivers": [{"address": "1", "Connector": "page"}], "parts": []}
    for number in range(NUMBER):
        users.plant(counted, scope, f"user-{number}", f"secret-{number}")
        own = Call({"name": "page", "uri": "facebook://T@facebook.com"}, f"user-{number}")
        await connections.add(house, own)
        await messages.send(house, Call({"message": message}, own.scope))

    for call, parameters, most in (
        (connections.listed, {}, 1),
        (connections.info, {"uri": "unified://page"}, 2),
        (connections.refresh, {"uri": "unified://page"}, 2),
        (addresses.listed, {"name": "page"}, 1),
        (messages.send, {"message": message}, 2),
        (connections.remove, {"name": "page"}, 0),
    ):
        counted.records = 0
        user = apps.user(counted, "user-1999", "secret-1999")
        await call(house, Call(parameters, user))
        assert counted.records <= most + 1, call

    counted.records = 0
    assert len((await users.listed(house, Call({}, scope)))["users"]) == NUMBER
    assert counted.records == NUMBER
