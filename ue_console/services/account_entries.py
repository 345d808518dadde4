"""The accounts in a config as plain values: checked, found, exchanged, left out."""

from dataclasses import replace
from secrets import token_hex

from ue_console.errors import InputError
from ue_console.models.account import Account, KeyHome, KeyKind
from ue_console.models.hosts import is_in_clear
from ue_console.store.account_fields import NAME_LENGTH, account_name, is_id, is_variable
from ue_console.store.config import Config
from ue_console.text import cut_end


def checked(account: Account) -> Account:
    """Return the account with its name and base URL made exact.

    Raises:
        InputError: Name, base URL, variable or command is wrong; ``field`` says which.
    """
    from ue_console.store.base_url import base_url

    variable = account.key_variable if account.key_home is KeyHome.ENVIRONMENT else ""
    if account.key_home is KeyHome.ENVIRONMENT and not is_variable(variable):
        raise InputError(
            "This is not the name of an environment variable.",
            "Type a name such as UNIONE_KEY; the key itself stays out of the config file.",
            field="key_variable",
        )
    command = account.key_command if account.key_home is KeyHome.COMMAND else ()
    if account.key_home is KeyHome.COMMAND and not command:
        raise InputError(
            "There is no command that prints the key.",
            "Type one such as: pass show unione/prod",
            field="key_command",
        )
    url = base_url(account.base_url, account.service, plain_http=account.plain_http)
    if not all(is_id(each, account.key_kind) for each in (account.user_id, account.project_id) if each):
        raise InputError(
            "The id that the service gives can't be kept here: it is made like an API key, or too long.",
            "Add the account with its key instead (9, then n); it is kept without the id then.",
        )
    exact = {
        "name": account_name(account.name),
        "base_url": url,
        "plain_http": account.plain_http and is_in_clear(url),
        "key_variable": variable,
        "key_command": command,
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
    """The config with ``new`` in the place of the account ``name``, and its projects or users after it.

    Raises:
        InputError: The new name is taken, or ``name`` is gone.
    """
    old = existing(config, name)
    _check_free(config, new.name, besides=name)
    accounts = [new if account.name == name else _followed(account, old, new) for account in config.accounts]
    last, default = (
        new.name if each == name else each for each in (config.last_account, config.default_account)
    )
    return replace(config, accounts=accounts, last_account=last, default_account=default)


def family(config: Config, name: str) -> list[Account]:
    """The account of that name, and the projects or users kept under it."""
    return [account for account in config.accounts if name in (account.name, account.parent)]


def without(config: Config, name: str) -> Config:
    """The config without the account ``name`` and those under it."""
    gone = family(config, name)
    accounts = [account for account in config.accounts if account not in gone]
    names = [account.name for account in gone]
    last, default = ("" if each in names else each for each in (config.last_account, config.default_account))
    return replace(config, accounts=accounts, last_account=last, default_account=default)


def adopted(config: Config, account: Account) -> Account:
    """The account under the one that its project belongs to, where that one is known here."""
    if account.key_kind is not KeyKind.PROJECT or account.parent or not account.user_id:
        return account
    for other in config.accounts:
        owner = (KeyKind.ACCOUNT, account.base_url, account.user_id)
        if (other.key_kind, other.base_url, other.user_id) == owner:
            read_only = account.read_only or other.read_only
            return account.model_copy(update={"parent": other.name, "read_only": read_only})
    return account


def free_name(config: Config, wanted: str, owner: str) -> str:
    """A name for a project or user that no account has: its own, or with its owner's or a number."""
    own = " ".join("".join(char if char.isprintable() else " " for char in wanted).split()) or owner
    taken = {account.name.casefold() for account in config.accounts}
    endings = ("", f" ({cut_end(owner, 24)})", *(f" {number}" for number in range(2, len(taken) + 3)))
    names = (cut_end(own, NAME_LENGTH - len(ending)) + ending for ending in endings)
    return next(name for name in names if name.casefold() not in taken)


def _followed(account: Account, old: Account, new: Account) -> Account:
    """A project or user after a change of the account that it is kept under.

    What was as there stays as there; what differed on purpose stays different.
    """
    if account.parent != old.name:
        return account
    update: dict[str, object] = {
        "parent": new.name,
        "base_url": new.base_url,
        "plain_http": new.plain_http,
    }
    for field in ("environment", "read_only"):
        if getattr(account, field) == getattr(old, field):
            update[field] = getattr(new, field)
    if new.read_only:
        update["read_only"] = True
    return account.model_copy(update=update)


def key_place(account: Account) -> tuple[str, ...]:
    """What decides where an account's key is; equal for two accounts with the same place."""
    if account.key_home is KeyHome.ENVIRONMENT:
        return (account.key_home, account.key_variable)
    if account.key_home is KeyHome.COMMAND:
        return (account.key_home, *account.key_command)
    return (account.key_home, account.key_entry)


def fresh_place(account: Account) -> Account:
    """The account with an entry for its key that no other account, here or elsewhere, has."""
    return account.model_copy(update={"key_name": f"{cut_end(account.name, 40)} {token_hex(4)}"})


def _check_free(config: Config, name: str, besides: str = "") -> None:
    for account in config.accounts:
        if account.name != besides and account.name.casefold() == name.casefold():
            raise InputError(
                f"There is already an account {account.name}.", "Type another name.", field="name"
            )
