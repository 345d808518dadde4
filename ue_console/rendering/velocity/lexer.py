"""The words of the language as compiled patterns, each of them linear in its input.

Of Velocity's own lexical states only what matters is kept: text, directive (blanks and
operators) and the tail of a reference.
"""

import re

SPECIAL = re.compile(r"[$#\\]")
BACKSLASHES = re.compile(r"\\+")
BLANKS = re.compile(r"[ \t\r\n]*")
END_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
LINE_BREAK = re.compile(r"\r\n|\n|\r")

SET = re.compile(r"[ \t]*#(?:set|\{set\}) *\(")
DIRECTIVE = re.compile(r"#(?:([A-Za-z_@][A-Za-z0-9_@]*)|\{([A-Za-z_][A-Za-z0-9_@]*)\})")
OPEN_PARENTHESIS = re.compile(r"[ \t\r\n]*\(")

DOLLAR = re.compile(r"\$(?:(\\*)!)?")
MORE_DOLLARS = re.compile(r"\\*(?=\$)")
REFERENCE_AHEAD = re.compile(r"\\*\$")
NAME_AHEAD = re.compile(r"\{?(?=[A-Za-z_])")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
PROPERTY = re.compile(r"\.(?=[A-Za-z])")
SPECIAL_TEXT = re.compile(r"\\+\$?|\$|#")

WORD = re.compile(r"[A-Za-z_@][A-Za-z0-9_@]*")
FLOAT = re.compile(
    r"-?(?:[0-9]+\.(?!\.)[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)"
)
INTEGER = re.compile(r"-?[0-9]+")
DOUBLE_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
SINGLE_QUOTED = re.compile(r"'[^']*(?:''[^']*)*'")
UNICODE_ESCAPE = re.compile(r"\\u(?:([0-9A-Fa-f]{4}))?")
OPERATOR = re.compile(
    r"-(?![0-9]|\.[0-9])|[+*/%]|&&|\|\||<=|>=|==|!=|<|>"
    r"|(?:and|or|lt|le|gt|ge|eq|ne)(?![A-Za-z0-9_@])"
)
NOT = re.compile(r"!(?!=)|not(?![A-Za-z0-9_@])")
RANGE_DOTS = re.compile(r"[ \t\r\n]*\.\.")

LEVELS = {
    "||": 1, "or": 1, "&&": 2, "and": 2, "==": 3, "eq": 3, "!=": 3, "ne": 3,
    "<": 4, "lt": 4, ">": 4, "gt": 4, "<=": 4, "le": 4, ">=": 4, "ge": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
"""How tightly each operator binds."""

CANONICAL = {"or": "||", "and": "&&", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}

KEYWORDS = frozenset({"if", "elseif", "else", "end"})
BLOCK_DIRECTIVES = frozenset({"foreach", "macro", "define", "literal"})
DIRECTIVES = BLOCK_DIRECTIVES | {"include", "parse", "evaluate", "break", "stop"}
"""The directives that are no keywords of the grammar (``#set`` is one)."""
