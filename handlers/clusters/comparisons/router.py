from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery

from domain.ids import ClusterId
from domain.people.users import Actor
from handlers.callbacks.clusters.comparisons import (
    BUTTONS,
    ClearButton,
    CompareButton,
    MarkButton,
    UnmarkButton,
)
from handlers.clusters.cards.card_views import card_screen
from handlers.clusters.cards.list_views import way_back
from handlers.clusters.comparisons.typed import Compares, on_typed
from handlers.clusters.comparisons.views import choice_toast, comparison_screen
from services.clusters.cards import ReaderCards
from services.clusters.catalogue import Clusters
from services.clusters.comparisons import Comparisons
from ui.filters import FreeText, OwnButton
from ui.rich import send_rich, show_rich
from ui.screens import acknowledge, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="comparisons")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_typed, StateFilter(None), FreeText(), Compares())
    router.callback_query.register(on_mark_click, MarkButton.filter())
    router.callback_query.register(on_compare_click, CompareButton.filter())
    router.callback_query.register(on_unmark_click, UnmarkButton.filter())
    router.callback_query.register(on_clear_click, ClearButton.filter())
    return router


async def on_mark_click(
    query: CallbackQuery,
    callback_data: MarkButton,
    actor: Actor,
    t: Translator,
    comparisons: Comparisons,
    reader_cards: ReaderCards,
    bot_username: str,
) -> None:
    cluster_id, wanted = ClusterId(callback_data.id), callback_data.wanted
    choice = await comparisons.choose(actor, cluster_id, wanted=wanted)
    card = await reader_cards.card(actor, cluster_id)
    screen = card_screen(card, t, bot_username, back=way_back(query.message, t))
    await show(query, screen, toast=choice_toast(choice, t, wanted=wanted))


async def on_compare_click(
    query: CallbackQuery, actor: Actor, t: Translator, clusters: Clusters, comparisons: Comparisons
) -> None:
    """A message of its own: the card or the list above stays for the next choice."""
    comparison = await comparisons.compare(actor)
    await acknowledge(query)
    if query.bot is not None:
        screen = comparison_screen(comparison, actor, t, clusters.today())
        await send_rich(query.bot, query.from_user.id, screen)


async def on_unmark_click(
    query: CallbackQuery,
    callback_data: UnmarkButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    comparisons: Comparisons,
) -> None:
    await comparisons.remove(actor, ClusterId(callback_data.id))
    screen = comparison_screen(await comparisons.compare(actor), actor, t, clusters.today())
    await show_rich(query, screen, toast=t.plain("compare-unmarked"))


async def on_clear_click(
    query: CallbackQuery, actor: Actor, t: Translator, clusters: Clusters, comparisons: Comparisons
) -> None:
    await comparisons.clear(actor)
    screen = comparison_screen(await comparisons.compare(actor), actor, t, clusters.today())
    await show_rich(query, screen)
