"""Accounts as a tree of rows, and one of them as lines. No widgets here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ue_console.models.account import UE_URL, Account, KeyKind, Service
from ue_console.services.account_tree import in_families
from ue_console.services.identity import Identity
from ue_console.text import plural
from ue_console.tui.account_words import KINDS, SERVICES, home_of, place_of
from ue_console.tui.units import days_left
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS, PLAIN_HTTP, PLAIN_HTTP_SHORT

COLUMNS: Final = (
    Column("", 1),
    Column("Name"),
    Column("Service", 11, quiet=True, middle=True),
    Column("Environment", 12),
    Column("Kind", 7, quiet=True, from_width=88),
    Column("Key", 8, quiet=True, from_width=70),
    Column("", 9),
)

PLACE_MOST: Final = 14
"""Cells of a service and its place at most: ``192.0.2.2:8080`` whole, the port of any other, too."""

BRANCH: Final = "└ "
"""Before the name of what is kept under the account above."""

TONES: Final = {"production": "bad", "staging": "warn", "sandbox": "good"}
"""The tone of each environment; word and symbol always stand beside it."""

LABEL: Final = 13
"""Cells of the labels in the details."""

WORDS: Final = {
    KeyKind.PROJECT: "project",
    KeyKind.USER: "user",
    KeyKind.ACCOUNT: "account",
    KeyKind.APP: "app",
}
"""What an account of each kind of key is."""


class Tree:
    """All accounts, each with its owner and what is kept under it.

    Args:
        accounts: As the config file has them.
        active: The name of the active one, or empty.
        default: The name of the one that every start opens, or empty.
        last: The name of the one used last, which the next start opens without a default.
    """

    def __init__(
        self, accounts: Iterable[Account] = (), active: str = "", default: str = "", last: str = ""
    ) -> None:
        self._depths = list(in_families(accounts))
        self.accounts = tuple(account for account, _ in self._depths)
        self.active = active
        self.default = default
        self.last = last
        self._by_name = {account.name: account for account in self.accounts}
        self._under = {account.name for account, depth in self._depths if depth}

    def owner(self, account: Account) -> Account | None:
        """The account that it stands under, or None at the top."""
        return self._by_name.get(account.parent) if account.name in self._under else None

    def under(self, account: Account) -> tuple[Account, ...]:
        """What is kept under it."""
        return tuple(child for child in self.accounts if self.owner(child) is account)

    def read_only_owner(self, account: Account) -> str:
        """The name of the owner that makes the account read-only, or empty."""
        owner = self.owner(account)
        return owner.name if owner is not None and owner.read_only else ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns; the last is as wide as its marks, and that of the service as hosts and ports need."""
        marks = (len(_marks(account, self.owner(account))) for account in self.accounts)
        places = (len(_place(account)) for account in self.accounts if self.owner(account) is None)
        first, name, service, *rest, last = COLUMNS
        wide = min(max(service.width, *places, 0), PLACE_MOST)
        return (
            first,
            name,
            service._replace(width=wide),
            *rest,
            last._replace(width=max(last.width, *marks, 0)),
        )

    def row(self, account: Account) -> Row:
        """One account; the filter and every order keep its family together."""
        owner = self.owner(account)
        cells = _cells(account, owner, active=account.name == self.active)
        marked = "bad" if account.in_clear else "warn"
        words = [_words(member) for member in (owner, account, *self.under(account)) if member]
        return Row(
            key=account.name,
            cells=cells,
            tones=("good" if cells[0].strip() else "", "", "", TONES[account.environment], "", "", marked),
            search=" ".join(words),
            order=self._order(account, owner, cells),
        )

    def _order(self, account: Account, owner: Account | None, cells: tuple[str, ...]) -> tuple[str, ...]:
        top, depth = (owner, 1) if owner else (account, 0)
        leading = _cells(top, None, active=top.name == self.active)
        return tuple(
            f"{first}\0{top.name}\0{depth}\0{cell}\0{account.name}".lower()
            for first, cell in zip(leading, cells, strict=True)
        )


def _cells(account: Account, owner: Account | None, *, active: bool) -> tuple[str, ...]:
    return (
        "●" if active else " ",
        f"{BRANCH}{account.name}" if owner else account.name,
        "" if owner else _place(account),
        environment(account),
        account.key_kind,
        account.key_hint,
        _marks(account, owner),
    )


def _place(account: Account) -> str:
    """The service and where it is, as short as can be told apart."""
    if account.service is Service.UNIFICATION:
        return "Unification" if account.base_url == UE_URL else account.region
    return place_of(account)


def _marks(account: Account, owner: Account | None) -> str:
    """``▲ HTTP``, ``read-only``, both or nothing."""
    read_only = account.read_only or (owner is not None and owner.read_only)
    return "  ".join([PLAIN_HTTP_SHORT] * account.in_clear + ["read-only"] * read_only)


def _words(account: Account) -> str:
    marks = (" read-only" if account.read_only else "") + (" plain http" if account.in_clear else "")
    return f"{account.name} {place_of(account)} {account.environment} {account.key_kind}{marks}".lower()


def environment(account: Account) -> str:
    """``▲ production``."""
    return f"{ENVIRONMENT_MARKS[account.environment][0]} {account.environment}"


def counted(under: Iterable[Account]) -> str:
    """``3 projects``, ``1 user``, ``2 projects and 1 user``: what is kept under an account."""
    kinds = [account.key_kind for account in under]
    counts = ((kinds.count(kind), word) for kind, word in WORDS.items())
    return " and ".join(plural(count, word) for count, word in counts if count)


@dataclass(frozen=True, slots=True)
class Verified:
    """What the service said of an account's key, and when it was asked."""

    identity: Identity
    at: datetime


def about(account: Account, tree: Tree, verified: Verified | None = None) -> list[Line]:
    """Everything about one account; the key's place and last four, never the key."""
    rows = [
        ("Service", SERVICES[account.service]),
        ("Region" if account.service is Service.UNIONE else "Server", account.region),
        ("URL", account.base_url),
        ("Environment", environment(account).upper()),
        *([("On the way", f"{PLAIN_HTTP}: key, mail and addresses can be read")] if account.in_clear else []),
        ("Read-only", _read_only(account, tree)),
        ("Key", f"{KINDS[account.key_kind]} {account.key_hint}".strip()),
        ("Kept in", home_of(account)),
    ]
    if account.user_id:
        rows.append(("User id" if account.key_kind is KeyKind.USER else "Owner id", account.shown_user_id))
    if account.project_id:
        rows.append(("Project id", account.project_id))
    if owner := tree.owner(account):
        rows.append(("Under", owner.name))
    elif under := tree.under(account):
        rows.append(("Under it", counted(under)))
    rows.append(("Default", _default(account, tree)))
    lines = [Line(f"{label:<{LABEL}}{value}", indent=LABEL) for label, value in rows]
    return lines + (_said(verified) if verified else [])


def _default(account: Account, tree: Tree) -> str:
    if account.name == tree.default:
        return "yes, at every start"
    return "no, but used last" if not tree.default and account.name == tree.last else "no"


def _read_only(account: Account, tree: Tree) -> str:
    if owner := tree.read_only_owner(account):
        return f"yes, because {owner} is"
    return "yes: changes nothing" if account.read_only else "no"


def _said(verified: Verified) -> list[Line]:
    identity = verified.identity
    lines = [Line(""), Line(f"Verified at {verified.at:%H:%M} UTC", "quiet"), Line(identity.sentence())]
    if period := identity.accounting:
        left = days_left(period.period_end, verified.at)
        lines.append(Line(f"{plural(left, 'day')} left in this period"))
    return lines
