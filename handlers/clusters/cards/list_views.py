"""One line of a list of clusters, the college first, and its number as a button. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, Message

from domain.clusters.cards import Cluster
from domain.people.users import Language
from handlers.callbacks.clusters.cards import (
    FavouritesButton,
    IndustryButton,
    ListedButton,
    NearestButton,
    RegionButton,
)
from handlers.callbacks.clusters.search import ResultsButton
from handlers.clusters.cards.college_names import cut_names, known_by, lesser_names
from handlers.clusters.cards.region_names import region_briefly
from services.clusters.catalogue import card_key
from ui.formatting import lowered, phone_lines
from ui.keyboards import Row, button, packed
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

REGION_ROOM = 16
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
    college, told = _fitted(str(number), name, tuple(facts), lines, is_asked)
    if not told:
        return t("list-item-bare", number=str(number), college=college)
    return t("list-item", number=str(number), college=college, facts=told)


@lru_cache(maxsize=5_000)
def _fitted(
    number: str,
    name: str,
    facts: tuple[Wordings, ...],
    lines: int,
    is_asked: bool,
) -> tuple[str, str]:
    """The longest wording that fits: first the name gives way where it is still known, then what
    is told of it, then the name's end."""
    fitted = name, ""
    for fitted in _tried(name, _shorter(facts), is_asked):
        if _fits(number, *fitted, lines):
            break
    return fitted


def _tried(name: str, told: Sequence[str], is_asked: bool) -> Iterator[tuple[str, str]]:
    names, known, unknown = ((name,), (), ()) if is_asked else _names_of(name)
    yield from ((college, told[0]) for college in names)
    for words in told[1:] or told:
        yield from ((college, words) for college in (*names, *known))
    yield from ((college, told[-1]) for college in unknown)


@lru_cache(maxsize=5_000)
def _names_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Whole, cut where it is still known, cut wherever."""
    *_, shortest = names = tuple(lesser_names(name))
    return names, tuple(cut_names(shortest)), tuple(cut_names(shortest, is_known=False))


def _fits(number: str, college: str, words: str, lines: int) -> bool:
    told = (" — ", words) if words else ()
    return phone_lines(f"{number}. ", college, *told) <= lines


def _shorter(facts: tuple[Wordings, ...]) -> list[str]:
    """All of them at their longest, then each a wording shorter."""
    levels = range(max(map(len, facts), default=1))
    told = (", ".join(filter(None, (one[min(n, len(one) - 1)] for one in facts))) for n in levels)
    return list(dict.fromkeys(told))


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
    key = f"industry-{cluster.industry.value}"
    told = lowered(t.plain(key))
    if t.language is Language.RU and _names(cluster.base_college or cluster.name, told):
        return told, ""
    return told, t.plain(f"{key}-short") if t.has(f"{key}-short") else told, ""


def town_wordings(cluster: Cluster, t: Translator, *, is_needed: bool = True) -> Wordings:
    """Empty where the college's name says it: «Рузаевский техникум» is in Рузаевка.

    Where a distance is told it `is_needed` less.
    """
    town = cluster.city or cluster.region
    if t.language is Language.RU and _names(cluster.base_college or cluster.name, town):
        return ("",)
    name = t.toponym(town)
    briefly = name if cluster.city else region_briefly(town, t, REGION_ROOM)
    return (name, briefly) if is_needed else (name, briefly, briefly, "")


@lru_cache(maxsize=5_000)
def _names(name: str, town: str) -> bool:
    start = town.casefold()[: min(TOWN_START, max(4, len(town) - 1))]
    return any(word.startswith(start) for word in re.findall(r"\w+", name.casefold()))


def numbers_row(
    clusters: Iterable[Cluster],
    first: int,
    target: Callable[[int], CallbackData],
    page: int,
    *,
    has_more: bool,
) -> Row:
    """‹ 5 6 7 8 ›. `target` is the list's own button for a page: the card leads back by it."""
    back = _packed(target(page))
    cards = [
        button(str(n), ListedButton(key=card_key(one.id), back=back))
        for n, one in enumerate(clusters, first)
    ]
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
