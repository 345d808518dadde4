"""Long work cut into slices."""

from collections.abc import Iterable
from weakref import ref

from ue_console.services.pacing import let_go


class Thing:
    """Something that can be seen to be freed."""


def test_what_nobody_else_holds_is_freed() -> None:
    things = {number: Thing() for number in range(5_000)}
    kept, seen = things[4_999], [ref(thing) for thing in things.values()]
    held: list[Iterable[object]] = [things.values(), ["text"]]
    del things
    let_go(held)
    assert held == []
    assert [thing() for thing in seen if thing() is not None] == [kept]
