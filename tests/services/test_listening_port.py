"""The port that is offered where the usual one is taken."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from ue_console.services.listening_port import next_free


@pytest.fixture
def taken() -> Iterator[int]:
    """The first of two ports, side by side, at which others listen."""
    with ExitStack() as held:
        for _ in range(100):
            first = held.enter_context(socket.create_server(("127.0.0.1", 0)))
            port = first.getsockname()[1]
            try:
                held.enter_context(socket.create_server(("127.0.0.1", port + 1)))
            except (OSError, OverflowError):
                continue
            yield port
            return
    raise AssertionError("no two ports side by side")


def test_ports_that_are_taken_too_are_passed_over(taken: int) -> None:
    free = next_free(taken)
    assert taken + 2 <= free <= taken + 20
    with socket.create_server(("127.0.0.1", free)):
        assert next_free(taken) > free


def test_what_is_the_systems_is_not_offered() -> None:
    assert next_free(80) >= 1024


def test_behind_the_last_port_there_is_none() -> None:
    assert next_free(65535) == 0
