"""Id and secret of an app or a user, kept as one secret: ``ID:SECRET``."""

from ue_console.models.secret import Secret


def halves(pair: Secret) -> tuple[str, str]:
    """Return id and secret, split at the first colon; one stray ``@`` at the end is left out.

    The reference's own examples end in that ``@``: it belongs to a user's URI. Both halves are in
    clear; the second one is empty where there is no colon.
    """
    name, _, secret = pair.reveal().partition(":")
    return name, secret.removesuffix("@")


def joined(name: str, secret: str) -> Secret:
    """Return id and secret as one."""
    return Secret(f"{name}:{secret}")
