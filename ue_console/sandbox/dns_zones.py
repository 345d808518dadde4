"""The zones of the sandbox's own DNS: one for each domain that an account or project has registered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from ue_console.sandbox.dns_parts import Part, part_of, word_of
from ue_console.sandbox.store import Record, Store

_KIND: Final = "domain-zone"


class Owner(NamedTuple):
    """An account or project that has registered a domain."""

    scope: str
    since: datetime
    """When it registered the domain, in UTC."""
    word: str = ""
    """What the domain plays (``dns_parts``); empty for nothing."""

    @property
    def part(self) -> Part:
        """What that word stands for."""
        return part_of(self.word)


class Zone(NamedTuple):
    """A domain and whoever has registered it, the first one first."""

    name: str
    owners: tuple[Owner, ...]

    @property
    def part(self) -> Part:
        """How the zone as a whole behaves: as its first owner's part says."""
        return self.owners[0].part


def plant(store: Store, name: str, scope: str, since: datetime, word: str = "") -> None:
    """Keep a zone that is there from the start; call before :class:`Zones` reads them."""
    _save(store, _with(_zone(name, store.get(_KIND, "", name)), Owner(scope, since, word)))


class Zones:
    """All zones, in memory and in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._zones: dict[str, Zone] = {}
        self._above: set[str] = set()
        for record in store.list(_KIND, ""):
            self._keep(_zone(record["domain"], record))

    def register(self, name: str, scope: str, since: datetime) -> bool:
        """Make a domain a zone, or tell an existing one of another owner.

        Returns:
            False where this one is an owner already, and stays as it is.
        """
        zone = self._zones.get(name, Zone(name, ()))
        if any(owner.scope == scope for owner in zone.owners):
            return False
        zone = _with(zone, Owner(scope, since, word_of(name)))
        _save(self._store, zone)
        self._keep(zone)
        return True

    def owner(self, name: str, scope: str) -> Owner | None:
        """The domain's owner of this scope."""
        zone = self._zones.get(name)
        return next((owner for owner in zone.owners if owner.scope == scope), None) if zone else None

    def closest(self, name: str) -> Zone | None:
        """The zone that a name is in, or None."""
        while name:
            if name in self._zones:
                return self._zones[name]
            name = name.partition(".")[2]
        return None

    def has_below(self, name: str) -> bool:
        """Whether there is a zone whose name ends with this one and is longer."""
        return name in self._above

    def __iter__(self) -> Iterator[Zone]:
        """In the order of their first registration."""
        return iter(list(self._zones.values()))

    def _keep(self, zone: Zone) -> None:
        self._zones[zone.name] = zone
        above = zone.name.partition(".")[2]
        while above:
            self._above.add(above)
            above = above.partition(".")[2]


def _with(zone: Zone, owner: Owner) -> Zone:
    others = tuple(each for each in zone.owners if each.scope != owner.scope)
    return zone._replace(owners=(*others, owner))


def _zone(name: str, record: Record | None) -> Zone:
    rows = record["owners"] if record else []
    return Zone(
        name, tuple(Owner(row["scope"], datetime.fromisoformat(row["since"]), row["word"]) for row in rows)
    )


def _save(store: Store, zone: Zone) -> None:
    owners = [
        {"scope": owner.scope, "since": owner.since.isoformat(), "word": owner.word} for owner in zone.owners
    ]
    store.put(_KIND, "", zone.name, {"domain": zone.name, "owners": owners})
