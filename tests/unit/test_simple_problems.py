"""The simple engine: what it says about a text, and where."""

import pytest

from ue_console.rendering.result import Problem
from ue_console.rendering.simple import render
from ue_console.rendering.simple_parse import MAX_PROBLEMS


def only_problem(source: str) -> Problem:
    """The one problem of ``source``, rendered with Name=Ann."""
    (problem,) = render(source, {"Name": "Ann"}).problems
    return problem


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ Name }}", "write {{Name}}"),
        ("{{Name }}", "write {{Name}}"),
        ("{{Name |x}}", "write {{Name}}"),
        ("{{}}", "without a name"),
        ("{{ }}", "without a name"),
        ("{{1st}}", "“1st” is no name"),
        ("{{order-no}}", "“order-no” is no name"),
        ("{{user.name}}", "“user.name” is no name"),
        ("{{Größe}}", "“Größe” is no name"),
        ("{{#if x}}", "“#if x” is no name"),
        ("{{Name", "{{Name is never closed"),
        ("{{Name|text", "{{Name is never closed"),
        ("{{Name}", "closed with one brace"),
        ("{{", "never closed"),
    ],
)
def test_errors(source: str, words: str) -> None:
    problem = only_problem("one\n  " + source)
    assert problem.severity == "error"
    assert words in problem.message
    assert (problem.line, problem.column) == (2, 3)
    assert render(source, {}).text == source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{{Name}}}", "Two braces make a tag"),
        ("{{Gone}}", "Gone has no value"),
        ("{Name}", "takes two braces"),
        ("{Name}}", "opens with two braces"),
        ("Hi $Name", "velocity"),
        ("Hi ${Name}", "velocity"),
        ("{{Name|{{Name|{{Name}}}}}}", "Only one level"),
    ],
)
def test_warnings(source: str, words: str) -> None:
    problem = only_problem(source)
    assert problem.severity == "warning"
    assert words in problem.message


@pytest.mark.parametrize(
    "source",
    [
        '<a href="{{Name|x}}">',
        "<a href = '{{Name?x}}'>",
        "<img src={{Name|x}}>",
        "see https://example.com/{{Name|x}}",
        '<a href="https://example.com/?a=1&b={{Name?y}}">',
        "write to mailto:{{Name|x}}",
    ],
)
def test_defaults_and_conditions_in_links(source: str) -> None:
    assert only_problem(source).message == "Defaults and conditions do not work in links."


@pytest.mark.parametrize(
    "source",
    [
        '<a href="{{Name}}">{{Name|x}}</a>',
        '<p title="{{Name|x}}">',
        "https://example.com/ {{Name|x}}",
        "{{Name|https://example.com/?a=1}}",
        "{other} $5 $ {",
    ],
)
def test_nothing_to_say(source: str) -> None:
    assert render(source, {"Name": "Ann"}).problems == ()


def test_a_bad_tag_within_a_tag_does_not_end_it() -> None:
    assert render("{{Name?a {{ B }} c}}d", {"Name": "x"}).text == "a {{ B }} cd"


def test_what_was_never_closed_stays_and_the_rest_is_rendered() -> None:
    assert render("{{Gone|a {{Name}} b", {"Name": "Ann"}).text == "{{Gone|a Ann b"


def test_problems_come_in_reading_order_and_are_not_endless() -> None:
    result = render("{{Gone}}\n{{ bad }}\n{{Gone2}}", {})
    assert [problem.line for problem in result.problems] == [1, 2, 3]
    assert len(render("{{ x }}" * 1_000, {}).problems) == MAX_PROBLEMS


def test_messages_are_fit_for_a_terminal() -> None:
    assert "\x1b" not in only_problem("{{a\x1b[31m}}").message
