"""One real name server for all tests of a file."""

from collections.abc import Iterator

import pytest

from tests.dns_server import served

LONG = " ".join('"' + "x" * 250 + '"' for _ in range(12))

ZONES = {
    "example.test": f"""\
@ 120 TXT "unione-validate-hash=1f" " and more"
@ 90 TXT "two"
@ MX 10 mail
@ MX 0 .
mail A 192.0.2.7
mail AAAA 2001:db8::7
alias CNAME mid
mid 30 CNAME mail
away CNAME key.other.test.
dangling CNAME nobody.other.test.
led CNAME key.lost.test.
round CNAME turn.other.test.
long TXT {LONG}
hostile TXT "a\\027[2Jb" "\\226\\128\\174c"
* TXT "any"
xn--e1afmkfd.sub TXT "international"
""",
    "other.test": """\
key TXT "k=rsa; p=AB"
turn CNAME round.example.test.
""",
    "test": """\
example NS ns1.example
ns1.example A 127.0.0.1
half NS ns1.half
half NS ns2.half
ns1.half A 127.0.0.1
ns2.half A 127.0.0.2
lost NS ns1.lost
lost NS nowhere.test.
ns1.lost A 127.0.0.2
""",
    "half.test": """\
$TTL 300
@ SOA ns1 hostmaster 1 3600 600 86400 60
@ NS ns1
@ NS ns2
ns1 A 127.0.0.1
ns2 A 127.0.0.2
@ TXT "half"
""",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the zones are served on 127.0.0.1; the same port is free on 127.0.0.2."""
    with served(
        tmp_path_factory.mktemp("dns"), ZONES, addresses=("127.0.0.1",), also_free=("127.0.0.2",)
    ) as found:
        yield found
