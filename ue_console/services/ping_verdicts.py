"""What a handler's answer means to the service, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urljoin

from ue_console.api.outcome import Trouble
from ue_console.errors import InputError
from ue_console.models.secret import Secret
from ue_console.services.ping_hiding import Held
from ue_console.services.url_secrets import shown_url, veiled_text
from ue_console.services.webhook_url import UrlNotAscii, checked_url
from ue_console.text import cut_end, safe, safe_line

if TYPE_CHECKING:
    from ue_console.api.handler import HandlerAnswer, HandlerTrouble

LIMIT: Final = 3_000
"""Milliseconds that the service waits for an answer (reference: webhook-set)."""

_EXCERPT: Final = 2_000
"""Characters of an answer's body that are shown."""
_LOCATION: Final = 300

REFUSALS: Final = (401, 403)
"""The answers of a handler to which the signature, or the caller, is wrong."""
_REDIRECTS: Final = range(300, 400)

_SETTING: Final = "The service asks with GET when an active webhook is set, and wants 200."
_AT_ONCE: Final = "Answer 200 first and do the work afterwards."
_END_IT: Final = "Send Content-Length, or close the connection after the answer."

_REMEDIES: Final = {
    Trouble.NAME: "Correct the host in the URL, or wait until its DNS record is known.",
    Trouble.REFUSED: "Start the handler, or correct host and port.",
    Trouble.ROUTE: "Look whether the machine runs and its firewall lets HTTP in.",
    Trouble.CONNECT_TIME: "Look whether the machine runs and its firewall lets HTTP in.",
    Trouble.CERTIFICATE: "Give the handler a certificate of an authority that is trusted everywhere.",
    Trouble.TLS: "Look whether TLS is spoken at this port.",
    Trouble.PROXY: "Look at HTTPS_PROXY of this shell.",
    Trouble.TOTAL_TIME: f"The service calls it failed after 3 s and tries again later. {_AT_ONCE}",
    Trouble.TOO_LARGE: f"The service waits 3 s for the end and calls it failed. {_END_IT}",
    Trouble.BROKEN: "Look at the handler's log: it may have crashed, or take too few connections at once.",
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key a call is signed with."""

    key: Secret
    owner: str = ""
    """The account's or project's name; empty for a key that was made up."""
    others: tuple[Secret, ...] = ()
    """Further keys at hand: what a handler says may hold one of them."""

    @classmethod
    def made_up(cls) -> Self:
        """A key that nobody has."""
        return cls(Secret(token_hex(16)))

    @property
    def held(self) -> Held:
        """Its keys; a made-up one is not what the handler knows."""
        return Held((self.key, *self.others), whole=bool(self.owner))


@dataclass(frozen=True, slots=True)
class PingResult:
    """What came of one call. All texts are fit for a terminal."""

    ok: bool
    """Whether the service would be content."""
    status: int
    """Of HTTP; 0 without an answer."""
    milliseconds: int
    """From the start to the end of the answer; the service waits :data:`LIMIT`."""
    body: str
    """The beginning of the answer's body, lines and all."""
    verdict: str
    """One sentence."""
    remedy: str = ""
    """What to do, one sentence or two; empty where all is well."""
    untrusted: bool = False
    """The TLS certificate is not trusted: it can be tried anyway with ``insecure``."""
    timed_out: bool = False
    """No whole answer came in time."""


def judged_call(
    url: str, answer: HandlerAnswer | HandlerTrouble, signer: Signer | None = None, held: Held | None = None
) -> PingResult:
    """Judge the answer to a POST; only 200 is success (reference: webhook-set).

    Args:
        url: The handler's.
        answer: What it answered.
        signer: Whose key signed the call; None where it went out as it came.
        held: Keys to be hidden; None: the signer's, or without one whatever looks like a key.
    """
    from ue_console.api.handler import HandlerAnswer

    if not isinstance(answer, HandlerAnswer):
        return _troubled(answer)
    held = held or (signer.held if signer else Held())
    return _answered(answer, *_of_status(url, answer, signer, held), url, held)


def judged_check(url: str, answer: HandlerAnswer | HandlerTrouble, held: Held | None = None) -> PingResult:
    """Judge the answer to the GET; ``held`` as for :func:`judged_call`."""
    from ue_console.api.handler import HandlerAnswer

    if not isinstance(answer, HandlerAnswer):
        return _troubled(answer)
    held = held or Held()
    if answer.status == 200:
        verdict, remedy = "The handler answers GET with 200: an active webhook can be set.", ""
    elif answer.status in _REDIRECTS:
        verdict, remedy = _redirected(url, answer, held)
    else:
        verdict, remedy = f"The handler answered GET with {answer.status}.", f"{_SETTING} Answer GET, too."
    return _answered(answer, verdict, remedy, url, held)


def _of_status(url: str, answer: HandlerAnswer, signer: Signer | None, held: Held) -> tuple[str, str]:
    """Verdict and remedy of an HTTP status."""
    status = answer.status
    if status == 200:
        return "The handler passes: 200 within 3 s.", ""
    if status in REFUSALS:
        return f"The handler refused the signature, or the caller ({status}).", _signed_with(signer)
    if status in _REDIRECTS:
        return _redirected(url, answer, held)
    if status < 300:
        return f"The handler answered {status}, and the service takes only 200.", "Answer 200 exactly."
    if status in (404, 410):
        return f"There is nothing at this URL ({status}).", "Correct the path, or add the handler there."
    if status < 500:
        return (
            f"The handler refused the call ({status}), and the service takes only 200.",
            "Look why in its answer; it has to take POST with JSON.",
        )
    return f"The handler failed ({status}), and the service takes only 200.", "Look at the handler's own log."


def _signed_with(signer: Signer | None) -> str:
    if signer is None:
        return "Look whether it digests the body's exact bytes with the key of the webhook's account."
    if not signer.owner:
        return "The call was signed with a key that was made up: sign it with the account's."
    return (
        f"The call was signed with the key of {safe_line(signer.owner)}: look whether the handler has it, "
        "and digests the body's exact bytes."
    )


def _redirected(url: str, answer: HandlerAnswer, held: Held) -> tuple[str, str]:
    verdict = f"The handler redirects ({answer.status}), and the service does not follow."
    target = _target(url, answer.location)
    if not target:
        return verdict, "Set the webhook to the URL that answers 200 itself."
    shown = cut_end(safe_line(_hidden(url, held, shown_url(target))), _LOCATION)
    return verdict, f"Set the webhook to {shown}"


def _target(url: str, location: str) -> str:
    """Where a redirect leads; empty where that is no URL of a webhook, or the one that was called."""
    try:
        target = checked_url(urljoin(url, location))
    except UrlNotAscii as error:
        target = error.ascii
    except (InputError, ValueError):
        return ""
    return "" if target == url else target


def _troubled(trouble: HandlerTrouble) -> PingResult:
    endless = trouble.status and trouble.trouble is Trouble.TOTAL_TIME
    kind = Trouble.TOO_LARGE if endless else trouble.trouble
    return PingResult(
        ok=False,
        status=0,
        milliseconds=trouble.milliseconds,
        body="",
        verdict=trouble.reason,
        remedy=_REMEDIES.get(kind, _REMEDIES[Trouble.ROUTE]),
        untrusted=trouble.trouble is Trouble.CERTIFICATE,
        timed_out=trouble.trouble is Trouble.TOTAL_TIME,
    )


def _answered(answer: HandlerAnswer, verdict: str, remedy: str, url: str, held: Held) -> PingResult:
    text = _hidden(url, held, answer.body.decode("utf-8", "replace"))
    return PingResult(
        ok=answer.status == 200,
        status=answer.status,
        milliseconds=answer.milliseconds,
        body=cut_end(safe(text).strip(), _EXCERPT),
        verdict=verdict,
        remedy=remedy,
    )


def _hidden(url: str, held: Held, text: str) -> str:
    """What a handler says, without keys and without what is dots in the URL: many tell what was called."""
    return held.hidden(veiled_text(url, text))
