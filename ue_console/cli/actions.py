"""Commands that have actions: how one is added, the options that most have, and how it is run."""

import argparse
from collections.abc import Callable, Iterable
from typing import TypeAlias

from ue_console.cli.action_parser import ActionParser

Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The actions of one command."""


def add_actions(parser: argparse.ArgumentParser, adders: Iterable[Callable[[Actions], None]]) -> None:
    """Give a command its actions, of which one must be named."""
    own: type[argparse.ArgumentParser] = ActionParser
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True, parser_class=own)
    for add in adders:
        add(actions)


def action(
    actions: Actions,
    name: str,
    line: str,
    epilog: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """One action and what its help says."""
    parser = actions.add_parser(
        name,
        help=line,
        description=f"{line[0].upper()}{line[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--read-only",
        dest="open_read_only",
        action="store_true",
        default=argparse.SUPPRESS,
        help="change nothing at the service, whatever the account says",
    )
    return parser


def add_account(parser: argparse.ArgumentParser, whose: str) -> None:
    """The account; the console's where none is named."""
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help=f"{whose}; the beginning of its name is enough (default: the account that the console opens)",
    )


def add_json(parser: argparse.ArgumentParser, what: str = "print one JSON object and nothing else") -> None:
    """Output for programs."""
    parser.add_argument("--json", action="store_true", help=what)


def told(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Run it; what was typed wrong has an exit code of its own, 2."""
    from ue_console.cli.telling import tell
    from ue_console.errors import InputError

    try:
        return run(arguments)
    except InputError as error:
        tell(f"ue-console: {error}\n")
        return 2
