"""A process of its own that uses keys wherever they live, for tests of two consoles.

Usage: python -m tests.store.key_home_user FOLDER, with one JSON step a line on the standard input:
[what, account, key], where what is put, find, remove or status. Prints one JSON list: what each
step gave, or the error's cause and remedy. The vault is in FOLDER and cheap to open.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.store.vault_parts import PASSPHRASE, vault_at
from ue_console.errors import ConsoleError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.store.secrets import Keys
from ue_console.store.system_keyring import SystemKeyStore

SECONDS = 10.0
"""Enough for any store that answers, and short for one that never does."""


def described(name: str, home: KeyHome) -> dict[str, str]:
    """An account as the steps name it."""
    return {"name": name, "base_url": "https://x.example", "key_home": home.value}


async def step(keys: Keys, what: str, fields: Mapping[str, object], key: str) -> object:
    """Do one step as the console does it."""
    account = Account.model_validate(fields)
    try:
        if what == "put":
            await keys.put(account, Secret(key))
            return None
        if what == "remove":
            await keys.remove(account)
            return None
        if what == "status":
            return (await keys.status()).why
        found = await keys.find(account)
        return found.reveal() if found else None
    except ConsoleError as error:
        return {"cause": error.cause, "remedy": error.remedy}


async def main(folder: Path, seconds: float) -> None:
    """Do the steps one after the other."""
    keys = Keys(SystemKeyStore(seconds), vault=vault_at(folder / "keys.vault", PASSPHRASE))
    results = [await step(keys, *json.loads(line)) for line in sys.stdin]
    sys.stdout.write(json.dumps(results) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS))
