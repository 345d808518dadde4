"""What a hostile template tries: reach the program, change the caller's data, never end."""

import copy

import pytest

from ue_console.rendering.result import Limits, Value
from ue_console.rendering.velocity import render

VALUES: dict[str, Value] = {"x": "text", "n": 1, "d": 1.5, "b": True, "l": [1, [2]], "m": {"k": {"z": [1]}}}

REACHES = (
    "$x.class",
    "$x.getClass()",
    "$x.format",
    "$x.encode()",
    "$x.format('{0.__class__}')",
    "$x.format_map($m)",
    "$x.join",
    "$l.append",
    "$l.sort()",
    "$l.class.forName('java.lang.Runtime')",
    "$m.setdefault('a', 1)",
    "$m.update($m)",
    "$n.real",
    "$n.bit_length()",
    "$d.hex()",
    "$b.numerator",
    "$esc.class",
    "$esc.getClass().forName('java.lang.Runtime').getRuntime().exec('id')",
    "$date.now",
    "$dateFormat.class",
)


@pytest.mark.parametrize("tag", REACHES)
def test_nothing_of_the_program_is_in_reach(tag: str) -> None:
    rendered = render(tag, VALUES)
    assert rendered.text == tag
    assert not rendered.failed


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("$x.__class__", "text.__class__"),
        ("$x.__class__.__mro__", "text.__class__.__mro__"),
        ("${x.__class__}", ""),
        ("$l.__len__()", "[1, [2]].__len__()"),
        ("$m['__class__'].x", "$m['__class__'].x"),
        ("$x['__class__']", "$x['__class__']"),
        ("$n.__add__(1)", "1.__add__(1)"),
        ("$esc.__init__", "$esc.__init__"),
        ("$dateFormat.__dict__", "$dateFormat.__dict__"),
    ],
)
def test_an_underscore_starts_no_property(tag: str, text: str) -> None:
    assert render(tag, VALUES).text == text


@pytest.mark.parametrize("tag", ["$foreach.storage", "$foreach.getClass()", "$foreach.has_next"])
def test_a_loop_shows_no_inside(tag: str) -> None:
    assert render(f"#foreach($i in [1]){tag}#end", VALUES).text == tag


@pytest.mark.parametrize("tag", ["$e.items", "$e.class", "$k.items", "$k.getClass()"])
def test_entries_and_keys_show_no_inside(tag: str) -> None:
    source = f"#foreach($e in $m.entrySet())#set($k = $m.keySet()){tag}#end"
    assert render(source, VALUES).text == tag


def test_a_block_shows_no_inside() -> None:
    assert (
        render("#define($b)x#end$b.text() $b.print $b._block", VALUES).text == "$b.text() $b.print x._block"
    )


def test_the_callers_data_stay_as_they_are() -> None:
    values = copy.deepcopy(VALUES)
    source = (
        "$l.add(9) $l[1].add(8) #set($l[0] = 7) $m.put('n', 1) #set($m.k.z[0] = 6) $m.k.z.clear()"
        " #set($x = 2) #foreach($n in $l)#set($n = 0)#end $m.remove('k') $l.clear()"
    )
    rendered = render(source, values)
    assert not rendered.failed
    assert values == VALUES


def test_renders_do_not_share_state() -> None:
    source = "#macro(f)1#end#f()#evaluate('#macro(g)2#end')#g()$l.add(1)$l.size()"
    assert render(source, VALUES).text == render(source, VALUES).text == "12true3"
    assert render("#f()#g()", VALUES).text == "#f()#g()"


GREEDY = {
    "doubling a text": "#set($a = 'aaaaaaaa')" + "#set($a = $a + $a)" * 60,
    "doubling in quotes": "#set($a = 'aaaaaaaa')" + '#set($a = "$a$a")' * 60,
    "doubling a list": "#set($a = [1])" + "#set($a = [$a, $a])" * 60 + "$a",
    "comparing doubled lists": "#set($a = [1])#set($b = [1])"
    + "#set($a = [$a, $a])#set($b = [$b, $b])" * 50
    + "#if($a == $b)#end",
    "adding a list to itself": "#set($a = [1..1000])" + "$a.addAll($a)" * 60,
    "a list in itself": "#set($a = [1])$a.add($a)$a",
    "a map in itself": "#set($a = {'k': 1})#set($q = $a.put('s', $a))$a",
    "loops in loops": "#foreach($i in [1..1000])#foreach($j in [1..1000])x#end#end",
    "much text": "#foreach($i in [1..100000])" + "x" * 1000 + "#end",
    "a long range": "#foreach($i in [1..999999999])x#end",
    "macros for ever": "#macro(f)#f()#f()#end#f()",
    "arguments by name": '#macro(f $x)#f("$x$x$x")#end#f("a")',
    "replacing": "#set($a = 'aaaa')" + "#set($a = $a.replace('a', 'aaaaaaaaaaaa'))" * 30,
    "repeating": "$x.repeat(2147483647)",
    "squaring": "#set($a = 99999)" + "#set($a = $a * $a)" * 30,
    "a long number": "#set($a = " + "9" * 100_000 + ")",
    "evaluating itself": "#set($z = '#evaluate($z)')#evaluate($z)",
    "searching long texts": "#set($a = '"
    + "a" * 90_000
    + "')#foreach($i in [1..90000])$a.contains('ab')#end",
    "parentheses": "#if(" + "(" * 5000 + "true" + ")" * 5000 + ")#end",
    "brackets": "#set($a = " + "[" * 5000 + "]" * 5000 + ")",
    "blocks": "#if(true)" * 5000 + "#end" * 5000,
    "calls": "$x.concat(" * 5000 + "1" + ")" * 5000,
}


@pytest.mark.parametrize("source", GREEDY.values(), ids=GREEDY.keys())
def test_greed_ends_in_a_plain_problem(source: str) -> None:
    rendered = render(source, VALUES)
    assert rendered.text == ""
    assert rendered.problems[0].severity == "error"
    words = rendered.problems[0].message
    assert any(word in words for word in ("limit", "nests deeper", "deep", "bits", "digits"))


LONG = {
    "many nots": "#if(" + "!" * 50_000 + "true)x#end",
    "a long sum": "#set($a = 1" + " + 1" * 20_000 + ")x",
    "a long path": "#if($x" + ".toString()" * 20_000 + ")x#end",
    "dollars": "$" * 100_000 + " x",
    "backslashes": "\\" * 100_000 + " x",
    "backslashes and a bang": "$" + "\\" * 100_000 + "! x",
    "hashes without words": "#a" + " " * 100_000 + "x" + "#a  " * 10_000 + "x",
    "many elseifs": "#if(false)" + "#elseif(false)" * 20_000 + "#end x",
}


@pytest.mark.parametrize("source", LONG.values(), ids=LONG.keys())
def test_long_is_not_deep(source: str) -> None:
    rendered = render(source, VALUES)
    assert not rendered.failed
    assert rendered.text.endswith("x")


def test_each_limit_is_kept() -> None:
    loop = "#foreach($i in [1..9])abc#end"
    assert not render(loop, {}, Limits(steps=100, output=100, depth=10, range_items=9)).failed
    for tight in (Limits(steps=10), Limits(output=20), Limits(depth=1), Limits(range_items=8)):
        assert render(loop, {}, tight).failed


def test_what_is_built_counts_though_it_is_not_printed() -> None:
    assert render("#set($a = $x.repeat(26))", VALUES, Limits(output=100)).failed
    assert not render("#set($a = $x.repeat(25))", VALUES, Limits(output=100)).failed
    assert render("#set($a = [1..41])", VALUES, Limits(output=40)).failed
    assert not render("#set($a = [1..40])", VALUES, Limits(output=40)).failed


def test_a_source_past_the_limit_is_not_parsed() -> None:
    assert (
        render("x" * 11, {}, Limits(output=10))
        .problems[0]
        .message.startswith("The template is longer than 10")
    )


def test_values_nested_too_deeply_are_refused() -> None:
    deep: Value = "x"
    for _ in range(100):
        deep = [deep]
    assert "nests deeper" in render("$a", {"a": deep}).problems[0].message
    assert render("$b", {"a": deep, "b": "y"}).text == "y"
