"""What the terminal at hand is like, as the environment and the system tell it."""

import locale
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

LEAST_COLUMNS: Final = 70
LEAST_LINES: Final = 20
_TMUX_SECONDS: Final = 2.0
_COLOURS: Final = {"kitty": "256", "256color": "256", "16color": "16"}
"""The end of ``TERM`` → colours, where ``COLORTERM`` doesn't say truecolor; rich's rule."""

_FORCED: Final = {"standard": "16", "256": "256", "truecolor": "truecolor"}
"""What Textual's own variable says → colours."""


@dataclass(frozen=True, slots=True)
class TerminalLook:
    """The terminal."""

    term: str
    """``TERM``; empty where it isn't set."""
    colorterm: str
    columns: int | None
    """None where no stream is a terminal."""
    lines: int | None
    colours: str
    """``truecolor``, ``256``, ``16`` or ``none``: what the console draws with."""
    stdin_is_terminal: bool
    stdout_is_terminal: bool
    stderr_is_terminal: bool
    multiplexer: str
    """``tmux``, ``screen`` or empty."""
    ssh: bool
    tmux_set_clipboard: str
    """tmux's setting: ``on``, ``external``, ``off``; empty outside tmux or where it doesn't say."""
    tmux_allow_passthrough: str
    """As above: ``on``, ``all``, ``off``."""
    encoding: str
    """Of the locale."""
    editor: str
    """The program of ``VISUAL`` or ``EDITOR``, else vi."""
    editor_found: bool
    warnings: tuple[str, ...] = ()

    @property
    def utf8(self) -> bool:
        """Whether text leaves as UTF-8."""
        return self.encoding.lower().replace("-", "").replace("_", "") == "utf8"


def look_at_terminal(environ: Mapping[str, str]) -> TerminalLook:
    """Look at streams, environment and tmux; asks the terminal itself nothing."""
    size = _size()
    multiplexer = "tmux" if environ.get("TMUX") else "screen" if environ.get("STY") else ""
    inside = multiplexer == "tmux"
    editor, found = _editor(environ)
    look = TerminalLook(
        term=environ.get("TERM", ""),
        colorterm=environ.get("COLORTERM", ""),
        columns=size.columns if size else None,
        lines=size.lines if size else None,
        colours=colours(environ),
        stdin_is_terminal=_is_terminal(0),
        stdout_is_terminal=_is_terminal(1),
        stderr_is_terminal=_is_terminal(2),
        multiplexer=multiplexer,
        ssh=any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        tmux_set_clipboard=_tmux("-gv", "set-clipboard") if inside else "",
        tmux_allow_passthrough=_tmux("-gwv", "allow-passthrough") if inside else "",
        encoding=locale.getencoding(),
        editor=editor,
        editor_found=found,
    )
    return replace(look, warnings=tuple(_warnings(look)))


def colours(environ: Mapping[str, str]) -> str:
    """The colours that the console draws with: Textual takes them from the environment alone."""
    forced = environ.get("TEXTUAL_COLOR_SYSTEM", "")
    if forced in _FORCED and "NO_COLOR" not in environ:
        return _FORCED[forced]
    term = environ.get("TERM", "").strip().lower()
    if "NO_COLOR" in environ or term in ("dumb", "unknown"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return _COLOURS.get(term.rpartition("-")[2], "16")


def _warnings(look: TerminalLook) -> list[str]:
    found = []
    if look.term in ("", "dumb", "unknown"):
        found.append("TERM names no terminal that can draw; set it, to xterm-256color say.")
    if look.colours == "16":
        found.append("Only 16 colours; set COLORTERM=truecolor if the terminal has more.")
    if look.columns and look.lines and (look.columns < LEAST_COLUMNS or look.lines < LEAST_LINES):
        found.append(f"The console needs {LEAST_COLUMNS} columns and {LEAST_LINES} lines.")
    if not look.utf8:
        found.append(f"The locale's encoding is {look.encoding}; set LANG to one with UTF-8.")
    if look.tmux_allow_passthrough == "off" and look.tmux_set_clipboard != "on":
        found.append("tmux passes nothing on that is copied; run: tmux set -g set-clipboard on")
    if not look.editor_found:
        found.append(f"The editor {look.editor} is not found; set VISUAL or EDITOR to yours.")
    return found


def _size() -> os.terminal_size | None:
    for descriptor in (2, 1, 0):
        try:
            return os.get_terminal_size(descriptor)
        except OSError:
            continue
    return None


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _editor(environ: Mapping[str, str]) -> tuple[str, bool]:
    command = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    try:
        program = next(iter(shlex.split(command)), command)
    except ValueError:
        return command, False
    return program, shutil.which(program) is not None


def _tmux(*option: str) -> str:
    """A setting of the tmux around; empty where it doesn't answer."""
    try:
        done = subprocess.run(
            ["tmux", "show", *option],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TMUX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""
