"""For all tests: a law is tried on the same examples in every run, so that a red one is no chance."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")
