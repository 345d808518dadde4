"""Where the console's files are."""

from pathlib import Path
from typing import NamedTuple, Self

APP = "ue-console"


class Paths(NamedTuple):
    """The two folders; nothing is made until something is written."""

    config_dir: Path
    state_dir: Path

    @classmethod
    def default(cls) -> Self:
        """The platform's folders: on Linux ``$XDG_CONFIG_HOME`` and ``$XDG_STATE_HOME``."""
        import platformdirs

        return cls(
            config_dir=platformdirs.user_config_path(APP, appauthor=False),
            state_dir=platformdirs.user_state_path(APP, appauthor=False),
        )

    @property
    def config_file(self) -> Path:
        """Accounts, theme and keys of the keyboard; no secrets."""
        return self.config_dir / "config.toml"

    @property
    def database_file(self) -> Path:
        """Drafts and the journal of sends."""
        return self.state_dir / "state.db"

    @property
    def events_file(self) -> Path:
        """Webhook calls that were received; large, and kept apart from what can't be had again."""
        return self.state_dir / "events.sqlite"

    @property
    def listening_dir(self) -> Path:
        """A file for each webhook that is set for the time of listening."""
        return self.state_dir / "listening"

    @property
    def vault_file(self) -> Path:
        """Keys, encrypted. It stays with this machine's state: config folders get shared and published."""
        return self.state_dir / "keys.vault"
