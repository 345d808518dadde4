"""Display-safe text: the one place where foreign text becomes fit for a terminal.

What comes from an API, a file or a keyboard may carry control sequences. Nothing but
newline and tab survives from C0; DEL, C1 and the bidirectional overrides never do.
"""

import re

SAFE_CONTROLS = "\n\t"
"""The only control characters that text may keep."""

_C0 = "".join(chr(c) for c in range(0x20) if chr(c) not in SAFE_CONTROLS)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\u2028\u2029\u2060\ufeff"
UNSAFE = re.compile(f"[{re.escape(_C0)}\x7f-\x9f{_BIDI}{_INVISIBLE}\ud800-\udfff]")
"""Every character that must not reach a terminal (U+200D stays: it joins emoji)."""

REPLACEMENT = "\ufffd"
ELLIPSIS = "…"


def safe(text: str) -> str:
    """Return ``text`` with every unsafe character shown as U+FFFD."""
    if text.isprintable():  # as nearly all text is; no unsafe character is printable
        return text
    return UNSAFE.sub(REPLACEMENT, text.replace("\r\n", "\n"))


def safe_line(text: str) -> str:
    """Return ``text`` safe and on one line: newlines and tabs become single spaces."""
    return safe(" ".join(text.split("\n")).replace("\t", " "))


def stripped(text: str) -> str:
    """Return ``text`` without its unsafe characters: for the last guard, where widths must hold."""
    return UNSAFE.sub("", text)


def encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for each half of a surrogate pair: JSON can bring them, UTF-8 not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def cut_end(text: str, width: int) -> str:
    """Shorten prose to ``width`` characters, the cut at the end."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + ELLIPSIS


def cut_middle(text: str, width: int) -> str:
    """Shorten an identifier to ``width`` characters, the cut in the middle."""
    if len(text) <= width:
        return text
    keep = max(width - 1, 0)
    tail = keep // 2
    return text[: keep - tail] + ELLIPSIS + (text[-tail:] if tail else "")


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 mail``, ``2 mails``, ``12,431 mails``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
