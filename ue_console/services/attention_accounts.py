"""What needs attention beside the mail: key stores, users, connections, and what goes on or is off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ue_console.models.url_masking import shown_url
from ue_console.services.attention import Kind, Need, named
from ue_console.services.lost_users import still_lost
from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unification.connection import Connection
    from ue_console.models.unione.webhook import Webhook
    from ue_console.services.connections import Verdict
    from ue_console.services.users import User
    from ue_console.store.new_users import LostUser


def of_key_store(names: Sequence[str]) -> Iterator[Need]:
    """The key store can't be reached, and these accounts keep their keys there."""
    if names:
        keep = "keeps its key" if len(names) == 1 else "keep their keys"
        text = f"{named(names, 'account')} {keep} in the key store, which can't be reached"
        yield Need(Kind.KEY_STORE, text, "no key store")


def of_users(waiting: Sequence[LostUser], users: Sequence[User] | None) -> Iterator[Need]:
    """Users that can't be worked as: their secrets are not here, but not lost either."""
    lost = still_lost(waiting, users)
    missing = sum(1 for user in users or () if not user.held) - len(lost.unknown) - len(lost.unkept)
    if missing > 0 and users:
        of = f"{missing:,} of {plural(len(users), 'user')}"
        have = "has" if missing == 1 else "have"
        yield Need(Kind.USERS, f"{of} {have} no secret here: i imports it", f"{of} not held")


def of_lost_users(waiting: Sequence[LostUser], users: Sequence[User] | None) -> Iterator[Need]:
    """An answer that gave a user's secret is lost, or the console ended before the secret was kept."""
    lost = still_lost(waiting, users)
    if lost.unknown:
        which = f"user {named(lost.unknown, 'user')}"
        text = f"Unknown whether created: {which}: delete the one without a secret, create it again"
        yield Need(Kind.LOST_USERS, text, f"{plural(len(lost.unknown), 'user')} unknown")
    if lost.unkept:
        which = f"user {named(lost.unkept, 'user')}"
        text = f"Created, secret not kept: {which}: delete it, create it again"
        yield Need(Kind.LOST_USERS, text, f"{plural(len(lost.unkept), 'secret')} not kept")


def of_connections(connections: Sequence[Connection] | None, tested: Mapping[str, Verdict]) -> Iterator[Need]:
    """Connections that were refused when they were tested last, as they still are."""
    refused = [
        item.name
        for item in connections or ()
        if (test := tested.get(item.name)) and test.refused and test.connection.uri == item.uri
    ]
    if refused:
        text = f"Refused when tested last: {named(refused, 'connection')}"
        yield Need(Kind.CONNECTIONS, text, f"{plural(len(refused), 'connection')} refused")


def of_left(urls: Sequence[str], webhooks: Sequence[Webhook] | None) -> Iterator[Need]:
    """Webhooks that killed listeners have set; of ``webhooks`` it is known that the service has them."""
    still = [shown_url(url) for url in urls if webhooks is None or any(item.url == url for item in webhooks)]
    if still:
        text = f"Left by an earlier listener: {named(still, 'webhook')}"
        yield Need(Kind.LISTENER, text, f"{plural(len(still), 'webhook')} left by a listener")


def of_listening(running: str) -> Iterator[Need]:
    """Webhook calls are listened to; ``running`` says for whom, one sentence, or is empty."""
    if running:
        yield Need(Kind.LISTENING, running.rstrip("."), "listening")


def of_read_only(account: Account, *, for_this_run: bool) -> Iterator[Need]:
    """Nothing can be changed or sent."""
    if account.read_only:
        how = "for this run" if for_this_run else "as its entry in Accounts says"
        yield Need(Kind.READ_ONLY, f"{account.name} is read-only here, {how}", "read-only")
