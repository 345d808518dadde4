"""A form for each connector, and the URI that it makes."""

import pytest

from tests.api.test_secrecy import everything
from ue_console.errors import InputError
from ue_console.models.secret import Secret
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.models.unification.schemes import Place, uri_from
from ue_console.models.unification.uri import parsed


def made(scheme: str, **typed: str) -> str:
    """The URI of a form filled with ``typed``, its defaults kept."""
    form = SCHEMES[scheme]
    defaults = {field.id: field.default for field in form.fields}
    return uri_from(form, {k: Secret(v) for k, v in {**defaults, **typed}.items()}).built().reveal()


@pytest.mark.parametrize(
    ("scheme", "typed", "uri"),
    [
        ("facebook", {"token": "T/:@%"}, "facebook://T%2F%3A%40%25@facebook.com"),
        ("facebook", {"token": "T", "account_id": "5"}, "facebook://T@facebook.com?account_id=5"),
        ("fbmessenger", {"token": "U"}, "fbmessenger://U@facebook.com"),
        ("fbmessenger", {"token": "T", "user_id": "U"}, "fbmessenger://T@facebook.com?user_id=U"),
        ("twitter", {"token": "T", "secret": "S"}, "twitter://T:S@twitter.com"),
        (
            "twitter",
            {"token": "T", "secret": "S", "username": "@joe"},
            "twitter://T:S@twitter.com?username=%40joe",
        ),
        (
            "linkedin",
            {"token": "T", "id": "5", "is_profile": "true"},
            "linkedin://T@linkedin.com?id=5&is_profile=true",
        ),
        (
            "googleplus",
            {"token": "T", "id": "5", "refresh_token": "1/R"},
            "googleplus://T@googleplus.com?id=5&refresh_token=1%2FR&is_profile=false",
        ),
        (
            "smtp",
            {"token": "me@x.org", "secret": "p@s:s", "domain": "mail.x.org"},
            "smtp://me%40x.org:p%40s%3As@mail.x.org:587",
        ),
        ("sms", {"token": "+4930"}, "sms://%2B4930@twilio.com"),
        (
            "sms",
            {"token": "T", "secret": "S", "domain": "sms.example", "phone_number": "+4930"},
            "sms://T:S@sms.example?phone_number=%2B4930",
        ),
        ("whatsapp", {"token": "4930"}, "whatsapp://4930@whatsapp.com"),
        ("whatsappofficial", {"token": "4930"}, "whatsappofficial://4930@whatsapp.com"),
        ("whatsappsandbox", {"token": "4930"}, "whatsappsandbox://4930@whatsapp.com"),
        ("telegram", {"token": "U"}, "telegram://U@telegram.com"),
        ("line", {"token": "U/1"}, "line://U%2F1@line.com"),
        ("viber", {"token": "U", "phone_number": "+49"}, "viber://U@viber.com?phone_number=%2B49"),
        ("viberpa", {"token": "U"}, "viberpa://U@viber.com"),
        (
            "wechat",
            {"token": "T", "secret": "S", "user_id": "U", "token_created_time": "7"},
            "wechat://T:S@wechat.com?user_id=U&token_created_time=7",
        ),
        ("kik", {"token": "bot", "secret": "K"}, "kik://bot:K@kik.com"),
        ("threema", {"token": "*ID", "secret": "A|0f"}, "threema://*ID:A%7C0f@threema.com"),
        ("instagram", {"token": "U"}, "instagram://U@instagram.com?isDirectMsg=true"),
        (
            "microsoftteams",
            {"token": "F", "service_url": "https://s/", "recipient_id": "R", "more": "a=1&b=%2F"},
            "microsoftteams://F@microsoft.com?service_url=https%3A%2F%2Fs%2F&recipient_id=R&a=1&b=%2F",
        ),
        ("googlebusiness", {"token": "C", "bot_id": "B"}, "googlebusiness://C@google.com?bot_id=B"),
        ("applebusinesschat", {"token": "C", "bot_id": "B"}, "applebusinesschat://C@apple.com?bot_id=B"),
        ("tclchatwidget", {"user_id": "U"}, "tclchatwidget://@tclchatwidget.com?user_id=U"),
        ("sendgrid", {"token": "T"}, "sendgrid://T@sendgrid.com"),
        ("", {"uri": "whatsappcloud://4930@whatsapp.com"}, "whatsappcloud://4930@whatsapp.com"),
        ("", {"uri": "smtp://me@x.org:p/w@host:25/?a=b c"}, "smtp://me%40x.org:p%2Fw@host:25?a=b%20c"),
    ],
)
def test_a_filled_form_makes_the_documented_uri(scheme: str, typed: dict[str, str], uri: str) -> None:
    assert made(scheme, **typed) == uri
    assert made(scheme, **{name: f" {value}\n" for name, value in typed.items()}) == uri


@pytest.mark.parametrize(
    "address", ["me@x.org", "a+b=c@sub.example.test", "ä@bücher.example", "me@intranet", "-x@example.org"]
)
def test_a_mailbox_of_any_server_is_taken(address: str) -> None:
    uri = made("smtp", token=address, secret="pw", domain="mail.x.org")
    assert parsed(Secret(uri)).token.reveal() == address


def test_every_form_says_what_it_wants() -> None:
    assert list(SCHEMES)[-1] == ""
    for name, scheme in SCHEMES.items():
        assert (name, scheme.id) == (scheme.id, name)
        assert scheme.title
        ids = [field.id for field in scheme.fields]
        assert len(set(ids)) == len(ids)
        assert scheme.domain or any(field.place in (Place.DOMAIN, Place.WHOLE) for field in scheme.fields)
        for field in scheme.fields:
            assert field.label
            assert not field.choices or field.default in field.choices
            assert field.help or field.place is Place.PARAMETER


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if name])
def test_every_form_can_be_filled_and_read_back(scheme: str) -> None:
    form = SCHEMES[scheme]
    typed = {
        field.id: "me@x.org" if field.mail else field.default or "5"
        for field in form.fields
        if field.place is not Place.PARAMETERS
    }
    built = Secret(made(scheme, **typed))
    again = parsed(built)
    assert (again.scheme, again.built()) == (scheme, built)
    wanted = {field.id for field in form.fields if field.place is Place.PARAMETER}
    assert {name for name, _ in again.parameters} == wanted


@pytest.mark.parametrize(
    ("scheme", "field", "value", "reason"),
    [
        ("facebook", "token", " ", "Token is empty"),
        ("twitter", "secret", "", "Secret is empty"),
        ("tclchatwidget", "user_id", "", "User id is empty"),
        ("smtp", "port", "0", "Port is no number from 1 to 65535"),
        ("smtp", "port", "65536", "Port is no number"),
        ("smtp", "port", "٣", "Port is no number"),
        ("smtp", "domain", "a/b", "Host is no name of a host"),
        ("smtp", "domain", "host:25", "Host is no name"),
        ("smtp", "token", "T0KEN not a mail", "Address is no mail address"),
        ("smtp", "token", "T0KEN@", "Address is no mail address"),
        ("smtp", "token", "T0KEN@x..org", "Address is no mail address"),
        ("smtp", "token", "T0KEN@a.org, b@a.org", "Address is no mail address"),
        ("linkedin", "is_profile", "yes", "Is a profile is none of true, false"),
        ("microsoftteams", "more", "T0KEN0IN0CLEAR", "is not of the form name=value"),
        ("", "uri", "T0KEN0IN0CLEAR", "begins with no scheme"),
    ],
)
def test_a_wrong_field_is_named_and_no_value_shown(scheme: str, field: str, value: str, reason: str) -> None:
    form = SCHEMES[scheme]
    filled = {one.id: one.default or ("T0KEN@x.org" if one.mail else "T0KEN0IN0CLEAR") for one in form.fields}
    typed = {name: Secret(text) for name, text in filled.items()}
    with pytest.raises(InputError, match=reason) as caught:
        uri_from(form, {**typed, field: Secret(value)})
    assert caught.value.field == field
    error: BaseException = caught.value
    del caught
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    assert "T0KEN" not in everything(error)


@pytest.mark.parametrize(("scheme", "field"), [("facebook", "token"), ("smtp", "secret"), ("", "uri")])
def test_what_no_url_bears_is_refused_in_one_sentence(scheme: str, field: str) -> None:
    typed = {each.id: Secret(each.default or "a") for each in SCHEMES[scheme].fields}
    if scheme == "smtp":
        typed |= {"token": Secret("a@b.org"), "domain": Secret("b.org")}
    long = "0" * 100_000
    typed[field] = Secret(long if scheme else f"x://{long}@b.org")
    with pytest.raises(
        InputError, match=r"is too long: .* would have 100,\d{3} characters; 8,000 is the most"
    ):
        uri_from(SCHEMES[scheme], typed)
    typed[field] = Secret("0" * 7_900 if scheme else f"x://{'0' * 7_900}@b.org")
    assert len(uri_from(SCHEMES[scheme], typed).built().reveal()) < 8_000
