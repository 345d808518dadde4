"""What recipients get, one by one and all together."""

import asyncio

from tests.services.sends import message_to
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.previews import preview, resolve
from ue_console.services.summaries import summarize

TEMPLATE = Template(
    id="t",
    name="welcome",
    subject="Welcome, {{to_name}}",
    from_email="hello@acme.example",
    from_name="ACME",
    body=Body(html="<body>Hi {{to_name}}, {{offer}}</body>"),
    global_substitutions={"offer": "ten percent"},
    headers={"X-Campaign": "may"},
    track_links=0,
)
ANN = Recipient(email="ann@example.com", substitutions={"to_name": "Ann"})


def test_a_template_fills_what_the_message_leaves_open() -> None:
    mail = preview(Message(template_id="t", subject="Hello"), ANN, TEMPLATE)
    assert mail.subject == "Hello"
    assert mail.from_email == "hello@acme.example"
    assert mail.headers["X-Campaign"] == "may"
    assert mail.html is not None and "Hi Ann, ten percent" in mail.html


def test_an_own_body_puts_the_template_aside() -> None:
    message = Message(template_id="t", body=Body(plaintext="Own"))
    assert resolve(message, TEMPLATE) is message
    mail = preview(message, ANN, TEMPLATE)
    assert (mail.subject, mail.html) == ("", None)


def test_engine_and_tracking_are_the_template_s_unless_set() -> None:
    velocity = TEMPLATE.model_copy(update={"template_engine": "velocity"})
    unset = resolve(Message(template_id="t"), velocity)
    assert (unset.template_engine, unset.track_links) == ("velocity", 0)
    own = resolve(Message(template_id="t", template_engine="simple", track_links=1), velocity)
    assert (own.template_engine, own.track_links) == ("simple", 1)


def test_the_message_s_values_replace_the_template_s() -> None:
    message = Message(template_id="t", global_substitutions={"offer": "nothing"})
    assert "nothing" in (preview(message, ANN, TEMPLATE).html or "")


async def test_a_summary_counts_what_is_missing_unused_and_wrong() -> None:
    people = [
        Recipient(email=f"r{n}@example.com", substitutions={"a": "1"} if n < 2 else {}) for n in range(5)
    ]
    message = message_to(0, recipients=people, body=Body(plaintext="{{b}} {{ c }}"))
    summary = await summarize(message)
    assert summary.recipients == 5
    assert summary.missing["b"] == (5, 0)
    assert summary.unused == {"a": 2}
    [problem] = [problem for problem in summary.problems if problem.severity == "error"]
    assert (problem.field, problem.count, problem.first) == ("body.plaintext", 5, 0)


async def test_the_first_who_lacks_a_value_is_known() -> None:
    message = message_to(4, body=Body(plaintext="{{b}}"))
    message.recipients[0].substitutions["b"] = "x"
    message.recipients[2].substitutions["b"] = "x"
    assert (await summarize(message)).missing == {"b": (2, 1)}


async def test_others_run_while_thousands_are_rendered() -> None:
    message = message_to(3000)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    told: list[tuple[int, int]] = []
    other = asyncio.create_task(count_turns())
    await summarize(message, on_progress=lambda done, total: told.append((done, total)))
    other.cancel()
    assert turns > 1
    assert told == sorted(told) and {total for _, total in told} == {3000}
