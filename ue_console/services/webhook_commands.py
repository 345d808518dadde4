"""Commands that an operator is told to type about a webhook, dots in its URL as everywhere."""

from shlex import join

from ue_console.models.unione.webhook import EMAIL_STATUSES, Events, WebhookSettings
from ue_console.services.url_secrets import shown_url
from ue_console.text import safe_line


def delete_command(url: str, account: str) -> str:
    """What deletes it.

    Args:
        url: The webhook's.
        account: The name of the account whose webhook it is.
    """
    return _command("delete", url, account)


def set_command(settings: WebhookSettings, account: str) -> str:
    """What sets it so; statuses that only a newer service knows can't be typed and are left out.

    Args:
        settings: As the webhook is to be.
        account: The name of the account whose webhook it is.
    """
    options = {
        "--status": settings.status,
        "--event-format": settings.event_format,
        "--delivery-info": settings.delivery_info,
        "--single-event": settings.single_event,
        "--max-parallel": settings.max_parallel,
    }
    if settings.events is not None:
        options |= _asked(settings.events)
    typed = [text for name, value in options.items() if value is not None for text in (name, str(value))]
    return _command("set", settings.url, account, *typed)


def _asked(events: Events) -> dict[str, str | int | None]:
    asked = [name for name in EMAIL_STATUSES if name in (events.email_status or ())]
    statuses = "all" if len(asked) == len(EMAIL_STATUSES) else ",".join(asked) or "none"
    return {"--events": statuses, "--spam-block": int(bool(events.spam_block))}


def _command(action: str, url: str, account: str, *options: str) -> str:
    shown = safe_line(shown_url(url))
    return join(["ue-console", "webhooks", action, shown, *options, "--account", safe_line(account)])
