"""Who the mail is from, and what about (reference: email-send, codes 202, 203, 205, 206, 1520)."""

from collections.abc import Iterator, Sequence

from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Message
from ue_console.services.addresses import address_problem, domain_of
from ue_console.services.findings import Finding

_VERIFY = "Verify the domain in Domains, or send from another one."


def sender(message: Message, domains: Sequence[Domain] | None) -> Iterator[Finding]:
    """What is wrong with sender, reply address and subject.

    Args:
        message: With its template filled in.
        domains: The account's domains; None when they aren't known.
    """
    if not (message.subject or "").strip():
        yield Finding("error", "subject", "The subject is missing.", "Write one.", None, 203)
    if message.reply_to and (why := address_problem(message.reply_to)):
        cause = f"The reply address is none: {why}"
        yield Finding("error", "reply_to", cause, "Correct or remove it.", None, 1520)
    if not message.from_email:
        yield Finding("error", "from_email", "The sender's address is missing.", "Give one.", None, 202)
    elif why := address_problem(message.from_email):
        yield Finding("error", "from_email", f"The sender's address is none: {why}", "Correct it.", None, 205)
    elif domains is not None:
        yield from _domain(domain_of(message.from_email), domains)


def _domain(name: str, domains: Sequence[Domain]) -> Iterator[Finding]:
    known = {domain_of(domain.domain): domain for domain in domains}
    if name not in known:
        cause = f"The sender's domain {name} is not among the account's domains."
        yield Finding("error", "from_email", cause, _VERIFY, None, 206)
    elif known[name].verification_record.status != "confirmed":
        cause = f"The sender's domain {name} is not verified."
        yield Finding("error", "from_email", cause, _VERIFY, None, 206)
    elif not known[name].ready:
        cause = f"The DKIM record of the sender's domain {name} is not active."
        yield Finding("error", "from_email", cause, "Publish it as shown in Domains.", None, 206)
