"""Statements to text."""

from collections.abc import Callable

from . import methods
from .budget import Budget, Writer
from .context import Context, MacroContext
from .evaluator import Evaluator, refused
from .faults import BreakSignal, MethodFault, StopSignal, TemplateFault
from .names import mentioned
from .nodes import (
    Block,
    Break,
    Call,
    Define,
    Evaluate,
    Expression,
    Foreach,
    If,
    Index,
    Macro,
    Program,
    Property,
    Reference,
    Set,
    Stop,
    Text,
    Word,
)
from .notes import Notes
from .parser import parse_part
from .printing import text_of
from .scanner import Shared
from .values import Bag, DefinedBlock, LoopScope

MACRO_DEPTH = 20
"""Macros within macros, Velocity's own limit."""
DEFINE_DEPTH = 2
"""How often a ``#define`` block may print itself, Velocity's own limit."""


class Interpreter(Evaluator):
    """Renders one template once."""

    def __init__(self, program: Program, budget: Budget, notes: Notes) -> None:
        super().__init__(budget, notes)
        self.macros = dict(program.macros)
        self._program = program
        self._calls = 0
        self._renderers: dict[type, Callable[..., None]] = {
            Reference: self._print,
            If: self._if,
            Set: self._set,
            Foreach: self._foreach,
            Define: self._define,
            Call: self._call,
            Break: self._break,
            Stop: self._stop,
            Evaluate: self._evaluate,
            Macro: lambda *_: None,
        }

    def run(self, context: Context) -> str:
        """Render the whole template."""
        out = Writer(self.budget)
        try:
            self.render(self._program.body, context, out)
        except BreakSignal as signal:
            if signal.scope is not None:
                raise TemplateFault("#break names a loop that has ended.") from None
        except StopSignal:
            pass
        return out.text()

    def render(self, block: Block, context: Context, out: Writer) -> None:
        """Render statements one level deeper."""
        self.budget.enter()
        for node in block:
            self.budget.step()
            if isinstance(node, Text):
                out.write(node.text)
            else:
                self._renderers[type(node)](node, context, out)
        self.budget.leave()

    def _print(self, node: Reference, context: Context, out: Writer) -> None:
        self.place = node.at
        before, self.needed = self.needed, not node.escaped
        value = self.reference(node, context)
        self.needed = before
        if node.escaped:
            out.write(f"{node.escapes}{'' if value is not None else chr(92)}{context.literal(node)}")
            return
        if isinstance(value, BoundBlock) and value.print(context, out):
            return
        text = text_of(value, self.budget)
        if text is not None:
            out.write(node.escapes + node.more + text)
        else:
            out.write(node.escapes * 2 + node.more + ("" if node.quiet else context.literal(node)))

    def _if(self, node: If, context: Context, out: Writer) -> None:
        for condition, block in node.branches:
            if self.condition(condition, context):
                self.render(block, context, out)
                return
        self.render(node.otherwise, context, out)

    def _set(self, node: Set, context: Context, _: Writer) -> None:
        target = node.target
        self.place = target.at
        value = self.value(node.value, context)
        if value is None:
            self.notes.warn(
                target.at, f"#set leaves “{target.literal}” as it was: the right side has no value."
            )
        elif not node.settable:
            self.notes.warn(
                target.at, f"#set takes no “{target.literal}”, write “${target.name}”; nothing was set."
            )
        elif target.path:
            self._set_within(target, value, context)
        else:
            context.put(target.name, value)

    def _set_within(self, target: Reference, value: object, context: Context) -> None:
        last = target.path[-1]
        owner = context.get(target.name)
        for step in target.path[:-1]:
            owner = None if owner is None else self.access(owner, step, target, context)
        try:
            if isinstance(last, Index) and owner is not None:
                methods.set_index(self.budget, owner, self.value(last.key, context), value)
            elif isinstance(last, Property) and owner is not None:
                methods.set_property(self.budget, owner, last.name, value)
        except MethodFault as fault:
            raise refused(target, last, fault) from None

    def _foreach(self, node: Foreach, context: Context, out: Writer) -> None:
        self.place = node.at
        if node.items is None:
            self.notes.warn(
                node.at, "#foreach is written #foreach($item in $list); this one renders nothing."
            )
            return
        items = items_to_walk(self.value(node.items, context))
        if items is None:
            return
        self.needed = False
        names = (node.variable, "velocityCount", "velocityHasNext")
        saved = [(name, context.get(name)) for name in names]
        around = context.get("foreach")
        self.needed = True
        is_loop = isinstance(around, LoopScope)
        scope = LoopScope(around if isinstance(around, LoopScope) else None, None if is_loop else around)
        context.put("foreach", scope)
        self._loop(node, items, scope, context, out)
        for name, value in [*saved, ("foreach", around)]:
            if value is None:
                context.remove(name)
            else:
                context.put(name, value)

    def _loop(
        self, node: Foreach, items: list[object], scope: LoopScope, context: Context, out: Writer
    ) -> None:
        depth = self.budget.depth
        for number, item in enumerate(items, 1):
            context.put("velocityCount", number)
            context.put("velocityHasNext", number < len(items))
            context.put(node.variable, item)
            scope.index, scope.has_next = number - 1, number < len(items)
            try:
                self.render(node.body, context, out)
            except BreakSignal as signal:
                if signal.scope is not None and signal.scope is not scope:
                    raise
                self.budget.depth = depth
                return

    def _define(self, node: Define, context: Context, _: Writer) -> None:
        context.put(node.name, BoundBlock(self, node.body, context, DEFINE_DEPTH))

    def _call(self, node: Call, context: Context, out: Writer) -> None:
        macro = self.macros.get(node.name)
        if macro is None:
            out.write(node.literal)
            return
        self.place = node.at
        arguments: dict[str, Expression] = {}
        for argument in node.arguments:
            if isinstance(argument, Word):
                raise TemplateFault(
                    f"“{argument.text}” can't be handed to #{node.name}; put it in quotes.", node.at
                )
        for parameter, argument in zip(macro.parameters, node.arguments, strict=False):
            if not isinstance(argument, Word):
                arguments[parameter] = argument
        if self._calls >= MACRO_DEPTH:
            raise TemplateFault(
                f"#{node.name} and other macros call each other more than {MACRO_DEPTH} deep.", node.at
            )
        body = None if node.body is None else BoundBlock(self, node.body, context, MACRO_DEPTH)
        self._calls += 1
        self.guarded(macro.body, MacroContext(context, arguments, self.value, body), out)
        self._calls -= 1

    def guarded(self, block: Block, context: Context, out: Writer) -> None:
        """Render statements that a plain #break ends."""
        depth, calls = self.budget.depth, self._calls
        try:
            self.render(block, context, out)
        except BreakSignal as signal:
            if signal.scope is not None:
                raise
            self.budget.depth, self._calls = depth, calls

    def _break(self, node: Break, context: Context, _: Writer) -> None:
        if node.scope is None:
            raise BreakSignal
        scope = self.value(node.scope, context)
        if not isinstance(scope, LoopScope):
            raise TemplateFault("#break takes a loop such as $foreach or $foreach.parent.", node.at)
        raise BreakSignal(scope)

    def _stop(self, *_: object) -> None:
        raise StopSignal

    def _evaluate(self, node: Evaluate, context: Context, out: Writer) -> None:
        self.place = node.at
        source = text_of(self.value(node.source, context), self.budget) or ""
        self.budget.text(len(source))
        limits = self.budget.limits
        shared = Shared(limits.depth, self.budget.steps_left, self.budget.depth, self.macros)
        program = parse_part(source, shared, node.at, exact=False)
        self.budget.step(self.budget.steps_left - shared.nodes_left)
        self.notes.used.update(dict.fromkeys(mentioned(program)))
        self.guarded(program.body, context, out)


class BoundBlock(DefinedBlock):
    """A block under a name, rendered anew each time in the context where it is printed."""

    def __init__(self, interpreter: Interpreter, block: Block, context: Context, most: int) -> None:
        self._interpreter = interpreter
        self._block = block
        self._context = context
        self._most = most
        self._depth = 0

    def print(self, context: Context, out: Writer) -> bool:
        """Write the block; False when it prints itself too often."""
        if self._depth >= self._most:
            return False
        self._depth += 1
        self._interpreter.guarded(self._block, context, out)
        self._depth -= 1
        return True

    def text(self) -> str | None:
        out = Writer(self._interpreter.budget)
        return out.text() if self.print(self._context, out) else None


def items_to_walk(value: object) -> list[object] | None:
    """What #foreach walks: items of lists, values of maps, nothing of anything else."""
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    return list(value.items) if isinstance(value, Bag) else None
