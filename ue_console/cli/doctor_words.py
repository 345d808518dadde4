"""The words of the report."""

from pathlib import PurePath

from ue_console.cli.doctor_terminal import TerminalLook
from ue_console.models.account import Account, KeyHome
from ue_console.services.doctor.looks import AccountLook, KeyStoreLook, Reach
from ue_console.text import plural


def key_source(account: Account) -> str:
    """Where a key is kept; of a command only the program, since an argument may tell too much."""
    from ue_console.tui.account_words import HOMES, home_of

    if account.key_home is KeyHome.COMMAND and account.key_command:
        return f"{HOMES[KeyHome.COMMAND]} {PurePath(account.key_command[0]).name}"
    return home_of(account)


def account_words(look: AccountLook) -> list[str]:
    """What the config says of an account, then what came of trying it."""
    from ue_console.tui.account_words import KINDS, place_of

    account = look.account
    marks = [place_of(account), KINDS[account.key_kind], account.environment.value]
    marks += [f"under {account.parent}"] if account.parent else []
    marks += ["read-only"] if account.read_only else []
    marks += ["over plain http"] if account.in_clear else []
    lines = [", ".join(marks), f"key {look.key_hint} from: {key_source(account)}"]
    if look.key_read is False:
        lines.append("the key can't be read")
    if look.answers is not None:
        lines.append("answers" if look.answers else "does not answer as it should")
        lines[-1] += f" ({times})" if (times := reach_words(look.reach)) else ""
    return [*lines, look.owner] if look.owner else lines


def reach_words(reach: Reach) -> str:
    """``DNS 2 ms, connection 14 ms, TLS 30 ms, call 120 ms``."""
    steps = (("DNS", reach.dns), ("connection", reach.connect), ("TLS", reach.tls), ("call", reach.http))
    return ", ".join(f"{name} {spent} ms" for name, spent in steps if spent is not None)


def key_store_words(look: KeyStoreLook) -> str:
    """Backend, whether it answers, who needs it."""
    if not look.reachable:
        return "not usable here"
    state = "locked" if look.locked else "reachable"
    return f"{look.backend}, {state}, used by {plural(look.needed_by, 'account')}"


def clipboard_words(look: TerminalLook) -> str:
    """How copying goes, without promising what nobody can know."""
    words = "asked of the terminal by OSC 52; whether it obeys can't be known"
    if look.multiplexer == "tmux":
        settings = {
            "allow-passthrough": look.tmux_allow_passthrough,
            "set-clipboard": look.tmux_set_clipboard,
        }
        told = ", ".join(f"{name} {value or 'not told'}" for name, value in settings.items())
        words += f"; through tmux ({told})"
    return words
