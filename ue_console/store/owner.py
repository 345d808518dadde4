"""Which process a send belongs to, so that a second console leaves it alone."""

import os
import socket
from uuid import uuid4


def new_owner() -> str:
    """``host:pid:token``; the token tells a process from an earlier one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex}"


def is_own(owner: str) -> bool:
    """Whether an owner is of this process."""
    return owner.startswith(f"{socket.gethostname()}:{os.getpid()}:")


def may_live(owner: str) -> bool:
    """Whether another owner's process may still run; one on another host always may."""
    host, _, rest = owner.partition(":")
    if host != socket.gethostname():
        return bool(host)
    pid = rest.partition(":")[0]
    if not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
