"""Options that several commands on webhooks have, and how each of them is run."""

import argparse
from collections.abc import Callable


def action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    line: str,
    epilog: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """A command and what its help says."""
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


def add_insecure(parser: argparse.ArgumentParser, what: str) -> None:
    """TLS without trust."""
    parser.add_argument("--insecure", action="store_true", help=f"take any TLS certificate {what}")


def add_json(parser: argparse.ArgumentParser, what: str) -> None:
    """Output for programs."""
    parser.add_argument("--json", action="store_true", help=what)


def add_sought(parser: argparse.ArgumentParser, verb: str) -> None:
    """Which events."""
    parser.add_argument("--email", metavar="X", default="", help=f"{verb} events whose address has X")
    parser.add_argument("--job", metavar="X", default="", help=f"{verb} events whose job_id has X")
    parser.add_argument("--status", metavar="X", default="", help=f"{verb} events with this status")


def told(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Run it; what was typed wrong has an exit code of its own, 2."""
    from ue_console.cli.output import say
    from ue_console.errors import InputError

    try:
        return run(arguments)
    except InputError as error:
        say(f"ue-console: {error}\n")
        return 2
