"""A user's connection to a channel (reference: connection/list)."""

from dataclasses import dataclass, field

from ue_console.models.secret import MASK, Secret


@dataclass(frozen=True, slots=True)
class Connection:
    """A named way into a channel. The service tells its token in clear; ``repr`` does not."""

    name: str
    """Unique for the user; capitals count. The channel's name in messages."""
    uri: Secret = field(repr=False)
    """``SCHEME://TOKEN[:SECRET]@DOMAIN[:PORT][?k=v]``."""

    @property
    def scheme(self) -> str:
        """The connector: ``facebook``; empty where the URI has none."""
        return _scheme(self.uri)

    @property
    def masked(self) -> str:
        """The URI without its secrets; see :func:`masked`."""
        return masked(self.uri)

    def __repr__(self) -> str:
        return f"Connection({self.name!r}, {self.masked!r})"


def masked(uri: Secret) -> str:
    """Return a connection's URI fit to show: ``facebook://••••9f2c@facebook.com?account_id=••••``.

    What stands before the last ``@`` is the token: passwords hold ``@``, too. Values after ``?``
    may be tokens as well.
    """
    scheme = _scheme(uri)
    if not scheme:
        return MASK
    token, at, place = uri.reveal().partition("://")[2].rpartition("@")
    if not at:
        return f"{scheme}://{MASK}"
    domain, question, query = place.partition("?")
    names = [part.partition("=")[0] for part in query.split("&") if part]
    told = "&".join(f"{name}={MASK}" for name in names)
    hint = Secret(token.rpartition(":")[2]).hint if token else ""
    return f"{scheme}://{hint}@{domain}{question}{told}"


def _scheme(uri: Secret) -> str:
    head, colon, _ = uri.reveal().partition("://")
    return head if colon and head.isalnum() else ""
