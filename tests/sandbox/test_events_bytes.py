"""A call byte for byte: order of keys, signature, the flat form, gzip, headers."""

import re

from tests.sandbox.running import KEY, Running, message
from tests.sandbox.webhook_handler import Handler, Taken, handling, hook, living, people, settled
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.sandbox.options import ProjectRules

HTML = {"html": '<a href="https://shop.example/é?a=1&amp;b=2">x</a>'}
AUTH = re.compile(rb'"auth":"([0-9a-f]{32})"')
TIME = re.compile(rb'_time":"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)"')


def last(sandbox: Running, handler: Handler) -> Taken:
    settled(sandbox)
    return handler.calls[-1]


def plain(body: bytes, job_id: str = "") -> str:
    """The body without what differs from run to run."""
    body = TIME.sub(b'_time":"T"', AUTH.sub(b'"auth":"A"', body))
    return body.decode("ascii").replace(job_id or "\0", "J")


def user_id(sandbox: Running) -> int:
    return int(sandbox.ok("system/info")["user_id"])


def test_a_grouped_call() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, delivery_info=1, events={"email_status": ["clicked"]})
        metadata = {"order": "a/b é", "n": 5}
        sent = sandbox.send(body=HTML, recipients=[{"email": "ann@example.com", "metadata": metadata}])
        call = last(sandbox, handler)
        number = user_id(sandbox)
    assert plain(call.raw, sent["job_id"]) == (
        f'{{"auth":"A","events_by_user":[{{"user_id":{number},"events":['
        '{"event_name":"transactional_email_status","event_data":{"job_id":"J",'
        r'"metadata":{"order":"a\/b \u00e9","n":5},"email":"ann@example.com","status":"clicked",'
        r'"event_time":"T","url":"https:\/\/shop.example\/\u00e9?a=1&b=2","delivery_info":{"user_agent":'
        r'"Mozilla\/5.0 (X11; Linux x86_64) AppleWebKit\/537.36 (KHTML, like Gecko) Chrome\/128.0.0.0 '
        r'Safari\/537.36","ip":"192.0.2.7"}}}]}]}'
    )
    assert check(call.raw, Secret(KEY)) is Verdict.GOOD
    assert check(call.raw.replace(b"clicked", b"klicked"), Secret(KEY)) is Verdict.BAD


def test_without_delivery_info_there_is_no_url_and_no_reason() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(body=HTML, recipients=people("ann@example.com", "err_lost@example.com"))
        settled(sandbox)
    for event in handler.events:
        assert list(event.data) == ["job_id", "email", "status", "event_time"]


def test_a_spam_block() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, events={"email_status": [], "spam_block": ["*"]})
        sandbox.send(recipients=people("spam_block@example.com"))
        settled(sandbox)
        number = user_id(sandbox)
        told = plain(b"".join(call.raw for call in handler.calls))
    assert told.startswith(
        f'{{"auth":"A","events_by_user":[{{"user_id":{number},"events":['
        '{"event_name":"transactional_spam_block","event_data":{"block_time":"T","block_type":"one_smtp",'
        '"domain":"example.com","SMTP_blocks_count":1,"domain_status":"blocked"}}'
    )
    assert told.endswith('"SMTP_blocks_count":0,"domain_status":"unblocked"}}]}]}')


def test_the_flat_form() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, single_event=1)
        sent = sandbox.send(recipients=people("delivered@example.com", "delivered2@example.com"))
        settled(sandbox)
        number = user_id(sandbox)
    assert len(handler.calls) == 4
    assert min(plain(call.raw, sent["job_id"]) for call in handler.calls) == (
        f'{{"auth":"A","user_id":{number},"event_name":"transactional_email_status","job_id":"J",'
        '"email":"delivered2@example.com","status":"delivered","event_time":"T"}'
    )
    assert all(check(call.raw, Secret(KEY)) is Verdict.GOOD for call in handler.calls)


def test_gzip_is_signed_before_it_is_packed() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, event_format="json_post_gzip")
        sandbox.send(recipients=people("sent@example.com"))
        call = last(sandbox, handler)
    assert call.headers["Content-Encoding"] == "gzip"
    assert call.raw[:2] == b"\x1f\x8b"
    assert check(call.body, Secret(KEY)) is Verdict.GOOD
    assert call.events[0].status == "sent"


def test_headers() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, single_event=1)
        sandbox.send(recipients=people("delivered@example.com"))
        settled(sandbox)
    for call in handler.calls:
        assert call.path == "/hook"
        assert call.headers["Content-Type"] == "application/json"
        assert call.headers["User-Agent"]
        assert "Content-Encoding" not in call.headers
    assert len({call.headers["ID"] for call in handler.calls}) == len(handler.calls) == 2


def test_a_project_has_its_own_webhooks_and_its_own_key() -> None:
    rules = ProjectRules(domains="account")
    with handling() as own, handling() as account, living(projects=rules) as sandbox:
        project = sandbox.project("Straße")
        hook(sandbox, account.url)
        hook(sandbox, own.url, key=project.key)
        sandbox.ok(
            "email/send",
            message(recipients=people("sent@example.com")),
            key=project.key,
        )
        call = last(sandbox, own)
        number = user_id(sandbox)
        sandbox.send(recipients=people("sent2@example.com"))
        settled(sandbox)
    assert plain(call.raw).startswith(
        rf'{{"auth":"A","events_by_user":[{{"user_id":{number},"project_name":"Stra\u00dfe",'
        f'"project_id":"{project.id}","events":[{{"event_name":'
    )
    assert check(call.raw, Secret(project.key)) is Verdict.GOOD
    assert check(call.raw, Secret(KEY)) is Verdict.BAD
    assert (own.told, account.told) == ([("sent@example.com", "sent")], [("sent2@example.com", "sent")])
    assert check(account.calls[0].raw, Secret(KEY)) is Verdict.GOOD
