"""Addresses to unsubscribe: each once, from any form, and what is none stays apart."""

from pathlib import Path

import pytest

from ue_console.errors import InputError
from ue_console.services.unsubscribed.addresses import read_address_file, read_addresses

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
    assert len(known) == 6
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


def test_rows_of_a_table_stay_with_its_head() -> None:
    found = read_addresses("email,name\nann@example.com,Ann\nnobody,Bob\n")
    assert found.addresses == ("ann@example.com",)
    assert found.left_out == "email,name\nnobody,Bob"
    assert read_addresses(found.left_out).problems[0].row == 2


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gone.tsv"
    path.write_text("id\temail\n1\tann@example.com\n2\tann@example.com\n3\tx\n", "utf-8")
    found = read_address_file(path)
    assert (found.addresses, found.repeated, len(found.problems)) == (("ann@example.com",), 1, 1)
    with pytest.raises(InputError, match="can't be read"):
        read_address_file(tmp_path / "none.csv")
