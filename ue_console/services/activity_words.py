"""What a call that changed something is called: its object, and the whole of it, in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ue_console.models.unification.user import read_user_uri
from ue_console.services.domains.names import readable
from ue_console.store.activity_records import Entry, Facts
from ue_console.text import cut_end, plural

_LONGEST: Final = 300
"""Characters of an object's name."""

PHRASES: Final[Mapping[str, str]] = {
    "email/send": "send mail to",
    "email/subscribe": "invite back",
    "template/set": "save template",
    "template/delete": "delete template",
    "project/create": "create project",
    "project/update": "change project",
    "project/delete": "delete project",
    "domain/get-dns-records": "register domain",
    "domain/validate-verification-record": "verify domain",
    "domain/validate-dkim": "check DKIM of",
    "webhook/set": "set webhook",
    "webhook/delete": "delete webhook",
    "unsubscribed/set": "unsubscribe",
    "user/create": "create user",
    "user/delete": "delete user",
    "connection/add": "add connection",
    "connection/refresh": "renew the token of",
    "connection/remove": "remove connection",
    "message/send": "send message to",
}
"""Method → what stands before the object's name."""

SENDS: Final = ("email/send", "message/send")
"""The methods whose outcome the journal of sends has, too."""

BY_OPERATOR: Final = ("accepted", "not sent")
"""What the operator found out, where the service can't be asked."""

NOUNS: Final = tuple(sorted({method.partition("/")[0] for method in PHRASES}))
"""What something can be done to."""


def phrase(facts: Facts) -> str:
    """``set webhook https://shop.example/unione``."""
    verb = PHRASES.get(facts.method, facts.method)
    what = readable(facts.what) if facts.method.startswith("domain/") else facts.what
    return f"{verb} {what}".rstrip()


def told(entry: Entry) -> str:
    """``set webhook https://…``, or of a list ``unsubscribe 600 addresses: 2 unknown, 3 refused``.

    It also tells that it was the operator who said what became of a call.
    """
    facts, together = entry.facts, entry.together
    if together is None:
        words, colon, subject = phrase(facts).partition(": ")
        # Before the subject, where a narrow row still has it.
        said = " (you said so)" if facts.settled in BY_OPERATOR else ""
        return f"{words}{said}{colon}{subject}"
    parts = [f"{many:,} {result}" for result, many in together.counts.items() if result != "done"]
    if together.not_done:
        parts.append(f"{together.not_done:,} found not done")
    many = plural(together.many, "address", "addresses")
    return f"{PHRASES.get(facts.method, facts.method)} {many}" + (f": {', '.join(parts)}" if parts else "")


def done_to(noun: str) -> str:
    """What can be done to a kind: ``set webhook, delete webhook``."""
    found = (words for method, words in PHRASES.items() if method.partition("/")[0] == noun)
    return ", ".join(words.removesuffix(" to").removesuffix(" of") for words in found)


def object_of(
    method: str,
    request: Mapping[str, Any],
    answer: Mapping[str, Any] | None = None,
    people: int = 0,
    template: str = "",
) -> str:
    """What a call is about: a name, a URL, an address, an id, ``3 recipients: Welcome``.

    Args:
        method: ``webhook/set``.
        request: As it is kept.
        answer: In the same way, if there is one.
        people: Recipients or receivers of a message.
        template: The name of the template of a message, where it is known.
    """
    if method in SENDS:
        return _message(method, request, people, template)
    find = _OBJECTS.get(method, _any)
    return cut_end(" ".join(find(request, answer or {}).split()), _LONGEST)


def _message(method: str, request: Mapping[str, Any], people: int, template: str) -> str:
    message = _part(request, "message")
    many = plural(people, "recipient" if method == "email/send" else "receiver")
    receivers = message.get("receivers")
    names = [each.get("Connector", "") for each in receivers or () if isinstance(each, Mapping)]
    channels = ", ".join(dict.fromkeys(filter(None, map(str, names))))
    subject = _text(message, "subject") or template or _text(message, "template_id")
    where = f" on {channels}" if channels else ""
    return cut_end(f"{many}{where}" + (f": {' '.join(subject.split())}" if subject else ""), _LONGEST)


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that says something."""
    found = (value.get(name) for name in names)
    return next((str(each) for each in found if isinstance(each, str | int) and each != ""), "")


def _user(*parts: Mapping[str, Any]) -> str:
    found = (read_user_uri(part.get("uri")) for part in parts)
    return next((user[0] for user in found if user), "")


_OBJECTS: Final[dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]]] = {
    "template/set": lambda request, _: _text(_part(request, "template"), "name", "id"),
    "project/create": lambda request, _: _text(_part(request, "project"), "name"),
    "project/update": lambda request, _: (
        _text(_part(request, "project"), "name") or _text(request, "project_id")
    ),
    "user/create": lambda _, answer: _user(answer),
    "user/delete": lambda request, _: _user(request),
    "connection/refresh": lambda request, _: _text(request, "uri").removeprefix("unified://"),
}


def _any(request: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    return _text(
        request, "name", "url", "domain", "address", "to_email", "email", "id", "template_id", "project_id"
    )
