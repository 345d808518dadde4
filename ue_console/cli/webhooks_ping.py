"""``ue-console webhooks ping`` and ``replay``: one handler, called and judged."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Final

from ue_console.cli.output import say, write
from ue_console.cli.telling import tell
from ue_console.cli.webhooks_account import Desk, desk
from ue_console.cli.webhooks_results import burst_json, burst_lines, result_json, result_lines
from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.models.unione.signature import Verdict, signed
from ue_console.services import pings, samples
from ue_console.services.family_keys import signer_of
from ue_console.services.ping_verdicts import Signer
from ue_console.services.replays import Unproven, dotted, replay
from ue_console.services.url_secrets import check_no_key
from ue_console.store.event_records import KeptCall
from ue_console.store.events import EventStore, NoSuchCall

_MOST: Final = 100
"""Calls at once: the most that a webhook can ask for (code 2707)."""
_USUAL_EVENT: Final = "delivered"
_MADE_UP: Final = (
    "There is no account of UniOne: the call is signed with a key that was made up, which no handler knows.\n"
)


def run(arguments: argparse.Namespace) -> int:
    """Call the handler.

    Returns:
        0 when it passes, 1 when not.

    Raises:
        InputError: Options don't go together, or the URL or the account can't be used.
        KeyStoreError: The account's key can't be had.
    """
    _check(arguments)
    return asyncio.run(_ping(arguments))


def run_replay(arguments: argparse.Namespace) -> int:
    """Send a received call again.

    Returns:
        0 when the handler takes it, 1 when not.

    Raises:
        InputError: The URL or the account can't be used, or there is no such call.
        StateError: The file of calls can't be read.
        KeyStoreError: The account's key can't be had.
    """
    return asyncio.run(_replay(arguments))


def _check(arguments: argparse.Namespace) -> None:
    """Refuse options that don't go together."""
    given = [name for name in ("event", "count", "single", "gzip", "parallel") if getattr(arguments, name)]
    if arguments.get and given:
        raise InputError(f"--{given[0]} goes with a POST, and --get makes a GET.", "Leave one of them out.")
    if arguments.parallel is not None and not 2 <= arguments.parallel <= _MOST:
        raise InputError(
            f"--parallel takes 2 to {_MOST} calls, not {arguments.parallel}.", "Give such a number."
        )


async def _ping(arguments: argparse.Namespace) -> int:
    if arguments.get:
        return await _probe(arguments)
    async with desk() as found:
        account = found.account(arguments.as_account)
        await found.check_url(arguments.url)
        signer = await _signer(found, account) if account else Signer.made_up()
    check_no_key(arguments.url, signer.held)
    if account is None:
        say(_MADE_UP)
    body = signed(_payload(arguments, account), signer.key)
    if arguments.parallel is None:
        result = await pings.ping(
            arguments.url, body, gzip=arguments.gzip, insecure=arguments.insecure, signer=signer
        )
        return _printed(arguments, result, signer)
    burst = await pings.parallel(
        arguments.url,
        body,
        arguments.parallel,
        gzip=arguments.gzip,
        insecure=arguments.insecure,
        signer=signer,
    )
    write(burst_json(burst, arguments.url, signer) if arguments.json else burst_lines(burst))
    return 0 if burst.ok else 1


async def _probe(arguments: argparse.Namespace) -> int:
    async with desk() as found:
        found.account(arguments.as_account)
        held = await found.check_url(arguments.url)
    return _printed(arguments, await pings.probe(arguments.url, insecure=arguments.insecure, held=held), None)


async def _replay(arguments: argparse.Namespace) -> int:
    if arguments.unproven and not arguments.sign:
        raise InputError("--unproven goes with --sign.", "Leave it out: as it came any call goes.")
    signer = None
    async with desk() as found:
        quietly = await found.check_url(arguments.url)
        if arguments.sign:
            signer = await _signer(found, found.needed(arguments.as_account))
            check_no_key(arguments.url, signer.held)
        held = None if signer else quietly
        call = await _call(found, arguments.number)
    renewing = f"With {_signing(call)} the account's key signs it anew."
    if signer is None and (why := dotted(call, held)):
        tell(f"{why} {renewing}\n")
    try:
        result = await replay(
            call,
            arguments.url,
            signer,
            unproven=arguments.unproven,
            renewing=renewing,
            insecure=arguments.insecure,
            held=held,
        )
    except Unproven as error:
        raise InputError(error.cause, f"{error.remedy} --unproven signs it all the same.") from error
    return _printed(arguments, result, signer)


async def _call(found: Desk, number: int) -> KeptCall:
    async with EventStore(found.paths.events_file) as store:
        try:
            return await store.call(number)
        except NoSuchCall as error:
            raise InputError(
                error.cause, "'ue-console webhooks events' lists them; old ones are deleted."
            ) from error


def _signing(call: KeptCall) -> str:
    """The options that have a call signed."""
    return "--sign" if call.verdict is Verdict.GOOD else "--sign --unproven"


async def _signer(found: Desk, account: Account) -> Signer:
    return await signer_of(found.keys, account, found.config.accounts)


def _payload(arguments: argparse.Namespace, account: Account | None) -> "dict[str, object]":
    """The JSON to sign, as a webhook of the account has it."""
    user = account.user_id if account else ""
    owner = samples.Owner(
        user_id=int(user) if user.isdecimal() else 1,
        project_id=account.project_id if account else "",
        project_name=account.name if account and account.project_id else "",
    )
    count = 1 if arguments.count is None else arguments.count
    name = arguments.event or _USUAL_EVENT
    return dict(samples.payload(name, owner, datetime.now(UTC), count=count, single=arguments.single))


def _printed(arguments: argparse.Namespace, result: pings.PingResult, signer: Signer | None) -> int:
    write(result_json(result, arguments.url, signer) if arguments.json else result_lines(result))
    return 0 if result.ok else 1
