"""Which account is meant by a name typed in a shell."""

import difflib
from collections.abc import Sequence
from typing import Final

from ue_console.errors import InputError

_SHOWN: Final = 5
"""Names in a message at most."""


def chosen(names: Sequence[str], typed: str) -> str:
    """The name that is meant: exactly, else without regard to case, else the only one that begins so.

    Raises:
        InputError: There is none, or there are several; the message names the nearest.
    """
    wanted = typed.strip().casefold()
    if not wanted:
        raise InputError("The account's name is empty.", "See them all with: ue-console accounts list")
    exact = [name for name in names if name == typed.strip()]
    alike = exact or [name for name in names if name.casefold() == wanted]
    alike = alike or [name for name in names if name.casefold().startswith(wanted)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise InputError(f"{typed} may be any of these accounts: {_listed(alike)}.", "Type more of its name.")
    if not names:
        none = f"There is no account {typed}: there is none at all yet."
        raise InputError(none, "Start ue-console, then press n to add one.")
    near = _nearest(names, wanted)
    raise InputError(f"There is no account {typed}{near}.", "See them all with: ue-console accounts list")


def _nearest(names: Sequence[str], wanted: str) -> str:
    folded = {name.casefold(): name for name in names}
    inside = [name for key, name in folded.items() if wanted in key]
    near = inside or [folded[key] for key in difflib.get_close_matches(wanted, folded, n=_SHOWN, cutoff=0.4)]
    return f"; the nearest: {_listed(near)}" if near else ""


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
