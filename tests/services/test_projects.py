"""Projects against a real sandbox: made, changed, deleted, worked as; their keys kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.services.accounts_parts import SECRET, LockedKeys
from ue_console.errors import InputError, KeyRefused, Rejected
from ue_console.models.account import Account, Environment, KeyHome, KeyKind
from ue_console.models.secret import Secret
from ue_console.models.unione.project import Project, ProjectSettings
from ue_console.sandbox.options import Options, ProjectRules
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.projects import KeyNotKept, Projects, ProjectsOff
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys, SessionKeys


class Agency:
    """An account that has projects, and the console's view of it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.config = folder / "config.toml"
        self.store = SessionKeys()
        self.keys = Keys(self.store)
        self.accounts = Accounts(ConfigFile(self.config), self.keys, Connector())
        self.url = url

    async def open(self, **fields: Any) -> Projects:
        account = Account(name="ACME", base_url=self.url, environment=Environment.STAGING, **fields)
        identity = await self.accounts.verify(account, SECRET)
        return Projects(self.accounts, await self.accounts.add(account, SECRET, identity))


@asynccontextmanager
async def agency(folder: Path, rules: ProjectRules | None = None) -> AsyncIterator[Agency]:
    thread = SandboxThread(
        Options(seed="empty", unione_keys=(SECRET.reveal(),), projects=rules or ProjectRules())
    )
    found = Agency(await asyncio.to_thread(thread.start), folder)
    yield found
    await found.accounts.aclose()
    await asyncio.to_thread(thread.stop)


async def only(projects: Projects) -> Project:
    (found,) = await projects.all()
    return found


async def test_a_new_projects_key_is_kept_and_opens_it(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        made = await projects.create(ProjectSettings(name="  Newsletter ", send_enabled=False))
        listed = await only(projects)
        assert (listed.id, listed.name, listed.send_enabled) == (made.id, "Newsletter", False)
        held = projects.held(listed)
        assert held is not None
        assert (held.name, held.parent, held.key_kind) == ("Newsletter", "ACME", KeyKind.PROJECT)
        assert (held.environment, held.key_hint) == (Environment.STAGING, listed.api_key.hint)
        assert await here.store.get("Newsletter") == listed.api_key
        identity = await here.accounts.check(held)
        assert (identity.kind, identity.project_id) == (KeyKind.PROJECT, made.id)
        assert listed.api_key.reveal() not in here.config.read_text() + repr(listed) + str(
            listed.model_dump()
        )


async def test_a_key_that_cannot_be_kept_loses_nothing(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        here.keys = Keys(LockedKeys(), environ={"ACME_KEY": SECRET.reveal()})
        here.accounts = Accounts(ConfigFile(here.config), here.keys, Connector())
        projects = await here.open(key_home=KeyHome.ENVIRONMENT, key_variable="ACME_KEY")
        with pytest.raises(KeyNotKept, match="could not be kept") as caught:
            await projects.create(ProjectSettings(name="Newsletter"))
        assert (await only(projects)).id == caught.value.project.id
        assert [account.name for account in here.accounts.list()] == ["ACME"]
        held = await projects.keep(caught.value.project, KeyHome.SESSION)
        assert await here.keys.get(held) == caught.value.project.api_key


async def test_working_as_a_project_takes_the_key_that_it_has_now(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        await projects.create(ProjectSettings(name="Newsletter"))
        item = await only(projects)
        first = await projects.keep(item)
        assert await projects.keep(item) == first
        await here.store.put("Newsletter", Secret("an0ther0key0that0opens0nothing"))
        assert await here.keys.get(await projects.keep(item)) == item.api_key
        await here.store.remove("Newsletter")
        assert await here.keys.get(await projects.keep(item)) == item.api_key
        assert len(here.accounts.list()) == 2


async def test_a_rename_is_followed_and_a_taken_name_is_told_at_its_field(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        item = await projects.create(ProjectSettings(name="Newsletter"))
        await projects.create(ProjectSettings(name="Shop"))
        with pytest.raises(Rejected) as caught:
            await projects.update(item, ProjectSettings(name="Shop"))
        assert (caught.value.code, caught.value.field) == (1705, "project.name")
        with pytest.raises(Rejected) as caught:
            await projects.create(ProjectSettings(name="Newsletter"))
        assert (caught.value.code, caught.value.field) == (1605, "project.name")
        await projects.update(item, ProjectSettings(name="ACME", send_enabled=False))
        held = projects.held(item)
        assert held is not None
        assert held.name == "ACME (ACME)"
        assert await here.keys.get(held) == item.api_key


async def test_a_deleted_projects_key_is_forgotten_and_stops_working(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        item = await projects.create(ProjectSettings(name="Newsletter"))
        held = projects.held(item)
        assert held is not None
        await projects.delete(item)
        assert await projects.all() == []
        assert [account.name for account in here.accounts.list()] == ["ACME"]
        assert await here.store.get("Newsletter") is None
        with pytest.raises(KeyRefused):
            await here.accounts.verify(held, item.api_key)
        await projects.delete(item)


@pytest.mark.parametrize("name", ["", "   ", "x" * 256, "a\x1b[31mb", "two\nlines", "\u202etxt"])
async def test_a_name_that_cannot_be_is_refused_before_the_service_is_asked(
    tmp_path: Path, name: str
) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        with pytest.raises(InputError) as caught:
            await projects.create(ProjectSettings(name=name))
        assert caught.value.field == "project.name"
        assert await projects.all() == []


@pytest.mark.parametrize(
    "name", ["x" * 255, "a/b", "[bold]x[/]", "Family 👩\u200d👩\u200d👧", "ACME", "'\"", "Ünïcödé"]
)
async def test_any_other_name_is_kept_as_typed(tmp_path: Path, name: str) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        await projects.create(ProjectSettings(name=name))
        item = await only(projects)
        assert item.name == name
        held = projects.held(item)
        assert held is not None
        assert len(held.name) <= 64
        assert here.accounts.list() == Accounts(ConfigFile(here.config), here.keys, Connector()).list()


async def test_methods_that_are_off_are_explained_with_what_to_ask(tmp_path: Path) -> None:
    async with agency(tmp_path, ProjectRules(enabled=False)) as here:
        projects = await here.open()
        user_id = here.accounts.list()[0].user_id
        with pytest.raises(ProjectsOff, match="off for this account") as caught:
            await projects.all()
        assert user_id in caught.value.remedy
        assert "support" in caught.value.remedy
        with pytest.raises(ProjectsOff):
            await projects.create(ProjectSettings(name="Newsletter"))


async def test_a_project_pasted_by_its_key_goes_under_its_own_account(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        projects = await here.open()
        item = await projects.create(ProjectSettings(name="Newsletter"))
        await here.accounts.remove("Newsletter", forget_key=True)
        pasted = Account(name="Mine", base_url=here.accounts.list()[0].base_url)
        identity = await here.accounts.verify(pasted, item.api_key)
        added = await here.accounts.add(pasted, item.api_key, identity)
        assert (added.parent, added.key_kind, added.project_id) == ("ACME", KeyKind.PROJECT, item.id)
        assert projects.held(item) == added
        await here.accounts.remove("ACME", forget_key=True)
        assert here.accounts.list() == ()
        assert await here.store.get("Mine") is None
