"""The wire: models in, models out; nothing here knows a screen."""

import sys

# httpx imports its command line, with click and rich, unless that can't be had: 12 ms of a start.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
