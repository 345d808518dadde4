"""Plans across channels, and the journal that keeps them."""

import json
from pathlib import Path

import pytest

from tests.services.channels.messages import SCHEMES, TWO, made
from tests.services.sends import Clock
from ue_console.api.unification.message import message_body
from ue_console.errors import InputError
from ue_console.services.channels.drafts import ChannelDraft, DraftPart
from ue_console.services.channels.plans import ChannelPlan, make_plan
from ue_console.store.database import Database
from ue_console.store.sends import Sends

WHOLE = TWO.model_copy(
    update={"sender": "newsletter: news@acme.example", "parts": [DraftPart(type="link", data="https://x")]}
)


def plan(draft: ChannelDraft = WHOLE, parent: str = "") -> ChannelPlan:
    return make_plan(made(draft), account="Shop", parent=parent)


def test_each_channel_gets_one_request_with_its_own_receivers() -> None:
    assert [(batch.number, batch.channel) for batch in plan().batches] == [(1, "page"), (2, "newsletter")]
    page, mail = (batch.body()["message"] for batch in plan().batches)
    assert page["receivers"] == [
        {"name": "Ann Berger", "address": "117", "Connector": "page"},
        {"name": "Me", "address": "", "Connector": "page"},
    ]
    assert mail["receivers"] == [
        {"name": "", "address": "bob@example.com", "Connector": "newsletter", "type": "to"}
    ]
    assert page["parts"] == mail["parts"]
    assert plan().recipients == 3


def test_a_sender_goes_only_to_its_connection() -> None:
    page, mail = (batch.body()["message"] for batch in plan().batches)
    assert "sender" not in page
    assert mail["sender"] == {"address": "news@acme.example", "Connector": "newsletter"}
    alone = plan(WHOLE.model_copy(update={"sender": "news@acme.example"}))
    assert [batch.body()["message"]["sender"] for batch in alone.batches] == [
        {"address": "news@acme.example"}
    ] * 2


@pytest.mark.parametrize("draft", [TWO, WHOLE, WHOLE.model_copy(update={"body": "Öl\ud800", "subject": ""})])
def test_the_size_is_that_of_the_request(draft: ChannelDraft) -> None:
    for batch in plan(draft).batches:
        text = json.dumps(message_body(batch.message), ensure_ascii=False, separators=(",", ":"))
        assert batch.bytes == len(text.encode("utf-8", "surrogatepass"))


async def test_the_journal_gives_each_request_back(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    sends = Sends(database, Clock())
    await sends.record(plan().record(), twin_since=None)
    [summary] = await sends.list("Shop")
    kept = await sends.get(summary.id)
    assert (summary.service, summary.subject, summary.recipients) == ("unification", "Lamps", 3)
    assert [kept.request(batch.number) for batch in plan().batches] == [
        batch.body() for batch in plan().batches
    ]
    await database.close()


def test_the_same_content_to_the_same_people_has_one_fingerprint() -> None:
    lines = TWO.receivers.split("\n")
    turned = TWO.model_copy(update={"receivers": "\n".join(reversed(lines))})
    assert plan(turned).fingerprint == plan(TWO).fingerprint
    others: list[dict[str, object]] = [
        {"receivers": "\n".join(lines[1:])},
        {"subject": "x"},
        {"body": "x"},
        {"sender": "page: x"},
        {"parts": [DraftPart(type="link", data="x")]},
    ]
    prints = {plan(TWO.model_copy(update=fields)).fingerprint for fields in others}
    assert len(prints | {plan(TWO).fingerprint}) == len(others) + 1


def test_a_retry_has_the_id_of_what_it_retries() -> None:
    assert plan(parent="p").id == plan(parent="p").id
    assert len({plan(parent="p").id, plan(parent="q").id, plan().id, plan().id}) == 4


def test_a_message_without_subject_is_called_by_its_text() -> None:
    draft = ChannelDraft(receivers="page: 1", body="\n  First line\nsecond")
    assert plan(draft).subject == "First line"
    assert plan(ChannelDraft(receivers="page: 1", parts=[DraftPart(type="link", data="x")])).subject == "x"


def test_nobody_to_send_to_is_no_plan() -> None:
    with pytest.raises(InputError, match="no receivers"):
        make_plan({}, account="Shop")


def test_changes_after_planning_are_not_sent() -> None:
    given = made()
    planned = make_plan(given, account="Shop")
    given["page"].receivers.clear()
    given["page"].parts[0].data = "changed"
    assert len(planned.batches[0].message.receivers) == 2
    assert planned.batches[0].body()["message"]["parts"][0]["data"] == "New lamps today"
    assert SCHEMES["page"] == "facebook"
