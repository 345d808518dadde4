"""The console on a sandbox in the same process whose DNS server is a real one on loopback."""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal

import httpx

from tests.console import NOON, demo_workspace
from ue_console.sandbox import dns_server
from ue_console.sandbox.app import create_app
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.dns_server import DnsServer
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.options import Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

AT_ONCE: Final = Clock(publish=0.0, check=0.0, recheck=3_600.0, span=0.0)
"""Records stand as soon as a domain is registered, and a validation is done at once."""


class DnsThread:
    """A DNS server on a loop of its own."""

    def __init__(self, rule: Rule) -> None:
        self._sockets = dns_server.bind(0)
        self._rule = rule
        self._ended = asyncio.Event()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))
        self._thread.start()
        self._ready.wait()

    @property
    def address(self) -> str:
        """``127.0.0.1:PORT``."""
        return self._sockets.address

    async def _serve(self) -> None:
        server = DnsServer(self._rule, self._sockets)
        await server.start()
        self._ready.set()
        await self._ended.wait()
        await server.close()

    def stop(self) -> None:
        """End it, and wait."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()
        self._loop.close()


def domain_workspace(
    seed: Literal["demo", "empty"] = "demo",
    *,
    clock: Clock = AT_ONCE,
    read_only: bool = False,
    database: Database | None = None,
    now: Callable[[], datetime] = lambda: NOON,
) -> Workspace:
    """The demo, or an account without any data; the console asks the sandbox's own DNS server."""
    options = Options(seed=seed, unione_keys=(load_demo(NOON).key,), clock=clock)
    app = create_app(open_store(None), options, now=now)
    server = DnsThread(app.state.rule)
    return demo_workspace(
        transport=httpx.ASGITransport(app),
        read_only=read_only,
        database=database,
        dns=server.address,
        on_close=server.stop,
        now=now,
    )
