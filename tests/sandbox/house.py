"""What methods share, for tests that call them without a server."""

from datetime import datetime
from functools import partial

from ue_console.sandbox import domain_records
from ue_console.sandbox.accounts import Keys
from ue_console.sandbox.calls import House
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.dns_zones import Zones
from ue_console.sandbox.domain_checks import Checks
from ue_console.sandbox.events.clock import FAST
from ue_console.sandbox.events.events import Events
from ue_console.sandbox.mailbox import Mailbox
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.store import Store


def house_of(store: Store, moment: datetime) -> House:
    """A house in which it is always the same time."""

    def now() -> datetime:
        return moment

    events = Events(store, Keys(store, ()), now, FAST)
    zones = Zones(store)
    rule = Rule(zones, partial(domain_records.find, store), now, FAST.publish)
    checks = Checks(store, zones, rule, now, FAST)
    return House(store, Mailbox(store), now, ProjectRules(), events, checks, zones)
