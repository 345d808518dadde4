"""What was found out, as plain values: one look a thing, each with its problems."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from ue_console.errors import ConsoleError
from ue_console.models.account import Account


class State(StrEnum):
    """How a thing fares."""

    OK = "ok"
    WARNING = "warning"
    """It works, or nobody can know; worth a look."""
    BROKEN = "broken"
    """Something that the operator set up doesn't work."""
    UNCHECKED = "unchecked"
    """It was not tried."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do, one sentence each."""

    cause: str
    remedy: str = ""
    severity: State = State.BROKEN
    """Broken or a warning."""

    @classmethod
    def of(cls, error: ConsoleError, severity: State = State.BROKEN) -> Self:
        """The problem that an error tells."""
        return cls(error.cause, error.remedy, severity)

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


IN_CLEAR: Final = Problem(
    "Plain http: its key, mail and addresses can be read on the way.",
    "Give it an https URL in Accounts (9, then e), and a new key.",
    State.WARNING,
)
"""Of an account that is spoken to by http on another machine."""


def worst(problems: tuple[Problem, ...]) -> State:
    """The gravest of the problems; ok without any."""
    severities = [problem.severity for problem in problems]
    return next((state for state in (State.BROKEN, State.WARNING) if state in severities), State.OK)


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file or folder of the console's."""

    path: str
    """Fit for the screen."""
    exists: bool
    mode: str = ""
    """``0600``; empty where there is no file."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigLook(FileLook):
    """The config file."""

    accounts: int = 0


@dataclass(frozen=True, slots=True)
class DatabaseLook(FileLook):
    """The database of drafts and sends."""

    schema: int | None = None
    """None where there is no file or it can't be read."""
    schema_known: int = 0
    """What this console writes; an older one is brought up to it at the next start."""


@dataclass(frozen=True, slots=True)
class FilesLook:
    """All files of the console's."""

    config: ConfigLook
    state: FileLook
    """The folder of the database."""
    database: DatabaseLook
    vault: FileLook


@dataclass(frozen=True, slots=True)
class KeyStoreLook:
    """The system's key store."""

    backend: str
    reachable: bool
    locked: bool
    needed_by: int
    """Accounts whose key is in it."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How long the way to a service took, in milliseconds; None for what did not come about."""

    dns: int | None = None
    connect: int | None = None
    """Until the connection stood; a look-up of the name included."""
    tls: int | None = None
    http: int | None = None
    """The whole call, repeated attempts included; None where no HTTP answer came."""


@dataclass(frozen=True, slots=True)
class AccountLook:
    """One account: what the config says, and what came of trying it."""

    account: Account
    key_hint: str
    """The last four characters behind a mask, of the key that was read or else as noted at its saving."""
    key_read: bool | None = None
    """None where it was not tried."""
    answers: bool | None = None
    """The service took the key; None where it was not asked."""
    owner: str = ""
    """Whose key it is, in one sentence."""
    reach: Reach = Reach()
    problems: tuple[Problem, ...] = ()

    def exposed(self) -> Self:
        """The look with a warning where the account is spoken to in clear."""
        return replace(self, problems=(*self.problems, IN_CLEAR)) if self.account.in_clear else self

    @property
    def state(self) -> State:
        """Not checked where the service was not asked and nothing is wrong."""
        found = worst(self.problems)
        return State.UNCHECKED if found is State.OK and self.answers is None else found


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was looked at."""

    files: FilesLook
    key_store: KeyStoreLook
    accounts: tuple[AccountLook, ...]
    problems: tuple[Problem, ...] = ()
    """Of no thing in particular: an account that isn't there."""
    offline: bool = False

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in the order of the report."""
        files = self.files
        looks: list[FileLook | KeyStoreLook | AccountLook]
        looks = [files.config, files.state, files.database, files.vault, self.key_store, *self.accounts]
        return (*(problem for look in looks for problem in look.problems), *self.problems)

    @property
    def ok(self) -> bool:
        """Nothing is broken."""
        return worst(self.all_problems) is not State.BROKEN
