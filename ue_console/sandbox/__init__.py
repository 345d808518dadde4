"""Both services, served on loopback, for trying things out and for tests of integrations.

What the sandbox speaks: UniOne Web API v1.16 under ``/en/transactional/api/v1/`` (any two-letter
language, or none) with ``system/info``, ``template/*``, ``email/*``, ``unsubscribed/*``,
``domain/list``, ``project/*`` and ``webhook/*``. Sent mail stays here: ``GET /_sandbox/mail`` lists it,
``GET /_sandbox/mail/ID`` gives one as MIME, ``DELETE /_sandbox/mail`` empties the mailbox. Deleted
projects stay, too: ``GET /_sandbox/trash`` lists them, ``POST /_sandbox/trash/ID/restore`` brings one
back. UnificationEngine API v2 under ``/v2/`` with ``user/*`` and ``connection/list``.

How a recipient's address steers what happens is told in :mod:`ue_console.sandbox.addresses`.
"""

import sys
from types import ModuleType

# uvicorn imports its command line, with click and processes of its own, for names that nothing here uses:
# 15 ms of a start.
_UNUSED = ModuleType("uvicorn.main")
_UNUSED.__dict__.update(Server=None, main=None, run=None)
sys.modules.setdefault("uvicorn.main", _UNUSED)
