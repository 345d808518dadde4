"""The part of the parser that reads references: ``$name``, ``${name}`` and their paths."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from . import lexer
from .nodes import (
    Access,
    Constant,
    Expression,
    Index,
    ListLiteral,
    MapLiteral,
    Method,
    Property,
    Range,
    Reference,
)
from .scanner import Scanner


@dataclass(frozen=True, slots=True)
class Head:
    """The front of a reference: backslashes, dollars, ``!`` and ``{``."""

    start: int
    dollar: int
    """Where the last ``$`` stands."""
    end: int
    """After ``$`` and ``!``; the ``{`` or the name comes here."""
    found: bool
    """Whether a name follows."""
    slashes: int
    more: str
    quiet: bool
    bang_slashes: int
    """Backslashes between ``$`` and ``!``, which disarm the reference."""


class ReferenceParser(Scanner, ABC):
    """Reads references; what stands in their parentheses is the business of ``operand``."""

    @abstractmethod
    def operand(self, in_call: bool = False) -> Expression:
        """Read one value."""

    @abstractmethod
    def parameter(self, in_call: bool) -> Expression:
        """Read one value with blanks around it."""

    def head(self) -> Head:
        """Look at the front of a reference without stepping over it."""
        slashes = lexer.BACKSLASHES.match(self.source, self.pos)
        first = dollar = slashes.end() if slashes else self.pos
        while True:
            match = lexer.DOLLAR.match(self.source, dollar)
            if match is None:
                raise self.fault("A value is expected here.")
            found = lexer.NAME_AHEAD.match(self.source, match.end())
            next_dollar = None if found else lexer.MORE_DOLLARS.match(self.source, match.end())
            if next_dollar is None:
                return Head(
                    start=self.pos,
                    dollar=dollar,
                    end=match.end(),
                    found=found is not None,
                    slashes=first - self.pos,
                    more=self.source[first:dollar],
                    quiet=match.group(1) is not None,
                    bang_slashes=len(match.group(1) or ""),
                )
            dollar = next_dollar.end()

    def reference(self, head: Head) -> Reference:
        """Read the name and the path after ``head``, and the ``}`` if there is a ``{``."""
        self.count()
        self.pos = head.end
        braced = self.peek("{")
        self.pos += braced
        name = self.name()
        path = self.path()
        if braced:
            self.expect("}", f"where “${{{name}” ends")
        return Reference(
            name=name,
            path=path,
            literal=self.source[head.dollar : self.pos],
            at=self.at(head.dollar),
            quiet=head.quiet,
            escaped=head.slashes % 2 == 1,
            escapes="\\" * (head.slashes // 2),
            more=head.more,
        )

    def name(self) -> str:
        """Read an identifier."""
        match = lexer.NAME.match(self.source, self.pos)
        if match is None:
            raise self.fault("A name is expected here.")
        if match.group() in ("true", "false"):
            raise self.fault(f"“{match.group()}” can't be a name.")
        self.pos = match.end()
        return match.group()

    def path(self) -> tuple[Access, ...]:
        """Read properties, method calls and indexes, as many as follow."""
        steps: list[Access] = []
        while True:
            if self.peek("["):
                steps.append(self._index())
            elif lexer.PROPERTY.match(self.source, self.pos):
                self.pos += 1
                at = self.pos
                name = self.name()
                steps.append(self._method(name, at) if self.peek("(") else Property(name))
            else:
                return tuple(steps)

    def _index(self) -> Index:
        at = self.at(self.pos)
        self.enter()
        self.pos += 1
        self.skip()
        key = self.operand()
        if isinstance(key, ListLiteral | MapLiteral | Range) or (
            isinstance(key, Constant) and type(key.value) is float
        ):
            raise self.fault("Only a text, a whole number, a boolean or a reference can stand in “[ ]”.")
        self.skip()
        self.expect("]", "where the index ends")
        self.leave()
        return Index(key, at)

    def _method(self, name: str, at: int) -> Method:
        self.enter()
        self.pos += 1
        arguments: list[Expression] = []
        if not self.peek(")"):
            arguments.append(self.parameter(True))
            while self.peek(","):
                self.pos += 1
                arguments.append(self.parameter(True))
        self.expect(")", f"where the call of “{name}” ends")
        self.leave()
        return Method(name, tuple(arguments), self.at(at))
