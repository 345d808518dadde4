"""Large answers: read in pieces as the decoder would read them whole, and refused as it would."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.conftest import Line, Lines
from tests.api.scripted import ScriptedServer, reply, success
from ue_console.api.large import read_in_pieces
from ue_console.api.unione.client import UniOneClient
from ue_console.api.verdicts import LARGE
from ue_console.errors import NotTheService, TooMuchData

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)
ROWS = [{"address": f"{n}@example.com", "unsubscribed_on": "2026-06-15 12:00:00"} for n in range(6000)]


@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), st.sampled_from([None, 1, "\t"]))
def test_an_object_is_read_as_whole(found: dict[str, Any], indent: Any) -> None:
    assert read_in_pieces(f" {json.dumps(found, indent=indent)}\n") == found


@given(VALUES)
def test_so_is_everything_else(found: Any) -> None:
    assert read_in_pieces(json.dumps(found)) == found


@given(VALUES, st.data())
def test_what_is_no_json_is_refused(found: Any, data: st.DataObject) -> None:
    text = json.dumps({"a": [found, 1], "b": {}})
    cut = data.draw(st.integers(0, len(text) - 1))
    extra = data.draw(st.sampled_from(["", "]", ",", "x", '"']))
    broken = text[:cut] + extra + text[cut + 1 :]
    try:
        expected = json.loads(broken)
    except ValueError:
        with pytest.raises(ValueError, match=r"\w"):
            read_in_pieces(broken)
    else:
        assert read_in_pieces(broken) == expected


@pytest.mark.parametrize("text", ['{"a":1,}', '{"a":[1,]}', '{"a":[1}', "{1:2}", '{"a" 1}', '{"a":1}}', "{"])
def test_odd_objects_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_in_pieces(text)


async def test_a_long_list_comes_whole_over_the_wire(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(unsubscribed=[*ROWS, {"address": "new@example.com", "source": "user"}])]
    found = await UniOneClient(line.transport).unsubscribed.list()
    assert len(json.dumps(ROWS)) > LARGE
    assert found == [*ROWS, {"address": "new@example.com", "source": "user"}]


async def test_a_broken_end_of_a_long_list_is_told(server: ScriptedServer, line: Line) -> None:
    server.steps = [reply(200, json.dumps({"status": "success", "unsubscribed": ROWS}).encode()[:-2] + b"}")]
    with pytest.raises(NotTheService, match="another or a broken form"):
        await UniOneClient(line.transport).unsubscribed.list()


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ("x", "unsubscribed"),
        (["x"], "unsubscribed.0"),
        ([{"address": "a@b.c"}, {"address": None}], "unsubscribed.1.address"),
        ([{"address": "a@b.c", "unsubscribed_on": 5}], "unsubscribed.0.unsubscribed_on"),
    ],
)
async def test_a_wrong_row_is_named(server: ScriptedServer, line: Line, rows: Any, field: str) -> None:
    server.steps = [success(unsubscribed=rows)]
    with pytest.raises(NotTheService) as caught:
        await UniOneClient(line.transport).unsubscribed.list()
    assert caught.value.field == field


async def test_more_than_is_taken_is_an_error_of_its_own(server: ScriptedServer, lines: Lines) -> None:
    server.steps = [success(unsubscribed=ROWS)]
    with pytest.raises(TooMuchData, match="more data than this console takes"):
        await UniOneClient(lines.open(answer_limit=100_000).transport).unsubscribed.list()
