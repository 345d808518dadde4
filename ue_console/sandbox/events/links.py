"""The first link of a mail: what its reader clicks."""

import re
from html import unescape
from typing import Final

LONGEST: Final = 2_000
"""Characters of a link; a longer one is passed over."""

# No part of these looks at a character twice: the HTML is foreign, and 5 MB at the most.
_ANCHOR: Final = re.compile(r"<a[\s/][^<>]*+", re.IGNORECASE)
_HREF: Final = re.compile(r"""[\s"'/]href\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s"']++))""", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def first_link(html: str | None, unsubscribe_url: str) -> str:
    """The first ``http`` or ``https`` link that does not unsubscribe; empty where there is none."""
    # Late: a start doesn't render.
    from ue_console.rendering.unsubscribe import HOST

    for anchor in _ANCHOR.finditer(html or ""):
        found = _HREF.search(anchor[0])
        url = unescape(next(filter(None, found.groups()), "")).strip() if found else ""
        if len(url) <= LONGEST and _WEB.match(url) and not _unsubscribes(url, unsubscribe_url, HOST):
            return url
    return ""


def _unsubscribes(url: str, unsubscribe_url: str, host: str) -> bool:
    return url == unsubscribe_url or url.startswith(f"https://{host}/")
