"""``ue-console domains``: list, check in DNS, register and watch the domains that mail is sent from."""

import argparse
from typing import Final

from ue_console.cli import domains_help as told
from ue_console.cli.actions import Actions, action, add_account, add_actions, add_json
from ue_console.cli.actions import told as run_told
from ue_console.cli.console import add_dns

_LONGEST: Final = 24 * 60
"""Minutes between two looks, at the most."""
_FORMS: Final = ("zone", "full-zone", "host", "full-name", "value", "quoted", "split")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``domains``."""
    parser = commands.add_parser(
        "domains",
        help="list sending domains, check them in DNS, register and watch them",
        description="Lists the domains that mail is sent from, and looks up what DNS says of them now.",
        epilog=told.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_actions(parser, (_add_list, _add_check, _add_records, _add_register, _add_watch))


def _add_list(actions: Actions) -> None:
    parser = action(actions, "list", "the domains and their statuses", told.LIST, run_list)
    add_account(parser, "whose domains")
    add_json(parser)


def _add_check(actions: Actions) -> None:
    parser = action(actions, "check", "what DNS says of a domain now", told.CHECK, run_check)
    _add_name(parser)
    add_account(parser, "whose domains")
    add_dns(parser, argparse.SUPPRESS)
    add_json(parser)


def _add_records(actions: Actions) -> None:
    parser = action(actions, "records", "the records to publish for a domain", told.RECORDS, run_records)
    _add_name(parser)
    _add_forms(parser)


def _add_register(actions: Actions) -> None:
    parser = action(actions, "register", "register a domain", told.REGISTER, run_register)
    _add_name(parser)
    _add_forms(parser)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--notation", choices=_FORMS, help="print each record in this notation alone, one a line"
    )
    add_account(parser, "whose domains")
    add_dns(parser, argparse.SUPPRESS)
    add_json(parser)


def _add_watch(actions: Actions) -> None:
    parser = action(actions, "watch", "wait until mail can be sent from domains", told.WATCH, run_watch)
    parser.add_argument("names", metavar="NAME", nargs="+", type=_name, help="the domain's name")
    parser.add_argument(
        "--every",
        metavar="MINUTES",
        type=_minutes,
        help=f"minutes between two looks at a domain, 1 to {_LONGEST:,} (default: 5, later up to 10)",
    )
    parser.add_argument("--end", action="store_true", help="end the watch of these domains instead")
    add_account(parser, "whose domains")
    add_dns(parser, argparse.SUPPRESS)


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", type=_name, help="the domain's name, in any spelling")


def _name(text: str) -> str:
    from ue_console.errors import InputError
    from ue_console.services.domains.names import domain_name

    try:
        return domain_name(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _minutes(text: str) -> int:
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= found <= _LONGEST:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to {_LONGEST:,}")
    return found


def run_list(arguments: argparse.Namespace) -> int:
    """``list``."""
    from ue_console.cli.domains_list import run

    return run_told(run, arguments)


def run_check(arguments: argparse.Namespace) -> int:
    """``check``."""
    from ue_console.cli.domains_check import run

    return run_told(run, arguments)


def run_records(arguments: argparse.Namespace) -> int:
    """``records``."""
    from ue_console.cli.domains_records import run_records as run

    return run_told(run, arguments)


def run_register(arguments: argparse.Namespace) -> int:
    """``register``."""
    from ue_console.cli.domains_records import run_register as run

    return run_told(run, arguments)


def run_watch(arguments: argparse.Namespace) -> int:
    """``watch``."""
    from ue_console.cli.domains_watch import run

    return run_told(run, arguments)


RUNS: Final = (run_list, run_check, run_records, run_register, run_watch)
"""Those that go with ``--account``, ``--read-only`` and ``--dns``."""
