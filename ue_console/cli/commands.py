"""The commands and their arguments."""

import argparse
from collections.abc import Sequence

from ue_console.cli import accounts, activity, console, demo, doctor, domains, sandbox, webhooks
from ue_console.cli.exiting import exit_code

EPILOG = "Without a command the console opens on your accounts. 'ue-console demo' needs no account."


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="ue-console",
        description="A terminal console for transactional messaging with UniOne and UnificationEngine.",
        epilog=EPILOG,
    )
    top.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    console.add_arguments(top, as_account=None, open_read_only=False, dns=None)
    top.set_defaults(run=console.run)
    commands = top.add_subparsers(metavar="COMMAND", title="commands")
    for module in (console, demo, sandbox, domains, webhooks, activity, doctor, accounts):
        module.add_parser(commands)
    return top


def run(arguments: Sequence[str]) -> int:
    """Parse and run; a ``ConsoleError`` becomes one sentence on stderr and exit code 1."""
    whole = parser()
    parsed = whole.parse_args(arguments)
    if parsed.version:
        from ue_console.cli import main

        return main(["--version"])
    if parsed.as_account is not None and parsed.run not in (
        console.run,
        doctor.run,
        activity.run,
        *domains.RUNS,
        *webhooks.RUNS,
    ):
        whole.error("--account goes with console, doctor, domains, webhooks and activity only")
    if parsed.open_read_only and parsed.run not in (console.run, *domains.RUNS, *webhooks.RUNS):
        whole.error("--read-only goes with console, domains and webhooks only; demo has its own")
    if parsed.dns_server and parsed.run is not console.run and parsed.run not in domains.RUNS:
        whole.error("--dns goes before a command only with console and domains; sandbox has its own")
    return exit_code(lambda: int(parsed.run(parsed)))
