"""DKIM key records compared with the service's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.services.domains.dkim import compared, key_of, tags

KEY = "MIGfMA0GCSqGSIb3DQEB/+QIDAQAB"
WANTED = f"k=rsa; p={KEY}"


@pytest.mark.parametrize(
    "value",
    [
        WANTED,
        f"v=DKIM1; k=rsa; p={KEY}",
        f"v=DKIM1;k=rsa;p={KEY};",
        f"p={KEY}",
        f" p = {KEY[:9]} {KEY[9:]} ; t=y; s=email; n=a note; h=sha256 ",
    ],
)
def test_these_will_do(value: str) -> None:
    assert compared(WANTED, value) == (None, "")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "no p= with the key"),
        ("k=rsa", "no p= with the key"),
        (KEY, "no p= with the key"),
        (f"k=rsa, p={KEY}", "A comma stands"),
        (f'"k=rsa; p={KEY}', "another key|Quotes"),
        ("k=rsa; p=", "was withdrawn"),
        (f"k=ed25519; p={KEY}", "kind of key is ed25519"),
        (f"v=DKIM2; k=rsa; p={KEY}", "version is DKIM2"),
        (f"k=rsa; p={KEY[:10]}", "cut off after 10 of 29"),
        (f"k=rsa; p={KEY.lower()}", "another key"),
        (f"k=rsa; p={KEY}; p={KEY}", "no p="),
        (f"k=rsa; p=({KEY})", "characters that no key has"),
    ],
)
def test_these_wont(value: str, why: str) -> None:
    difference, note = compared(WANTED, value)
    assert difference is not None
    assert any(each in note for each in why.split("|"))


@given(st.text(max_size=80))
def test_any_text_is_read(value: str) -> None:
    difference, note = compared(WANTED, value)
    assert (difference is None) == (note == "")
    if difference is None:
        assert key_of(value) == KEY
    tags(value)


@given(st.lists(st.integers(0, len(KEY)), max_size=4), st.sampled_from([" ", "  ", "\t"]))
def test_spaces_within_the_key_dont_matter(places: list[int], space: str) -> None:
    spaced = KEY
    for place in sorted(places, reverse=True):
        spaced = spaced[:place] + space + spaced[place:]
    assert compared(WANTED, f"k=rsa; p={spaced}") == (None, "")
