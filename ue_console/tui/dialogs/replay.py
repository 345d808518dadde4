"""Send a received call again, and show what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ue_console.errors import ConsoleError
from ue_console.services.replays import dotted, doubt, replay
from ue_console.services.url_secrets import check_no_key, shown_url, unveiled
from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.latest import Job
from ue_console.tui.screens.ping_lines import of_result
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.switch_field import SwitchField
from ue_console.tui.widgets.text_view import Line, TextView

if TYPE_CHECKING:
    from ue_console.services.heard import KeptCall
    from ue_console.services.listening_session import ListeningSession
    from ue_console.services.ping_hiding import Held
    from ue_console.services.ping_verdicts import Signer

CERTIFICATES: Final = {"checked": "checked", "any": "any certificate"}


class Replay(Dialog[None]):
    """Asks where to; stays open, so that a handler can be mended and called again.

    Args:
        call: The call.
        signer: Whose key a renewed signature is made with.
        session: Remembers the URL.
        held: The accounts' keys: none goes out in the URL, and none is shown in the answer.
    """

    WIDTH = 92
    KEYS = (("enter", "send"), ("tab", "next field"), ("esc", "close"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "send", show=False)]
    DEFAULT_CSS = """
    Replay #about-call { height: auto; padding: 0 1; margin-bottom: 1; color: $quiet; }
    Replay #unproven { height: auto; padding: 0 1; margin-bottom: 1; color: $error; }
    Replay #result { height: auto; max-height: 9; margin-top: 1; }
    """

    def __init__(self, call: KeptCall, signer: Signer, session: ListeningSession, held: Held) -> None:
        super().__init__(f"Send call {call.number:,} again")
        self._call = call
        self._signer = signer
        self._session = session
        self._held = held
        self._doubt = doubt(call, signer)
        self._sure = not self._doubt
        """Whether a signature may be renewed without a question."""

    def compose_content(self) -> ComposeResult:
        """What goes out, where to, how; then the result."""
        packed = ", packed with gzip" if self._call.gzip else ""
        about = f"The body of {len(self._call.body):,} bytes{packed}, with its own ID."
        signatures = {"left": "as it came", "renewed": f"renewed: key of {self._signer.owner}"}
        yield Static(Content(safe(about)), id="about-call")
        if self._doubt:
            yield Static(Content(safe(f"✗ The call is unproven: {self._doubt}.")), id="unproven")
        elif why := dotted(self._call, self._held):
            yield Static(Content(safe(f"! {why} A renewed one fits.")), id="unproven")
        yield FormRow("URL", Field(shown_url(self._session.handler_url), placeholder="https://", id="url"))
        yield FormRow("Signature", SwitchField(signatures, "left", id="signature"))
        yield FormRow("TLS", SwitchField(CERTIFICATES, "checked", id="tls"))
        yield TextView(id="result")

    @on(Input.Submitted)
    def action_send(self) -> None:
        """Make the call."""
        url = unveiled(self.query_one("#url", Field).value.strip(), self._session.handler_url)
        renewed = self.query_one("#signature", SwitchField).value == "renewed"
        insecure = self.query_one("#tls", SwitchField).value == "any"
        job: Job = partial(self._send, url, renewed=renewed, insecure=insecure)
        if renewed and not self._sure:
            question = Confirm(
                f"Sign call {self._call.number:,} with the key of {self._signer.owner}?",
                f"The call is unproven: {self._doubt}. The handler would take it for the service's.",
                "Sign and send",
            )
            self.app.push_screen(question, lambda sure: self._signing(job) if sure else None)
            return
        self._begin(job)

    def _signing(self, job: Job) -> None:
        self._sure = True
        self._begin(job)

    def _begin(self, job: Job) -> None:
        self.run_worker(job, group="replay", exclusive=True)

    async def _send(self, url: str, *, renewed: bool, insecure: bool) -> None:
        shown = self.query_one("#result", TextView)
        shown.show([Line("The call is on its way; it is given 3 s.", "quiet")])
        signer, held = (self._signer, None) if renewed else (None, self._held)
        try:
            check_no_key(url, self._held)
            check_no_key(url, self._signer.held)
            result = await replay(
                self._call,
                url,
                signer,
                unproven=self._sure,
                renewing="A renewed signature fits.",
                insecure=insecure,
                held=held,
            )
        except ConsoleError as error:
            shown.show([Line(f"✗ {describe(error)}", "bad", indent=2)])
            return
        self._session.handler_url = url
        shown.show(of_result(result), keep_place=False)
