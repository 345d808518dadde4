"""The calls that are kept on this machine, read beside the listener that writes them."""

from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from ue_console.services.heard import Heard, KeptCall, row_of
from ue_console.store.events import EventStore
from ue_console.store.paths import Paths


class KeptCalls:
    """Searches what was received, now and in earlier sessions.

    Args:
        paths: Where calls are kept; None keeps them in a folder that goes with the console.
    """

    def __init__(self, paths: Paths | None) -> None:
        self._given = paths
        self._folder: TemporaryDirectory[str] | None = None
        self._store: EventStore | None = None

    @cached_property
    def paths(self) -> Paths:
        """Where they are."""
        if self._given is not None:
            return self._given
        self._folder = TemporaryDirectory(prefix="ue-console-")
        return Paths(Path(self._folder.name), Path(self._folder.name))

    async def call(self, number: int) -> KeptCall:
        """A call, whole.

        Raises:
            StateError: There is none with this number.
        """
        return await self._events().call(number)

    async def search(
        self, text: str, limit: int, before: tuple[int, int] | None = None
    ) -> tuple[list[Heard], tuple[int, int] | None]:
        """Look through everything for a part of any value, the newest first.

        Returns:
            What was found, and the ``before`` to go on with; None at the end.

        Raises:
            StateError: The file can't be used.
        """
        found = await self._events().newest(limit, text=text, before=before)
        return [row_of(each) for each in found], found[-1].place if len(found) == limit else None

    async def close(self) -> None:
        """Close the file; what goes with the console goes now."""
        if self._store is not None:
            await self._store.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _events(self) -> EventStore:
        if self._store is None:
            self._store = EventStore(self.paths.events_file)
        return self._store
