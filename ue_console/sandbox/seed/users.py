"""The users of the demo's app, read from ``users.toml``: some hold connections to channels."""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user and what it holds."""

    id: str
    secret: str = field(repr=False)
    """Opens nothing but the sandbox."""
    connections: dict[str, str] = field(repr=False)
    """Name → URI with its token in clear."""

    @property
    def pair(self) -> str:
        """``ID:SECRET``, the form in which the console keeps a user's key."""
        return f"{self.id}:{self.secret}"


def read_users() -> list[DemoUser]:
    """Read all users, oldest first; those with connections come before the others."""
    data = tomllib.loads(files(__package__).joinpath("users.toml").read_text(encoding="utf-8"))
    return [DemoUser(row["id"], row["secret"], row.get("connections", {})) for row in data["users"]]
