"""``ue-console doctor``: whether everything that was set up works."""

import argparse
from typing import TYPE_CHECKING

from ue_console.cli.output import write

if TYPE_CHECKING:
    from ue_console.store.config import Config, ConfigFile

EPILOG = """\
Nothing is made, changed or unlocked, and nobody is asked for anything: a locked key store or vault is
told as such. A key command is run, as the console runs it. Keys are never printed, only their last four
characters. --json prints one object; its keys are in the README.

exit code: 0 when everything that is set up works, 1 when something is broken. Warnings don't count.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``doctor``."""
    parser = commands.add_parser(
        "doctor",
        help="say what works and what doesn't: terminal, files, keys, services",
        description="Looks at terminal, files, key store and accounts, and asks each account's service "
        "whose key it is.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--offline", action="store_true", help="read no key and reach no service")
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="try this account only; the beginning of its name is enough",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the report.

    Returns:
        0 when nothing is broken, else 1.

    Raises:
        ConsoleError: The report can't be written.
    """
    import asyncio
    import os

    from ue_console.cli.doctor_json import as_json
    from ue_console.cli.doctor_terminal import look_at_terminal
    from ue_console.cli.doctor_text import beginning, rest
    from ue_console.cli.doctor_versions import versions
    from ue_console.services.doctor.diagnosis import Wanted, diagnose
    from ue_console.store.paths import Paths
    from ue_console.store.secrets import COMMAND_AGAIN, Keys

    paths = Paths.default()
    known, terminal = versions(), look_at_terminal(os.environ)
    if not arguments.json:
        write(beginning(known, terminal))
    wanted = Wanted(arguments.as_account or "", arguments.offline)
    keys = Keys.of_this_machine(paths, again=COMMAND_AGAIN)
    found = asyncio.run(diagnose(paths, keys, _setting_problems, wanted))
    write(as_json(known, terminal, found) if arguments.json else rest(found, terminal))
    return 0 if found.ok else 1


def _setting_problems(config: "Config", file: "ConfigFile") -> list[str]:
    from ue_console.tui.keymap import config_problems

    return config_problems(config, file)
