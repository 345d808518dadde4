"""Every method of UniOne Web API v1.16, and who serves it."""

from importlib import import_module
from typing import Final

from ue_console.sandbox.calls import Answer, Call, House, Method
from ue_console.sandbox.unione import domains, projects, system, templates, webhooks


def _later(place: str, name: str) -> Method:
    """A function of a file beside this one that is imported with its first call."""

    async def serve(house: House, call: Call) -> Answer:
        method: Method = getattr(import_module(f"ue_console.sandbox.unione.{place}"), name)
        return await method(house, call)

    return serve


SERVED: Final[dict[str, Method]] = {
    "system/info": system.info,
    "template/set": templates.save,
    "template/get": templates.get,
    "template/list": templates.page,
    "template/delete": templates.delete,
    "email/send": _later("email", "send"),
    "email/subscribe": _later("subscribe", "invite"),
    "unsubscribed/set": _later("unsubscribed", "add"),
    "unsubscribed/check": _later("unsubscribed", "check"),
    "unsubscribed/list": _later("unsubscribed", "since"),
    "webhook/set": webhooks.save,
    "webhook/get": webhooks.get,
    "webhook/list": webhooks.page,
    "webhook/delete": webhooks.delete,
    "domain/get-dns-records": _later("domain_setup", "get_dns_records"),
    "domain/validate-verification-record": _later("domain_setup", "validate_verification_record"),
    "domain/validate-dkim": _later("domain_setup", "validate_dkim"),
    "domain/list": domains.page,
    "project/create": projects.create,
    "project/update": projects.update,
    "project/list": projects.page,
    "project/delete": projects.delete,
}
"""Path without ``.json`` → the function that answers."""
