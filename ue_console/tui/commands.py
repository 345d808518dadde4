"""Every action of the console, declared once.

Footer, help, palette, the README's key table, rebinding and the read-only refusal are all made
from this one list. A screen names the actions it serves and has a ``do_…`` method for each.
"""

from typing import Final

from ue_console.tui.actions import (
    accounts,
    activity,
    channels,
    domains,
    everywhere,
    listening,
    mail,
    unsubscribed,
    webhooks,
)
from ue_console.tui.actions.action import Action as Action
from ue_console.tui.actions.action import key_label as key_label

_ALL: Final = (
    *everywhere.ACTIONS,
    *mail.ACTIONS,
    *domains.ACTIONS,
    *webhooks.ACTIONS,
    *listening.ACTIONS,
    *unsubscribed.ACTIONS,
    *channels.ACTIONS,
    *activity.ACTIONS,
    *accounts.ACTIONS,
)

ACTIONS: Final[dict[str, Action]] = {action.id: action for action in _ALL}
"""By id, in the order of help."""

EVERYWHERE: Final = (
    "go.home",
    "go.compose",
    "go.templates",
    "go.users",
    "go.connections",
    "go.domains",
    "go.webhooks",
    "go.unsubscribed",
    "go.projects",
    "go.activity",
    "go.accounts",
    "account.switch",
    "app.back",
    "app.help",
    "app.help_f1",
    "app.palette",
    "app.theme",
    "app.quit",
)
"""What every screen serves."""
