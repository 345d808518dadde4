"""Of a table one column is taken, and no other: who isn't meant is not unsubscribed."""

import pytest

from ue_console.services.unsubscribed.addresses import read_addresses
from ue_console.services.unsubscribed.guarding import guarded, unguarded
from ue_console.services.unsubscribed.tables import EVERY

MANAGED = "customer_email;account_manager;note\nann@example.com;boss@acme.example;vip\nbob@example.com;;\n"
BARE = "ann@example.com,boss@acme.example\nbob@example.com,boss@acme.example\n"


@pytest.mark.parametrize("whole", [True, False])
def test_without_an_email_column_nothing_is_taken_but_what_is_chosen(whole: bool) -> None:
    asked = read_addresses(MANAGED, whole=whole)
    assert asked.addresses == ()
    assert [(each.name, each.count, each.first) for each in asked.columns] == [
        ("customer_email", 2, "ann@example.com"),
        ("account_manager", 1, "boss@acme.example"),
    ]
    taken = read_addresses(MANAGED, whole=whole, column=asked.columns[0].number)
    assert taken.addresses == ("ann@example.com", "bob@example.com")
    assert (taken.columns, taken.problems) == ((), ())


@pytest.mark.parametrize(
    "header", ["sender_email,recipient_email", "to,cc", "email,E-Mail", "address,Address", "id,address"]
)
def test_headers_that_do_not_say_which_column(header: str) -> None:
    cells = "a@example.com,b@example.com" if header != "id,address" else "a@example.com,12 Main St"
    asked = read_addresses(f"{header}\n{cells}\n{cells}\n", whole=True)
    assert asked.addresses == ()
    assert asked.columns


def test_columns_of_one_name_are_numbered() -> None:
    text = "email,id,Email,cc\na@example.com,1,b@example.com,c@example.com\n"
    names = [each.name for each in read_addresses(text, whole=True).columns]
    assert names == ["email (column 1)", "Email (column 3)", "cc"]


def test_a_file_without_headers_is_asked_about_where_two_columns_hold_addresses() -> None:
    asked = read_addresses(BARE, whole=True)
    assert [each.name for each in asked.columns] == ["column 1", "column 2", "every column"]
    assert asked.addresses == ()
    second = read_addresses(BARE, whole=True, column=1)
    assert (second.addresses, second.repeated) == (("boss@acme.example",), 1)
    every = read_addresses(BARE, whole=True, column=EVERY)
    assert every.addresses == ("ann@example.com", "boss@acme.example", "bob@example.com")
    assert len(read_addresses(BARE).addresses) == 3  # typed: several a line


def test_a_file_with_one_column_of_addresses_needs_no_header() -> None:
    found = read_addresses("ann@example.com,Ann\nbob@example.com,Bob\n", whole=True)
    assert (found.addresses, found.problems) == (("ann@example.com", "bob@example.com"), ())


def test_a_known_column_is_taken_beside_others_that_hold_addresses() -> None:
    text = "address,email,manager\nMain St,ann@example.com,boss@acme.example\n"
    assert read_addresses(text, whole=True).addresses == ("ann@example.com",)
    assert read_addresses("email\nann@example.com\n", whole=True).addresses == ("ann@example.com",)
    assert read_addresses("recipient\nann@example.com\n", whole=True).addresses == ("ann@example.com",)


def test_rows_that_do_not_fit_are_told() -> None:
    found = read_addresses("email,x\nann@example.com,1\nbob@example.com\nc@,1\n", whole=True)
    assert found.addresses == ("ann@example.com",)
    assert [problem.row for problem in found.problems] == [3, 4]
    assert read_addresses("id,address\n1,Main St\n2,High St\n", whole=True).problems[0].row == 1


def test_a_guard_is_taken_off_in_own_exports_only() -> None:
    own = "address,outcome,told\n'=1+1@p.example,refused,No.\n'o'brien@p.example,refused,No.\n"
    found = read_addresses(own, whole=True)
    assert found.addresses == ("=1+1@p.example", "'o'brien@p.example")
    other = read_addresses("email\n'=1+1@p.example\nann@example.com\n", whole=True)
    assert other.addresses == ("ann@example.com",)
    assert "=1+1@p.example" in other.problems[0].cause


@pytest.mark.parametrize("cell", ["=1@b.c", "'=1@b.c", "''+1@b.c", "'o@b.c", "a@b.c", "", "'", "-1", "'@b"])
def test_what_is_guarded_is_found_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in ("=", "-")
