"""Which substitutions a template mentions, found without rendering it."""

from collections.abc import Callable, Iterable

from .nodes import (
    Block,
    Break,
    Call,
    Chain,
    Define,
    Evaluate,
    Foreach,
    Group,
    If,
    Index,
    Interpolated,
    ListLiteral,
    Macro,
    MapLiteral,
    Method,
    Not,
    Program,
    Range,
    Reference,
    Set,
)

LOOP_NAMES = frozenset({"foreach", "velocityCount", "velocityHasNext"})


def mentioned(program: Program) -> tuple[str, ...]:
    """Names in order of first mention, without those that the template itself has set by then."""
    finder = _Finder(program)
    finder.block(program.body)
    return tuple(finder.found)


class _Finder:
    def __init__(self, program: Program) -> None:
        self.found: dict[str, None] = {}
        self._macros = program.macros
        self._own: set[str] = set()
        self._visitors: dict[type, Callable[..., None]] = {
            Reference: self._reference,
            Interpolated: lambda node: self.block(node.body),
            ListLiteral: lambda node: self._all(node.items),
            MapLiteral: lambda node: self._all([part for pair in node.pairs for part in pair]),
            Range: lambda node: self._all((node.first, node.last)),
            Not: lambda node: self._visit(node.operand),
            Group: lambda node: self._visit(node.inner),
            Chain: lambda node: self._all((node.first, *(each.right for each in node.operations))),
            If: self._if,
            Set: self._set,
            Foreach: self._foreach,
            Define: self._define,
            Macro: lambda node: self._scoped(node.body, {*node.parameters, "bodyContent"}),
            Call: self._call,
            Break: lambda node: self._visit(node.scope),
            Evaluate: lambda node: self._visit(node.source),
        }

    def block(self, block: Block) -> None:
        """Visit statements in their order."""
        self._all(block)

    def _all(self, nodes: Iterable[object]) -> None:
        for node in nodes:
            self._visit(node)

    def _visit(self, node: object) -> None:
        visitor = self._visitors.get(type(node))
        if visitor is not None:
            visitor(node)

    def _scoped(self, block: Block, names: set[str]) -> None:
        """Visit a block in which ``names`` belong to the template."""
        added = names - self._own
        self._own |= added
        self.block(block)
        self._own -= added

    def _reference(self, node: Reference) -> None:
        if node.name not in self._own:
            self.found.setdefault(node.name)
        self._path(node)

    def _path(self, node: Reference) -> None:
        for step in node.path:
            if isinstance(step, Method):
                self._all(step.arguments)
            elif isinstance(step, Index):
                self._visit(step.key)

    def _if(self, node: If) -> None:
        for condition, block in node.branches:
            self._visit(condition)
            self.block(block)
        self.block(node.otherwise)

    def _set(self, node: Set) -> None:
        self._visit(node.value)
        if node.target.path:
            self._reference(node.target)
        else:
            self._own.add(node.target.name)

    def _foreach(self, node: Foreach) -> None:
        self._visit(node.items)
        self._scoped(node.body, {node.variable, *LOOP_NAMES})

    def _define(self, node: Define) -> None:
        self.block(node.body)
        self._own.add(node.name)

    def _call(self, node: Call) -> None:
        if node.name in self._macros:
            self._all(node.arguments)
            self.block(node.body or ())
