"""One line of a list of clusters, the college first, and its number as a button. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, Message

from domain.clusters.cards import Cluster, Industry
from domain.people.users import Language
from handlers.callbacks.clusters.cards import (
    FavouritesButton,
    IndustriesButton,
    IndustryButton,
    ListedButton,
    NearestButton,
    RegionButton,
    RegionsButton,
)
from handlers.callbacks.clusters.search import ResultsButton
from handlers.clusters.cards.college_names import cut_names, known_by, lesser_names
from handlers.clusters.cards.region_names import region_briefly
from services.clusters.catalogue import card_key
from ui.formatting import BEGIN, Position, laid, lowered
from ui.keyboards import Row, button, button_of, packed
from ui.translator import Translator

LISTS = frozenset(
    one.__prefix__
    for one in (ResultsButton, NearestButton, RegionButton, IndustryButton, FavouritesButton)
)

NAME_LIMIT = 54
"""Characters of a college's name where it stands alone, as under a map."""

ITEM_LINES = 2
LONE_LINES = 3
"""Of the only one that a list has."""
Wordings = tuple[str, ...]
"""Of one fact, the longest first; an empty one: where there is no room it goes without saying."""

REGION_CHARACTERS = 16
"""Of a region that stands in place of a town."""

NUMBER, FACTS = "\ue000", "\ue001"
"""Placeholders of a line's number and facts: private-use characters, which nobody types."""

DIGIT = re.compile(r"\d")

FITTED_KEPT = 2_000
"""Lines whose wording has been chosen, but for their numbers: random points all over the country
ask for some 700 of 300 clusters, and to choose takes four times as long as the rest of a line."""

TOWN_START = 5
"""Letters by which «Казань» is in «Казанский»."""


def list_line(
    number: int,
    cluster: Cluster,
    facts: Sequence[Wordings],
    t: Translator,
    *,
    lines: int = ITEM_LINES,
    is_asked: bool = False,
) -> str:
    """«1. Рузаевский техникум — машиностроение, 20 км», in two lines of a phone.

    Where the name `is_asked` for it is kept: «колледж имени Чкалова».
    """
    name = cluster.base_college or cluster.name
    shapes = tuple(map(_shapes, facts))
    line = _chosen(len(str(number)), name, shapes, lines, is_asked, t)
    told = ", ".join(_level(facts, line.level))
    if "«" in told:  # where quotation marks may be within others
        return t("list-item", number=str(number), college=line.college, facts=told)
    before, middle, after = line.pieces
    return f"{before}{number}{middle}{html.escape(told)}{after}"


@dataclass(frozen=True, slots=True)
class _Line:
    """The longest wording that fits: first the name gives way where it is still known, then what
    is told of it, then the name's end. `pieces` of HTML stand around the number and the facts,
    which are told by so many wordings (`level`) shorter than at their longest."""

    college: str
    level: int
    pieces: tuple[str, str, str]


@lru_cache(maxsize=FITTED_KEPT)
def _chosen(
    digits: int,
    name: str,
    facts: tuple[Wordings, ...],
    lines: int,
    is_asked: bool,
    t: Translator,
) -> _Line:
    """For facts with zeros for all digits (`_shapes`), and a number of so many `digits`."""
    college, level = name, 0
    for college, level in _tried(name, facts, is_asked=is_asked):
        if _ends(digits, college, _level(facts, level))[0] <= lines:
            break
    is_bare = not _level(facts, level)
    whole = (
        t("list-item-bare", number=NUMBER, college=college) + FACTS
        if is_bare
        else t("list-item", number=NUMBER, college=college, facts=FACTS)
    )
    before, _, rest = whole.partition(NUMBER)
    middle, _, after = rest.partition(FACTS)
    return _Line(college, level, (before, middle, after))


@lru_cache(maxsize=FITTED_KEPT)
def _shapes(wordings: Wordings) -> Wordings:
    """All digits are of one width, so that «20 км» fits wherever «50 км» does."""
    return tuple(DIGIT.sub("0", one) for one in wordings)


def _tried(name: str, facts: Sequence[Wordings], *, is_asked: bool) -> Iterator[tuple[str, int]]:
    names, known, unknown = ((name,), (), ()) if is_asked else _names_of(name)
    yield from ((college, 0) for college in names)
    levels = range(1, max(map(len, facts), default=1))
    shorter = [level for level in levels if _level(facts, level) != _level(facts, level - 1)]
    for level in shorter:
        yield from ((college, level) for college in (*names, *known))
    if not shorter:
        yield from ((college, 0) for college in known)
    shortest = shorter[-1] if shorter else 0
    yield from ((college, shortest) for college in unknown)


def _level(facts: Sequence[Wordings], level: int) -> Wordings:
    """All of them at their longest, or so many wordings shorter."""
    found = [one[level] if level < len(one) else one[-1] for one in facts]
    return tuple(filter(None, found))


@lru_cache(maxsize=5_000)
def _names_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Whole, cut where it is still known, cut wherever."""
    *_, shortest = names = tuple(lesser_names(name))
    return names, tuple(cut_names(shortest)), tuple(cut_names(shortest, is_known=False))


def _ends(digits: int, college: str, told: Wordings) -> Position:
    """Of «1. college — one fact, another»."""
    at = _after_name(digits, college)
    if not told:
        return at
    at = laid(at, " — ")
    for one in told[:-1]:
        at = laid(at, f"{one}, ")
    return laid(at, told[-1])


@lru_cache(maxsize=5_000)
def _after_name(digits: int, college: str) -> Position:
    return laid(laid(BEGIN, "0" * digits + ". "), college)


def explained(told: str, page: int, t: Translator) -> str:
    """What a cluster is, on the first page of a list alone."""
    if page or told.endswith(":"):
        return told
    return " ".join([told.rstrip(".") + ".", t("cluster-explained")])


def college_name(cluster: Cluster) -> str:
    """The cluster's own where nobody has told the college's."""
    return known_by(cluster.base_college or cluster.name, NAME_LIMIT)


def industry_wordings(cluster: Cluster, t: Translator) -> Wordings:
    """It is left out first where the college's name says it: «медицинский колледж»."""
    return _industry_wordings(cluster.industry, cluster.base_college or cluster.name, t)


@lru_cache(maxsize=5_000)
def _industry_wordings(industry: Industry, name: str, t: Translator) -> Wordings:
    key = f"industry-{industry.value}"
    told = lowered(t.plain(key))
    if t.language is Language.RU and _names(name, told):
        return told, ""
    return told, t.plain(f"{key}-short") if t.has(f"{key}-short") else told, ""


def town_wordings(cluster: Cluster, t: Translator, *, is_needed: bool = True) -> Wordings:
    """Empty where the college's name says it: «Рузаевский техникум» is in Рузаевка.

    Where a distance is told it `is_needed` less.
    """
    name = cluster.base_college or cluster.name
    name, briefly = _town_wordings(cluster.city, cluster.region, name, t)
    if not name:
        return ("",)
    return (name, briefly) if is_needed else (name, briefly, briefly, "")


@lru_cache(maxsize=5_000)
def _town_wordings(city: str, region: str, college: str, t: Translator) -> tuple[str, str]:
    town = city or region
    if t.language is Language.RU and _names(college, town):
        return "", ""
    name = t.toponym(town)
    return name, name if city else region_briefly(town, t, REGION_CHARACTERS)


def _names(name: str, town: str) -> bool:
    start = town.casefold()[: min(TOWN_START, max(4, len(town) - 1))]
    return any(word.startswith(start) for word in re.findall(r"\w+", name.casefold()))


def numbers_row(
    keys: Sequence[str],
    first: int,
    target: Callable[[int], CallbackData],
    page: int,
    *,
    has_more: bool,
) -> Row:
    """‹ 5 6 7 8 ›, of the clusters with the `keys`. `target` is the list's own button for a page:
    the card leads back by it."""
    back = _packed(target(page))
    cards: Row = []
    data = known = ""
    for number, key in enumerate(keys, first):
        # The way back is the longest part, and the same for all: it is looked through once.
        data = data.replace(known, key) if data else packed(ListedButton(key=key, back=back))
        cards.append(button_of(str(number), data))
        known = key
    before = [button("‹", target(page - 1))] if page else []
    return [*before, *cards, *([button("›", target(page + 1))] if has_more else [])]


def back_row(data: str, t: Translator) -> Row:
    return [InlineKeyboardButton(text=t.plain("card-to-list"), callback_data=data)]


def way_back(shown: object, t: Translator) -> Row:
    """The way back of a card that is shown again; none for a card in a message of its own."""
    markup = shown.reply_markup if isinstance(shown, Message) else None
    rows = markup.inline_keyboard if markup else []
    pressed = (one.callback_data or "" for row in rows for one in row)
    found = next((data for data in pressed if data.partition(":")[0] in LISTS), None)
    return back_row(found, t) if found else []


def listed(cluster: Cluster, back: CallbackData) -> ListedButton:
    return ListedButton(key=card_key(cluster.id), back=_packed(back))


def _packed(back: CallbackData) -> str:
    return packed(back).replace(":", "/")


def lists_row(t: Translator) -> Row:
    """To the lists of all clusters."""
    return [
        button(t.plain("clusters-by-region"), RegionsButton()),
        button(t.plain("clusters-by-industry"), IndustriesButton()),
    ]
