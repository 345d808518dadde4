"""For all tests: the same examples of a law in every run, and two workers more than there are cores."""

import os
import signal

from httpx._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")

# A busy machine keeps a test's own calls waiting for longer than httpx's five seconds; the console's
# calls bring their limits with them.
DEFAULT_TIMEOUT_CONFIG.connect = DEFAULT_TIMEOUT_CONFIG.read = 60.0
DEFAULT_TIMEOUT_CONFIG.write = DEFAULT_TIMEOUT_CONFIG.pool = 60.0

# A run behind nohup, or in the background of a script, hands its deafness on to every program that a
# test starts.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Tests wait for terminals, sockets and drawings half of their time."""
    return (os.cpu_count() or 1) + 2
