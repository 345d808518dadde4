"""What is pasted as a key of UnificationEngine: two halves, in any form that its pages show."""

import pytest

from ue_console.errors import InputError
from ue_console.models.account import KeyKind, Service
from ue_console.services.keys import clean_credentials

KEY, SECRET = "8481eeb9c8304ce0a5e3cb58489868f4", "4cc366b8be84a072d9232b7db7329c30"
USER, OF_USER = "e9759590-54ef-4cd3-a01c-cb2241ddd812", "1aee1a25-e0c4-4036-a8fd-4d41adc8611b"


@pytest.mark.parametrize(
    "pasted",
    [
        f"{KEY}:{SECRET}",
        f" {KEY}:{SECRET}\r\n",
        f'"{KEY}:{SECRET}"',
        f"{KEY} : {SECRET}",
        f"“{KEY}”:“{SECRET}”",
        f"\n{KEY}\n:\t{SECRET}\n",
        f"{KEY}\n{SECRET}\n",
        f"{KEY}\t{SECRET}",
        f"{KEY}:{SECRET}@",
        f"'{KEY}:{SECRET}@'",
        f"\ufeff{KEY}\u00a0{SECRET}",
    ],
)
def test_an_app(pasted: str) -> None:
    found = clean_credentials(Service.UNIFICATION, KeyKind.APP, pasted)
    assert found.reveal() == f"{KEY}:{SECRET}"


@pytest.mark.parametrize(
    "pasted",
    [
        f"user://{USER}:{OF_USER}@",
        f"user://{USER}:{OF_USER}",
        f' "user://{USER}:{OF_USER}@"\n',
        f"USER://{USER}:{OF_USER}@@",
        f"{USER}:{OF_USER}@",
        f"{USER}\n{OF_USER}",
        f"{USER}:{OF_USER}",
    ],
)
def test_a_user(pasted: str) -> None:
    found = clean_credentials(Service.UNIFICATION, KeyKind.USER, pasted)
    assert found.reveal() == f"{USER}:{OF_USER}"


def test_a_secret_may_hold_colons() -> None:
    assert clean_credentials(Service.UNIFICATION, KeyKind.APP, "a:b:c").reveal() == "a:b:c"


@pytest.mark.parametrize("kind", [KeyKind.ACCOUNT, KeyKind.PROJECT])
def test_unione_has_one_word(kind: KeyKind) -> None:
    assert clean_credentials(Service.UNIONE, kind, f' "{KEY}"\n').reveal() == KEY
    with pytest.raises(InputError, match="a space or line break"):
        clean_credentials(Service.UNIONE, kind, f"{KEY}\n{SECRET}")


@pytest.mark.parametrize(
    ("kind", "pasted", "told"),
    [
        (KeyKind.APP, "", "No key was given"),
        (KeyKind.APP, ' "" ', "No key was given"),
        (KeyKind.APP, KEY, "only one half"),
        (KeyKind.APP, f"{KEY}:", "The secret is missing"),
        (KeyKind.APP, f"{KEY}:@", "The secret is missing"),
        (KeyKind.APP, f":{SECRET}", "The key is missing"),
        (KeyKind.USER, f":{SECRET}", "The id is missing"),
        (KeyKind.USER, f"user://{USER}@", "has no secret; the service gives it only when"),
        (KeyKind.USER, "user://", "only one half"),
        (KeyKind.APP, f"user://{USER}:{OF_USER}@", "a user's address, and no app's"),
        (
            KeyKind.APP,
            f"https://{KEY}:{SECRET}@apiv2.unificationengine.com",
            "The secret has a sign at place 1",
        ),
        (KeyKind.APP, f"{KEY}:{SECRET}@x", "The secret has a sign at place 33 that belongs to an address"),
        (KeyKind.APP, f"{KEY}:{SECRET} {SECRET}", "The secret has a space or line break at place 33"),
        (KeyKind.APP, f"é{KEY}:{SECRET}", "The key has a character outside ASCII at place 1"),
        (KeyKind.APP, f"{KEY}:{SECRET}\x1b[x", "The secret has a character outside ASCII at place 33"),
    ],
)
def test_what_cannot_be_one_is_told_beside_the_field_and_not_shown(
    kind: KeyKind, pasted: str, told: str
) -> None:
    with pytest.raises(InputError, match=told) as caught:
        clean_credentials(Service.UNIFICATION, kind, pasted)
    assert caught.value.field == "key"
    assert ("user://" in caught.value.remedy) == (kind is KeyKind.USER)
    shown = str(caught.value)
    assert not [half for half in (KEY, SECRET, USER, OF_USER) if half[:8] in shown]
