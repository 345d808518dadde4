"""A kept mail as the bytes that would have left.

    multipart/mixed                 where there are attachments
    ├── multipart/alternative       where there is more than one text
    │   ├── text/plain
    │   ├── text/x-amp-html
    │   └── multipart/related       where there are inline attachments
    │       ├── text/html
    │       └── image/…             Content-ID: the name that ``cid:`` speaks of
    └── application/…

Texts travel as base64, so that decoding gives back every byte of them, line ends included. The
same mail gives the same bytes each time.
"""

import re
from base64 import b64decode, encodebytes
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import MIMEPart
from email.utils import format_datetime
from typing import Final

from ue_console.sandbox.mailbox import Files, Mail

MOST_HEADER: Final = 2_000
"""Characters of a header's value; what is longer is cut, because folding it takes seconds."""

_POLICY: Final = policy.SMTP.clone(max_line_length=900)
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_COMPOSITE: Final = ("message/", "multipart/")
_PLAIN_TYPE = re.compile(
    r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?: ?; ?[\w.+-]+=(?:[\w.:+-]+|\"[\w .:,+-]*\"))*", re.ASCII
)


def build(mail: Mail, files: Files) -> bytes:
    """The mail in MIME, lines ended by CR LF."""
    inline = [_inline(item) for item in files.get("inline_attachments", [])]
    texts = [
        _text(text, subtype)
        for text, subtype in ((mail.plaintext, "plain"), (mail.amp, "x-amp-html"), (mail.html, "html"))
        if text
    ] or [_text("", "plain")]
    texts[-1] = _wrap("related", [texts[-1], *inline], mail.id)
    whole = _wrap("alternative", texts, mail.id)
    attached = [_attached(item) for item in files.get("attachments", [])]
    whole = _wrap("mixed", [whole, *attached], mail.id)
    _set_headers(whole, mail)
    return whole.as_bytes(policy=_POLICY)


def one_line(value: str) -> str:
    """A header's value without line breaks and control characters, cut to :data:`MOST_HEADER`."""
    return _BREAKS.sub(" ", value)[:MOST_HEADER]


def _set_headers(whole: MIMEPart, mail: Mail) -> None:
    created = datetime.strptime(mail.created, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    whole["MIME-Version"] = "1.0"
    whole["Message-ID"] = f"<{mail.id}@sandbox.example>"
    whole["Date"] = format_datetime(created)
    whole["From"] = _address(mail.from_email, mail.from_name)
    whole["To"] = _address(mail.email, mail.to_name)
    if mail.reply_to:
        whole["Reply-To"] = _address(mail.reply_to, "")
    whole["Subject"] = one_line(mail.subject)
    for name, value in mail.headers.items():
        if name.lower() not in {key.lower() for key in whole}:
            whole[name] = one_line(value)


def _address(email: str, name: str) -> Address:
    from email_validator import validate_email

    found = validate_email(email, check_deliverability=False, test_environment=True)
    return Address(one_line(name), found.ascii_local_part or found.local_part, found.ascii_domain)


def _wrap(subtype: str, parts: Sequence[MIMEPart], mail_id: str) -> MIMEPart:
    """The parts in a multipart, or the part itself where it is the only one."""
    if len(parts) == 1:
        return parts[0]
    whole = MIMEPart(policy=_POLICY)
    whole["Content-Type"] = f"multipart/{subtype}"
    # "=_" can't stand in base64, so no part's content can look like a boundary.
    whole.set_boundary(f"=_{subtype}_{mail_id}")
    whole.set_payload(list(parts))
    return whole


def _text(text: str, subtype: str) -> MIMEPart:
    return _part(f"text/{subtype}; charset=utf-8", text.encode())


def _inline(item: dict[str, str]) -> MIMEPart:
    part = _file(item)
    part["Content-Disposition"] = "inline"
    part["Content-ID"] = f"<{item['name']}>"
    return part


def _attached(item: dict[str, str]) -> MIMEPart:
    part = _file(item)
    if item["name"]:
        part.add_header("Content-Disposition", "attachment", filename=item["name"])
    else:
        part["Content-Disposition"] = "attachment"
    return part


def _file(item: dict[str, str]) -> MIMEPart:
    kind = item["type"]
    # MIME forbids base64 on parts that are mail themselves: they travel as plain files.
    if kind.lower().startswith(_COMPOSITE):
        kind = "application/octet-stream"
    # Parameters that the email package may stumble over are left out.
    elif not _PLAIN_TYPE.fullmatch(kind):
        kind = kind.partition(";")[0].strip()
    return _part(kind, b64decode(item["content"]))


def _part(content_type: str, content: bytes) -> MIMEPart:
    part = MIMEPart(policy=_POLICY)
    part["Content-Type"] = content_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(encodebytes(content).decode("ascii"))
    return part
