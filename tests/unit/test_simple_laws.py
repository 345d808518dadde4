"""The simple engine: laws that hold for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.rendering.result import Value
from ue_console.rendering.simple import render

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,5}", fullmatch=True)
PIECES = st.sampled_from(
    ["{{", "}}", "{", "}", "|", "?", "A", "B", "x ", "\n", "{{A}}", "{{A|", "{{B?", "$A", "'"]
)
SOURCES = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)
PLAIN: st.SearchStrategy[Value] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
)
ANY: st.SearchStrategy[Value] = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


@given(SOURCES, st.dictionaries(NAMES | st.just("A") | st.just("B"), ANY))
def test_never_raises_and_places_are_inside(source: str, values: dict[str, Value]) -> None:
    result = render(source, values)
    lines = source.split("\n")
    for problem in result.problems:
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert set(result.missing) <= set(result.used)


@given(st.text())
def test_text_without_a_tag_is_untouched(text: str) -> None:
    source = text.replace("{{", "")
    result = render(source, {})
    assert (result.text, result.used, result.failed) == (source, (), False)


@given(st.text(alphabet=st.characters(exclude_characters="{}")), NAMES, st.text())
def test_a_value_is_a_replacement(text: str, name: str, value: str) -> None:
    source = f"{text}{{{{{name}}}}}{text}"
    assert render(source, {name: value}).text == source.replace(f"{{{{{name}}}}}", value)


@given(st.text(alphabet=st.characters(exclude_characters="{}")), NAMES, st.text(min_size=1))
def test_default_and_condition_exclude_each_other(text: str, name: str, value: str) -> None:
    assert render(f"{{{{{name}|{text}}}}}", {}).text == text
    assert render(f"{{{{{name}|{text}}}}}", {name: value}).text == value
    assert render(f"{{{{{name}?{text}}}}}", {}).text == ""


@pytest.mark.parametrize(
    "piece", ["{", "{{", "{{ ", "{{A|", "{{A", "}}", "{{A|x}}", "{{Gone}}", "${", "href='{{A|x}}"]
)
def test_hostile_texts_end(piece: str) -> None:
    assert len(render(piece * 50_000, {"A": 1}).problems) <= 100
