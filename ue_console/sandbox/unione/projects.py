"""``project/*`` (reference: project-create, -update, -list, -delete).

What the reference leaves open is decided here as follows. Names are compared letter by letter, so
letter case tells them apart, as it does with templates. ``project/list`` takes its parameters as
filters: what fits none gives an empty list. A project's key, and an account whose projects are
switched off, get HTTP 403 with 403 as the code: the table has none for either. Empty strings count as
parameters that are left out. A deleted project's name is free at once; nothing is ever deleted for good.
"""

from ue_console.sandbox import project_keys, project_records
from ue_console.sandbox.calls import Answer, Call, House, stamp
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unione import project_fields
from ue_console.sandbox.unione.project_fields import LINK, SEND, FieldCodes, WhichCodes


async def create(house: House, call: Call) -> Answer:
    """Make a project; its objects begin empty.

    Raises:
        Refusal: 403, 1601 to 1608.
    """
    account = _owner(house, call)
    given = project_fields.settings(call.parameters, project_fields.CREATE, house.projects)
    _check_name(house.store, account, given["name"], project_fields.CREATE)
    record = {
        "id": _free_id(house.store, account),
        "api_key": project_keys.new_project_key(),
        "name": given["name"],
        "reg_time": stamp(house.now()),
        SEND: given.get(SEND, True),
        LINK: given.get(LINK, house.projects.custom_unsubscribe),
    }
    project_records.add(house.store, account, record)
    return {"project_id": record["id"], "project_api_key": record["api_key"]}


async def update(house: House, call: Call) -> Answer:
    """Change a project: its name, and the switches that are given.

    Raises:
        Refusal: 403, 1701 to 1715.
    """
    account = _owner(house, call)
    old = _wanted(house.store, account, call, project_fields.WHICH_TO_UPDATE)
    given = project_fields.settings(call.parameters, project_fields.UPDATE, house.projects)
    if given["name"] != old["name"]:
        _check_name(house.store, account, given["name"], project_fields.UPDATE)
    project_records.change(house.store, account, old, old | given)
    return {"project_api_key": old["api_key"]} if call.parameters.get("project_api_key") else {}


async def page(house: House, call: Call) -> Answer:
    """Projects, oldest first: all, or the one with the given id or key.

    Raises:
        Refusal: 403, 1902, 1904, 1905.
    """
    account = _owner(house, call)
    key = project_fields.optional_text(call.parameters.get("project_api_key"), 1902)
    project_id = project_fields.optional_id(call.parameters.get("project_id"), 1905, 1904)
    if not key and not project_id:
        return {"projects": project_records.all_of(house.store, account)}
    found = _found(house.store, account, project_id, key)
    if found is not None and key and found["api_key"] != key:
        found = None
    return {"projects": [found] if found else []}


async def delete(house: House, call: Call) -> Answer:
    """Move a project to the trash, from which only ``/_sandbox/trash`` brings it back.

    Raises:
        Refusal: 403, 1801 to 1807.
    """
    account = _owner(house, call)
    record = _wanted(house.store, account, call, project_fields.WHICH_TO_DELETE)
    project_records.discard(house.store, account, record, stamp(house.now()))
    return {}


def _owner(house: House, call: Call) -> str:
    """The scope of the account that calls."""
    if call.caller.project is not None:
        raise Refusal(403, says="A project's key can't be used for project/* methods: use the account's key")
    if not house.projects.enabled:
        raise Refusal(403, says="The project/* methods are off for this account: support switches them on")
    return call.caller.account


def _wanted(store: Store, account: str, call: Call, codes: WhichCodes) -> Record:
    project_id, key = project_fields.which(call.parameters, codes)
    found = _found(store, account, project_id, key)
    if found is None:
        raise Refusal(codes.id_unknown, project_id) if project_id else Refusal(codes.key_unknown)
    return found


def _found(store: Store, account: str, project_id: str, key: str) -> Record | None:
    """The account's project of this id, or else of this key."""
    if project_id:
        return project_records.with_id(store, account, project_id)
    found = project_records.with_key(store, key)
    return found[1] if found and found[0] == account else None


def _check_name(store: Store, account: str, name: str, codes: FieldCodes) -> None:
    if project_records.with_name(store, account, name) is not None:
        raise Refusal(codes.name_taken)


def _free_id(store: Store, account: str) -> str:
    project_id = project_keys.new_project_id()
    while project_records.is_id_taken(store, account, project_id):
        project_id = str(int(project_id) + 1)
    return project_id
