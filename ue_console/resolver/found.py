"""The answer to one question of DNS; each failure is a state and never an exception."""

from dataclasses import dataclass
from typing import Literal

State = Literal["found", "none", "nxdomain", "servfail", "timeout", "lame", "refused", "referred"]
"""``none``: the name is there without such a record. ``nxdomain``: the name isn't there.

``servfail``: the server failed, or what it says can't be read. ``timeout``: nobody answered, or
nobody could be reached. ``lame``: a name server of the zone doesn't answer for it, or refuses.
``refused``: a resolver refuses. ``referred``: it names others in place of an answer, as a name server does
that isn't one of the zone's and asks nobody.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What one server said."""

    name: str
    """What was asked for: ASCII, small letters, no dot at the end."""
    kind: str
    """``TXT``, ``MX``, ``A``, …"""
    state: State
    values: tuple[str, ...] = ()
    """Fit for the screen. TXT: its strings joined, without quotes. MX: ``10 mail.example.com``."""
    ttl: int = 0
    """Seconds that the answer may be kept, also one that there is nothing."""
    server: str = ""
    """Who said so: ``ns1.example.com``, ``192.0.2.1`` or ``192.0.2.1:5353``."""
    cname: tuple[str, ...] = ()
    """The names that the question was passed on to, the last one answered."""
    detail: str = ""
    """Why there is no answer, one sentence; empty when there is one."""

    @property
    def certain(self) -> bool:
        """True when a server knows: there is such a record, or there is none."""
        return self.state in ("found", "none", "nxdomain")
