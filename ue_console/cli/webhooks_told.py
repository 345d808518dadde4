"""What ``listen`` tells on stderr: where it listens, how a public URL leads there, what came."""

import argparse
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from ue_console.models.account import Account
from ue_console.models.hosts import is_loopback
from ue_console.models.secret import Secret
from ue_console.services.listening.values import Totals
from ue_console.text import plural, safe_line


def beginning(
    url: str, account: Account | None, keys: Mapping[str, Secret], arguments: argparse.Namespace
) -> str:
    """Where it listens, with whose keys, and how to be reached."""
    return "".join(f"{line}\n" for line in _beginning(url, account, keys, arguments))


def _beginning(
    url: str, account: Account | None, keys: Mapping[str, Secret], arguments: argparse.Namespace
) -> Iterator[str]:
    yield f"Listening on {url}; ctrl+c ends. Times are UTC."
    yield _checking(account, keys)
    host, port = urlsplit(url).hostname or "", urlsplit(url).port
    if not is_loopback(host):
        yield f"Other machines can reach {host} port {port}: whoever knows it can send calls, unencrypted."
    elif arguments.register is None:
        yield "The service needs a public URL that leads here: a reverse proxy on this machine, or"
        yield f"  ssh -R 8080:127.0.0.1:{port} you@public.host    (then http://public.host:8080/)"
    if arguments.forward:
        yield "Each call is passed on to the handler; what it does not take is told here."


def _checking(account: Account | None, keys: Mapping[str, Secret]) -> str:
    if not keys:
        why = "There is no account of UniOne" if account is None else "No key is read"
        return f"{why}: signatures are not checked, and anybody may have sent what is shown."
    first, *projects = map(safe_line, keys)
    more = f" and {plural(len(projects), 'project')} of it" if projects else ""
    return f"Signatures are checked with the key of {first}{more}."


def summary(totals: Totals) -> str:
    """All that came, in one sentence or two."""
    if not totals.calls:
        return "No call came.\n"
    kinds = {
        "with a good signature": totals.good,
        "with a bad signature": totals.bad,
        "without a signature": totals.missing,
        "not checked": totals.unchecked,
        "not taken": totals.refused,
    }
    parts = [f"{count:,} {kind}" for kind, count in kinds.items() if count]
    if totals.retries:
        parts.append(plural(totals.retries, "retry", "retries"))
    line = f"{plural(totals.calls, 'call')} with {plural(totals.events, 'event')}"
    line += f": {', '.join(parts)}." if parts else "."
    if totals.forwarded or totals.forward_failed:
        line += f" The handler took {totals.forwarded:,}, and {totals.forward_failed:,} it did not."
    return f"{line}\n"
