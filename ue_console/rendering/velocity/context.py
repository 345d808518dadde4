"""Names and their values while a template runs."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from .nodes import Expression, Reference
from .values import DefinedBlock


class Context(ABC):
    """Where names are looked up."""

    @abstractmethod
    def get(self, name: str) -> object:
        """The value of ``name``, or None."""

    @abstractmethod
    def put(self, name: str, value: object) -> None:
        """Give ``name`` a value."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Forget ``name``."""

    def argument(self, name: str) -> Expression | None:
        """What the caller of the macro under way wrote for ``name``."""
        return None

    def literal(self, reference: Reference) -> str:
        """What ``reference`` prints when it has no value: in a macro, what the caller wrote."""
        return reference.literal


class MailContext(Context):
    """The outermost context: the substitutions, copied when first used, and the tools."""

    def __init__(
        self,
        values: Mapping[str, object],
        tools: Mapping[str, object],
        adopt: Callable[[object], object],
    ) -> None:
        self._values = values
        self._tools = tools
        self._adopt = adopt
        self._variables: dict[str, object] = {}
        self._removed: set[str] = set()

    def get(self, name: str) -> object:
        if name in self._variables:
            return self._variables[name]
        if name in self._removed:
            return None
        if name in self._values:
            self._variables[name] = self._adopt(self._values[name])
            return self._variables[name]
        return self._tools.get(name)

    def put(self, name: str, value: object) -> None:
        self._variables[name] = value

    def remove(self, name: str) -> None:
        self._variables.pop(name, None)
        self._removed.add(name)


class MacroContext(Context):
    """The inside of a macro call.

    Arguments are passed by name: an expression is evaluated in the caller's context each time
    the macro mentions it. What the macro sets is set outside as well.

    Args:
        inner: The caller's context.
        arguments: Expression of each parameter.
        evaluate: Evaluates an expression in a context.
    """

    def __init__(
        self,
        inner: Context,
        arguments: dict[str, Expression],
        evaluate: "Callable[[Expression, Context], object]",
        body: DefinedBlock | None,
    ) -> None:
        self._inner = inner
        self._arguments = dict(arguments)
        self._evaluate = evaluate
        self._written = dict(arguments)
        self._local: dict[str, object] = {} if body is None else {"bodyContent": body}

    def get(self, name: str) -> object:
        if name in self._local:
            return self._local[name]
        if name in self._arguments:
            return self._evaluate(self._arguments[name], self._inner)
        return self._inner.get(name)

    def put(self, name: str, value: object) -> None:
        self._local[name] = value
        self._inner.put(name, value)

    def remove(self, name: str) -> None:
        self._local.pop(name, None)
        self._arguments.pop(name, None)
        self._inner.remove(name)

    def argument(self, name: str) -> Expression | None:
        return self._arguments.get(name) if name not in self._local else None

    def literal(self, reference: Reference) -> str:
        written = self._written.get(reference.name)
        if reference.literal == f"${reference.name}" and isinstance(written, Reference):
            return written.literal
        return self._inner.literal(reference)
