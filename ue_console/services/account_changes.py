"""Accounts that come, change and go: each with its key, both or neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ue_console.errors import InputError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.account_entries import (
    adopted,
    appended,
    checked,
    exchanged,
    existing,
    family,
    found,
    fresh_place,
    key_place,
    without,
)
from ue_console.services.clients import Clients
from ue_console.services.identity import Identity
from ue_console.services.keeping import Keeping

if TYPE_CHECKING:
    from ue_console.store.database import Database
    from ue_console.store.secrets import Keys


class AccountChanges:
    """The part of the accounts that changes them."""

    clients: Clients
    _keys: Keys
    _kept: Keeping
    _database: Database | None

    async def add(self, account: Account, secret: Secret, identity: Identity | None = None) -> Account:
        """Keep the key, then the account: both or neither.

        Args:
            account: As typed.
            secret: Its key.
            identity: What ``verify`` said; a project goes under its own account, where that is known.

        Returns:
            The account as kept: name and URL made exact, the key's hint set.

        Raises:
            InputError: The name is taken or wrong, or the URL is wrong.
            KeyStoreError: The key's home refuses; the remedy names the other homes.
            ConfigError: The config file can't be written.
        """
        exact = checked(account).model_copy(update={"key_hint": secret.hint})
        config = await self._kept.fresh()
        new = adopted(config, identity.marked(exact) if identity else exact)
        appended(config, new)
        _check_apart(new, secret)
        new = await self._in_its_place(new)
        await self._kept.keep(new, secret, lambda config: appended(config, new))
        return new

    async def remove(self, name: str, forget_key: bool) -> None:
        """Remove an account here, and those under it; nothing on the service changes.

        Drafts and sends stay.

        Raises:
            InputError: There is no such account.
            KeyStoreError: A key can't be forgotten; all accounts and keys are still there.
            ConfigError: The file can't be written; all accounts and keys are still there.
        """
        config = await self._kept.fresh()
        existing(config, name)
        gone = family(config, name)
        keyed = gone if forget_key else []
        await self._kept.forget(keyed, lambda config: without(config, name))
        for account in gone:
            await self.clients.close(account.name)

    async def change(self, name: str, account: Account) -> Account:
        """Replace an account's entry: name, URL, environment, read-only, the key's home.

        The key moves with the name and the home; drafts and sends move with the name.

        Raises:
            InputError: There is no such account, or what is new is wrong or taken.
            KeyStoreError: The key can't be read or moved; its sentence says if the rest is done.
            ConfigError: The file can't be written; nothing has changed.
            StateError: All is changed, but drafts and sends are still under the old name.
        """
        config = await self._kept.fresh()
        old, new = existing(config, name), checked(account)
        exchanged(config, name, new)
        if new.key_home is old.key_home:
            new = new.model_copy(update={"key_name": old.key_entry if old.key_entry != new.name else ""})
        moves = key_place(new) != key_place(old)
        if moves:
            unwritten = {old.key_home, new.key_home} <= {KeyHome.ENVIRONMENT, KeyHome.COMMAND}
            secret = await self._keys.get(new if unwritten else old)
            new = await self._in_its_place(new.model_copy(update={"key_hint": secret.hint}))
            await self._kept.keep(new, secret, lambda config: exchanged(config, name, new))
        else:
            await self._kept.update(lambda config: exchanged(config, name, new))
        self._own(name, new)
        await self.clients.close(name)
        if self._database is not None and new.name != name:
            from ue_console.store.rename import rename_account

            await rename_account(self._database, name, new.name)
        if moves:
            await self._kept.forget_old(old)
        return new

    async def rotate(self, name: str, secret: Secret, identity: Identity | None = None) -> Account:
        """Keep a new key for an account; also how one kept for a session is given again.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key's home refuses.
            ConfigError: The file can't be written; the old key stays.
        """
        old = existing(await self._kept.fresh(), name)
        new = (identity.marked(old) if identity else old).model_copy(update={"key_hint": secret.hint})
        _check_apart(new, secret)
        new = await self._not_over_another(old, new)
        await self._kept.keep(new, secret, lambda config: exchanged(config, name, new))
        self._own(name, new)
        await self.clients.close(name)
        return new

    async def learn(self, account: Account, identity: Identity) -> None:
        """Remember whose key an account has, where that was not known; the key is not touched.

        Raises:
            ConfigError: The file can't be written.
        """
        config = await self._kept.fresh()
        known = found(config, account.name)
        if known is not None and not known.user_id:
            new = adopted(config, identity.marked(known))
            await self._kept.update(lambda config: exchanged(config, new.name, new))
            self._own(new.name, new)

    async def renew(self, account: Account, secret: Secret) -> Account:
        """Keep an account's key where none or another one is kept, and its entry with it.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key's home can't be read, or refuses.
            ConfigError: The file can't be written; the old key stays.
        """
        old = existing(await self._kept.fresh(), account.name)
        new = account.model_copy(update={"key_hint": secret.hint})
        if old == new and await self._keys.find(old) == secret:
            return old
        new = await self._not_over_another(old, new)
        await self._kept.keep(new, secret, lambda config: exchanged(config, new.name, new))
        self._own(new.name, new)
        await self.clients.close(new.name)
        return new

    async def set_default(self, name: str) -> None:
        """Open this account at every start; an empty name opens the one used last.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read or written.
        """
        if name:
            existing(await self._kept.fresh(), name)
        await self._kept.update(lambda config: replace(config, default_account=name))

    def _own(self, name: str, new: Account) -> None:
        """An account was changed from here."""

    async def _in_its_place(self, account: Account) -> Account:
        """The account with an entry of its own for its key: what is there already is another's."""
        kept = account.key_home in (KeyHome.KEYRING, KeyHome.VAULT)
        return fresh_place(account) if kept and await self._keys.find(account) is not None else account

    async def _not_over_another(self, old: Account, new: Account) -> Account:
        """The account with another entry, if the key in its own is none that it ever had."""
        if new.key_home not in (KeyHome.KEYRING, KeyHome.VAULT):
            return new
        there = await self._keys.find(old)
        foreign = there is not None and there.hint != old.key_hint
        return fresh_place(new) if foreign else new


def _check_apart(account: Account, secret: Secret) -> None:
    """Refuse an account that holds its own key where everybody can read it.

    Raises:
        InputError: ``field`` says where.
    """
    key = secret.reveal()
    fields = {
        "name": account.name,
        "base_url": account.base_url,
        "key_variable": account.key_variable,
        "key_command": " ".join(account.key_command),
    }
    for field, value in fields.items():
        if key in value:
            raise InputError(
                "The key itself stands in this field, where it would be shown and kept readable.",
                "Take it out; the key belongs into the key's own field.",
                field=field,
            )
