"""What is made for a domain: values that differ by owner, and keys that are keys."""

from base64 import b64decode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.sandbox.domain_house import published, register
from tests.sandbox.running import KEY, running
from ue_console.sandbox import domain_records
from ue_console.sandbox.store import Store

NAME = "acme.example"


def test_the_answer_s_shape() -> None:
    with published() as sandbox:
        made = register(sandbox, NAME)
        assert list(made) == ["domain", "verification-record", "dkim"]
        assert made["domain"] == NAME
        word, _, digest = made["verification-record"].partition("=")
        assert (word, len(digest), int(digest, 16) > 0) == ("unione-validate-hash", 32, True)
        assert made["dkim"].startswith("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A")


def test_keys_are_rsa_keys_of_2048_bits() -> None:
    for name in (NAME, "b.example", "c.example"):
        key = load_der_public_key(b64decode(domain_records.dkim_key("scope", name), validate=True))
        assert isinstance(key, RSAPublicKey)
        numbers = key.public_numbers()
        assert (key.key_size, numbers.e, numbers.n % 2) == (2048, 65537, 1)
    assert len(f"k=rsa; p={domain_records.dkim_key('scope', NAME)}") > 255


def test_no_two_owners_share_a_value() -> None:
    with running(unione_keys=(KEY, "second"), domains=()) as sandbox:
        project = sandbox.project()
        made = [register(sandbox, NAME, key) for key in (KEY, "second", project.key)]
        made.append(register(sandbox, "other.example"))
        for field in ("verification-record", "dkim"):
            assert len({each[field] for each in made}) == len(made)


def test_the_same_at_each_start(tmp_path: Path) -> None:
    made = []
    for data in (None, tmp_path / "state.db", tmp_path / "state.db"):
        with published(data=data) as sandbox:
            made.append(register(sandbox, NAME))
    assert made[0] == made[1] == made[2]


def test_a_status_is_set_where_there_is_a_domain(store: Store) -> None:
    domain_records.turn(store, "scope", NAME, "dkim", good=True)
    assert domain_records.find(store, "scope", NAME) is None
    domain_records.save(store, "scope", domain_records.made("scope", NAME))
    domain_records.turn(store, "scope", NAME, "dkim", good=True)
    found = domain_records.find(store, "scope", NAME)
    assert found
    assert (found["verification-record"]["status"], found["dkim"]["status"]) == ("unconfirmed", "active")
