"""A real program that gives a key, or fails to in every way that one can."""

from pathlib import Path
from typing import Final

KEY: Final = "6w7xsi5g9o4xyo3j1a2b9f2c"
LEAK: Final = "leak7xsi5g9o4xyo3jLEAK"
"""What the program says on its error stream, or in the wrong place: nobody may repeat it."""

SCRIPT: Final = r"""#!/bin/sh
echo run >> "$(dirname "$0")/runs"
case "$1" in
  prints) echo "KEY" ;;
  quoted) printf ' "KEY"\r\nlogin: ann\n' ;;
  pair) echo 'user://ann:KEY@' ;;
  from) cat "$2" ;;
  says) echo "LEAK" >&2; echo "KEY" ;;
  fails) echo "LEAK" >&2; echo "LEAK"; exit 3 ;;
  killed) kill -TERM $$ ;;
  silent) ;;
  blank) printf '\n\nKEY\n' ;;
  spaced) echo "LEAK LEAK" ;;
  binary) printf 'LEAK\377\376\n' ;;
  floods) while :; do echo "LEAKLEAKLEAKLEAKLEAKLEAKLEAKLEAK"; done ;;
  hangs) echo $$ > "$2"; while :; do sleep 1; done ;;
  family) sleep 300 & echo "$$ $!" > "$2"; wait ;;
  leaves) sleep 300 & echo $! > "$2"; echo "KEY" ;;
  closes) exec >&-; echo $$ > "$2"; sleep 300 ;;
  reads) cat; echo "KEY" ;;
  where) ( : < /dev/tty ) 2>/dev/null && echo tty || echo "no-terminal:${GPG_TTY-unset}" ;;
  shell) printf '%s\n' "$2" ;;
esac
""".replace("KEY", KEY).replace("LEAK", LEAK)


def written(folder: Path) -> Path:
    """The program as a file that can be run."""
    path = folder / "get-key"
    path.write_text(SCRIPT)
    path.chmod(0o755)
    return path


def runs(program: Path) -> int:
    """How often it was run."""
    log = program.parent / "runs"
    return len(log.read_text().splitlines()) if log.exists() else 0
