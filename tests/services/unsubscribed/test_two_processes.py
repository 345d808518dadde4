"""Two consoles that are two processes: the one that works on a list keeps it until it ends or is killed."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.services.unsubscribed.parts import addresses, jobs_in, states
from ue_console.errors import StateError
from ue_console.store.database import Database

WORKER = """
import asyncio, sys
from pathlib import Path
from tests.services.unsubscribed.parts import jobs_in
from ue_console.store.database import Database

async def main():
    jobs = jobs_in(Database(Path(sys.argv[1])))
    job = await jobs.load()
    await jobs.claim(job)
    job.entries[0].state = "asked"
    await jobs.keep(job, 0)
    print("claimed", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_list_is_its_workers_until_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    database = Database(path)
    jobs = jobs_in(database)
    await jobs.create(addresses(3))
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert worker.stdout is not None
    try:
        assert await worker.stdout.readline() == b"claimed\n"
        seen = await jobs.load()
        assert seen is not None
        assert seen.elsewhere
        assert seen.entries[0].under_way
        for taking in (jobs.claim, jobs.forget):
            with pytest.raises(StateError, match="Another console is unsubscribing"):
                await taking(seen)
    finally:
        worker.kill()
        await worker.wait()
    found = await jobs.load()
    assert found is not None
    assert not found.elsewhere
    assert not found.entries[0].under_way
    await jobs.claim(found)
    assert states(found) == "asked waiting waiting"
    await jobs.forget(found)
    assert await jobs.load() is None
    await database.close()
