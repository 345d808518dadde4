"""Plain http: asked for in the form, marked wherever the account is named, told before a send."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from textual.pilot import Pilot

from tests.plain_http_scenes import plain
from tests.sandbox.running import KEY, Running, running
from tests.scene import Scene
from tests.scenes import SCENES
from tests.tui.account_parts import ACME, add_form, at_accounts, enter, focus, text, workspace_on
from tests.tui.driving import shows
from ue_console.models.account import KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.services.account_exchange import Import
from ue_console.store.config import ConfigFile
from ue_console.tui.account_rows import Tree, about
from ue_console.tui.account_words import danger_of
from ue_console.tui.screens.account_exchange import told
from ue_console.tui.screens.account_place import READABLE
from ue_console.tui.widgets.switch_field import SwitchField
from ue_console.tui.widgets.topline import dangers

PLAIN: Final = ACME.model_copy(
    update={"name": "Plain", "base_url": "http://10.0.0.7:8025/en/transactional/api/v1", "plain_http": True}
)


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A sandbox that lets the tests' key in."""
    with running() as found:
        yield found


def choose(pilot: "Pilot[str]", field: str, value: str) -> None:
    """Make a choice in the open form."""
    pilot.app.screen.query_one(f"#{field}", SwitchField).value = value


async def test_an_account_over_plain_http_is_asked_added_and_marked(service: Running) -> None:
    workspace = workspace_on(ConfigFile(None), ACME, transport=httpx.AsyncHTTPTransport())
    async with at_accounts(workspace, (80, 24)) as pilot:
        await add_form(pilot, region="other")
        assert "Plain http" not in text(pilot)
        await enter(pilot, "url", service.url.replace("127.0.0.1", "0.0.0.0"))
        await shows(pilot, "Plain http")
        assert READABLE not in text(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "would send the key unencrypted")
        assert focus(pilot) == "url"
        choose(pilot, "plain", "yes")
        await shows(pilot, READABLE)
        assert "would send the key unencrypted" not in text(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")
        await shows(pilot, "▲ HTTP  ▲ PRODUCTION")
    second = workspace.accounts.list()[1]
    assert (second.plain_http, second.in_clear) == (True, True)
    assert await workspace.key_of(second) == Secret(KEY)


@pytest.mark.parametrize("url", ["https://10.0.0.7", "http://127.0.0.1:8025", "http://localhost", "10.0.0.7"])
async def test_what_is_encrypted_or_stays_here_is_not_asked(url: str) -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await add_form(pilot, region="other")
        await enter(pilot, "url", "http://10.0.0.7")
        await shows(pilot, "Plain http")
        choose(pilot, "plain", "yes")
        await shows(pilot, READABLE)
        await pilot.press(*["backspace"] * len("http://10.0.0.7"))
        await enter(pilot, "url", url)
        await shows(pilot, url)
        assert "Plain http" not in text(pilot)
        assert READABLE not in text(pilot)


async def test_leaving_plain_http_takes_the_leave_back() -> None:
    workspace = workspace_on(ConfigFile(None), PLAIN)
    async with at_accounts(workspace) as pilot:
        await shows(pilot, "▲ PLAIN HTTP  ○ SANDBOX")
        await pilot.press("e")
        await shows(pilot, READABLE)
        choose(pilot, "region", "eu1")
        await pilot.press("ctrl+s")
        await shows(pilot, "“Plain” is saved.")
        await shows(pilot, "UniOne eu1")
        assert "HTTP" not in text(pilot)
    assert not workspace.accounts.list()[0].plain_http


async def test_the_list_marks_it_beside_read_only() -> None:
    both = PLAIN.model_copy(update={"name": "Both", "read_only": True})
    async with at_accounts(workspace_on(ConfigFile(None), ACME, PLAIN, both), (80, 24)) as pilot:
        lines = text(pilot).splitlines()
        [plain] = [line for line in lines if " Plain " in line]
        [marked] = [line for line in lines if " Both " in line]
        [acme] = [line for line in lines if "▸" in line]
        assert plain.rstrip().endswith("▲ HTTP")
        assert marked.rstrip().endswith("▲ HTTP  read-only")
        assert "HTTP" not in acme


def test_the_details_say_what_it_means() -> None:
    lines = [line.text for line in about(PLAIN, Tree([PLAIN]))]
    assert "On the way   ▲ PLAIN HTTP: key, mail and addresses can be read" in lines
    assert not any("HTTP" in line.text for line in about(ACME, Tree([ACME])))


def test_the_words_before_a_send() -> None:
    user = PLAIN.model_copy(update={"service": Service.UNIFICATION, "key_kind": KeyKind.USER})
    for account in (PLAIN, user):
        assert danger_of(account) == "SANDBOX over plain http"
        assert dangers(account) == "○ SANDBOX  ▲ PLAIN HTTP"
    assert (danger_of(ACME), dangers(ACME)) == ("SANDBOX", "○ SANDBOX")


def test_an_import_names_it_before_it_is_done() -> None:
    assert "⚠ Over plain http, to be read on the way: Plain." in told(Import((ACME, PLAIN), {}, {}))
    assert "http" not in told(Import((ACME,), {}, {}))


def test_an_id_that_may_be_a_key_is_masked() -> None:
    user = PLAIN.model_copy(update={"key_kind": KeyKind.USER, "user_id": KEY})
    assert KEY not in "".join(line.text for line in about(user, Tree([user])))


async def test_the_question_before_a_send_names_it() -> None:
    steps = next(scene.steps for scene in SCENES if scene.name == "compose-confirm")
    app = Scene("plain", steps, plain).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await steps(pilot)
        await shows(pilot, "From ACME Mail, PRODUCTION over plain http")
