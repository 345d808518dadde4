"""The command line: ``ue-console`` and ``python -m ue_console``."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        from ue_console import __version__

        sys.stdout.write(f"ue-console {__version__}\n")
        return 0
    from ue_console.cli.commands import run

    return run(given)
