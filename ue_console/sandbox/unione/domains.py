"""``domain/list``, and which domains mail may be sent from (reference: domain-list)."""

from typing import Final

from ue_console.errors import InputError
from ue_console.sandbox import domain_records
from ue_console.sandbox.accounts import Caller
from ue_console.sandbox.addresses import domain_of
from ue_console.sandbox.calls import Answer, Call, House
from ue_console.sandbox.fields import at_least, whole
from ue_console.sandbox.options import ascii_domain
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Store

_MOST: Final = 100


async def page(house: House, call: Call) -> Answer:
    """Domains in the order of their registration.

    Raises:
        Refusal: 1301 to 1305.
    """
    limit = at_least(whole(call.parameters, "limit", 50, 1305), 1, 1302)
    if limit > _MOST:
        raise Refusal(1302)
    offset = at_least(whole(call.parameters, "offset", 0, 1304), 0, 1303)
    wanted = call.parameters.get("domain")
    if wanted is None or wanted == "":
        return {"domains": house.store.list(domain_records.KIND, call.caller.scope, offset, limit)}
    found = domain_records.find(house.store, call.caller.scope, _name(wanted))
    return {"domains": [found][offset:] if found else []}


def may_send(house: House, caller: Caller, address: str) -> bool:
    """Whether the domain of a valid address is ready for the caller.

    A project has domains of its own; the account's count only where ``--project-domains`` says so.
    """
    domain = domain_of(address)
    shared = house.projects.domains == "account"
    scopes = (caller.scope, caller.account) if shared else (caller.scope,)
    return any(_is_ready(house.store, scope, domain) for scope in scopes)


def _is_ready(store: Store, scope: str, domain: str) -> bool:
    """Whether it is confirmed and its DKIM active."""
    record = domain_records.find(store, scope, domain)
    return record is not None and all(domain_records.is_good(record, side) for side in domain_records.GOOD)


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise Refusal(1301)
    try:
        return ascii_domain(value)
    except InputError as error:
        raise Refusal(1301) from error
