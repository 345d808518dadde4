"""Which addresses are valid, and which ones play a part.

A recipient whose local part is one of the words below, or begins with one followed by ``+``,
``-``, ``.``, ``_`` or a digit, is refused by ``email/send`` with that word as the reason
(``temporary_unavailable@example.com``, ``blocked-2@example.org``):

    temporary_unavailable   permanent_unavailable   complained   blocked

Addresses on ``unsubscribed/set``'s list are refused as ``unsubscribed``, broken ones as
``invalid``, repeated ones (letter case aside) as ``duplicate``. All others are accepted; no DNS
is asked. Mailbox names beyond ASCII are not supported by the service and count as invalid.
"""

import re
from typing import Final

PARTS: Final = ("temporary_unavailable", "permanent_unavailable", "complained", "blocked")
"""The reasons that an address can call for."""

_PART = re.compile(rf"({'|'.join(PARTS)})(?![A-Za-z])", re.IGNORECASE)


def part_of(address: str) -> str | None:
    """The reason for which ``address`` asks to be refused, or None."""
    found = _PART.match(address.rpartition("@")[0])
    return found[1].lower() if found else None


def is_valid(address: str) -> bool:
    """Whether mail could go there; example and test domains are as good as any."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(
            address,
            check_deliverability=False,
            allow_smtputf8=False,
            strict=True,
            test_environment=True,
        )
    except EmailNotValidError:
        return False
    return "." in found.domain


def domain_of(address: str) -> str:
    """The domain of a valid address, lower case, in IDNA form."""
    from email_validator import validate_email

    found = validate_email(
        address, check_deliverability=False, allow_smtputf8=False, strict=True, test_environment=True
    )
    return found.ascii_domain.lower()


def mailbox_key(address: str) -> str:
    """What two spellings of one address have in common."""
    return address.casefold()
