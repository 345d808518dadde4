"""``email/send`` (reference: email-send)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ue_console.sandbox import accounts, content, recipients
from ue_console.sandbox.accounts import Caller
from ue_console.sandbox.calls import Answer, Call, House
from ue_console.sandbox.delivery import deliver
from ue_console.sandbox.fields import flag
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.unione import domains, templates, unsubscribed
from ue_console.sandbox.unione.project_fields import LINK

if TYPE_CHECKING:
    from ue_console.models.unione.message import Message

_FILES = ("attachments", "inline_attachments")


async def send(house: House, call: Call) -> Answer:
    """Check the message, sort the recipients out, deliver to those that are left.

    Raises:
        Refusal: 199 to 223, 507, 1506 to 1524, 1546, 1547, 1549, 2800 to 2803.
    """
    accounts.check_sending(call.caller)
    given = call.parameters.get("message")
    if not isinstance(given, dict):
        raise Refusal(201, says="The request has no object 'message'")
    scope = call.caller.scope
    fields = _with_template(house, scope, given)
    _check_required(house, call.caller, fields)
    people = recipients.checked(given.get("recipients"), fields.get("template_engine", "simple"))
    accepted, failed = recipients.refused(
        (person["email"] for person in people),
        lambda email: unsubscribed.is_listed(house.store, scope, email),
    )
    if not accepted:
        raise Refusal(204, says="No recipient is left: failed_emails has the reasons", failed_emails=failed)
    message = _message(given, fields, [people[position] for position in accepted])
    message = _as_sent_by(call.caller, message)
    files = {name: fields.get(name, []) for name in _FILES}
    delivery = await deliver(house, call, message, message.recipients, files)
    emails = [people[position]["email"] for position in accepted]
    for email in emails:
        unsubscribed.remember(house.store, scope, email)
    accounts.count_sent(house.store, call.caller, len(emails))
    house.events.mailed(call.caller, delivery.mails)
    return {"job_id": delivery.job_id, "emails": emails} | ({"failed_emails": failed} if failed else {})


def _with_template(house: House, scope: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The message's fields, checked; a template fills those that are missing.

    A message with a body of its own ignores its template altogether, as v1.16 has it.
    """
    fields = content.checked(given, content.SEND)
    template_id = given.get("template_id")
    own_body = any((fields.get("body") or {}).values())
    if own_body or template_id is None or template_id == "":
        return fields
    template = templates.find(house.store, scope, template_id)
    if template is None:
        raise Refusal(1508)
    own = {name: value for name, value in fields.items() if value not in ("", [], {}) and name != "body"}
    # Checked once more: the engine of one side may not suit the substitutions of the other.
    return content.checked({**template, **own}, content.SEND)


def _check_required(house: House, caller: Caller, fields: Mapping[str, Any]) -> None:
    if not content.has_text(fields.get("body")):
        raise Refusal(201)
    if not fields.get("from_email"):
        raise Refusal(202)
    if not domains.may_send(house, caller, fields["from_email"]):
        raise Refusal(206, fields["from_email"])
    if not fields.get("subject", "").strip():
        raise Refusal(203)


def _as_sent_by(caller: Caller, message: "Message") -> "Message":
    """The message under the caller's rules about the way out of a mailing."""
    from ue_console.rendering.unsubscribe import as_project

    return message if caller.project is None else as_project(message, custom=caller.project[LINK])


def _message(given: Mapping[str, Any], fields: Mapping[str, Any], people: list[dict[str, Any]]) -> "Message":
    from ue_console.models.unione.content import Body
    from ue_console.models.unione.message import Message, Options, Recipient

    options = given.get("options")
    link = options.get("unsubscribe_url") if isinstance(options, dict) else None
    # All values were checked above, by the service's rules; the models' would cost time and
    # say it in other words.
    return Message.model_construct(
        **{name: value for name, value in fields.items() if name not in ("body", *_FILES)},
        body=Body.model_construct(**{name: text or None for name, text in fields["body"].items()}),
        recipients=[Recipient.model_construct(**person) for person in people],
        skip_unsubscribe=flag(given.get("skip_unsubscribe")) or 0,
        options=Options.model_construct(unsubscribe_url=link if isinstance(link, str) else None),
    )
