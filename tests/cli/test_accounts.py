"""``ue-console accounts``: list, export and import, as processes of their own."""

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.machine import PROGRAM, environment

CONFIG: Final = """\
last_account = "Shop 郵便"
[[accounts]]
name = "ACME"
base_url = "eu1"
read_only = true
key_hint = "••••9f2c"
[[accounts]]
name = "Shop 郵便"
base_url = "eu1"
environment = "staging"
key_kind = "project"
parent = "ACME"
key_home = "command"
key_command = ["pass", "show", "x"]
[[accounts]]
name = "App"
service = "unification"
base_url = "https://api.example.com"
key_home = "env"
key_variable = "APP_KEY"
"""


@pytest.fixture
def config(home: Path) -> Path:
    """The config file of a machine with three accounts."""
    path = home / "config" / "ue-console" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(CONFIG, "utf-8")
    return path


def accounts(home: Path, *arguments: str, given: bytes = b"", **env: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command; it never ends in a traceback."""
    done = subprocess.run(
        [PROGRAM, "accounts", *arguments],
        env=environment(home, **{"PYTHONUTF8": "1", **env}),
        cwd=home,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


TABLE: Final = """\
  NAME       SERVICE      REGION           KIND     BELONGS TO  ENVIRONMENT  READ-ONLY  KEY IN   KEY
  ACME       unione       eu1              account              production   yes        keyring  ••••9f2c
* Shop 郵便  unione       eu1              project  ACME        staging      yes        command
  App        unification  api.example.com  app                  production   no         env
"""


def test_a_line_for_each_account(home: Path, config: Path) -> None:
    assert accounts(home, "list") == (0, TABLE, "")


def test_a_narrow_terminal_cuts_no_word(home: Path, config: Path) -> None:
    assert accounts(home, "list", COLUMNS="110") == (0, TABLE, "")
    code, out, _ = accounts(home, "list", COLUMNS="60")
    assert code == 0
    assert out == (
        "  ACME\n"
        "    unione eu1 · account · production · read-only · key in\n"
        "    keyring ••••9f2c\n"
        "* Shop 郵便\n"
        "    unione eu1 · project of ACME · staging · read-only · key\n"
        "    in command\n"
        "  App\n"
        "    unification api.example.com · app · production · key in\n"
        "    env\n"
    )


def test_the_same_as_json(home: Path, config: Path) -> None:
    code, out, _ = accounts(home, "list", "--json")
    assert code == 0
    found = json.loads(out)["accounts"]
    assert [(row["name"], row["active"]) for row in found] == [
        ("ACME", False),
        ("Shop 郵便", True),
        ("App", False),
    ]
    assert found[1] == {
        "name": "Shop 郵便",
        "service": "unione",
        "region": "eu1",
        "base_url": "https://eu1.unione.io/en/transactional/api/v1",
        "plain_http": False,
        "kind": "project",
        "parent": "ACME",
        "environment": "staging",
        "read_only": True,
        "key_home": "command",
        "key_hint": "",
        "active": True,
    }


def test_no_accounts(home: Path) -> None:
    code, out, _ = accounts(home, "list")
    assert (code, "There are no accounts yet" in out) == (0, True)
    assert json.loads(accounts(home, "list", "--json")[1]) == {"accounts": []}
    assert accounts(home, "export") == (1, "", "ue-console: There are no accounts to export.\n")
    assert not (home / "config").exists()


def test_from_one_machine_to_another(home: Path, config: Path, tmp_path: Path) -> None:
    assert accounts(home, "export", "x.toml") == (0, "Wrote 3 accounts to x.toml, without keys.\n", "")
    file = home / "x.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "9f2c" not in file.read_text("utf-8")
    other = tmp_path / "other"
    other.mkdir()
    assert accounts(other, "import", str(file)) == (
        0,
        "added    ACME (unione, eu1)\n"
        "added    Shop 郵便 (unione, eu1)\n"
        "added    App (unification, api.example.com)\n"
        "\n"
        "Added 3 accounts; no key was in the file.\n"
        "Enter a key in the console (9 for Accounts, then K) for: ACME.\n"
        "Set APP_KEY to the key of App.\n"
        "The console will run a program of the file for the key of: Shop 郵便. "
        "Read key_command in the config file before you use them.\n",
        "",
    )
    assert accounts(other, "export")[1] == file.read_text("utf-8")


def test_an_import_again_and_one_with_taken_names(home: Path, config: Path) -> None:
    text = accounts(home, "export")[1]
    before = config.read_bytes()
    code, out, _ = accounts(home, "import", "-", given=text.encode())
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (
        0,
        "skipped  ACME: it is here already",
        "Nothing was added.",
    )
    assert config.read_bytes() == before
    changed = text.replace("eu1.unione.io", "us1.unione.io").encode()
    assert accounts(home, "import", "-", given=changed)[1].splitlines()[:3] == [
        "added    ACME 2 (unione, us1): another account is called ACME",
        "added    Shop 郵便 2 (unione, us1): another account is called Shop 郵便",
        "skipped  App: it is here already",
    ]


def test_a_terminal_without_the_signs(home: Path, config: Path) -> None:
    code, out, _ = accounts(home, "export", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (code, out.isascii()) == (0, True)
    assert accounts(home, "import", "-", given=out.encode())[1].endswith("Nothing was added.\n")
    code, out, _ = accounts(home, "list", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (code, "****9f2c" in out) == (0, True)


def test_a_reader_who_leaves_is_no_news(home: Path, config: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["list"], ["export"], ["list", "--json"]):
        done = subprocess.run(
            [PROGRAM, "accounts", *arguments],
            env=environment(home),
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    os.close(writing)


def test_an_export_replaces_nothing_unasked(home: Path, config: Path) -> None:
    file = home / "x.toml"
    file.write_text("mine")
    file.chmod(0o644)
    assert accounts(home, "export", "x.toml") == (
        1,
        "",
        "ue-console: The file x.toml is there already. "
        "Choose another name, or repeat the command with --force.\n",
    )
    assert file.read_text() == "mine"
    assert accounts(home, "export", "--force", "x.toml")[0] == 0
    assert "ACME" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "force"])
def test_an_export_never_replaces_what_is_no_file_of_its_own(
    home: Path, config: Path, force: list[str]
) -> None:
    (home / "link").symlink_to(config)
    (home / "folder").mkdir()
    for name, told in {
        str(config): "That is the config file itself.",
        "link": "That is the config file itself.",
        "/dev/null": "/dev/null is no file that can be replaced.",
        "folder": "folder is no file that can be replaced.",
        "gone/x.toml": "The file gone/x.toml can't be written (No such file or directory).",
        f"{config}/x": "can't be written (Not a directory).",
        "x" * 300: "can't be written (File name too long).",
        "\x1b[31m/x": "The file \ufffd[31m/x can't be written (No such file or directory).",
    }.items():
        code, out, err = accounts(home, "export", *force, name)
        assert (code, out) == (1, "")
        assert told in err
        assert err.count("\n") == 1
    assert config.read_text("utf-8") == CONFIG
    assert Path("/dev/null").is_char_device()


KEY: Final = "6w7xsi5g9o4xyo3j1a2b3c4d"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Stdin holds no accounts."),
        (b"\xff", "Stdin is not UTF-8 text (line 1)."),
        (b"\0" * 9, "Stdin is not valid TOML"),
        (b"#" * 1_100_000, "Stdin is too large for accounts."),
        (b"x = [" * 9_000, "Stdin has a line of 45,000 characters"),
        (b"[" * 9_000, "Stdin is not valid TOML"),
        (f'[[accounts]]\nname = "A"\nbase_url = "eu1"\napi_key = "{KEY}"'.encode(), "(line 4)"),
        (
            f'[[accounts]]\nname = "A"\nbase_url = "http://{KEY}.example"'.encode(),
            "base_url of account 1 is wrong",
        ),
        (b'"\\u001b[31m" = 1', "In stdin, \ufffd[31m is not known (line 1)."),
    ],
    ids=range(9),
)
def test_a_bad_file_is_one_sentence_and_adds_nothing(
    home: Path, config: Path, data: bytes, told: str
) -> None:
    code, out, err = accounts(home, "import", "-", given=data)
    assert (code, out) == (1, "")
    assert told in err
    assert KEY not in err
    assert err.count("\n") == 1
    assert config.read_text("utf-8") == CONFIG


def test_files_that_can_not_be_read(home: Path, config: Path) -> None:
    for name, told in {
        "gone.toml": "The file gone.toml can't be read (No such file or directory).",
        str(home): "can't be read (Is a directory).",
        "\x1b[31m": "The file \ufffd[31m can't be read",
    }.items():
        code, out, err = accounts(home, "import", name)
        assert (code, out) == (1, "")
        assert told in err


def test_a_broken_config_is_told_by_each(home: Path, config: Path) -> None:
    text = accounts(home, "export")[1].encode()
    config.write_text("theme = ")
    for arguments in (["list"], ["list", "--json"], ["export"], ["export", "x.toml"], ["import", "-"]):
        code, out, err = accounts(home, *arguments, given=text)
        assert (code, out) == (1, "")
        assert err.startswith(f"ue-console: The config file {config} is not valid TOML")
    assert config.read_text() == "theme = "
    assert not (home / "x.toml").exists()


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["import"], ["list", "x"], ["export", "--farce"]])
def test_usage(home: Path, arguments: list[str]) -> None:
    code, out, err = accounts(home, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ue-console")
