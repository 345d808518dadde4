"""The field for a whole URI: its ends can be read, nothing between them."""

import pytest

from tests.tui.one_widget import OneWidget
from ue_console.tui.widgets.uri_field import UriField, shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", ""),
        ("EAASECRET", "•••••••••"),
        ("smtp://", "smtp://"),
        ("smtp://SECRET", "smtp://••••••"),
        ("smtp://a:SEC@", "smtp://••••••"),
        ("smtp://a:SEC@RET", "smtp://•••••••••"),
        ("smtp://a:SECRET@h.org", "smtp://••••••••@h.org"),
        ("smtp://a:SECRET@h.org:58", "smtp://••••••••@h.org:58"),
        ("smtp://a:SEC@RET@localhost:25", "smtp://•••••••••@localhost:25"),
        ("x://SECRET@[::1]:25?k=SECRET", "x://••••••@[::1]:25•••••••••"),
        ("x://SECRET@h.org/SECRET", "x://•••••••••••••••••••"),
        ("SECRET0SECRET0SECRET0SECRET0://x", "•" * 32),
        ("nonsense SECRET", "•" * 15),
    ],
)
def test_only_scheme_and_host_are_shown(typed: str, told: str) -> None:
    assert shown(typed) == told
    assert len(told) == len(typed)


async def test_the_field_draws_it_and_keeps_what_was_typed() -> None:
    field = UriField(id="uri")
    app = OneWidget(field)
    async with app.run_test(size=(60, 3)) as pilot:
        field.value = "smtp://a%40b.org:SECRET@h.org:25"
        await pilot.pause()
        assert "smtp://••••••••••••••••@h.org:25" in app.line(0)
        assert field.value == "smtp://a%40b.org:SECRET@h.org:25"
