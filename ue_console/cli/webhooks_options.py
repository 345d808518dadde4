"""Options that several commands on webhooks have."""

import argparse


def add_insecure(parser: argparse.ArgumentParser, what: str) -> None:
    """TLS without trust."""
    parser.add_argument("--insecure", action="store_true", help=f"take any TLS certificate {what}")


def add_sought(parser: argparse.ArgumentParser, verb: str) -> None:
    """Which events."""
    parser.add_argument("--email", metavar="X", default="", help=f"{verb} events whose address has X")
    parser.add_argument("--job", metavar="X", default="", help=f"{verb} events whose job_id has X")
    parser.add_argument("--status", metavar="X", default="", help=f"{verb} events with this status")
