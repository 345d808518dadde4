"""Why a connection did not stand, read from what lies below the error."""

import socket
import ssl

import pytest

from ue_console.api.causes import connect_trouble
from ue_console.api.outcome import Trouble

REFUSED = ConnectionRefusedError(111, "refused")


def caused(cause: BaseException) -> OSError:
    """An error as HTTP libraries leave it: the cause behind it, and its own text of no use."""
    error = OSError("All connection attempts failed")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (caused(REFUSED), Trouble.REFUSED),
        (caused(ExceptionGroup("attempts", [REFUSED, REFUSED])), Trouble.REFUSED),
        (caused(socket.gaierror(-2, "unknown")), Trouble.NAME),
        (caused(OSError(113, "no route")), Trouble.ROUTE),
        (OSError("nothing below"), Trouble.ROUTE),
        (caused(ssl.SSLEOFError(8, "EOF")), Trouble.TLS),
    ],
)
def test_the_cause_is_found(error: BaseException, trouble: Trouble) -> None:
    assert connect_trouble(error)[0] is trouble


def test_a_context_is_searched_as_well_and_a_circle_ends() -> None:
    outer, inner = OSError("outer"), OSError("inner")
    outer.__context__, inner.__context__ = inner, REFUSED
    REFUSED.__context__ = outer
    assert connect_trouble(outer)[0] is Trouble.REFUSED
    REFUSED.__context__ = None


def test_the_tls_librarys_reason_is_made_fit_to_read() -> None:
    error = ssl.SSLError(1, "x")
    error.reason = "WRONG_VERSION_NUMBER"
    assert connect_trouble(error) == (Trouble.TLS, "wrong version number")
    refused = ssl.SSLCertVerificationError(1, "x")
    refused.verify_message = "Hostname mismatch, not valid for '\x1b[31m'."
    assert connect_trouble(refused) == (Trouble.CERTIFICATE, "Hostname mismatch, not valid for '\ufffd[31m'")
