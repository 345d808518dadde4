"""The draft for channels on disk, and what of it stays after a send."""

from pathlib import Path

import pytest

from tests.services.channels.messages import TWO, Script, made, refused, sending
from tests.services.sends import Clock
from ue_console.services.channels.drafts import HTML, ChannelDraft, ChannelDrafts, DraftPart
from ue_console.services.drafts import ComposeDraft, DraftService
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.store.sends import Sends

WHOLE = ChannelDraft(
    receivers="page: Me\nhalf a",
    subject="Öl\ud800",
    sender="page: x",
    body="<p>",
    body_type=HTML,
    parts=[DraftPart(type="image", path="~/a b.png"), DraftPart(data="x\ny")],
)


async def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    await ChannelDrafts(Drafts(database), "Shop").keep(WHOLE)
    await database.close()
    database = Database(tmp_path / "state.db")
    assert await ChannelDrafts(Drafts(database), "Shop").load() == WHOLE
    assert (await ChannelDrafts(Drafts(database), "Other").load()).empty
    await database.close()


async def test_an_empty_draft_is_forgotten() -> None:
    database = Database(None)
    drafts = ChannelDrafts(Drafts(database), "Shop")
    await drafts.keep(WHOLE)
    await drafts.keep(ChannelDraft())
    assert await Drafts(database).list("Shop") == ()
    await database.close()


async def test_mail_and_channels_have_drafts_of_their_own() -> None:
    database = Database(None)
    await DraftService(Drafts(database), "Shop").keep_compose(ComposeDraft(subject="Mail"))
    await ChannelDrafts(Drafts(database), "Shop").keep(WHOLE)
    assert (await DraftService(Drafts(database), "Shop").compose()).subject == "Mail"
    await database.close()


async def test_receivers_are_added_and_nothing_typed_goes() -> None:
    database = Database(None)
    drafts = ChannelDrafts(Drafts(database), "Shop")
    await drafts.keep(WHOLE)
    await drafts.add("twitter", ["Ann <1>", "2"])
    await drafts.add("twitter", ["2"])
    draft = await drafts.load()
    assert draft.receivers == "page: Me\nhalf a\ntwitter: Ann <1>\ntwitter: 2"
    assert draft == WHOLE.model_copy(update={"receivers": draft.receivers})
    await database.close()


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        (412, True),
        (415, True),
        (416, True),
        (417, True),
        (411, False),
        (418, False),
        (500, False),
        (504, False),
    ],
)
async def test_what_was_refused_for_good_stays_to_be_mended(code: int, stays: bool) -> None:
    database = Database(None)
    service = sending(Script(refused(code)), Sends(database, Clock()))
    report = await service.send(service.plan(made()))
    draft = TWO.model_copy(update={"receivers": f"{TWO.receivers}\nhalf a"})
    assert draft.settle(report) == (("page",) if stays else ())
    assert draft.receivers == ("page: Ann Berger <117>\npage: Me\n" if stays else "") + "half a"
    # From one place only it can be sent again: from the draft, or from the report.
    assert not (stays and report.retryable)
    await database.close()
