from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.ids import ClusterId
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import FavouritesButton
from handlers.callbacks.clusters.favourites import (
    BUTTONS,
    DropButton,
    DroppingButton,
    PickButton,
    PickingButton,
)
from handlers.clusters.comparisons.views import choice_toast
from handlers.clusters.favourites.views import dropping_screen, favourites_screen, picking_screen
from services.clusters.catalogue import Clusters
from services.clusters.comparisons import Comparisons
from ui.filters import OwnButton
from ui.screens import show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="favourites")
    router.callback_query.filter(OwnButton(FavouritesButton, *BUTTONS))
    router.callback_query.register(on_favourites_click, FavouritesButton.filter())
    router.callback_query.register(on_picking_click, PickingButton.filter())
    router.callback_query.register(on_pick_click, PickButton.filter())
    router.callback_query.register(on_dropping_click, DroppingButton.filter())
    router.callback_query.register(on_drop_click, DropButton.filter())
    return router


async def on_picking_click(
    query: CallbackQuery,
    callback_data: PickingButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    comparisons: Comparisons,
) -> None:
    kept, chosen = await clusters.favourites(actor), await comparisons.chosen(actor)
    await show(query, picking_screen(kept, chosen, callback_data.page, t))


async def on_pick_click(
    query: CallbackQuery,
    callback_data: PickButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    comparisons: Comparisons,
) -> None:
    wanted = callback_data.wanted
    choice = await comparisons.choose(actor, ClusterId(callback_data.id), wanted=wanted)
    kept = await clusters.favourites(actor)
    toast = choice_toast(choice, t, wanted=wanted) if choice.pushed_out else None
    await show(query, picking_screen(kept, choice.chosen, callback_data.page, t), toast=toast)


async def on_dropping_click(
    query: CallbackQuery,
    callback_data: DroppingButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
) -> None:
    await show(query, dropping_screen(await clusters.favourites(actor), callback_data.page, t))


async def on_drop_click(
    query: CallbackQuery,
    callback_data: DropButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
) -> None:
    wanted = callback_data.wanted
    cluster = await clusters.set_favourite(actor, ClusterId(callback_data.id), wanted=wanted)
    kept = await clusters.favourites(actor)
    gone = None if wanted else cluster
    toast = t.plain("favourites-returned" if wanted else "card-favourite-removed")
    await show(query, dropping_screen(kept, callback_data.page, t, gone), toast=toast)


async def on_favourites_click(
    query: CallbackQuery,
    callback_data: FavouritesButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
) -> None:
    found = await clusters.favourites(actor)
    await show(query, favourites_screen(found, callback_data.page, t))
