"""``domain/get-dns-records`` and ``-validate-*``: a domain is registered, published and validated.

Names are taken in any letter case, with a dot at the end, and in their own letters; they are kept and
answered in small letters and in IDNA form (``xn--…``), as DNS and the addresses of mail have them.
"""

from ue_console.errors import InputError
from ue_console.sandbox import domain_records
from ue_console.sandbox.calls import Answer, Call, House
from ue_console.sandbox.dns_parts import part_of, word_of
from ue_console.sandbox.options import ascii_domain
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record


async def get_dns_records(house: House, call: Call) -> Answer:
    """Register a domain for the caller, or answer what was made for it before.

    Raises:
        Refusal: 130, 1100, 1101.
    """
    name = _name(call, 1100, 1101)
    scope = call.caller.scope
    record = domain_records.find(house.store, scope, name)
    if record is None:
        if not part_of(word_of(name)).registered:
            raise Refusal(130, name)
        record = domain_records.made(scope, name)
        domain_records.save(house.store, scope, record)
    if house.zones.register(name, scope, house.now()):
        house.checks.registered(scope, name)
    return {
        "domain": record["domain"],
        "verification-record": record["verification-record"]["value"],
        "dkim": record["dkim"]["key"],
    }


async def validate_verification_record(house: House, call: Call) -> Answer:
    """Have the verification record checked; ``domain/list`` has the outcome a moment later.

    Raises:
        Refusal: 118, 121, 1200 to 1202.
    """
    record = _registered(house, call, _name(call, 1200, 1201), 1202)
    await house.checks.verification(call.caller.scope, record)
    return {"message": "Validation has started"}


async def validate_dkim(house: House, call: Call) -> Answer:
    """Have DKIM checked; ``domain/list`` has the outcome a moment later.

    Raises:
        Refusal: 120 to 124, 129, 1400 to 1402.
    """
    record = _registered(house, call, _name(call, 1400, 1401), 1402)
    await house.checks.dkim(call.caller.scope, record)
    return {"message": "Validation has started"}


def _name(call: Call, missing: int, invalid: int) -> str:
    """The field ``domain`` as the store has it.

    Raises:
        Refusal: ``missing`` for None and blanks, ``invalid`` for what is no domain name.
    """
    given = call.parameters.get("domain")
    if given is None or (isinstance(given, str) and not given.strip()):
        raise Refusal(missing)
    if not isinstance(given, str):
        raise Refusal(invalid, "it must be a string", says="The field domain is no domain name")
    try:
        return ascii_domain(given)
    except InputError as error:
        raise Refusal(invalid, given[:100], says="The field domain is no domain name") from error


def _registered(house: House, call: Call, name: str, code: int) -> Record:
    record = domain_records.find(house.store, call.caller.scope, name)
    if record is None:
        raise Refusal(code)
    return record
