"""Text that UTF-8 can hold: JSON may carry halves of surrogate pairs, a mail may not."""


def encodable(text: str) -> str:
    """Return ``text`` with joined surrogate pairs, and U+FFFD for each half without the other."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
