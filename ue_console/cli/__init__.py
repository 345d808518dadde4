"""The command line: ``ue-console`` and ``python -m ue_console``."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 ended by ctrl+c."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while the command is still being loaded
        return 130


def _run(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):
        from ue_console import __version__

        sys.stdout.write(f"ue-console {__version__}\n")
        return 0
    # What opens the console has nothing to parse: the arguments of all commands take 20 ms.
    if given in ([], ["console"]):
        from ue_console.cli.console import open_console
        from ue_console.cli.exiting import exit_code

        return exit_code(open_console)
    if given == ["demo"]:
        from ue_console.cli.demo import open_demo
        from ue_console.cli.exiting import exit_code

        return exit_code(open_demo)
    from ue_console.cli.commands import run

    return run(given)
