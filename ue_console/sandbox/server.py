"""The sandbox on a socket: as a command of its own, and beside the console."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Final

from uvicorn.config import Config
from uvicorn.server import Server

from ue_console.errors import ConsoleError
from ue_console.sandbox import dns_server
from ue_console.sandbox.app import create_app
from ue_console.sandbox.dns_server import DnsServer, DnsSockets
from ue_console.sandbox.domain_checks import Checks
from ue_console.sandbox.edge import LOGGER, edged
from ue_console.sandbox.events.events import Events
from ue_console.sandbox.options import Options
from ue_console.sandbox.store import Store, open_store

_LOCAL: Final = "Give --host 127.0.0.1, or 0.0.0.0 for every address of this machine."
_KEEP_ALIVE: Final = 60
_START_SECONDS: Final = 10.0
_STOP_SECONDS: Final = 5.0
_LAST_SECONDS: Final = 1.0


class _Server(Server):
    """uvicorn without its habits: it touches no signals, sleeps while idle, and tells when it listens."""

    def __init__(
        self, store: Store, options: Options, dns: DnsSockets | None, on_ready: Callable[[], None]
    ) -> None:
        app = create_app(store, options, dns=dns.address if dns else "")
        self._events: Events = app.state.events
        self._checks: Checks = app.state.checks
        self._dns = DnsServer(app.state.rule, dns) if dns else None
        super().__init__(
            Config(
                edged(app),
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=1,
            )
        )
        self._on_ready = on_ready
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the server."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self._dns is not None:
            await self._dns.start()
        self._checks.resume()
        self._on_ready()

    async def main_loop(self) -> None:
        """Wait for the end; uvicorn's own loop looks for it ten times a second."""
        await self._ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let requests end for a second, cut the others off, and wait until they have answered."""
        # First: a webhook may lead to this very server.
        await self._events.close()
        await self._checks.close()
        await super().shutdown(sockets)
        left = list(self.server_state.tasks)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=_LAST_SECONDS)
        if self._dns is not None:
            await self._dns.close()

    def end(self) -> None:
        """Stop soon, from any thread; a second call does not wait for open connections."""
        self.force_exit = self.should_exit
        self.should_exit = True
        if self._loop is not None:
            # A loop that is closed has nothing left to end.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ended.set)


def bind(options: Options) -> socket.socket:
    """A bound socket.

    Raises:
        ConsoleError: The port is in use, or the host is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _no_address(options, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # At once, not in the loop: two sandboxes may bind one port, but only one may listen.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise _no_address(options, error) from error
    return listener


def url_of(listener: socket.socket) -> str:
    """``http://127.0.0.1:PORT``."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _no_address(options: Options, error: OSError) -> ConsoleError:
    if isinstance(error, socket.gaierror):
        return ConsoleError(f"No address belongs to the name {options.host}.", _LOCAL)
    if error.errno == errno.EADDRNOTAVAIL:
        return ConsoleError(f"{options.host} is no address of this machine.", _LOCAL)
    reason = (error.strerror or str(error)).lower()
    return ConsoleError(
        f"The sandbox can't listen on {options.host} port {options.port}: {reason}.",
        "Choose another with --port, or 0 for any free one.",
    )


def bind_dns(options: Options) -> DnsSockets | None:
    """The sockets of the sandbox's own DNS server; None where DNS is asked elsewhere.

    Raises:
        ConsoleError: The port is in use.
    """
    return dns_server.bind(options.dns_port) if options.dns == "rule" else None


async def serve(options: Options, *, on_ready: Callable[[str, str], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        options: Checked ones.
        on_ready: Gets the base URL once the sandbox answers, and the address of its DNS server or "".

    Raises:
        ConsoleError: The address or the data file can't be used.
    """
    silence("uvicorn")
    loop = asyncio.get_running_loop()
    store = open_store(options.data)
    try:
        listener, dns = bind(options), bind_dns(options)
        url, address = url_of(listener), dns.address if dns else ""
        server = _Server(store, options, dns, lambda: on_ready(url, address))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.end)
        await server.serve(sockets=[listener])
    finally:
        store.close()


class SandboxThread:
    """A sandbox on a loop of its own in a daemon thread: for ``ue-console demo`` and tests.

    Prints nothing, touches no signal handler and never ends the process.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._ready = threading.Event()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self.dns = ""
        """Where its DNS server listens once it is started, ``127.0.0.1:PORT``; empty where it has none."""

    def start(self) -> str:
        """Start and return the base URL, ``http://127.0.0.1:PORT``, once the sandbox answers.

        Raises:
            ConsoleError: The address or the data file can't be used.
        """
        silence("uvicorn", LOGGER.name)
        listener = bind(self._options)
        with contextlib.ExitStack() as failing:
            failing.callback(listener.close)
            dns = bind_dns(self._options)
            if dns is not None:
                failing.callback(dns.close)
                self.dns = dns.address
            store = open_store(self._options.data)
            failing.callback(store.close)
            self._server = _Server(store, self._options, dns, self._ready.set)
            failing.pop_all()
        self._thread = threading.Thread(
            target=self._run, args=(self._server, store, listener), name="sandbox", daemon=True
        )
        url = url_of(listener)
        self._thread.start()
        self._ready.wait(_START_SECONDS)
        if self._failure is not None:
            raise ConsoleError("The sandbox did not start.") from self._failure
        return url

    def stop(self) -> None:
        """End it and wait; a sandbox that does not run is left alone."""
        if self._server is None or self._thread is None:
            return
        self._server.end()
        self._thread.join(_STOP_SECONDS)

    def _run(self, server: _Server, store: Store, listener: socket.socket) -> None:
        try:
            asyncio.run(server.serve(sockets=[listener]))
        except BaseException as error:
            # Whatever it is, it must not reach threading's hook, which prints.
            self._failure = error
        finally:
            store.close()
            self._ready.set()


def silence(*names: str) -> None:
    """Keep logs from the screen: without a handler, Python prints their warnings."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        logger.propagate = False
