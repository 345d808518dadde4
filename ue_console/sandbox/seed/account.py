"""The demo account itself: owner, period, domains, unsubscribed addresses, sample recipients."""

from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple

from ue_console.models.unione.domain import Dkim, Domain, VerificationRecord
from ue_console.models.unione.message import Recipient
from ue_console.models.unione.system import Accounting, SystemInfo
from ue_console.models.unione.unsubscribed import Unsubscribed
from ue_console.sandbox.seed.files import FOLDER, read_toml
from ue_console.sandbox.seed.times import hours_ago, stamp

DAYS_LEFT: Final = 8
"""Whole days between now and the end of the accounting period."""
PERIOD_DAYS: Final = 30
"""Length of the accounting period in days."""


class AccountFile(NamedTuple):
    """What ``account.toml`` holds, not yet tied to a moment."""

    key: str
    """The demo API key."""
    system: dict[str, Any]
    """``user_id``, ``email``, ``emails_included``, ``emails_sent``."""
    domains: list[dict[str, Any]]
    """Rows in the shape of ``domain/list``, and with ``dns``, the part that they play there."""
    recipients: list[dict[str, Any]]
    """Rows in the shape of ``message.recipients``."""
    unsubscribed: list[tuple[str, float]]
    """Address and its age in hours."""

    def domain_list(self) -> list[Domain]:
        """The sending domains, in the file's order."""
        return [
            Domain.model_construct(
                domain=row["domain"],
                verification_record=VerificationRecord.model_construct(**row["verification-record"]),
                dkim=Dkim.model_construct(**row["dkim"]),
            )
            for row in self.domains
        ]

    def recipient_list(self) -> list[Recipient]:
        """The sample recipients, in the file's order."""
        return [Recipient.model_construct(**row) for row in self.recipients]

    def unsubscribed_at(self, now: datetime) -> list[Unsubscribed]:
        """The unsubscribed addresses with their times, newest first."""
        rows = sorted(self.unsubscribed, key=lambda row: row[1])
        return [
            Unsubscribed.model_construct(address=address, unsubscribed_on=hours_ago(now, age))
            for address, age in rows
        ]


def read_account() -> AccountFile:
    """Read ``account.toml``."""
    data = read_toml(FOLDER / "account.toml")
    return AccountFile(
        key=data["key"],
        system=data["system"],
        domains=data["domains"],
        recipients=data["recipients"],
        unsubscribed=[(address, age) for address, age in data["unsubscribed"].items()],
    )


def read_system_info(account: AccountFile, now: datetime) -> SystemInfo:
    """The answer to ``system/info``: the period ends at midnight, ``DAYS_LEFT`` whole days from ``now``."""
    last_day = now.date() + timedelta(days=DAYS_LEFT)
    first_day = last_day - timedelta(days=PERIOD_DAYS - 1)
    system = account.system
    return SystemInfo.model_construct(
        user_id=system["user_id"],
        email=system["email"],
        accounting=Accounting.model_construct(
            period_start=stamp(datetime.combine(first_day, time.min)),
            period_end=stamp(datetime.combine(last_day, time(23, 59, 59))),
            emails_included=system["emails_included"],
            emails_sent=system["emails_sent"],
        ),
    )
