"""Bodies, engine, template and headers (reference: email-send, codes 201, 221, 1507, 1513 to 1515, 1523)."""

import re
from collections.abc import Iterator
from typing import Final

from ue_console.models.unione.message import Message
from ue_console.models.unione.template import Template
from ue_console.rendering.engines import ENGINES
from ue_console.services.findings import Finding
from ue_console.services.previews import has_body

MOST_HEADERS: Final = 50
MOST_PART: Final = 5 * 1024 * 1024
"""Bytes of one body part."""

_SIZE_CODES: Final = {"html": 1513, "plaintext": 1514, "amp": 1515}
_HTML: Final = re.compile(r"<html[\s>]", re.IGNORECASE)
_BODY: Final = re.compile(r"<body[\s/>]", re.IGNORECASE)


def content(message: Message) -> Iterator[Finding]:
    """What is wrong with the content of a message whose template is filled in."""
    if message.template_engine not in ENGINES:
        yield Finding(
            "error",
            "template_engine",
            "The engine is neither simple nor velocity.",
            "Choose one of them.",
            None,
            1523,
        )
    if len(message.headers) > MOST_HEADERS:
        cause = f"There are {len(message.headers)} headers; the service takes {MOST_HEADERS}."
        yield Finding("error", "headers", cause, "Remove some.", None, 1507)
    yield from _body(message)
    if message.skip_unsubscribe:
        cause = "The unsubscribe footer is left out, which the service's support must have approved."
        yield Finding("note", "skip_unsubscribe", cause)


def _body(message: Message) -> Iterator[Finding]:
    body = message.body
    if not body.html and not body.plaintext:
        yield Finding(
            "error", "body", "There is neither HTML nor plaintext.", "Write one of them.", None, 201
        )
    for name, code in _SIZE_CODES.items():
        size = len((getattr(body, name) or "").encode("utf-8", "surrogatepass"))
        if size > MOST_PART:
            cause = f"The {name} body is {size / 1024 / 1024:.1f} MB; the service takes 5 MB."
            yield Finding("error", f"body.{name}", cause, "Shorten it.", None, code)
    if body.html and not _BODY.search(body.html):
        cause = "The HTML has no <body> tag."
        severe = bool(_HTML.search(body.html))
        remedy = "Put the content into <body>…</body>." if severe else "The service adds what is missing."
        yield Finding("error" if severe else "note", "body.html", cause, remedy, None, 221)


def template_use(message: Message, template: Template | None) -> Iterator[Finding]:
    """What the message says of its template, before it is filled in."""
    if not message.template_id:
        return
    if has_body(message):
        cause = "The message has a body of its own, so the template is ignored."
        yield Finding("warning", "template_id", cause, "Remove one of the two.")
    elif template is None:
        cause = "The template is not at hand, so what it holds is not checked."
        yield Finding("warning", "template_id", cause, "Load the template, then check again.")
    elif (
        "template_engine" in message.model_fields_set and message.template_engine != template.template_engine
    ):
        cause = f"The template is written for {template.template_engine}, not for {message.template_engine}."
        yield Finding("warning", "template_engine", cause, "Leave the engine to the template.")
