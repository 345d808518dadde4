"""The account that a console works as, and how it was when it was chosen."""

from dataclasses import dataclass

from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.services.account_entries import found, key_place
from ue_console.store.config import Config


@dataclass(slots=True)
class Active:
    """One console's choice; only the console itself changes it."""

    name: str = ""
    taken: Account | None = None
    """The entry as the operator saw it when it was chosen."""

    def take(self, account: Account | None) -> None:
        """Work as an account from now on."""
        self.name = account.name if account else ""
        self.taken = account

    def check(self, config: Config) -> None:
        """Refuse to go on where the entry leads elsewhere now: what is on the screen would not be true.

        Args:
            config: As the file says now.

        Raises:
            InputError: Another program has removed, renamed or redirected the account.
        """
        if self.taken is None:
            return
        now = found(config, self.name)
        if now is None:
            raise InputError(
                f"The account {self.name} was removed or renamed outside this console.",
                "Press a and choose the account to work as.",
            )
        if _lead(now) != _lead(self.taken) or _others(now, self.taken):
            raise InputError(
                f"The account {self.name} was changed outside this console, and may lead elsewhere now.",
                "Press a and choose it again, then look at the top line.",
            )


def _lead(account: Account) -> tuple[object, ...]:
    """Where calls go, with which key, and how dangerous that is."""
    place = (account.service, account.base_url, account.key_kind, account.environment)
    return (*place, *key_place(account))


def _others(one: Account, other: Account) -> bool:
    """Whether both are known to belong to somebody, and not to the same."""
    pairs = ((one.user_id, other.user_id), (one.project_id, other.project_id))
    return any(this and that and this != that for this, that in pairs)
