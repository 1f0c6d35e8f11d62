"""Words from locales/. Texts are HTML with every variable escaped; labels are plain."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, parse

from domain.errors import ConfigError
from domain.users import Language

LOCALES = Path(__file__).parent.parent / "locales"

Param = str | int | float

Pieces = tuple[tuple[str, bool], ...]
"""Of a message: words, or (True) the name of a parameter that stands there."""

FORMATTED_KEPT = 5_000
"""Texts with numbers, plurals or other texts in them kept ready; they take 50 times as long as
those that are only put together (measured by bench/updates.py)."""

LONG_VALUE = 200
"""Characters. Fluent refuses long placeables (its guard against expansion bombs), so long values
are put in after formatting, at a mark of private-use characters that no keyboard types."""


class Html(str):
    """A parameter that is HTML already: it is put in as it is."""

    __slots__ = ()


class Translator:
    """One language. `t(key, name=...)` gives HTML, `t.plain(key)` a button's label."""

    def __init__(self, language: Language, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle
        self._pieces: dict[str, Pieces | None] = {}
        self._formatted: dict[tuple[str, tuple[tuple[str, Param], ...]], str] = {}

    def __call__(self, key: str, **params: Param) -> str:
        """Text for parse mode HTML; string parameters are data and are escaped."""
        return self._format(key, {name: _escaped(value) for name, value in params.items()})

    def plain(self, key: str, **params: Param) -> str:
        """Text for places that know no markup: buttons, alerts, the command line."""
        return self._format(key, params)

    def has(self, key: str) -> bool:
        return bool(self._bundle.has_message(key))

    def _format(self, key: str, params: dict[str, Param]) -> str:
        if key not in self._pieces:
            self._pieces[key] = _pieces(self._bundle.get_message(key).value)
        put_in = _filled(self._pieces[key], params)
        return self._computed(key, params) if put_in is None else put_in

    def _computed(self, key: str, params: dict[str, Param]) -> str:
        known = key, tuple(params.items())
        text = self._formatted.get(known)
        if text is None:
            if len(self._formatted) >= FORMATTED_KEPT:
                self._formatted.clear()
            text = self._formatted[known] = self._resolve(key, params)
        return text

    def _resolve(self, key: str, params: dict[str, Param]) -> str:
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


def _pieces(pattern: Any) -> Pieces | None:
    """None where the text depends on more than the names put into it (plurals, terms)."""
    pieces: list[tuple[str, bool]] = []
    for element in getattr(pattern, "elements", [pattern]):
        match element:
            case ast.TextElement():
                pieces.append((element.value, False))
            case ast.Placeable(expression=ast.VariableReference(id=name)):
                pieces.append((name.name, True))
            case _:
                return None
    return tuple(pieces)


def _filled(pieces: Pieces | None, params: Mapping[str, Param]) -> str | None:
    """Ten times as fast as Fluent, which is to format numbers and to find what is missing."""
    whole: list[str] = []
    for piece, is_name in pieces or ():
        value = params.get(piece) if is_name else piece
        if not isinstance(value, str):
            return None
        whole.append(value)
    return "".join(whole) if pieces else None


@cache
def translator(language: Language) -> Translator:
    bundle = FluentBundle([language.value], use_isolating=False)
    for path in _files(language):
        bundle.add_resource(_resource(path))
    return Translator(language, bundle)


def _files(language: Language) -> list[Path]:
    return sorted((LOCALES / language.value).glob("*.ftl"))


@cache
def _resource(path: Path) -> ast.Resource:
    """Read once: the files take longer to read than all else at a start but the imports.

    Without where each word stands, which would be half of the memory of it all.
    """
    return FluentParser(with_spans=False).parse(path.read_text("utf-8"))


def _checked(path: Path) -> ast.Resource:
    """Raises ConfigError naming the line that Fluent could not read."""
    resource = _resource(path)
    if any(isinstance(entry, ast.Junk) for entry in resource.body):
        line = _first_unread(path.read_text("utf-8"))
        raise ConfigError(f"locales: {path.name}:{line}: not a Fluent message")
    return resource


def _first_unread(text: str) -> int:
    """The number of the line where the first such entry begins."""
    spans = [entry.span for entry in parse(text).body if isinstance(entry, ast.Junk)]
    return text[: spans[0].start].count("\n") + 1 if spans[0] else 1


def message_keys(language: Language) -> dict[str, frozenset[str]]:
    """Keys of one language with the variables that each message uses."""
    keys: dict[str, frozenset[str]] = {}
    for path in _files(language):
        for entry in _checked(path).body:
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
