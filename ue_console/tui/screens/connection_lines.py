"""A connection as a row and in lines of text, with what its last test said."""

from collections.abc import Iterator, Sequence
from typing import Final

from ue_console.errors import ApiError
from ue_console.models.unification.connection import Connection
from ue_console.models.unification.profile import Profile
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.services.connections import Verdict
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (
    Column("Name"),
    Column("Scheme", 12, quiet=True),
    Column("Signs in with", middle=True, quiet=True, from_width=62),
    Column("Test UTC", 13),
)

LABEL: Final = 13
"""Cells of a row's label."""

EXPIRED: Final = 418
REPLACED: Final = (413, 416, 503)
"""The API codes after which only another URI helps."""

TESTING: Final = "· testing"
NOT_TESTED: Final = "– not tested"


def row(item: Connection, tested: Verdict | None, *, testing: bool = False) -> Row:
    """Name, scheme, what tells it from others of the scheme, last test and since when it works."""
    word, tone = (TESTING, "") if testing else in_a_word(tested)
    masked, identity = item.masked, item.shown.identity
    when = f" {tested.at:%H:%M}" if tested and tested.works and not testing else ""
    return Row(
        key=item.name,
        cells=(item.name, item.scheme, identity, word + when),
        tones=("", "", "", tone),
        search=f"{item.name} {masked} {identity} {word}".lower(),
        order=(item.name.lower(), item.scheme.lower(), identity.lower(), word),
    )


def in_a_word(tested: Verdict | None) -> tuple[str, str]:
    """A test in a word and its tone: ``✓ works``, ``✗ refused 416``, ``? no answer``."""
    if tested is None:
        return NOT_TESTED, ""
    if tested.works:
        return "✓ works", "good"
    code = tested.error.code if isinstance(tested.error, ApiError) else None
    if tested.refused:
        return f"✗ refused {'' if code is None else code}".rstrip(), "bad"
    return "? no answer" if code is None else f"? code {code}", "warn"


def summary(tests: Sequence[Verdict]) -> str:
    """``4 work · 1 refused · 1 unknown``: the results of many tests."""
    works = sum(test.works for test in tests)
    refused = sum(test.refused for test in tests)
    unknown = len(tests) - works - refused
    parts = [f"{works:,} {'works' if works == 1 else 'work'}"]
    parts += [f"{refused:,} refused"] if refused else []
    parts += [f"{unknown:,} unknown"] if unknown else []
    return " · ".join(parts)


def about(
    item: Connection,
    tested: Verdict | None,
    profiles: Sequence[Profile] | str | None,
    *,
    testing: bool = False,
) -> list[Line]:
    """Everything about one connection; of its token no more than the last four characters.

    Args:
        item: The connection.
        tested: Its last test.
        profiles: Whose accounts it opens, or why that is not known; None while that is not asked.
        testing: A test is under way.
    """
    scheme = SCHEMES.get(item.scheme.lower()) if item.scheme else None
    rows = [
        ("Channel", scheme.title if scheme else "another connector"),
        ("Scheme", item.scheme or "none that can be read"),
        ("URI", item.masked),
        *_profiles(profiles),
    ]
    lines = [Line(f"{label:<{LABEL}}{value}", indent=LABEL) for label, value in rows]
    return [*lines, Line(""), *([Line(TESTING, "quiet")] if testing else _said(tested))]


def _profiles(profiles: Sequence[Profile] | str | None) -> Iterator[tuple[str, str]]:
    if profiles is None:
        yield "Account", "enter asks the channel"
    elif isinstance(profiles, str):
        yield "Account", profiles
    elif not profiles:
        yield "Account", "not told by the channel"
    else:
        for number, profile in enumerate(profiles):
            login = f" ({profile.login_name})" if profile.login_name else ""
            name = f"{profile.display_name}{login}".strip() or "without a name"
            yield "" if number else "Account", name


def _said(tested: Verdict | None) -> Iterator[Line]:
    if tested is None:
        yield Line("Not tested since this list was opened; t tests it, T all.", "quiet")
        return
    word, tone = in_a_word(tested)
    yield Line(f"{word}, tested at {tested.at:%H:%M} UTC", tone)
    if tested.error is not None:
        yield Line(tested.error.cause)
        if isinstance(tested.error, ApiError) and tested.error.said:
            yield Line(f"The service's words: {tested.error.said}", "quiet")
        yield Line(f"{tested.error.remedy} {_next_key(tested)}".strip())


def _next_key(tested: Verdict) -> str:
    code = tested.error.code if isinstance(tested.error, ApiError) else None
    if code == EXPIRED:
        return "R refreshes it, n adds it."
    return "n adds it." if code in REPLACED else "t tests it again."
