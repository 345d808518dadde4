"""The fields that say where an account is: a region, a server, any URL, and whether in clear."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from ue_console.models.account import REGIONS, UE_URL, Account, Service
from ue_console.models.hosts import is_in_clear
from ue_console.tui.widgets.field_note import FieldNote
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.switch_field import SwitchField

OTHER: Final = "other URL"
READABLE: Final = "Key, mail and addresses can be read on the way."
"""What plain http means, in one sentence."""


class AccountPlace(Vertical):
    """A region or a server of the service's own, or another URL.

    Args:
        account: What to begin with.
        new: Whether it is still to be added.
        under: Whether it stands under an account, whose place is its own.
    """

    DEFAULT_CSS = """
    AccountPlace { height: auto; }
    """

    def __init__(self, account: Account, *, new: bool, under: bool) -> None:
        super().__init__()
        self._account = account
        self._new = new
        self._under = under
        self._service = account.service

    def compose(self) -> ComposeResult:
        """Region, server, URL, plain http."""
        url = self._account.base_url
        region = next((name for name, known in REGIONS.items() if known == url), "other")
        regions = {name: name for name in REGIONS} | {"other": OTHER}
        yield FormRow("Region", SwitchField(regions, region, id="region"), id="region-row")
        server = "own" if self._new or url == UE_URL else "other"
        servers = {"own": UE_URL.partition("://")[2], "other": OTHER}
        yield FormRow("Server", SwitchField(servers, server, id="server"), id="server-row")
        shown = "" if self._new or url in (UE_URL, *REGIONS.values()) else url
        yield FormRow("URL", Field(shown, placeholder="https://…", id="url"), id="url-row")
        plain = SwitchField(
            {"no": "no", "yes": "yes: unencrypted"}, "yes" if self._account.plain_http else "no", id="plain"
        )
        yield FormRow("Plain http", plain, id="plain-row")
        yield FieldNote(id="plain-note")

    def show(self, service: Service) -> None:
        """Show what a service asks for."""
        self._service = service
        unione = service is Service.UNIONE
        self._off("region-row", self._under or not unione)
        self._off("server-row", self._under or unione)
        self._off("url-row", self._under or not self._typed)
        self._show_plain()

    @on(SwitchField.Changed, "#plain")
    def _allowed(self) -> None:
        """What was said under the URL may be about this."""
        self.query_one("#url-row", FormRow).say("")
        self._show_plain()

    @on(Input.Changed, "#url")
    def _show_plain(self) -> None:
        """Ask only where the URL is an http one of another machine."""
        clear = not self._under and is_in_clear(self.url)
        self._off("plain-row", not clear)
        self.query_one("#plain-note", FieldNote).say(
            READABLE if clear and self._choice("plain") == "yes" else ""
        )

    @property
    def _typed(self) -> bool:
        """Whether the URL is typed."""
        return self._choice("region" if self._service is Service.UNIONE else "server") == "other"

    @property
    def url(self) -> str:
        """The base URL as chosen or typed."""
        if self._under:
            return self._account.base_url
        if self._typed:
            return self.query_one("#url", Field).value
        return UE_URL if self._service is Service.UNIFICATION else REGIONS[self._choice("region")]

    @property
    def plain_http(self) -> bool:
        """Whether another machine may be spoken to by http."""
        if self._under:
            return self._account.plain_http
        return is_in_clear(self.url) and self._choice("plain") == "yes"

    def _choice(self, name: str) -> str:
        return self.query_one(f"#{name}", SwitchField).value

    def _off(self, row: str, off: bool) -> None:
        self.query_one(f"#{row}").set_class(off, "-off")
