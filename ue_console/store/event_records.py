"""Received webhook calls as they go into the store and come out of it."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from ue_console.models.unione.event import Event, Notification, read_notification
from ue_console.models.unione.signature import Verdict
from ue_console.text import encodable

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EITHER: Final = zlib.MAX_WBITS | 32
"""Lets zlib tell a gzip body, kept as it came, from one that was packed here."""
_FAST: Final = 1
_ROW: Final = 100
"""Bytes of a row beside its texts, roughly."""
_HIGHEST: Final = 2**31

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call to keep."""

    at: datetime
    """When it came, with its zone."""
    verdict: Verdict
    owner: str
    """Name of the account or project whose key fits; empty otherwise."""
    headers: Headers
    """Those worth keeping; none that may hold a password."""
    body: bytes
    """Exactly as it came."""
    gzip: bool
    """Whether ``body`` is packed."""
    notification: Notification
    """What the body says."""
    keyless: bool = False
    """Whether it says that it is of a project whose key was not at hand: anybody can say so."""
    note: str = ""
    """What else there is to say of its signature, one clause; not kept."""

    @property
    def unproven(self) -> bool:
        """Whether it proves nothing: anybody can send such a call."""
        return self.keyless or self.verdict in (Verdict.BAD, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call from the store."""

    number: int
    at: datetime
    """UTC."""
    verdict: Verdict
    owner: str
    headers: Headers
    body: bytes
    """Exactly as it came, gzip where ``gzip`` says so."""
    retry_count: int
    project_name: str
    gzip: bool

    @property
    def plain(self) -> bytes:
        """The JSON, unpacked: what the signature is made over."""
        return zlib.decompress(self.body, _EITHER) if self.gzip else self.body


class KeptEvent(NamedTuple):
    """One event from the store, with what its call says of it."""

    number: int
    """The call's."""
    position: int
    """Its place in the call, from 0."""
    at: datetime
    """When the call came, UTC."""
    verdict: Verdict
    owner: str
    retry_count: int
    project_name: str
    event: Event

    @property
    def place(self) -> tuple[int, int]:
        """What :meth:`EventStore.newest` takes as ``before`` to go on after this one."""
        return self.number, self.position


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store holds."""

    calls: int
    events: int
    bytes: int
    """Of the calls as they are packed, roughly."""


class Row(NamedTuple):
    """One call in the order of the columns."""

    call: tuple[int, str, str, int, str, int, int, str, str, str, int]
    body: tuple[str, int, bytes]


def row_of(new: NewCall) -> Row:
    """Pack a call; takes most of the time of keeping it."""
    packed = new.body if new.gzip else zlib.compress(new.body, _FAST)
    said = new.notification
    emails = _joined([event.email for event in said.events])
    call = (
        (new.at - _EPOCH) // timedelta(microseconds=1),
        new.verdict.value,
        encodable(new.owner),
        min(max(said.retry_count, 0), _HIGHEST),
        encodable(said.project_name),
        len(said.events),
        len(packed) + len(emails) + _ROW,
        _joined(dict.fromkeys(event.status for event in said.events)),
        _joined(dict.fromkeys(event.job_id for event in said.events)),
        emails,
        int(new.keyless),
    )
    return Row(call, (encodable(json.dumps(new.headers)), int(new.gzip), packed))


def moment(microseconds: int) -> datetime:
    """The time of a row."""
    return _EPOCH + timedelta(microseconds=microseconds)


def microseconds(time: datetime) -> int:
    """The time for a row."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def call_of(row: Sequence[Any]) -> KeptCall:
    """Build a call from number, at, verdict, owner, headers, packed, retry_count, project_name, gzip."""
    number, at, verdict, owner, headers, packed, retry_count, project_name, gzip = row
    return KeptCall(
        number=number,
        at=moment(at),
        verdict=Verdict(verdict),
        owner=owner,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=packed if gzip else zlib.decompress(packed),
        retry_count=retry_count,
        project_name=project_name,
        gzip=bool(gzip),
    )


def plain_of(packed: bytes) -> bytes:
    """The JSON of a row, however it is packed."""
    return zlib.decompress(packed, _EITHER)


def events_in(plain: bytes) -> tuple[Event, ...]:
    """The events of a body that was kept."""
    return read_notification(json.loads(plain)).events


def _joined(texts: Any) -> str:
    return encodable("\n".join(texts)).lower()
