"""Every method of UniOne Web API v1.16, and who serves it."""

from importlib import import_module
from typing import Final

from ue_console.sandbox.calls import Answer, Call, House, Method


def _later(place: str, name: str) -> Method:
    """A function of a file beside this one that is imported with its first call."""

    async def serve(house: House, call: Call) -> Answer:
        method: Method = getattr(import_module(f"ue_console.sandbox.unione.{place}"), name)
        return await method(house, call)

    return serve


SERVED: Final[dict[str, Method]] = {
    "system/info": _later("system", "info"),
    "template/set": _later("templates", "save"),
    "template/get": _later("templates", "get"),
    "template/list": _later("templates", "page"),
    "template/delete": _later("templates", "delete"),
    "email/send": _later("email", "send"),
    "email/subscribe": _later("subscribe", "invite"),
    "unsubscribed/set": _later("unsubscribed", "add"),
    "unsubscribed/check": _later("unsubscribed", "check"),
    "unsubscribed/list": _later("unsubscribed", "since"),
    "webhook/set": _later("webhooks", "save"),
    "webhook/get": _later("webhooks", "get"),
    "webhook/list": _later("webhooks", "page"),
    "webhook/delete": _later("webhooks", "delete"),
    "domain/get-dns-records": _later("domain_setup", "get_dns_records"),
    "domain/validate-verification-record": _later("domain_setup", "validate_verification_record"),
    "domain/validate-dkim": _later("domain_setup", "validate_dkim"),
    "domain/list": _later("domains", "page"),
    "project/create": _later("projects", "create"),
    "project/update": _later("projects", "update"),
    "project/list": _later("projects", "page"),
    "project/delete": _later("projects", "delete"),
}
"""Path without ``.json`` → the function that answers."""
