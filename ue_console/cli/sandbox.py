"""``ue-console sandbox``: UniOne and UnificationEngine on loopback, for tests and for trying things out."""

import argparse
import os
import sys
from pathlib import Path

from ue_console.cli.sandbox_help import EPILOG
from ue_console.errors import ConsoleError, InputError
from ue_console.sandbox.events.clock import CLOCKS
from ue_console.sandbox.options import (
    DEFAULT_KEY,
    DEMO_APP_KEY,
    DEMO_APP_SECRET,
    DEMO_KEY,
    Options,
    ProjectRules,
    checked,
    is_loopback,
)

_UNREAD = "The sandbox can't tell its address {url}, because stdout can't be written: {reason}."


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``sandbox``."""
    parser = commands.add_parser(
        "sandbox",
        help="serve both APIs on this machine, for tests and for trying things out",
        description="Serves UniOne's and UnificationEngine's APIs on this machine. What is sent stays here "
        "and can be read back.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="0, the default: any free port")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FILE",
        help="keep the state in this file across restarts; give the same --unione-key and --ue-app again",
    )
    parser.add_argument(
        "--seed",
        choices=("demo", "empty"),
        default="demo",
        help="what new accounts hold (default: %(default)s)",
    )
    _add_key_arguments(parser)
    parser.add_argument(
        "--domain",
        metavar="NAME",
        help="a verified domain of every account; repeatable",
        action="append",
        default=[],
    )
    _add_project_arguments(parser)
    _add_webhook_arguments(parser)
    _add_dns_arguments(parser)


def _add_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Who is let in."""
    parser.add_argument(
        "--unione-key",
        metavar="KEY",
        help="a key that is let in, of an account of its own; letters and digits, repeatable "
        f"(default: {DEMO_KEY}, or {DEFAULT_KEY} with --seed empty)",
        action="append",
        default=[],
    )
    parser.add_argument(
        "--ue-app",
        metavar="KEY:SECRET",
        help="a UnificationEngine app that is let in; repeatable "
        f"(default: {DEMO_APP_KEY}:{DEMO_APP_SECRET}, or none with --seed empty)",
        action="append",
        default=[],
    )


def _add_project_arguments(parser: argparse.ArgumentParser) -> None:
    """What the service's support settles for an account."""
    parser.add_argument(
        "--projects",
        choices=("on", "off"),
        default="on",
        help="off: project/* is refused with 403, as for an account that support has not switched it on "
        "for (default: %(default)s)",
    )
    parser.add_argument(
        "--custom-unsubscribe",
        choices=("on", "off"),
        default="on",
        help="off: custom_unsubscribe_url_enabled=true is refused with 1608 and 1711, and new projects "
        "have false where it is left out (default: %(default)s)",
    )
    parser.add_argument(
        "--project-domains",
        choices=("own", "account"),
        default="own",
        help="the confirmed domains that projects send from: their own, or the account's too "
        "(default: %(default)s)",
    )


def _add_webhook_arguments(parser: argparse.ArgumentParser) -> None:
    """When and how webhooks are called."""
    parser.add_argument(
        "--clock",
        choices=tuple(CLOCKS),
        default="fast",
        help="how fast mail is delivered and read: within 2 seconds, or as long as it really takes; a failed "
        "call is repeated each second, or each 10 minutes (default: %(default)s)",
    )
    parser.add_argument(
        "--webhook-check",
        choices=("on", "off"),
        default="on",
        help="off: webhook/set takes an active webhook without a GET to its URL (default: %(default)s)",
    )


def _add_dns_arguments(parser: argparse.ArgumentParser) -> None:
    """Who knows what domains publish."""
    parser.add_argument(
        "--dns",
        default="rule",
        metavar="rule|system|ADDRESS:PORT",
        help="where domains are looked up: by the rule below, which the sandbox's own DNS server tells, too; "
        "with this machine's resolvers; or at a DNS server (default: %(default)s)",
    )
    parser.add_argument(
        "--dns-port",
        type=int,
        default=0,
        metavar="PORT",
        help="where the sandbox's own DNS server listens, on 127.0.0.1; 0, the default: any free port",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal comes.

    Returns:
        0 after a signal, 2 for arguments that can't be used, 1 for a port or a file that can't.
    """
    try:
        return _serve(_options(arguments))
    except ConsoleError as error:
        from ue_console.text import safe

        sys.stderr.write(f"ue-console sandbox: {safe(str(error))}\n")
        return 2 if isinstance(error, InputError) else 1
    except KeyboardInterrupt:
        return 0


def _options(arguments: argparse.Namespace) -> Options:
    return checked(
        Options(
            host=arguments.host,
            port=arguments.port,
            data=arguments.data,
            seed=arguments.seed,
            unione_keys=tuple(arguments.unione_key),
            ue_apps=tuple(_app(text) for text in arguments.ue_app),
            domains=tuple(arguments.domain),
            projects=ProjectRules(
                enabled=arguments.projects == "on",
                custom_unsubscribe=arguments.custom_unsubscribe == "on",
                domains=arguments.project_domains,
            ),
            clock=CLOCKS[arguments.clock],
            webhook_check=arguments.webhook_check == "on",
            dns=arguments.dns,
            dns_port=arguments.dns_port,
        )
    )


def _app(text: str) -> tuple[str, str]:
    key, _, secret = text.partition(":")
    return key, secret


def _serve(options: Options) -> int:
    import asyncio

    from ue_console.sandbox.server import serve

    def tell(url: str, dns: str) -> None:
        if not is_loopback(options.host):
            sys.stderr.write(
                f"ue-console sandbox: other machines can reach {options.host}; "
                "mail, messages and templates are open to whoever knows the address.\n"
            )
        _ready(url, dns)

    asyncio.run(serve(options, on_ready=tell))
    return 0


def _ready(url: str, dns: str) -> None:
    """Print the line that others wait for, and one with the address of the DNS server where there is one.

    Raises:
        ConsoleError: stdout can't be written.
    """
    if sys.stdout is None:
        raise ConsoleError(_UNREAD.format(url=url, reason="it is closed"))
    try:
        # In one piece: whoever reads the first line alone may be gone before a second one is written.
        sys.stdout.write(f"ready {url}\n" + (f"dns {dns}\n" if dns else ""))
        sys.stdout.flush()
    except OSError as error:
        # Python writes what is left once more when it ends, and would complain then.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        reason = (error.strerror or str(error)).lower()
        raise ConsoleError(_UNREAD.format(url=url, reason=reason)) from error
