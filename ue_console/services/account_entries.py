"""The accounts in a config as plain values: checked, found, exchanged, left out."""

from dataclasses import replace

from ue_console.errors import InputError
from ue_console.models.account import Account, KeyHome
from ue_console.store.account_fields import account_name, is_variable
from ue_console.store.base_url import base_url
from ue_console.store.config import Config


def checked(account: Account) -> Account:
    """Return the account with its name and base URL made exact.

    Raises:
        InputError: Name, base URL or variable is wrong; ``field`` says which.
    """
    variable = account.key_variable if account.key_home is KeyHome.ENVIRONMENT else ""
    if account.key_home is KeyHome.ENVIRONMENT and not is_variable(variable):
        raise InputError(
            "This is not the name of an environment variable.",
            "Type a name such as UNIONE_KEY; the key itself stays out of the config file.",
            field="key_variable",
        )
    exact = {
        "name": account_name(account.name),
        "base_url": base_url(account.base_url, account.service),
        "key_variable": variable,
    }
    return account.model_copy(update=exact)


def found(config: Config, name: str) -> Account | None:
    """The account of exactly that name, or None."""
    return next((account for account in config.accounts if account.name == name), None)


def existing(config: Config, name: str) -> Account:
    """The account of exactly that name.

    Raises:
        InputError: There is none: it was removed or renamed, here or by another console.
    """
    account = found(config, name)
    if account is None:
        raise InputError(f"There is no account {name}.", "Open the Accounts screen to see which there are.")
    return account


def appended(config: Config, account: Account) -> Config:
    """The config with one account more.

    Raises:
        InputError: Its name is taken.
    """
    _check_free(config, account.name)
    return replace(config, accounts=[*config.accounts, account])


def exchanged(config: Config, name: str, new: Account) -> Config:
    """The config with ``new`` in the place of the account ``name``.

    Raises:
        InputError: The new name is taken, or ``name`` is gone.
    """
    existing(config, name)
    _check_free(config, new.name, besides=name)
    accounts = [new if account.name == name else account for account in config.accounts]
    last = new.name if config.last_account == name else config.last_account
    return replace(config, accounts=accounts, last_account=last)


def without(config: Config, name: str) -> Config:
    """The config without the account ``name``."""
    accounts = [account for account in config.accounts if account.name != name]
    last = "" if config.last_account == name else config.last_account
    return replace(config, accounts=accounts, last_account=last)


def key_place(account: Account) -> tuple[str, ...]:
    """What decides where an account's key is; equal for two accounts with the same place."""
    if account.key_home is KeyHome.ENVIRONMENT:
        return (account.key_home, account.key_variable)
    return (account.key_home, account.name)


def _check_free(config: Config, name: str, besides: str = "") -> None:
    for account in config.accounts:
        if account.name != besides and account.name.casefold() == name.casefold():
            raise InputError(
                f"There is already an account {account.name}.", "Type another name.", field="name"
            )
