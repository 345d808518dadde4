"""What was done, in words: the object by its name."""

from typing import Any

import pytest

from tests.services.activity.house import facts
from ue_console.api import methods
from ue_console.api.methods import Method
from ue_console.api.unification import methods as channel_methods
from ue_console.services.activity_again import _REASONS, AGAIN
from ue_console.services.activity_words import NOUNS, PHRASES, object_of, phrase


def writing() -> set[str]:
    """Every method that changes something."""
    every = [*vars(methods).values(), *vars(channel_methods).values()]
    return {method.path for method in every if isinstance(method, Method) and method.writes}


def test_every_method_that_changes_something_has_its_words() -> None:
    assert set(PHRASES) == writing()
    assert {"webhook", "email", "connection"} < set(NOUNS)


def test_for_every_one_it_is_settled_whether_it_may_be_repeated() -> None:
    assert AGAIN.isdisjoint(_REASONS)
    assert AGAIN | set(_REASONS) == writing()


@pytest.mark.parametrize(
    ("method", "request_", "answer", "people", "told"),
    [
        ("template/set", {"template": {"name": "welcome", "id": "7"}}, None, 0, "save template welcome"),
        ("template/delete", {"id": "7"}, None, 0, "delete template 7"),
        ("project/create", {"project": {"name": "Shop"}}, None, 0, "create project Shop"),
        ("project/update", {"project_id": "12", "project": {}}, None, 0, "change project 12"),
        ("webhook/set", {"url": "https://x.example"}, None, 0, "set webhook https://x.example"),
        ("domain/get-dns-records", {"domain": "x.example"}, None, 0, "register domain x.example"),
        (
            "domain/validate-dkim",
            {"domain": "xn--bcher-kva.x.example"},
            None,
            0,
            "check DKIM of bücher.x.example",
        ),
        ("unsubscribed/set", {"address": "ann@x.example"}, None, 0, "unsubscribe ann@x.example"),
        ("email/subscribe", {"to_email": "ann@x.example"}, None, 0, "invite back ann@x.example"),
        ("user/create", {}, {"uri": "user://0a1b:••••@"}, 0, "create user 0a1b"),
        ("user/delete", {"uri": "user://0a1b@"}, None, 0, "delete user 0a1b"),
        ("connection/add", {"uri": "sms://••••@x", "name": "page"}, None, 0, "add connection page"),
        ("connection/refresh", {"uri": "unified://page"}, None, 0, "renew the token of page"),
        ("email/send", {"message": {"subject": "Hi\nthere"}}, None, 1, "send mail to 1 recipient: Hi there"),
        ("email/send", {"message": {"template_id": "t7"}}, None, 2_000, "send mail to 2,000 recipients: t7"),
        (
            "message/send",
            {"message": {"receivers": [{"Connector": "page"}, {"Connector": "page"}, {"Connector": "sms"}]}},
            None,
            3,
            "send message to 3 receivers on page, sms",
        ),
        ("webhook/set", {"url": 5.5}, None, 0, "set webhook"),
        ("template/set", {"template": []}, None, 0, "save template"),
        (
            "message/send",
            {"message": {"receivers": ["‹9 more, left out›"]}},
            None,
            9,
            "send message to 9 receivers",
        ),
        ("tag/delete", {"id": 7}, None, 0, "tag/delete 7"),
    ],
)
def test_what_was_done(
    method: str, request_: dict[str, Any], answer: dict[str, Any] | None, people: int, told: str
) -> None:
    what = object_of(method, request_, answer, people)
    assert phrase(facts(method=method, what=what)) == told


def test_a_name_has_an_end() -> None:
    assert len(object_of("webhook/set", {"url": "https://x.example/" + "x" * 9_000})) == 300
