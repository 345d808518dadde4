"""Keys in environment variables: read at each use, never set."""

from collections.abc import Mapping
from typing import Final

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.store.account_fields import is_variable
from ue_console.store.credentials import clean_credentials

CONSOLE_AGAIN: Final = "start the console again"
COMMAND_AGAIN: Final = "run the command again"


class VariableKeys:
    """Finds keys in the environment.

    Args:
        environ: Read at each use.
        again: What to do once a variable is set: a process sees no change of its environment.
    """

    def __init__(self, environ: Mapping[str, str], again: str = CONSOLE_AGAIN) -> None:
        self._environ = environ
        self._again = again

    async def get(self, account: Account) -> Secret:
        """Return the key that the account's variable holds.

        Raises:
            KeyStoreError: The variable is empty or holds no key; neither is shown.
        """
        name = account.key_variable
        if not is_variable(name):
            raise KeyStoreError(
                "The account names no environment variable for its key.",
                "Give it a name such as UNIONE_KEY.",
            )
        remedy = f"Set {name} to the API key, then {self._again}."
        value = self._environ.get(name, "")
        if not value:
            raise KeyStoreError(f"The environment variable {name} is not set or empty.", remedy)
        try:
            return clean_credentials(account.service, account.key_kind, value)
        except InputError as error:
            cause = f"The environment variable {name} has no usable key: {error.cause}"
            raise KeyStoreError(cause, remedy) from error

    async def find(self, account: Account) -> Secret | None:
        """Like ``get``, with None where the variable is not set or empty."""
        return await self.get(account) if self._environ.get(account.key_variable) else None

    async def check(self, account: Account, secret: Secret) -> None:
        """Make sure that the variable gives this very key.

        Raises:
            KeyStoreError: As for ``get``, or it holds another one.
        """
        if await self.get(account) != secret:
            raise KeyStoreError(
                f"The environment variable {account.key_variable} holds another key.",
                "Set it to this key before the console starts, or choose another variable.",
            )
