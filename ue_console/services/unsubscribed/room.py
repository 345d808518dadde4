"""Why no more addresses can be taken now."""

from ue_console.errors import InputError
from ue_console.text import plural


def list_is_left(left: int, few: int) -> InputError:
    """The list isn't through, and these are more than the ``few`` that go beside it."""
    return InputError(
        f"{plural(left, 'address', 'addresses')} of the last list have no outcome yet.",
        f"Press u in Unsubscribed to go on with them or to give them up; up to {few} go beside them.",
    )


def few_are_left(left: int) -> InputError:
    """Neither the list nor the few beside it are through."""
    have = "has" if left == 1 else "have"
    return InputError(
        f"{plural(left, 'address', 'addresses')} beside the last list {have} no outcome yet.",
        "Press esc, then u to go on with them or to give them up.",
    )
