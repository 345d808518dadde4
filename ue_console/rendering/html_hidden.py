"""Which elements a mail client would not show."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

_HIDING: Final = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|max-height\s{0,4}:\s{0,4}0(?:px)?\s{0,4}(?:;|!|$)"
)


def hidden(node: LexborNode) -> bool:
    """Tell whether ``node`` hides itself by attribute or inline style, as preheaders do."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.lower()
    return ("none" in style or "hidden" in style or "max-height" in style) and bool(_HIDING.search(style))
