"""Recipients typed, pasted or imported."""

import json
import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.errors import InputError
from ue_console.models.unione.message import Recipient
from ue_console.services.account_files import given as accounts_of
from ue_console.services.recipients import (
    decode,
    left_out,
    parse,
    parse_lines,
    read_file,
    to_line,
    to_lines,
)

WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=12)
TEXT = st.text(st.characters(), max_size=20)
SCALAR = TEXT | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False)
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=5
)
RECIPIENT = st.builds(
    lambda box, host, substitutions, metadata: Recipient(
        email=f"{box}@{host}.example", substitutions=substitutions, metadata=metadata
    ),
    WORD,
    WORD.map(str.lower),
    st.dictionaries(st.just("to_name") | st.just("metadata.x") | TEXT, VALUE, max_size=4),
    st.dictionaries(TEXT | WORD, SCALAR, max_size=3),
)


@given(st.lists(RECIPIENT, max_size=5))
def test_what_was_written_is_read_back(recipients: list[Recipient]) -> None:
    parsed = parse_lines(to_lines(recipients))
    assert parsed.problems == ()
    assert list(parsed.recipients) == recipients


@given(st.lists(RECIPIENT, max_size=4))
def test_json_keeps_every_recipient(recipients: list[Recipient]) -> None:
    parsed = parse(json.dumps([recipient.model_dump() for recipient in recipients]))
    assert parsed.problems == ()
    assert list(parsed.recipients) == recipients


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    parsed = parse(text)
    assert len(parsed.rows) == len(parsed.recipients)


def test_a_typed_line_has_name_address_and_fields() -> None:
    parsed = parse("Ann <ann@example.com>; discount=10; CustomerId=12452; metadata.campaign=may")
    assert parsed.recipients == (
        Recipient(
            email="ann@example.com",
            substitutions={"to_name": "Ann", "discount": "10", "CustomerId": "12452"},
            metadata={"campaign": "may"},
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.com, bob@example.com",
        "ann@example.com; bob@example.com",
        "ann@example.com;bob@example.com;",
        "<ann@example.com>,\r\n\r\n<bob@example.com>",
        "\ufeffann@example.com\rbob@example.com",
    ],
)
def test_lists_of_addresses_come_in_many_forms(text: str) -> None:
    parsed = parse(text)
    assert [recipient.email for recipient in parsed.recipients] == ["ann@example.com", "bob@example.com"]
    assert parsed.problems == ()


def test_fields_belong_to_the_addresses_before_them() -> None:
    parsed = parse("ann@example.com, bob@example.com; group=a; carol@example.com; group=b")
    assert [recipient.substitutions["group"] for recipient in parsed.recipients] == ["a", "a", "b"]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Doe, John <john@example.com>", "A name with a comma needs quotes."),
        ("ann@example.com; discount", "“discount” is neither an address nor name=value."),
        ("ann@example.com; a=1; a=2", "a is given twice."),
        ("ann@example.com; a:=[1", "The value of a is not JSON."),
        ("ann@example.com; a:=1 2", "Something follows the value of a."),
        ("Ann <ann@example.com>; to_name=Bob", "The name is given twice."),
        ('ann@example.com; "\\q"=1', '"\\q" is not a JSON string.'),
    ],
)
def test_a_bad_line_is_named_and_the_others_stay(line: str, cause: str) -> None:
    parsed = parse_lines(f"first@example.com\n{line}\nlast@example.com")
    assert [(problem.row, problem.cause) for problem in parsed.problems] == [(2, cause)]
    assert [recipient.email for recipient in parsed.recipients] == ["first@example.com", "last@example.com"]


def test_one_bad_address_leaves_its_line_s_others() -> None:
    parsed = parse("ann@example.com, nonsense, bob@example.com")
    assert [recipient.email for recipient in parsed.recipients] == ["ann@example.com", "bob@example.com"]
    assert [problem.text for problem in parsed.problems] == ["nonsense"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_s_columns_become_substitutions(separator: str) -> None:
    rows = [["Email", "Name", "First Name", "metadata.id"], ["ann@example.com", "Ann", "A, B; C|D\tE", "7"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    parsed = parse(text)
    assert parsed.recipients == (
        Recipient(
            email="ann@example.com",
            substitutions={"to_name": "Ann", "First_Name": "A, B; C|D\tE"},
            metadata={"id": "7"},
        ),
    )
    assert ("First Name", "substitutions.First_Name") in parsed.columns


def test_one_column_and_one_row_are_a_table() -> None:
    assert parse("email\nann@example.com").recipients == (Recipient(email="ann@example.com"),)


def test_name_stays_a_substitution_beside_to_name() -> None:
    parsed = parse("email,name,to_name\nann@example.com,miss,Ann")
    assert parsed.recipients[0].substitutions == {"name": "miss", "to_name": "Ann"}


def test_an_empty_cell_gives_no_value() -> None:
    assert parse("email,discount\nann@example.com,").recipients[0].substitutions == {}


def test_a_table_s_bad_rows_are_named_by_line() -> None:
    text = 'email,a\nann@example.com,"two\nlines"\nbob@example.com\nnobody,1\n\ncarol@example.com,2\n"open'
    parsed = parse(text)
    assert [recipient.email for recipient in parsed.recipients] == ["ann@example.com", "carol@example.com"]
    assert [problem.row for problem in parsed.problems] == [8, 4, 5], "where reading stops comes first"
    assert parsed.rows == (2, 7)


def test_two_columns_of_one_name_are_refused() -> None:
    parsed = parse("email,a b,a_b\nann@example.com,1,2")
    assert parsed.recipients == ()
    assert "substitutions.a_b" in parsed.problems[0].cause


def test_a_cell_beyond_the_reader_s_limit_is_reported() -> None:
    parsed = parse("email,a\nann@example.com,1\nbob@example.com," + "x" * 140_000)
    assert len(parsed.recipients) == 1
    assert [problem.row for problem in parsed.problems] == [3]


def test_flat_objects_and_api_objects_mix() -> None:
    parsed = parse(
        '[{"email": "ann@example.com", "name": "Ann", "n": 5, "metadata.id": 7, "none": null},'
        ' "bob@example.com", {"email": "x"}, {"email": "c@example.com", "metadata": []}, 3]'
    )
    assert parsed.recipients == (
        Recipient(email="ann@example.com", substitutions={"to_name": "Ann", "n": 5}, metadata={"id": 7}),
        Recipient(email="bob@example.com"),
    )
    assert [problem.row for problem in parsed.problems] == [3, 4, 5]


@pytest.mark.parametrize("text", ["[", '[{"email": "a@example.com", "x": NaN}]', "[" * 100_000])
def test_broken_json_is_one_problem(text: str) -> None:
    parsed = parse(text)
    assert parsed.recipients == ()
    assert len(parsed.problems) == 1


def test_an_infinite_number_is_refused() -> None:
    assert parse('[{"email": "a@example.com", "x": 1e999}]').problems[0].cause == "A number is too large."


def test_the_api_s_own_request_is_read() -> None:
    text = '{"message": {"recipients": [{"email": "ann@example.com"}]}}'
    assert parse(text).recipients == (Recipient(email="ann@example.com"),)


def test_a_spreadsheet_s_unicode_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("email\tcity\r\nann@example.com\tKöln\r\n".encode("utf-16"))
    assert read_file(path).recipients[0].substitutions == {"city": "Köln"}


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match="byte 1"):
        decode(b"\xff\x00\x01")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="it is no plain file"):
        read_file(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="it is no plain file"):
        accounts_of(str(tmp_path / "pipe.csv"), [])


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_file(tmp_path / "gone.csv")


def test_a_line_is_readable() -> None:
    recipient = Recipient(
        email="c@example.com",
        substitutions={"to_name": "Doe, Carol", "n": 1, "s": "a;b"},
        metadata={"k": "v"},
    )
    assert to_line(recipient) == '"Doe, Carol" <c@example.com>; n:=1; s="a;b"; metadata.k=v'


BROKEN = {
    "a stray quote": 'email,name\nnot,X\nann@example.com,"A "The" B"\nbob@example.com,B\ncy@example.com,C\n',
    "an open quote": 'email,name\nnot,X\n"ann@example.com,A\nbob@example.com,B\ncy@example.com,C',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_where_reading_stops_is_told_first_and_the_rest_is_counted(text: str) -> None:
    parsed = parse(text)
    first = parsed.problems[0]
    assert (first.row, first.lines, first.stops) == (3, 3, True)
    assert first.cause.startswith("Reading stops here, 3 lines are not read: ")
    assert [each.row for each in parsed.problems] == [3, 2]
    assert left_out(parsed.problems) == 4
    assert parsed.recipients == ()


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_of_a_file_that_can_not_be_read_to_its_end_nothing_is_taken(tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"Nothing is taken\. Row 3, .*3 lines are not read") as refused:
        read_file(path)
    assert "quotes and separators are in pairs" in refused.value.remedy


def test_a_bad_row_of_several_lines_counts_them_all() -> None:
    parsed = parse('email,name\n"not\nan\naddress",X\nann@example.com,Ann\n')
    assert left_out(parsed.problems) == 3
    assert [each.email for each in parsed.recipients] == ["ann@example.com"]
