"""Recipients typed, pasted or imported, with their substitutions and metadata."""

from ue_console.services.recipients.files import decode, parse, read_file, read_text
from ue_console.services.recipients.lines import parse_lines
from ue_console.services.recipients.objects import parse_json
from ue_console.services.recipients.parsed import Parsed, RowProblem, check_whole, left_out
from ue_console.services.recipients.table import find_delimiter, parse_table
from ue_console.services.recipients.typed import TypedLines
from ue_console.services.recipients.written import to_line, to_lines

__all__ = [
    "Parsed",
    "RowProblem",
    "TypedLines",
    "check_whole",
    "decode",
    "find_delimiter",
    "left_out",
    "parse",
    "parse_json",
    "parse_lines",
    "parse_table",
    "read_file",
    "read_text",
    "to_line",
    "to_lines",
]
