"""Everything that can go wrong in a way an operator meets, as one tree.

    ConsoleError                 what happened, and what to do
    ├── ApiError                 the service answered with an error
    │   ├── KeyRefused           401: no key, wrong key
    │   ├── WrongRegion          114: the key belongs to the other data centre
    │   ├── Forbidden            403: not enough rights, a limit, a tariff
    │   ├── Rejected             400: a field of the request is wrong
    │   ├── NotServed            404: the service has no such method
    │   ├── RequestTooLarge      413: over 10 MB
    │   ├── TooManyRequests      429
    │   └── ServiceFault         500, 503 and other 5xx
    ├── WireError                no usable answer came
    │   ├── Unreachable          no connection: name, route, refused, TLS
    │   ├── TimedOut             no answer in time
    │   ├── NotTheService        an answer, but not this API's: a proxy's page, broken JSON
    │   │   └── TooMuchData      an answer larger than is taken
    │   └── OutcomeUnknown       the request left, the answer is lost: it may have been done
    ├── ReadOnly                 the account is read-only; nothing was sent
    ├── InputError               something typed is not valid
    ├── ConfigError              the config file
    ├── KeyStoreError            the key store
    └── StateError               this machine's drafts and journal

Anything else that is raised is a bug and goes to the crash screen.
"""


class ConsoleError(Exception):
    """An error told to the operator: ``cause`` in one sentence, ``remedy`` in another.

    Attributes:
        cause: What happened and why, one sentence.
        remedy: What to do now, one sentence; may be empty.
        field: The API's name of the field concerned (``body.html``), or empty.
    """

    def __init__(self, cause: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


class ApiError(ConsoleError):
    """The service's own answer to a call that it did not carry out.

    Attributes:
        http_status: The HTTP status of the answer.
        code: The API code from the reference's table, or None when the body had none.
        said: The service's own message, keys removed.
        failed_emails: For ``email/send``: address → reason, when the answer has it.
        by_words: Only ``said`` tells what is wrong.
    """

    def __init__(
        self,
        cause: str,
        remedy: str = "",
        *,
        field: str = "",
        http_status: int = 0,
        code: int | None = None,
        said: str = "",
        failed_emails: dict[str, str] | None = None,
        by_words: bool = False,
    ) -> None:
        super().__init__(cause, remedy, field=field)
        self.by_words = by_words
        self.http_status = http_status
        self.code = code
        self.said = said
        self.failed_emails = failed_emails or {}


class KeyRefused(ApiError):
    """401: the key is missing or not known."""


class WrongRegion(ApiError):
    """Code 114: the key is of the other data centre."""


class Forbidden(ApiError):
    """403: rights, limits or tariff."""


class Rejected(ApiError):
    """400: something in the request is not acceptable; see ``field``."""


class NotServed(ApiError):
    """404: there is no such method at this address."""


class RequestTooLarge(ApiError):
    """413: the request is over 10 MB."""


class TooManyRequests(ApiError):
    """429: slow down."""


class ServiceFault(ApiError):
    """5xx: a fault on the service's side."""


class WireError(ConsoleError):
    """No usable answer came from the service."""


class Unreachable(WireError):
    """No connection could be made; nothing was sent."""


class TimedOut(WireError):
    """No answer came in time."""


class NotTheService(WireError):
    """Something answered that is not this API: a proxy, a captive portal, a wrong URL."""


class TooMuchData(NotTheService):
    """The answer is larger than this console takes."""


class OutcomeUnknown(WireError):
    """The request left this machine and its answer is lost: it may or may not have been done."""


class ReadOnly(ConsoleError):
    """The account is marked read-only; the call was refused here."""


START_WITHOUT = "Start ue-console without --read-only to change anything."
"""The remedy where every account is read-only for the whole run."""


class InputError(ConsoleError):
    """Something typed or imported is not valid."""


class ConfigError(ConsoleError):
    """The config file can't be read, understood or written."""


class KeyStoreError(ConsoleError):
    """The key store is missing, locked, silent or refuses."""


class StateError(ConsoleError):
    """Drafts and journal on this machine can't be read or written."""
