"""The report as text, for people: sections of aligned rows, in any width."""

from collections.abc import Iterable, Mapping

from ue_console.cli.doctor_terminal import TerminalLook
from ue_console.cli.doctor_words import account_words, clipboard_words, key_store_words
from ue_console.cli.rows import Row, printed
from ue_console.services.doctor.looks import (
    AccountLook,
    DatabaseLook,
    Diagnosis,
    FileLook,
    Problem,
    State,
    worst,
)
from ue_console.text import plural


def beginning(versions: Mapping[str, str], terminal: TerminalLook) -> str:
    """What is known at once: versions and the terminal."""
    libraries = [f"{name} {versions[name]}" for name in versions if name not in ("ue_console", "platform")]
    rows = [
        Row("console", (f"ue-console {versions['ue_console']}",)),
        Row("with", (", ".join(libraries),)),
        Row("platform", (versions["platform"],)),
    ]
    return printed("Versions", rows) + printed("Terminal", _terminal(terminal))


def rest(found: Diagnosis, terminal: TerminalLook) -> str:
    """Files, key store, accounts, and what it comes to."""
    files, store = found.files, found.key_store
    rows = [
        _file("config", files.config, plural(files.config.accounts, "account")),
        _file("state", files.state),
        _file("database", files.database, _schema(files.database)),
        _file("vault", files.vault),
    ]
    key_store = Row("key store", (key_store_words(store), *_told(store.problems)), worst(store.problems))
    accounts = [_account(look) for look in found.accounts] or [_no_account(found)]
    return (
        printed("Files", rows)
        + printed("Keys", [key_store])
        + printed("Accounts", accounts)
        + printed("", [_sum(found, len(terminal.warnings))])
    )


def _terminal(look: TerminalLook) -> list[Row]:
    size = f"{look.columns}x{look.lines}" if look.columns else "size not known"
    streams = {
        "stdin": look.stdin_is_terminal,
        "stdout": look.stdout_is_terminal,
        "stderr": look.stderr_is_terminal,
    }
    others = [name for name, is_terminal in streams.items() if not is_terminal]
    around = [look.multiplexer or "no tmux or screen", "over SSH" if look.ssh else "no SSH"]
    editor = f"{look.editor}, {'found' if look.editor_found else 'not found'}"
    colours = {"none": "no colours", "truecolor": "truecolor"}.get(look.colours, f"{look.colours} colours")
    state = State.WARNING if look.warnings else State.OK
    first = f"{look.term or 'TERM is not set'}, {size}, {colours}, {look.encoding}"
    return [
        Row("terminal", (first, *look.warnings), state),
        Row("streams", (f"no terminal: {', '.join(others)}" if others else "all terminals",)),
        Row("around", (", ".join(around),)),
        Row("clipboard", (clipboard_words(look),)),
        Row("editor", (editor,)),
    ]


def _file(label: str, look: FileLook, more: str = "") -> Row:
    facts = [look.path]
    facts += [f"mode {look.mode}", *([more] if more else [])] if look.exists else ["not there yet"]
    state = worst(look.problems)
    shown = None if state is State.OK and not look.exists else state
    return Row(label, (", ".join(facts), *_told(look.problems)), shown)


def _schema(look: DatabaseLook) -> str:
    if look.schema is None:
        return "can't be opened"
    newer = "" if look.schema == look.schema_known else f" (this console's is {look.schema_known})"
    return f"opens, schema {look.schema}{newer}"


def _account(look: AccountLook) -> Row:
    return Row(look.account.name, (*account_words(look), *_told(look.problems)), look.state, wide=True)


def _no_account(found: Diagnosis) -> Row:
    if found.problems:
        return Row("", tuple(_told(found.problems)), State.BROKEN)
    if worst(found.files.config.problems) is State.BROKEN:
        return Row("", ("None can be told while the config file can't be read.",), State.BROKEN)
    return Row("", ("None yet. Start ue-console and press n to add one.",))


def _sum(found: Diagnosis, warnings: int) -> Row:
    severities = [problem.severity for problem in found.all_problems]
    broken, warnings = severities.count(State.BROKEN), warnings + severities.count(State.WARNING)
    more = f"; {plural(warnings, 'warning')}" if warnings else ""
    if broken:
        return Row("", (f"{plural(broken, 'problem')}{more}.",), State.BROKEN)
    said = "Nothing is broken; no key was read and no service asked" if found.offline else "Everything works"
    return Row("", (f"{said}{more}.",), State.OK)


def _told(problems: Iterable[Problem]) -> list[str]:
    return [str(problem) for problem in problems]
