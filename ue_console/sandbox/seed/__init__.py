"""The demo account: one UniOne account with some weeks of history, as data.

``load_demo`` gives fresh objects on each call, so whoever serves them may change them. The
models are built without validation: compiling their schemas takes five times as long as
reading the files, and tests prove each of them valid.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Recipient
from ue_console.models.unione.system import SystemInfo
from ue_console.models.unione.template import Template
from ue_console.models.unione.unsubscribed import Unsubscribed
from ue_console.sandbox.seed.account import read_account, read_system_info
from ue_console.sandbox.seed.mails import read_templates
from ue_console.sandbox.seed.projects import DemoProject, read_projects
from ue_console.sandbox.seed.webhooks import read_webhooks

__all__ = ["Demo", "demo_key", "load_demo"]


class Demo(NamedTuple):
    """Everything that the demo account has when it is opened."""

    key: str
    """The account's API key; opens nothing but the sandbox."""
    info: SystemInfo
    """The owner, and a period that is nearly used up with 8 days left."""
    templates: list[Template]
    """Newest first."""
    domains: list[Domain]
    """One in each state that a domain can be in."""
    dns: dict[str, str]
    """Domain → the part that it plays in the sandbox's DNS."""
    unsubscribed: list[Unsubscribed]
    """Newest first."""
    recipients: list[Recipient]
    """Sample recipients with substitutions, for previews and first sends."""
    projects: list[DemoProject]
    """Oldest first: some with templates and domains, the others empty."""
    webhooks: list[dict[str, Any]]
    """As ``webhook/list`` has them, without ids; oldest first."""


def load_demo(now: datetime | None = None) -> Demo:
    """Read the demo account, its times counted back from ``now`` (default: the clock).

    Args:
        now: An aware time; a naive one is taken as UTC.
    """
    moment = _utc(now)
    account = read_account()
    info = read_system_info(account, moment)
    return Demo(
        key=account.key,
        info=info,
        templates=read_templates(moment, info.user_id),
        domains=account.domain_list(),
        dns={row["domain"]: row["dns"] for row in account.domains},
        unsubscribed=account.unsubscribed_at(moment),
        recipients=account.recipient_list(),
        projects=read_projects(moment, info.user_id),
        webhooks=read_webhooks(moment),
    )


def demo_key() -> str:
    """The demo account's API key alone."""
    return read_account().key


def _utc(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(UTC)
    return now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
