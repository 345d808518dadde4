"""The URI of a connection, as a channel's own service is named in it (reference: connection/add)."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

_SCHEME: Final = re.compile(r"([A-Za-z0-9]+)://")
_PLACE: Final = re.compile(r"([\w.-]+)(:[0-9]{1,5})?(?=[/?]|\Z)")


@dataclass(frozen=True, slots=True)
class ServiceUri:
    """``SCHEME://TOKEN[:SECRET]@DOMAIN[:PORT][/][?k=v&k=v]``, its parts as they were written."""

    scheme: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    """With the colon before it; empty where there is none."""
    domain: str
    rest: str = field(repr=False)
    """What follows the domain: port, path, parameters."""

    def with_token(self, token: str) -> "ServiceUri":
        """The same with another token."""
        return replace(self, token=token)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.token}{self.secret}@{self.domain}{self.rest}"


def scheme_of(uri: str) -> str:
    """The scheme as it was written; empty where there is none."""
    found = _SCHEME.match(uri)
    return found[1] if found else ""


def read_uri(uri: str) -> ServiceUri | None:
    """Read a URI; None for one that has another form, or white space in it.

    Clients leave ``@`` and ``/`` in tokens and passwords as they are, so the last ``@`` counts: that
    before the parameters, or where no domain follows it, the last of all.
    """
    found = _SCHEME.match(uri)
    if found is None or not uri.isprintable() or " " in uri:
        return None
    question = uri.find("?", found.end())
    for end in (len(uri) if question < 0 else question, len(uri)):
        at = uri.rfind("@", found.end(), end)
        place = _PLACE.match(uri, at + 1) if at >= 0 else None
        if place:
            token, colon, secret = uri[found.end() : at].partition(":")
            return ServiceUri(found[1], token, colon + secret, place[1], uri[place.end(1) :])
    return None
