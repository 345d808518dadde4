"""What Domains does beside the screen: asking DNS, and having the service look."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from ue_console.services.domains.domains import NotPublished
from ue_console.services.domains.names import readable
from ue_console.services.domains.watch import LEAST
from ue_console.text import plural
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.under_way import under_way
from ue_console.tui.watching import watching_of

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.views import DomainCheck
    from ue_console.tui.screens.domains import DomainsScreen

AT_ONCE: Final = 4
"""Domains whose DNS is asked at the same time."""

READ_ONLY: Final = (
    " This account is read-only: nothing is validated from here. The service itself looks for the DKIM key "
    "every 30 minutes; ownership is confirmed elsewhere."
)

THIS_RUN: Final = (
    " With --read-only nothing is validated from here; without it a console goes on and validates."
)

WORDS: Final = {"verification": "verification record", "dkim": "DKIM key"}


async def checking(screen: DomainsScreen, items: Sequence[Domain]) -> None:
    """Ask DNS about domains, a few at a time.

    Raises:
        ConfigError: There is no resolver to ask.
        InputError: One is no domain's name.
    """
    workspace, room = screen.console.workspace, asyncio.Semaphore(AT_ONCE)
    account = workspace.account

    async def one(item: Domain) -> None:
        async with room:
            try:
                await workspace.domain_desk.check(account, item)
            finally:
                screen.asking({item.domain: False})

    screen.asking({item.domain: True for item in items})
    try:
        results = await asyncio.gather(*(one(item) for item in items), return_exceptions=True)
    finally:
        screen.asking({item.domain: False for item in items})
    for error in results:
        if error is not None:
            raise error


async def validating(screen: DomainsScreen, items: Sequence[Domain]) -> None:
    """Ask DNS, then have the service look where it would find what it wants; else offer to ask all the same.

    Raises:
        ConsoleError: DNS or the service can't be asked, or the service refuses.
    """
    await checking(screen, items)
    workspace = screen.console.workspace
    last = [workspace.domain_desk.last(workspace.account, item.domain) for item in items]
    await _validate(screen, [check for check in last if check is not None], force=False)


async def _validate(screen: DomainsScreen, checks: Sequence[DomainCheck], *, force: bool) -> None:
    """Each in turn; what could be asked for is told even where a later one fails."""
    workspace = screen.console.workspace
    domains = workspace.domain_desk.of(workspace.account)
    asked: dict[str, tuple[str, ...]] = {}
    left: list[NotPublished] = []
    try:
        for check in checks:
            name = readable(check.domain.domain)
            try:
                with under_way(screen.console, f"{name} is being validated."):
                    asked[name] = await domains.validate(check, force=force)
            except NotPublished as error:
                left.append(error)
    finally:
        _told(screen, asked)
    if left:
        _offer(screen, left)


def _told(screen: DomainsScreen, asked: Mapping[str, Sequence[str]]) -> None:
    if not asked:
        return
    names = list(asked)
    what = f"the {' and the '.join(WORDS[each] for each in asked[names[0]])} of {names[0]}"
    if len(names) > 1:
        what = f"the records of {plural(len(names), 'domain')}"
    account, watching = screen.console.workspace.account, watching_of(screen.console)
    watched = all(watching.due(account, name) for name in names)
    or_watch = "; its watch tells it too." if watched else ", or w to watch."
    screen.app.notify(f"The service looks for {what}. Press r in a minute for the outcome{or_watch}")


def _offer(screen: DomainsScreen, left: Sequence[NotPublished]) -> None:
    names = [readable(error.check.domain.domain) for error in left]
    which = names[0] if len(names) == 1 else plural(len(names), "domain")
    why = str(left[0]) if len(names) == 1 else f"DNS doesn't have what is wanted of {', '.join(names)}."
    question = Confirm(
        f"Validate {which} all the same?",
        f"{why} The service would look now, and refuse what it doesn't find; nothing else happens.",
        "Validate",
    )
    forced = partial(_validate, screen, [error.check for error in left], force=True)

    def answered(sure: bool | None) -> None:
        if sure:
            screen.change(forced, "validate", "Press V to try again.")

    screen.app.push_screen(question, answered)


async def watch(screen: DomainsScreen, names: Sequence[str], *, end: bool) -> None:
    """Watch domains, or watch them no longer.

    Raises:
        ConsoleError: DNS can't be asked, or the database can't be used.
    """
    account, watching = screen.console.workspace.account, watching_of(screen.console)
    what = readable(names[0]) if len(names) == 1 else plural(len(names), "domain")
    if end:
        for name in names:
            await watching.remove(account, name)
        screen.app.notify(f"No longer watched: {what}.")
        return
    # What can be seen at once the operator has just looked at; records that are published now show then.
    await watching.add(account, *names, after=LEAST)
    text = (
        f"Watched until mail can be sent: {what}. The first look is in a minute, then every 5 to 10 "
        "minutes while a console runs, also after a restart; the bell rings at the end."
    )
    screen.app.notify(text + _if_read_only(screen))


def _if_read_only(screen: DomainsScreen) -> str:
    """What a watch does, and doesn't, where nothing is changed: it is on disk, and outlives a run."""
    workspace = screen.console.workspace
    if not workspace.account.read_only:
        return ""
    return READ_ONLY if workspace.accounts.kept_read_only(workspace.account.name) else THIS_RUN
