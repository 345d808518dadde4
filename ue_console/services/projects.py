"""Projects of an account: made, changed, deleted, and worked as."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ue_console.errors import ApiError, ConfigError, ConsoleError, InputError, KeyStoreError
from ue_console.models.account import Account, KeyHome, KeyKind
from ue_console.models.unione.project import Project, ProjectSettings
from ue_console.text import safe_line

if TYPE_CHECKING:
    from ue_console.services.accounts import Accounts

LONGEST_NAME: Final = 255
"""Characters of a project's name at the most (codes 1604, 1704)."""

NO_SUCH_PROJECT: Final = {1714, 1806}
"""The API codes for an id that isn't there (reference: error codes)."""

_ERROR_ID: Final = re.compile(r"^Error ID:\S+\s*")
"""What the service's messages begin with."""

_WRITABLE: Final = (KeyHome.KEYRING, KeyHome.VAULT, KeyHome.SESSION)


class ProjectsOff(ConsoleError):
    """The service lets this account call no project method, as is so by default."""

    def __init__(self, account: Account, said: str) -> None:
        words = _ERROR_ID.sub("", said).rstrip(".")
        told = f" It says: {words}." if words else ""
        owner = f" {account.user_id}" if account.user_id else ""
        super().__init__(
            f"Project methods are off for this account, as they are by default.{told}",
            f"Ask the service's support to enable project methods for the user{owner}; "
            "everything else works without them.",
        )


class KeyNotKept(KeyStoreError):
    """A project's key could not be kept; at the service all is done.

    Attributes:
        project: The project, with its key.
    """

    def __init__(self, project: Project, why: ConsoleError) -> None:
        super().__init__(f"The key of {project.name} could not be kept. {why.cause}", why.remedy)
        self.project = project


class Projects:
    """The projects of one account.

    Args:
        accounts: Where a project that is worked as is kept, and its key.
        account: The account that they belong to, with an account key.
    """

    def __init__(self, accounts: Accounts, account: Account) -> None:
        self._accounts = accounts
        self._account = account

    async def all(self) -> list[Project]:
        """Every project, in the service's order (reference: project-list).

        Raises:
            ProjectsOff: The service lets this account list none.
        """
        client = await self._accounts.client(self._account)
        try:
            return await client.projects.list()
        except ApiError as error:
            raise self._explained(error) from error

    async def create(self, settings: ProjectSettings) -> Project:
        """Create a project, and put its key straight where the account's keys are.

        Raises:
            InputError: The name can't be a project's.
            KeyNotKept: The project is there, but its key could not be kept here.
            ProjectsOff, ApiError: The service refuses; nothing is created.
        """
        client = await self._accounts.client(self._account)
        checked = _checked(settings)
        try:
            new = await client.projects.create(checked)
        except ApiError as error:
            raise self._explained(error) from error
        project = Project(id=new.project_id, api_key=new.project_api_key, name=checked.name)
        await self.keep(project)
        return project

    async def update(self, project: Project, settings: ProjectSettings) -> None:
        """Change a project; its account here follows its name.

        Raises:
            InputError: The name can't be a project's.
            ProjectsOff, ApiError: The service refuses; nothing is changed.
        """
        client = await self._accounts.client(self._account)
        checked = _checked(settings)
        try:
            await client.projects.update(project.id, checked)
        except ApiError as error:
            raise self._explained(error) from error
        held = self.held(project)
        if held is not None and checked.name != project.name:
            name = self._accounts.free_name(checked.name, self._account.name, besides=held.name)
            await self._accounts.change(held.name, held.model_copy(update={"name": name}))

    async def delete(self, project: Project) -> None:
        """Delete a project and forget its key here; one already gone is fine.

        Raises:
            KeyStoreError: It is deleted, but its key can't be forgotten here.
            ProjectsOff, ApiError: The service refuses; nothing is deleted.
        """
        client = await self._accounts.client(self._account)
        try:
            await client.projects.delete(project.id)
        except ApiError as error:
            if error.code not in NO_SUCH_PROJECT:
                raise self._explained(error) from error
        held = self.held(project)
        if held is not None:
            try:
                await self._accounts.remove(held.name, forget_key=True)
            except KeyStoreError as error:
                raise KeyStoreError(
                    f"The project is deleted, but its key is still kept here. {error.cause}", error.remedy
                ) from error

    def held(self, project: Project) -> Account | None:
        """The account under which this project is worked as, or None."""
        for account in self._accounts.family(self._account.name):
            if account.project_id == project.id:
                return account
        return None

    async def keep(self, project: Project, home: KeyHome | None = None) -> Account:
        """Keep a project's key, and an account for it; a key that has changed is replaced.

        Args:
            project: With its key.
            home: Where to keep it; where the account's own key is, if that can be written.

        Raises:
            InputError: The service gave no key with it.
            KeyNotKept: The key store or the config file refuses.
        """
        if not project.api_key.reveal():
            raise InputError(
                f"The service gave no key for {project.name}.",
                "Copy it from the service's web interface and add it in Accounts (9, then n).",
            )
        held = self.held(project)
        try:
            if held is None:
                return await self._accounts.add(self._new_account(project, home), project.api_key)
            if home is not None and held.key_home is not home:
                held = held.model_copy(update={"key_home": home})
            return await self._accounts.renew(held, project.api_key)
        except (KeyStoreError, ConfigError) as error:
            raise KeyNotKept(project, error) from error

    def _new_account(self, project: Project, home: KeyHome | None) -> Account:
        owner = self._account
        usual = owner.key_home if owner.key_home in _WRITABLE else KeyHome.KEYRING
        return Account(
            name=self._accounts.free_name(project.name or project.id, owner.name),
            base_url=owner.base_url,
            plain_http=owner.plain_http,
            environment=owner.environment,
            read_only=self._accounts.kept_read_only(owner.name),
            key_kind=KeyKind.PROJECT,
            parent=owner.name,
            user_id=owner.user_id,
            project_id=project.id,
            key_home=home or usual,
        )

    def _explained(self, error: ApiError) -> ConsoleError:
        """The service documents no code for methods that are off: a plain 403 or 404 says it."""
        if error.http_status in (403, 404) and error.code in (None, error.http_status):
            return ProjectsOff(self._account, error.said)
        return error


def _checked(settings: ProjectSettings) -> ProjectSettings:
    name = settings.name.strip()
    if not name:
        raise InputError("The project has no name.", "Type a name for it.", field="project.name")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"The project's name has {len(name)} characters; {LONGEST_NAME} is the most.",
            "Type a shorter name.",
            field="project.name",
        )
    if name != safe_line(name):
        raise InputError(
            "The project's name holds characters that can't be shown.",
            "Type it with letters, digits, spaces and signs.",
            field="project.name",
        )
    return settings.model_copy(update={"name": name})
