"""Ten thousand projects: each found by its key, its id and its name, in either store."""

from datetime import UTC, datetime

from tests.sandbox.house import house_of
from ue_console.sandbox import accounts, project_records
from ue_console.sandbox.calls import Call
from ue_console.sandbox.store import Store
from ue_console.sandbox.unione import projects, system

NUMBER = 10_000
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Counted:
    """A store that counts what is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reads = 0

    def __getattr__(self, name: str) -> object:
        self.reads += name in ("get", "list")
        return getattr(self._store, name)


async def test_ten_thousand_projects(store: Store) -> None:
    counted = Counted(store)
    house = house_of(counted, NOW)  # type: ignore[arg-type]
    owner = accounts.Caller(accounts.scope_of("k"))
    accounts.save_info(store, owner.account, {"user_id": 1, "email": "owner@acme.example"})
    keys = accounts.Keys(counted, ["k"])  # type: ignore[arg-type]

    made = []
    for number in range(NUMBER):
        counted.reads = 0
        given = {"project": {"name": f"Project {number}"}}
        made.append(await projects.create(house, Call(given, owner, "en", "")))
        # However many there are: one look for the name, two for the id.
        assert counted.reads <= 5
    assert len({each["project_id"] for each in made}) == NUMBER

    for number in (0, NUMBER // 2, NUMBER - 1):
        counted.reads = 0
        caller = keys.caller(made[number]["project_api_key"])
        assert counted.reads == 2
        found = await system.info(house, Call({}, caller, "en", ""))
        assert found["project_name"] == f"Project {number}"
        counted.reads = 0
        which = {"project_id": made[number]["project_id"]}
        listed = await projects.page(house, Call(which, owner, "en", ""))
        assert [row["name"] for row in listed["projects"]] == [f"Project {number}"]
        assert counted.reads == 1
    rows = (await projects.page(house, Call({}, owner, "en", "")))["projects"]
    assert [row["name"] for row in rows] == [f"Project {number}" for number in range(NUMBER)]
    assert project_records.with_name(store, owner.account, f"Project {NUMBER - 1}")
