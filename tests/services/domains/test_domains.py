"""Domains at the service: every page once, registered by any spelling, validated only when DNS is right."""

from datetime import UTC, datetime

import pytest

from tests.services.domains.parts import FakeDomains, checked, domain, service
from ue_console.errors import InputError
from ue_console.models.unione.domain import Domain
from ue_console.services.domains.domains import NotPublished
from ue_console.services.domains.views import CheckState

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
BOTH = [("validate-verification-record", "a.test"), ("validate-dkim", "a.test")]


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (2, 1), (3, 2), (7, 3)])
async def test_pages_come_until_one_is_short(count: int, calls: int) -> None:
    domains = FakeDomains(*(f"d{number}.test" for number in range(count)))
    assert len(await service(domains, page=3).all()) == count
    assert domains.lists == [(None, 3, 3 * number) for number in range(calls)]


async def test_five_thousand_domains() -> None:
    domains = FakeDomains(*(f"d{number}.test" for number in range(5000)))
    found = await service(domains).all()
    assert [each.domain for each in found] == [*domains.kept]
    assert len(domains.lists) == 51


async def test_a_server_that_repeats_its_page_is_left() -> None:
    class Stubborn(FakeDomains):
        async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
            assert len(self.lists) < 9
            return await super().list(domain, limit, 0)

    assert len(await service(Stubborn("a.test", "b.test", "c.test"), page=3).all()) == 3


async def test_one_domain_is_asked_for_by_its_name() -> None:
    domains = FakeDomains("xn--e1afmkfd.test")
    found = await service(domains).get("ПРИМЕР.test.")
    assert found is not None
    assert found.domain == "xn--e1afmkfd.test"
    assert domains.lists == [("xn--e1afmkfd.test", 1, 0)]
    assert await service(domains).get("other.test") is None


async def test_a_server_that_ignores_the_name_is_not_believed() -> None:
    class Deaf(FakeDomains):
        async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
            return await super().list(None, limit, offset)

    assert await service(Deaf("a.test")).get("b.test") is None


async def test_a_domain_of_another_account_isnt_known() -> None:
    with pytest.raises(InputError, match=r"b\.test is not among the domains of ACME") as caught:
        await service(FakeDomains("a.test")).known("B.test")
    assert "another account" in caught.value.remedy


async def test_a_domain_is_registered_under_its_one_name() -> None:
    domains = FakeDomains()
    assert (await service(domains).register(" Пример.TEST. ")).domain == "xn--e1afmkfd.test"
    with pytest.raises(InputError):
        await service(domains).register("no domain")
    assert domains.calls == [("get-dns-records", "xn--e1afmkfd.test")]


@pytest.mark.parametrize(
    ("known", "states", "calls"),
    [
        (domain("a.test"), ("found", "found", "found"), BOTH),
        (domain("a.test"), ("found", "missing", "found"), BOTH[:1]),
        (domain("a.test"), ("different", "found", "found"), BOTH[1:]),
        (domain("a.test"), ("found", "found", "missing"), BOTH[:1]),
        (domain("a.test"), ("found", "found", "unknown"), BOTH),
        (domain("a.test", confirmed=True), ("missing", "found", "found"), BOTH[1:]),
        (domain("a.test", True, True), ("missing", "missing", "missing"), []),
    ],
)
async def test_what_dns_has_is_validated(
    known: Domain, states: tuple[CheckState, ...], calls: list[tuple[str, str]]
) -> None:
    domains = FakeDomains("a.test")
    check = checked(known, NOON, (*states, "missing", "missing"))
    asked = await service(domains).validate(check)
    assert domains.calls == calls
    assert len(asked) == len(calls)


@pytest.mark.parametrize("state", ["missing", "different", "unknown"])
async def test_what_dns_lacks_isnt_validated_unless_forced(state: CheckState) -> None:
    domains = FakeDomains("a.test")
    check = checked(domain("a.test"), NOON, (state, state, "found", "missing", "missing"))
    for call in (
        service(domains).validate(check),
        service(domains).validate_verification(check),
        service(domains).validate_dkim(check),
    ):
        with pytest.raises(NotPublished, match=r"DNS doesn't have the .* of a\.test") as caught:
            await call
        assert caught.value.remedy == check.next_step
        assert caught.value.check is check
    assert domains.calls == []
    assert await service(domains).validate(check, force=True) == ("verification", "dkim")
    assert domains.calls == BOTH
