"""``template/*`` (reference: template-set, -get, -list, -delete).

Saving with an id changes the fields that are given and keeps the others.
"""

import asyncio
from typing import Any, Final
from uuid import uuid4

from ue_console.sandbox import accounts
from ue_console.sandbox.calls import Answer, Call, House, stamp
from ue_console.sandbox.fields import at_least, text, whole
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

KIND: Final = "template"
MOST: Final = 10_000

_NAMES: Final = "template-name"
_PARTS: Final = ("html", "plaintext", "amp")
_EMPTY: Final[Record] = {
    "editor_type": "html",
    "template_engine": "simple",
    "global_substitutions": {},
    "global_metadata": {},
    "body": dict.fromkeys(_PARTS),
    "subject": "",
    "from_email": "",
    "from_name": "",
    "reply_to": "",
    "track_links": 1,
    "track_read": 1,
    "headers": {},
    "attachments": [],
    "inline_attachments": [],
}


async def save(house: House, call: Call) -> Answer:
    """Create a template, or change the one with the given id.

    Raises:
        Refusal: 201, 602, 603, 604, 2500 to 2505, 2800, 2801, and those of the content.
    """
    from ue_console.sandbox import content

    given = call.parameters.get("template")
    if not isinstance(given, dict):
        raise Refusal(602, says="The request has no object 'template'")
    fields = content.checked(given, content.TEMPLATE)
    scope = call.caller.scope
    old = _existing(house.store, scope, given.get("id"))
    _check_editor(given, old)
    name = _name(given, old)
    record = _merged(old or _new(house, call), given, fields) | {"name": name}
    if (old is None or "body" in fields) and not content.has_text(record["body"]):
        raise Refusal(201, says="The template has no body with an html or plaintext part")
    await _check_tags(record)
    _keep(house.store, scope, record)
    return {"template": _shown(call, record)}


async def get(house: House, call: Call) -> Answer:
    """One template.

    Raises:
        Refusal: 601.
    """
    return {"template": _shown(call, _wanted(house.store, call))}


async def page(house: House, call: Call) -> Answer:
    """Templates in the order of their creation.

    Raises:
        Refusal: 2600 to 2603.
    """
    limit = at_least(whole(call.parameters, "limit", 50, 2601), 0, 2600)
    offset = at_least(whole(call.parameters, "offset", 0, 2603), 0, 2602)
    rows = house.store.list(KIND, call.caller.scope, offset, limit)
    return {"templates": [_shown(call, row) for row in rows]}


async def delete(house: House, call: Call) -> Answer:
    """Delete a template.

    Raises:
        Refusal: 601.
    """
    record = _wanted(house.store, call)
    house.store.delete(KIND, call.caller.scope, record["id"])
    house.store.delete(_NAMES, call.caller.scope, record["name"])
    return {}


def plant(store: Store, scope: str, record: Record) -> None:
    """Put a template of the seed into an account."""
    body = dict.fromkeys(_PARTS) | record["body"]
    own = {"id": record["id"], "name": record["name"]}
    _keep(store, scope, own | _EMPTY | record | {"body": body})


def find(store: Store, scope: str, template_id: Any) -> Record | None:
    """The template with this id, or None."""
    return store.get(KIND, scope, template_id) if isinstance(template_id, str) else None


def _shown(call: Call, record: Record) -> Record:
    """The template as answers have it: one of a project tells which, by the name of today."""
    project = call.caller.project
    if project is None:
        return record
    return record | {"project_id": project["id"], "project_name": project["name"]}


def _wanted(store: Store, call: Call) -> Record:
    record = find(store, call.caller.scope, call.parameters.get("id"))
    if record is None:
        raise Refusal(601)
    return record


def _existing(store: Store, scope: str, template_id: Any) -> Record | None:
    if template_id is None or template_id == "":
        return None
    record = find(store, scope, template_id)
    if record is None:
        raise Refusal(2503)
    return record


def _check_editor(given: Record, old: Record | None) -> None:
    if old and old["editor_type"] == "visual":
        raise Refusal(2501)
    editor = given.get("editor_type", "html")
    if editor == "":
        raise Refusal(2502)
    if editor not in ("html", None):
        raise Refusal(2500)


def _name(given: Record, old: Record | None) -> str:
    name = given.get("name")
    if name is None:
        if old is None:
            raise Refusal(602)
        return str(old["name"])
    if not text(name, 2801).strip():
        raise Refusal(2800)
    return str(name)


def _new(house: House, call: Call) -> Record:
    if house.store.count(KIND, call.caller.scope) >= MOST:
        raise Refusal(604)
    owner = accounts.info(house.store, call.caller)
    own = {"id": str(uuid4()), "name": ""}
    return own | _EMPTY | {"created": stamp(house.now()), "user_id": owner["user_id"]}


def _merged(old: Record, given: Record, fields: Record) -> Record:
    """The old fields under the given ones; one given as null goes back to its default, but for the body."""
    emptied = {
        name: value
        for name, value in _EMPTY.items()
        if name in given and given[name] is None and name != "body"
    }
    return old | emptied | fields


async def _check_tags(record: Record) -> None:
    from ue_console.rendering.engines import check
    from ue_console.sandbox.delivery import unusable

    for part in _PARTS:
        source = record["body"][part]
        problem = await asyncio.to_thread(check, record["template_engine"], source) if source else None
        if problem is not None:
            raise unusable(f"body.{part}", problem)


def _keep(store: Store, scope: str, record: Record) -> None:
    owner = store.get(_NAMES, scope, record["name"])
    if owner and owner["id"] != record["id"]:
        raise Refusal(603)
    old = store.get(KIND, scope, record["id"])
    store.put(KIND, scope, record["id"], record)
    if old and old["name"] != record["name"]:
        store.delete(_NAMES, scope, old["name"])
    store.put(_NAMES, scope, record["name"], {"id": record["id"]})
