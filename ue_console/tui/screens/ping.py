"""Ping a handler: signed sample events, one call or many at once, and the check at set time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.widgets import Static

from ue_console.errors import InputError
from ue_console.models.unione.signature import signed
from ue_console.services import pings, samples
from ue_console.services.listening.words import REASONS
from ue_console.services.url_secrets import check_no_key, shown_url, unveiled
from ue_console.services.webhook_url import checked_url
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.dialogs.replay import CERTIFICATES
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.screens.ping_lines import of_burst, of_result
from ue_console.tui.screens.webhook_words import EVENTS
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.switch_field import SwitchField
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line, TextView

USUAL: Final = "delivered"
MOST: Final = 100
"""Calls at once: the most that a webhook can ask for (code 2707)."""
FORMS: Final = {"grouped": "grouped", "single": "single event"}
PACKINGS: Final = {"plain": "plain", "gzip": "gzip"}
PARALLEL_HINT: Final = "Calls: 1 to 100 at once; 5 is what every handler has to hold."
_BLOCKS: Final = {"spam_block": "a provider blocks mail", "spam_unblock": "a provider takes mail again"}


class PingScreen(FormScreen):
    """Calls one handler as the service does.

    Args:
        url: The handler's, to begin with.
    """

    PLACE = "webhooks"
    FIELDS: ClassVar[Mapping[str, str]] = {"url": "url", "parallel": "parallel"}
    SERVES = ("ping.send", "ping.event", "ping.check")
    DEFAULT_CSS = """
    PingScreen #ping-help { padding: 1; color: $quiet; height: auto; }
    PingScreen #result-heading { border-top: hkey $line; height: 2; }
    PingScreen #result { height: 1fr; }
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._event = USUAL

    def compose_body(self) -> ComposeResult:
        """The fields, what is worth knowing, the result."""
        account = self.console.workspace.account
        yield Heading("Ping a handler")
        yield FormRow("URL", Field(shown_url(self._url), placeholder="https://", id="url"))
        yield FormRow("Event", Static(self._told_event(), id="event", markup=False))
        yield FormRow("Form", SwitchField(FORMS, id="form"))
        yield FormRow("Packing", SwitchField(PACKINGS, id="packing"))
        yield FormRow("Calls", Field("1", max_length=3, id="parallel"))
        yield FormRow("TLS", SwitchField(CERTIFICATES, id="tls"))
        whose = ", ".join(filter(None, (account.name, account.key_hint)))
        told = f"{PARALLEL_HINT}\nSigned with the key of {whose}."
        yield Static(told, id="ping-help", markup=False)
        yield Heading("Result", id="result-heading")
        yield TextView(id="result")

    def on_mount(self) -> None:
        """Begin at the URL."""
        super().on_mount()
        self.query_one("#url", Field).focus().action_select_all()
        self._show([Line("Nothing was called yet.", "quiet")])

    def _told_event(self) -> str:
        return f" {self._event}   {meaning(self._event)}"

    def _show(self, lines: Iterable[Line]) -> None:
        self.query_one("#result", TextView).show(lines, keep_place=False)

    def do_ping_event(self) -> None:
        """Choose one of the samples."""
        columns = (Column("Event", 30), Column("What it says", quiet=True))
        rows = [
            Row(name, (name, meaning(name)), search=f"{name} {meaning(name)}") for name in samples.names()
        ]
        self.app.push_screen(Pick("Send which event?", columns, rows, current=self._event), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self._event = name
            self.query_one("#event", Static).update(self._told_event())

    def do_ping_send(self) -> None:
        """Make the calls."""
        self.work(self._sending, "ping")

    def do_ping_check(self) -> None:
        """Ask with GET."""
        self.work(self._checking, "ping")

    async def _checking(self) -> None:
        url = await self._checked_url()
        self._show([Line("GET is on its way; it is given 3 s.", "quiet")])
        self._show(of_result(await pings.probe(url, insecure=self._insecure)))

    async def _sending(self) -> None:
        url, count = await self._checked_url(), self._count()
        account = self.console.workspace.account
        signer = await self.console.workspace.listening.signer_for(account)
        check_no_key(url, signer.held, kept=url == self._url)
        body = signed(self._payload(), signer.key)
        gzip = self.query_one("#packing", SwitchField).value == "gzip"
        self._show([Line("On the way; 3 s are given.", "quiet")])
        if count == 1:
            result = await pings.ping(url, body, gzip=gzip, insecure=self._insecure, signer=signer)
            self._show(of_result(result))
        else:
            burst = await pings.parallel(url, body, count, gzip=gzip, insecure=self._insecure, signer=signer)
            self._show(of_burst(burst))

    def _payload(self) -> Mapping[str, object]:
        account = self.console.workspace.account
        owner = samples.Owner(
            user_id=int(account.user_id) if account.user_id.isdecimal() else 1,
            project_id=account.project_id,
            project_name=account.name if account.project_id else "",
        )
        single = self.query_one("#form", SwitchField).value == "single"
        return samples.payload(self._event, owner, self.console.workspace.now(), single=single)

    @property
    def _insecure(self) -> bool:
        return self.query_one("#tls", SwitchField).value == "any"

    async def _checked_url(self) -> str:
        """The URL that is called: a webhook's whole one where the field still shows it."""
        self.notice.clear()
        url = checked_url(unveiled(self.query_one("#url", Field).value, self._url))
        check_no_key(url, await self.console.workspace.accounts.held(), kept=url == self._url)
        return url

    def _count(self) -> int:
        typed = self.query_one("#parallel", Field).value.strip()
        if not typed.isascii() or not typed.isdecimal() or not 1 <= int(typed) <= MOST:
            raise InputError("This is no number of calls.", f"Type one from 1 to {MOST}.", field="parallel")
        return int(typed)


def meaning(name: str) -> str:
    """What a sample says, in plain words."""
    if name in REASONS:
        return f"bounce: {REASONS[name]}"
    return EVENTS.get(name) or _BLOCKS.get(name, "")
