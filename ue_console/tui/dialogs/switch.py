"""Choose the account to work as."""

from collections.abc import Sequence

from ue_console.models.account import Account
from ue_console.services.account_tree import in_families
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS

COLUMNS = (
    Column("Account"),
    Column("Region", 18, quiet=True),
    Column("Environment", 12),
    Column("Key", 8, quiet=True),
)


def switch_dialog(accounts: Sequence[Account], active: Account | None) -> Pick:
    """Every account, projects and users under their owners; a filter finds them by the owner too."""
    rows = [_row(account, depth) for account, depth in in_families(accounts)]
    return Pick("Switch to which account?", COLUMNS, rows, current=active.name if active else "")


def _row(account: Account, depth: int) -> Row:
    symbol, _ = ENVIRONMENT_MARKS[account.environment]
    name = f"└ {account.name}" if depth else account.name
    return Row(
        account.name,
        (name, account.region, f"{symbol} {account.environment}", account.key_hint),
        search=f"{account.name} {account.parent} {account.region} {account.environment}".lower(),
    )
