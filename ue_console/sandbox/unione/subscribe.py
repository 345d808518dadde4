"""``email/subscribe``: a mail with a link to come back (reference: email-subscribe).

The link leads to the sandbox itself; opening it takes the address off the unsubscribed list.
"""

from dataclasses import replace
from html import escape
from secrets import token_hex
from typing import Any, Final

from ue_console.sandbox import accounts
from ue_console.sandbox.addresses import mailbox_key
from ue_console.sandbox.calls import SUBSCRIBE, Answer, Call, House, stamp
from ue_console.sandbox.delivery import new_job_id
from ue_console.sandbox.fields import address, text
from ue_console.sandbox.mailbox import Mail
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Store
from ue_console.sandbox.unione import domains, unsubscribed

LONGEST_NAME: Final = 255
"""Characters of the sender's name; the reference gives no number."""

_TOKENS: Final = "invitation"
_DAYS: Final = "invitation-day"


async def invite(house: House, call: Call) -> Answer:
    """Send the mail, once a day to each address.

    Raises:
        Refusal: 1000 to 1006, 1521, 507, 215 for a project whose sending is off.
    """
    accounts.check_sending(call.caller)
    email = address(_given(call, "to_email", "email_address_to"), 1000, 1001)
    sender = address(_given(call, "from_email", "email_address_from"), 1002, 1004)
    name = _name(_given(call, "from_name", "name_from"))
    scope = call.caller.scope
    if not domains.may_send(house, call.caller, sender):
        raise Refusal(1003, sender)
    today = house.now().date().isoformat()
    last = house.store.get(_DAYS, scope, mailbox_key(email))
    if last and last["day"] == today:
        raise Refusal(1006)
    token = token_hex(16)
    mail = _mail(house, email, sender, name, f"{call.base_url}{SUBSCRIBE}{token}")
    mail = replace(mail, project_id=call.caller.project_id)
    with house.mailbox.job(mail.job_id) as job:
        job.add(mail)
    house.store.put(_TOKENS, "", token, {"scope": scope, "email": email})
    house.store.put(_DAYS, scope, mailbox_key(email), {"day": today})
    return {}


def accept(store: Store, token: str) -> str | None:
    """Subscribe the invited address again; its spelling, or None for an unknown link."""
    found = store.get(_TOKENS, "", token)
    if found is None:
        return None
    store.delete(unsubscribed.KIND, found["scope"], mailbox_key(found["email"]))
    return str(found["email"])


def _given(call: Call, name: str, alias: str) -> Any:
    value = call.parameters.get(name)
    return call.parameters.get(alias) if value is None else value


def _name(value: Any) -> str:
    if value is None:
        raise Refusal(1521, says="The field from_name is missing")
    from ue_console.sandbox.mime import one_line

    name = text(value, 1521)
    if one_line(name) != name:
        raise Refusal(1521, says="The field from_name must not hold line breaks or control characters")
    if len(name) > LONGEST_NAME:
        raise Refusal(1005)
    return name


def _mail(house: House, email: str, sender: str, name: str, link: str) -> Mail:
    now = house.now()
    job_id = new_job_id(now)
    who = name or sender
    wish = f"{who} would like to write to you again."
    return Mail(
        id=f"{job_id}-1",
        job_id=job_id,
        created=stamp(now),
        email=email,
        to_name="",
        from_email=sender,
        from_name=name,
        reply_to="",
        subject=f"Receive mail from {who} again?",
        html=f'<p>{escape(wish)}</p><p><a href="{escape(link)}">Agree</a></p>',
        plaintext=f"{wish} To agree, open {link}\n",
        amp=None,
        headers={},
    )
