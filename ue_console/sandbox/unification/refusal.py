"""An answer of UnificationEngine that is an error (reference: errors)."""

from typing import Any, Final

NO_KEY: Final = 401

TABLE: Final[dict[int, str]] = {
    NO_KEY: "Authentication required!",
    410: "No receivers specified",
    411: "Connection not found",
    412: "Bad receivers specified",
    413: "Connector not found",
    414: "User not found",
    415: "Feature not supported by connector",
    416: "Connector auth failed",
    417: "Connector returned error",
    418: "Connection expired",
    500: "provider Offline",
    501: "Request URI is not valid",
    502: "JSON is not valid",
    503: "JSON does not contain needed fields",
    504: "Connection Error",
    505: "Request contains errors",
    506: "Not Implemented",
    1000: "Internal Error",
}
"""Code → the service's words. All but 401 come under HTTP 200."""


class UnificationRefusal(Exception):
    """Ends a call, or one connection's part of it, with an error answer.

    Attributes:
        code: Of the table.
    """

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self._detail = detail

    @property
    def http_status(self) -> int:
        """401 for wrong credentials, else 200."""
        return NO_KEY if self.code == NO_KEY else 200

    def answer(self) -> dict[str, Any]:
        """The JSON object."""
        words = TABLE[self.code]
        return {"status": self.code, "info": f"{words}: {self._detail}" if self._detail else words}
