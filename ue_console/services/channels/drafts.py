"""The draft of a message across channels: what was typed and not sent yet, kept on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pydantic import Field

from ue_console.models.base import Model
from ue_console.services.channels.receivers import Receivers, parse_receivers, with_lines, without

if TYPE_CHECKING:
    from collections.abc import Collection

    from ue_console.services.reports import Report
    from ue_console.store.draft_versions import Change
    from ue_console.store.drafts import Drafts

PLAIN: Final = "text/plain"
HTML: Final = "text/html"
KEY: Final = "channels"
"""The draft's name in the store: that of mail is another."""


class DraftPart(Model):
    """A part beside the body, as typed; a file is kept by its path and read at the review."""

    id: str = ""
    """Names the part; empty for its number."""
    type: str = ""
    """The channel's word for what it is; empty for a file's own."""
    content_type: str = ""
    """Empty for plain text, or for what a file's name suggests."""
    data: str = ""
    """What was typed; not used where there is a path."""
    path: str = ""
    """The file that the part carries, as typed."""
    name: str = ""
    """The file's name as the receiver sees it; empty for the path's own."""

    @property
    def empty(self) -> bool:
        """True when nothing was typed or chosen."""
        return self == DraftPart()


class ChannelDraft(Model):
    """Everything typed in Compose for channels, as typed."""

    receivers: str = ""
    """One a line: ``connection: Name <address>``."""
    subject: str = ""
    sender: str = ""
    """``connection: address``, or an address alone."""
    body: str = ""
    body_type: str = PLAIN
    """``text/plain`` or ``text/html``."""
    parts: list[DraftPart] = Field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True when nothing was typed."""
        return self == ChannelDraft(body_type=self.body_type)

    def parsed(self, known: Collection[str] = ()) -> Receivers:
        """The receivers, and the lines that could not be read; ``known`` are the connections' names."""
        return parse_receivers(self.receivers, known)

    def settle(self, report: Report) -> tuple[str, ...]:
        """Take out what the journal has now; what was refused for good stays, to be mended.

        What the report can try again goes too: from here it would be a second message.

        Returns:
            The channels whose lines stay.
        """
        refused = dict.fromkeys(
            row.channel for row in report.rows if row.outcome == "refused" and not row.retry
        )
        gone = {row.channel for row in report.rows}.difference(refused)
        self.receivers = without(self.receivers, gone, refused)
        return tuple(refused)


class ChannelDrafts:
    """Loads and keeps the draft of one user; what another console wrote meanwhile stays beside."""

    def __init__(self, drafts: Drafts, account: str) -> None:
        self.versions = drafts.versions(account, KEY)
        """The draft, and the versions of it that are kept beside each other."""

    async def load(self) -> ChannelDraft:
        """The draft, empty where there is none.

        Raises:
            StateError: The database can't be read.
        """
        data = await self.versions.load()
        return ChannelDraft.model_validate(data) if data else ChannelDraft()

    async def keep(self, draft: ChannelDraft) -> Change | None:
        """Keep what was loaded and changed; an empty one is forgotten.

        Raises:
            StateError: The database can't be written.
        """
        return await self.versions.keep(None if draft.empty else draft.model_dump(mode="json"))

    async def add(self, connection: str, receivers: Sequence[str]) -> None:
        """Add lines for a connection; everything typed stays."""
        draft = await self.load()
        draft.receivers = with_lines(draft.receivers, connection, receivers)
        await self.keep(draft)
