"""Under which names the jobs of an account are kept: all that a start asks about them."""

from typing import Final

KEY: Final = "unsubscribing"
BESIDE: Final = "unsubscribing-beside"
"""The job of a few addresses that need not wait until a long list is through."""
PLACES: Final = (KEY, BESIDE)
