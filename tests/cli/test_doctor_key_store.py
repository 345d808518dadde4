"""The doctor and a real Secret Service: gnome-keyring on a bus of its own."""

import shutil

import pytest

from tests.cli.doctoring import Machine, Report
from tests.sandbox.running import KEY, Running

MISSING = [name for name in ("gnome-keyring-daemon", "dbus-run-session") if not shutil.which(name)]
UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCKED = "gnome-keyring-daemon --start --components=secrets </dev/null >/dev/null"
SAVED = "keyring.get_keyring().set_password('ue-console', 'ACME', sys.stdin.read())"

pytestmark = [
    pytest.mark.keystore,
    pytest.mark.skipif(
        bool(MISSING), reason=f"{' and '.join(MISSING)} not installed (Debian: gnome-keyring, dbus)"
    ),
]


def report(machine: Machine, start: str) -> Report:
    """What the doctor says on a bus with a service that was started so."""
    (machine.home / "run").mkdir(mode=0o700, exist_ok=True)
    return machine.report(around=["dbus-run-session", "--", "sh", "-c", f'{start} && exec "$@"', "sh"])


@pytest.fixture
def saved(machine: Machine, service: Running) -> Machine:
    """A machine with an account whose key is in its key store."""
    import sys

    machine.env = {}
    machine.account("ACME", service.url, key_home="keyring", key_variable=None)
    save = f'printf {KEY} | {sys.executable} -c "import sys, keyring; {SAVED}"'
    empty = report(machine, f"{UNLOCKED} && {save}")
    assert empty.code == 0, empty.broken
    return machine


def test_an_unlocked_store(saved: Machine) -> None:
    found = report(saved, UNLOCKED)
    store = found.data["key_store"]
    assert (found.code, store["reachable"], store["locked"], store["needed_by"]) == (0, True, False, 1)
    assert "SecretService" in store["backend"]
    assert (found.account["key_source"], found.account["answers"]) == ("key store", True)
    assert found.account["key_hint"] == "••••" + KEY[-4:]


def test_a_locked_store_stays_locked(saved: Machine) -> None:
    found = report(saved, LOCKED)
    assert (found.code, found.data["key_store"]["locked"]) == (1, True)
    assert (found.account["state"], found.account["key_read"]) == ("broken", False)
    assert any("It is locked" in cause for cause in found.broken)


def test_a_store_without_the_key(machine: Machine, service: Running) -> None:
    machine.account("ACME", service.url, key_home="keyring", key_variable=None)
    found = report(machine, UNLOCKED)
    assert found.code == 1
    assert found.broken == ["The key store holds no key for ACME."]


def test_a_locked_store_that_nobody_needs_is_a_warning(machine: Machine) -> None:
    assert report(machine, UNLOCKED).code == 0
    found = report(machine, LOCKED)
    assert (found.code, found.data["key_store"]["state"]) == (0, "warning")
