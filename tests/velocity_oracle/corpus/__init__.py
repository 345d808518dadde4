"""Templates that must come out of our engine as they come out of Apache Velocity 1.7."""

from ue_console.rendering.result import Value

from .blocks import BLOCKS, LOOPS, MACROS
from .directives import CONDITIONS, SETTING
from .references import COMMENTS, ESCAPES, METHODS, REFERENCES, TOOLS
from .refused import REFUSED

VALUES: dict[str, Value] = {
    "name": "Ann Lee",
    "n": 3,
    "neg": -7,
    "big": 3000000000,
    "d": 1.5,
    "t": True,
    "f": False,
    "s": "5",
    "empty": "",
    "nothing": None,
    "m": {"k": "v", "size": 9, "1": "one", "in": {"a": [1, 2]}},
    "l": ["a", "b", "c"],
    "ll": [[1, 2.5], {"x": None}],
    "el": [],
    "emo": "a😀é",
    "date_x": "2024-02-29T13:05:09Z",
    "html": "<a href=\"x\">Tom & 'J' — ñ ÿ œ \x7f\x80</a>\n\t/\\",
}
"""The substitutions of every case."""

ALL = (
    *REFERENCES,
    *ESCAPES,
    *COMMENTS,
    *METHODS,
    *TOOLS,
    *SETTING,
    *CONDITIONS,
    *LOOPS,
    *MACROS,
    *BLOCKS,
    *REFUSED,
)
