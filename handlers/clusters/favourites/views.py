"""The list of favourites: to read, to choose what to compare, to remove from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Cluster
from domain.clusters.comparisons import LEAST_COMPARED
from domain.paging import clamped, page_count
from handlers.callbacks.clusters.cards import (
    CardButton,
    FavouritesButton,
)
from handlers.callbacks.clusters.comparisons import CompareButton
from handlers.callbacks.clusters.favourites import (
    DropButton,
    DroppingButton,
    PickButton,
    PickingButton,
)
from handlers.clusters.cards.list_views import lists_row
from handlers.clusters.cards.views import how_far, industry_name, town_name
from services.clusters.catalogue import Favourite
from ui.keyboards import (
    Row,
    button,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

FAVOURITES_ON_PAGE = 8

Kept = Sequence[Favourite]


def favourites_screen(kept: Kept, page: int, t: Translator) -> Screen:
    if not kept:
        return _empty(t)
    lines = [t("favourites-title", count=len(kept))]
    for place, one in _shown(kept, page):
        lines += ["", t("nearest-line", number=str(place), name=one.cluster.name), _line(one, t)]
    acts = [button(t.plain("favourites-drop"), DroppingButton(page=page))]
    if len(kept) >= LEAST_COMPARED:
        acts.insert(0, button(t.plain("favourites-pick"), PickingButton(page=page)))
    rows = [
        [button(_label(place, one.cluster, t), CardButton(id=one.cluster.id))]
        for place, one in _shown(kept, page)
    ]
    turning = _turning(kept, page, t, lambda number: FavouritesButton(page=number))
    return Screen("\n".join(lines), inline(*rows, turning, acts))


def picking_screen(kept: Kept, chosen: Sequence[Cluster], page: int, t: Translator) -> Screen:
    """`chosen` may hold others too: those that were marked on their cards."""
    if not kept:
        return _empty(t)
    page = clamped(page, len(kept), FAVOURITES_ON_PAGE)
    ids = {cluster.id for cluster in chosen}
    rows = []
    for place, one in _shown(kept, page):
        label, cluster_id = _label(place, one.cluster, t), one.cluster.id
        is_marked = cluster_id in ids
        text = t.plain("favourites-picked", label=label) if is_marked else label
        rows.append([button(text, PickButton(id=cluster_id, wanted=not is_marked, page=page))])
    turning = _turning(kept, page, t, lambda number: PickingButton(page=number))
    opening = []
    if len(chosen) >= LEAST_COMPARED:
        opening = [button(t.plain("compare-open", count=len(chosen)), CompareButton())]
    title = t("favourites-picking", count=len(chosen))
    return Screen(title, inline(*rows, turning, opening, [_back(page, t)]))


def dropping_screen(kept: Kept, page: int, t: Translator, gone: Cluster | None = None) -> Screen:
    """`gone` was removed just now and can be put back."""
    page = clamped(page, len(kept), FAVOURITES_ON_PAGE)
    rows: list[Row] = []
    for place, one in _shown(kept, page):
        text = t.plain("favourites-droppable", label=_label(place, one.cluster, t))
        rows.append([button(text, DropButton(id=one.cluster.id, wanted=False, page=page))])
    turning = _turning(kept, page, t, lambda number: DroppingButton(page=number))
    undo: Row = []
    if gone is not None:
        text = t.plain("favourites-return", label=_title(gone, t))
        undo = [button(text, DropButton(id=gone.id, wanted=True, page=page))]
    if not kept:
        return Screen(t("favourites-how"), inline(undo, lists_row(t)))
    return Screen(t("favourites-dropping"), inline(*rows, turning, undo, [_back(page, t)]))


def _empty(t: Translator) -> Screen:
    return Screen(t("favourites-how"), inline(lists_row(t)))


def _shown(kept: Kept, page: int) -> list[tuple[int, Favourite]]:
    """Those of a page with their numbers in the whole list."""
    first = clamped(page, len(kept), FAVOURITES_ON_PAGE) * FAVOURITES_ON_PAGE
    return list(enumerate(kept[first : first + FAVOURITES_ON_PAGE], first + 1))


def _turning(kept: Kept, page: int, t: Translator, target: Callable[[int], CallbackData]) -> Row:
    pages = page_count(len(kept), FAVOURITES_ON_PAGE)
    return pager(t, clamped(page, len(kept), FAVOURITES_ON_PAGE), pages, target)


def _back(page: int, t: Translator) -> InlineKeyboardButton:
    return button(t.plain("favourites-back"), FavouritesButton(page=page))


def _line(one: Favourite, t: Translator) -> str:
    words = {"industry": industry_name(one.cluster.industry, t), "city": town_name(one.cluster, t)}
    if one.distance_km is None:
        return t("list-line", **words)
    return t("favourites-line", distance=how_far(one.cluster, one.distance_km, t), **words)


def _label(place: int, cluster: Cluster, t: Translator) -> str:
    industry = industry_name(cluster.industry, t)
    return t.plain("nearest-button", number=place, industry=industry, city=town_name(cluster, t))


def _title(cluster: Cluster, t: Translator) -> str:
    return t.plain(
        "list-line", industry=industry_name(cluster.industry, t), city=town_name(cluster, t)
    )
