"""One line of a list of clusters, the college first, and its number as a button. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
from services.clusters.catalogue import card_key
from ui.formatting import shortened
from ui.keyboards import Row, button, packed
from ui.translator import Translator

LISTS = frozenset(
    one.__prefix__
    for one in (ResultsButton, NearestButton, RegionButton, IndustryButton, FavouritesButton)
)

NAME_LIMIT = 54
"""Characters of a college's name: with what follows it two lines of a phone."""

IN_HONOUR = re.compile(r"\s+(?:им\.|имени|–|—)\s.*$")
"""What a long name can lose and still be known by."""

TOWN_START = 5
"""Letters by which «Казань» is in «Казанский»."""


def list_line(number: int, cluster: Cluster, facts: Sequence[str], t: Translator) -> str:
    """«1. Рузаевский политехнический техникум — машиностроение, 20 км»."""
    told = ", ".join(filter(None, facts))
    return t("list-item", number=str(number), college=college_name(cluster), facts=told)


def explained(told: str, page: int, t: Translator) -> str:
    """What a cluster is, on the first page of a list alone."""
    if page or told.endswith(":"):
        return told
    return " ".join([told.rstrip(".") + ".", t("cluster-explained")])


def college_name(cluster: Cluster) -> str:
    """The cluster's own where nobody has told the college's."""
    name = cluster.base_college or cluster.name
    if len(name) > NAME_LIMIT:
        name = IN_HONOUR.sub("", name)
    return shortened(name, NAME_LIMIT)


def town_beside(cluster: Cluster, t: Translator) -> str:
    """Empty where the college's name says it: «Рузаевский техникум» is in Рузаевка."""
    city = cluster.city or cluster.region
    is_told = t.language is Language.RU and _names(cluster.base_college or cluster.name, city)
    return "" if is_told else t.toponym(city)


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
