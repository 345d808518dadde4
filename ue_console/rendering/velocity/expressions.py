"""The part of the parser that reads what stands inside a directive."""

from abc import abstractmethod

from . import lexer
from .literals import quoted, unescaped
from .nodes import (
    Block,
    Chain,
    Constant,
    Expression,
    Group,
    Interpolated,
    ListLiteral,
    MapLiteral,
    Not,
    Operation,
    Range,
    Reference,
)
from .references import ReferenceParser

MAX_DIGITS = 77
"""Longest number a template may spell out."""


class ExpressionParser(ReferenceParser):
    """Reads values and operators; what stands inside a ``"…"`` is the business of ``subtemplate``."""

    @abstractmethod
    def subtemplate(self, text: str, base: int, exact: bool) -> Block:
        """Parse the inside of a ``"…"``."""

    def expression(self, level: int = 1) -> Expression:
        """Read operands joined by operators that bind at least as tightly as ``level``."""
        left = self._unary()
        while True:
            found = self._operator()
            if found is None or lexer.LEVELS[found] < level:
                return left
            left = Chain(left, self._operations(lexer.LEVELS[found]))

    def _operator(self) -> str | None:
        match = lexer.OPERATOR.match(self.source, self.pos)
        return match.group() if match else None

    def _operations(self, level: int) -> tuple[Operation, ...]:
        operations: list[Operation] = []
        while True:
            found = self._operator()
            if found is None or lexer.LEVELS[found] != level:
                return tuple(operations)
            at = self.at(self.pos)
            self.pos += len(found)
            start = self.pos
            self.enter()
            right = self.expression(level + 1)
            self.leave()
            name = lexer.CANONICAL.get(found, found)
            operations.append(Operation(name, right, self.source[start : self.pos], at))

    def _unary(self) -> Expression:
        self.skip()
        denied: bool | None = None
        while match := lexer.NOT.match(self.source, self.pos):
            denied = not denied
            self.pos = match.end()
            self.skip()
        operand = self._group() if self.peek("(") else self.operand()
        self.skip()
        if denied is None:
            return operand
        return Not(operand) if denied else Not(Not(operand))

    def _group(self) -> Group:
        self.enter()
        self.pos += 1
        start = self.pos
        inner = self.expression()
        literal = self.source[start : self.pos]
        self.expect(")", "where the parenthesis ends")
        self.leave()
        return Group(inner, literal)

    def operand(self, in_call: bool = False) -> Expression:
        """Read one value; among a method's arguments a bare word counts as null."""
        self.count()
        char = self.source[self.pos : self.pos + 1]
        if char in ("$", "\\"):
            return self._operand_reference()
        if char in ('"', "'"):
            return self._string(char)
        if char == "[":
            return self._list(in_call)
        if char == "{":
            return self._map(in_call)
        if char and char in "-.0123456789":
            return self._number()
        return self._word(in_call)

    def _word(self, in_call: bool) -> Expression:
        match = (lexer.NAME if in_call else lexer.WORD).match(self.source, self.pos)
        if match is None:
            raise self.fault(
                "A value is expected here: a reference, a text in quotes, a number, a list or a map."
            )
        word = match.group()
        if word not in ("true", "false") and not in_call:
            raise self.fault(f"The word “{word}” is no value here; put it in quotes or write ${word}.")
        self.pos = match.end()
        if word in ("true", "false"):
            return Constant(word == "true")
        self.path()
        return Constant(None)

    def _number(self) -> Constant:
        match = lexer.FLOAT.match(self.source, self.pos)
        if match:
            self.pos = match.end()
            return Constant(float(match.group()))
        return self._integer()

    def _integer(self) -> Constant:
        match = lexer.INTEGER.match(self.source, self.pos)
        if match is None:
            raise self.fault("A number is expected here.")
        if match.end() - match.start() > MAX_DIGITS:
            raise self.fault(f"A number has more than {MAX_DIGITS} digits.")
        self.pos = match.end()
        return Constant(int(match.group()))

    def _string(self, quote: str) -> Expression:
        pattern = lexer.DOUBLE_QUOTED if quote == '"' else lexer.SINGLE_QUOTED
        match = pattern.match(self.source, self.pos)
        if match is None:
            raise self.fault("The quote that starts here has no end.")
        start, self.pos = self.pos, match.end()
        raw = match.group()[1:-1]
        image = quoted(raw, quote)
        if quote == "'":
            return Constant(image)
        image = self._unescape(image, start)
        if "$" not in raw and "#" not in raw:
            return Constant(image)
        trim = "##" not in image
        self.enter()
        body = self.subtemplate(
            image + " " if trim else image, self.at(start + 1), self.exact and image == raw
        )
        self.leave()
        return Interpolated(body, trim)

    def _unescape(self, image: str, start: int) -> str:
        text = unescaped(image)
        if text is None:
            raise self.fault("A \\u in a text needs four hexadecimal digits after it.", start)
        return text

    def _list(self, in_call: bool) -> Expression:
        start = self.pos
        self.enter()
        self.pos += 1
        items: list[Expression] = []
        if not self.peek("]"):
            items.append(self.parameter(in_call))
            if len(items) == 1 and self.peek(".."):
                return self._range(items[0], start, in_call)
            while self.peek(","):
                self.pos += 1
                items.append(self.parameter(in_call))
        self.expect("]", "where the list ends")
        self.leave()
        return ListLiteral(tuple(items))

    def _range(self, first: Expression, start: int, in_call: bool) -> Range:
        self.pos += 2
        last = self.parameter(in_call)
        for bound in (first, last):
            if not isinstance(bound, Reference) and not (
                isinstance(bound, Constant) and type(bound.value) is int
            ):
                raise self.fault("A range goes from one whole number or reference to another.", start)
        self.expect("]", "where the range ends")
        self.leave()
        return Range(first, last, self.at(start))

    def _map(self, in_call: bool) -> MapLiteral:
        self.enter()
        self.pos += 1
        self.skip()
        pairs: list[tuple[Expression, Expression]] = []
        while not self.peek("}") or pairs:
            key = self.parameter(in_call)
            self.expect(":", "between a key and its value")
            pairs.append((key, self.parameter(in_call)))
            if not self.peek(","):
                break
            self.pos += 1
        self.expect("}", "where the map ends")
        self.leave()
        return MapLiteral(tuple(pairs))

    def parameter(self, in_call: bool) -> Expression:
        self.skip()
        value = self.operand(in_call)
        self.skip()
        return value

    def _operand_reference(self) -> Expression:
        head = self.head()
        if not head.found:
            raise self.fault("A name is expected after “$”.", head.end)
        boolean = lexer.NAME.match(self.source, head.end)
        if boolean and boolean.group() in ("true", "false"):
            self.pos = boolean.end()
            return Constant(boolean.group() == "true")
        reference = self.reference(head)
        return Constant(None) if head.bang_slashes else reference
