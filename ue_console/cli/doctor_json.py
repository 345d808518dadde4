"""The report as one JSON object, for programs."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ue_console.cli.doctor_terminal import TerminalLook
from ue_console.cli.doctor_words import clipboard_words, key_source
from ue_console.services.doctor.looks import AccountLook, Diagnosis, FileLook, KeyStoreLook, worst


def as_json(versions: Mapping[str, str], terminal: TerminalLook, found: Diagnosis) -> str:
    """The whole report. Every key is always there; ASCII only, so that any stdout takes it."""
    files = found.files
    report = {
        "ok": found.ok,
        "offline": found.offline,
        "problems": [asdict(problem) for problem in found.all_problems],
        "versions": dict(versions),
        "terminal": {**asdict(terminal), "utf8": terminal.utf8, "clipboard": clipboard_words(terminal)},
        "files": {
            "config": _look(files.config),
            "state": _look(files.state),
            "database": _look(files.database),
            "vault": _look(files.vault),
        },
        "key_store": _look(found.key_store),
        "accounts": [_account(look) for look in found.accounts],
    }
    return json.dumps(report, indent=2) + "\n"


def _look(look: FileLook | KeyStoreLook) -> dict[str, Any]:
    return {"state": worst(look.problems), **asdict(look)}


def _account(look: AccountLook) -> dict[str, Any]:
    account = look.account
    return {
        "state": look.state,
        "name": account.name,
        "service": account.service,
        "region": account.region,
        "base_url": account.base_url,
        "plain_http": account.in_clear,
        "kind": account.key_kind,
        "parent": account.parent,
        "environment": account.environment,
        "read_only": account.read_only,
        "key_home": account.key_home,
        "key_source": key_source(account),
        "key_hint": look.key_hint,
        "key_read": look.key_read,
        "answers": look.answers,
        "owner": look.owner,
        "milliseconds": asdict(look.reach),
        "problems": [asdict(problem) for problem in look.problems],
    }
