"""Words from locales/. Texts are HTML with every variable escaped; labels are plain."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from babel.numbers import format_decimal

from domain.errors import ConfigError
from domain.people.users import Language
from ui.words.english_names import english_trades, latin_names
from ui.words.messages import Computed, Pieces, checked, read

LOCALES = Path(__file__).parent.parent / "locales"

Param = str | int | float

FORMATTED_KEPT = 5_000
"""Texts with numbers, plurals or other texts in them kept ready; they take 50 times as long as
those that are only put together (measured by bench/updates.py)."""

NUMBERS_KEPT = 1_000
"""Counts stand beside names that differ, in texts that nobody else gets; to format one takes
longer than to put all of its text together."""

LONG_VALUE = 200
"""Characters. Fluent refuses long placeables (its guard against expansion bombs), so long values
are put in after formatting, at a mark of private-use characters that no keyboard types."""


QUOTATION_MARK = re.compile("[«»]")
INNER = {"«": "„", "»": "“"}


class Html(str):
    """A parameter that is HTML already: it is put in as it is."""

    __slots__ = ()


class Translator:
    """One language. `t(key, name=...)` gives HTML, `t.plain(key)` a button's label."""

    def __init__(
        self,
        language: Language,
        plain: Mapping[str, Pieces],
        computed: Computed,
    ) -> None:
        """`computed` has the messages that are more than the pieces of `plain` put together."""
        self.language = language
        self._plain = plain
        self._computed = computed
        self._formatted: dict[tuple[str, tuple[tuple[str, Param], ...]], str] = {}

    def __call__(self, key: str, **params: Param) -> str:
        """Text for parse mode HTML; string parameters are data and are escaped."""
        return self._format(key, {name: _escaped(value) for name, value in params.items()})

    def plain(self, key: str, **params: Param) -> str:
        """Text for places that know no markup: buttons, alerts, the command line."""
        return self._format(key, params)

    def toponym(self, name: str) -> str:
        """A town or a region, named in Russian, in the letters of the language if it is known."""
        return latin_names().get(name, name) if self.language is Language.EN else name

    def trade(self, title: str) -> str:
        """A trade as a card writes it, in the language if it is known there."""
        if self.language is not Language.EN:
            return title
        return english_trades().get(title.casefold(), title)

    def prepare(self) -> None:
        """Reads what only some texts need, which the first of them would wait for: in a thread."""
        self._computed.prepare()
        format_decimal(1, locale=self.language.value)
        if self.language is Language.EN:
            latin_names()
            english_trades()

    def has(self, key: str) -> bool:
        return key in self._plain or self._computed.has(key)

    def _format(self, key: str, params: dict[str, Param]) -> str:
        put_in = _filled(self._plain.get(key), params)
        text = self._kept(key, params) if put_in is None else put_in
        return nested(text) if text.count("«") > 1 else text

    def _kept(self, key: str, params: dict[str, Param]) -> str:
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
        marks = {
            f"\ue000{name}\ue001": value
            for name, value in params.items()
            if isinstance(value, str) and len(value) > LONG_VALUE
        }
        short = {name: f"\ue000{name}\ue001" for name in params if f"\ue000{name}\ue001" in marks}
        formatted = self._computed.format(key, {**params, **short})
        if formatted is None:
            raise ConfigError(f"locales/{self.language}: {key}: has no text")
        whole, errors = formatted
        if errors:
            raise ConfigError(f"locales/{self.language}: {key}: {errors[0]}")
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
    files = [read(path) for path in _files(language)]
    plain = {key: pieces for file in files for key, pieces in file.plain.items()}
    return Translator(language, plain, Computed(language.value, files))


def prepare_translators() -> None:
    """Prepares the translators of all languages (`Translator.prepare`)."""
    for language in Language:
        translator(language).prepare()


def _files(language: Language) -> list[Path]:
    return sorted((LOCALES / language.value).rglob("*.ftl"))


def message_keys(language: Language) -> dict[str, frozenset[str]]:
    """Keys of one language with the variables that each message uses."""
    keys: dict[str, frozenset[str]] = {}
    for path in _files(language):
        keys.update(checked(path).keys())
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


def _escaped(value: Param) -> Param:
    if isinstance(value, str) and not isinstance(value, Html):
        return html.escape(value)
    return value
