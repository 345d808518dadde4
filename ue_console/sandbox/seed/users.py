"""The users of the demo's app, read from ``users.toml``: some hold connections to channels."""

from dataclasses import dataclass, field

from ue_console.sandbox.seed.files import FOLDER, read_toml


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
    data = read_toml(FOLDER / "users.toml")
    return [DemoUser(row["id"], row["secret"], row.get("connections", {})) for row in data["users"]]
