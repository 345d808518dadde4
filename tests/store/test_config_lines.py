"""Every entry of a TOML text is found on its line, however it is written."""

from typing import Final

import pytest

from ue_console.store.config_lines import line_at, lines_of

TEXT: Final = '''\
# accounts = 1
theme = """
last_account = 'not here'
[keys]
""" # a text of four lines
last_account = 'A'

[[accounts]]
name = 'A # no comment' # [x]
"key_command" = [ # one
  'pass', # two
  "name = 'x'",
]
[accounts.inner]
x = { a = 1, b.c = { d = [1, [2,
  3]] } }

  [[ accounts ]]
name = 'B'
when = 1979-05-27 07:32:00.5
number = 1.5e+3
[keys]
templates.new = 'n'
"templates.edit" = 'e'
'templates'."delete" = 'x'
[keys.go]
home = 'h'
'''
LINES: Final = {
    ("theme",): 2,
    ("last_account",): 6,
    ("accounts",): 8,
    ("accounts", 0): 8,
    ("accounts", 0, "name"): 9,
    ("accounts", 0, "key_command"): 10,
    ("accounts", 0, "key_command", 1): 12,
    ("accounts", 0, "inner"): 14,
    ("accounts", 0, "inner", "x", "b", "c", "d", 0): 15,
    ("accounts", 0, "inner", "x", "b", "c", "d", 1, 1): 16,
    ("accounts", 0, "missing"): 8,
    ("accounts", 1, "name"): 19,
    ("accounts", 1, "when"): 20,
    ("accounts", 1, "number"): 21,
    ("accounts", 1, "missing"): 18,
    ("keys",): 22,
    ("keys", "templates.new"): 23,
    ("keys", "templates.edit"): 24,
    ("keys", "templates", "delete"): 25,
    ("keys", "go.home"): 27,
    ("missing",): None,
}


@pytest.mark.parametrize(("path", "line"), LINES.items(), ids=[".".join(map(str, path)) for path in LINES])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_where_an_entry_stands(path: tuple[str | int, ...], line: int | None, ends: str) -> None:
    assert line_at(lines_of(TEXT.replace("\n", ends)), *path) == line


def test_tables_in_a_list_on_their_own_lines() -> None:
    lines = lines_of("accounts = [\n  {name = 'A'}, # [\n  {name = 'B',\tx = ']'},\n]\nkeys.a.b = 'x'\n")
    assert line_at(lines, "accounts", 1, "x") == 3
    assert line_at(lines, "accounts", 1, "base_url") == 3
    assert line_at(lines, "keys", "a.b") == 5


@pytest.mark.parametrize(
    "text", ["a = [}", "[", "a = {", "a = [[", "= 1", "]]", "a = 'x", "a = [=,}", '"""', "{"]
)
def test_a_text_that_is_not_valid_ends_too(text: str) -> None:
    assert isinstance(lines_of(text), dict)
