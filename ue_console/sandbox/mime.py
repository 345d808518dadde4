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
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from email import policy
from email.message import MIMEPart
from email.utils import format_datetime
from typing import Final

from ue_console.sandbox.header_lines import address_field, field
from ue_console.sandbox.mailbox import Files, Mail

MOST_HEADER: Final = 2_000
"""Characters of a header's value; what is longer is cut."""

_POLICY: Final = policy.SMTP
_BREAKS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]+")
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
    return _head(mail, whole.keys()).encode("ascii") + whole.as_bytes(policy=_POLICY)


def one_line(value: str) -> str:
    """A header's value without line breaks and control characters but tabs, cut to :data:`MOST_HEADER`."""
    return _BREAKS.sub(" ", value)[:MOST_HEADER]


def _head(mail: Mail, taken: Collection[str]) -> str:
    """The header fields of the mail itself; ``taken`` are names that its content brings along."""
    created = datetime.strptime(mail.created, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    fields = {
        "MIME-Version": field("MIME-Version", "1.0"),
        "Message-ID": field("Message-ID", f"<{mail.id}@sandbox.example>"),
        "Date": field("Date", format_datetime(created)),
        "From": _address("From", mail.from_email, mail.from_name),
        "To": _address("To", mail.email, mail.to_name),
        "Subject": field("Subject", one_line(mail.subject)),
    }
    if mail.reply_to:
        fields["Reply-To"] = _address("Reply-To", mail.reply_to, "")
    names = {name.lower() for name in (*fields, *taken)}
    own = [field(name, one_line(value)) for name, value in mail.headers.items() if name.lower() not in names]
    return "".join((*fields.values(), *own))


def _address(name: str, email: str, display_name: str) -> str:
    from email_validator import validate_email

    found = validate_email(email, check_deliverability=False, test_environment=True)
    local = found.ascii_local_part or found.local_part
    # Within a name readers take a tab for a space; in other headers it stays.
    shown = one_line(display_name).replace("\t", " ")
    return address_field(name, shown, f"{local}@{found.ascii_domain}")


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
    part["Content-ID"] = f"<{one_line(item['name'])}>"
    return part


def _attached(item: dict[str, str]) -> MIMEPart:
    part = _file(item)
    if item["name"]:
        part.add_header("Content-Disposition", "attachment", filename=one_line(item["name"]))
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
