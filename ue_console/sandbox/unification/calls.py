"""What a call of UnificationEngine is given."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from ue_console.sandbox.calls import Answer, House


class Call(NamedTuple):
    """One authorised request."""

    parameters: Mapping[str, Any]
    """The JSON object of the body."""
    scope: str
    """Where the caller's objects are kept: an app's users, a user's connections."""

    def given(self, name: str) -> Any:
        """The parameter called ``name``, in whatever letter case; None where there is none."""
        return given(self.parameters, name)


def given(fields: Mapping[str, Any], name: str) -> Any:
    """The field called ``name``, in whatever letter case; None where there is none."""
    if name in fields:
        return fields[name]
    fold = name.casefold()
    return next((value for key, value in fields.items() if key.casefold() == fold), None)


Method: TypeAlias = Callable[[House, Call], Awaitable[Answer]]
"""One call; it raises :class:`~ue_console.sandbox.unification.refusal.UnificationRefusal` to say no.

An answer with a ``status`` of its own is one that says no, too.
"""
