"""What the sandbox is started with."""

import re
from pathlib import Path
from typing import Final, Literal, NamedTuple

from ue_console.errors import InputError
from ue_console.models.hosts import is_loopback
from ue_console.sandbox.dns_lookup import AddressError, server_of
from ue_console.sandbox.events.clock import FAST, Clock

__all__ = ["Options", "ProjectRules", "ascii_domain", "checked", "is_loopback"]

DEMO_KEY: Final = "demo0key0of0the0sandbox0opens0nothing0else0d3m0"
"""The account key of the demo, as its seed has it."""
DEFAULT_KEY: Final = "sandboxdefaultkey"
"""The account key of an empty sandbox that was given none."""

DEMO_APP_KEY: Final = "demo0app0of0the0sandbox"
"""The key of the demo's UnificationEngine app, where none was given."""
DEMO_APP_SECRET: Final = "opens0nothing0else0d3m0"
DEMO_USER: Final = "5eed0001-ac3e-4d30-8d30-0a11ce000001:de305ec2-0001-4d30-8d30-0be45e7ca11e"
"""``ID:SECRET`` of that app's first user, as its seed has it: reading that takes a start too long."""

_KEY = re.compile(r"[A-Za-z0-9]+")
_APP_KEY = re.compile(r"[!-9;-~]+")
_APP_SECRET = re.compile(r"[!-~]+")
_LONGEST_DOMAIN: Final = 253
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


class ProjectRules(NamedTuple):
    """What the service's support has settled for the projects of every account."""

    enabled: bool = True
    """Whether ``project/*`` may be called; projects that are there work either way."""
    custom_unsubscribe: bool = True
    """Whether a project may have ``custom_unsubscribe_url_enabled``; its value where it is left out."""
    domains: Literal["own", "account"] = "own"
    """Whose confirmed domains a project sends from; ``account``: its own and the account's."""


class Options(NamedTuple):
    """The settings of one sandbox; call :func:`checked` on those that a person typed."""

    host: str = "127.0.0.1"
    """Address or name to listen on."""
    port: int = 0
    """0: any free one."""
    data: Path | None = None
    """SQLite file that keeps the state; None: memory only."""
    seed: Literal["demo", "empty"] = "demo"
    """What a new account holds."""
    unione_keys: tuple[str, ...] = ()
    """Account keys, each of an account of its own; none: the seed's key."""
    ue_apps: tuple[tuple[str, str], ...] = ()
    """UnificationEngine apps as key and secret; none: the demo's, with that seed."""
    domains: tuple[str, ...] = ()
    """Domains that every account may send from."""
    projects: ProjectRules = ProjectRules()
    clock: Clock = FAST
    """How fast mail lives and calls of webhooks are repeated."""
    webhook_check: bool = True
    """Whether ``webhook/set`` asks the handler of an active webhook."""
    dns: str = "rule"
    """Who knows what domains publish: ``rule``, ``system``, or a server's ``ADDRESS`` or ``ADDRESS:PORT``."""
    dns_port: int = 0
    """Where the sandbox's own DNS server listens, which there is with ``rule``; 0: any free one."""


def checked(options: Options) -> Options:
    """Return ``options`` with domain names in their ASCII form.

    Raises:
        InputError: A value can't be used; its field is the option's name.
    """
    if not 0 <= options.port <= 65535:
        raise InputError(f"There is no port {options.port}.", "Give one from 0 to 65535.", field="--port")
    if not options.host.strip():
        raise InputError("--host must not be blank.", "Give one such as 127.0.0.1.", field="--host")
    for key in options.unione_keys:
        if not _KEY.fullmatch(key):
            raise InputError("A UniOne key is made of letters and digits.", field="--unione-key")
    for key, secret in options.ue_apps:
        if not (_APP_KEY.fullmatch(key) and _APP_SECRET.fullmatch(secret)):
            raise InputError("An app is given as KEY:SECRET, without spaces.", field="--ue-app")
    _check_dns(options)
    return options._replace(domains=tuple(ascii_domain(name) for name in options.domains))


def _check_dns(options: Options) -> None:
    if not 0 <= options.dns_port <= 65535:
        raise InputError(
            f"There is no port {options.dns_port}.", "Give one from 0 to 65535.", field="--dns-port"
        )
    if options.dns_port and options.dns != "rule":
        raise InputError("--dns-port is for --dns rule: else there is no DNS server.", field="--dns-port")
    if options.dns in ("rule", "system"):
        return
    try:
        server_of(options.dns)
    except AddressError as error:
        raise InputError(
            f"{options.dns!r} is neither rule nor system nor the address of a DNS server.",
            "Give one such as 127.0.0.1:5353.",
            field="--dns",
        ) from error


def ascii_domain(name: str) -> str:
    """The domain in lower case and IDNA form, without the dot at its end.

    Raises:
        InputError: It is no domain name.
    """
    found = _ascii(name.removesuffix(".").lower())
    top = found.rpartition(".")[2]
    if len(found) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(found) or top.isdigit():
        raise InputError(
            f"{name!r} is no domain name.", "Give one such as mail.example.com.", field="--domain"
        )
    return found


def _ascii(name: str) -> str:
    """The name in IDNA form; empty where it has none."""
    if name.isascii() and "xn--" not in name:
        return name
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""
