"""Expressions to values."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from . import methods
from .arithmetic import calculate, compare, holds
from .budget import Budget, Writer
from .context import Context
from .faults import MethodFault, TemplateFault
from .nodes import (
    Access,
    Block,
    Chain,
    Constant,
    Expression,
    Group,
    Index,
    Interpolated,
    ListLiteral,
    MapLiteral,
    Method,
    Not,
    Operation,
    Property,
    Range,
    Reference,
)
from .notes import Notes
from .numbers import narrowed
from .printing import text_of
from .values import freeze, is_number, same


class Evaluator(ABC):
    """Evaluates expressions; what a ``"…"`` holds is the business of ``render``.

    Args:
        budget: What the render may spend.
        notes: Where missing names and warnings go.
    """

    def __init__(self, budget: Budget, notes: Notes) -> None:
        self.budget = budget
        self.notes = notes
        self.place = 0
        """Where the template is being carried out, for the place of a fault."""
        self.needed = True
        """Whether the value under way is needed, not only tested."""
        self._evaluators: dict[type, Callable[..., object]] = {
            Interpolated: self._interpolated,
            ListLiteral: self._list,
            MapLiteral: self._map,
            Range: self._range,
            Not: lambda node, context: not self.truth(node.operand, context),
            Group: lambda node, context: self.value(node.inner, context),
            Chain: self._chain,
            Reference: self.reference,
        }

    @abstractmethod
    def render(self, block: Block, context: Context, out: Writer) -> None:
        """Render statements."""

    def value(self, node: Expression, context: Context) -> object:
        """The value of an expression; None is null."""
        if isinstance(node, Constant):
            return node.value
        self.budget.step()
        self.budget.enter()
        result = self._evaluators[type(node)](node, context)
        self.budget.leave()
        return result

    def truth(self, node: Expression, context: Context) -> bool:
        """Whether a condition holds: the literal ``true``, and references but for null and false."""
        if isinstance(node, Constant):
            return node.value is True
        if isinstance(node, Group):
            return self.truth(node.inner, context)
        if isinstance(node, Reference):
            value = self.value(node, context)
            return value is not None and value is not False
        return isinstance(node, Not | Chain) and self.value(node, context) is True

    def condition(self, node: Expression, context: Context) -> bool:
        """The truth of an #if: names that it merely tests may be missing."""
        before, self.needed = self.needed, False
        result = self.truth(node, context)
        self.needed = before
        return result

    def interpolate(self, block: Block, context: Context) -> str:
        """Render statements to a text."""
        out = Writer(self.budget)
        self.render(block, context, out)
        return out.text()

    def _interpolated(self, node: Interpolated, context: Context) -> str:
        text = self.interpolate(node.body, context)
        return text[:-1] if node.trim else text

    def _list(self, node: ListLiteral, context: Context) -> object:
        self.budget.items(len(node.items))
        return [self.value(item, context) for item in node.items]

    def _map(self, node: MapLiteral, context: Context) -> object:
        self.budget.items(len(node.pairs))
        return {freeze(self.value(key, context)): self.value(item, context) for key, item in node.pairs}

    def _range(self, node: Range, context: Context) -> object:
        first, last = self.value(node.first, context), self.value(node.last, context)
        start, end = narrowed(first), narrowed(last)
        if start is None or end is None:
            self.notes.warn(node.at, "A range needs a whole number at both ends; this one gives nothing.")
            return None
        size = abs(end - start) + 1
        if size > self.budget.limits.range_items:
            raise TemplateFault(
                f"A range has {size:,} items; the limit is {self.budget.limits.range_items:,}.", node.at
            )
        self.budget.items(size)
        return list(range(start, end + 1) if end > start else range(start, end - 1, -1))

    def _chain(self, node: Chain, context: Context) -> object:
        if node.operations[0].operator in ("||", "&&"):
            return self._logic(node, context)
        left = self.value(node.first, context)
        before: Expression | Operation = node.first
        for operation in node.operations:
            self.budget.step()
            right = self.value(operation.right, context)
            left = self._apply(operation, left, right, before)
            before = operation
        return left

    def _logic(self, node: Chain, context: Context) -> bool:
        """Short-circuit from left to right."""
        stops_at = node.operations[0].operator == "||"
        if self.truth(node.first, context) is stops_at:
            return stops_at
        for operation in node.operations:
            self.budget.step()
            if self.truth(operation.right, context) is stops_at:
                return stops_at
        return not stops_at

    def _apply(
        self, operation: Operation, left: object, right: object, before: Expression | Operation
    ) -> object:
        operator = operation.operator
        if operator in ("==", "!="):
            return self._equal(left, right) is (operator == "==")
        if operator in ("<", ">", "<=", ">="):
            return self._ordered(operation, left, right)
        if operator == "+" and (type(left) is str or type(right) is str):
            return self._joined(operation, left, right, before)
        if (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and is_number(left)
            and is_number(right)
        ):
            return calculate(operator, left, right, self.budget)
        return None

    def _joined(
        self, operation: Operation, left: object, right: object, before: Expression | Operation
    ) -> str:
        texts = [text_of(left, self.budget), text_of(right, self.budget)]
        if left is None:
            texts[0] = literal_of(before)
        if right is None:
            texts[1] = literal_of(operation.right)
        both = ["null" if text is None else text for text in texts]
        self.budget.text(len(both[0]) + len(both[1]))
        return both[0] + both[1]

    def _equal(self, left: object, right: object) -> bool:
        if (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and is_number(left)
            and is_number(right)
        ):
            return compare(left, right) == 0
        if left is not None and type(left) is type(right):
            return same(left, right, self.budget)
        return text_of(left, self.budget) == text_of(right, self.budget)

    def _ordered(self, operation: Operation, left: object, right: object) -> bool:
        if (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and is_number(left)
            and is_number(right)
        ):
            return holds(operation.operator, compare(left, right))
        if left is not None and right is not None and str in (type(left), type(right)):
            self.notes.warn(
                operation.at,
                f"“{operation.operator}” compares numbers only; with a text the answer is always no.",
            )
        return False

    def reference(self, node: Reference, context: Context) -> object:
        """The value of a reference; a missing one is noted unless it is quiet or only tested."""
        before = self.needed
        self.needed = before and not node.quiet
        value = context.get(node.name)
        if value is None and self.needed and context.argument(node.name) is None:
            self.notes.lacks(node.at, node.name)
        for step in node.path:
            if value is None:
                break
            told = len(self.notes.warnings)
            owner, value = value, self.access(value, step, node, context)
            if value is None and self.needed and told == len(self.notes.warnings):
                self._note_lost(node, step, owner)
        self.needed = before
        return value

    def _note_lost(self, node: Reference, step: Access, owner: object) -> None:
        reason = f"“{node.literal}” has no value; where it is printed, it stands as it is written."
        if isinstance(step, Method) and not methods.has_method(owner, step.name):
            reason = (
                f"“{node.literal}” calls “{step.name}”, which can't be used here; it stands as it is written."
            )
        self.notes.warn(node.at, reason, node.name)

    def access(self, value: object, step: Access, node: Reference, context: Context) -> object:
        """Take one step of a reference's path."""
        if isinstance(step, Property):
            return methods.prop(value, step.name)
        try:
            if isinstance(step, Index):
                return methods.index(self.budget, value, self.value(step.key, context))
            arguments = [self.value(argument, context) for argument in step.arguments]
            return methods.call(self.budget, value, step.name, arguments)
        except MethodFault as fault:
            raise refused(node, step, fault) from None


def refused(node: Reference, step: Access, fault: MethodFault) -> TemplateFault:
    """The error of a method or index that can't be carried out."""
    what = f"“{step.name}”" if isinstance(step, Method) else "“[ ]”"
    at = node.at if isinstance(step, Property) else step.at
    return TemplateFault(f"{what} in “{node.literal}” can't be carried out: {fault}.", at, node.name)


def literal_of(node: Expression | Operation) -> str:
    """What a null prints when it is joined to a text; of a chain only the last operand."""
    if isinstance(node, Chain):
        return node.operations[-1].literal
    return node.literal if isinstance(node, Operation | Reference | Group) else "null"
