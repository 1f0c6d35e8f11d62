"""One card: opening it, its pin, its star, and reporting that it is wrong."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.clusters.card_reports import CardField
from domain.ids import ClusterId
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import (
    CardButton,
    FavouriteButton,
    ListedButton,
    MissingButton,
    PinButton,
    ReportButton,
    ReportFieldButton,
)
from handlers.callbacks.people.start import cancelling
from handlers.clusters.cards.card_views import (
    card_screen,
    choose_field,
    field_name,
    where_screen,
)
from handlers.clusters.cards.list_views import back_row, way_back
from handlers.clusters.cards.views import industry_name
from handlers.states import ReportingCard
from services.clusters.card_reports import Reports, checked_comment
from services.clusters.cards import ReaderCards
from services.clusters.catalogue import Clusters
from services.clusters.coverage import Coverages
from services.search.lookup import Lookup
from ui.asking import ask
from ui.filters import FreeText
from ui.keyboards import inline
from ui.menu import main_menu
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator

VENUE_TEXT_LIMIT = 250
"""Characters of a venue's title and address that clients show whole."""


def register(router: Router) -> None:
    router.callback_query.register(on_card_click, CardButton.filter())
    router.callback_query.register(on_listed_click, ListedButton.filter())
    router.callback_query.register(on_pin_click, PinButton.filter())
    router.callback_query.register(on_favourite_click, FavouriteButton.filter())
    router.callback_query.register(on_report_click, ReportButton.filter())
    router.callback_query.register(on_report_field_click, ReportFieldButton.filter())
    router.callback_query.register(on_missing_click, MissingButton.filter())
    router.message.register(on_report_text, StateFilter(ReportingCard.comment), FreeText())
    router.message.register(on_early_report, StateFilter(ReportingCard.field), FreeText())


async def on_card_click(
    query: CallbackQuery,
    callback_data: CardButton,
    actor: Actor,
    t: Translator,
    reader_cards: ReaderCards,
    lookup: Lookup,
    bot_username: str,
) -> None:
    """A message of its own: the list above stays for the next choice."""
    card = await reader_cards.card(actor, ClusterId(callback_data.id))
    lookup.note_card(actor, card.cluster.id)
    await acknowledge(query)
    await send_to_chat(query, card_screen(card, t, bot_username))


async def on_listed_click(
    query: CallbackQuery,
    callback_data: ListedButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    reader_cards: ReaderCards,
    lookup: Lookup,
    bot_username: str,
) -> None:
    """Shows the card in the list's place, with the way back to its page."""
    cluster = await clusters.card_of(callback_data.key)
    card = await reader_cards.card(actor, cluster.id)
    lookup.note_card(actor, cluster.id)
    back = back_row(callback_data.back.replace("/", ":"), t)
    await show(query, card_screen(card, t, bot_username, back=back))


async def on_pin_click(
    query: CallbackQuery, callback_data: PinButton, t: Translator, clusters: Clusters
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    if cluster.point is None or not cluster.has_building:
        await send_to_chat(query, where_screen(cluster, t))
        await acknowledge(query)
        return
    await acknowledge(query)
    if query.bot is None:
        return
    town = ", ".join(part for part in (cluster.city, cluster.region) if part)
    address = cluster.address or town
    title = cluster.base_college or industry_name(cluster.industry, t)
    await query.bot.send_venue(
        query.from_user.id,
        latitude=cluster.point.lat,
        longitude=cluster.point.lon,
        title=title[:VENUE_TEXT_LIMIT],
        address=address[:VENUE_TEXT_LIMIT],
    )


async def on_favourite_click(
    query: CallbackQuery,
    callback_data: FavouriteButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    reader_cards: ReaderCards,
    bot_username: str,
) -> None:
    wanted, cluster_id = callback_data.wanted, ClusterId(callback_data.id)
    await clusters.set_favourite(actor, cluster_id, wanted=wanted)
    card = await reader_cards.card(actor, cluster_id)
    toast = t.plain("card-favourite-added" if wanted else "card-favourite-removed")
    screen = card_screen(card, t, bot_username, back=way_back(query.message, t))
    await show(query, screen, toast=toast)


async def on_report_click(
    query: CallbackQuery,
    callback_data: ReportButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    reports: Reports,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    await reports.begin(actor)
    await ask(state, ReportingCard.field, {"cluster_id": cluster.id})
    await acknowledge(query)
    await send_to_chat(query, choose_field(cluster, t))


async def on_report_field_click(
    query: CallbackQuery,
    callback_data: ReportFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    reports: Reports,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    field = callback_data.field
    written = await state.get_data()
    if "comment" in written and written.get("cluster_id") == cluster.id:
        await reports.send(actor, cluster, field, str(written["comment"]))
        await state.clear()
        await acknowledge(query)
        await send_to_chat(query, main_menu(t, "report-sent"))
        return
    await ask(state, ReportingCard.comment, {"cluster_id": cluster.id, "field": field})
    text = t("report-ask", name=cluster.name, field=field_name(field, t))
    await show(query, Screen(text, inline([cancelling(t)])))


async def on_missing_click(
    query: CallbackQuery,
    callback_data: MissingButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    coverages: Coverages,
    reports: Reports,
) -> None:
    """A message of its own: the list stays."""
    region = coverages.region_of(callback_data.key)
    await reports.begin(actor)
    await state.set_state(ReportingCard.comment)
    await state.set_data({"region": region})
    await acknowledge(query)
    text = t("report-ask-missing", region=t.toponym(region))
    await send_to_chat(query, Screen(text, inline([cancelling(t)])))


async def on_early_report(
    message: Message,
    state: FSMContext,
    t: Translator,
    clusters: Clusters,
) -> None:
    """What is wrong, written before its field was chosen: that is what is left to tell."""
    data = await state.get_data()
    cluster = await clusters.card(ClusterId(str(data.get("cluster_id"))))
    comment = checked_comment(message.text or "")
    await state.update_data(comment=comment)
    await send(message, choose_field(cluster, t, comment))


async def on_report_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    reports: Reports,
) -> None:
    data = await state.get_data()
    text = message.text or ""
    is_missing = "region" in data
    if is_missing:
        await reports.send(actor, str(data["region"]), CardField.MISSING, text)
    else:
        cluster = await clusters.card(ClusterId(str(data.get("cluster_id"))))
        field = CardField(str(data.get("field", CardField.OTHER)))
        await reports.send(actor, cluster, field, text)
    await state.clear()
    await send(message, main_menu(t, "report-sent-missing" if is_missing else "report-sent"))
