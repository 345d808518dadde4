"""A console's use of the config file, for tests that run several at once.

Usage: python -m tests.store.config_user CONFIG_FILE NAME COUNT
Adds COUNT accounts, one change each; prints the sentence of an error.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from ue_console.errors import ConfigError
from ue_console.models.account import REGIONS, Account
from ue_console.store.config import Config, ConfigFile


def main(path: str, name: str, count: int) -> int:
    """Add accounts; 1 after an error."""
    file = ConfigFile(Path(path))
    try:
        file.load()
        for number in range(count):
            account = Account(name=f"{name} {number}", base_url=REGIONS["eu1"])
            file.update(partial(_with, account=account))
    except ConfigError as error:
        sys.stdout.write(str(error))
        return 1
    return 0


def _with(config: Config, account: Account) -> Config:
    return replace(config, accounts=[*config.accounts, account])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
