"""A message bus that says what it must to keep a caller waiting, and then nothing more."""

import contextlib
import socket
import threading
from enum import Enum
from pathlib import Path


class Silent(Enum):
    """From where on the bus is silent."""

    AT_ONCE = "before it lets anybody in"
    AFTER_THE_DOOR = "before it greets"
    AFTER_THE_GREETING = "at the first real call"


class SilentBus:
    """Listens on a socket until it is closed; every connection stays open.

    Args:
        path: Where the socket is made.
        silent: From where on nothing is answered.
    """

    def __init__(self, path: Path, silent: Silent) -> None:
        self._silent = silent
        self._open: list[socket.socket] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(16)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        """Hang up on everybody."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for connection in [self._listening, *self._open]:
            connection.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # the socket was shut: the end
            while True:
                connection = self._listening.accept()[0]
                self._open.append(connection)
                if self._silent is not Silent.AT_ONCE:
                    self._let_in(connection)

    def _let_in(self, connection: socket.socket) -> None:
        heard = b""
        answers = {b"AUTH": b"OK 0123456789abcdef0123456789abcdef\r\n", b"NEGO": b"AGREE_UNIX_FD\r\n"}
        while b"BEGIN\r\n" not in heard:
            while b"\r\n" not in heard:
                heard += connection.recv(4096)
            line, _, heard = heard.lstrip(b"\0").partition(b"\r\n")
            if line == b"BEGIN":
                break
            connection.sendall(answers[line[:4]])
        if self._silent is Silent.AFTER_THE_GREETING:
            self._greet(connection, heard)

    def _greet(self, connection: socket.socket, heard: bytes) -> None:
        from jeepney import new_method_return
        from jeepney.low_level import Parser

        parser = Parser()
        parser.add_data(heard)
        while (hello := parser.get_next_message()) is None:
            parser.add_data(connection.recv(4096))
        connection.sendall(new_method_return(hello, "s", (":1.1",)).serialise(serial=1))
