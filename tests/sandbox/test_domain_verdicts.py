"""Which TXT records count as DKIM, and with which key."""

import pytest

from ue_console.sandbox.domain_verdicts import dkim_code, is_verified

KEY = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB"
OTHER = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCC"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([f"k=rsa; p={KEY}"], 0),
        ([f"v=DKIM1; k=rsa; t=s; p={KEY};"], 0),
        ([f"p={KEY}"], 0),
        ([f" k = rsa ;p= {KEY[:9]} \t{KEY[9:]} "], 0),
        ([f"k=rsa; p={OTHER}", f"k=rsa; p={KEY}"], 0),
        (["v=spf1 -all", f"k=rsa; p={KEY}"], 0),
        ([], 122),
        ([""], 123),
        (["v=spf1 -all"], 123),
        ([KEY], 123),
        ([f"k=rsa, p={KEY}"], 123),
        ([f"k=ed25519; p={KEY}"], 123),
        ([f"v=DKIM2; p={KEY}"], 123),
        ([f"k=rsa; p={KEY[:-1]}"], 123),
        ([f"k=rsa; p=“{KEY}”"], 123),
        ([f"p={KEY}; p={KEY}"], 123),
        ([f'"k=rsa; p={KEY}"'], 123),
        ([f"k=rsa; p={OTHER}"], 124),
        (["k=rsa; p="], 124),
        (["v=spf1 -all", f"k=rsa; p={OTHER}"], 124),
    ],
)
def test_dkim(values: list[str], code: int) -> None:
    assert dkim_code(values, KEY) == code


def test_verification_is_letter_by_letter() -> None:
    wanted = "unione-validate-hash=483bb362ebdbeedd755cfb1d4d661"
    assert is_verified(["v=spf1 -all", wanted], wanted)
    for value in (wanted.upper(), f'"{wanted}"', f"{wanted} ", wanted[:-1], ""):
        assert not is_verified([value], wanted)
