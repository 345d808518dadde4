"""What a review says of an account that sends nothing."""

from ue_console.tui.widgets.review import refused_here
from ue_console.tui.widgets.topline import Status


def test_a_run_that_is_read_only_is_ended_and_an_account_is_changed() -> None:
    (of_run,) = refused_here(Status(account="Shop", read_only=True), whole_run=True)
    (of_account,) = refused_here(Status(account="Shop", read_only=True))
    assert "without --read-only" in of_run.remedy
    assert "switch read-only off in Accounts" in of_account.remedy
    assert refused_here(Status(account="Shop"), whole_run=True) == []
