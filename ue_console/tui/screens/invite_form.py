"""The form of an invitation: a mail with a link to subscribe again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from ue_console.errors import ApiError, ConsoleError
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Invitation
from ue_console.services.addresses import domain_of
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.field_note import FieldNote
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row

HELP: Final = (
    "The service writes the mail: it asks whether the address wants mail again, and only the link in it "
    "takes the address off the list.\n"
    "An address can be invited once a day; the service's support can raise the limit."
)
USED_UP: Final = 1006
"""The API code for a day's invitations that are used up (reference: error codes)."""
CONFIRMED: Final = "confirmed"


class InviteFormScreen(FormScreen):
    """Invites one address back.

    Args:
        address: Whom to invite; it can be changed.
    """

    PLACE = "unsubscribed"
    FIELDS: ClassVar[Mapping[str, str]] = {
        "to_email": "to",
        "from_email": "from",
        "from_name": "name",
    }
    SERVES = ("invite.send", "invite.domain")
    DEFAULT_CSS = """
    InviteFormScreen #form { height: auto; max-width: 100; }
    InviteFormScreen #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._ready = False
        """The sender of the last invitation is filled in."""
        self._domains: list[str] | None = None
        """The confirmed domains; None until they are known."""

    def compose_body(self) -> ComposeResult:
        """Three fields, and what happens."""
        yield Heading("Invite back")
        with Vertical(id="form"):
            yield FormRow("To", Field(self._address, id="to"))
            yield FormRow("From", Field(placeholder="mailbox@a confirmed domain", id="from"))
            yield FieldNote(id="from-note")
            yield FormRow("Name", Field(placeholder="whom the reader knows", id="name"))
        yield Static(HELP, id="form-help", markup=False)

    def on_mount(self) -> None:
        """Begin at the sender, as the last invitation had it."""
        super().on_mount()
        self._field("from").focus()
        self.work(self._prepare, "prepare")

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    async def _prepare(self) -> None:
        workspace = self.console.workspace
        email, name = await workspace.unsubscribed().invitations.last_sender()
        draft = await workspace.compose_draft()
        for field, value in (("from", email or draft.from_email), ("name", name or draft.from_name)):
            if value and not self._field(field).value:
                self._field(field).value = value
        self._ready = True
        self._domains = _confirmed(await workspace.domains())
        self._look()

    @on(Input.Changed, "#from")
    def _look(self) -> None:
        """Say at once when the service would refuse the sender."""
        email = self._field("from").value.strip()
        told = ""
        if self._domains is not None and not self._domains:
            told = "No domain of this account is confirmed; the service takes no sender yet."
        elif self._domains and "@" in email and domain_of(email) not in self._domains:
            told = f"{domain_of(email) or 'That'} is no confirmed domain; F2 chooses one."
        self.query_one("#from-note", FieldNote).say(told)

    def do_invite_domain(self) -> None:
        """Choose a confirmed domain; the mailbox stays."""
        if not self._domains:
            unknown = self._domains is None
            told = "The domains are not known yet." if unknown else "No domain of this account is confirmed."
            self.app.notify(told, severity="warning")
            return
        rows = [Row(domain, (domain,), search=domain.lower()) for domain in self._domains]
        self.app.push_screen(Pick("Send from which domain?", (Column("Domain"),), rows), self._take_domain)

    def _take_domain(self, domain: str | None) -> None:
        if domain:
            field = self._field("from")
            mailbox = field.value.strip().partition("@")[0]
            field.value = f"{mailbox}@{domain}"
            field.cursor_position = len(mailbox)
            field.focus()

    def place_of(self, error: ConsoleError) -> str:
        """A day's limit is told where the day's address stands."""
        if isinstance(error, ApiError) and error.code == USED_UP:
            return "to"
        return super().place_of(error)

    @property
    def _invitation(self) -> Invitation:
        return Invitation(
            to_email=self._field("to").value.strip(),
            from_email=self._field("from").value.strip(),
            from_name=self._field("name").value.strip(),
        )

    def do_invite_send(self) -> None:
        """Check what is typed, then ask."""
        self.work(self._asking, "ask")

    async def _asking(self) -> None:
        wanted = self._invitation
        await self.console.workspace.unsubscribed().invitations.check(wanted)
        account = self.console.workspace.account
        text = (
            f"The service mails it a link to subscribe again, from {wanted.from_name} <{wanted.from_email}>, "
            f"in the name of {account.name}, {danger_of(account)}."
        )
        question = Confirm(f"Invite {wanted.to_email} back?", text, "Send")
        self.app.push_screen(question, lambda sure: self._send(wanted) if sure else None)

    def _send(self, wanted: Invitation) -> None:
        self.change(partial(self._sending, wanted), "invite", "^s tries again.")

    async def _sending(self, wanted: Invitation) -> None:
        with under_way(self.console, f"An invitation to {wanted.to_email} is on its way."):
            await self.console.workspace.unsubscribed().invitations.invite(wanted)
        self.app.notify(f"{wanted.to_email} is invited; it stays on the list until it opens the link.")
        self.dismiss(None)

    @property
    def goes_back(self) -> bool:
        """Always."""
        return True

    async def keep(self) -> None:
        """Put the sender on disk."""
        if self._ready:
            wanted = self._invitation
            invitations = self.console.workspace.unsubscribed().invitations
            await invitations.keep_sender(wanted.from_email, wanted.from_name)

    async def do_app_back(self) -> None:
        """Leave; the sender is there the next time."""
        await self.keep()
        self.dismiss(None)


def _confirmed(domains: Sequence[Domain]) -> list[str]:
    return [domain_of(domain.domain) for domain in domains if domain.verification_record.status == CONFIRMED]
