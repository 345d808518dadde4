"""What a URL may hold, and how it is shown."""

import pytest

from ue_console.errors import InputError
from ue_console.models.secret import MASK, Secret
from ue_console.models.unione.webhook import Webhook
from ue_console.models.url_masking import veils
from ue_console.services.ping_hiding import Held
from ue_console.services.url_secrets import (
    check_no_key,
    check_no_password,
    shown_url,
    shown_webhook,
    unveiled,
    veiled_text,
)

KEY = "5xdo7k9wkq3rz8mte4yn"
WORDS = "correct-horse-battery"
HELD = Held((Secret(KEY), Secret(f"6f0c2a51e7d9:{WORDS}")), whole=True)
HINT = Secret(KEY).hint


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h.example/hooks/12?a=b#c", "https://h.example/hooks/12?a=b#c"),
        ("https://me:pw@h.example:8443/x", f"https://me:{MASK}@h.example:8443/x"),
        ("https://me:p@w@h.example/x", f"https://me:{MASK}@h.example/x"),
        ("https://me@h.example/x", "https://me@h.example/x"),
        ("https://:pw@h.example/x", f"https://:{MASK}@h.example/x"),
        (f"https://h.example/?k={KEY}&b=1", f"https://h.example/?k={HINT}&b=1"),
        (f"https://h.example/{KEY}/x", f"https://h.example/{HINT}/x"),
        (f"https://{KEY}@h.example/", f"https://{HINT}@h.example/"),
        (f"https://{KEY}:8443/v1", f"https://{HINT}:8443/v1"),
        (f"https://{KEY}.lambda.example/", f"https://{KEY}.lambda.example/"),
        (f"https://h.example/?k=%35{KEY[1:]}", f"https://h.example/?k={HINT}"),
        (f"https://h.example/?k=%2535{KEY[1:]}", f"https://h.example/?k={HINT}"),
        ("https://h.example/?token=abc&x=1", f"https://h.example/?token={MASK}&x=1"),
        ("https://h.example/?PASSWORD=abc", f"https://h.example/?PASSWORD={MASK}"),
        ("https://h.example/?sig=abc&auth=x1", f"https://h.example/?sig={MASK}&auth={MASK}"),
        ("https://h.example/?design=abc&author=me", "https://h.example/?design=abc&author=me"),
        ("https://h.example/%20shop/caf%C3%A9", "https://h.example/%20shop/caf%C3%A9"),
        ("me:pw@h.example/x", f"me:{MASK}@h.example/x"),
        ("no URL at all", "no URL at all"),
        ("", ""),
    ],
)
def test_the_user_is_shown_and_passwords_and_keys_are_dots(url: str, shown: str) -> None:
    assert shown_url(url) == shown
    assert shown_webhook(Webhook(url=url)).url == shown
    assert unveiled(f" {shown} ", url) == url


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (
            "webhooks/1234567890123/Xk3_abcDEFghi-JKLmnopQRS_a1b2c3d4e5f6a7b86789-abcdefGHIJKLMN_opqrstuv",
            "webhooks/1234567890123/••••stuv",
        ),
        ("webhooks/1234567890123/Xk3_abcDEFghi-JKLmnopQRS_tuv", "webhooks/1234567890123/••••_tuv"),
        ("hook/550e8400-e29b-41d4-a716-446655440000/in", "hook/••••0000/in"),
        ("hook/deadbeef-dead-beef-dead-beefdeadbeef", "hook/••••beef"),
        ("bot123456:AAEabcDEF-ghi_JKLmnop/in", "••••mnop/in"),
        ("token/PATHTOK12/in", f"token/{MASK}/in"),
        ("api-key/abc;v=1", f"api-key/{MASK};v=1"),
        ("%74oken/abc", f"%74oken/{MASK}"),
        ("token/", "token/"),
        ("monkey", "monkey"),
        ("in;jsessionid=abc?a=b", f"in;jsessionid={MASK}?a=b"),
        ("eyJhbGci.eyJzdWIi.c2ln", "••••c2ln"),
        ("in?auth[token]=a&a[b]=c", f"in?auth[token]={MASK}&a[b]=c"),
        ("in?%74oken=a%2Fb&c=d", f"in?%74oken={MASK}&c=d"),
        ("in?auth%5Btoken%5D=a", f"in?auth%5Btoken%5D={MASK}"),
        ("in?token=a/b+c,d", f"in?token={MASK}"),
        ("in?t=eyJhbGci.eyJzdWIi.c2ln&c=d", "in?t=••••c2ln&c=d"),
        ("in?id=550e8400-e29b-41d4-a716-446655440000", "in?id=••••0000"),
        ("in?back=https://me:pw@h/", f"in?back={MASK}"),
        ("in?back=https%3A%2F%2Fme%3Apw%40h%2F", f"in?back={MASK}"),
        ("in?back=%2Fx%3Ftoken%3Da", f"in?back={MASK}"),
        *(
            (f"in?{name}=abc#d", f"in?{name}={MASK}#d")
            for name in (
                "jwt",
                "sid",
                "session",
                "credential",
                "credentials",
                "access",
                "code",
                "connect.sid",
            )
        ),
        *(
            (plain, plain)
            for plain in (
                "webhooks/new-order-created",
                "v2/shop-12/orders-2026-05-01/oauth2callback-production",
                "newOrderCreated-2026/warehouseIDs_v3.json",
                "in?zipcode=12&success=1&side=left&accessory=hat",
                "in?back=https://shop.example.com/orders/12",
                "1234567890123/1.0:2",
            )
        ),
    ],
)
def test_whole_parts_that_hold_a_token_are_dots_and_plain_words_are_not(part: str, shown: str) -> None:
    assert shown_url(f"https://h.example/{part}") == f"https://h.example/{shown}"
    assert shown_url(f"https://h.example/{shown}") == f"https://h.example/{shown}"


def test_another_text_than_the_shown_one_is_as_it_was_typed() -> None:
    url = "https://me:pw@h.example/"
    assert unveiled("https://h.example/", url) == "https://h.example/"


@pytest.mark.parametrize(
    "url",
    [
        f"https://h.example/?k={KEY}",
        f"https://h.example/?k={KEY.upper()}",
        f"https://h.example/?k=%35{KEY[1:]}",
        f"https://me:{KEY}@h.example/",
        f"https://{KEY}.h.example/",
        f"https://h.example/{WORDS}",
    ],
)
@pytest.mark.parametrize("kept", [False, True])
def test_a_key_that_is_held_is_taken_nowhere(url: str, *, kept: bool) -> None:
    with pytest.raises(InputError, match="holds the key of an account") as caught:
        check_no_key(url, HELD, kept=kept)
    assert caught.value.field == "url"
    assert KEY not in str(caught.value)


OTHER = "a1b2c3d4e5f6a7b8c9d0"


@pytest.mark.parametrize(
    "url", [f"https://h.example/{OTHER}", f"https://{OTHER}@h.example/", f"https://{OTHER}/"]
)
def test_what_looks_like_a_key_is_taken_only_where_the_service_has_it(url: str) -> None:
    with pytest.raises(InputError, match="looks like a key") as caught:
        check_no_key(url, HELD)
    assert OTHER not in str(caught.value)
    check_no_key(url, HELD, kept=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example.com/unione/events?shop=12&v=2",
        f"https://me:{OTHER}@h.example/",
        f"https://{OTHER}.lambda.example/",
        "https://h.example/6f0c2a51-e7d9-4c1b-9a3e-5d8f7b2c4e60",
    ],
)
def test_usual_urls_and_a_handlers_own_password_are_taken(url: str) -> None:
    check_no_key(url, HELD)


def test_dots_are_no_password() -> None:
    with pytest.raises(InputError, match="has dots"):
        check_no_key(f"https://me:{MASK}@h.example/other", HELD)


def test_where_it_would_be_kept_on_disk_no_password_is_taken() -> None:
    check_no_password("https://me@h.example/a:b@c")
    check_no_password("https://bin.example/550e8400-e29b-41d4-a716-446655440000/events")
    with pytest.raises(InputError, match="kept on disk") as caught:
        check_no_password("https://me:pw1@h.example/")
    assert "pw1" not in str(caught.value)
    with pytest.raises(InputError, match="kept on disk"):
        check_no_password("https://h.example/?token=abc")


def test_what_is_told_in_the_place_of_a_urls_parts() -> None:
    told = {
        secret.reveal(): shown for secret, shown in veils(f"https://me:hunter22@h.example/{OTHER}?token=abcd")
    }
    assert told == {
        f"https://me:hunter22@h.example/{OTHER}?token=abcd": f"https://me:{MASK}@h.example/••••c9d0?token={MASK}",
        f"me:hunter22@h.example/{OTHER}?token=abcd": f"me:{MASK}@h.example/••••c9d0?token={MASK}",
        f"/{OTHER}?token=abcd": f"/••••c9d0?token={MASK}",
        OTHER: "••••c9d0",
        "hunter22": MASK,
        "token=abcd": f"token={MASK}",
        "bWU6aHVudGVyMjI=": MASK,
    }
    assert list(told) == sorted(told, key=len, reverse=True)
    assert veils("https://me@h.example/x?a=b") == ()


@pytest.mark.parametrize(
    ("url", "said", "told"),
    [
        ("http://h/h?token=NEWtok12", "ok /h?token=NEWtok12, NEWtok12", f"ok /h?token={MASK}, {MASK}"),
        ("http://h/h?token=abc", "ok token=abc", f"ok token={MASK}"),
        ("http://h/h?token=a%2Bcdefg", "a+cdefg a%2Bcdefg", f"{MASK} {MASK}"),
        ("http://h/h?token=a/bcdefg", "a%2Fbcdefg", MASK),
        ("http://h/key/PATHTOK12/in", "no /PATHTOK12", f"no /{MASK}"),
        ("http://me:hunter22@h/", "Basic bWU6aHVudGVyMjI= is hunter22", f"Basic {MASK} is {MASK}"),
        ("http://h/plain?a=b", "ok /plain?a=b", "ok /plain?a=b"),
    ],
)
def test_a_text_has_dots_where_the_url_has_them(url: str, said: str, told: str) -> None:
    assert veiled_text(url, said) == told
