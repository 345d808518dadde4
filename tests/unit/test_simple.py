"""The simple engine: what its tags print."""

import pytest

from ue_console.rendering.result import Limits, Value
from ue_console.rendering.simple import printed, render

VALUES: dict[str, Value] = {
    "Name": "Ann",
    "Empty": "",
    "Zero": 0,
    "ZeroText": "0",
    "Null": None,
    "No": False,
    "N": 5,
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Hi {{Name}}!", "Hi Ann!"),
        ("{{Gone}}", ""),
        ("{{Name|friend}}", "Ann"),
        ("{{Empty|friend}}", "friend"),
        ("{{Gone|dear friend, }}x", "dear friend, x"),
        ("{{Null|friend}}", "friend"),
        ("{{Zero|none}}", "0"),
        ("{{Gone|}}", ""),
        ("{{Gone|{{Name}}}}", "Ann"),
        ("{{Gone|dear {{Name}}!}}", "dear Ann!"),
        ("{{Name?yes}}", "yes"),
        ("{{Empty?yes}}{{Zero?yes}}{{ZeroText?yes}}{{Null?yes}}{{No?yes}}{{Gone?yes}}", ""),
        ("{{N?you have {{N}} left}}", "you have 5 left"),
        ("Congratulations{{Name?, }}{{Name}}!", "Congratulations, Ann!"),
        ("Congratulations{{Empty?, }}{{Empty}}!", "Congratulations!"),
        ("{{Gone|a|b?c}}", "a|b?c"),
        ("{{Name?{{Gone|{{N}}}}}}", "5"),
        ("{Name} and {x}", "{Name} and {x}"),
        ("{{{Name}}}", "{Ann}"),
    ],
)
def test_prints(source: str, text: str) -> None:
    result = render(source, VALUES)
    assert result.text == text
    assert not result.failed


def test_style_sheets_stay_without_a_word() -> None:
    css = "<style>@media (max-width:600px){.a{color:red}.b{width:1px}}</style>"
    result = render(css + "{{Name}}", VALUES)
    assert result.text == css + "Ann"
    assert result.problems == ()


def test_values_go_in_raw_and_are_not_read_again() -> None:
    assert render("{{A}}", {"A": "<b>&{{Name}}</b>", "Name": "x"}).text == "<b>&{{Name}}</b>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "1"),
        (False, ""),
        (None, ""),
        (12452, "12452"),
        (-3, "-3"),
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (19.99, "19.99"),
        ("é\n", "é\n"),
    ],
)
def test_plain_values(value: Value, text: str) -> None:
    assert printed(value) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}, [], {}, pytest.param(10**5000, id="huge")])
def test_values_that_no_text_can_hold_are_errors(value: Value) -> None:
    result = render("a{{X}}b{{X?c}}", {"X": value})
    assert result.failed
    assert [(problem.name, problem.column) for problem in result.problems] == [("X", 2)]


def test_used_and_missing() -> None:
    result = render("{{B}}{{A|{{C}}}}{{B}}{{D?{{E}}}}{{F|x}}", {"A": None})
    assert result.used == ("B", "A", "C", "D", "E", "F")
    assert result.missing == ("B", "C")


def test_an_empty_text_is_a_value() -> None:
    assert render("{{A}}", {"A": ""}).missing == ()
    assert render("{{A}}", {"A": None}).missing == ("A",)


def test_output_has_a_limit() -> None:
    result = render("{{A}}" * 20, {"A": "x" * 100}, Limits(output=1_000))
    assert (result.text, result.failed) == ("", True)
    assert not render("{{A}}" * 10, {"A": "x" * 100}, Limits(output=1_000)).failed


def test_nesting_has_a_limit() -> None:
    deep = "{{A|" * 30 + "x" + "}}" * 30
    assert render(deep, {}).text == "x"
    result = render(deep, {}, Limits(depth=29))
    assert (result.text, result.failed) == ("", True)
