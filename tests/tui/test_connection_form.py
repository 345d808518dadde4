"""A connection added by keys: its connector chosen, its form filled, tested before it is kept."""

import asyncio

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console
from tests.tui.driving import paste, screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.models.secret import Secret
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.models.unification.schemes import Scheme
from ue_console.models.unification.uri import parsed
from ue_console.services.workspace import Workspace
from ue_console.tui.screens.connection_form import ConnectionFormScreen
from ue_console.tui.widgets.form import FormRow


async def form(pilot: "Pilot[str]", find: str, title: str) -> None:
    """Open the form of the connector that the filter finds first."""
    await at(pilot, "4", "old-page")
    await pilot.press("n")
    await shows(pilot, "Which connector?")
    await paste(pilot, find)
    await pilot.press("enter")
    await shows(pilot, f"New connection: {title}")


async def fill(pilot: "Pilot[str]", *values: str) -> None:
    """Fill field after field, beginning at the name."""
    for place, value in enumerate(values):
        if place:
            await pilot.press("tab")
        await paste(pilot, value)


async def uri_of(workspace: Workspace, name: str) -> Secret:
    return next(each.uri for each in await workspace.connections().all() if each.name == name)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_each_part_is_encoded_and_the_secret_ones_are_unseen(size: tuple[int, int]) -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(size=size, notifications=True) as pilot:
        await form(pilot, "twitter", "Twitter")
        await fill(pilot, "lamps", "to:k/en@100%", "se:cr/et@?", "acme lamps")
        text = screen_text(console(pilot))
        assert "acme lamps" in text
        assert "to:k" not in text
        assert "se:cr" not in text
        await pilot.press("ctrl+s")
        await shows(pilot, "▸ lamps")
        await shows(pilot, "✓ works 12:00")
        uri = await uri_of(workspace, "lamps")
        assert (
            uri.reveal()
            == "twitter://to%3Ak%2Fen%40100%25:se%3Acr%2Fet%40%3F@twitter.com?username=acme%20lamps"
        )
        assert parsed(uri).token.reveal() == "to:k/en@100%"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "name is empty"),
        ("a b", "holds a space"),
        ("a/b", "holds a slash"),
        ("a\u202eb", "can't be seen"),
    ],
)
async def test_a_name_that_cannot_be_stands_under_its_field(name: str, told: str) -> None:
    service = Told({})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await form(pilot, "whatsapp", "WhatsApp")
        await fill(pilot, name, "12025550142")
        await pilot.press("ctrl+s")
        await shows(pilot, told)
        assert console(pilot).focused is not None
        assert getattr(console(pilot).focused, "id", "") == "name"
        assert "connection/test" not in service.asked


async def test_what_is_no_mailbox_is_told_under_its_field_and_not_tested() -> None:
    service = Told({})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await form(pilot, "smtp", "Mail (SMTP)")
        await fill(pilot, "mail", "not a mail", "password", "smtp.acme.example")
        await pilot.press("ctrl+s")
        await shows(pilot, "✗ Address is no mail address. The mailbox, whole:")
        assert getattr(console(pilot).focused, "id", "") == "entry-token"
        assert "connection/test" not in service.asked


async def test_a_field_that_cannot_be_is_told_at_its_place() -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=WIDE) as pilot:
        await form(pilot, "smtp", "Mail (SMTP)")
        await fill(pilot, "mail", "news@acme.example", "password", "not a host")
        await pilot.press("f5")
        await shows(pilot, "Host is no name of a host.")
        assert getattr(console(pilot).focused, "id", "") == "entry-domain"
        assert screen_text(console(pilot)).count("✗") == 1


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("denied-0Zq7p", "does not accept the connection's token"),
        ("expired-0Zq7p", "has expired"),
        ("failing-0Zq7p", "own service answered with an error"),
    ],
)
async def test_what_the_channel_refuses_is_not_added(token: str, told: str) -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await form(pilot, "facebook", "Facebook")
        await fill(pilot, "new-page", token, "117")
        for key in ("f5", "ctrl+s"):
            await pilot.press(key)
            await shows(pilot, told)
            await shows(pilot, "F5 tries again." if key == "f5" else "^s tries again.")
        assert not await workspace.connections().has("new-page")
        assert token not in screen_text(console(pilot))


async def test_f5_tests_and_adds_nothing() -> None:
    service = Told({})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await form(pilot, "line", "LINE")
        await fill(pilot, "line", "U0001")
        await pilot.press("f5")
        await shows(pilot, "The channel lets this connection in. ^s adds it.")
        assert "connection/add" not in service.asked


async def test_a_name_that_is_there_is_replaced_only_after_the_question() -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await form(pilot, "facebook", "Facebook")
        before = await uri_of(workspace, "page")
        await fill(pilot, "page", "EAANewDemoToken0Qq1x")
        await pilot.press("ctrl+s")
        await shows(pilot, "Replace the connection “page”?")
        await pilot.press("enter")
        assert await uri_of(workspace, "page") == before
        await pilot.press("ctrl+s")
        await shows(pilot, "Replace the connection “page”?")
        await pilot.press("y")
        await shows(pilot, "▸ page")
        assert parsed(await uri_of(workspace, "page")).token.reveal() == "EAANewDemoToken0Qq1x"


async def test_what_is_just_added_works_however_the_list_spells_its_uri() -> None:
    def listed(body: bytes) -> object:
        added = "connection/add" in service.asked
        names = ["old-page", *(["line"] if added else [])]
        return {"status": 200, "connections": {name: {"uri": "line://U0001@line.com/?"} for name in names}}

    service = Told({"connection/list": listed})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await form(pilot, "line", "LINE")
        await fill(pilot, "line", "U0001")
        await pilot.press("ctrl+s")
        await shows(pilot, "✓ works 12:00")
        assert screen_text(console(pilot)).count("– not tested") == 1


async def test_the_free_form_takes_any_uri_unseen() -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await form(pilot, "another", "Another connector")
        await fill(pilot, "fridge", "nothing")
        await pilot.press("ctrl+s")
        await shows(pilot, "begins with no scheme")
        await paste(pilot, "fridge://DemoFridgeToken@fridge.example")
        await pilot.press("ctrl+s")
        await shows(pilot, "no connector of this scheme")
        assert "DemoFridge" not in screen_text(console(pilot))
        assert getattr(console(pilot).focused, "id", "") == "entry-uri"
        await pilot.press("ctrl+u", *["backspace"] * 60)
        await shows(pilot, "inside a part, : / ? # @ and % are percent-encoded")
        await paste(pilot, "zalo://DemoZaloUser0Zq7p@zalo.me")
        await shows(pilot, f"zalo://{'•' * 17}@zalo.me")
        await pilot.press("ctrl+s")
        await shows(pilot, "▸ fridge")


async def test_a_lost_answer_to_add_is_unknown_and_not_repeated() -> None:
    service = Told({"connection/add": httpx.ReadTimeout("late")})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await form(pilot, "line", "LINE")
        await fill(pilot, "line", "U0001")
        await pilot.press("ctrl+s")
        await shows(pilot, "^s looks for its name first.")
        assert service.asked.count("connection/add") == 1
        assert console(pilot).busy == ""


async def test_what_is_being_added_is_waited_for() -> None:
    never = asyncio.Event()

    async def answer(body: bytes) -> object:
        await never.wait()
        return {"status": 200}

    workspace = channels_workspace("Shop", transport=Told({"connection/add": answer}))
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await form(pilot, "line", "LINE")
        await fill(pilot, "line", "U0001")
        await pilot.press("ctrl+s")
        await shows(pilot, "It works. Adding line")
        await pilot.press("escape")
        await shows(pilot, "its answer is awaited")
        await pilot.press("ctrl+s")
        await shows(pilot, "The last one is still under way.")
        never.set()
        await shows(pilot, "is added")


async def test_what_was_typed_is_not_thrown_away_unasked() -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=WIDE) as pilot:
        await form(pilot, "linkedin", "LinkedIn")
        await pilot.press("escape")
        await shows(pilot, "▸ page")
        await pilot.press("n")
        await paste(pilot, "linkedin")
        await pilot.press("enter")
        await shows(pilot, "New connection: LinkedIn")
        await pilot.press("tab", "tab", "tab", "right")
        await shows(pilot, "[true]")
        await pilot.press("ctrl+q")
        await shows(pilot, "Quit without adding?")
        await pilot.press("escape", "escape")
        await shows(pilot, "Leave without adding?")
        await pilot.press("y")
        await until(pilot, lambda: "LinkedIn" not in screen_text(console(pilot)), "the list again")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.id or "free")
async def test_every_connector_has_its_form_on_a_small_terminal(scheme: Scheme) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=NARROW) as pilot:
        await at(pilot, "4", "old-page")
        pilot.app.push_screen(ConnectionFormScreen(scheme, lambda name: None))
        await shows(pilot, f"New connection: {scheme.title}")
        rows = list(pilot.app.screen.query(FormRow))
        assert len(rows) == 1 + len(scheme.fields)
        text = screen_text(console(pilot))
        assert all(entry.label in text for entry in scheme.fields)
