"""What the two services call the same things: mails to recipients, messages to receivers."""

from typing import Final, NamedTuple

from ue_console.store.send_records import LOOK, UNIFICATION
from ue_console.text import plural


class Words(NamedTuple):
    """The nouns and sentences of one service."""

    one: str
    """What is sent: ``mail``."""
    person: str
    """Who gets it: ``recipient``."""
    place: str
    """Where it goes, for one row of a report: ``address``."""
    places: str
    head: str
    """Over a column of numbers: how many get it."""
    each: bool
    """Whether everybody gets one of their own, so that mails are counted; else receivers are."""
    final: str
    """That it can't be undone, one sentence."""
    look: str
    """What to do before a request with an unknown outcome is made again, one sentence."""

    def people(self, count: int) -> str:
        """``3 recipients``."""
        return plural(count, self.person)

    def rows(self, count: int) -> str:
        """``3 addresses``."""
        return plural(count, self.place, self.places)

    def what(self, count: int) -> str:
        """What follows the word *send*: ``3 mails``, ``to 3 receivers``."""
        return plural(count, self.one) if self.each else f"to {self.people(count)}"

    def a_send(self, count: int) -> str:
        """``A send of 3 mails``, ``A send to 3 receivers``."""
        return f"A send {'of ' if self.each else ''}{self.what(count)}"


MAIL: Final = Words(
    "mail",
    "recipient",
    "address",
    "addresses",
    head="Mails",
    each=True,
    final="Mail that is sent can't be called back.",
    look=LOOK["unione"],
)
MESSAGE: Final = Words(
    "message",
    "receiver",
    "receiver",
    "receivers",
    head="To",
    each=False,
    final="What is sent can't be called back.",
    look=LOOK[UNIFICATION],
)


def words_of(service: str) -> Words:
    """The words of a ``Service``, by its value."""
    return MESSAGE if service == UNIFICATION else MAIL
