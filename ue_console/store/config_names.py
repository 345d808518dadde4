"""The names of the accounts, read without the models."""

import tomllib
from pathlib import Path


def account_names(path: Path) -> list[str]:
    """The names in the config file, in its order; none where there is no file.

    Importing the models takes a fifth of a second, which a start should not wait for.

    Raises:
        ConfigError: The file can't be read or understood.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("accounts", [])
        return [table["name"].strip() for table in tables]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        from ue_console.store.config import ConfigFile

        return [account.name for account in ConfigFile(path).load().accounts]
