"""What tests of webhooks share: a whole request, and the URL of a host that nobody is called at."""

from typing import Any, Final

URL: Final = "https://yourhost.example.com/unione-webhook"

SAMPLE: Final[dict[str, Any]] = {
    "url": URL,
    "status": "active",
    "event_format": "json_post",
    "delivery_info": 0,
    "single_event": 0,
    "max_parallel": 10,
    "events": {
        "spam_block": ["*"],
        "email_status": [
            "delivered",
            "opened",
            "clicked",
            "unsubscribed",
            "soft_bounced",
            "hard_bounced",
            "spam",
        ],
    },
}
"""The request of the reference's page webhook-set."""

FIELDS: Final = [
    "id",
    "url",
    "status",
    "event_format",
    "delivery_info",
    "single_event",
    "max_parallel",
    "updated_at",
    "events",
]
"""The members of an answer's object, in the reference's order."""


def webhook(url: str = URL, **fields: Any) -> dict[str, Any]:
    """The parameters of ``webhook/set``: the sample with other values."""
    return {**SAMPLE, "url": url, **fields}
