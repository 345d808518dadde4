"""A console's use of the system's key store, for tests that run it in a session of its own.

Usage: python -m tests.store.key_store_user CONFIG_FILE (status|add|get|remove)...
Prints one JSON list: what each step gave, or the error's cause and remedy.
"""

import asyncio
import json
import sys
from pathlib import Path

from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys
from ue_console.store.system_keyring import SystemKeyStore

ACCOUNT = Account(name="ACME Mail", base_url="eu1")
SECRET = Secret("6w7xsi5g9o4xyo3j1a2b9f2c")


async def step(name: str, accounts: Accounts, keys: Keys) -> object:
    """Do one step as the console does it."""
    try:
        if name == "status":
            status = await SystemKeyStore().status()
            return [status.usable, status.locked, status.why]
        if name == "add":
            return (await accounts.add(ACCOUNT, SECRET)).key_hint
        if name == "remove":
            await accounts.remove(ACCOUNT.name, forget_key=True)
            return None
        found = await keys.find(ACCOUNT)
        return found.reveal() if found else None
    except ConsoleError as error:
        return {"cause": error.cause, "remedy": error.remedy}


async def main(config_file: str, *names: str) -> None:
    """Do the steps one after the other."""
    keys = Keys.of_this_machine()
    accounts = Accounts(ConfigFile(Path(config_file)), keys, Connector())
    results = [await step(name, accounts, keys) for name in names]
    sys.stdout.write(json.dumps(results) + "\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
