"""Words from locales/. Texts are HTML with every variable escaped; labels are plain."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel.numbers import format_decimal
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, parse

from domain.errors import ConfigError
from domain.people.users import Language
from ui.english_names import english_trades, latin_names

LOCALES = Path(__file__).parent.parent / "locales"

Param = str | int | float

Pieces = tuple[tuple[str, bool], ...]
"""Of a message: words, or (True) the name of a parameter that stands there."""

FORMATTED_KEPT = 5_000
"""Texts with numbers, plurals or other texts in them kept ready; they take 50 times as long as
those that are only put together (measured by bench/updates.py)."""

NUMBERS_KEPT = 1_000
"""Counts stand beside names that differ, in texts that nobody else gets; to format one takes
longer than to put all of its text together."""

LONG_VALUE = 200
"""Characters. Fluent refuses long placeables (its guard against expansion bombs), so long values
are put in after formatting, at a mark of private-use characters that no keyboard types."""


ONE_LINE = re.compile(
    r"^(?P<key>[a-z][\w-]*) *= *(?P<text>(?:[^\n{}]|\{ *\$[a-z][\w-]* *\})+)\n"
    # An indented line, even after empty ones, would go on with the text or add an attribute.
    r"(?=\n*(?:[a-z#-]|\Z))",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
"""A message that is words and parameters on one line: nine of ten. Fluent's own parser takes
forty times as long for them (0.13 s of a start)."""

QUOTATION_MARK = re.compile("[«»]")
INNER = {"«": "„", "»": "“"}

PARAMETER = re.compile(r"\{ *\$([\w-]+) *\}", re.ASCII)


class Html(str):
    """A parameter that is HTML already: it is put in as it is."""

    __slots__ = ()


class Translator:
    """One language. `t(key, name=...)` gives HTML, `t.plain(key)` a button's label."""

    def __init__(
        self,
        language: Language,
        plain: Mapping[str, Pieces],
        bundle: FluentBundle,
        toponyms: Mapping[str, str] | None = None,
        trades: Mapping[str, str] | None = None,
    ) -> None:
        """`bundle` has the messages that are more than the pieces of `plain` put together."""
        self.language = language
        self._toponyms = toponyms or {}
        self._trades = trades or {}
        self._plain = plain
        self._bundle = bundle
        self._formatted: dict[tuple[str, tuple[tuple[str, Param], ...]], str] = {}

    def __call__(self, key: str, **params: Param) -> str:
        """Text for parse mode HTML; string parameters are data and are escaped."""
        return self._format(key, {name: _escaped(value) for name, value in params.items()})

    def plain(self, key: str, **params: Param) -> str:
        """Text for places that know no markup: buttons, alerts, the command line."""
        return self._format(key, params)

    def toponym(self, name: str) -> str:
        """A town or a region, named in Russian, in the letters of the language if it is known."""
        return self._toponyms.get(name, name)

    def trade(self, title: str) -> str:
        """A trade as a card writes it, in the language if it is known there."""
        return self._trades.get(title.casefold(), title)

    def has(self, key: str) -> bool:
        return key in self._plain or bool(self._bundle.has_message(key))

    def _format(self, key: str, params: dict[str, Param]) -> str:
        put_in = _filled(self._plain.get(key), params)
        text = self._computed(key, params) if put_in is None else put_in
        return nested(text) if text.count("«") > 1 else text

    def _computed(self, key: str, params: dict[str, Param]) -> str:
        known = key, tuple(params.items())
        text = self._formatted.get(known)
        if text is None:
            if len(self._formatted) >= FORMATTED_KEPT:
                self._formatted.clear()
            text = self._formatted[known] = self._resolve(key, params)
        return text

    def _resolve(self, key: str, params: dict[str, Param]) -> str:
        pieces = self._plain.get(key)
        return self._by_fluent(key, params) if pieces is None else self._put(key, pieces, params)

    def _put(self, key: str, pieces: Pieces, params: dict[str, Param]) -> str:
        missing = [piece for piece, is_name in pieces if is_name and piece not in params]
        if missing:
            raise ConfigError(f"locales/{self.language}: {key}: no {missing[0]}")
        values = (params[piece] if is_name else piece for piece, is_name in pieces)
        return "".join(
            value if isinstance(value, str) else _decimal(value, self.language) for value in values
        )

    def _by_fluent(self, key: str, params: dict[str, Param]) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise ConfigError(f"locales/{self.language}: {key}: has no text")
        marks = {
            f"\ue000{name}\ue001": value
            for name, value in params.items()
            if isinstance(value, str) and len(value) > LONG_VALUE
        }
        short = {name: f"\ue000{name}\ue001" for name in params if f"\ue000{name}\ue001" in marks}
        text, errors = self._bundle.format_pattern(pattern, {**params, **short})
        if errors:
            raise ConfigError(f"locales/{self.language}: {key}: {errors[0]}")
        whole = str(text)
        for mark, value in marks.items():
            whole = whole.replace(mark, value)
        return whole


@lru_cache(maxsize=NUMBERS_KEPT)
def _decimal(value: float, language: Language) -> str:
    return str(format_decimal(value, locale=language.value))


def nested(text: str) -> str:
    """Quotation marks within others are „these“, where all are in pairs."""
    depth = 0
    is_paired = True

    def inner(found: re.Match[str]) -> str:
        nonlocal depth, is_paired
        mark = found[0]
        depth += 1 if mark == "«" else -1
        is_paired &= depth >= 0
        is_inner = depth > 1 if mark == "«" else depth > 0
        return INNER[mark] if is_inner else mark

    told = QUOTATION_MARK.sub(inner, text)
    return told if is_paired and not depth else text


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


def _line_pieces(text: str) -> Pieces:
    """As `_pieces`, of the text of ONE_LINE."""
    parts = PARAMETER.split(text.rstrip(" "))
    return tuple((part, bool(n % 2)) for n, part in enumerate(parts) if part)


def _filled(pieces: Pieces | None, params: Mapping[str, Param]) -> str | None:
    """Ten times as fast as Fluent, which is to format numbers and to find what is missing."""
    whole: list[str] = []
    for piece, is_name in pieces or ():
        value = params.get(piece) if is_name else piece
        if not isinstance(value, str):
            return None
        whole.append(value)
    return "".join(whole) if pieces else None


@dataclass(frozen=True, slots=True)
class _File:
    """Of locales/. `entries` are those that only Fluent can put into words."""

    plain: Mapping[str, Pieces]
    entries: tuple[ast.EntryType, ...]
    is_broken: bool


@cache
def translator(language: Language) -> Translator:
    bundle = FluentBundle([language.value], use_isolating=False)
    plain: dict[str, Pieces] = {}
    for file in map(_read, _files(language)):
        plain.update(file.plain)
        bundle.add_resource(ast.Resource(list(file.entries)))
    if language is not Language.EN:
        return Translator(language, plain, bundle)
    return Translator(language, plain, bundle, latin_names(), english_trades())


def _files(language: Language) -> list[Path]:
    return sorted((LOCALES / language.value).rglob("*.ftl"))


@cache
def _read(path: Path) -> _File:
    """Fluent's nodes, which are large, are kept for those few messages that are not plain."""
    text = path.read_text("utf-8")
    plain = {one["key"]: _line_pieces(one["text"]) for one in ONE_LINE.finditer(text)}
    entries: list[ast.EntryType] = []
    body = FluentParser(with_spans=False).parse(ONE_LINE.sub("", text)).body
    for entry in body:
        pieces = _pieces(entry.value) if isinstance(entry, ast.Message) else None
        if isinstance(entry, ast.Message) and pieces is not None:
            plain[entry.id.name] = pieces
        elif not isinstance(entry, ast.BaseComment):
            entries.append(entry)
    return _File(plain, tuple(entries), any(isinstance(entry, ast.Junk) for entry in body))


def _checked(path: Path) -> _File:
    """Raises ConfigError naming the line that Fluent could not read."""
    file = _read(path)
    if file.is_broken:
        line = _first_unread(path.read_text("utf-8"))
        raise ConfigError(f"locales: {path.name}:{line}: not a Fluent message")
    return file


def _first_unread(text: str) -> int:
    """The number of the line where the first such entry begins."""
    spans = [entry.span for entry in parse(text).body if isinstance(entry, ast.Junk)]
    return text[: spans[0].start].count("\n") + 1 if spans[0] else 1


def message_keys(language: Language) -> dict[str, frozenset[str]]:
    """Keys of one language with the variables that each message uses."""
    keys: dict[str, frozenset[str]] = {}
    for path in _files(language):
        file = _checked(path)
        for key, pieces in file.plain.items():
            keys[key] = frozenset(piece for piece, is_name in pieces if is_name)
        for entry in file.entries:
            if isinstance(entry, ast.Message):
                keys[entry.id.name] = frozenset(_variables(entry))
    return keys


def check_locales() -> None:
    """Raises ConfigError when the languages differ in keys or in a message's variables."""
    base = message_keys(Language.RU)
    for language in (one for one in Language if one is not Language.RU):
        keys = message_keys(language)
        missing = sorted(base.keys() ^ keys.keys())
        if missing:
            raise ConfigError(f"locales/{language}: keys not in both languages: {missing}")
        uneven = sorted(key for key in base if base[key] != keys[key])
        if uneven:
            raise ConfigError(f"locales/{language}: other variables than in ru: {uneven}")


def labels(key: str) -> frozenset[str]:
    """A label in every language: a keyboard may be older than the choice of language."""
    return frozenset(translator(language).plain(key) for language in Language)


def _variables(node: object) -> set[str]:
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    found: set[str] = set()
    if isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            for child in value if isinstance(value, list) else [value]:
                found |= _variables(child)
    return found


def _escaped(value: Param) -> Param:
    if isinstance(value, str) and not isinstance(value, Html):
        return html.escape(value)
    return value
