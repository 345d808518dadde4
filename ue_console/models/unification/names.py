"""Names of connections (facts: they hold no spaces and no slashes; any other sign may stand in them)."""

from urllib.parse import quote

from ue_console.errors import InputError


def connection_name(typed: str) -> str:
    """Return ``typed`` as a name for a connection; white space around it is left out.

    Raises:
        InputError: It is empty, or holds a space, a slash or a control character.
    """
    name = typed.strip()
    if not name:
        reason = "is empty"
    elif any(char.isspace() for char in name):
        reason = "holds a space"
    elif "/" in name or "\\" in name:
        reason = "holds a slash"
    elif not name.isprintable():
        reason = "holds a character that can't be seen"
    else:
        return name
    raise InputError(
        f"The connection's name {reason}.",
        "Any name without spaces, slashes and invisible characters does; capitals count.",
        field="name",
    )


def unified_uri(name: str) -> str:
    """Return ``unified://NAME``, which names a connection of the user in a call."""
    return f"unified://{quote(name, safe='')}"
