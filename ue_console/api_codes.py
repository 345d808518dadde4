"""The catalogue of API codes: what each means to an operator, and its remedy (reference: API Errors)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class ApiCode(NamedTuple):
    """One code of the service, told in plain words."""

    code: int
    http_status: int
    """The HTTP status that the reference gives for it."""
    field: str
    """The API field concerned (``body.html``), or empty."""
    meaning: str
    """What is wrong, one sentence."""
    remedy: str
    """What to do, one sentence."""


def lookup(code: int) -> ApiCode | None:
    """Return the entry of ``code``, or None for a code newer than the catalogue."""
    return catalogue().get(code)


@cache
def catalogue() -> Mapping[int, ApiCode]:
    """All entries by code, read from the package's TOML file at the first call."""
    text = files("ue_console").joinpath("api_codes.toml").read_text(encoding="utf-8")
    entries = (
        ApiCode(row["code"], row["http"], row["field"], row["meaning"], row["remedy"])
        for row in tomllib.loads(text)["codes"]
    )
    return MappingProxyType({entry.code: entry for entry in entries})
