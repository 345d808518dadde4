"""What the two services call the same things: mails to recipients, messages to receivers."""

from dataclasses import dataclass
from typing import Final

from ue_console.store.send_records import LOOK, UNIFICATION
from ue_console.text import plural


@dataclass(frozen=True, slots=True)
class Words:
    """The nouns of one service."""

    one: str
    """What is sent: ``mail``."""
    person: str
    """Who gets it: ``recipient``."""
    place: str
    """Where it goes, for one row of a report: ``address``."""
    places: str
    look: str
    """What to do before a request with an unknown outcome is made again, one sentence."""

    @property
    def title(self) -> str:
        """``Mails``: heads a column of numbers."""
        return f"{self.one.capitalize()}s"

    def sent(self, count: int) -> str:
        """``3 mails``."""
        return plural(count, self.one)

    def people(self, count: int) -> str:
        """``3 recipients``."""
        return plural(count, self.person)

    def rows(self, count: int) -> str:
        """``3 addresses``."""
        return plural(count, self.place, self.places)


MAIL: Final = Words(
    "mail",
    "recipient",
    "address",
    "addresses",
    LOOK["unione"],
)
MESSAGE: Final = Words(
    "message",
    "receiver",
    "receiver",
    "receivers",
    LOOK[UNIFICATION],
)


def words_of(service: str) -> Words:
    """The words of a ``Service``, by its value."""
    return MESSAGE if service == UNIFICATION else MAIL
