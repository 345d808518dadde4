"""Attachments and inline images (reference: email-send, codes 199, 207, 209, 210, 223)."""

import binascii
import re
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from ue_console.models.unione.content import Attachment
from ue_console.models.unione.message import Message
from ue_console.services.findings import Finding
from ue_console.services.pacing import Pace

MOST_BASE64: Final = 9_786_710
"""Characters, as the reference gives it."""

_TYPE: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+[ \t]*(;[^\x00-\x1f\x7f]*)?")
_UNNAMEABLE: Final = re.compile(r"[/\x00-\x1f\x7f]")
_CID: Final = re.compile(r"""["'(]\s*cid:([^"')\s>]+)""", re.IGNORECASE)
_CHUNK: Final = 1 << 20


async def files(message: Message, pace: Pace) -> AsyncIterator[Finding]:
    """What is wrong with each file, and inline images that nothing shows."""
    groups = (
        ("attachments", message.attachments, 209),
        ("inline_attachments", message.inline_attachments, 210),
    )
    for field, attachments, code in groups:
        names = Counter(item.name for item in attachments)
        for index, item in enumerate(attachments):
            async for cause, remedy, drawn in _file(item, pace):
                yield Finding("error", f"{field}[{index}]", cause, remedy, None, drawn)
        for name, count in names.items():
            if count > 1:
                cause = f"{count} files are called {name}."
                yield Finding("error", field, cause, "Rename all but one.", None, code)
    for finding in _unshown(message):
        yield finding


async def _file(item: Attachment, pace: Pace) -> AsyncIterator[tuple[str, str, int | None]]:
    name = item.name
    if not name.strip():
        yield "An attachment has no name.", "Give it one.", None
    if _UNNAMEABLE.search(name):
        yield f"The name {name} holds a slash or a control character.", "Rename it.", 207
    if not _TYPE.fullmatch(item.type):
        yield f"The MIME type of {name} is not one.", "Use application/octet-stream when in doubt.", 207
    content = "".join(item.content.split())
    await pace.rest()
    if not content:
        yield f"{name} is empty.", "Remove it, or attach the file again.", 223
    elif len(content) > MOST_BASE64:
        yield f"{name} is larger than 7 MB.", "Link to the file instead.", 199
    elif not await _is_base64(content, pace):
        yield f"The content of {name} is not base64.", "Attach the file again.", 223


async def _is_base64(content: str, pace: Pace) -> bool:
    for start in range(0, len(content), _CHUNK):
        try:
            binascii.a2b_base64(content[start : start + _CHUNK], strict_mode=True)
        except ValueError:
            return False
        await pace.rest()
    # Padding ends the text; strict mode alone would take it at the end of every chunk.
    return "=" not in content[:-2]


def _unshown(message: Message) -> list[Finding]:
    if not message.body.html:
        return []
    shown = set(_CID.findall(message.body.html))
    names = {item.name for item in message.inline_attachments}
    unused = [
        Finding("note", "inline_attachments", f"The inline image {name} is shown nowhere in the HTML.")
        for name in sorted(names - shown)
    ]
    # A tag in the id is filled in later; then it can't be compared.
    lost = [name for name in sorted(shown - names) if "{" not in name and "$" not in name]
    cause = "The HTML shows cid:{}, and no inline image has this name."
    return unused + [
        Finding("warning", "body.html", cause.format(name), "Attach it inline.") for name in lost
    ]
