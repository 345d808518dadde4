"""The top line: how dangerous it is stands there whole, whatever the account is called."""

from typing import Final

import pytest
from rich.cells import cell_len

from tests.tui.one_widget import OneWidget
from ue_console.tui.widgets.topline import Status, TopLine

HINT: Final = "••••d3m0"
PLACE: Final = f"UniOne eu1 · account key {HINT}"
NAMES: Final = (
    "ACME",
    "佐藤千代子の新しい通信販売の口座と倉庫の本店",
    "📮✉👩‍🚀" * 12,
    "x" * 64,
    "ACME Incorporated of Springfield and Shelbyville › Newsletter of the garden",
    "株式会社アクメ販売とその子会社の口座 › 週刊ニュースレターと月刊の便り",
)


async def line(status: Status, width: int) -> str:
    """The line as it stands on the screen."""
    widget = TopLine()
    app = OneWidget(widget)
    async with app.run_test(size=(width, 3)) as pilot:
        widget.status = status
        await pilot.pause()
        return app.line(0)


@pytest.mark.parametrize("width", [70, 80, 100, 120])
@pytest.mark.parametrize("name", NAMES, ids=["short", "CJK", "emoji", "long", "project", "CJK-project"])
async def test_the_right_side_is_whole(name: str, width: int) -> None:
    shown = await line(Status(name, PLACE, "production", True, 12_431, 20_000, 12), width)
    assert cell_len(shown) == width
    assert " read-only  ▲ PRODUCTION  " in shown
    assert "12,431" in shown
    assert shown.endswith(" ")


@pytest.mark.parametrize(("width", "mark"), [(70, "▲ HTTP"), (80, "▲ HTTP"), (120, "▲ PLAIN HTTP")])
@pytest.mark.parametrize("name", NAMES, ids=["short", "CJK", "emoji", "long", "project", "CJK-project"])
async def test_plain_http_is_marked_whole_beside_the_environment(name: str, width: int, mark: str) -> None:
    status = Status(name, PLACE, "production", True, 12_431, 20_000, 12, plain_http=True)
    shown = await line(status, width)
    assert cell_len(shown) == width
    assert f" read-only  {mark}  ▲ PRODUCTION " in shown
    assert shown.strip()[0] == name[0]


@pytest.mark.parametrize("width", [70, 80])
async def test_the_usage_goes_before_the_environment(width: int) -> None:
    status = Status("A" * 20, PLACE, "production", True, 123_456_789_012, 200_000_000_000, 12)
    shown = await line(status, width)
    assert "▲ PRODUCTION" in shown
    assert ("123,456" in shown) == (width == 80)
    assert shown.startswith(" AAAA")


@pytest.mark.parametrize("name", NAMES[4:])
async def test_account_and_project_are_both_told(name: str) -> None:
    shown = await line(Status(name, PLACE, "production", True, 12_431, 20_000, 12), 80)
    left, _, _ = shown.partition(" read-only")
    account, mark, project = left.partition(" › ")
    assert mark
    assert name.startswith(account.strip().removesuffix("…"))
    assert cell_len(account) >= 8
    assert cell_len(project.rstrip()) >= 8
    assert project.strip()[:4] == name.partition(" › ")[2][:4]


async def test_the_account_gives_way_before_its_project() -> None:
    name = "ACME Incorporated of Springfield and Shelbyville › Newsletter"
    shown = await line(Status(name, PLACE, "production"), 70)
    assert "… › Newsletter " in shown


@pytest.mark.parametrize("width", [70, 80, 100, 120])
@pytest.mark.parametrize("length", range(4, 60, 5))
async def test_the_hint_of_the_key_is_whole_or_not_there(length: int, width: int) -> None:
    shown = await line(Status("n" * length, PLACE, "production", True, 12_431, 20_000, 12), width)
    assert HINT in shown or "•" not in shown
    assert "UniOne eu1 " in shown or "Uni" not in shown


async def test_a_long_project_leaves_the_hint_where_it_is_wide() -> None:
    place = f"UniOne eu1 · project {'Lumière ' * 9}{HINT}"
    shown = await line(Status("ACME", place, "sandbox"), 100)
    assert "UniOne eu1 · project Lumière" in shown
    assert f"… {HINT} ○ SANDBOX" in shown


@pytest.mark.parametrize("width", [70, 80, 100, 120])
@pytest.mark.parametrize("name", NAMES, ids=["short", "CJK", "emoji", "long", "project", "CJK-project"])
async def test_the_name_gives_way_before_service_host_and_key(name: str, width: int) -> None:
    place = f"UniOne eu1 · user {HINT}"
    shown = await line(Status(name, place, "production"), width)
    assert "UniOne eu1 " in shown
    assert f"{HINT} " in shown
    name_shown = shown.partition("  UniOne")[0].strip()
    assert cell_len(name_shown) >= min(cell_len(name), 18)


async def test_without_a_hint_and_without_an_account_there_is_no_riddle() -> None:
    assert (await line(Status("ACME", "UniOne eu1 · account key "), 80)).rstrip() == " ACME  UniOne eu1"
    assert (await line(Status(), 80)).strip() == "UE Console"
