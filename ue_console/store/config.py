"""The config file: accounts without their keys, the theme, the keys of the keyboard."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from ue_console.errors import ConfigError
from ue_console.models.account import Account
from ue_console.store import files
from ue_console.text import safe_line

VERSION: Final = 1
"""The format that this console writes."""


ACTIVITY_DAYS: Final = 90
"""How long what was done is kept, unless the file says otherwise."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; change it with ``dataclasses.replace``."""

    version: int = VERSION
    accounts: list[Account] = field(default_factory=list)
    """In the operator's order; names differ in more than case."""
    default_account: str = ""
    """The name to open at every start, or empty: then the one used last."""
    last_account: str = ""
    """The name to open at the next start, or empty."""
    theme: str = ""
    """Empty for the console's own."""
    keys: dict[str, str] = field(default_factory=dict)
    """Binding id → key, for bindings that the operator changed."""
    activity_days: int = ACTIVITY_DAYS
    """How many days activity and sends are kept; 0 keeps them without end."""
    dns: str = ""
    """The DNS resolver to ask, ``ADDRESS`` or ``ADDRESS:PORT``, or empty: then the system's."""
    ignored: tuple[str, ...] = field(default=(), compare=False)
    """What is wrong with theme, keys, days and dns and was left out, a sentence with its line each."""


class ConfigFile:
    """``config.toml``, read fresh at each call and shared with other consoles.

    Args:
        path: The file, which need not exist; None keeps the config in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory = Config()
        self._memory_lock = threading.Lock()
        self._seen: bytes | None = None
        self._lines: tuple[bytes, Mapping[str, int]] = (b"", {})

    def load(self) -> Config:
        """Read the file; a missing one is an empty config.

        Raises:
            ConfigError: It can't be read or understood; the sentence names the line.
        """
        if self._path is None:
            return self._memory
        data = self._read()
        self._seen = data
        return self._parse(data)

    def update(self, change: Callable[[Config], Config]) -> Config:
        """Apply ``change`` to what the file says now, keeping its comments, and write it.

        Nothing is written where ``change`` changes nothing or raises.

        Returns:
            What the file says afterwards.

        Raises:
            ConfigError: It can't be read, understood or written, or the change contradicts itself.
        """
        if self._path is None:
            with self._memory_lock:
                self._memory = _with_inherited(change(self._memory))
                return self._memory
        with self._locked():
            before = self._read()
            current = self._parse(before)
            wanted = change(current)
            return current if wanted == current else self._write(before, wanted)

    def save(self, config: Config) -> None:
        """Write ``config`` whole, if the file is still as this object last read or wrote it.

        Raises:
            ConfigError: Another program changed the file since, or it can't be written.
        """
        if self._path is None:
            with self._memory_lock:
                self._memory = _with_inherited(config)
            return
        with self._locked():
            before = self._read()
            if before != (self._seen or b""):
                raise ConfigError(
                    f"Another program changed the config file {self._shown} meanwhile.",
                    "Open this screen again to see what it says now, then repeat the change.",
                )
            self._write(before, config)

    def line_of(self, *path: str | int) -> int | None:
        """Where an entry stands in what was read last: ``line_of("keys", "templates.new")``.

        Returns:
            The line, from 1; that of the table around it where it isn't there; None without a file.
        """
        if not self._seen:
            return None
        from ue_console.store.config_lines import line_at, lines_of

        if self._lines[0] is not self._seen:
            try:
                self._lines = (self._seen, lines_of(self._seen.decode("utf-8-sig")))
            except (ValueError, RecursionError):  # it could not be understood in the first place
                self._lines = (self._seen, {})
        return line_at(self._lines[1], *path)

    def _read(self) -> bytes:
        assert self._path is not None
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ConfigError(
                f"The config file {self._shown} can't be read ({error.strerror}).",
                "Check its rights and those of its folder, or set XDG_CONFIG_HOME to another folder.",
            ) from error

    def _parse(self, data: bytes) -> Config:
        from ue_console.store.config_text import parse

        return parse(data, self._shown)

    def _write(self, before: bytes, config: Config) -> Config:
        from ue_console.store.config_edit import edited

        assert self._path is not None
        data = edited(before.decode(), config).encode()
        try:
            files.write_private(self._path, data)
        except OSError as error:
            raise self._unwritable(error) from error
        self._seen = data
        return self._parse(data)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        assert self._path is not None
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(files.locked(self._path.parent, files.LOCK_SECONDS))
            except OSError as error:
                raise self._unwritable(error) from error
            yield

    def _unwritable(self, error: OSError) -> ConfigError:
        why = error.strerror or str(error)
        if isinstance(error, FileExistsError):
            why = "its folder is a link that leads nowhere"
        return ConfigError(
            f"The config file {self._shown} can't be written ({why}).",
            "Check the folder's rights and the free space, or set XDG_CONFIG_HOME to another folder.",
        )

    @property
    def _shown(self) -> str:
        return safe_line(str(self._path))


def _with_inherited(config: Config) -> Config:
    """What a file would say: a project or user of a read-only account is read-only."""
    from ue_console.store.inheriting import inherited

    return replace(config, accounts=inherited(config.accounts))
