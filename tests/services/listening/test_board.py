"""What is told across threads."""

import asyncio
import threading
from collections import deque

from tests.services.listening.parts import until
from ue_console.services.listening.board import MOST, Board


async def test_a_burst_is_cut_to_its_newest() -> None:
    board: Board[int] = Board(lambda entry: 100)
    told: list[int] = []
    board.subscribe(told.extend)
    putting = threading.Thread(target=lambda: deque(map(board.put, range(50)), maxlen=0))
    putting.start()
    putting.join()
    await until(lambda: told)
    assert told == list(range(50))[-MOST // 100 :]


async def test_the_newest_is_told_however_large_it_is() -> None:
    board: Board[str] = Board(lambda entry: 10 * MOST)
    told: list[str] = []
    board.subscribe(told.extend)
    board.put("old")
    board.put("new")
    await until(lambda: told)
    assert told == ["new"]


def test_a_subscriber_whose_loop_has_ended_is_nothing() -> None:
    board: Board[int] = Board(lambda entry: 1)

    async def subscribe() -> None:
        board.subscribe(lambda _: None)

    asyncio.run(subscribe())
    board.put(1)
