"""Inviting an address back: a mail with a link, once a day to each (reference: email-subscribe)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import (
    ApiError,
    ConsoleError,
    InputError,
    NotTheService,
    ReadOnly,
    ServiceFault,
    Unreachable,
)
from ue_console.models.unione.message import Invitation
from ue_console.services.addresses import address_problem, same_key

if TYPE_CHECKING:
    from ue_console.api.unione.email import EmailApi
    from ue_console.store.drafts import Drafts

KEY: Final = "invitations"
_NOTHING_LEFT: Final = (ApiError, Unreachable, NotTheService, ReadOnly, InputError)


class Invitations:
    """The invitations of one account, noted on this machine.

    Args:
        drafts: Where the day's invitations and the last sender are noted.
        account: The account's name.
        now: The clock, in UTC.
        api: Opens the account's methods.
    """

    def __init__(
        self,
        drafts: Drafts,
        account: str,
        now: Callable[[], datetime],
        api: Callable[[], Awaitable[EmailApi]],
    ) -> None:
        self._drafts = drafts
        self._account = account
        self._now = now
        self._api = api

    async def last_sender(self) -> tuple[str, str]:
        """Address and name of the last invitation's sender; empty where there was none."""
        data = await self._drafts.load(self._account, KEY) or {}
        return data.get("from_email", ""), data.get("from_name", "")

    async def keep_sender(self, from_email: str, from_name: str) -> None:
        """Keep what was typed of a sender for the next invitation."""
        data = await self._drafts.load(self._account, KEY) or {}
        sender = {"from_email": from_email, "from_name": from_name}
        await self._drafts.save(self._account, KEY, {**data, **sender})

    async def check(self, invitation: Invitation) -> None:
        """Say whether it can go out; nothing is sent.

        Raises:
            InputError: A field can't be used, or the address was invited today.
        """
        _check(invitation)
        sent, address = await self._sent_today(), same_key(invitation.to_email)
        if address in sent:
            raise _already(invitation.to_email, known=sent[address] == "sent")

    async def invite(self, invitation: Invitation) -> None:
        """Mail the link; noted before it leaves, so that no lost answer leads to a second mail.

        Raises:
            InputError: A field can't be used, or the address was invited today.
            ApiError: The service refuses (codes 1000 to 1006); nothing was sent.
            OutcomeUnknown: It left, and whether it was sent is not known.
        """
        await self.check(invitation)
        sent, address = await self._sent_today(), same_key(invitation.to_email)
        api = await self._api()
        await self._note(invitation, {**sent, address: "unknown"})
        try:
            await api.subscribe(invitation)
        except ConsoleError as error:
            if isinstance(error, _NOTHING_LEFT) and not isinstance(error, ServiceFault):
                await self._note(invitation, sent)
            raise
        await self._note(invitation, {**sent, address: "sent"})

    @property
    def _today(self) -> str:
        return self._now().date().isoformat()

    async def _sent_today(self) -> dict[str, str]:
        data = await self._drafts.load(self._account, KEY) or {}
        return dict(data.get("sent", {})) if data.get("day") == self._today else {}

    async def _note(self, invitation: Invitation, sent: dict[str, str]) -> None:
        sender = {"from_email": invitation.from_email, "from_name": invitation.from_name}
        await self._drafts.save(self._account, KEY, {**sender, "day": self._today, "sent": sent})


def _already(address: str, *, known: bool) -> InputError:
    if known:
        return InputError(
            f"{address} was invited today already.", "Invite again tomorrow (UTC).", field="to_email"
        )
    return InputError(
        f"An invitation to {address} left today, and whether it was sent is not known.",
        "Ask whether it came; another one can go out tomorrow (UTC).",
        field="to_email",
    )


def _check(invitation: Invitation) -> None:
    for field, what in (("to_email", "to invite"), ("from_email", "of the sender")):
        address = getattr(invitation, field)
        if not address:
            raise InputError(f"The address {what} is missing.", "Type it.", field=field)
        if why := address_problem(address):
            raise InputError(f"“{address}” is no address: {why}", "Correct it.", field=field)
    if not invitation.from_name:
        raise InputError(
            "The sender's name is missing.", "Type the name that readers know.", field="from_name"
        )
