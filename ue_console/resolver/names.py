"""Domain names as DNS has them: ASCII, small letters, without the dot at the end."""

import re
from typing import Final

LONGEST_NAME: Final = 253
LONGEST_LABEL: Final = 63

_LABEL: Final = re.compile(r"[a-z0-9_*]([a-z0-9_-]*[a-z0-9_])?")


def ascii_name(name: str) -> str:
    """The name to ask for; labels that begin with ``_`` and the label ``*`` are names too.

    Raises:
        ValueError: It can't be one; the text says why, as the end of a sentence.
    """
    plain = name.strip().rstrip(".") if name.isascii() else _encoded(name.strip())
    labels = plain.lower().split(".")
    if labels == [""]:
        raise ValueError("it is empty")
    if "" in labels:
        raise ValueError("two dots follow each other")
    if len(plain) > LONGEST_NAME:
        raise ValueError(f"it has more than {LONGEST_NAME} characters")
    for label in labels:
        _check(label)
    return ".".join(labels)


def _check(label: str) -> None:
    if len(label) > LONGEST_LABEL:
        raise ValueError(f"a part between its dots has more than {LONGEST_LABEL} characters")
    if label.startswith("-") or label.endswith("-"):
        raise ValueError("a part begins or ends with a hyphen")
    if not _LABEL.fullmatch(label):
        raise ValueError("it has characters that no name in DNS has")


def _encoded(name: str) -> str:
    import idna

    try:
        whole = idna.uts46_remap(name, std3_rules=False).rstrip(".")
        return ".".join(
            label if label.isascii() else idna.encode(label).decode("ascii") for label in whole.split(".")
        )
    except idna.IDNAError as error:
        raise ValueError("it has characters that no name in DNS has") from error


def parents(name: str) -> tuple[str, ...]:
    """The name and all above it, without the top: ``a.b.c``, ``b.c``, ``c``."""
    labels = name.split(".")
    return tuple(".".join(labels[number:]) for number in range(len(labels)))


def readable(name: str) -> str:
    """The name in its own letters; a part without any, or whose letters would deceive, stays as it is."""
    if "xn--" not in name:
        return name
    return ".".join(_readable(label) for label in name.split("."))


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    import idna

    try:
        own = idna.decode(label)
        return own if own.isprintable() and idna.encode(own).decode("ascii") == label else label
    except (idna.IDNAError, UnicodeError):
        return label
