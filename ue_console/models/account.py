"""An account of the operator: which service, where, how dangerous, where its key is."""

from enum import StrEnum
from typing import Final

from ue_console.models.base import Model
from ue_console.models.hosts import is_in_clear
from ue_console.models.keylike import is_keylike
from ue_console.models.secret import Secret


class Service(StrEnum):
    """The two services that the console speaks to."""

    UNIONE = "unione"
    UNIFICATION = "unification"


class Environment(StrEnum):
    """How dangerous a mistake is; shown as word, symbol and colour."""

    PRODUCTION = "production"
    STAGING = "staging"
    SANDBOX = "sandbox"


class KeyKind(StrEnum):
    """What a key opens: each service has two kinds."""

    ACCOUNT = "account"
    """UniOne: everything of the user, the projects too."""
    PROJECT = "project"
    """UniOne: one project, and no ``project/*`` methods."""
    APP = "app"
    """UnificationEngine: the app's key and secret, for ``user/*``."""
    USER = "user"
    """UnificationEngine: a user's id and secret, for everything else."""


class KeyHome(StrEnum):
    """Where an account's key is kept."""

    KEYRING = "keyring"
    """The system's key store."""
    ENVIRONMENT = "env"
    """An environment variable."""
    COMMAND = "command"
    """What a program prints."""
    VAULT = "vault"
    """The console's own encrypted file."""
    SESSION = "session"
    """Memory, until the console ends."""


REGIONS: Final = {
    "us1": "https://us1.unione.io/en/transactional/api/v1",
    "eu1": "https://eu1.unione.io/en/transactional/api/v1",
}
"""UniOne's data centres (reference: introduction) and their base URLs."""

UE_URL: Final = "https://apiv2.unificationengine.com/v2"
"""UnificationEngine's base URL: there is one."""


class Account(Model):
    """One entry of the accounts list. The key itself is never part of it."""

    name: str
    """Unique, as the operator calls it."""
    service: Service = Service.UNIONE
    base_url: str
    """Without a slash at the end; methods are appended as ``/template/list.json``."""
    plain_http: bool = False
    """Another machine may be spoken to by http, where key, mail and addresses travel in clear."""
    environment: Environment = Environment.PRODUCTION
    read_only: bool = False
    key_kind: KeyKind = KeyKind.ACCOUNT
    parent: str = ""
    """The name of the account that this project or user belongs to; empty where it stands alone."""
    user_id: str = ""
    """UniOne: the number in ``system/info``; UnificationEngine: a user's id; empty while not known."""
    project_id: str = ""
    """With ``KeyKind.PROJECT``."""
    key_home: KeyHome = KeyHome.KEYRING
    key_variable: str = ""
    """The environment variable's name, with ``KeyHome.ENVIRONMENT``."""
    key_command: tuple[str, ...] = ()
    """The program and its arguments, with ``KeyHome.COMMAND``; never run by a shell."""
    key_name: str = ""
    """The entry of the key store or vault that holds the key; empty for one of the account's own name."""
    key_hint: str = ""
    """The key's last four characters behind a mask."""

    @property
    def key_entry(self) -> str:
        """The name under which the key is kept."""
        return self.key_name or self.name

    @property
    def shown_user_id(self) -> str:
        """The user's id; behind a mask where it is made like a key, which was perhaps put in its place."""
        return Secret(self.user_id).hint if is_keylike(self.user_id) else self.user_id

    @property
    def in_clear(self) -> bool:
        """Whether key, mail and addresses can be read on the way to the service."""
        return is_in_clear(self.base_url)

    @property
    def region(self) -> str:
        """``us1``, ``eu1``, or the host of another URL."""
        for name, url in REGIONS.items():
            if self.base_url == url:
                return name
        return self.base_url.partition("://")[2].partition("/")[0]
