"""The methods of the UniOne Web API that the console calls, each tagged with what it may do."""

from typing import Final, NamedTuple


class Method(NamedTuple):
    """One method of the service."""

    path: str
    """As in the reference, without ``.json``: ``template/list``."""
    writes: bool
    """True when it changes anything on the server; refused for a read-only account."""
    repeatable: bool
    """True when the transport may repeat it by itself; never for a method that writes."""
    read_seconds: float = 30.0
    """The longest silence while waiting for the answer."""
    total_seconds: float = 120.0
    """The longest time for one attempt, upload and answer included."""
    check: str = "Refresh and see whether the change is there before you repeat it."
    """What to do when the answer to a writing call is lost."""


def _reading(path: str) -> Method:
    return Method(path, writes=False, repeatable=True)


EMAIL_SEND: Final = Method(
    "email/send",
    writes=True,
    repeatable=False,
    read_seconds=60.0,
    total_seconds=600.0,
    check="Look for the mail in a recipient's mailbox or the service's log before you send again.",
)
EMAIL_SUBSCRIBE: Final = Method(
    "email/subscribe",
    writes=True,
    repeatable=False,
    check="Ask the recipient whether the invitation came before you repeat it.",
)
TEMPLATE_SET: Final = Method("template/set", writes=True, repeatable=False, total_seconds=600.0)
TEMPLATE_GET: Final = _reading("template/get")
TEMPLATE_LIST: Final = _reading("template/list")
TEMPLATE_DELETE: Final = Method("template/delete", writes=True, repeatable=False)
PROJECT_CREATE: Final = Method(
    "project/create",
    writes=True,
    repeatable=False,
    check="Refresh Projects and look for its name before you create it again.",
)
PROJECT_UPDATE: Final = Method("project/update", writes=True, repeatable=False)
PROJECT_LIST: Final = _reading("project/list")
PROJECT_DELETE: Final = Method("project/delete", writes=True, repeatable=False)
DOMAIN_LIST: Final = _reading("domain/list")
DOMAIN_GET_DNS_RECORDS: Final = Method(
    "domain/get-dns-records",
    writes=True,
    repeatable=False,
    check="Refresh Domains and look for it; registering it again gives the same records.",
)
DOMAIN_VALIDATE_VERIFICATION_RECORD: Final = Method(
    "domain/validate-verification-record",
    writes=True,
    repeatable=False,
    check="Refresh Domains and look at its status; starting the check again does no harm.",
)
DOMAIN_VALIDATE_DKIM: Final = Method(
    "domain/validate-dkim",
    writes=True,
    repeatable=False,
    check="Refresh Domains and look at its status; starting the check again does no harm.",
)
WEBHOOK_SET: Final = Method(
    "webhook/set",
    writes=True,
    repeatable=False,
    check="Refresh Webhooks and look at its URL before you repeat it.",
)
WEBHOOK_GET: Final = _reading("webhook/get")
WEBHOOK_LIST: Final = _reading("webhook/list")
WEBHOOK_DELETE: Final = Method("webhook/delete", writes=True, repeatable=False)
UNSUBSCRIBED_SET: Final = Method(
    "unsubscribed/set",
    writes=True,
    repeatable=False,
    check="Check the address in Unsubscribed before you repeat it.",
)
UNSUBSCRIBED_CHECK: Final = _reading("unsubscribed/check")
UNSUBSCRIBED_LIST: Final = Method(
    # All of it comes in one answer, tens of MB where a year is asked for.
    "unsubscribed/list",
    writes=False,
    repeatable=True,
    read_seconds=60.0,
    total_seconds=600.0,
)
SYSTEM_INFO: Final = _reading("system/info")
