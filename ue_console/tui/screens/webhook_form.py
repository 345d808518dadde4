"""The form of a webhook: its URL, which events it gets, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from ue_console.errors import ConsoleError, InputError
from ue_console.models.unione.webhook import Webhook, WebhookSettings
from ue_console.services.webhook_url import UrlNotAscii, checked_url
from ue_console.services.webhooks import WebhookChanged, changed
from ue_console.tui.dialogs.confirm import Answer, Confirm, Question
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.screens.webhook_compared import compared
from ue_console.tui.screens.webhook_fields import WebhookFields
from ue_console.tui.screens.webhook_words import named
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.heading import Heading

NEW_HELP: Final = "When an active webhook is saved, the service asks its URL: it has to answer with 200."
EDIT_HELP: Final = (
    "The service knows a webhook by its URL: for another one set a new webhook, then delete this one."
)
EVENTS_HELP: Final = "Events: space changes one, → chooses all, ← none."


class WebhookFormScreen(FormScreen):
    """Sets a new webhook, or changes one.

    Args:
        webhook: The webhook to change, as the service has it; None for a new one.
        saved: Told of the webhook once the service has it, and whether anything was changed for that.
        theirs: Told of the webhook as somebody else made it, which is to be changed instead.
    """

    PLACE = "webhooks"
    FIELDS: ClassVar[Mapping[str, str]] = {
        "url": "url",
        "status": "status",
        "event_format": "format",
        "delivery_info": "details",
        "single_event": "calls",
        "max_parallel": "parallel",
        "events": "events",
        "events.email_status": "events",
        "events.spam_block": "events",
    }
    SERVES = ("webhook.save", "webhook.ascii")
    DEFAULT_CSS = """
    WebhookFormScreen #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(
        self,
        webhook: Webhook | None,
        saved: Callable[[Webhook, bool], None],
        theirs: Callable[[Webhook], None] = lambda webhook: None,
    ) -> None:
        super().__init__()
        self._theirs = theirs
        self._webhook = webhook
        self._saved = saved

    def compose_body(self) -> ComposeResult:
        """The fields, and what is worth knowing."""
        item = self._webhook
        yield Heading(f"Webhook {named(item.url)}" if item else "New webhook")
        yield WebhookFields(item)
        yield Static(f"{EDIT_HELP if item else NEW_HELP}\n{EVENTS_HELP}", id="form-help", markup=False)

    @property
    def _fields(self) -> WebhookFields:
        return self.query_one(WebhookFields)

    def on_mount(self) -> None:
        """Begin at the first field."""
        super().on_mount()
        self.query_one("#status" if self._webhook else "#url").focus()

    @on(Input.Changed, "#url")
    def _url_typed(self) -> None:
        """Offer the ASCII form as soon as there is one; anything else is told when it is saved."""
        try:
            checked_url(self._fields.url)
        except UrlNotAscii as error:
            self._fields.say("url", str(_with_key(error)))
        except InputError:
            return

    def show_error(self, error: ConsoleError, retry: str) -> None:
        """A URL that needs its ASCII form gets the key for that."""
        if isinstance(error, UrlNotAscii):
            error, retry = _with_key(error), ""
        super().show_error(error, retry)

    def do_webhook_ascii(self) -> None:
        """Put the URL into its ASCII form."""
        if self._webhook is not None:
            self.app.notify("The URL of a webhook that is set can't be changed.", severity="warning")
            return
        try:
            checked_url(self._fields.url)
        except UrlNotAscii as error:
            self._fields.url = error.ascii
        except InputError as error:
            self.show_error(error, "")
        else:
            self.app.notify("The URL is in its ASCII form already.")

    def do_webhook_save(self) -> None:
        """Save, and leave only when it is done."""
        self.change(self._saving, "save", "^s tries again.")

    async def _saving(self, *, anew: bool = False) -> None:
        self._fields.say("url", "")  # where the URL can't be typed, nothing else takes it away
        wanted, base = self._fields.wanted(), None if anew else self._fields.base
        differs = base is None or bool(changed(base, wanted))
        service = self.console.workspace.webhooks()
        self.notice.say("Saving; the service may ask the URL first", "info")
        with under_way(self.console, f"The webhook {named(wanted.url)} is being set."):
            try:
                done = await (service.change(base, wanted) if base else service.add(wanted))
            except WebhookChanged as error:
                self._offer_choice(error, wanted)
                raise
        self._saved(done, differs)
        self.dismiss(None)

    def _offer_choice(self, error: WebhookChanged, wanted: WebhookSettings) -> None:
        """Somebody else was faster: their version stays unless the operator says otherwise."""
        url, current = wanted.url, error.current
        if current is None:
            gone, text = f"Set {named(url)} as a new webhook?", "It was deleted at the service meanwhile."
            self.app.push_screen(Confirm(gone, text, "Set as new"), partial(self._decided, None))
            return
        text = "\n".join(
            (
                "Somebody else, or the service itself, changed it since it was read:",
                *compared(current, wanted, error.fields),
                "If you save over it, what this form says takes its place; if you take theirs, what you "
                "typed is gone.",
            )
        )
        answers = (Answer("y", "Save over it", True), Answer("t", "Take theirs", False))
        question = Question(f"Save over the change of {named(url)}?", text, *answers)
        self.app.push_screen(question, partial(self._decided, current))

    def _decided(self, current: Webhook | None, over: bool | None) -> None:
        if over:
            self._fields.base = current or self._fields.base
            self.change(partial(self._saving, anew=current is None), "save", "^s tries again.")
        elif over is False and current is not None:
            self.dismiss(None)
            self._theirs(current)

    def do_app_back(self) -> None:
        """Leave; ask first where something was typed."""
        self._unless_typed(self._leave, "Leave without saving?", "Leave")

    async def do_app_quit(self) -> None:
        """Quit; what was typed is not thrown away unasked."""
        self._unless_typed(self._quit, "Quit without saving?", "Quit")

    def _leave(self) -> None:
        self.dismiss(None)

    def _quit(self) -> None:
        self.app.call_later(self.console.do_app_quit)

    def _unless_typed(self, then: Callable[[], None], question: str, verb: str) -> None:
        if not self._fields.typed:
            then()
            return
        text = "What you typed here is not kept anywhere."
        self.app.push_screen(Confirm(question, text, verb), lambda sure: then() if sure else None)


def _with_key(error: UrlNotAscii) -> InputError:
    return InputError(error.cause, f"F6 puts in its ASCII form: {error.ascii}", field=error.field)
