"""Which line of a table is its header, and what the names in it may stand for. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.texts import single_spaced
from services.language.moments.moment_words import MONTHS

HEADER_WITHIN = 20
"""Lines among which the header is looked for: titles and dates of printing may stand above it."""

LEAST_NAMED = 2
"""Known columns that a line has to name to be taken for the header."""

CLOCK_INSIDE = re.compile(r"(?<![0-9.])[0-9]{1,2}[:.][0-9]{2}(?![0-9.])")
"""A row of sessions has clocks, a header none."""

LEAST_BESIDE = 2
"""Columns of a grid beside its time, at least."""

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
"""Soft hyphens and the like, which come along from pages and texts."""

DAY_INSIDE = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?: (?:"
    + "|".join(words.pattern for words in MONTHS.values())
    + r")(?![^\W_])|[./][0-9]{1,2}(?![0-9]))|20[0-9]{2}-[0-9]{2}-[0-9]{2}",
    re.IGNORECASE,
)
DAY_AND_PLACE = " · "
"""Between them in the name of a column that is a day and a hall."""

CYRILLIC = re.compile(r"[а-яё]")
LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
OF_UNITS = re.compile(
    r",? (?:чел|человек|мин|минут|ч|час|часы|часов|ак\. ?ч|ак\. ?час|ч{1,2}[:.]м{1,2}(?:ин)?)\.?$"
)
OF_CLOCKS = re.compile(
    r"\(.*(?:мск|моск|местн|пояс|utc|gmt|msk|\+|врем|ск(?:ое|ий|ого|ому)\b|(?<=\()по (?!пл|фа)"
    r"|\b(?:калт|сам|екб|екат|омск|нск|крат|красн|ирк|якт|влд|влад|маг|камч)\b).*\)"
)
"""What stands in brackets behind a time and makes it another one."""


class Line(NamedTuple):
    """A line of a table before its columns are known; columns count from 0."""

    number: int
    """From 1, as the program of tables shows it."""
    cells: list[str]
    links: Mapping[int, str] = {}
    """Addresses behind cells, by column."""
    is_hidden: bool = False
    wide: frozenset[int] = frozenset()
    """Columns whose cell is merged with those beside it, all that it covers."""
    continued: frozenset[int] = frozenset()
    """Columns whose cell is merged with the one above."""


def header_at(head: Sequence[Line], known: Collection[str]) -> int | None:
    """Index of the header among the first lines; None where no line can be one.

    It is the line that names most of the `known` columns; of a grid, whose halls nobody knows, the
    first that names one, with others beside it (one is enough in the first line, above which no
    title stands).
    """
    named = [_named_in(line, known) for line in head]
    if max(named, default=0) >= LEAST_NAMED:
        return named.index(max(named))
    may_be = [
        (at, len(set(filter(None, folded(line.cells)))))
        for at, line in enumerate(head)
        if named[at] and not any(CLOCK_INSIDE.search(cell) for cell in line.cells)
    ]
    wide = [at for at, width in may_be if width > LEAST_BESIDE]
    first = [at for at, width in may_be if at == 0 and width > 1]
    return next(iter(wide + first), None)


def header_of(line: Line) -> tuple[list[str], dict[str, str]]:
    """Names of the columns in order, repeated ones numbered («зал», «зал (2)»), and for each name
    how the file writes it."""
    counted: Counter[str] = Counter()
    names: list[str] = []
    for name in folded(line.cells):
        counted[name] += bool(name)
        names.append(f"{name} ({counted[name]})" if counted[name] > 1 else name)
    written = (single_spaced(cell) for cell in line.cells)
    return names, {name: text for name, text in zip(names, written, strict=True) if name}


def is_header(line: Line, known: frozenset[str]) -> bool:
    """Whether the line holds nothing but names of `known` columns, two at least."""
    if not known:
        return False
    named = 0
    for cell in line.cells:
        name = _folded(cell)
        if name and known.isdisjoint(spellings(name)):
            return False
        named += bool(name)
    return named >= LEAST_NAMED


def joined(upper: Line, lower: Line) -> Line:
    """A header of two lines as one: «Время» above «начало» and «окончание», beside names that
    stand in the upper line alone. «Наименование» below «Базовый колледж», where another column is
    called so, is the college's: the upper name stays.
    """
    width = max(len(upper.cells), len(lower.cells))
    above, below = (one.cells + [""] * (width - len(one.cells)) for one in (upper, lower))
    counted = Counter(folded([*below, *(o for o, u in zip(above, below, strict=True) if o != u)]))
    cells = [
        under if under.strip() and not (over.strip() and counted[_folded(under)] > 1) else over
        for over, under in zip(above, below, strict=True)
    ]
    return lower._replace(cells=cells)


def of_days_and_places(
    upper: Line, lower: Line, known: frozenset[str], *, is_below: bool
) -> Line | None:
    """The header of a grid whose halls stand under their days, or days under their halls, as one
    line; None of others. `is_below`: the lower line is not known to be of the header.
    """
    days = [_days_in(line, known) for line in (upper, lower)]
    if max(days) < LEAST_NAMED or min(days) > 0:
        return None
    width = max(len(upper.cells), len(lower.cells))
    above, below = (one.cells + [""] * (width - len(one.cells)) for one in (upper, lower))
    cells: list[str] = []
    last = ""
    for over, under in zip(map(str.strip, above), map(str.strip, below), strict=True):
        named = [one for one in (under, over) if _is_known(one, known)]
        if is_below and _is_known(over, known) and under not in {"", over}:
            return None  # a row of the grid
        last = over or (last if under else "")
        parts = (last, under) if days[0] else (under, last)
        cells.append(named[0] if named else DAY_AND_PLACE.join(filter(None, parts)))
    places = sum(DAY_AND_PLACE in cell for cell in cells)
    return lower._replace(cells=cells) if places >= LEAST_BESIDE else None


def _days_in(line: Line, known: frozenset[str]) -> int:
    """How many of its cells name days; 0 where others do not."""
    others = [cell for cell in map(str.strip, line.cells) if cell and not _is_known(cell, known)]
    days = [cell for cell in others if DAY_INSIDE.search(cell)]
    return len(set(days)) if len(days) == len(others) else 0


def _is_known(cell: str, known: frozenset[str]) -> bool:
    return bool(cell) and not known.isdisjoint(spellings(_folded(cell)))


def _named_in(line: Line, known: Collection[str]) -> int:
    return len({one for name in folded(line.cells) for one in spellings(name)} & set(known))


def spellings(name: str) -> tuple[str, ...]:
    """What the name of a column may stand for: «Дaта» with a Latin a, «Спикер (ФИО)», «Зал:»,
    «Вместимость, чел.», «Зал/ауд.».

    What stands in brackets is left out only where it can change nothing: «Время (МСК)» does.
    """
    own = name.strip(" :.*")
    if CYRILLIC.search(own):
        own = own.translate(LOOKALIKES)
    bare = own if OF_CLOCKS.search(own) else single_spaced(re.sub(r"\([^)]*\)", "", own))
    bare = OF_UNITS.sub("", bare)
    parts = [part.strip(" .") for part in bare.split("/")]
    return tuple(dict.fromkeys((name, own, bare, *parts)))


def folded(cells: Iterable[str]) -> list[str]:
    """Cells as names of columns are compared: in small letters, one space between words."""
    return [_folded(cell) for cell in cells]


def _folded(cell: str) -> str:
    return single_spaced(INVISIBLE.sub("", cell)).casefold()
