"""What methods share, for tests that call them without a server."""

from datetime import datetime

from ue_console.sandbox.accounts import Keys
from ue_console.sandbox.calls import House
from ue_console.sandbox.events.clock import FAST
from ue_console.sandbox.events.events import Events
from ue_console.sandbox.mailbox import Mailbox
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.store import Store


def house_of(store: Store, moment: datetime) -> House:
    """A house in which it is always the same time."""

    def now() -> datetime:
        return moment

    return House(store, Mailbox(store), now, ProjectRules(), Events(store, Keys(store, ()), now, FAST))
