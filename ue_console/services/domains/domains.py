"""Sending domains at the service: read page by page, registered, validated when DNS is right."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError, InputError
from ue_console.models.unione.domain import DnsRecords, Domain
from ue_console.services.domains.names import domain_name, readable
from ue_console.services.domains.next_step import next_step

if TYPE_CHECKING:
    from ue_console.api.unione.domain import DomainsApi
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts
    from ue_console.services.domains.views import DomainCheck

PAGE: Final = 100
"""Domains in one call of ``domain/list``, the most that there can be (code 1302)."""


class NotPublished(ConsoleError):
    """DNS doesn't have yet what the service would look for; it was not asked to look.

    Attributes:
        check: What DNS says.
    """

    def __init__(self, what: str, check: DomainCheck) -> None:
        name = readable(check.domain.domain)
        super().__init__(f"DNS doesn't have the {what} of {name} as wanted.", next_step(check))
        self.check = check


class Domains:
    """The domains of one account or project.

    Args:
        accounts: Opens its client.
        account: Whose domains they are.
        page: Domains asked for at a time.
    """

    def __init__(self, accounts: Accounts, account: Account, *, page: int = PAGE) -> None:
        self._accounts = accounts
        self.account = account
        self._page = page

    async def pages(self) -> AsyncIterator[list[Domain]]:
        """Every domain, page by page as they come; one that moves to a later page comes once."""
        api, seen, offset = await self._api(), set[str](), 0
        while True:
            page = await api.list(limit=self._page, offset=offset)
            fresh = [domain for domain in page if domain.domain not in seen]
            if fresh:
                yield fresh
            # A server that ignores the offset would send its first page for ever.
            if len(page) < self._page or not fresh:
                return
            seen.update(domain.domain for domain in fresh)
            offset += len(page)

    async def all(self) -> list[Domain]:
        """Every domain, in the service's order (reference: domain-list)."""
        return [domain async for page in self.pages() for domain in page]

    async def first(self) -> tuple[list[Domain], bool]:
        """The first page, and whether it is all that there is."""
        page = await (await self._api()).list(limit=self._page)
        return page, len(page) < self._page

    async def get(self, name: str) -> Domain | None:
        """One domain with its statuses now; None where it isn't registered.

        Raises:
            InputError: It is no domain's name.
        """
        wanted = domain_name(name)
        found = await (await self._api()).list(wanted, limit=1)
        return next((domain for domain in found if same(domain.domain, wanted)), None)

    async def register(self, name: str) -> DnsRecords:
        """Register a domain, or read the records of one that is (reference: domain-get-dns-records).

        Args:
            name: As typed: international letters, upper case and a dot at the end are fine.

        Raises:
            InputError: It is no domain's name.
            ApiError: The service refuses (codes 130, 1100, 1101).
            ReadOnly: The account is read-only, and this would register it.
        """
        return await (await self._api()).get_dns_records(domain_name(name))

    async def known(self, name: str) -> Domain:
        """A registered domain with its values, so that it can be checked; nothing is registered.

        Raises:
            InputError: It is no domain's name, or this account has no such domain.
        """
        found = await self.get(name)
        if found is None:
            raise not_registered(domain_name(name), self.account.name)
        return found

    async def validate_verification(self, check: DomainCheck, *, force: bool = False) -> None:
        """Have the service look for the verification record (reference: domain-validate-verification-record).

        Args:
            check: What DNS said last.
            force: Ask even if the service would not find it.

        Raises:
            NotPublished: DNS isn't ready; the service was not asked.
            ApiError: The service refuses, or finds the record wrong (codes 118, 121, 1200 to 1202).
        """
        if not (force or check.ready_to_validate_verification):
            raise NotPublished("verification record", check)
        await (await self._api()).validate_verification_record(check.domain.domain)

    async def validate_dkim(self, check: DomainCheck, *, force: bool = False) -> None:
        """Have the service look for the DKIM key (reference: domain-validate-dkim).

        Args:
            check: What DNS said last.
            force: Ask even if the service would not find it.

        Raises:
            NotPublished: DNS isn't ready; the service was not asked.
            ApiError: The service refuses, or finds the key wrong (codes 120 to 129, 1400 to 1402).
        """
        if not (force or check.ready_to_validate_dkim):
            raise NotPublished("DKIM key", check)
        await (await self._api()).validate_dkim(check.domain.domain)

    async def validate(self, check: DomainCheck, *, force: bool = False) -> tuple[str, ...]:
        """Validate what isn't valid yet and ready to be, or all that isn't valid if forced.

        Returns:
            What was asked for: ``verification``, ``dkim``; each outcome is in ``domain/list`` later.

        Raises:
            NotPublished: Nothing is ready; the service was not asked.
            ApiError: The service refuses, or finds a record wrong.
        """
        domain = check.domain
        confirmed = domain.verification_record.status == "confirmed"
        active = domain.dkim.status == "active"
        asked = []
        if not confirmed and (force or check.ready_to_validate_verification):
            await self.validate_verification(check, force=force)
            asked.append("verification")
        if not active and (force or check.ready_to_validate_dkim):
            await self.validate_dkim(check, force=force)
            asked.append("dkim")
        if not asked and not domain.ready:
            raise NotPublished("DKIM key" if confirmed else "verification record", check)
        return tuple(asked)

    async def _api(self) -> DomainsApi:
        return (await self._accounts.client(self.account)).domains


def not_registered(name: str, account: str) -> InputError:
    """The account has no such domain."""
    return InputError(
        f"{readable(name)} is not among the domains of {account}.",
        "Register it first; a domain of another account is that one's alone.",
        field="domain",
    )


def same(one: str, other: str) -> bool:
    """Whether two spellings are one domain; a name that is none is only itself."""
    try:
        return domain_name(one) == domain_name(other)
    except InputError:
        return one == other
