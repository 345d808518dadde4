"""Carries what belongs to an account along when its name changes."""

from sqlite3 import Connection

from ue_console.store.database import Database


async def rename_account(db: Database, old: str, new: str) -> None:
    """Move drafts, sends and watches from one account name to another, all or none.

    Drafts and watches that an earlier account of the new name left behind give way.

    Raises:
        StateError: The database can't be written.
    """

    def move(connection: Connection) -> None:
        connection.execute("UPDATE OR REPLACE drafts SET account = ? WHERE account = ?", (new, old))
        connection.execute("UPDATE sends SET account = ? WHERE account = ?", (new, old))
        connection.execute("UPDATE activity SET account = ? WHERE account = ?", (new, old))

        for table in ("watches", "watch_turns"):
            connection.execute(f"UPDATE OR REPLACE {table} SET account = ? WHERE account = ?", (new, old))

    await db.run(move)
