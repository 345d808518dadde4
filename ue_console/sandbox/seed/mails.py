"""The demo's templates, read from ``templates/``.

``<stem>.toml`` has the fields of the model, and beside it stand the parts of the body:
``<stem>.html``, ``<stem>.txt``, ``<stem>.amp.html``. Two keys are the seed's own:
``age_hours`` (becomes ``created``) and, in an attachment, ``file`` (becomes ``content``).
"""

from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_DNS, uuid5

from ue_console.models.unione.content import Attachment, Body
from ue_console.models.unione.template import Template
from ue_console.sandbox.seed.files import FOLDER, read_toml
from ue_console.sandbox.seed.times import hours_ago

NAMESPACE: Final = uuid5(NAMESPACE_DNS, "templates.acme.example")
"""Template ids are made from names in it, so they are the same in every demo."""


def read_templates(now: datetime, user_id: int) -> list[Template]:
    """Read all templates, newest first, ``created`` counted back from ``now`` (UTC)."""
    found = {entry.name: entry for entry in (FOLDER / "templates").iterdir()}
    rows = [_read(stem[: -len(".toml")], found) for stem in found if stem.endswith(".toml")]
    rows.sort(key=lambda row: (row["age_hours"], row["name"]))
    return [_template(row, now, user_id) for row in rows]


def _read(stem: str, found: dict[str, Path]) -> dict[str, Any]:
    """One template's fields and body parts; ``found`` is file name → file."""
    row: dict[str, Any] = read_toml(found[f"{stem}.toml"])
    html, text, amp = (_text(found.get(stem + suffix)) for suffix in (".html", ".txt", ".amp.html"))
    row["body"] = Body.model_construct(html=html, plaintext=text, amp=amp)
    for kind in ("attachments", "inline_attachments"):
        row[kind] = [_attachment(entry, found) for entry in row.get(kind, ())]
    return row


def _text(file: Path | None) -> str | None:
    return file.read_text(encoding="utf-8") if file else None


def _attachment(entry: dict[str, str], found: dict[str, Path]) -> Attachment:
    content = b64encode(found[entry["file"]].read_bytes()).decode("ascii")
    return Attachment.model_construct(type=entry["type"], name=entry["name"], content=content)


def _template(row: dict[str, Any], now: datetime, user_id: int) -> Template:
    created = hours_ago(now, row.pop("age_hours"))
    ident = str(uuid5(NAMESPACE, row["name"]))
    return Template.model_construct(**row, id=ident, created=created, user_id=user_id)
