"""What the quotes of a text literal stand for."""

from .lexer import UNICODE_ESCAPE


def quoted(raw: str, quote: str) -> str:
    """Resolve doubled quotes of the kind that encloses the text."""
    return raw.replace(quote * 2, quote)


def unescaped(text: str) -> str | None:
    """Resolve ``\\u`` and four hex digits, the only escape there is; None when one of them is broken."""
    if "\\u" not in text:
        return text
    parts: list[str] = []
    last = 0
    for match in UNICODE_ESCAPE.finditer(text):
        if match.group(1) is None:
            return None
        parts += [text[last : match.start()], chr(int(match.group(1), 16))]
        last = match.end()
    return paired("".join([*parts, text[last:]]))


def paired(text: str) -> str:
    """Join surrogate pairs; a lone half becomes U+FFFD, for no encoding can write it."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
