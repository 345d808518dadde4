"""``--dns ADDRESS:PORT``: the sandbox asks a real name server, as the service does."""

import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.dns_server import needs_knot, served
from tests.sandbox.command import finished, start
from tests.sandbox.domain_house import (
    NEW,
    READY,
    becomes,
    dns_state,
    published,
    register,
    states,
    validate,
)
from tests.sandbox.running import KEY, Running
from ue_console.errors import InputError
from ue_console.sandbox import accounts, domain_records
from ue_console.sandbox.dns_lookup import Asking, Server, server_of
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.options import Options, checked

SCOPE = accounts.scope_of(KEY)
CLOCK = Clock(check=0.0, recheck=0.05)
MAIL = "@ MX 10 mail\nmail A 192.0.2.1\n"


def txt(host: str, value: str, size: int = 255) -> str:
    pieces = [value[at : at + size] for at in range(0, len(value), size)]
    return f"{host} TXT " + " ".join(f'"{piece}"' for piece in pieces) + "\n"


def verified(name: str, size: int = 255) -> str:
    return txt("@", domain_records.verification(SCOPE, name), size)


def signed(name: str, owner: str = SCOPE, host: str = "us._domainkey", size: int = 255) -> str:
    return txt(host, f"k=rsa; p={domain_records.dkim_key(owner, name)}", size)


def good(name: str) -> str:
    return verified(name) + signed(name)


ZONES = {
    "right.test": good("right.test") + MAIL,
    "address.test": good("address.test") + "@ A 192.0.2.1\n",
    "six.test": good("six.test") + "@ AAAA 2001:db8::1\n",
    "split.test": verified("split.test", 20) + signed("split.test", size=100) + MAIL,
    "alias.test": verified("alias.test")
    + "us._domainkey CNAME key\n"
    + signed("alias.test", host="key")
    + MAIL,
    "beside.test": txt("@", "v=spf1 -all") + good("beside.test") + txt("@", "other") + MAIL,
    "bare.test": MAIL,
    "spf.test": txt("@", "v=spf1 -all") + MAIL,
    "other.test": verified("other.test") + signed("other.test", "somebody else") + MAIL,
    "wild.test": verified("wild.test") + txt("*", "v=spf1 -all") + MAIL,
    "nomail.test": good("nomail.test"),
    "xn--e1afmkfd.test": good("xn--e1afmkfd.test") + MAIL,
}

CONFIRMED = ("confirmed", "inactive")
VERDICTS = {
    "right.test": (0, 0, READY),
    "address.test": (0, 0, READY),
    "six.test": (0, 0, READY),
    "split.test": (0, 0, READY),
    "alias.test": (0, 0, READY),
    "beside.test": (0, 0, READY),
    "bare.test": (118, 122, NEW),
    "spf.test": (0, 122, NEW),
    "other.test": (0, 124, CONFIRMED),
    "wild.test": (0, 123, CONFIRMED),
    "nomail.test": (0, 1401, CONFIRMED),
    "nobody.bare.test": (118, 1401, NEW),
    "refused.example": (118, 129, NEW),
    "missing.right.test": (118, 1401, NEW),
    "Пример.test": (0, 0, READY),
}


@pytest.fixture(scope="module")
def knot() -> Iterator[str]:
    # Short: the server's control socket is in it.
    with TemporaryDirectory() as folder, served(Path(folder) / "knot", ZONES) as port:
        yield f"127.0.0.1:{port}"


@pytest.fixture(scope="module")
def sandbox(knot: str) -> Iterator[Running]:
    with published(Clock(check=0.0), dns=knot) as found:
        yield found


@needs_knot
@pytest.mark.dns
@pytest.mark.parametrize("name", VERDICTS)
def test_zones(sandbox: Running, name: str) -> None:
    verification, dkim, state = VERDICTS[name]
    kept = register(sandbox, name)["domain"]
    assert validate(sandbox, "verification-record", name) == verification
    assert validate(sandbox, "dkim", name) == dkim
    becomes(sandbox, kept, state)


@needs_knot
@pytest.mark.dns
def test_dkim_is_checked_unasked(knot: str) -> None:
    with published(CLOCK, dns=knot) as sandbox:
        for name in ("bare.test", "other.test", "right.test"):
            register(sandbox, name)
        becomes(sandbox, "right.test", ("unconfirmed", "active"))
        assert states(sandbox)["other.test"] == states(sandbox)["bare.test"] == NEW
        assert dns_state(sandbox) == {"dns": knot, "address": None, "domains": []}


def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ue_console.sandbox.dns_lookup.SECONDS", 0.2)
    with socket.socket(type=socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with published(Clock(check=0.0), dns=address) as sandbox:
            register(sandbox, "right.test")
            assert validate(sandbox, "verification-record", "right.test") == 121
            assert validate(sandbox, "dkim", "right.test") == 121
            assert states(sandbox)["right.test"] == NEW


async def test_a_machine_without_a_resolver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.asyncresolver

    empty = tmp_path / "resolv.conf"
    empty.write_text("# nobody\n")
    real = dns.asyncresolver.Resolver
    monkeypatch.setattr(dns.asyncresolver, "Resolver", lambda: real(filename=str(empty)))
    assert (await Asking(None).ask("acme.example", "TXT")).state == "broken"


@needs_knot
@pytest.mark.dns
async def test_this_machine_s_resolvers(knot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.asyncresolver

    address, _, port = knot.partition(":")
    real = dns.asyncresolver.Resolver

    def of_system() -> dns.asyncresolver.Resolver:
        # Whose file can't name a port.
        found = real(configure=False)
        found.nameservers, found.port = [address], int(port)
        return found

    monkeypatch.setattr(dns.asyncresolver, "Resolver", of_system)
    seen = await Asking(None).ask("right.test", "TXT")
    assert seen == ("found", (domain_records.verification(SCOPE, "right.test"),))


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("127.0.0.1", Server("127.0.0.1", 53)),
        ("127.0.0.1:5353", Server("127.0.0.1", 5353)),
        ("2001:DB8::1", Server("2001:db8::1", 53)),
        ("[::1]:5353", Server("::1", 5353)),
        ("[::1]", Server("::1", 53)),
    ],
)
def test_addresses(text: str, server: Server) -> None:
    assert server_of(text) == server
    assert checked(Options(dns=text)).dns == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rule",
        "dns.example",
        "localhost:53",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:x",
        "127.0.0.1:-1",
        "127.0.0.1/24",
        "me@127.0.0.1",
        "[::1",
        "::1:5353:",
        "[127.0.0.1]:53x",
        "1.2.3.4.5",
        "127.0.0.1:53?x",
        "127.0.0.1#53",
    ],
)
def test_no_addresses(text: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(Options(dns=text))
    assert caught.value.field == "--dns"


def test_ports() -> None:
    for options in (Options(dns_port=-1), Options(dns_port=65_536), Options(dns="system", dns_port=5_353)):
        with pytest.raises(InputError) as caught:
            checked(options)
        assert caught.value.field == "--dns-port"


def test_the_command_refuses_what_is_none() -> None:
    code, out, err = finished("--seed", "empty", "--dns", "nobody")
    assert (code, out) == (2, "")
    assert err == (
        "ue-console sandbox: 'nobody' is neither rule nor system nor the address of a DNS server. "
        "Give one such as 127.0.0.1:5353.\n"
    )


def test_the_command_tells_of_its_own_server_alone() -> None:
    process = start("--seed", "empty", "--dns", "system")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("ready http://")
    process.terminate()
    assert process.communicate(timeout=20) == ("", "")
