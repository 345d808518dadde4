"""Where a receiver can listen, and what is said where it can't."""

import socket

import pytest

from ue_console.errors import ConsoleError
from ue_console.receiver.binding import bind, url_of


def test_any_free_port_of_this_machine() -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert url_of(listener) == f"http://127.0.0.1:{port}"
        with pytest.raises(ConsoleError) as caught:
            bind("127.0.0.1", port)
    assert (
        str(caught.value)
        == f"Port {port} of 127.0.0.1 is in use. Choose another port, or 0 for any free one."
    )


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_ipv6_is_written_in_brackets() -> None:
    try:
        listener = bind("::1", 0)
    except ConsoleError:
        pytest.skip("no IPv6 loopback here")
    with listener:
        assert url_of(listener).startswith("http://[::1]:")


@pytest.mark.parametrize(
    ("host", "port", "cause"),
    [
        ("nowhere.invalid", 0, "No address belongs to the name nowhere.invalid."),
        ("a" * 300, 0, f"No address belongs to the name {'a' * 300}."),
        ("192.0.2.1", 0, "192.0.2.1 is no address of this machine."),
        ("127.0.0.1", 70_000, "70000 is no port."),
        ("127.0.0.1", -1, "-1 is no port."),
    ],
)
def test_an_address_that_is_not_ours(host: str, port: int, cause: str) -> None:
    with pytest.raises(ConsoleError) as caught:
        bind(host, port)
    assert caught.value.cause == cause
    assert caught.value.remedy
