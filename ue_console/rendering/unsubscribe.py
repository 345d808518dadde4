"""The way out of a mailing: link, footer and header as a mail of the service carries them.

The service makes its own link for each recipient and its own footer; what stands here takes
their place in previews and in the sandbox: the same address always gives the same link, on a
host that can't exist (RFC 2606).
"""

import hashlib
import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ue_console.models.unione.message import Message

HOST: Final = "unsubscribe.example"

_BODY_END: Final = re.compile(r"</body[\t\n\f\r ]*+>", re.IGNORECASE)

_FOOTERS: Final = {
    "be": ("Гэты ліст адпраўлены на адрас {email}.", "Адпісацца ад рассылкі"),
    "de": ("Diese Nachricht ging an {email}.", "Keine weiteren Nachrichten erhalten"),
    "en": ("This message went to {email}.", "Stop receiving such messages"),
    "es": ("Este mensaje se ha enviado a {email}.", "No recibir más mensajes"),
    "fr": ("Ce message a été envoyé à {email}.", "Ne plus recevoir de messages"),
    "it": ("Questo messaggio è stato inviato a {email}.", "Non ricevere altri messaggi"),
    "kz": ("Бұл хат {email} мекенжайына жіберілді.", "Хаттардан бас тарту"),
    "pl": ("Ta wiadomość została wysłana na adres {email}.", "Nie chcę więcej wiadomości"),
    "pt": ("Esta mensagem foi enviada para {email}.", "Não receber mais mensagens"),
    "ru": ("Это письмо отправлено на адрес {email}.", "Отказаться от писем"),
    "ua": ("Цей лист надіслано на адресу {email}.", "Відмовитися від листів"),
}

LANGUAGES: Final = tuple(_FOOTERS)
"""The service's language codes; ``ua`` and ``kz`` are its own spelling."""


def link_for(email: str) -> str:
    """Return the stand-in for the recipient's own unsubscribe link; case does not matter."""
    digest = hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
    return f"https://{HOST}/{digest[:24]}"


def with_html_footer(body: str, email: str, url: str, language: str = "en") -> str:
    """Return ``body`` with the footer before its last ``</body>``, or at its end."""
    sentence, label = _words(language)
    footer = (
        '<div style="margin:24px 0 0;padding:12px 0;font-size:12px;color:#666;text-align:center">'
        f"<p>{sentence.replace('{email}', html.escape(email))}</p>"
        f'<p><a href="{html.escape(url)}">{label}</a></p></div>'
    )
    place = len(body)
    for match in _BODY_END.finditer(body):
        place = match.start()
    return body[:place] + footer + body[place:]


def with_plaintext_footer(body: str, email: str, url: str, language: str = "en") -> str:
    """Return ``body`` with the footer below a signature line."""
    sentence, label = _words(language)
    return f"{body.rstrip()}\n\n-- \n{sentence.replace('{email}', email)}\n{label}: {url}\n"


def header_value(url: str) -> str:
    """Return the List-Unsubscribe value for one address or URL (RFC 2369)."""
    url = url.strip()
    return url if url.startswith("<") else f"<{url}>"


def as_project(message: "Message", *, custom: bool) -> "Message":
    """Return ``message`` as it counts when a project's key sends it (reference: project-create).

    Args:
        message: What was asked for.
        custom: The project's ``custom_unsubscribe_url_enabled``. True: the footer is left out in any
            case. False: neither ``skip_unsubscribe`` nor an own link is heeded, so every mail has the
            service's link, in its body or in the footer.
    """
    if custom:
        return message.model_copy(update={"skip_unsubscribe": 1})
    options = message.options.model_copy(update={"unsubscribe_url": None})
    return message.model_copy(update={"skip_unsubscribe": 0, "options": options})


def _words(language: str) -> tuple[str, str]:
    return _FOOTERS.get(language.lower(), _FOOTERS["en"])
