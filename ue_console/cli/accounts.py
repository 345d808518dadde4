"""``ue-console accounts``: list them, and carry them to another machine without their keys."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ue_console.cli.output import encodes, write

if TYPE_CHECKING:
    from ue_console.store.config import ConfigFile

EPILOG = """\
None of these reads a key or reaches a service. An exported file has the entries of the config file;
an environment variable and a command stay in it, as they say where a key is and not what it is.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``accounts``."""
    parser = commands.add_parser(
        "accounts",
        help="list your accounts, or carry them to another machine without their keys",
        description="Lists, exports and imports the accounts of the config file.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    listing = actions.add_parser("list", help="one line an account; * marks the one that opens")
    listing.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    listing.set_defaults(run=run_list)
    export = actions.add_parser("export", help="write the accounts to a file, without their keys")
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: stdout")
    export.add_argument("--force", action="store_true", help="replace FILE where it is there")
    export.set_defaults(run=run_export)
    importing = actions.add_parser("import", help="add the accounts of an exported file to yours")
    importing.add_argument("file", type=Path, metavar="FILE", help="- reads from stdin")
    importing.set_defaults(run=run_import)


def run_list(arguments: argparse.Namespace) -> int:
    """Print the accounts; no key store is asked.

    Raises:
        ConfigError: The config file can't be read or understood.
    """
    from ue_console.cli.account_list import as_json, as_lines
    from ue_console.cli.rows import columns

    config = _config_file().load()
    write(as_json(config) if arguments.json else as_lines(config, columns()))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the accounts to a file or to stdout.

    Raises:
        ConsoleError: There is nothing to export, or the file is there or can't be written.
    """
    from ue_console.cli.account_list import escaped
    from ue_console.errors import InputError
    from ue_console.services.account_exchange import export_text
    from ue_console.store.account_file import save
    from ue_console.store.paths import Paths
    from ue_console.text import plural, safe_line

    accounts = _config_file().load().accounts
    if not accounts:
        raise InputError("There are no accounts to export.")
    text = export_text(accounts)
    if arguments.file is None or str(arguments.file) == "-":
        write(text if encodes(text) else escaped(text))
        return 0
    save(arguments.file, text, over=arguments.force, besides=Paths.default().config_file)
    write(f"Wrote {plural(len(accounts), 'account')} to {safe_line(str(arguments.file))}, without keys.\n")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Add the accounts of a file and say which keys are to be entered.

    Raises:
        ConsoleError: The file or the config file can't be read, understood or written.
    """
    from ue_console.cli.account_list import import_lines
    from ue_console.services.account_exchange import import_accounts
    from ue_console.store.account_file import MOST_BYTES, read_bytes
    from ue_console.text import safe_line

    if str(arguments.file) == "-":
        data, shown = (sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""), "stdin"
    else:
        data, shown = read_bytes(arguments.file), f"the file {safe_line(str(arguments.file))}"
    write(import_lines(import_accounts(_config_file(), data, shown)))
    return 0


def _config_file() -> "ConfigFile":
    from ue_console.store.config import ConfigFile
    from ue_console.store.paths import Paths

    return ConfigFile(Paths.default().config_file)
