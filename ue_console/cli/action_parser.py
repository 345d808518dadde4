"""The parser of one action of a command: what is typed wrong there is told with the usage of that action."""

import argparse
from collections.abc import Sequence
from typing import Any


class ActionParser(argparse.ArgumentParser):
    """Leaves nothing over for the parser above it, which knows its own usage only."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Everything is known here, or an error; a name that begins with a hyphen is told as such."""
        for text in args or ():
            if text.startswith("-") and not text.startswith("--") and "." in text:
                self.error(f"{text} is no name: it begins with a hyphen")
        found, others = super().parse_known_args(args, namespace)
        if others:
            self.error(f"unrecognized arguments: {' '.join(others)}")
        return found, []
