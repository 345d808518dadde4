"""What the accounts of the config file may say of their keys and of each other."""

from typing import Final

import pytest

from ue_console.errors import ConfigError
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.store.config_text import parse

ACME: Final = '[[accounts]]\nname = "ACME"\nbase_url = "eu1"\n'
SHOP: Final = '[[accounts]]\nname = "Shop"\nbase_url = "eu1"\nkey_kind = "project"\nparent = "ACME"\n'
APP: Final = '[[accounts]]\nname = "App"\nservice = "unification"\nbase_url = "https://api.example.com"\n'
USER: Final = APP.replace("App", "User") + 'key_kind = "user"\nparent = "App"\n'


def accounts(text: str) -> list[Account]:
    return parse(text.encode(), "f").accounts


def test_everything_that_an_account_may_say() -> None:
    text = SHOP + ACME + USER + APP
    text += 'user_id = "abc-1"\nkey_home = "command"\nkey_command = [\n "pass", # a store\n "show",\n]\n'
    shop, acme, user, app = accounts(text)
    assert (shop.key_kind, shop.parent) == (KeyKind.PROJECT, "ACME")
    assert (acme.key_kind, acme.parent, acme.key_command) == (KeyKind.ACCOUNT, "", ())
    assert (user.service, user.key_kind, user.parent) == (Service.UNIFICATION, KeyKind.USER, "App")
    assert (app.key_kind, app.user_id) == (KeyKind.APP, "abc-1")
    assert (app.key_home, app.key_command) == (KeyHome.COMMAND, ("pass", "show"))


@pytest.mark.parametrize("home", list(KeyHome))
def test_every_home_of_a_key(home: KeyHome) -> None:
    text = f'{ACME}key_home = "{home}"\nkey_variable = "UNIONE_KEY"\nkey_command = ["pass"]\n'
    assert accounts(text)[0].key_home is home


@pytest.mark.parametrize("text", [ACME + "read_only = true\n" + SHOP, SHOP + ACME + "read_only = true\n"])
def test_nothing_is_changed_through_a_child_of_a_read_only_account(text: str) -> None:
    assert [account.read_only for account in accounts(text)] == [True, True]
    assert [account.read_only for account in accounts(text.replace("ACME", "Read-write"))] == [True, True]


def test_a_read_only_child_does_not_bind_its_parent() -> None:
    assert [account.read_only for account in accounts(ACME + SHOP + "read_only = true")] == [False, True]


WRONG: Final = {
    ACME + "key_kind = 'projekt'": "key_kind of account 1 must be one of account, project, app, user; the n",
    ACME + "key_kind = 'app'": "key_kind of account 1 must be account or project with the service unione (l",
    APP + "key_kind = 'project'": "key_kind of account 1 must be app or user with the service unification (",
    ACME + "project_id = '1'": 'project_id of account 1 is only for key_kind = "project" (line 4)',
    ACME + "parent = 'ACME'": 'parent of account 1 is only for key_kind = "project or user" (line 4)',
    SHOP: "parent of account 1 names no account of this file (line 5)",
    SHOP + ACME.replace("ACME", "ACMEE"): "names no account of this file; the nearest is ACMEE (line 5)",
    SHOP.replace("ACME", "Shop"): "parent of account 1 names the account itself (line 5)",
    SHOP + APP.replace("App", "ACME"): "must name an account whose key_kind is account, as this one's is pr",
    SHOP + SHOP.replace("Shop", "ACME"): "must name an account whose key_kind is account, as this one's",
    USER + ACME.replace("ACME", "App"): "must name an account whose key_kind is app, as this one's is user",
    ACME + "user_id = 11344": "user_id of account 1 must be a text in quotes (line 4)",
    ACME + "user_id = 'a b'": "user_id of account 1 must be an id: 1 to 100 visible ASCII characters, and no",
    ACME + "plain_http = 'yes'": "plain_http of account 1 must be true or false (line 4)",
    ACME + "plain_http = 1": "plain_http of account 1 must be true or false (line 4)",
    ACME.replace("eu1", "http://10.0.0.7"): "would send the key unencrypted over the network (line 3)",
    ACME.replace(
        "eu1", "6w7xsi5g9o4xyo3j1a2b3c4d"
    ): "base_url of account 1 is wrong: The base URL looks like",
    ACME
    + "key_home = 'comand'": "one of keyring, env, command, vault, session; the nearest is command (line 4)",
    ACME + "key_home = 'command'": "key_command of account 1 is missing (line 1)",
    ACME + "key_command = 'pass show x'": "key_command of account 1 is wrong: The command is not an array",
    ACME + "key_command = []": "key_command of account 1 is wrong: The command has 0 words; 1 to 50 are righ",
    ACME + f"key_command = {['x'] * 51}": "The command has 51 words; 1 to 50 are right (line 4)",
    ACME + "key_command = ['pass', '']": "The command holds something else than texts, or an empty one (line",
    ACME
    + "key_command = ['pass', 1]": "The command holds something else than texts, or an empty one (line 4)",
    ACME
    + "[accounts.key]\nx = 1": "key of account 1 has no place here: no API key is kept in this file (line",
    ACME
    + "api_key = 'x'": "api_key of account 1 has no place here: no API key is kept in this file (line 4)",
    ACME + "name.x = 1": "is not valid TOML",
    "[accounts]\nname = 'A'": "accounts must be a list of [[accounts]] (line 1)",
    "accounts = [['A']]": "accounts must be a list of [[accounts]] (line 1)",
    "accounts = [\n {name = 'A', base_url = 'eu1'},\n {name = 'B', base_ulr = ''},\n]": "base_url (line 3)",
    "accounts = [\n {name = 'A', base_url = 'eu1', key_home = 'x'},\n]": "key_home of account 1 must be one",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text.encode(), "f")
    assert told in caught.value.cause
    assert caught.value.remedy


def test_a_command_as_one_text_shows_how_to_write_it() -> None:
    with pytest.raises(ConfigError, match=r'\["pass", "show", "unione/prod"\]'):
        accounts(f"{ACME}key_command = 'pass show unione/prod'")


SECRETS: Final = (
    "6w7xsi5g9o4xyo3j1a2b3c4d5e6f7g8h9i0jk1l2m3n4o5p6q7r8s9",
    "app0key1app2key3:s0e1c2r3e4t5",
    "hunter2",
)
KEYS: Final = (
    SECRETS[0],
    "6w7xsi5g9o4xyo3j",
    "8481eeb9c8304ce0a5e3cb58489868f4",
    "app0key1app2key3:s0e1c2r3e4t5",
    "user://e9759590-54ef-4cd3-a01c-cb2241ddd812:1aee1a25-e0c4-4036-a8fd-4d41adc8611b@",
)
VALUES: Final = ("'{}'", "['{}']", "['{}', 1]", "{{x = '{}'}}", "'{} {}'")
ENTRIES: Final = (
    *(
        "name",
        "service",
        "base_url",
        "environment",
        "read_only",
        "key_kind",
        "parent",
        "user_id",
        "project_id",
    ),
    *("key_home", "key_variable", "key_command", "key_hint", "key", "secret", "'{}'", "nothing"),
)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_a_key_in_the_wrong_place_is_never_shown(entry: str, secret: str) -> None:
    for value in VALUES:
        for account in (ACME, SHOP + ACME, APP):
            lines = [line for line in account.splitlines() if not line.startswith(f"{entry} ")]
            lines.insert(1, f"{entry.format(secret)} = {value.format(secret, secret)}")
            for text in ("\n".join(lines), "\n".join(lines).replace("[[accounts]]", "")):
                try:
                    parse(text.encode(), "f")
                except ConfigError as error:
                    if secret != "hunter2" or "{}" not in entry:
                        assert secret[:7] not in str(error)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("entry", ["user_id", "project_id", "base_url"])
def test_a_key_in_the_place_of_an_id_or_a_host_is_refused(entry: str, key: str) -> None:
    for account in (ACME, SHOP + ACME, APP):
        lines = [line for line in account.splitlines() if not line.startswith(entry)]
        lines.insert(2, f'{entry} = "{key}"')
        with pytest.raises(ConfigError, match=f"{entry} of account 1") as caught:
            parse("\n".join(lines).encode(), "f")
        assert key[:7] not in str(caught.value).replace("user://", "")


@pytest.mark.parametrize(
    ("id_", "shown"),
    [
        ("e9759590-54ef-4cd3-a01c-cb2241ddd812", "e9759590-54ef-4cd3-a01c-cb2241ddd812"),
        ("8481eeb9c8304ce0a5e3cb58489868f4", "••••68f4"),
    ],
)
def test_the_id_of_a_user_that_may_be_a_key_is_shown_behind_a_mask(id_: str, shown: str) -> None:
    user = accounts(f'{USER}user_id = "{id_}"\n{APP}')[0]
    assert (user.user_id, user.shown_user_id) == (id_, shown)


def test_plain_http_is_kept_as_it_is_written() -> None:
    text = ACME.replace("eu1", "http://10.0.0.7:8025") + "plain_http = true\n" + APP
    acme, app = accounts(text + "plain_http = true")
    assert (acme.plain_http, acme.in_clear) == (True, True)
    assert (app.plain_http, app.in_clear) == (True, False)
    assert not accounts(ACME.replace("eu1", "http://localhost:8025"))[0].in_clear


def test_a_key_alone_on_a_line_is_never_shown() -> None:
    for line in (SECRETS[0], f"[{SECRETS[0]}]\n[{SECRETS[0]}]", f"{SECRETS[0]} = 1\n{SECRETS[0]} = 1"):
        with pytest.raises(ConfigError) as caught:
            parse(f"{ACME}{line}\n".encode(), "f")
        assert SECRETS[0][:7] not in str(caught.value)
