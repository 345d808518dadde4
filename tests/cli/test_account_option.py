"""``--account`` and ``--read-only``: one account, or no changes, for one run."""

from collections.abc import Iterator

import pytest

from tests.cli.doctoring import Machine
from tests.sandbox.running import KEY, Running
from tests.services.accounts_parts import ACME
from tests.terminal.pty_console import PtyConsole
from ue_console.api.unione.client import UniOneClient
from ue_console.cli.commands import run
from ue_console.errors import ReadOnly
from ue_console.models.secret import Secret
from ue_console.services.connect import Connector

pytestmark = pytest.mark.terminal


@pytest.fixture
def two(machine: Machine, service: Running) -> Iterator[Machine]:
    """A machine with two accounts, the first used last."""
    machine.account("ACME", service.url)
    machine.account("Shop EU", service.url)
    machine.write('last_account = "ACME"\n' + machine.config_file.read_text())
    yield machine


@pytest.mark.parametrize("arguments", [["--account", "shop"], ["console", "--account", "Shop EU"]])
def test_one_account_for_one_run(two: Machine, arguments: list[str]) -> None:
    with PtyConsole(two.home, arguments, env=two.env) as console:
        console.shows(r"Shop EU")
        console.shows(r"mails? sent|Last sends|of 10,000")
        assert "ACME" not in console.text.splitlines()[0]
        console.press("q")
        assert console.ended() == 0
    assert two.config_file.read_text().startswith('last_account = "ACME"\n')


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("shpo eu", "ue-console: There is no account shpo eu; the nearest: Shop EU. "),
        ("x\x1b]0;title\x07", "ue-console: There is no account x�]0;title�."),
    ],
)
def test_a_name_that_there_is_not_ends_in_the_shell(two: Machine, typed: str, told: str) -> None:
    with PtyConsole(two.home, ["--account", typed], env=two.env) as console:
        assert console.ended() == 1
        assert told.strip() in console.text
        assert b"\x1b" not in console.raw


def test_a_config_that_is_wrong_is_told_with_the_account(machine: Machine) -> None:
    machine.write("accounts = [\n")
    with PtyConsole(machine.home, ["--account", "ACME"]) as console:
        assert console.ended() == 1
        assert "is not valid TOML" in " ".join(console.text.split())


@pytest.mark.parametrize(
    "arguments", [["--account", "x", "demo"], ["--read-only", "sandbox"], ["--read-only", "doctor"]]
)
def test_the_options_go_with_what_opens_an_account(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    assert f"{arguments[0]} goes" in capsys.readouterr().err


def test_every_account_read_only_for_one_run(two: Machine) -> None:
    with PtyConsole(two.home, ["--read-only"], env=two.env) as console:
        console.shows("ACME")
        console.shows("read-only")
        console.press("3")
        console.shows("Templates")
        console.press("n")
        console.shows("is read-only here")
        console.press("ctrl+q")
        assert console.ended() == 0
    assert "read_only" not in two.config_file.read_text()


async def test_a_forced_call_is_refused_by_the_transport(service: Running) -> None:
    client = Connector(read_only=True)(
        ACME.model_copy(update={"base_url": f"{service.url}/en/transactional/api/v1"}), Secret(KEY)
    )
    assert isinstance(client, UniOneClient)
    assert (await client.system.info()).user_id
    with pytest.raises(ReadOnly):
        await client.templates.delete("x")
    await client.aclose()
