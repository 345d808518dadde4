"""``domain/*``: every code, and the forms in which names are taken."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.domain_house import NEW, READY, becomes, published, register, states, validate
from tests.sandbox.running import Running


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with published() as found:
        yield found


METHODS = {
    "domain/get-dns-records": (1100, 1101),
    "domain/validate-verification-record": (1200, 1201),
    "domain/validate-dkim": (1400, 1401),
}

NO_NAMES = [
    "acme",
    "acme..example",
    "acme.example..",
    ".acme.example",
    "acme example",
    " acme.example",
    "-acme.example",
    "acme-.example",
    "_dmarc.acme.example",
    "*.acme.example",
    "acme.example/x",
    "http://acme.example",
    "ann@acme.example",
    "192.0.2.1",
    "[::1]",
    "xn--a.example",
    "a" * 64 + ".example",
    ".".join(["a" * 60] * 5),
    "acme\n.example",
    5,
    True,
    ["acme.example"],
    {},
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("given", [{}, {"domain": None}, {"domain": ""}, {"domain": " \n"}], ids=repr)
def test_a_domain_is_missing(sandbox: Running, method: str, given: dict[str, Any]) -> None:
    assert sandbox.refused(method, given) == (400, METHODS[method][0])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: repr(name)[:20])
def test_no_domain(sandbox: Running, method: str, name: Any) -> None:
    assert sandbox.refused(method, {"domain": name}) == (400, METHODS[method][1])
    says = sandbox.post(method, {"domain": name}).json()["message"]
    assert "The field domain is no domain name" in says


@pytest.mark.parametrize("name", [" ", 5, "no domain"])
def test_no_domain_to_list(sandbox: Running, name: Any) -> None:
    assert sandbox.refused("domain/list", {"domain": name}) == (400, 1301)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("limit", 0, 1302),
        ("limit", -1, 1302),
        ("limit", 101, 1302),
        ("offset", -1, 1303),
        ("offset", "0", 1304),
        ("offset", 1.0, 1304),
        ("limit", "50", 1305),
        ("limit", True, 1305),
    ],
)
def test_pages_that_are_none(sandbox: Running, field: str, value: Any, code: int) -> None:
    assert sandbox.refused("domain/list", {field: value}) == (400, code)


@pytest.mark.parametrize(("side", "code"), [("verification-record", 1202), ("dkim", 1402)])
def test_a_domain_that_is_not_registered(sandbox: Running, side: str, code: int) -> None:
    project = sandbox.project(f"Not registered {side}")
    register(sandbox, "of-the-account.example")
    assert validate(sandbox, side, "stranger.example") == code
    assert validate(sandbox, side, "of-the-account.example", project.key) == code


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Case.ACME.Example", "case.acme.example"),
        ("dot.acme.example.", "dot.acme.example"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("XN--Strae-Oqa.example", "xn--strae-oqa.example"),
        ("пример。example.", "xn--e1afmkfd.example"),
        ("a.b.c.d.e.acme.example", "a.b.c.d.e.acme.example"),
        ("1-2.3-4.example", "1-2.3-4.example"),
    ],
)
def test_names_have_one_form(sandbox: Running, given: str, name: str) -> None:
    made = register(sandbox, given)
    assert made["domain"] == name
    assert register(sandbox, name) == made
    for spelled in (given, name, name.upper(), f"{name}."):
        (row,) = sandbox.ok("domain/list", {"domain": spelled})["domains"]
        assert row["domain"] == name
        assert row["verification-record"]["value"] == made["verification-record"]
        assert row["dkim"]["key"] == made["dkim"]
        assert validate(sandbox, "verification-record", spelled) == validate(sandbox, "dkim", spelled) == 0
    becomes(sandbox, name, READY)


@pytest.mark.parametrize(
    ("name", "verification", "dkim", "state"),
    [
        ("ready.example", 0, 0, READY),
        ("usual.example", 0, 0, READY),
        ("split.example", 0, 0, READY),
        ("cname.example", 0, 0, READY),
        ("twospf.example", 0, 0, READY),
        ("manyspf.example", 0, 0, READY),
        ("cached.example", 0, 0, READY),
        ("missing.example", 118, 122, NEW),
        ("nowhere.example", 118, 1401, NEW),
        ("servfail.example", 118, 129, NEW),
        ("lame.example", 118, 129, NEW),
        ("slow.example", 121, 121, NEW),
        ("different.example", 0, 124, NEW),
        ("otherkey.example", 0, 124, ("confirmed", "inactive")),
        ("malformed.example", 0, 123, ("confirmed", "inactive")),
        ("wildcard.example", 0, 123, ("confirmed", "inactive")),
        ("internal.example", 0, 120, ("confirmed", "inactive")),
        ("unknown.example", 0, 129, ("confirmed", "inactive")),
        ("nomail.example", 0, 1401, ("confirmed", "inactive")),
        ("Split-2.parts.example", 0, 0, READY),
        ("slow2.parts.example", 121, 121, NEW),
        ("slowly.parts.example", 0, 0, READY),
        ("parts.missing.example", 0, 0, READY),
    ],
)
def test_each_part(sandbox: Running, name: str, verification: int, dkim: int, state: tuple[str, str]) -> None:
    register(sandbox, name)
    assert validate(sandbox, "verification-record", name) == verification
    assert validate(sandbox, "dkim", name) == dkim
    becomes(sandbox, name.lower(), state)


def test_a_domain_that_can_not_be_registered(sandbox: Running) -> None:
    assert sandbox.refused("domain/get-dns-records", {"domain": "forbidden.example"}) == (400, 130)
    assert "forbidden.example" not in states(sandbox)


def test_http_statuses(sandbox: Running) -> None:
    register(sandbox, "internal.status.example")
    assert sandbox.refused("domain/validate-dkim", {"domain": "internal.status.example"}) == (500, 120)
