"""Files of locales/: what each message is made of. Fluent reads one when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from fluent.syntax import FluentParser, ast, parse

from domain.errors import ConfigError

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.runtime.resolver import Message

Pieces = tuple[tuple[str, bool], ...]
"""Parts of a message: words, or (True) the name of a parameter that stands there."""

NAME = r"[a-z][\w-]*+"
PUT_IN = rf"\{{ *\${NAME} *\}}"
KEY = rf"\[ *+(?:{NAME}|-?[0-9]++(?:\.[0-9]++)?+) *+\]"
CASE = rf"{KEY} *+(?:[^\n{{}}]++|{PUT_IN}|\{{ *\"\" *\}})++"
CASES = rf"(?:\n *+{CASE})*+\n *+\*{CASE}(?:\n *+{CASE})*+"
CHOICE = rf"\{{ *\${NAME} *-> *{CASES}\n *+\}}"
LINE = rf"(?:[^\n{{}}]++|{PUT_IN}|{CHOICE})++"
NEXT_LINE = rf"\n++ ++(?![\[*.}}]){LINE}"

MESSAGE = re.compile(
    rf"^(?P<key>{NAME}) *+= *+(?P<text>{LINE}(?:{NEXT_LINE})*+|(?:{NEXT_LINE})++)\n"
    # An indented line, even after empty ones, would go on with the text or add an attribute.
    r"(?=\n*(?:[a-z#-]|\Z))",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
"""A message that is words, parameters and choices with a line for each case: all those shipped.
Fluent's own parser takes forty times as long to see that they are sound (0.2 s of a start)."""

COMMENT = re.compile(r"^#{1,3}(?: .*)?\n", re.MULTILINE)

PARAMETER = re.compile(r"\{ *\$([\w-]+) *\}", re.ASCII)

USED = re.compile(r"\{ *\$([\w-]+)", re.ASCII)
"""A parameter, put in or chosen by."""

CHOOSING = re.compile(r"\{ *\$[\w-]+ *->", re.ASCII)


@dataclass(frozen=True, slots=True)
class File:
    """A file of locales/. `choices` are sources of sound messages, `entries` what Fluent had to
    read."""

    plain: Mapping[str, Pieces]
    choices: Mapping[str, str]
    entries: tuple[ast.EntryType, ...] = ()

    @property
    def is_broken(self) -> bool:
        return any(isinstance(entry, ast.Junk) for entry in self.entries)

    def keys(self) -> dict[str, frozenset[str]]:
        """The keys of all messages, and the variables that each of them uses."""
        plain = {
            key: frozenset(piece for piece, is_name in pieces if is_name)
            for key, pieces in self.plain.items()
        }
        choices = {key: frozenset(USED.findall(source)) for key, source in self.choices.items()}
        return plain | choices | {one.id.name: _variables(one) for one in _messages(self.entries)}


@cache
def read(path: Path) -> File:
    plain: dict[str, Pieces] = {}
    choices: dict[str, str] = {}

    def taken(found: re.Match[str]) -> str:
        if CHOOSING.search(found["text"]):
            choices[found["key"]] = found[0]
        else:
            plain[found["key"]] = _pieces_of_text(found["text"])
        return ""

    rest = MESSAGE.sub(taken, path.read_text("utf-8"))
    if not COMMENT.sub("", rest).strip("\n"):
        return File(plain, choices)
    body = FluentParser(with_spans=False).parse(rest).body
    entries: list[ast.EntryType] = []
    for entry in body:
        pieces = _pieces(entry.value) if isinstance(entry, ast.Message) else None
        if isinstance(entry, ast.Message) and pieces is not None:
            plain[entry.id.name] = pieces
        elif not isinstance(entry, ast.BaseComment):
            entries.append(entry)
    return File(plain, choices, tuple(entries))


def checked(path: Path) -> File:
    """Raises ConfigError naming the line that Fluent could not read."""
    file = read(path)
    if file.is_broken:
        line = _first_unread(path.read_text("utf-8"))
        raise ConfigError(f"locales: {path.name}:{line}: not a Fluent message")
    return file


class Computed:
    """Those messages of a language that only Fluent can put into words, read when asked for."""

    def __init__(self, language: str, files: Iterable[File]) -> None:
        self._language = language
        self._files = tuple(files)
        self._sources = {
            key: source for file in reversed(self._files) for key, source in file.choices.items()
        }
        self._others = {one.id.name for file in self._files for one in _messages(file.entries)}
        self._reading = Lock()
        self._bundle: FluentBundle | None = None

    def has(self, key: str) -> bool:
        return key in self._sources or key in self._others

    def format(self, key: str, params: Mapping[str, Any]) -> tuple[str, list[Exception]] | None:
        """The text and what is wrong with it; None for a message that has none."""
        bundle = self.prepare()
        pattern = self._read(bundle, key).value
        if pattern is None:
            return None
        text, errors = bundle.format_pattern(pattern, dict(params))
        return str(text), errors

    def prepare(self) -> FluentBundle:
        """Fluent itself, and what it reads of the language: 30 ms the first time, so call it in a
        thread before somebody waits for a text."""
        with self._reading:
            self._bundle = self._bundle or self._made()
        return self._bundle

    def _made(self) -> FluentBundle:
        from fluent.runtime import FluentBundle  # noqa: PLC0415  (not before the first answer)

        bundle = FluentBundle([self._language], use_isolating=False)
        for file in self._files:
            bundle.add_resource(ast.Resource(list(file.entries)))
            if file.entries:
                # Terms and what else is out of the ordinary: they may name any other message.
                for source in file.choices.values():
                    bundle.add_resource(FluentParser(with_spans=False).parse(source))
        return bundle

    def _read(self, bundle: FluentBundle, key: str) -> Message:
        with self._reading:
            if not bundle.has_message(key) and key in self._sources:
                bundle.add_resource(FluentParser(with_spans=False).parse(self._sources[key]))
            return bundle.get_message(key)


def _messages(entries: Iterable[ast.EntryType]) -> list[ast.Message]:
    return [entry for entry in entries if isinstance(entry, ast.Message)]


def _pieces_of_text(text: str) -> Pieces:
    """The pieces (`_pieces`) of a message's text without the indentation that its lines share."""
    first, *others = text.split("\n")
    indent = min((len(line) - len(line.lstrip(" ")) for line in others if line), default=0)
    whole = "\n".join([first, *(line[indent:] for line in others)]) if others else text
    parts = PARAMETER.split(whole.lstrip("\n").rstrip(" "))
    return tuple((part, bool(n % 2)) for n, part in enumerate(parts) if part)


def _pieces(pattern: ast.Pattern | None) -> Pieces | None:
    """None where the text depends on more than the names put into it (plurals, terms)."""
    if pattern is None:
        return None
    pieces: list[tuple[str, bool]] = []
    for element in pattern.elements:
        match element:
            case ast.TextElement():
                pieces.append((element.value, False))
            case ast.Placeable(expression=ast.VariableReference(id=name)):
                pieces.append((name.name, True))
            case _:
                return None
    return tuple(pieces)


def _first_unread(text: str) -> int:
    """The number of the line where the first such entry begins."""
    spans = [entry.span for entry in parse(text).body if isinstance(entry, ast.Junk)]
    return text[: spans[0].start].count("\n") + 1 if spans[0] else 1


def _variables(node: object) -> frozenset[str]:
    if isinstance(node, ast.VariableReference):
        return frozenset({node.id.name})
    found: set[str] = set()
    if isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            for child in value if isinstance(value, list) else [value]:
                found |= _variables(child)
    return frozenset(found)
