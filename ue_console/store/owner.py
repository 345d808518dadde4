"""Which process a send belongs to, so that a second console leaves it alone."""

import os
import socket
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

_STATE, _START = 0, 19
"""Places behind the name in ``/proc/PID/stat``: the state, and when it began in ticks since the boot."""
_DEAD: Final = "ZX"


class _Other(NamedTuple):
    """Another process of this host."""

    pid: int
    began: str
    """When it began, as far as its owner tells; else empty."""


def new_owner() -> str:
    """``host:pid:token``; the token tells a process from an earlier one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}.{uuid4().hex}"


def is_own(owner: str) -> bool:
    """Whether an owner is of this process."""
    return owner.startswith(f"{socket.gethostname()}:{os.getpid()}:")


def may_live(owner: str) -> bool:
    """Whether another owner's process may still run; one on another host always may."""
    host = owner.partition(":")[0]
    if host != socket.gethostname():
        return bool(host)
    other = _other(owner)
    if other is None:
        return False
    try:
        os.kill(other.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return other.began in ("", _began(other.pid))


def surely_lives(owner: str) -> bool:
    """Whether another owner's process runs for certain: on this host, and it began when the owner did."""
    other = _other(owner)
    return other is not None and other.began != "" and other.began == _began(other.pid)


def _other(owner: str) -> _Other | None:
    host, _, rest = owner.partition(":")
    pid, _, token = rest.partition(":")
    if host != socket.gethostname() or not pid.isdecimal() or int(pid) == os.getpid():
        return None
    return _Other(int(pid), token.rpartition(".")[0])


def _began(pid: int) -> str:
    """When a process began; empty where it has ended, waited for or not, or that can't be known."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[_STATE] in _DEAD else fields[_START]
