"""The preview: what is chosen while a mail is rendered is what is shown then."""

import threading

from tests.tui.one_widget import OneWidget
from ue_console.rendering.mail import RenderedMail
from ue_console.tui.widgets.preview import Preview

MAIL = RenderedMail(
    email="ann@example.com",
    to_name="",
    from_email="shop@example.com",
    from_name="",
    reply_to="",
    subject="Hello",
    html="<p>first</p>",
    plaintext="first",
    amp=None,
    headers={},
    unsubscribe_url="",
    used=(),
    missing=(),
    unused=(),
    problems=(),
)


async def test_a_part_that_is_chosen_while_another_mail_is_rendered_is_shown() -> None:
    preview, gate = Preview(), threading.Event()

    def late() -> RenderedMail:
        gate.wait(60)
        return MAIL._replace(html="<p>second</p>", plaintext="second")

    async with OneWidget(preview).run_test(size=(60, 20)) as pilot:
        preview.ask(lambda: MAIL)
        while preview.mail is None:
            await pilot.pause(0.01)
        preview.ask(late)
        await pilot.pause(0.01)
        preview.next_part()
        assert preview.body.plain == "<p>first</p>"
        gate.set()
        while preview.mail is MAIL:
            await pilot.pause(0.01)
        assert (preview.part, preview.body.plain) == ("html", "<p>second</p>")
