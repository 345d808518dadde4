"""The system's key store with backends that go wrong in every way seen."""

import threading
from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from ue_console.errors import KeyStoreError
from ue_console.models.secret import Secret
from ue_console.store import keyring_backend
from ue_console.store.keyring_backend import choose_backend
from ue_console.store.system_keyring import SystemKeyStore

SECRET = Secret("6w7xsi5g9o4xyo3j1a2b")
CHOICES = ("an environment variable", "a command", "the vault", "for this session only")


class Shelf(KeyringBackend):
    """A backend in memory."""

    priority = -1
    """Never chosen by keyring itself."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("No such password!")
        del self.kept[service, username]


class Raising(Shelf):
    """Raises at every call."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


def store(backend: KeyringBackend, seconds: float = 5) -> SystemKeyStore:
    return SystemKeyStore(seconds, choose=lambda: backend)


async def test_a_key_is_kept_read_and_forgotten() -> None:
    shelf = Shelf()
    keys = store(shelf)
    assert await keys.get("ACME Mail") is None
    await keys.put("ACME Mail", SECRET)
    assert shelf.kept == {("ue-console", "ACME Mail"): SECRET.reveal()}
    assert await keys.get("ACME Mail") == SECRET
    await keys.remove("ACME Mail")
    await keys.remove("ACME Mail")
    assert shelf.kept == {}


async def test_a_store_that_loses_keys_is_found_out() -> None:
    backend = null.Keyring()  # type: ignore[no-untyped-call]
    with pytest.raises(KeyStoreError, match="doesn't give it back") as caught:
        await store(backend).put("A", SECRET)
    assert all(choice in caught.value.remedy for choice in CHOICES)


async def test_a_store_that_keeps_keys_for_ever_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    shelf.set_password("ue-console", "A", "x")
    monkeypatch.setattr(shelf, "delete_password", lambda service, username: None)
    with pytest.raises(KeyStoreError, match="didn't forget the key"):
        await store(shelf).remove("A")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyringLocked("Failed to unlock the collection!"), "is locked"),
        (InitError("Prompt dismissed."), "refused (InitError: Prompt dismissed)"),
        (RuntimeError(f"\x1b[31m bus died with {SECRET.reveal()}"), "failed (RuntimeError: "),
        (EOFError(), "failed (EOFError)"),
    ],
)
async def test_what_a_backend_raises_is_explained(error: Exception, told: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        await store(Raising(error)).put("A", SECRET)
    assert told in caught.value.cause
    assert all(choice in caught.value.remedy for choice in CHOICES)
    assert "\x1b" not in str(caught.value)
    assert SECRET.reveal() not in str(caught.value)


async def test_a_store_that_never_answers_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    shelf = Shelf()
    monkeypatch.setattr(shelf, "get_password", lambda service, username: release.wait() and None)
    with pytest.raises(KeyStoreError, match=r"no answer for 0\.01 s") as caught:
        await store(shelf, 0.01).get("A")
    release.set()
    assert all(choice in caught.value.remedy for choice in CHOICES)


async def test_status() -> None:
    def none() -> KeyringBackend:
        raise KeyStoreError("No key store answers.", "Do this.")

    usable = await store(Shelf()).status()
    assert (usable.usable, usable.backend, usable.locked) == (True, "test system keyring Shelf", False)
    missing = await SystemKeyStore(choose=none).status()
    assert (missing.usable, missing.backend, missing.why) == (False, "", "No key store answers.")


def in_module(name: str) -> KeyringBackend:
    """A backend that looks as if a module of that name had it."""
    backend: KeyringBackend = type("Keyring", (Shelf,), {"__module__": name})()
    return backend


class Plain(chainer.ChainerBackend):
    """A refused backend under another name."""


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        (lambda: in_module("keyrings.alt.file"), "keeps keys readable in a file"),
        (lambda: in_module("keyrings.cryptfile.cryptfile"), "asks for its password on the terminal"),
        (null.Keyring, "forgets every key"),
        (Plain, "may put a key in any of several stores"),
        (fail.Keyring, "No key store answers"),
    ],
)
def test_unsafe_backends_are_refused(
    backend: Callable[[], KeyringBackend], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.core._detect_backend", lambda limit: backend())
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    with pytest.raises(KeyStoreError, match=told) as caught:
        choose_backend()
    assert all(choice in caught.value.remedy for choice in CHOICES)


def test_unsafe_backends_are_passed_over_for_a_safe_one(monkeypatch: pytest.MonkeyPatch) -> None:
    alt, safe = in_module("keyrings.alt.file"), in_module("keyrings.altogether")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    monkeypatch.setattr("keyring.core.load_env", lambda: None)
    monkeypatch.setattr("keyring.core.load_config", lambda: None)
    monkeypatch.setattr(
        "keyring.backend.get_all_keyring", lambda: [alt, in_module("keyring.backends.null"), safe]
    )
    assert choose_backend() is safe


@pytest.mark.parametrize(
    "name", ["no.such.module.Keyring", "keyring.backends.null.Nothing", "", "json.JSONDecoder"]
)
def test_a_backend_set_wrongly_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    with pytest.raises(KeyStoreError, match="PYTHON_KEYRING_BACKEND") as caught:
        keyring_backend.choose_backend()
    assert all(choice in caught.value.remedy for choice in CHOICES)


async def test_a_backend_set_on_purpose_is_refused_if_unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    with pytest.raises(KeyStoreError, match="null Keyring forgets every key"):
        await SystemKeyStore().put("A", SECRET)


class Late(Shelf):
    """Writes only after a while, as a store whose prompt is answered late."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.settled = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        late = not self.gate.is_set()
        self.gate.wait(20)
        super().set_password(service, username, password)
        if not late:
            self.settled.set()

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self.settled.set()


@pytest.mark.parametrize("before", [None, "the0old0key0of0the0account"])
async def test_a_write_that_comes_too_late_is_taken_back(before: str | None) -> None:
    shelf = Late()
    kept = {} if before is None else {("ue-console", "A"): before}
    shelf.kept = dict(kept)
    with pytest.raises(KeyStoreError, match="no answer"):
        await store(shelf, seconds=0.05).put("A", SECRET)
    shelf.gate.set()
    assert shelf.settled.wait(20)
    assert shelf.kept == kept
