"""The README's example of a config file is one."""

import re
from pathlib import Path
from typing import Final

from ue_console.models.account import KeyHome
from ue_console.store.config_text import parse
from ue_console.tui.keymap import config_problems

README: Final = Path(__file__).parents[2] / "README.md"


class Nowhere:
    """A file without lines."""

    def line_of(self, *path: str | int) -> int | None:
        return None


def test_the_example_is_right() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    config = parse(example.encode(), "README.md")
    assert config_problems(config, Nowhere()) == []
    assert [account.key_home for account in config.accounts] == [KeyHome.KEYRING, KeyHome.COMMAND]
    assert config.keys
