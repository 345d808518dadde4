"""Addresses to unsubscribe: each once, from any form, and what is none stays apart."""

from pathlib import Path

import pytest

from ue_console.errors import InputError
from ue_console.services.recipients import read_text
from ue_console.services.unsubscribed.addresses import read_addresses
from ue_console.services.unsubscribed.export import export, export_job
from ue_console.services.unsubscribed.jobs import Entry

LINES = "ann@example.com, Bob <bob@example.com>; x=1\n\nno address\nANN@Example.com\nü@\ncy@example.com"


def test_lines_give_each_address_once_in_their_order() -> None:
    found = read_addresses(LINES)
    assert found.addresses == ("ann@example.com", "bob@example.com", "cy@example.com")
    assert found.repeated == 1
    assert [problem.row for problem in found.problems] == [3, 5]
    assert found.left_out == "no address\nü@"


def test_what_was_read_before_is_known() -> None:
    known: dict[str, object] = {}
    first = read_addresses(LINES, known)  # type: ignore[arg-type]
    assert len(known) == 3  # what is an address at a glance needs no remembering
    assert read_addresses(LINES, known) == first  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "email,name\nann@example.com,Ann\nbob@example.com,\n",
        "Name;E-Mail\nAnn;ann@example.com\n;bob@example.com",
        '[{"email": "ann@example.com"}, "bob@example.com"]',
        "\ufeffann@example.com\r\nbob@example.com\r\n",
    ],
)
def test_every_form_that_recipients_have(text: str) -> None:
    assert read_addresses(text).addresses == ("ann@example.com", "bob@example.com")
    assert read_addresses(text).left_out == ""


@pytest.mark.parametrize(
    "text",
    [
        '"ann@example.com"\n"bob@example.com"\n',
        '"ann@example.com"\r\n "bob@example.com" \r\n',
        '"ann@example.com","bob@example.com"',
        '"Ann <ann@example.com>"\n"""Bob, B."" <bob@example.com>"',
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_quotes_round_a_lone_address_are_those_of_a_table(text: str, whole: bool) -> None:
    found = read_addresses(text, whole=whole)
    assert (found.addresses, found.problems) == (("ann@example.com", "bob@example.com"), ())


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('"ann@example.com', '“"ann@example.com” is not an address: A quote is never closed.'),
        ('"nobody"', "“nobody” is not an address: An email address must have an @-sign."),
        ('""ann@example.com""', '“""ann@example.com""” is not an address: It stands in quotes.'),
    ],
)
def test_why_what_is_in_quotes_is_no_address_is_true(line: str, cause: str) -> None:
    assert [problem.cause for problem in read_addresses(line).problems] == [cause]


def test_rows_of_a_table_stay_with_its_head() -> None:
    found = read_addresses("email,name\nann@example.com,Ann\nnobody,Bob\n")
    assert found.addresses == ("ann@example.com",)
    assert found.left_out == "email,name\nnobody,Bob"
    assert read_addresses(found.left_out).problems[0].row == 2


def test_a_table_without_known_headers_is_not_taken_for_lines() -> None:
    assert read_addresses("to\tcc\na@example.com\tb@example.com").addresses == ()
    assert read_addresses("id\temail\n1\tann@example.com\n2\tANN@example.com\n3\tx\n").repeated == 1


@pytest.mark.parametrize("name", ["gone.json", "gone.csv", "outcomes.csv"])
def test_own_exports_are_read_back(tmp_path: Path, name: str) -> None:
    addresses = ["ann@example.com", "=1+1@example.com", "'=1+1@example.com", "'o'brien@example.com"]
    path = str(tmp_path / name)
    if name == "outcomes.csv":
        export_job(path, [Entry(each, "refused", "-No.") for each in addresses])
    else:
        export(path, [{"address": each, "unsubscribed_on": "2026-06-15"} for each in addresses])
    found = read_addresses(read_text(Path(path)), whole=True)
    assert (list(found.addresses), found.problems) == (addresses, ())


def test_a_list_that_can_not_be_read_to_its_end_is_refused_as_a_file_and_kept_as_text() -> None:
    text = 'email,name\nnot,X\nann@example.com,Ann\n"open,X\nbob@example.com,Bob\n'
    with pytest.raises(InputError, match=r"Nothing is taken\. Row 4"):
        read_addresses(text, whole=True)
    typed = read_addresses(text)
    assert typed.addresses == ("ann@example.com",)
    assert typed.left_out == 'email,name\nnot,X\n"open,X\nbob@example.com,Bob'


def test_json_is_asked_for_in_its_simplest_form() -> None:
    assert [each.remedy for each in read_addresses('[{"name": "x"}]').problems] == [
        'Give an array such as ["ann@example.com", "bob@example.com"].'
    ]
