"""Keys that a program prints, such as ``pass show unione/prod``."""

import asyncio
from collections import defaultdict
from typing import Final

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.store.credentials import clean_credentials
from ue_console.store.daemon import call_in_daemon
from ue_console.store.program_output import OUTPUT_LIMIT, ProgramRun, TooMuchOutput
from ue_console.text import cut_middle, safe_line

TIMEOUT_SECONDS: Final = 20.0
"""Long enough for an agent's prompt on the desktop."""

_SHOWN_WIDTH: Final = 60
"""Of a program's name in a message."""

_LOOK: Final = "Run it in a terminal to see what it says; unlock its agent first where it has one."

_Asked = tuple[Service, KeyKind, tuple[str, ...]]


class CommandKeys:
    """Runs an account's command, and remembers its key until the console ends or forgets it.

    The program runs without a shell, with nothing to read and no terminal. The first line that it
    prints is the key; all that it says beyond that is dropped unseen, since it may repeat a secret.

    Args:
        seconds: How long a command may take.
    """

    def __init__(self, seconds: float = TIMEOUT_SECONDS) -> None:
        self._seconds = seconds
        self._known: dict[_Asked, Secret] = {}
        self._running: defaultdict[_Asked, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, account: Account) -> Secret:
        """Return the key that the account's command prints; many callers make one run.

        Raises:
            KeyStoreError: The command is missing, fails, hangs, or prints no key.
        """
        asked = _asked(account)
        async with self._running[asked]:
            if asked not in self._known:
                self._known[asked] = await self._fresh(account)
            return self._known[asked]

    async def find(self, account: Account) -> Secret | None:
        """Like ``get``: a command always gives a key, or an error."""
        return await self.get(account)

    async def check(self, account: Account, secret: Secret) -> None:
        """Run the command anew and make sure that it prints this very key.

        Raises:
            KeyStoreError: As for ``get``, or it prints another one.
        """
        self.forget(account)
        if await self.get(account) != secret:
            raise KeyStoreError(
                f"The command {_shown(account)} prints another key.",
                "Store this key where the command finds it, or choose another command.",
            )

    def forget(self, account: Account) -> None:
        """Run the account's command again at next use."""
        self._known.pop(_asked(account), None)

    async def _fresh(self, account: Account) -> Secret:
        if not account.key_command or not account.key_command[0]:
            raise KeyStoreError(
                "The account names no command that prints its key.",
                "Give it one such as: pass show unione/prod",
            )
        name = _shown(account)
        code, printed = await self._printed(account.key_command, name)
        if code:
            raise KeyStoreError(f"The command {name} {_ended(code)}.", _LOOK)
        if not printed.strip():
            raise KeyStoreError(f"The command {name} printed nothing.", _LOOK)
        first = printed.partition(b"\n")[0].decode(errors="replace")
        try:
            return clean_credentials(account.service, account.key_kind, first)
        except InputError as error:
            raise KeyStoreError(
                f"The first line that the command {name} printed is no key: {error.cause}",
                "The key, and nothing else, belongs on the first line.",
            ) from error

    async def _printed(self, command: tuple[str, ...], name: str) -> tuple[int, bytes]:
        run = ProgramRun(command)
        try:
            return await call_in_daemon(run.output, self._seconds)
        except TimeoutError:
            raise KeyStoreError(
                f"The command {name} gave no key for {self._seconds:g} s; it may wait for a "
                "passphrase, and it has no terminal to ask on.",
                "Run it once in a terminal, so that its agent is unlocked; then try again.",
            ) from None
        except TooMuchOutput:
            raise KeyStoreError(
                f"The command {name} printed more than {OUTPUT_LIMIT // 1024} kB.",
                "It must print the key on its first line.",
            ) from None
        except (OSError, ValueError) as error:
            raise _not_started(name, error) from None
        finally:
            run.end()


def _not_started(name: str, error: Exception) -> KeyStoreError:
    if isinstance(error, FileNotFoundError):
        return KeyStoreError(
            f"The command {name} is not found.",
            "Install it, or write its full path; ~ and $NAMES are not replaced, as no shell runs it.",
        )
    if isinstance(error, PermissionError):
        return KeyStoreError(f"The file {name} can't be run.", "Make it executable: chmod u+x.")
    why = error.strerror if isinstance(error, OSError) and error.strerror else "an argument is not valid"
    return KeyStoreError(
        f"The command {name} can't be started ({why}).", "Correct the account's command, key_command."
    )


def _ended(code: int) -> str:
    return f"failed with exit code {code}" if code > 0 else f"was ended by signal {-code}"


def _shown(account: Account) -> str:
    return cut_middle(safe_line(account.key_command[0]), _SHOWN_WIDTH)


def _asked(account: Account) -> _Asked:
    return account.service, account.key_kind, account.key_command
