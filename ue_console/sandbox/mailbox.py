"""The mail that was sent: kept here instead of leaving the machine.

Mail is kept by the job, which is one call's: its parts are stored as they come, and count from
the moment on that the job's own record stands. A job that did not get so far, because a mail of it
failed or the sandbox was ended, leaves nothing behind.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from types import TracebackType
from typing import Any, Final, TypeAlias

from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Store

MOST_BYTES: Final = 512 * 1024 * 1024
"""What the mailbox holds; a call whose mail does not fit is refused."""
MOST_JOB_BYTES: Final = 128 * 1024 * 1024
"""What the rendered mail of one call may take."""

Files: TypeAlias = dict[str, list[dict[str, str]]]
"""``attachments`` and ``inline_attachments`` of a job, shared by all of its mail."""

_OVERHEAD: Final = 500
_TEXTS: Final = ("html", "plaintext", "amp")
_JOB, _OPEN, _MAIL, _TEXT, _FILES = "mail-job", "mail-job-open", "mail", "mail-text", "mail-files"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient, rendered."""

    id: str
    """The job's id, a hyphen, and the mail's number in it."""
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


class Mailbox:
    """All mail of all accounts, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        for row in store.list(_OPEN, ""):
            if store.get(_JOB, "", row["job_id"]) is None:
                self._forget(row["job_id"])
            store.delete(_OPEN, "", row["job_id"])
        self._held = sum(row["size"] for row in store.list(_JOB, ""))

    def job(self, job_id: str) -> "Job":
        """A context that keeps the mail of one call; what is in it counts once it ends without error."""
        return Job(self, self._store, job_id)

    def summaries(self) -> Sequence[dict[str, Any]]:
        """id, job_id, email, subject, project_id and created of each mail."""
        return [summary for row in self._store.list(_JOB, "") for summary in row["mail"]]

    def mail(self, mail_id: str) -> tuple[Mail, Files] | None:
        """A mail with its files, or None."""
        job_id = mail_id.rpartition("-")[0]
        record = self._store.get(_MAIL, job_id, mail_id)
        if record is None or self._store.get(_JOB, "", job_id) is None:
            return None
        for name in _TEXTS:
            shared = self._store.get(_TEXT, job_id, record[name]) if record[name] else None
            record[name] = shared["text"] if shared else None
        return Mail(**record), self._store.get(_FILES, job_id, "files") or {}

    def clear(self) -> None:
        """Throw all of it away; what is being sent at the moment comes afterwards."""
        for row in self._store.list(_JOB, ""):
            self._store.delete(_JOB, "", row["job_id"])
            self._forget(row["job_id"])
            self._held -= row["size"]

    def take(self, size: int) -> None:
        """Count bytes in, or out where they are negative.

        Raises:
            Refusal: 507 when the mailbox holds more than :data:`MOST_BYTES` now.
        """
        self._held += size
        if size > 0 and self._held > MOST_BYTES:
            raise Refusal(507)

    def _forget(self, job_id: str) -> None:
        for kind in (_MAIL, _TEXT, _FILES):
            self._store.clear(kind, job_id)


class Job:
    """The mail of one call while it is made: all of it is kept, or none."""

    def __init__(self, mailbox: Mailbox, store: Store, job_id: str) -> None:
        self._mailbox = mailbox
        self._store = store
        self._id = job_id
        self._size = 0
        self._summaries: list[dict[str, Any]] = []
        self._digests: set[str] = set()

    def __enter__(self) -> "Job":
        self._store.put(_OPEN, "", self._id, {"job_id": self._id})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            record = {"job_id": self._id, "size": self._size, "mail": self._summaries}
            self._store.put(_JOB, "", self._id, record)
        else:
            self._mailbox.take(-self._size)
            for shelf in (_MAIL, _TEXT, _FILES):
                self._store.clear(shelf, self._id)
        self._store.delete(_OPEN, "", self._id)

    def attach(self, files: Files) -> None:
        """Keep the files that all mail of the job has in common.

        Raises:
            Refusal: 507.
        """
        if any(files.values()):
            self._take(self._store.put(_FILES, self._id, "files", files))

    def add(self, mail: Mail) -> None:
        """Keep a mail; texts that several mails share are kept once.

        Raises:
            Refusal: 507, or 199 over :data:`MOST_JOB_BYTES`.
        """
        record = asdict(mail)
        for name in _TEXTS:
            record[name] = self._shared(record[name]) if record[name] else None
        self._take(self._store.put(_MAIL, self._id, mail.id, record) + _OVERHEAD)
        shown = ("id", "job_id", "email", "subject", "project_id", "created")
        self._summaries.append({name: record[name] for name in shown})

    def _shared(self, text: str) -> str:
        digest = sha256(text.encode()).hexdigest()
        if digest not in self._digests:
            self._digests.add(digest)
            self._take(self._store.put(_TEXT, self._id, digest, {"text": text}))
        return digest

    def _take(self, size: int) -> None:
        self._size += size
        self._mailbox.take(size)
        if self._size > MOST_JOB_BYTES:
            most = MOST_JOB_BYTES // 1024**2
            raise Refusal(199, says=f"The rendered mail of one call must not exceed {most} MB")
