"""Projects as the store has them: by id, by key, by name, and those in the trash.

A project stands once its own record does, whatever else is there; the key's record stays while the
project is in the trash, and opens nothing until it is restored.
"""

from collections.abc import Sequence
from typing import Final

from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

_PROJECT: Final = "project"
_NAME: Final = "project-name"
_KEY: Final = "project-key"
_TRASH: Final = "project-trash"


def scope_of(account: str, project_id: str) -> str:
    """Where the objects of a project are kept; ``account`` is the scope of its owner."""
    return f"{account}-{project_id}"


def add(store: Store, account: str, record: Record) -> None:
    """Keep a new project; ``record`` is its row of ``project/list``."""
    store.put(_KEY, "", record["api_key"], {"account": account, "id": record["id"]})
    _keep(store, account, record)


def change(store: Store, account: str, old: Record, new: Record) -> None:
    """Keep ``new`` in the place of ``old``, which has the same id and key."""
    _keep(store, account, new)
    if old["name"] != new["name"]:
        store.delete(_NAME, account, old["name"])


def all_of(store: Store, account: str) -> Sequence[Record]:
    """The account's projects, oldest first."""
    return sorted(store.list(_PROJECT, account), key=lambda record: str(record["reg_time"]))


def with_id(store: Store, account: str, project_id: str) -> Record | None:
    """The account's project of this id, or None."""
    return store.get(_PROJECT, account, project_id)


def with_key(store: Store, key: str) -> tuple[str, Record] | None:
    """The scope of the owner and the project, or None."""
    found = store.get(_KEY, "", key)
    record = with_id(store, found["account"], found["id"]) if found else None
    return (found["account"], record) if found and record else None


def with_name(store: Store, account: str, name: str) -> Record | None:
    """The account's project of this name, letter by letter, or None."""
    found = store.get(_NAME, account, name)
    record = with_id(store, account, found["id"]) if found else None
    return record if record and record["name"] == name else None


def is_key_taken(store: Store, key: str) -> bool:
    """Whether a project has this key, also one in the trash."""
    return store.get(_KEY, "", key) is not None


def is_id_taken(store: Store, account: str, project_id: str) -> bool:
    """Whether a project has this id, also one in the trash."""
    return with_id(store, account, project_id) is not None or store.get(_TRASH, "", project_id) is not None


def discard(store: Store, account: str, record: Record, deleted: str) -> None:
    """Move a project to the trash: its key is dead and its name free; its objects stay."""
    store.put(_TRASH, "", record["id"], {"account": account, "deleted": deleted, "project": record})
    store.delete(_PROJECT, account, record["id"])
    store.delete(_NAME, account, record["name"])


def discarded(store: Store) -> list[Record]:
    """id, name and deleted of every project in the trash, in the order of their deletion; no keys."""
    return [
        {"id": row["project"]["id"], "name": row["project"]["name"], "deleted": row["deleted"]}
        for row in store.list(_TRASH, "")
    ]


def restore(store: Store, project_id: str) -> None:
    """Take a project out of the trash: its key opens it again.

    Raises:
        Refusal: 404 for an id that is not in the trash, 1605 when another project has its name now.
    """
    found = store.get(_TRASH, "", project_id)
    if found is None:
        raise Refusal(404, says="The trash has no project with this id")
    if with_name(store, found["account"], found["project"]["name"]) is not None:
        raise Refusal(
            1605, says="Another project has this name by now: rename or delete that one, then restore this"
        )
    _keep(store, found["account"], found["project"])
    store.delete(_TRASH, "", project_id)


def _keep(store: Store, account: str, record: Record) -> None:
    store.put(_NAME, account, record["name"], {"id": record["id"]})
    # Last: whatever else is there counts only with it.
    store.put(_PROJECT, account, record["id"], record)
