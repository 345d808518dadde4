"""What stops a parse or a render, and the signals that ``#break`` and ``#stop`` send."""


class TemplateFault(Exception):
    """The template can't be parsed or rendered.

    Attributes:
        message: One plain sentence.
        at: Offset into the source, or None where the interpreter knows better.
        name: The substitution concerned, or empty.
    """

    def __init__(self, message: str, at: int | None = None, name: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.name = name


class MethodFault(Exception):
    """A method of a value refuses its arguments; Java would throw here."""


class BreakSignal(Exception):
    """``#break``: ends ``scope``, or the nearest construct when it is None."""

    def __init__(self, scope: object = None) -> None:
        super().__init__()
        self.scope = scope


class StopSignal(Exception):
    """``#stop``: ends the template; what was written so far stays."""
