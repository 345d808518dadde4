"""What tests of domains share: sandboxes whose domains are published soon, and what is asked of them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import dns.flags
import dns.message
import dns.query
import dns.rcode

from tests.sandbox.running import KEY, Running, running
from ue_console.sandbox.events.clock import Clock

AT_ONCE: Final = Clock(publish=0.0, check=0.0, recheck=3_600.0, span=0.0)
"""Records stand as soon as a domain is registered; nothing is checked unasked."""
NEVER: Final = Clock(publish=3_600.0, check=0.0, recheck=3_600.0)
"""Nothing appears while a test runs."""

NEW: Final = ("unconfirmed", "inactive")
READY: Final = ("confirmed", "active")


@contextmanager
def published(clock: Clock = AT_ONCE, **settings: Any) -> Iterator[Running]:
    """A sandbox without seed and domains."""
    with running(clock=clock, domains=(), **settings) as found:
        yield found


def register(sandbox: Running, domain: str, key: str = KEY) -> dict[str, Any]:
    """The answer of ``domain/get-dns-records``."""
    return sandbox.ok("domain/get-dns-records", {"domain": domain}, key=key)


def validate(sandbox: Running, side: str, domain: str, key: str = KEY) -> int:
    """The code of ``domain/validate-…``; 0 for success."""
    response = sandbox.post(f"domain/validate-{side}", {"domain": domain}, key=key)
    code: int = response.json().get("code", 0)
    assert (response.status_code == 200) == (code == 0)
    return code


def states(sandbox: Running, key: str = KEY) -> dict[str, tuple[str, str]]:
    """Domain → status of the verification record and of DKIM."""
    rows = sandbox.ok("domain/list", {"limit": 100}, key=key)["domains"]
    return {row["domain"]: (row["verification-record"]["status"], row["dkim"]["status"]) for row in rows}


def becomes(sandbox: Running, domain: str, state: tuple[str, str], key: str = KEY) -> None:
    """Wait until both statuses of a domain are these."""
    until(lambda: states(sandbox, key)[domain] == state)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def dns_state(sandbox: Running) -> dict[str, Any]:
    """``GET /_sandbox/dns``."""
    found: dict[str, Any] = sandbox.client.get(f"{sandbox.url}/_sandbox/dns").json()
    return found


def place(sandbox: Running) -> tuple[str, int]:
    """Address and port of the sandbox's DNS server."""
    host, _, port = dns_state(sandbox)["address"].partition(":")
    return host, int(port)


def ask(
    sandbox: Running, name: str, kind: str, *, recursive: bool = True, tcp: bool = False
) -> dns.message.Message:
    """The DNS server's answer."""
    question = dns.message.make_query(name, kind)
    if not recursive:
        question.flags = dns.flags.Flag(0)
    host, port = place(sandbox)
    send = dns.query.tcp if tcp else dns.query.udp
    return send(question, host, port=port, timeout=10)


def texts(answer: dns.message.Message) -> set[str]:
    """The TXT records of an answer, the strings of each joined."""
    return {
        b"".join(rdata.strings).decode()
        for rrset in answer.answer
        for rdata in rrset
        if rdata.rdtype.name == "TXT"
    }


def code_of(answer: dns.message.Message) -> str:
    """``NOERROR``, ``NXDOMAIN``, …"""
    return dns.rcode.to_text(answer.rcode())
