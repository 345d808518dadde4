"""Source to tree: the statements of Velocity 1.7, with its rules for blanks and line ends."""

from functools import lru_cache

from . import lexer
from .directives import DirectiveParser
from .nodes import Access, Block, Index, Program, Property
from .references import Head
from .scanner import Shared

CACHED = 500_000
"""Longest source, in characters, whose tree is kept for the next recipient."""


def parse(source: str, depth: int, nodes: int) -> Program:
    """Parse a whole template, or find it parsed.

    Args:
        source: The template.
        depth: Levels of nesting allowed.
        nodes: Tags and values allowed.

    Raises:
        TemplateFault: With the place and the reason in plain words.
    """
    return (_parse_cached if len(source) <= CACHED else _parse)(source, depth, nodes)


def _parse(source: str, depth: int, nodes: int) -> Program:
    return parse_part(source, Shared(depth_limit=depth, nodes_left=nodes), 0, exact=True)


_parse_cached = lru_cache(maxsize=32)(_parse)


def parse_part(source: str, shared: Shared, base: int, *, exact: bool) -> Program:
    """Parse a template that may stand inside another one, at ``base``."""
    body = Parser(source, base, exact, shared).template()
    return Program(body, shared.macros)


def ends_in_property(path: tuple[Access, ...]) -> bool:
    """Whether the last name of a path is a property's, indexes aside."""
    names = [step for step in path if not isinstance(step, Index)]
    return bool(names) and isinstance(names[-1], Property)


class Parser(DirectiveParser):
    """Reads statements; the classes below it read what stands inside them."""

    def subtemplate(self, text: str, base: int, exact: bool) -> Block:
        """Parse the inside of a ``"…"``."""
        return Parser(text, base, exact, self.shared).template()

    def template(self) -> Block:
        """Parse up to the end of the source."""
        body = self.block()
        if self.ended_by:
            raise self.fault(f"#{self.ended_by} has no #if or other block before it.", self.end_at)
        return body

    def block(self) -> Block:
        """Read statements up to #end, #else, #elseif or the end; ``ended_by`` tells which."""
        outer = self.nodes, self.texts
        self.nodes, self.texts = [], []
        self.ended_by = ""
        while self.pos < len(self.source) and not self.ended_by:
            self._statement()
        self.flush()
        block = tuple(self.nodes)
        self.nodes, self.texts = outer
        return block

    def _statement(self) -> None:
        """Read one statement or one run of text; blanks before ``#set`` belong to it."""
        match = lexer.SET.match(self.source, self.pos)
        if match:
            self.set_directive(match.end())
            return
        char = self.source[self.pos]
        if char == "$":
            self._dollar()
        elif char == "#":
            self._hash()
        elif char == "\\":
            self._backslashes()
        else:
            special = lexer.SPECIAL.search(self.source, self.pos)
            end = special.start() if special else len(self.source)
            self.text(self.source[self.pos : end])
            self.pos = end

    def _backslashes(self) -> None:
        """Read a run of backslashes: they escape references and known directives only."""
        match = lexer.BACKSLASHES.match(self.source, self.pos)
        end = match.end() if match else self.pos + 1
        following = self.source[end : end + 1]
        if following == "$":
            self._dollar()
            return
        run = self.source[self.pos : end]
        word = lexer.DIRECTIVE.match(self.source, end) if following == "#" else None
        if word is None:
            self.text(run)
            self.pos = end
        elif len(run) % 2:
            name = word.group(1) or word.group(2)
            self.text(run[: len(run) // 2] if name == "set" or self._is_known(name) else run)
            self.text(word.group())
            self.pos = word.end()
        else:
            self.text(run[: len(run) // 2] if self._halves(word.group(1), word.group(2)) else run)
            self.pos = end

    def _is_known(self, name: str) -> bool:
        return name in lexer.KEYWORDS or name in lexer.DIRECTIVES or name in self.shared.macros

    def _halves(self, plain: str | None, braced: str | None) -> bool:
        return self._is_known(plain) if plain else braced in lexer.KEYWORDS

    def _dollar(self) -> None:
        head = self.head()
        if not head.found:
            self._lone_dollar(head)
            return
        start = self.pos
        reference = self.reference(head)
        if head.bang_slashes:
            self.text(self._disarmed(start, head))
        else:
            self.add(reference)
        if not self.source.startswith("{", head.end):
            self._after_reference(ends_in_property(reference.path))

    def _disarmed(self, start: int, head: Head) -> str:
        brace_or_name = lexer.NAME.match(self.source, head.end)
        front = self.source[start : head.dollar + 1] + "\\" * (head.bang_slashes - 1) + "!"
        return front + (brace_or_name.group() if brace_or_name else "{")

    def _lone_dollar(self, head: Head) -> None:
        """Read a ``$`` without a name: text, with the oddities of the original."""
        text = self.source[self.pos : head.end]
        self.pos = head.end
        if self.pos == len(self.source):
            raise self.fault("A “$” can't be the last character of a template.", head.dollar)
        if lexer.SET.match(self.source, self.pos) or self.peek("#*"):
            return
        word = lexer.DIRECTIVE.match(self.source, self.pos)
        if word and (word.group(1) or word.group(2)) in lexer.KEYWORDS:
            return
        if self.source[self.pos] in "{[.":
            self.text(text)
        else:
            self.text("".join(part for part in lexer.SPECIAL_TEXT.findall(text) if part[-1] != "\\"))
        if word:
            self.call(f"#{word.group(1) or word.group(2)}", word.end(), self.pos)

    def _after_reference(self, is_property: bool) -> None:
        """Read on in the state of a reference that has no braces, where some characters mean more.

        A name goes on as text, without its path. ``{`` starts a second reference that prints
        only the brace. After a property, ``##`` starts no comment.
        """
        while lexer.NAME.match(self.source, self.pos):
            self.text(self.name())
            is_property = ends_in_property(self.path())
        if self.peek("{"):
            self._brace_after_reference()
        elif self.peek("}"):
            self.text("}")
            self.pos += 1
        elif is_property and self.peek("##"):
            if self.pos + 2 == len(self.source):
                raise self.fault("A “#” can't be the last character of a template.")
            self.text("##")
            self.pos += 2

    def _brace_after_reference(self) -> None:
        start = self.pos
        self.pos += 1
        if self.source[self.pos : self.pos + 1] in ("$", "\\"):
            head = self.head() if lexer.REFERENCE_AHEAD.match(self.source, self.pos) else None
            self.pos = head.end if head and head.found else self.pos
        if not lexer.NAME.match(self.source, self.pos):
            self.text("{")
            self.pos = start + 1
            return
        self.name()
        self.path()
        self.expect("}", "where a “{” right after a reference ends")
        self.text("{")

    def _hash(self) -> None:
        source, start = self.source, self.pos
        if source.startswith("##", start):
            self._comment(start)
        elif source.startswith("#[[", start):
            self._raw(start)
        elif source.startswith("#*", start):
            end = source.find("*#", start + 2)
            self.pos = len(source) if end < 0 else end + 2
        elif match := lexer.DIRECTIVE.match(source, start):
            self.directive(match.group(1) or match.group(2), match.end())
        elif start + 1 == len(source):
            raise self.fault("A “#” can't be the last character of a template.")
        else:
            match = lexer.MORE_DOLLARS.match(source, start + 1)
            self.pos = match.end() if match else start + 1
            self.text(source[start : self.pos])

    def _comment(self, start: int) -> None:
        match = lexer.LINE_BREAK.search(self.source, start + 2)
        self.pos = match.end() if match else len(self.source)
        if match is None and self.source.endswith(("#", "$", "$!"), start + 2):
            raise self.fault("A comment that ends the template can't end in “#” or “$”.", start)

    def _raw(self, start: int) -> None:
        end = self.source.find("]]#", start + 3)
        if end < 0:
            raise self.fault("#[[ has no ]]# after it.")
        self.text(self.source[start + 3 : end])
        self.pos = end + 3
