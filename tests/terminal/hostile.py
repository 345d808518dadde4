"""Texts that would do something to a terminal, each with a marker of its own."""

from typing import Final

PAYLOADS: Final[dict[str, str]] = {
    "title": "\x1b]0;PWN01\x07",
    "icon": "\x1b]1;PWN02\x1b\\",
    "clipboard": "\x1b]52;c;UFdOMDM=\x07",
    "hyperlink": "\x1b]8;;http://pwn04.example/\x1b\\PWN04\x1b]8;;\x1b\\",
    "palette": "\x1b]4;1;rgb:ff/00/00\x1b\\PWN05",
    "notification": "\x1b]9;PWN06\x07",
    "colour": "\x1b[5;31mPWN07",
    "cursor": "\x1b[999;999HPWN08",
    "cursor up": "\x1b[4APWN09",
    "erase": "\x1b[2J\x1b[3JPWN10",
    "report": "\x1b[6n\x1b[cPWN11",
    "old screen": "\x1b[?47lPWN12",
    "keyboard": "\x1b[>31uPWN13",
    "scroll region": "\x1b[1;2rPWN14",
    "device control": "\x1bP+q504e\x1b\\PWN15",
    "tmux": "\x1bPtmux;\x1b\x1b]0;PWN16\x07\x1b\\",
    "application": "\x1b_Ga=T;UFdOMTc=\x1b\\PWN17",
    "privacy": "\x1b^PWN18\x1b\\",
    "string": "\x1bXPWN19\x1b\\",
    "reset": "\x1bcPWN20",
    "charset": "\x1b(0\x0ePWN21",
    "8 bit CSI": "\x9b999;999H\x9b2JPWN22",
    "8 bit OSC": "\x9d0;PWN23\x9c",
    "8 bit DCS": "\x90PWN24\x9c",
    "8 bit APC": "\x9fPWN25\x9c",
    "next line": "PWN26\x85ok",
    "bell": "PWN27\x07",
    "backspace": "PWN28\x08\x08\x08\x08\x08ok",
    "return": "PWN29\rok",
    "lines": "PWN30\nok\x0b\x0cok",
    "delete": "PWN31\x7f\x7fok",
    "null": "PWN32\x00\x01\x1a\x18ok",
    "bidi embedding": "PWN33\u202aa\u202bb\u202cc\u202dd\u202ee",
    "bidi isolate": "PWN34\u2066a\u2067b\u2068c\u2069d",
    "bidi marks": "PWN35\u061ca\u200eb\u200fc",
    "zero width": "PWN36\u200ba\u2060b\ufeffc",
    "separators": "PWN37\u2028a\u2029b",
    "entity": "PWN38&#27;]0;PWN38&#7;&#155;2J&#x202e;&NewLine;ok",
    "half an escape": "PWN39\x1b[38;2;1",
}
"""What it tries → the text. Markers are letters and digits, so that they show where drawn as text."""

SURROGATE: Final = "PWN40\ud83dok\ude00\udc9b2J"
"""Halves of surrogate pairs: JSON can bring them, UTF-8 has no form for them."""

MARKUP: Final = {
    "closing": "PWN50[/]",
    "unknown closing": "PWN51[/nothing]",
    "style": "PWN52[bold red]loud[/bold red]",
    "action": "PWN53[@click=app.quit]quit[/]",
    "link": "PWN54[link=http://pwn.example/]link[/link]",
    "half a tag": "PWN55[@click=app.quit(",
    "variable": "PWN56[$error]red[/] $$ {x}",
    "escaped": "PWN57\\[bold]",
}
"""What the widgets' own markup would take for orders."""

EVERYTHING: Final = {**PAYLOADS, **MARKUP}

ONE_LINE: Final = " ".join(EVERYTHING.values())
"""All of them in a row."""
