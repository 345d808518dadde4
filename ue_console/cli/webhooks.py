"""``ue-console webhooks``: list them, watch events arrive, prove a handler right."""

import argparse
from typing import Final

from ue_console.cli import webhooks_change
from ue_console.cli import webhooks_help as told
from ue_console.cli.actions import Actions, action, add_account, add_actions, add_json
from ue_console.cli.actions import told as run_told
from ue_console.cli.webhooks_options import add_insecure, add_sought

PORT: Final = 8425
"""Where ``listen`` listens: always the same, so that a tunnel or a proxy can be set up once."""

_LIMIT: Final = 50
"""Events that ``events`` prints."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``webhooks``."""
    parser = commands.add_parser(
        "webhooks",
        help="list and set webhooks, listen to their events, ping and test a handler",
        description="Lists, sets and deletes webhooks, receives their events on this machine, and calls a "
        "handler as the service does.",
        epilog=told.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    changing = (webhooks_change.add_parsers,)
    add_actions(parser, (_add_list, *changing, _add_listen, _add_ping, _add_replay, _add_events))


def _add_list(actions: Actions) -> None:
    parser = action(actions, "list", "the webhooks that are set", told.LIST, run_list)
    add_account(parser, "whose webhooks")
    add_json(parser)


def _add_listen(actions: Actions) -> None:
    parser = action(actions, "listen", "receive events here, one line each", told.LISTEN, run_listen)
    parser.add_argument(
        "--port", type=int, default=PORT, help="0: any free port; its number is told (default: %(default)s)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add_account(parser, "whose key, and whose projects' keys, check the signatures")
    parser.add_argument(
        "--no-check",
        action="store_true",
        help="read no key: signatures are not checked, and the lines say so",
    )
    parser.add_argument(
        "--register",
        metavar="URL",
        help="set a webhook for URL, which leads here, as long as this runs",
    )
    parser.add_argument("--forward", metavar="URL", help="pass every call on to this handler")
    add_insecure(parser, "with --forward")
    add_sought(parser, "show only")
    add_json(parser, "one JSON object a line on stdout (below)")


def _add_ping(actions: Actions) -> None:
    parser = action(actions, "ping", "call a handler as the service does", told.PING, run_ping)
    parser.add_argument("url", metavar="URL", help="the handler's")
    parser.add_argument("--event", metavar="NAME", help="which event (default: delivered; names below)")
    parser.add_argument("--count", type=int, metavar="N", help="events in the call, 1 to 100 (default: 1)")
    parser.add_argument("--single", action="store_true", help="the flat form of single_event=1")
    parser.add_argument("--gzip", action="store_true", help="packed, as json_post_gzip")
    parser.add_argument(
        "--parallel", type=int, metavar="N", help="N calls at once, 2 to 100; the service makes 5 at least"
    )
    parser.add_argument(
        "--get", action="store_true", help="the GET that the service makes when a webhook is set, instead"
    )
    add_account(parser, "whose key signs")
    add_insecure(parser, "of the handler")
    add_json(parser)


def _add_replay(actions: Actions) -> None:
    parser = action(actions, "replay", "send a received call to a handler again", told.REPLAY, run_replay)
    parser.add_argument("number", type=int, metavar="NUMBER", help="the call's, as listen and events tell it")
    parser.add_argument("url", metavar="URL", help="the handler's")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--as-is", action="store_true", help="every byte as it came (the default)")
    way.add_argument("--sign", action="store_true", help="renew the signature with the account's key")
    parser.add_argument(
        "--unproven",
        action="store_true",
        help="with --sign: also a call whose signature is bad, missing or unchecked",
    )
    add_account(parser, "with --sign, whose key")
    add_insecure(parser, "of the handler")
    add_json(parser)


def _add_events(actions: Actions) -> None:
    parser = action(actions, "events", "search what was received", told.EVENTS, run_events)
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="only events of calls that this account's key has signed; a project's with its own account "
        "(default: all)",
    )
    add_sought(parser, "only")
    parser.add_argument("--text", metavar="X", default="", help="only events with X in any value")
    parser.add_argument(
        "--limit", type=int, metavar="N", default=_LIMIT, help="N events at the most (default: %(default)s)"
    )
    add_json(parser, "one JSON object a line")


def run_list(arguments: argparse.Namespace) -> int:
    """Print the webhooks of an account."""
    from ue_console.cli.webhooks_list import run

    return run_told(run, arguments)


def run_listen(arguments: argparse.Namespace) -> int:
    """Receive until a signal comes."""
    from ue_console.cli.webhooks_listen import run

    return run_told(run, arguments)


def run_ping(arguments: argparse.Namespace) -> int:
    """Call a handler; 0 when it passes."""
    from ue_console.cli.webhooks_ping import run

    return run_told(run, arguments)


def run_replay(arguments: argparse.Namespace) -> int:
    """Send a received call again; 0 when the handler takes it."""
    from ue_console.cli.webhooks_ping import run_replay as run

    return run_told(run, arguments)


def run_events(arguments: argparse.Namespace) -> int:
    """Search what was received."""
    from ue_console.cli.webhooks_events import run

    return run_told(run, arguments)


RUNS: Final = (run_list, *webhooks_change.RUNS, run_listen, run_ping, run_replay, run_events)
"""Those that go with ``--account`` and ``--read-only``."""
