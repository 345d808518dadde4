"""The apps that are let in, and whose users are."""

from collections.abc import Iterable
from hashlib import sha256
from hmac import compare_digest

from ue_console.sandbox.options import DEMO_APP_KEY, DEMO_APP_SECRET, Options
from ue_console.sandbox.store import Store
from ue_console.sandbox.unification import planting, users
from ue_console.sandbox.unification.refusal import NO_KEY, UnificationRefusal


class Apps:
    """Apps by key."""

    def __init__(self, pairs: Iterable[tuple[str, str]], *, planted: str = "") -> None:
        self._secrets = {key: secret.removesuffix("@") for key, secret in pairs}
        self._scopes = {key: sha256(key.encode()).hexdigest()[:16] for key in self._secrets}
        self._unplanted = self._scopes.get(planted)

    def plant(self, store: Store) -> None:
        """See that the demo's users are there; called when the first request comes, as it takes a while."""
        if self._unplanted is not None:
            planting.plant(store, self._unplanted)
            self._unplanted = None

    def app(self, key: str, secret: str) -> str:
        """The scope of an app's users, the same at every start.

        Raises:
            UnificationRefusal: 401.
        """
        known = self._secrets.get(key)
        if known is None or not compare_digest(known.encode(), secret.encode()):
            raise UnificationRefusal(NO_KEY)
        return self._scopes[key]

    def user(self, store: Store, user_id: str, secret: str) -> str:
        """The scope of a user's connections.

        Raises:
            UnificationRefusal: 401.
        """
        if not any(users.opens(store, scope, user_id, secret) for scope in self._scopes.values()):
            raise UnificationRefusal(NO_KEY)
        return user_id


def apps_of(options: Options) -> Apps:
    """The apps that were given; the demo has one of its own where none was, and that has users."""
    demo = ((DEMO_APP_KEY, DEMO_APP_SECRET),) if options.seed == "demo" else ()
    return Apps(options.ue_apps or demo, planted=DEMO_APP_KEY if options.seed == "demo" else "")
