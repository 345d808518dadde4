"""How a request of a send stands in Activity when its console was killed before the answer came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ue_console.services.accounts import Accounts
    from ue_console.store.activity_of_sends import Tells
    from ue_console.store.activity_records import Exchanged, Facts
    from ue_console.store.send_records import BatchRecord, SendRecord


def lost_calls(accounts: Accounts) -> Tells:
    """What tells it; ``accounts`` know where each leads to."""

    def tell(send: SendRecord, batch: BatchRecord) -> tuple[Facts, Exchanged]:
        urls = {account.name: account.base_url for account in accounts.list()}
        return lost_call(send, batch, urls.get(send.summary.account, ""))

    return tell


def lost_call(send: SendRecord, batch: BatchRecord, base_url: str) -> tuple[Facts, Exchanged]:
    """A request as the journal knows it; its message stays there."""
    from datetime import datetime

    from ue_console.services.activity_words import object_of
    from ue_console.store.activity_of_sends import FROM_THE_JOURNAL
    from ue_console.store.activity_records import Exchanged, Facts
    from ue_console.store.send_records import LOOK, UNIFICATION

    summary = send.summary
    method = "message/send" if summary.service == UNIFICATION else "email/send"
    what = object_of(method, send.request(batch.number), None, len(batch.recipients), summary.template_name)
    at = datetime.fromisoformat(batch.started)
    facts = Facts(at, summary.account, summary.service, method, what, "unknown", None, None, 0)
    return facts, Exchanged(base_url, {}, False, None, FROM_THE_JOURNAL, LOOK[summary.service])
