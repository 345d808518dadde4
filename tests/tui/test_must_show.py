"""The console's promise: what the preview shows is, byte for byte, what each recipient gets."""

from email.message import EmailMessage
from functools import partial
from typing import Final

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import NOON, demo_console, demo_workspace
from tests.sandbox.running import parsed, texts
from tests.tui.driving import composing, opened, paste, shows, until
from tests.tui.mail_steps import to_review, with_template
from ue_console.rendering.mail import RenderedMail
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.tui.widgets.preview import Preview

EMAILS: Final = ("ann@example.com", "bela@example.org", "chiyo@example.net")
PEOPLE: Final = """\
Ann Berger <ann@example.com>
Béla Novák <bela@example.org>; date_ordered=2026-11-20 17:45:00; \
order:={"number":"SH-7","subtotal":"9.00","shipping":"4.90","tax":"1","total":"13.90",\
"url":"https://x.example/?a=1&b=2"}; \
items:=[{"sku":"A&B","name":"<Öl> „fein“","quantity":3,"unit":"3.00","sum":"9.00","options":[]}]
佐藤 千代 <chiyo@example.net>; address:={"street":"春日 1-2-3","city":"東京"}; items:=[]
"""


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_three_receipts_arrive_as_previewed(size: tuple[int, int]) -> None:
    demo = load_demo(NOON)
    sandbox = create_app(open_store(None), Options(unione_keys=(demo.key,)), now=lambda: NOON)
    transport = httpx.ASGITransport(sandbox)
    app = demo_console(demo_workspace(transport=transport))
    async with app.run_test(size=size) as pilot:
        await compose_receipts(pilot)
        previewed = [await mail_to(pilot, email) for email in EMAILS]
        await pilot.press("S")
        await shows(pilot, "Send 3 mails?")
        await pilot.press("y")
        await shows(pilot, "3 accepted")
    delivered = await mails(transport)
    assert [mail["To"].addresses[0].addr_spec for mail in delivered] == list(EMAILS)
    for seen, got in zip(previewed, delivered, strict=True):
        assert compared(seen) == received(got)
    assert len({mail.html for mail in previewed}) == len(EMAILS)


@pytest.mark.parametrize(
    ("project", "sender", "footer"),
    [("Lumière", "atelier@lumiere.example", True), ("Harbour", "hello@harbour-cycles.example", False)],
)
async def test_a_projects_mail_arrives_as_previewed(project: str, sender: str, footer: bool) -> None:
    demo = load_demo(NOON)
    sandbox = create_app(open_store(None), Options(unione_keys=(demo.key,)), now=lambda: NOON)
    transport = httpx.ASGITransport(sandbox)
    app = demo_console(demo_workspace(transport=transport))
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("7")
        await shows(pilot, "Harbour Cycles")
        await pilot.press("slash", *project.lower())
        await shows(pilot, "1 of 6")
        await pilot.press("enter", "a")
        await shows(pilot, f"ACME Mail › {project}")
        await until(pilot, lambda: app.own_unsubscribe is not None, "the project's footer")
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await paste(pilot, "Hello, {{to_name}}")
        await pilot.press("tab")
        await paste(pilot, sender)
        await pilot.press("tab", "tab", "tab")
        await paste(pilot, "<html><body><p>Your bicycle is ready.</p></body></html>")
        await pilot.press("ctrl+s")
        await shows(pilot, "One a line")
        await paste(pilot, "Ann <ann@example.com>")
        await shows(pilot, "1 recipient")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        preview = app.screen.query_one("#preview", Preview)
        await until(pilot, lambda: preview.mail is not None and preview.mail.email == EMAILS[0], "a mail")
        mail = preview.mail
        assert mail is not None
        await pilot.press("S")
        await shows(pilot, "Send 1 mail?")
        await pilot.press("y")
        await shows(pilot, "1 accepted")
    (delivered,) = await mails(transport)
    assert texts(delivered)["text/html"] == mail.html
    assert (mail.unsubscribe_url in (mail.html or "")) is footer


async def compose_receipts(pilot: "Pilot[str]") -> None:
    """The review of the receipt for three recipients."""
    await with_template(pilot, "receipt")
    await to_review(pilot, PEOPLE, 3)


async def mail_to(pilot: "Pilot[str]", email: str) -> RenderedMail:
    """Step to a recipient, through the parts of the mail, and on."""
    preview = pilot.app.screen.query_one("#preview", Preview)
    await until(pilot, lambda: preview.mail is not None and preview.mail.email == email, email)
    mail = preview.mail
    assert mail is not None
    sources = {"HTML source": mail.html, "plaintext": mail.plaintext}
    for part in ("HTML source", "plaintext", "headers", "as text"):
        await pilot.press("p")
        await shows(pilot, part)
        if part in sources:
            await until(pilot, partial(_holds, preview, sources[part]), part)
    await pilot.press("right")
    return mail


def _holds(preview: Preview, text: str | None) -> bool:
    return preview.body.plain == text


async def mails(transport: httpx.AsyncBaseTransport) -> list[EmailMessage]:
    """The sandbox's mailbox."""
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.example") as client:
        rows = (await client.get("/_sandbox/mail")).json()["mail"]
        return [parsed((await client.get(f"/_sandbox/mail/{row['id']}")).content) for row in rows]


def compared(mail: RenderedMail) -> tuple[str | None, ...]:
    """The texts of a preview."""
    sender = f"{mail.from_name} <{mail.from_email}>"
    return mail.to_name, sender, mail.reply_to, mail.subject, mail.html, mail.plaintext, mail.unsubscribe_url


def received(mail: EmailMessage) -> tuple[str | None, ...]:
    """The same texts of a mail."""
    found = texts(mail)
    to, reply = mail["To"].addresses[0], mail["Reply-To"].addresses[0]
    link = str(mail["List-Unsubscribe"]).strip("<>")
    return (
        *(to.display_name, str(mail["From"]), reply.addr_spec, str(mail["Subject"])),
        *(found["text/html"], found["text/plain"], link),
    )
