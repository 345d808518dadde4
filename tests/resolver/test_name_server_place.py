"""Where a zone's own name server is asked: at its usual port, unless a resolver was given at its address."""

import pytest

from ue_console.resolver.resolver import Resolver


@pytest.mark.parametrize(
    ("given", "port", "address", "asked"),
    [
        (["127.0.0.1:5353"], 53, "127.0.0.1", "127.0.0.1:5353"),
        (["127.0.0.1:5353"], 53, "192.0.2.1", "192.0.2.1"),
        (["127.0.0.1:5353"], 54, "127.0.0.1", "127.0.0.1:54"),
        ([], 53, "192.0.2.1", "192.0.2.1"),
        (["[::1]:5353"], 53, "::1", "[::1]:5353"),
    ],
)
def test_place(given: list[str], port: int, address: str, asked: str) -> None:
    assert str(Resolver(given, port).name_server(address)) == asked
