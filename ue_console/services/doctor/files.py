"""The console's files: whether they can be used. Nothing is made or changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ue_console.errors import ConfigError, KeyStoreError, StateError
from ue_console.services.doctor.looks import ConfigLook, DatabaseLook, FileLook, Problem, State
from ue_console.store.config import Config, ConfigFile
from ue_console.store.database import Database
from ue_console.store.migrations import MIGRATIONS
from ue_console.store.paths import Paths
from ue_console.store.vault_store import VaultStore
from ue_console.text import plural, safe_line

_OTHERS_READ: Final = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH

Check = Callable[[Config, ConfigFile], list[str]]
"""Tells what is wrong in the parts of the config that other rooms know: the theme, the keys."""


def look_at_config(paths: Paths, check: Check) -> tuple[Config | None, ConfigLook]:
    """Read the config file.

    Returns:
        The config, or None where it can't be had, and what is to be said of the file.
    """
    path = paths.config_file
    problems = _open_to_others(path, _OTHERS_WRITE, "can be changed by other users of this machine")
    file = ConfigFile(path)
    try:
        config = file.load()
    except ConfigError as error:
        return None, ConfigLook(*_basics(path), (Problem.of(error), *problems))
    problems = [*(Problem(sentence) for sentence in check(config, file)), *problems]
    return config, ConfigLook(*_basics(path), tuple(problems), accounts=len(config.accounts))


def look_at_state(paths: Paths) -> FileLook:
    """Whether drafts, journal and vault can be written to their folder, which may not exist yet."""
    path = paths.state_dir
    nearest = next(folder for folder in (path, *path.parents) if _exists(folder))
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return FileLook(*_basics(path))
    why = "can't be written" if nearest.is_dir() else "is no folder"
    problem = Problem(
        f"{safe_line(str(nearest))} {why}, so drafts and sends can't be kept.",
        "Check its rights, or set XDG_STATE_HOME to another folder.",
    )
    return FileLook(*_basics(path), (problem,))


async def look_at_database(paths: Paths) -> DatabaseLook:
    """Open the database to read, if there is one."""
    path = paths.database_file
    shown, exists, mode = _basics(path)
    if not exists:
        return DatabaseLook(shown, exists, schema_known=len(MIGRATIONS))
    database = Database(path)
    schema, problems = None, _open_to_others(path, _OTHERS_READ, "is open to other users of this machine")
    try:
        schema = await database.look()
    except StateError as error:
        problems.append(Problem.of(error))
    finally:
        await database.close()
    if schema is not None and not os.access(path, os.W_OK):
        problems.append(Problem(f"{shown} can't be written.", "Check its rights and its owner."))
    return DatabaseLook(shown, exists, mode, tuple(problems), schema, len(MIGRATIONS))


def look_at_vault(paths: Paths, users: int) -> FileLook:
    """Whether the vault is there for the accounts whose key is in it, and is one; it stays locked.

    Args:
        paths: Where it would be.
        users: How many accounts have their key in it.
    """
    path = paths.vault_file
    problems = _open_to_others(path, _OTHERS_READ, "is open to other users of this machine")
    try:
        if VaultStore(path).read() is None and users:
            missing = f"There is no vault, and {plural(users, 'account')} should have a key in it."
            problems.append(Problem(missing, "Enter the keys again on the Accounts screen (9, then K)."))
    except KeyStoreError as error:
        problems.insert(0, Problem.of(error))
    return FileLook(*_basics(path), tuple(problems))


def _basics(path: Path) -> tuple[str, bool, str]:
    """What every file has to say: path, whether it exists, mode."""
    mode = _mode(path)
    return safe_line(str(path)), mode is not None, f"{mode:04o}" if mode is not None else ""


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _exists(path: Path) -> bool:
    return _mode(path) is not None


def _open_to_others(path: Path, bits: int, why: str) -> list[Problem]:
    mode = _mode(path)
    if mode is None or not mode & bits:
        return []
    shown = safe_line(str(path))
    return [Problem(f"{shown} {why} (mode {mode:04o}).", "Run chmod 600 on it.", State.WARNING)]
