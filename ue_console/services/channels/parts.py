"""The parts of a message: the body, what was typed beside it, and files, read when it is reviewed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ue_console.models.unification.message import Part
from ue_console.services.channels.drafts import HTML, PLAIN, ChannelDraft, DraftPart
from ue_console.services.findings import Finding
from ue_console.store.files import read_plain

MOST_BYTES: Final = 25_000_000
"""Of all files together; the service names no limit of its own."""
BINARY: Final = "binary"
"""What the service takes every content type for that it does not know."""
CONTENT_TYPES: Final = (PLAIN, HTML, "image/jpg", "image/png", "image/gif", "video", BINARY)
"""Those that the service knows."""

_BY_SUFFIX: Final = {
    ".txt": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".jpg": "image/jpg",
    ".jpeg": "image/jpg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".mp4": "video",
    ".mov": "video",
    ".3gp": "video",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The parts as they would be sent, and why some are missing."""

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...] = ()


class _Bad(Exception):
    """A part that can't be sent: cause and remedy."""


def content_type_of(path: str) -> str:
    """The content type that a file's name suggests."""
    return _BY_SUFFIX.get(Path(path).suffix.lower(), BINARY)


def is_text(content_type: str) -> bool:
    """Whether the data goes as it is; all else goes as base64."""
    return content_type.startswith("text/") or content_type == "application/json"


def body_part(draft: ChannelDraft) -> Iterator[Part]:
    """The body as a part, where something was written."""
    if draft.body:
        yield Part(id="1", content_type=draft.body_type, type="body", data=draft.body)


def load_parts(draft: ChannelDraft, most: int = MOST_BYTES) -> Loaded:
    """Read all parts; blocks while files are read.

    Args:
        draft: As typed.
        most: Bytes of all files together.
    """
    parts, findings = list(body_part(draft)), []
    room = most
    for index, typed in enumerate(draft.parts):
        number = str(index + 2)
        try:
            part = _read(typed, number, room, most) if typed.path.strip() else _typed(typed, number)
        except _Bad as bad:
            findings.append(Finding("error", f"part {number}", *bad.args))
            continue
        room -= (part.size or 0) if typed.path.strip() else 0
        parts.append(part)
    return Loaded(tuple(parts), tuple(findings))


def sketched_parts(draft: ChannelDraft) -> tuple[Part, ...]:
    """The parts as far as they are known without reading files: those have no data yet."""
    parts = list(body_part(draft))
    for number, typed in enumerate(draft.parts, 2):
        kind = typed.content_type.strip() or (content_type_of(typed.path) if typed.path.strip() else PLAIN)
        part = Part(
            id=typed.id.strip() or str(number),
            content_type=kind,
            type=typed.type.strip() or _type_of(kind),
            data="" if typed.path.strip() else typed.data,
            name=typed.name.strip() or Path(typed.path.strip()).name or None,
        )
        parts.append(part)
    return tuple(parts)


def _type_of(content_type: str) -> str:
    """The type of a file that was given none."""
    return "image" if content_type.startswith("image/") else "file"


def _typed(part: DraftPart, number: str) -> Part:
    if not part.data:
        raise _Bad("The part has neither data nor a file.", "Edit it, or remove it.")
    if not part.type.strip():
        raise _Bad("The part has no type.", "Edit it: F2 there lists the types.")
    return Part(
        id=part.id.strip() or number,
        content_type=part.content_type.strip() or PLAIN,
        type=part.type.strip(),
        data=part.data,
        name=part.name.strip() or None,
    )


def _read(part: DraftPart, number: str, room: int, most: int) -> Part:
    path = Path(part.path.strip()).expanduser()
    content = _bytes(path, room, most)
    content_type = part.content_type.strip() or content_type_of(part.path)
    name, called = part.name.strip() or path.name, part.id.strip() or number
    kind = part.type.strip() or _type_of(content_type)
    if not is_text(content_type):
        return Part.of_file(called, content, name, content_type, kind)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        cause = f"{path} is no text in UTF-8."
        raise _Bad(cause, f"Give it the content type {BINARY}, or save it as UTF-8.") from error
    return Part(id=called, content_type=content_type, type=kind, data=text, size=len(content), name=name)


def _bytes(path: Path, room: int, most: int) -> bytes:
    try:
        content = read_plain(path, room)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a file"
        raise _Bad(f"{path} can't be read ({why}).", "Correct the path, or remove the part.") from error
    if len(content) > room:
        cause = f"With {path.name} the files are larger than {most // 1_000_000} MB together."
        raise _Bad(cause, "Link to the file instead, or send a smaller one.")
    if not content:
        raise _Bad(f"{path} is empty.", "Name another file, or remove the part.")
    return content
