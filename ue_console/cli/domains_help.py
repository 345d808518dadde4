"""What ``ue-console domains … --help`` says below the options."""

from typing import Final

EPILOG: Final = """\
No key is taken from the command line or printed: it is read where the account keeps it, and an account can
name an environment variable (key_home = "env"). DNS is asked twice: the domain's own name servers, and the
resolver of this machine, of dns in config.toml or of --dns.

exit code: 0 done or ready; 1 not ready, or something failed; 2 something was typed wrong.
"""

LIST: Final = """\
--json prints {"account": NAME, "domains": [...]}, each domain as the service has it.
"""

CHECK: Final = """\
--json prints one object; these names are always there:
  account, domain, readable, at (UTC)
  ready            DNS has all that the service wants: verification record, DKIM key, MX or A
  dns              "ready", "missing", "different", or "unknown" where nobody could tell
  can_send         the service has both confirmed: ownership "confirmed" and dkim "active"
  ownership, dkim, next_step, exists (null: unknown), zone, name_servers, trouble
  records          of each: purpose (verification, dkim, mail, spf, dmarc), host, name, type, value (SPF: with
                   what stands there already), needed, state (found, missing, different, unknown),
                   stale_until, spf_lookups, warnings, and authoritative and system, each with state, values,
                   wanted, found, differs_at (characters that are equal), ttl, expires, server, cname, notes

exit code: 0 ready, 1 not; 2 something was typed wrong, or the account has no such domain.
"""

RECORDS: Final = """\
notations: zone (a line of a zone file), full-zone (the same with the full name), host, full-name, value,
quoted (the value as one quoted string), split (as quoted strings of at most 255 bytes). --json has them all.
SPF is merged into the record that stands there already. Nothing is registered or changed.

Where the zone isn't known, full names stand in place of hosts, zone has lines with the full name, and host is
null in --json. There state is what DNS says (found, missing, different, unknown), and warnings has what is to
be heeded: where SPF is unknown, a record that stands there already is not merged in.
"""

REGISTER: Final = """\
A domain that is registered stays as it is, and its records are printed again.
"""

WATCH: Final = """\
One line on stdout for each look; times are UTC. The service is asked once a minute at the most, by all
consoles of this machine together, and to validate only when DNS is right. The watch is kept on disk: ctrl+c,
SIGTERM and SIGHUP leave the domains watched, and the console goes on with them when it runs. With --read-only
nothing is validated and nothing is kept: the watch ends with the command.

exit code: 0 all are confirmed and active; 1 not, or ended before; 2 the account has no such domain.
"""
