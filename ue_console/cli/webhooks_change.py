"""``ue-console webhooks get``, ``set`` and ``delete``: their arguments."""

import argparse
from typing import Final

from ue_console.cli import webhooks_help as told
from ue_console.cli.actions import Actions, action, add_account, add_json
from ue_console.cli.actions import told as run_told

_OBJECT: Final = "print one JSON object and nothing else"
_WHOSE: Final = "whose webhook"


def add_parsers(actions: Actions) -> None:
    """Add the three."""
    for add in (_add_get, _add_set, _add_delete):
        add(actions)


def _add_get(actions: Actions) -> None:
    parser = action(actions, "get", "one webhook as the service has it", told.GET, run_get)
    _add_url(parser)
    add_account(parser, _WHOSE)
    add_json(parser, _OBJECT)


def _add_set(actions: Actions) -> None:
    parser = action(actions, "set", "set a new webhook, or change one", told.SET, run_set)
    _add_url(parser)
    parser.add_argument("--status", choices=("active", "disabled"), help="disabled: it is not called")
    parser.add_argument("--event-format", choices=("json_post", "json_post_gzip"), help="plain or packed")
    _add_switch(parser, "--delivery-info", "1: with SMTP answers, user agents and clicked URLs")
    _add_switch(parser, "--single-event", "1: one event in each call, and not up to 100")
    parser.add_argument("--max-parallel", type=int, metavar="N", help="calls at once, 5 to 100")
    parser.add_argument(
        "--events", metavar="LIST", help="statuses of mail that are told, with commas between; all; none"
    )
    _add_switch(parser, "--spam-block", "1: blocks by spam filters are told")
    add_account(parser, _WHOSE)
    add_json(parser, _OBJECT)


def _add_delete(actions: Actions) -> None:
    parser = action(actions, "delete", "delete a webhook, or disable it instead", told.DELETE, run_delete)
    _add_url(parser)
    parser.add_argument("--yes", action="store_true", help="delete it without a question")
    add_account(parser, _WHOSE)
    add_json(parser, _OBJECT)


def _add_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the webhook's, letter by letter, or as list shows it")


def _add_switch(parser: argparse.ArgumentParser, name: str, line: str) -> None:
    parser.add_argument(name, type=int, choices=(0, 1), help=line)


def run_get(arguments: argparse.Namespace) -> int:
    """Print a webhook."""
    from ue_console.cli.webhooks_get import run

    return run_told(run, arguments)


def run_set(arguments: argparse.Namespace) -> int:
    """Set a webhook."""
    from ue_console.cli.webhooks_set import run

    return run_told(run, arguments)


def run_delete(arguments: argparse.Namespace) -> int:
    """Delete a webhook."""
    from ue_console.cli.webhooks_delete import run

    return run_told(run, arguments)


RUNS: Final = (run_get, run_set, run_delete)
"""Those that go with ``--account``."""
