"""Who knows what domains publish, and what ``GET /_sandbox/dns`` tells of it."""

from typing import Any

from ue_console.sandbox.dns_lookup import Asking, Lookup, server_of
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.options import Options


def lookup_of(options: Options, rule: Rule) -> Lookup:
    """Where validations look domains up."""
    if options.dns == "rule":
        return rule
    return Asking(None if options.dns == "system" else server_of(options.dns))


def dns_state(rule: Rule, dns: str, address: str) -> dict[str, Any]:
    """The sandbox's own DNS as JSON.

    Args:
        rule: Its answers.
        dns: The option of this name.
        address: Where it listens; empty for nowhere.
    """
    zones = rule.zones if dns == "rule" else ()
    domains = [
        {
            "domain": zone.name,
            "plays": zone.owners[0].word,
            "records": [
                {"name": name, "type": kind, "value": "".join(data)}
                for name, kinds in rule.published(zone).items()
                for kind, rows in kinds.items()
                for data in rows
            ],
        }
        for zone in zones
    ]
    return {"dns": dns, "address": address or None, "domains": domains}
