"""Why the service refused an address, in plain words (reference: email-send, ``failed_emails``)."""

from typing import Final, NamedTuple


class Refusal(NamedTuple):
    """What a status of ``failed_emails`` means."""

    reason: str
    """One sentence."""
    retry: bool
    """True when the same address may be taken at another time."""


REFUSALS: Final = {
    "unsubscribed": Refusal("The recipient has unsubscribed; only they can undo it.", False),
    "invalid": Refusal("The address does not exist or is written wrong.", False),
    "duplicate": Refusal("The address was in the request before; its first entry counts.", False),
    "temporary_unavailable": Refusal(
        "The mailbox has refused mail lately; the service tries it again after about three days.", True
    ),
    "permanent_unavailable": Refusal("The mailbox refuses mail for good.", False),
    "complained": Refusal("The recipient has reported an earlier mail as spam.", False),
    "blocked": Refusal("The service blocks this address.", False),
}


def refusal(status: str) -> Refusal:
    """The meaning of ``status``; the service may add new ones."""
    return REFUSALS.get(status, Refusal(f"The service says “{status}”.", False))
