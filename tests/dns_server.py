"""A real authoritative name server (Knot DNS) on loopback, serving zones that a test writes."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dns.exception
import dns.message
import dns.query
import pytest

KNOTD: Final = shutil.which("knotd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/sbin:/bin")
"""The program; None where it isn't installed."""

needs_knot: Final = pytest.mark.skipif(KNOTD is None, reason="Knot DNS (Debian: knot) is not installed")

ADDRESS: Final = "127.0.0.1"

HEAD: Final = """\
$TTL 300
@ SOA ns1 hostmaster 1 3600 600 86400 60
@ NS ns1
ns1 A 127.0.0.1
"""
"""What each zone begins with; its negative answers live 60 seconds."""

_CONFIG: Final = """\
server:
    listen: {listen}
    rundir: {folder}
    background-workers: 1
    udp-workers: 1
    tcp-workers: 1
control:
    listen: {folder}/knot.sock
database:
    storage: {folder}/db
template:
  - id: default
    storage: {folder}
    zonefile-sync: -1
    journal-content: none
    zonefile-load: whole
zone:
{zones}
"""


def free_port(*addresses: str) -> int:
    """A port that is free for UDP and TCP on all addresses."""
    for _ in range(50):
        with socket.socket() as first:
            first.bind((ADDRESS, 0))
            port: int = first.getsockname()[1]
        if all(_free(address, port) for address in (ADDRESS, *addresses)):
            return port
    raise AssertionError("no free port")


def _free(address: str, port: int) -> bool:
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        with socket.socket(type=kind) as tried:
            try:
                tried.bind((address, port))
            except OSError:
                return False
    return True


@contextmanager
def served(
    folder: Path,
    zones: Mapping[str, str],
    *,
    port: int = 0,
    addresses: tuple[str, ...] = (ADDRESS,),
    also_free: tuple[str, ...] = (),
) -> Iterator[int]:
    """Serve zones and give the port.

    Args:
        folder: An empty one for the server's files; its path is short enough for a socket.
        zones: Domain → records in the form of a zone file; :data:`HEAD` goes before them unless they
            have a SOA of their own.
        port: Where to listen; 0 for a free one.
        addresses: Where to listen.
        also_free: Where the port is to be free besides, for another server.
    """
    assert KNOTD is not None
    port = port or free_port(*addresses, *also_free)
    folder.mkdir(parents=True, exist_ok=True)
    for domain, records in zones.items():
        text = records if " SOA " in records else HEAD + records
        (folder / f"{domain}.zone").write_text(f"$ORIGIN {domain}.\n{text}\n", encoding="utf-8")
    config = folder / "knot.conf"
    listen = "[" + ", ".join(f"{address}@{port}" for address in addresses) + "]"
    lines = "\n".join(f"  - domain: {domain}" for domain in zones)
    config.write_text(_CONFIG.format(listen=listen, folder=folder, zones=lines), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([KNOTD, "-c", str(config)], stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, addresses[0], port, next(iter(zones), "."), folder / "log")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(process: "subprocess.Popen[bytes]", address: str, port: int, domain: str, log: Path) -> None:
    until = time.monotonic() + 20
    question = dns.message.make_query(domain, "SOA")
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            dns.query.udp(question, address, port=port, timeout=0.2)
            return
        except (dns.exception.Timeout, OSError):
            time.sleep(0.02)
    raise AssertionError(log.read_text())
