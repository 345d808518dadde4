"""Templates: every page once, and nothing saved over somebody else's work."""

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from ue_console.api.unione.client import UniOneClient
from ue_console.errors import InputError, Rejected
from ue_console.models.account import Account, Environment
from ue_console.models.secret import Secret
from ue_console.models.unione.template import Template
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.connect import Connector
from ue_console.services.templates import TemplateChanged, TemplateService

KEY = Secret("6w7xsi5g9o4xyo3j9f2c")


class FakeTemplates:
    """Templates in memory, as ``client.templates``."""

    def __init__(self, count: int = 0) -> None:
        self.kept = {f"id{number}": Template(id=f"id{number}", name=f"T{number}") for number in range(count)}
        self.calls: list[tuple[int, int]] = []
        self.sets = 0

    async def list(self, limit: int, offset: int) -> "list[Template]":
        self.calls.append((limit, offset))
        return [*self.kept.values()][offset : offset + limit]

    async def get(self, template_id: str) -> Template:
        if template_id not in self.kept:
            raise Rejected("No such template.", code=2503)
        return self.kept[template_id].model_copy(deep=True)

    async def set(self, template: Template) -> Template:
        self.sets += 1
        kept = template.model_copy(deep=True)
        kept.id = template.id or f"id{len(self.kept)}"
        self.kept[kept.id] = kept
        return kept

    async def delete(self, template_id: str) -> None:
        await self.get(template_id)
        del self.kept[template_id]


def service(templates: FakeTemplates, page: int = 50) -> TemplateService:
    client: Any = type("Client", (), {"templates": templates})()
    return TemplateService(cast("UniOneClient", client), page=page)


async def pages(of: TemplateService) -> list[list[str]]:
    return [[template.name for template in page] async for page in of.all()]


async def names(of: TemplateService) -> list[str]:
    return [name for page in await pages(of) for name in page]


@pytest.mark.parametrize(
    ("count", "calls", "sizes"), [(0, 1, []), (2, 1, [2]), (3, 2, [3]), (7, 3, [3, 3, 1]), (6, 3, [3, 3])]
)
async def test_pages_come_until_one_is_short(count: int, calls: int, sizes: list[int]) -> None:
    templates = FakeTemplates(count)
    got = await pages(service(templates, page=3))
    assert [len(page) for page in got] == sizes
    assert [name for page in got for name in page] == [f"T{number}" for number in range(count)]
    assert templates.calls == [(3, 3 * number) for number in range(calls)]


async def test_a_page_is_not_asked_for_before_it_is_wanted() -> None:
    templates = FakeTemplates(9)
    async for _ in service(templates, page=3).all():
        break
    assert len(templates.calls) == 1


async def test_a_server_that_repeats_its_page_is_left() -> None:
    class Stubborn(FakeTemplates):
        async def list(self, limit: int, offset: int) -> "list[Template]":
            assert len(self.calls) < 9
            return await super().list(limit, 0)

    assert await pages(service(Stubborn(3), page=3)) == [["T0", "T1", "T2"]]


async def test_a_template_that_moves_to_a_later_page_comes_once() -> None:
    templates = FakeTemplates(4)
    got: list[str] = []
    async for page in service(templates, page=2).all():
        got += [template.name for template in page]
        templates.kept = {"new": Template(id="new", name="New"), **templates.kept}
    assert got == ["T0", "T1", "T2", "T3"]


async def test_a_new_template_is_saved_without_asking() -> None:
    templates = FakeTemplates()
    saved = await service(templates).save(Template(name="Welcome"), base=None)
    assert saved.id == "id0"


async def test_an_edit_is_saved_over_what_it_began_with() -> None:
    templates = FakeTemplates(1)
    base = await service(templates).get("id0")
    saved = await service(templates).save(base.model_copy(update={"subject": "Hello"}), base=base)
    assert saved.subject == templates.kept["id0"].subject == "Hello"


@pytest.mark.parametrize(
    "change", [{"subject": "Theirs"}, {"headers": {"X-A": "b"}}, {"track_read": 0}, {"a_newer_field": 1}]
)
async def test_somebody_elses_change_is_not_saved_over(change: dict[str, object]) -> None:
    templates = FakeTemplates(1)
    base = await service(templates).get("id0")
    theirs = Template.model_validate(base.model_dump() | change)
    templates.kept["id0"] = theirs
    mine = base.model_copy(update={"from_name": "Mine"})
    with pytest.raises(TemplateChanged, match="T0 was changed by somebody else") as caught:
        await service(templates).save(mine, base=base)
    assert caught.value.current == templates.kept["id0"] == theirs
    assert templates.sets == 0
    await service(templates).save(mine, base=caught.value.current)
    assert templates.kept["id0"].from_name == "Mine"


async def test_what_the_service_says_about_a_template_is_no_change() -> None:
    templates = FakeTemplates(1)
    base = await service(templates).get("id0")
    told = {"created": "2026-11-01 10:00:00", "user_id": 1, "project_name": "P", "subject": ""}
    templates.kept["id0"] = Template.model_validate(base.model_dump() | told | {"body": {"html": ""}})
    await service(templates).save(base.model_copy(update={"from_name": "Mine"}), base=base)
    assert templates.sets == 1


async def test_a_template_deleted_meanwhile_is_told() -> None:
    templates = FakeTemplates(1)
    base = await service(templates).get("id0")
    await service(templates).delete(base)
    with pytest.raises(TemplateChanged, match="was deleted meanwhile") as caught:
        await service(templates).save(base.model_copy(update={"subject": "x"}), base=base)
    assert caught.value.current is None


async def test_a_template_not_seen_before_is_not_saved_over() -> None:
    with pytest.raises(TemplateChanged):
        await service(FakeTemplates(1)).save(Template(id="id0", name="Restored"), base=None)


async def test_a_save_that_was_done_already_is_not_repeated() -> None:
    templates = FakeTemplates(1)
    base = await service(templates).get("id0")
    mine = base.model_copy(update={"subject": "Mine"})
    templates.kept["id0"] = mine
    assert await service(templates).save(mine, base=base) == mine
    assert templates.sets == 0


async def test_visual_templates_are_refused_beforehand_but_can_be_copied() -> None:
    templates = FakeTemplates()
    visual = Template(id="id0", name="Flyer", editor_type="visual", subject="Sale")
    templates.kept["id0"] = visual.model_copy()
    for edit in (visual, visual.model_copy(update={"editor_type": "html", "subject": "x"})):
        with pytest.raises(InputError, match=r"Flyer is of the visual editor.*\(code 2501\)") as caught:
            await service(templates).save(edit, base=visual)
        assert caught.value.field == "template.editor_type"
    assert templates.sets == 0
    copy = await service(templates).duplicate(visual, "Flyer copy")
    assert (copy.id, copy.name, copy.editor_type, copy.subject) == ("id1", "Flyer copy", "html", "Sale")


async def test_a_delete_of_what_is_gone_is_done() -> None:
    templates = FakeTemplates(1)
    template = await service(templates).get("id0")
    await service(templates).delete(template)
    await service(templates).delete(template)
    assert templates.kept == {}
    with pytest.raises(InputError, match="never saved"):
        await service(templates).delete(Template(name="New"))


@pytest.fixture
async def real() -> AsyncIterator[TemplateService]:
    """The service on the sandbox over a real socket, with the demo's templates."""
    thread = SandboxThread(Options(seed="demo", unione_keys=(KEY.reveal(),)))
    url = thread.start()
    account = Account(name="S", base_url=f"{url}/en/transactional/api/v1", environment=Environment.SANDBOX)
    client = Connector().unione(account, KEY)
    yield TemplateService(client, page=2)
    await client.aclose()
    thread.stop()


async def test_a_template_lives_in_the_sandbox(real: TemplateService) -> None:
    before = await names(real)
    assert len(before) == len(set(before)) > 2
    new = Template.model_validate({"name": "Brief", "subject": "Hi", "body": {"html": "<p>{{to_name}}</p>"}})
    saved = await real.save(new, base=None)
    assert saved.id
    base = await real.get(saved.id)
    theirs = await real.save(base.model_copy(update={"subject": "Theirs"}), base=base)
    with pytest.raises(TemplateChanged) as caught:
        await real.save(base.model_copy(update={"subject": "Mine"}), base=base)
    assert caught.value.current is not None
    assert caught.value.current.subject == theirs.subject == "Theirs"
    copy = await real.duplicate(theirs, "Brief copy")
    assert sorted(await names(real)) == sorted([*before, "Brief", "Brief copy"])
    for template in (theirs, copy, copy):
        await real.delete(template)
    with pytest.raises(TemplateChanged, match="was deleted meanwhile"):
        await real.save(theirs, base=theirs)
    assert sorted(await names(real)) == sorted(before)


async def test_what_was_emptied_stays_empty_in_the_sandbox(real: TemplateService) -> None:
    full = {
        "name": "F",
        "subject": "S",
        "headers": {"X-A": "b"},
        "body": {"html": "<p>x</p>", "plaintext": "x"},
    }
    base = await real.save(Template.model_validate(full), base=None)
    emptied = base.model_copy(deep=True)
    emptied.headers, emptied.body.plaintext = {}, None
    saved = await real.save(emptied, base=base)
    assert saved.id
    now = await real.get(saved.id)
    assert (now.headers, now.body.plaintext or None, now.body.html) == ({}, None, "<p>x</p>")
