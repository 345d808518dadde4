"""Who is spoken to: base URL and key, checked before use, and what may be shown of either."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ue_console.api.dialect import Dialect
from ue_console.api.known import Known
from ue_console.errors import InputError
from ue_console.models.hosts import check_encrypted, is_loopback
from ue_console.models.secret import Secret, hide
from ue_console.text import cut_end, safe_line


@dataclass(frozen=True, slots=True)
class Peer:
    """The far end of a transport."""

    base_url: str
    """Without a slash at the end."""
    host: str
    """Host, and the port where it is not the scheme's own: what error sentences name."""
    loopback: bool
    """True for this machine: no proxy lies between."""
    key: Secret
    dialect: Dialect
    """The service's own ways."""
    hidden: tuple[Secret, ...] = ()
    """What else is masked in the words of this peer, longer ones first: secrets that a request held."""
    veiled: tuple[tuple[Secret, str], ...] = ()
    """What stands in the URL of a request, longer ones first, and what is shown in its place."""
    known: Known = field(default_factory=Known, compare=False, repr=False)
    """What is masked in the words of every call: secrets of this far end that earlier answers held."""

    @property
    def proxied(self) -> bool:
        """Whether the shell's proxy may lie between: one that sees a tunnel, and never the key."""
        return self.base_url.startswith("https:") and not self.loopback

    @property
    def spellings(self) -> tuple[str, ...]:
        """Each form of each secret that is masked."""
        hidden = (secret.reveal() for secret in self.hidden)
        return (*hidden, *(text.reveal() for text, _ in self.veiled), *self.dialect.spellings(self.key))

    def masked(self, text: str) -> str:
        """Return foreign ``text`` with its secrets masked, and nothing else changed."""
        for secret, shown in (*self.veiled, *((secret, secret.hint) for secret in self.hidden)):
            for spelling in (secret.reveal(), secret.reveal().lower()):
                text = hide(text, spelling, shown)
        text = self.known.masked(text)
        for spelling in self.dialect.spellings(self.key):
            text = text.replace(spelling, self.key.hint)
            # Host names come in small letters, also where a key was part of one.
            text = text.replace(spelling.lower(), self.key.hint)
        return text

    def clean(self, text: str, width: int = 200) -> str:
        """Return foreign ``text`` fit to show: secrets masked, display-safe, one line, at most ``width``."""
        return cut_end(" ".join(safe_line(self.masked(text)).split()), width)


def peer_of(base_url: str, key: Secret, dialect: Dialect, *, plain_http: bool = False) -> Peer:
    """Check ``base_url`` and ``key`` and return them as a Peer.

    Raises:
        InputError: One of the two can't be used, or the key would go to another machine in clear and
            ``plain_http`` doesn't allow it; the sentence never shows the key.
    """
    check_key(key)
    dialect.check(key)
    unusable = InputError(
        "The base URL is not usable.",
        "Give it as https://host/path, without user, query or fragment.",
        field="base_url",
    )
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise unusable from None
    clean = base_url.isprintable() and not any(char.isspace() or char == "\\" for char in base_url)
    extra = parts.query or parts.fragment or "@" in parts.netloc or "?" in base_url or "#" in base_url
    if parts.scheme not in ("http", "https") or not host or extra or not clean:
        raise unusable
    check_encrypted(base_url, plain_http=plain_http)
    name = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    shown = name if port in (None, default) else f"{name}:{port}"
    return Peer(base_url.rstrip("/"), shown, is_loopback(host), key, dialect)


def check_key(key: Secret) -> None:
    """Refuse a key that can't travel in an HTTP header.

    Raises:
        InputError: The key is empty, or holds white space, control or non-ASCII characters.
    """
    value = key.reveal()
    if not value:
        reason = "is empty"
    elif any(char in "\r\n" for char in value):
        reason = "holds a line break"
    elif any(char.isspace() for char in value):
        reason = "holds a space or tab"
    elif not value.isascii():
        reason = "holds a character outside ASCII"
    elif not value.isprintable():
        reason = "holds a control character"
    else:
        return
    raise InputError(f"The API key {reason}.", "Copy the key again, and nothing around it.", field="api_key")
