"""Laws of the velocity engine, over templates put together at random."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ue_console.rendering.result import Limits, Value
from ue_console.rendering.velocity import render

TIGHT = Limits(steps=500, output=2_000, depth=12, range_items=50)

PIECES = (
    "$a", "${a}", "$!a", "$m.k", "$l[0]", "$l.get(1)", "$a.length()", "$", "${", "$!", "\\$a",
    "\\#if", "#", "##", "#*", "*#", "#[[", "]]#", "#if($a)", "#if(", "#elseif($l)", "#else", "#end",
    "#{end}", "#foreach($i in $l)", "#foreach(", "$i", "#set($a = $a + $a)", '#set($b = "$a$a")',
    "#set($l = [$l, $l])", "#macro(f $p)", "#f($a)", "#f", "$p", "#define($d)", "$d",
    "#evaluate($a)", "#break", "#stop", "#include('x')", "(", ")", "[", "]", "{", "}", '"', "'",
    ",", "..", " ", "\n", "1", "-1", "99999999999", "1.5", "==", ">", "&&", "x", "é", "😀", "\x00",
    "\ud800", "$l.add($l)", "$m.put('m', $m)", "$esc.html($l)", "$date.get($a)",
    "$dateFormat.format($a, $a)", "$a.split($a)", "$a.substring(2)",
)  # fmt: skip
"""Whole tags and broken ones."""

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25),
    a=values,
    items=values,
)
def test_any_template_ends_without_raising(pieces: list[str], a: Value, items: Value) -> None:
    rendered = render("".join(pieces), {"a": a, "l": items, "m": {"k": a}}, TIGHT)
    assert len(rendered.text) <= TIGHT.output
    assert set(rendered.missing) <= set(rendered.used)
    assert not (rendered.failed and rendered.text)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in rendered.problems)


@given(st.text(alphabet=st.characters(exclude_characters="$#"), max_size=300))
def test_text_without_tags_stays_as_it_is(text: str) -> None:
    rendered = render(text, {})
    assert (rendered.text, rendered.problems, rendered.used) == (text, (), ())


@given(st.text(max_size=50))
def test_a_substitution_is_put_in_as_it_is(text: str) -> None:
    assert render("<$a>", {"a": text}).text == f"<{text}>"


@given(st.lists(st.integers(), max_size=20))
def test_a_loop_shows_each_item_once(numbers: list[int]) -> None:
    values: dict[str, Value] = {"l": list(numbers)}
    assert render("#foreach($i in $l)$i,#end", values).text == "".join(f"{number}," for number in numbers)


@given(st.text(alphabet="ab,", max_size=20))
def test_split_and_join_lose_only_empty_ends(text: str) -> None:
    joined = render("$a.join(',', $a.split(','))", {"a": text}).text
    assert joined.rstrip(",") == text.rstrip(",")
