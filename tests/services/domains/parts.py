"""A service's domains in memory, and checks that say what a test wants."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from tests.services.domains.zones import HASH, KEY
from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.models.unione.domain import Dkim, DnsRecords, Domain, VerificationRecord
from ue_console.services.accounts import Accounts
from ue_console.services.domains.domains import Domains
from ue_console.services.domains.records import wanted
from ue_console.services.domains.views import CheckState, DomainCheck, RecordCheck, View


def domain(name: str, confirmed: bool = False, active: bool = False) -> Domain:
    """A registered domain."""
    return Domain(
        domain=name,
        verification_record=VerificationRecord(
            value=HASH, status="confirmed" if confirmed else "unconfirmed"
        ),
        dkim=Dkim(key=KEY, status="active" if active else "inactive"),
    )


class FakeDomains:
    """``client.domains`` in memory; a validation is answered at the next look."""

    def __init__(self, *names: str) -> None:
        self.kept = {name: domain(name) for name in names}
        self.lists: list[tuple[str | None, int, int]] = []
        self.calls: list[tuple[str, str]] = []
        self.trouble: ConsoleError | None = None
        self.validates = True

    async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
        self.lists.append((domain, limit, offset))
        if self.trouble:
            raise self.trouble
        found = [each for name, each in self.kept.items() if domain in (None, name)]
        return found[offset : offset + limit]

    async def get_dns_records(self, domain: str) -> DnsRecords:
        self.calls.append(("get-dns-records", domain))
        return DnsRecords.model_validate({"domain": domain, "verification-record": HASH, "dkim": KEY})

    async def validate_verification_record(self, domain: str) -> None:
        self._validated("validate-verification-record", domain)
        if self.validates:
            self.kept[domain].verification_record.status = "confirmed"

    async def validate_dkim(self, domain: str) -> None:
        self._validated("validate-dkim", domain)
        if self.validates:
            self.kept[domain].dkim.status = "active"

    def _validated(self, method: str, domain: str) -> None:
        self.calls.append((method, domain))
        if self.trouble:
            raise self.trouble


def service(domains: FakeDomains, page: int = 100, account: str = "ACME") -> Domains:
    """The service of an account with these domains."""

    class Clients:
        async def client(self, account: Account) -> Any:
            return type("Client", (), {"domains": domains})()

    owner = Account(name=account, base_url="https://us1.unione.io")
    return Domains(cast("Accounts", Clients()), owner, page=page)


def checked(
    known: Domain, at: datetime, states: Sequence[CheckState] = ("found", "found", "found", "found", "found")
) -> DomainCheck:
    """A check whose records have these states: verification, dkim, mail, spf, dmarc."""
    records = wanted(known.domain, HASH, KEY, known.domain)
    views = [View(state) for state in states]
    return DomainCheck(
        known,
        at,
        tuple(RecordCheck(record, view, view) for record, view in zip(records, views, strict=True)),
        exists=True,
    )
