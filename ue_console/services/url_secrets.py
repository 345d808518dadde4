"""What a URL may hold: a password where it is not kept, and never a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError
from ue_console.models.keylike import without_uuids
from ue_console.models.secret import MASK, Secret
from ue_console.models.url_masking import keylikes, spellings
from ue_console.models.url_masking import shown_url as shown_url
from ue_console.models.url_masking import veiled_text as veiled_text

if TYPE_CHECKING:
    from ue_console.models.unione.webhook import Webhook
    from ue_console.services.ping_hiding import Held

_SIGNED: Final = "each call is signed instead, and the handler checks that."
_KEPT: Final = (
    "A webhook with it can only be disabled or deleted: give the handler a URL without the key, and "
    "change the key."
)
"""The remedy where the service may have the URL already."""


def shown_webhook(webhook: Webhook) -> Webhook:
    """The webhook with its URL as it is shown."""
    return webhook.model_copy(update={"url": shown_url(webhook.url)})


def unveiled(typed: str, *known: str) -> str:
    """The URL that is meant where a field began with its shown form; another one is as it was typed."""
    return next((url for url in known if typed.strip() == shown_url(url)), typed)


def check_no_key(url: str, held: Held, *, kept: bool = False) -> None:
    """Refuse a URL that holds a key.

    Args:
        url: As it was typed.
        held: The accounts' keys that are at hand.
        kept: The service has it already: then what only looks like a key is let be.

    Raises:
        InputError: It holds a key, or what looks like one, or dots in the place of one.
    """
    seen = spellings(url)
    if any(key.casefold() in each for key in held.spellings() for each in seen):
        raise _wrong(
            "The URL holds the key of an account.", _KEPT if kept else f"Leave the key out: {_SIGNED}"
        )
    check_no_dots(url)
    found = None if kept else next(keylikes(url), None)
    if found is not None:
        raise _wrong(
            f"{Secret(found).hint} in the URL looks like a key.",
            f"Leave it out: {_SIGNED} If it is none, write it with a dash, or as a password: "
            "https://user:password@host/.",
        )


def check_no_dots(url: str) -> None:
    """Refuse a URL as it is shown, where it is to be called or set.

    Raises:
        InputError: It has dots in the place of a password or a key.
    """
    if MASK in url:
        raise _wrong(
            "The URL has dots in the place of a password or a key.", "Type the password, or leave it out."
        )


def check_no_password(url: str) -> None:
    """Refuse a URL with a password or a token where it would be kept on disk; a UUID alone is none.

    Raises:
        InputError: It has one.
    """
    kept = without_uuids(url)
    if shown_url(kept) != kept:
        raise _wrong(
            "The URL holds a password or a token, and it is kept on disk until the webhook is put back.",
            "Leave it out.",
        )


def _wrong(cause: str, remedy: str) -> InputError:
    return InputError(cause, remedy, field="url")
