"""For all tests: the same examples of a law in every run, and two workers more than there are cores."""

import os
import signal

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")

# A run behind nohup hands its deafness on to every program that a test starts.
signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_xdist_auto_num_workers() -> int:
    """Tests wait for terminals, sockets and drawings half of their time."""
    return (os.cpu_count() or 1) + 2
