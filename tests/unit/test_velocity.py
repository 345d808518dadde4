"""The velocity engine: texts, names used and missing, problems and their places."""

from datetime import UTC, datetime

import pytest

from ue_console.rendering.result import Rendered, Values
from ue_console.rendering.velocity import names, render

NOW = datetime(2003, 10, 19, 21, 54, 50, tzinfo=UTC)
VALUES: Values = {"name": "Ann", "n": 3, "items": ["a", "b"], "person": {"city": "Ulm"}, "age": "7"}


def made(source: str, values: Values = VALUES) -> Rendered:
    return render(source, values, now=NOW)


def warnings(rendered: Rendered) -> list[tuple[str, int, int]]:
    return [(problem.name, problem.line, problem.column) for problem in rendered.problems]


def test_a_receipt() -> None:
    source = (
        "Dear $name,\n"
        "#foreach( $item in $items )\n"
        "  $foreach.count. ${item}#if( $foreach.hasNext ),#end\n"
        "\n"
        "#end\n"
        "Total: #set( $total = $n * 2 )$total"
    )
    assert made(source).text == "Dear Ann,\n  1. a,\n  2. b\nTotal: 6"


@pytest.mark.parametrize(
    ("source", "text", "missing"),
    [
        ("Hi $who", "Hi $who", ("who",)),
        ("Hi ${who}!", "Hi ${who}!", ("who",)),
        ("Hi $!who", "Hi ", ()),
        ("Hi $!{who}!", "Hi !", ()),
        ("#if($who)a#{else}b#end", "b", ()),
        ("#if($who == 'x')a#elseif(!$who)b#end", "b", ()),
        ("#if($n)$who#end", "$who", ("who",)),
        ("#if(!$n)$who#end", "", ()),
        ("#foreach($x in $who)a#end", "", ("who",)),
        ("#set($x = $who)", "", ("who",)),
        ('#set($x = "a $who")$x', "a $who", ("who",)),
        ('#set($x = "a $!who")$x', "a ", ()),
        ("$name.concat($who)", None, ("who",)),
        ("#macro(hi $a)[$a]#end#hi($who)", "[$who]", ("who",)),
        ("#macro(hi $a)#if($a)x#end#end#hi($who)", "", ()),
        ("$esc.html($who)", "$esc.html($who)", ("who",)),
        ("$who.name.first", "$who.name.first", ("who",)),
        ("\\$who", "\\$who", ()),
    ],
)
def test_missing_names(source: str, text: str | None, missing: tuple[str, ...]) -> None:
    rendered = made(source)
    assert rendered.missing == missing
    if text is None:
        assert rendered.failed
    else:
        assert rendered.text == text
        assert not rendered.failed


def test_null_counts_as_missing() -> None:
    assert made("$x", {"x": None}).missing == ("x",)


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("$b $a $b", ("b", "a")),
        ("#set($x = $a)$x", ("a",)),
        ("#if(!$a)#set($a = 'x')#end$a", ("a",)),
        ("#set($a = 'x')$a", ()),
        ("#foreach($x in $list)$x $foreach.index $velocityCount#end", ("list",)),
        ("#foreach($x in $list)#end$x", ("list", "x")),
        ("#macro(m $p)$p $q#end#m($r)", ("q", "r")),
        ("#define($d)$a#end$d", ("a",)),
        ('#set($x = "hi ${a.b}")', ("a",)),
        ("$a.get($b[$c])", ("a", "b", "c")),
        ("$!a #if($b)#end \\$c", ("a", "b", "c")),
        ("$esc.html($a) $date $dateFormat.format('y', $date_x)", ("a", "date_x")),
        ("#evaluate('$late')", ("late",)),
        ("## $no\n#* $no *#[[$no]]#", ()),
        ("#set($m.k = 1)", ("m",)),
        ("[$a..$b] #foreach($i in [$a..$b])#end {$c: 1}", ("a", "b", "c")),
    ],
)
def test_used_names(source: str, used: tuple[str, ...]) -> None:
    assert made(source).used == used


def test_a_substitution_wins_over_a_tool() -> None:
    rendered = made("$date", {"date": "today"})
    assert (rendered.text, rendered.used) == ("today", ("date",))


def test_names_without_rendering() -> None:
    assert names("#if($a)$b#end", {}) == ("a", "b")
    assert names("#if($a", {}) == ()


def test_warnings_have_places() -> None:
    assert warnings(made("a\n  $who\n$person.cty")) == [("who", 2, 3), ("person", 3, 1)]


def test_a_warning_comes_once() -> None:
    assert warnings(made("#foreach($x in $items)\n$who#end")) == [("who", 2, 1)]


@pytest.mark.parametrize("source", ['#if($n > "2")y#end', "#if($age >= 5)y#end", "#if($age < $name)y#end"])
def test_text_beside_number_is_warned_about(source: str) -> None:
    rendered = made(source)
    assert (rendered.text, rendered.failed) == ("", False)
    assert "compares numbers only" in rendered.problems[0].message


def test_numbers_compare_in_silence() -> None:
    assert made("#if($n > 2)y#end") == Rendered("y", ("n",))


@pytest.mark.parametrize(
    ("source", "line", "column", "word"),
    [
        ("a\n#if($n)\nb", 2, 1, "no #end"),
        ("a\n b #end", 2, 4, "#end"),
        ("#else", 1, 1, "#else"),
        ("${name", 1, 7, "}"),
        ("x $name.size(", 1, 14, "value"),
        ("#set($x = )", 1, 11, "value"),
        ("#set($x = y)", 1, 11, "“y”"),
        ('#set($x = "abc', 1, 11, "quote"),
        ("#if($n = 3)#end", 1, 8, ")"),
        ("costs 5$", 1, 8, "last character"),
        ("#foreach($x)", 1, 1, "no #end"),
        ("#macro('x')#end", 1, 1, "#macro"),
        ("\n#include('x')", 2, 1, "#include"),
        ("#parse('x')", 1, 1, "#parse"),
        ('#set($x = "a ${b")', 1, 17, "}"),
        ("#[[x", 1, 1, "]]#"),
        ("$true", 1, 2, "true"),
    ],
)
def test_parse_errors_have_places(source: str, line: int, column: int, word: str) -> None:
    rendered = made(source)
    problem = rendered.problems[0]
    assert (rendered.text, problem.severity) == ("", "error")
    assert (problem.line, problem.column) == (line, column)
    assert word in problem.message


@pytest.mark.parametrize(
    ("source", "column", "word"),
    [
        ("ab $name.substring(9)", 10, "substring"),
        ("ab $items[5]", 10, "2 items"),
        ("#break($name)", 1, "loop"),
        ("#evaluate('#if')", 1, "(“"),
        ("#macro(r)#r()#end#r()", 10, "20"),
    ],
)
def test_errors_while_rendering(source: str, column: int, word: str) -> None:
    rendered = made(source)
    assert (rendered.text, rendered.problems[0].severity) == ("", "error")
    assert rendered.problems[0].column == column
    assert word.strip("(") in rendered.problems[0].message


def test_one_missing_name_is_one_warning() -> None:
    assert warnings(made("$esc.html($who)")) == [("who", 1, 11)]
    assert warnings(made("#set($x = $name.foo)$x")) == [("name", 1, 11), ("", 1, 6), ("", 1, 21)]


def test_unknown_method_is_named() -> None:
    rendered = made("$name.shout()")
    assert rendered.text == "$name.shout()"
    assert "“shout”" in rendered.problems[0].message
    assert not rendered.missing


@pytest.mark.parametrize(
    "source", ["#set($!x = 1)", "#set(${x} = 1)", "#set($x = 1 / 0)", "#foreach($x $items)#end"]
)
def test_what_does_nothing_is_warned_about(source: str) -> None:
    rendered = made(source)
    assert (rendered.text, [problem.severity for problem in rendered.problems]) == ("", ["warning"])
