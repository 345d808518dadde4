"""What is said of a list of addresses that is being unsubscribed."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ue_console.models.account import Account
from ue_console.services.unsubscribed.jobs import KEY, Entry, Job
from ue_console.services.unsubscribed.running import AT_ONCE
from ue_console.text import plural
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.screens.unsubscribing_rows import MARKS, TOLD, Shown, counts_of, shown, summary, word_of
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

_LISTS: Final = (Column("List", 20), Column("Addresses", 10, right=True), Column("Outcomes", quiet=True))
IN_ANOTHER: Final = "Unsubscribing in another console"
ELSEWHERE: Final = "Another console works on this list; r shows how far."
GIVEN_UP: Final = "Another console has given this list up; those that wait are not asked."
REPLACED: Final = "Another console has put this list in the place of the one before."
LEFT_BY_QUITTING: Final = (
    f"The outcome of those under way, {AT_ONCE} at most, would be unknown; the others wait, and go on with u."
)
NONE_BESIDE: Final = "Nothing went beside this list yet; n begins."
NOTHING_LEFT_BY_QUITTING: Final = "They are only checked: what is unknown would stay so, and m asks again."


def title_of(job: Job) -> str:
    """What a list is called while nothing is under way."""
    return "Last list" if job.place == KEY else "Beside the last list"


def pick_job(jobs: Sequence[Job]) -> Pick:
    """Asks which list is meant; answers its place."""
    rows = [
        Row(
            job.place,
            (title_of(job), f"{len(job.entries):,}", summary(counts_of(job))),
            search=title_of(job).lower(),
        )
        for job in jobs
    ]
    return Pick("Which list?", _LISTS, rows)


def about(entry: Entry) -> list[Line]:
    """One address and what became of it."""
    symbol, tone = MARKS[shown(entry)]
    lines = [Line(f"{symbol} {entry.address}  {word_of(shown(entry))}", tone, 2)]
    if entry.told:
        lines.append(Line(f"  {TOLD.get(entry.told, entry.told)}", "", 2))
    return lines


def hints(*, elsewhere: bool, settles: bool, goes_on: bool) -> list[Line]:
    """What can be done about those without an outcome, while nothing is under way here."""
    if elsewhere:
        return [Line(f"  {ELSEWHERE}", "quiet", 2)]
    lines = []
    if settles:
        lines.append(Line("  m asks the service about the unknown ones; it changes nothing.", "quiet", 2))
    if goes_on:
        lines.append(Line("  t goes on with those that wait.", "quiet", 2))
    return lines


def what_is_left(counts: Counter[Shown], before: Counter[Shown], *, goes_on: bool) -> tuple[str, str]:
    """What came of a run and the next key, and the tone to say it in.

    Args:
        counts: How many addresses of the list are in each state.
        before: The same when the run began.
        goes_on: There is a key to go on with.
    """
    if lost := counts["asked"]:
        return f"{plural(lost, 'outcome')} unknown; m asks the service.", "warn"
    if waiting := counts["waiting"]:
        then = "; t goes on" if goes_on else ""
        return f"{plural(waiting, 'address waits', 'addresses wait')}{then}.", "warn"
    if refused := counts["refused"] - before["refused"]:
        return f"{plural(refused, 'address', 'addresses')} refused; rows say why.", "warn"
    done = counts["done"] - before["done"]
    told = f"{plural(done or counts['done'], 'address', 'addresses')} unsubscribed"
    if not done:
        return f"{told} in all.", "good"
    return f"{told}, {counts['done']:,} in all." if before["done"] else f"{told}.", "good"


def go_on(job: Job, account: Account) -> Confirm:
    """The question before those that wait are unsubscribed.

    Its key is in no address: elsewhere under Unsubscribed one is typed after a t.
    """
    waiting = [entry.address for entry in job.entries if entry.state == "waiting"]
    many = len(waiting) != 1
    who = plural(len(waiting), "address", "addresses") if many else waiting[0]
    be = "They are" if many else "It is"
    text = f"{be} never mailed again from {account.name}, {danger_of(account)}; the API can't take it back."
    return Confirm(f"Go on unsubscribing {who} of {account.name}?", text, "Go on", key="Y")


def give_up(counts: Counter[Shown]) -> Confirm:
    """The question before a list is forgotten."""
    text = "What is done stays done; the list is not kept here any more."
    if counts["waiting"]:
        waiting = plural(counts["waiting"], "address that waits is", "addresses that wait are")
        text = f"{waiting} not unsubscribed. {text}"
    if counts["asked"]:
        text += f" Of {counts['asked']:,} it stays unknown whether they are unsubscribed."
    return Confirm("Give up what is left of this list?", text, "Give up")
