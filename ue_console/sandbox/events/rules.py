"""Which life an address calls for.

An address whose local part is one of these words, in any letter case, or begins with one followed by
``+``, ``-``, ``.``, ``_`` or a digit (``clicked@example.com``, ``err_lost-2@example.com``):

    sent              stays sent
    delivered         sent, delivered
    opened            sent, delivered, opened
    clicked           sent, delivered, opened, clicked
    unsubscribed      sent, delivered, opened, unsubscribed
    spam              sent, delivered, spam
    soft_bounced      sent, soft_bounced (err_will_retry), delivered
    soft_then_hard    sent, soft_bounced, hard_bounced (err_mailbox_full)
    hard_bounced      sent, hard_bounced (err_user_unknown)
    err_will_retry, err_mailbox_full          sent, soft_bounced with this status, delivered
    any other documented err_ status          sent, hard_bounced with this status
    spam_block        sent, a spam block of the address' domain, the end of the block, delivered

All others are sent, delivered, opened and clicked. A mail is opened unless it was sent with
``track_read`` 0, and clicked where its HTML has a link and it was not sent with ``track_links`` 0.
"""

import re
from typing import Final

from ue_console.sandbox.events.lives import CLICKED, LIVES, OPENED, USUAL, Life

_WORDS: Final = "|".join(sorted(LIVES, key=len, reverse=True))
_RULE: Final = re.compile(rf"({_WORDS})(?![A-Za-z])", re.IGNORECASE)


def life_of(email: str, *, opens: bool, link: str) -> Life:
    """What happens to a mail to this address.

    Args:
        email: The recipient.
        opens: Whether it can be told that the mail was read.
        link: What there is to click; empty for nothing.
    """
    found = _RULE.match(email.rpartition("@")[0])
    life = LIVES[found[1].lower()] if found else USUAL
    if opens and link:
        return life
    return tuple(step for step in life if (opens or step is not OPENED) and (link or step is not CLICKED))
