"""The demo's users and their connections, made once."""

from typing import Final

from ue_console.sandbox.store import Store
from ue_console.sandbox.unification import connections, users

_DONE: Final = "ue-planted"


def plant(store: Store, scope: str) -> None:
    """Make the demo's users in the app of ``scope``; those deleted since an earlier start stay away."""
    if store.get(_DONE, "", scope):
        return
    from ue_console.sandbox.seed.users import read_users

    for user in read_users():
        users.plant(store, scope, user.id, user.secret)
        for name, uri in user.connections.items():
            store.put(connections.KIND, user.id, name, {"name": name, "uri": uri})
    store.put(_DONE, "", scope, {"app": scope})
