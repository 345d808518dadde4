"""Pause and stop for a send under way; both take effect between two batches."""

import asyncio


class Controls:
    """What the operator's keys do to one send."""

    def __init__(self) -> None:
        self._going = asyncio.Event()
        self._going.set()
        self._stopped = False

    @property
    def paused(self) -> bool:
        """True while the next batch waits."""
        return not self._going.is_set()

    @property
    def stopped(self) -> bool:
        """True when no further batch goes out."""
        return self._stopped

    def pause(self) -> None:
        """Hold the next batch."""
        if not self._stopped:
            self._going.clear()

    def resume(self) -> None:
        """Go on."""
        self._going.set()

    def stop(self) -> None:
        """Send no further batch; the one under way is finished."""
        self._stopped = True
        self._going.set()

    async def may_go_on(self) -> bool:
        """Wait while paused; False when stopped."""
        await self._going.wait()
        return not self._stopped
