"""A user's connection to a channel (reference: connection/list)."""

from dataclasses import dataclass, field

from ue_console.models.secret import Secret
from ue_console.models.unification.masking import Shown, masked, shown_parts
from ue_console.models.unification.uri import scheme_of


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
        return scheme_of(self.uri)

    @property
    def masked(self) -> str:
        """The URI without its secrets."""
        return masked(self.uri)

    @property
    def shown(self) -> Shown:
        """The parts of the URI that may be shown."""
        return shown_parts(self.uri)

    def __repr__(self) -> str:
        return f"Connection({self.name!r}, {self.masked!r})"
