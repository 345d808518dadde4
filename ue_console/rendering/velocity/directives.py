"""The part of the parser that reads directives: ``#set``, ``#if``, ``#foreach`` and the others."""

from abc import abstractmethod

from . import lexer
from .expressions import ExpressionParser
from .faults import TemplateFault
from .nodes import (
    Block,
    Break,
    Call,
    Define,
    Evaluate,
    Expression,
    Foreach,
    If,
    Macro,
    Reference,
    Set,
    Statement,
    Stop,
    Text,
    Word,
)
from .scanner import Shared

Argument = Expression | Word


class DirectiveParser(ExpressionParser):
    """Reads directives; the statements inside a block are the business of ``block``.

    Attributes:
        nodes: The statements of the block under way.
        texts: Text not yet made a statement.
        ended_by: ``end``, ``else`` or ``elseif`` when that ended the last block.
        end_at: Where it stands.
    """

    def __init__(self, source: str, base: int, exact: bool, shared: Shared) -> None:
        super().__init__(source, base, exact, shared)
        self.nodes: list[Statement] = []
        self.texts: list[str] = []
        self.ended_by = ""
        self.end_at = 0

    @abstractmethod
    def block(self) -> Block:
        """Read statements up to #end, #else, #elseif or the end of the source."""

    def text(self, text: str) -> None:
        """Add text to the block under way."""
        self.texts.append(text)

    def flush(self) -> None:
        """Make one statement of the text that has gathered."""
        if self.texts:
            self.nodes.append(Text("".join(self.texts)))
            self.texts = []

    def add(self, node: Statement) -> None:
        """Add a statement to the block under way."""
        self.flush()
        self.nodes.append(node)

    def closed_block(self, opener: str, at: int) -> Block:
        """Read the block of ``#opener``, which stands at ``at``, and its #end."""
        self.enter()
        body = self.block()
        self.leave()
        if self.ended_by != "end":
            raise self._unclosed(opener, at)
        self.ended_by = ""
        return body

    def _unclosed(self, opener: str, at: int) -> TemplateFault:
        if self.ended_by:
            return self.fault(f"#{self.ended_by} stands in #{opener}, where only #end can.", self.end_at)
        return self.fault(f"#{opener} has no #end.", at)

    def _end_of_line(self) -> None:
        match = lexer.END_OF_LINE.match(self.source, self.pos)
        if match:
            self.pos = match.end()

    def _close(self, name: str) -> None:
        """Read ``)`` and a line end right after it."""
        self.expect(")", f"where #{name}( ends")
        self._end_of_line()

    def directive(self, name: str, end: int) -> None:
        """Read the directive whose name ends before ``end``."""
        start = self.pos
        self.count()
        if name in ("else", "elseif", "end"):
            self.end_at = start
            self.ended_by = name
            self.pos = end
            if name != "elseif":
                self._end_of_line()
        elif name == "if":
            self.pos = end
            self.add(self._if(start))
        elif name in lexer.DIRECTIVES:
            self._built_in(name, end, start)
        else:
            self.call(name, end, start)

    def _condition(self, name: str) -> Expression:
        self.skip()
        self.expect("(", f"after #{name}")
        condition = self.expression()
        self._close(name)
        return condition

    def _if(self, start: int) -> If:
        branches: list[tuple[Expression, Block]] = []
        otherwise: Block = ()
        name = "if"
        self.enter()
        while name in ("if", "elseif"):
            condition = self._condition(name)
            branches.append((condition, self.block()))
            name = self.ended_by
        if name == "else":
            otherwise = self.block()
        self.leave()
        if self.ended_by != "end":
            raise self._unclosed("else" if name == "else" else "if", start)
        self.ended_by = ""
        return If(tuple(branches), otherwise)

    def set_directive(self, end: int) -> None:
        """Read the rest of a ``#set`` whose parenthesis opens before ``end``."""
        self.count()
        self.pos = end
        self.skip()
        target = self._target()
        self.skip()
        if self.peek("=="):
            raise self.fault("#set takes one “=”, not two.")
        self.expect("=", "after the reference that #set gives a value to")
        value = self.expression()
        self._close("set")
        plain = not target.quiet and not target.literal.startswith("${")
        self.add(Set(target, value, settable=plain or bool(target.path)))

    def _target(self) -> Reference:
        if self.source[self.pos : self.pos + 1] in ("$", "\\"):
            head = self.head()
            if head.found:
                return self.reference(head)
        raise self.fault("#set needs a reference such as $name first.")

    def _arguments(self, name: str) -> tuple[Argument, ...]:
        """Read what stands between the parentheses of a directive that is no keyword."""
        match = lexer.OPEN_PARENTHESIS.match(self.source, self.pos)
        if match is None:
            raise self.fault(f"“(” is expected here, after #{name}.")
        self.pos = match.end()
        arguments: list[Argument] = []
        self.enter()
        self.skip()
        while not self.peek(")"):
            if self.peek(","):
                self.pos += 1
                self.skip()
            arguments.append(self._argument())
            self.skip()
        self.leave()
        self._close(name)
        return tuple(arguments)

    def _argument(self) -> Argument:
        match = lexer.WORD.match(self.source, self.pos)
        if match and match.group() not in ("true", "false"):
            if lexer.OPERATOR.fullmatch(match.group()) or match.group() == "not":
                raise self.fault(f"“{match.group()}” can't stand here.")
            self.pos = match.end()
            return Word(match.group())
        return self.operand()

    def call(self, name: str, end: int, start: int) -> None:
        """Read a macro call; whether the macro exists shows when the template is rendered."""
        self.pos = end
        arguments: tuple[Argument, ...] = ()
        body: Block | None = None
        has_arguments = lexer.OPEN_PARENTHESIS.match(self.source, end) is not None
        if has_arguments:
            arguments = self._arguments(name)
        literal = self.source[start : self.pos]
        if name.startswith("@"):
            if not has_arguments:
                self.text(literal)
                return
            body = self.closed_block(name, start)
            literal = self.source[start : self.pos]
        self.add(Call(name.removeprefix("@"), arguments, literal, self.at(start), body))

    def _built_in(self, name: str, end: int, start: int) -> None:
        self.pos = end
        at = self.at(start)
        if name in ("include", "parse"):
            raise self.fault(f"#{name} can't be used: a mail has no other files to take in.", start)
        if name in ("break", "stop") and not lexer.OPEN_PARENTHESIS.match(self.source, end):
            self.add(Break(None, at) if name == "break" else Stop())
            return
        arguments = self._arguments(name)
        if name == "foreach":
            self._foreach(arguments, start)
        elif name == "macro":
            self._macro(arguments, start)
        elif name == "define":
            self._define(arguments, start)
        elif name == "literal":
            begin = self.pos
            self.closed_block(name, start)
            self.text(self.source[begin : self.end_at])
        else:
            self.add(self._one_argument(name, arguments, start))

    def _one_argument(self, name: str, arguments: tuple[Argument, ...], start: int) -> Statement:
        at = self.at(start)
        values = [argument for argument in arguments if not isinstance(argument, Word)]
        if len(values) != len(arguments) or len(values) > 1 or (name == "evaluate" and not values):
            raise self.fault(f"#{name} takes one value in its parentheses.", start)
        if name == "break":
            return Break(values[0] if values else None, at)
        return Evaluate(values[0], at) if name == "evaluate" else Stop()

    def _foreach(self, arguments: tuple[Argument, ...], start: int) -> None:
        if not arguments or not isinstance(arguments[0], Reference):
            raise self.fault("#foreach is written #foreach($item in $list).", start)
        items = arguments[2] if len(arguments) == 3 else None
        if len(arguments) > 3 or isinstance(items, Word):
            raise self.fault("#foreach is written #foreach($item in $list).", start)
        body = self.closed_block("foreach", start)
        self.add(Foreach(arguments[0].name, items, body, self.at(start)))

    def _macro(self, arguments: tuple[Argument, ...], start: int) -> None:
        if not arguments or not isinstance(arguments[0], Word):
            raise self.fault("#macro needs a plain name first: #macro(name $a $b).", start)
        parameters = [argument.name for argument in arguments[1:] if isinstance(argument, Reference)]
        if len(parameters) != len(arguments) - 1:
            raise self.fault("After its name #macro takes references only: #macro(name $a $b).", start)
        name = arguments[0].text
        body = self.closed_block("macro", start)
        macro = Macro(name, tuple(parameters), body)
        self.shared.macros.setdefault(name, macro)
        self.add(macro)

    def _define(self, arguments: tuple[Argument, ...], start: int) -> None:
        if len(arguments) != 1 or not isinstance(arguments[0], Reference):
            raise self.fault("#define takes one reference: #define($name).", start)
        body = self.closed_block("define", start)
        self.add(Define(arguments[0].name, body, self.at(start)))
