"""The form in which a domain is registered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from ue_console.tui.screens.form import FormScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading

HELP: Final = (
    "The domain behind the @ of your senders' addresses: example.com or mail.example.com, in any letters.\n"
    "The service makes its records; publish them in DNS, and mail can be sent once both are found there.\n"
    "A domain that is registered already stays as it is."
)


class DomainFormScreen(FormScreen):
    """Registers a domain.

    Args:
        save: What ``^s`` does with the name; the form stays open where it raises.
    """

    PLACE = "domains"
    FIELDS: ClassVar[Mapping[str, str]] = {"domain": "name"}
    SERVES = ("domain.save",)
    DEFAULT_CSS = """
    DomainFormScreen #form { height: auto; max-width: 100; }
    DomainFormScreen #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(self, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self._save = save

    def compose_body(self) -> ComposeResult:
        """One field."""
        yield Heading("Register a domain")
        with Vertical(id="form"):
            yield FormRow("Domain", Field(placeholder="example.com", id="name"))
        yield Static(HELP, id="form-help", markup=False)

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self.query_one("#name").focus()

    @on(Input.Submitted, "#name")
    async def _submitted(self) -> None:
        await self.action_act("domain.save")

    def do_domain_save(self) -> None:
        """Register, and leave only when it is done."""
        self.change(self._saving, "save", "^s tries again.")

    async def _saving(self) -> None:
        self.notice.say("Registering", "info")
        await self._save(self.query_one("#name", Field).value)
        self.dismiss(None)
