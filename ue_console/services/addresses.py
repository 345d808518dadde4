"""Whether the service would take an address, and when two addresses are the same."""

import re
from typing import Final

_LABEL: Final = r"(?=[^.]{1,63}(?:\.|$))[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+"
_PLAIN: Final = re.compile(
    rf"(?=.{{3,200}}$)(?=[^@]{{1,64}}@)[\w+-]++(?:\.[\w+-]++)*+@(?:{_LABEL}\.)++"
    r"(?!(?:arpa|invalid|local|localhost|onion|test)$)[a-z]{2,63}",
    re.ASCII | re.IGNORECASE,
)
"""The form that nearly all addresses have; whatever has another is looked at in full."""


def address_problem(address: str) -> str:
    """Why ``address`` is no mail address, as one sentence; empty when it is one.

    Only the form is checked, nothing is looked up. Domains kept for examples and tests pass, a
    domain without a dot doesn't, and neither does a mailbox outside ASCII, which the service refuses.
    """
    return "" if is_plain(address) else _problem_in_full(address)


def is_plain(text: str) -> bool:
    """Whether a text is an address of the usual form, at a glance."""
    return _PLAIN.fullmatch(text) is not None


def _problem_in_full(address: str) -> str:
    # A hundred times slower, and slow to import.
    from email_validator import EmailNotValidError, validate_email

    if not address.strip():
        return "The address is empty."
    if address.count('"') % 2:
        return "A quote is never closed."
    if address[0] == address[-1] == '"':
        return "It stands in quotes."
    try:
        checked = validate_email(
            address,
            check_deliverability=False,
            strict=True,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError as error:
        return str(error)
    return "" if "." in checked.ascii_domain else f"The domain {checked.domain} has no dot."


def same_key(address: str) -> str:
    """What two spellings of one address have in common: the service compares without case."""
    mailbox, at, domain = address.strip().rpartition("@")
    return f"{mailbox}{at}{_ascii_domain(domain)}".lower()


def domain_of(address: str) -> str:
    """The part behind the last ``@``, in its ASCII form and small letters."""
    return _ascii_domain(address.strip().rpartition("@")[2]).lower()


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
