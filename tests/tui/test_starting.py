"""What a start puts off, and what a change of state draws."""

import gc
import subprocess
import sys

import pytest

from tests.console import demo_console
from tests.tui.driving import opened, shows
from ue_console.tui import loading
from ue_console.tui.app import ConsoleApp
from ue_console.tui.watching import resume_watches


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        (
            "ue_console.tui.app",
            {"pydantic", "httpx", "keyring", "uvicorn", "starlette", "sqlite3", "textual.widgets._text_area"},
        ),
        ("ue_console.tui.screens.home", {"httpx", "ue_console.services.sending", "ue_console.rendering"}),
        (
            "ue_console.tui.screens.templates",
            {"selectolax", "ue_console.rendering", "textual.widgets._text_area", "ue_console.tui.dialogs"},
        ),
        (
            "ue_console.sandbox.server",
            {"ue_console.rendering", "sqlite3", "click", "multiprocessing", "email.policy"},
        ),
        (
            "ue_console.sandbox.server",
            {
                "ue_console.sandbox.delivery",
                "ue_console.sandbox.dns_wire",
                "ue_console.sandbox.events.courses",
                "ue_console.sandbox.outgoing",
                "ue_console.sandbox.unification.desk",
                "ue_console.sandbox.unione.webhooks",
            },
        ),
        (
            "ue_console.services.workspace",
            {
                "ue_console.models.unione",
                "ue_console.services.home",
                "ue_console.services.drafts",
                "ue_console.store.activity_records",
                "ue_console.store.base_url",
                "ue_console.store.send_twins",
            },
        ),
        ("ue_console.services.home", {"ue_console.services.domains", "ue_console.services.url_secrets"}),
        ("ue_console.services.previews", {"ue_console.services.summaries", "ue_console.services.pacing"}),
        ("ue_console.api.unione.client", {"ue_console.models.unione", "ue_console.api.unione.email"}),
        (
            "ue_console.api.transport",
            {
                "httpx",
                "ue_console.api.exchange",
                "ue_console.api.failures",
                "ue_console.api.keepable",
                "ue_console.api.refusals",
                "ue_console.api.strangers",
                "ue_console.api_codes",
            },
        ),
        ("ue_console.cli.demo", {"textual", "pydantic", "uvicorn", "argparse"}),
        ("ue_console.cli.console", {"textual", "pydantic", "argparse"}),
        ("ue_console.services.retention", {"ue_console.services.reports", "ue_console.store.activity"}),
        ("ue_console.api.http", {"click", "pygments"}),
    ],
)
def test_nothing_is_imported_before_its_turn(module: str, absent: set[str]) -> None:
    program = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert module in loaded
    assert not loaded & absent


def test_garbage_is_collected_again_after_a_start() -> None:
    gc.disable()
    try:
        loading.collect_again()
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


async def test_a_start_resumes_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "STARTED_AFTER", 0.001)
    app = demo_console()
    gc.disable()
    try:
        async with app.run_test() as pilot:
            await opened(pilot)
            assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


@pytest.mark.parametrize("command", [[], ["console"], ["demo"]])
def test_what_opens_the_console_is_not_parsed(command: list[str]) -> None:
    program = f"import sys\nfrom ue_console.cli import main\nprint(main({command}), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.startswith("ue-console: The console needs a terminal")
    code, *loaded = done.stdout.split()
    assert code == "1"
    assert not {"argparse", "textual"} & set(loaded)


async def test_where_nothing_is_watched_nothing_is_made_for_it() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert not await app.workspace.has_watches()
        resume_watches(app)
        await app.workers.wait_for_complete()
        assert "domain_desk" not in app.workspace.__dict__


async def test_behind_a_console_that_has_ended_nothing_goes_on() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
    resume_watches(app)
    assert not [worker for worker in app.workers if worker.group == "watches" and not worker.is_finished]


async def test_the_state_of_the_line_is_drawn_where_it_stands_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.pause()
        drawn: list[object] = []
        monkeypatch.setattr(type(app.screen), "refresh", lambda *given, **named: drawn.append(given))
        app.line = "● 99 ms"
        await shows(pilot, "99 ms")
        assert not drawn


async def test_a_screen_first_seen_has_the_theme_of_the_moment() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        app.theme = "ue-light"
        await pilot.pause()
        await pilot.press("3")
        await shows(pilot, "password-reset")
        assert colours(app) == {app.theme_variables["background"]}
        app.theme = "ue-dark"
        await pilot.pause()
        await pilot.press("1")
        await shows(pilot, "Needs attention")
        assert colours(app) == {app.theme_variables["background"]}


def colours(app: ConsoleApp) -> set[str]:
    """The backgrounds of the screen and of its body."""
    return {app.screen.background_colors[1].hex, app.screen.query_one("#body").background_colors[1].hex}
