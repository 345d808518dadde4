"""What Home asks of the service: of each kind of account what it has, and nothing twice a minute."""

import json
from datetime import datetime, timedelta

import httpx
import pytest

from tests.console import NOON, channels_workspace, demo_account, demo_workspace
from ue_console.api.transport import Call
from ue_console.errors import ApiError
from ue_console.models.account import KeyKind
from ue_console.models.unione.domain import Dkim, Domain, VerificationRecord
from ue_console.models.unione.webhook import WebhookSettings
from ue_console.services.overview import MOST_DOMAINS, Listed, Overview
from ue_console.services.workspace import Workspace
from ue_console.store.watches import Watches

ALL = ["domain/list", "project/list", "system/info", "webhook/list"]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


class Watched:
    """A workspace whose calls are noted, and its clock."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.clock = Clock()
        workspace.now = workspace.home._now = self.clock
        self.called: list[str] = []
        workspace.connector.listener = self._noted
        self.told = 0

    def _noted(self, call: Call) -> None:
        self.called.append(call.method)

    @property
    def known(self) -> Overview:
        return self.workspace.home.of(self.workspace.account)

    async def read(self, *, anew: bool = False) -> list[str]:
        """Read, and return what was called for that."""
        self.called.clear()
        await self.known.read(self._tell, anew=anew)
        return sorted(self.called)

    def _tell(self) -> None:
        self.told += 1


@pytest.fixture
def watched() -> Watched:
    return Watched(demo_workspace())


async def test_an_account_is_asked_for_everything_once(watched: Watched) -> None:
    assert await watched.read() == ALL
    known = watched.known
    assert known.info.value is not None
    assert known.domains.value is not None
    assert [each.domain for each in known.domains.value.domains if not each.ready] == [
        "mail.acme.example",
        "news.acme.example",
    ]
    assert known.domains.value.whole
    assert [each.status for each in known.webhooks.value or ()].count("stopped") == 1
    assert [each.name for each in known.projects.value or () if not each.send_enabled] == [
        "Old Town Dental (paused)"
    ]
    assert watched.told >= 1
    watched.clock.time += timedelta(seconds=59)
    assert await watched.read() == []
    watched.clock.time += timedelta(seconds=1)
    assert await watched.read() == ALL


async def test_refreshing_asks_anew_but_lists_domains_once_a_minute(watched: Watched) -> None:
    await watched.read()
    watched.clock.time += timedelta(seconds=20)
    assert await watched.read(anew=True) == [each for each in ALL if each != "domain/list"]
    assert watched.known.domains.at == NOON
    assert watched.known.domains.again == NOON + timedelta(minutes=1)
    assert watched.known.domains.value is not None
    watched.clock.time = NOON + timedelta(minutes=1)
    assert "domain/list" in await watched.read(anew=True)
    assert watched.known.domains.again is None


async def test_another_consoles_listing_counts(watched: Watched) -> None:
    watches = Watches(watched.workspace._database)
    await watches.turn("ACME Mail", NOON - timedelta(seconds=30), timedelta(minutes=1))
    assert "domain/list" not in await watched.read()
    assert watched.known.domains.value is None
    assert watched.known.domains.again == NOON + timedelta(seconds=30)
    watched.clock.time += timedelta(seconds=30)
    assert await watched.read() == ["domain/list"]


async def test_what_was_changed_from_here_is_asked_again_at_once(watched: Watched) -> None:
    await watched.read()
    webhooks = watched.workspace.webhooks()
    await webhooks.save(WebhookSettings(url="https://new.example/hook"))
    assert await watched.read() == ["webhook/list"]
    assert await watched.read() == []


async def test_the_usage_that_was_asked_elsewhere_is_known_here(watched: Watched) -> None:
    await watched.workspace.info()
    assert await watched.read() == [each for each in ALL if each != "system/info"]


async def test_domains_that_were_listed_elsewhere_are_known_here(watched: Watched) -> None:
    watched.workspace.home.listed(watched.workspace.account, [])
    assert await watched.read() == [each for each in ALL if each != "domain/list"]


async def test_another_key_of_the_same_name_knows_nothing(watched: Watched) -> None:
    await watched.read()
    account = watched.workspace.account
    assert watched.workspace.home.of(account) is watched.known
    other = account.model_copy(update={"key_hint": "••••0000"})
    assert not watched.workspace.home.of(other).answered


async def test_a_projects_key_lists_no_projects(watched: Watched) -> None:
    project = demo_account().model_copy(update={"key_kind": KeyKind.PROJECT})
    parts = watched.workspace.home.of(project).parts
    assert [part.name for part in parts] == ["usage", "domains", "webhooks"]


def answering(answers: dict[str, httpx.Response]) -> Watched:
    """A service that answers some methods as told and the others with nothing in their lists."""

    def handle(request: httpx.Request) -> httpx.Response:
        method = "/".join(request.url.path.split("/")[-2:]).removesuffix(".json")
        empty = {"status": "success", "domains": [], "objects": [], "projects": []}
        found = answers.get(method) or httpx.Response(
            200, json={**empty, "user_id": 1, "email": "a@b.example"}
        )
        return httpx.Response(found.status_code, stream=httpx.ByteStream(found.content))

    return Watched(demo_workspace(transport=httpx.MockTransport(handle)))


@pytest.mark.parametrize("status", [403, 404])
async def test_project_methods_that_are_off_are_asked_for_once(status: int) -> None:
    refusal = httpx.Response(status, json={"status": "error", "message": "No such method", "code": status})
    watched = answering({"project/list": refusal})
    assert "project/list" in await watched.read()
    assert all(part.error is None for part in watched.known.parts)
    watched.clock.time += timedelta(minutes=5)
    assert await watched.read(anew=True) == [each for each in ALL if each != "project/list"]


async def test_what_fails_is_told_beside_what_does_not() -> None:
    refusal = httpx.Response(400, json={"status": "error", "message": "Error", "code": 102})
    watched = answering({"webhook/list": refusal})
    await watched.read()
    known = watched.known
    assert isinstance(known.webhooks.error, ApiError)
    assert known.domains.value is not None
    assert known.info.value is not None
    assert await watched.read() == []


async def test_thousands_of_domains_are_not_all_listed() -> None:
    pages = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal pages
        if not request.url.path.endswith("domain/list.json"):
            return httpx.Response(400, stream=httpx.ByteStream(b'{"status": "error", "code": 102}'))
        pages += 1
        domains = [{"domain": f"d{pages}-{number}.example"} for number in range(100)]
        data = json.dumps({"status": "success", "domains": domains}).encode()
        return httpx.Response(200, stream=httpx.ByteStream(data))

    watched = Watched(demo_workspace(transport=httpx.MockTransport(handle)))
    await watched.read()
    found = watched.known.domains.value
    assert found is not None
    assert (len(found.domains), found.whole, pages) == (MOST_DOMAINS, False, 10)


async def test_a_server_that_ignores_the_offset_is_not_asked_for_ever() -> None:
    page = {"status": "success", "domains": [{"domain": f"d{number}.example"} for number in range(100)]}
    watched = answering({"domain/list": httpx.Response(200, json=page)})
    await watched.read()
    assert watched.called.count("domain/list") == 2
    assert watched.known.domains.value is not None
    assert len(watched.known.domains.value.domains) == 100


@pytest.mark.parametrize(
    ("active", "called"), [("ACME Channels", ["user/list"]), ("Shop", ["connection/list"])]
)
async def test_unification_engine_is_asked_for_what_it_has(active: str, called: list[str]) -> None:
    watched = Watched(channels_workspace(active))
    assert await watched.read() == called
    assert await watched.read() == []


async def test_what_is_heard_of_a_domain_elsewhere_counts_at_once(watched: Watched) -> None:
    ready = Domain(
        domain="a.example",
        verification_record=VerificationRecord(status="confirmed"),
        dkim=Dkim(status="active"),
    )

    def listed() -> Listed:
        found = watched.known.domains.value
        assert found is not None
        return found

    watched.known.heard(ready)
    await watched.read()
    before = listed()
    waiting = next(item for item in before.domains if not item.ready)
    watched.known.heard(ready.model_copy(update={"domain": waiting.domain}))
    watched.known.heard(ready)
    after = listed()
    assert [item.domain for item in after.domains] == [item.domain for item in before.domains]
    assert [item.domain for item in after.domains if item.ready] == [
        item.domain for item in before.domains if item.ready or item.domain == waiting.domain
    ]
    assert watched.known.domains.at == NOON
