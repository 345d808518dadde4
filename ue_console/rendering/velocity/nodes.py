"""The tree that the parser makes: immutable, shared by all renders of one source.

``at`` is always an offset into the outermost source, for the place of a problem.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Text that is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a boolean or a text without interpolation."""

    value: object


@dataclass(frozen=True, slots=True)
class Interpolated:
    """A ``"…"`` text with tags in it."""

    body: "Block"
    trim: bool
    """Whether a space was added at the end for parsing and must go."""


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """``[a, b]``."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class MapLiteral:
    """``{k: v}``."""

    pairs: "tuple[tuple[Expression, Expression], ...]"


@dataclass(frozen=True, slots=True)
class Range:
    """``[first..last]``."""

    first: "Expression"
    last: "Expression"
    at: int


@dataclass(frozen=True, slots=True)
class Not:
    """``!x``."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Group:
    """``(x)``."""

    inner: "Expression"
    literal: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operator and its right side within a chain."""

    operator: str
    right: "Expression"
    literal: str
    """The source of the right side, blanks included: what a null prints in ``+``."""
    at: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one precedence, applied from left to right."""

    first: "Expression"
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """``.name`` after a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """``.name(…)`` after a value."""

    name: str
    arguments: "tuple[Expression, ...]"
    at: int


@dataclass(frozen=True, slots=True)
class Index:
    """``[…]`` after a value."""

    key: "Expression"
    at: int


Access: TypeAlias = Property | Method | Index


@dataclass(frozen=True, slots=True)
class Reference:
    """``$name`` with what follows it."""

    name: str
    path: tuple[Access, ...]
    literal: str
    """The source without escapes: what prints when there is no value."""
    at: int
    quiet: bool = False
    escaped: bool = False
    escapes: str = ""
    """Half the backslashes before ``$``."""
    more: str = ""
    """Text stuck to the front, such as the first ``$`` of ``$$name``."""


Expression: TypeAlias = (
    Constant | Interpolated | ListLiteral | MapLiteral | Range | Not | Group | Chain | Reference
)


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word among the arguments of a directive."""

    text: str


@dataclass(frozen=True, slots=True)
class If:
    """``#if``: conditions with their blocks, then the block of ``#else``."""

    branches: "tuple[tuple[Expression, Block], ...]"
    otherwise: "Block"


@dataclass(frozen=True, slots=True)
class Set:
    """``#set``; ``settable`` is False for ``${x}`` and ``$!x``, which Velocity 1.7 ignores."""

    target: Reference
    value: Expression
    settable: bool


@dataclass(frozen=True, slots=True)
class Foreach:
    """``#foreach``; ``items`` is None when the directive lacks its list."""

    variable: str
    items: Expression | None
    body: "Block"
    at: int


@dataclass(frozen=True, slots=True)
class Define:
    """``#define($name)``: a block kept for later."""

    name: str
    body: "Block"
    at: int


@dataclass(frozen=True, slots=True)
class Macro:
    """``#macro``; its call renders ``body``, the directive itself nothing."""

    name: str
    parameters: tuple[str, ...]
    body: "Block"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a macro, or text that only looks like one."""

    name: str
    arguments: tuple[Expression | Word, ...]
    literal: str
    at: int
    body: "Block | None" = None
    """What ``#@name()`` hands over as ``$bodyContent``."""


@dataclass(frozen=True, slots=True)
class Break:
    """``#break``, with the scope to leave if one is named."""

    scope: Expression | None
    at: int


@dataclass(frozen=True, slots=True)
class Stop:
    """``#stop``."""


@dataclass(frozen=True, slots=True)
class Evaluate:
    """``#evaluate``: a text rendered as a template."""

    source: Expression
    at: int


Statement: TypeAlias = Text | Reference | If | Set | Foreach | Define | Macro | Call | Break | Stop | Evaluate
Block: TypeAlias = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A parsed template."""

    body: Block
    macros: dict[str, Macro] = field(default_factory=dict)
    """By name; of several definitions the first one counts."""
