"""Every method of UniOne Web API v1.16, and who serves it."""

from typing import Final

from ue_console.sandbox.calls import Answer, Call, House, Method
from ue_console.sandbox.unione import (
    domain_setup,
    domains,
    projects,
    subscribe,
    system,
    templates,
    unsubscribed,
    webhooks,
)


async def _send(house: House, call: Call) -> Answer:
    """``email/send``, whose code is imported with the first mail."""
    from ue_console.sandbox.unione import email

    return await email.send(house, call)


SERVED: Final[dict[str, Method]] = {
    "system/info": system.info,
    "template/set": templates.save,
    "template/get": templates.get,
    "template/list": templates.page,
    "template/delete": templates.delete,
    "email/send": _send,
    "email/subscribe": subscribe.invite,
    "unsubscribed/set": unsubscribed.add,
    "unsubscribed/check": unsubscribed.check,
    "unsubscribed/list": unsubscribed.since,
    "webhook/set": webhooks.save,
    "webhook/get": webhooks.get,
    "webhook/list": webhooks.page,
    "webhook/delete": webhooks.delete,
    "domain/get-dns-records": domain_setup.get_dns_records,
    "domain/validate-verification-record": domain_setup.validate_verification_record,
    "domain/validate-dkim": domain_setup.validate_dkim,
    "domain/list": domains.page,
    "project/create": projects.create,
    "project/update": projects.update,
    "project/list": projects.page,
    "project/delete": projects.delete,
}
"""Path without ``.json`` → the function that answers."""
