"""``ue-console domains``: list, check in DNS, register and watch the domains that mail is sent from."""

import argparse
from collections.abc import Callable
from typing import Final

from ue_console.cli import domains_help as told
from ue_console.cli.action_parser import ActionParser
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
    own: type[argparse.ArgumentParser] = ActionParser
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True, parser_class=own)
    for add in (_add_list, _add_check, _add_records, _add_register, _add_watch):
        add(actions)


def _add_list(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _action(actions, "list", "the domains and their statuses", told.LIST, run_list)
    _add_account(parser)
    _add_json(parser)


def _add_check(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _action(actions, "check", "what DNS says of a domain now", told.CHECK, run_check)
    _add_name(parser)
    _add_account(parser)
    add_dns(parser, argparse.SUPPRESS)
    _add_json(parser)


def _add_records(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _action(actions, "records", "the records to publish for a domain", told.RECORDS, run_records)
    _add_name(parser)
    _add_forms(parser)


def _add_register(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _action(actions, "register", "register a domain", told.REGISTER, run_register)
    _add_name(parser)
    _add_forms(parser)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--notation", choices=_FORMS, help="print each record in this notation alone, one a line"
    )
    _add_account(parser)
    add_dns(parser, argparse.SUPPRESS)
    _add_json(parser)


def _add_watch(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _action(actions, "watch", "wait until mail can be sent from domains", told.WATCH, run_watch)
    parser.add_argument("names", metavar="NAME", nargs="+", type=_name, help="the domain's name")
    parser.add_argument(
        "--every",
        metavar="MINUTES",
        type=_minutes,
        help=f"minutes between two looks at a domain, 1 to {_LONGEST:,} (default: 5, later up to 10)",
    )
    parser.add_argument("--end", action="store_true", help="end the watch of these domains instead")
    _add_account(parser)
    add_dns(parser, argparse.SUPPRESS)


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    line: str,
    epilog: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        name,
        help=line,
        description=f"{line[0].upper()}{line[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", type=_name, help="the domain's name, in any spelling")


def _add_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="whose domains; the beginning of its name is enough (default: the account that the console "
        "opens)",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


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

    return _told(run, arguments)


def run_check(arguments: argparse.Namespace) -> int:
    """``check``."""
    from ue_console.cli.domains_check import run

    return _told(run, arguments)


def run_records(arguments: argparse.Namespace) -> int:
    """``records``."""
    from ue_console.cli.domains_records import run_records as run

    return _told(run, arguments)


def run_register(arguments: argparse.Namespace) -> int:
    """``register``."""
    from ue_console.cli.domains_records import run_register as run

    return _told(run, arguments)


def run_watch(arguments: argparse.Namespace) -> int:
    """``watch``."""
    from ue_console.cli.domains_watch import run

    return _told(run, arguments)


RUNS: Final = (run_list, run_check, run_records, run_register, run_watch)
"""Those that go with ``--account`` and ``--dns``."""


def _told(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Run it; what was typed wrong has an exit code of its own, 2."""
    from ue_console.cli.output import say
    from ue_console.errors import InputError

    try:
        return run(arguments)
    except InputError as error:
        say(f"ue-console: {error}\n")
        return 2
