"""The mail that was sent: kept here instead of leaving the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from ue_console.sandbox.store import Store

MOST_BYTES: Final = 512 * 1024 * 1024
"""What the mailbox holds; beyond that its oldest mail goes."""

Files: TypeAlias = dict[str, list[dict[str, str]]]
"""``attachments`` and ``inline_attachments`` of a job, shared by all of its mail."""

_OVERHEAD: Final = 1_000
_SUMMARY, _MAIL, _FILES, _JOB = "mail", "mail-content", "job-files", "job"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient, rendered."""

    id: str
    job_id: str
    created: str
    """``YYYY-MM-DD hh:mm:ss`` UTC."""
    email: str
    to_name: str
    from_email: str
    from_name: str
    reply_to: str
    subject: str
    html: str | None
    plaintext: str | None
    amp: str | None
    headers: dict[str, str]
    project_id: str | None = None

    @property
    def size(self) -> int:
        """Characters kept for it, roughly."""
        parts = (self.html, self.plaintext, self.amp, self.subject)
        return _OVERHEAD + sum(len(part) for part in parts if part)


class Mailbox:
    """All mail of all accounts, oldest first."""

    def __init__(self, store: Store, most_bytes: int = MOST_BYTES) -> None:
        self._store = store
        self._most = most_bytes
        self._held = sum(row["size"] for row in store.list(_SUMMARY, "")) + sum(
            row["size"] for row in store.list(_JOB, "")
        )

    def open_job(self, job_id: str, mails: int, files: Files) -> None:
        """Keep what all mail of a job has in common; call it before :meth:`add`."""
        if not any(files.values()):
            return
        size = sum(len(item["content"]) for items in files.values() for item in items)
        self._store.put(_FILES, "", job_id, files)
        self._store.put(_JOB, "", job_id, {"job_id": job_id, "left": mails, "size": size})
        self._held += size

    def add(self, mail: Mail) -> None:
        """Keep a mail; the oldest ones make room where there is too little."""
        summary = {
            "id": mail.id,
            "job_id": mail.job_id,
            "email": mail.email,
            "subject": mail.subject,
            "project_id": mail.project_id,
            "created": mail.created,
            "size": mail.size,
        }
        self._store.put(_MAIL, "", mail.id, asdict(mail))
        self._store.put(_SUMMARY, "", mail.id, summary)
        self._held += mail.size
        while self._held > self._most and self._store.count(_SUMMARY, "") > 1:
            self._drop(self._store.list(_SUMMARY, "", limit=1)[0])

    def summaries(self) -> Sequence[dict[str, Any]]:
        """id, job_id, email, subject, project_id and created of each mail."""
        return [
            {name: value for name, value in row.items() if name != "size"}
            for row in self._store.list(_SUMMARY, "")
        ]

    def mail(self, mail_id: str) -> tuple[Mail, Files] | None:
        """A mail with its files, or None."""
        record = self._store.get(_MAIL, "", mail_id)
        if record is None:
            return None
        return Mail(**record), self._store.get(_FILES, "", record["job_id"]) or {}

    def clear(self) -> None:
        """Throw all of it away."""
        for kind in (_SUMMARY, _MAIL, _FILES, _JOB):
            self._store.clear(kind, "")
        self._held = 0

    def _drop(self, summary: Mapping[str, Any]) -> None:
        self._store.delete(_SUMMARY, "", summary["id"])
        self._store.delete(_MAIL, "", summary["id"])
        self._held -= summary["size"]
        job = self._store.get(_JOB, "", summary["job_id"])
        if job is None:
            return
        job["left"] -= 1
        if job["left"] > 0:
            self._store.put(_JOB, "", job["job_id"], job)
            return
        self._store.delete(_JOB, "", job["job_id"])
        self._store.delete(_FILES, "", job["job_id"])
        self._held -= job["size"]
