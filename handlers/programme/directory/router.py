from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound
from domain.ids import IntroductionId, UserId
from domain.people.users import Actor
from domain.programme.participants import Relation
from handlers.callbacks.programme.directory import (
    BUTTONS,
    AskButton,
    DirectoryButton,
    Facet,
    FacetButton,
    IntroductionReply,
    OpenDirectoryButton,
    PersonButton,
    ReplyButton,
    RequestsButton,
    SendButton,
    UnlistButton,
)
from handlers.programme.directory import views
from handlers.states import AskingToMeet
from services.clusters.catalogue import region_key
from services.places.gazetteer import Gazetteer
from services.programme.participants.directory import Directory, DirectoryFilter
from services.programme.participants.introductions import Introductions
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="directory")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_message, StateFilter(AskingToMeet.message), FreeText())
    router.callback_query.register(on_open, OpenDirectoryButton.filter())
    router.callback_query.register(on_page, DirectoryButton.filter())
    router.callback_query.register(on_facet, FacetButton.filter())
    router.callback_query.register(on_person, PersonButton.filter())
    router.callback_query.register(on_ask, AskButton.filter())
    router.callback_query.register(on_send, SendButton.filter())
    router.callback_query.register(on_requests, RequestsButton.filter())
    router.callback_query.register(on_unlist, UnlistButton.filter())
    for reply, handler in (
        (IntroductionReply.LOOK, on_look),
        (IntroductionReply.ACCEPT, on_answer),
        (IntroductionReply.DECLINE, on_answer),
        (IntroductionReply.COMPLAIN, on_complain),
        (IntroductionReply.SURE, on_complaint),
    ):
        router.callback_query.register(handler, ReplyButton.filter(F.reply == reply))
    return router


async def on_open(query: CallbackQuery, actor: Actor, t: Translator, directory: Directory) -> None:
    page = await directory.page(actor, DirectoryFilter(), 0)
    await acknowledge(query)
    await send_to_chat(query, views.directory_screen(page, t))


async def on_page(
    query: CallbackQuery,
    callback_data: DirectoryButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    directory: Directory,
    places: Gazetteer,
) -> None:
    await state.clear()
    page = await directory.page(actor, _wanted(callback_data, places), callback_data.page)
    await show(query, views.directory_screen(page, t))


async def on_facet(
    query: CallbackQuery,
    callback_data: FacetButton,
    actor: Actor,
    t: Translator,
    directory: Directory,
    places: Gazetteer,
) -> None:
    wanted = _wanted(callback_data, places)
    if callback_data.facet is Facet.INDUSTRY:
        industries = await directory.industries(actor, wanted.region)
        await show(query, views.industries_screen(industries, wanted, t))
        return
    regions = await directory.regions(actor, wanted.industry)
    await show(query, views.regions_screen(regions, wanted, callback_data.page, t))


async def on_person(
    query: CallbackQuery,
    callback_data: PersonButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    await state.clear()
    card = await introductions.card(actor, UserId(callback_data.id))
    back = DirectoryButton(
        industry=callback_data.industry, region=callback_data.region, page=callback_data.page
    )
    await show(query, views.person_screen(card, back, t))


async def on_ask(
    query: CallbackQuery,
    callback_data: AskButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    card = await introductions.check_may_ask(actor, UserId(callback_data.id))
    if card.relation is not Relation.STRANGER:
        await show(query, views.person_screen(card, None, t))
        return
    await ask(state, AskingToMeet.message, {"user_id": card.person.user_id})
    await show(query, views.ask_screen(card, t))


async def on_send(
    query: CallbackQuery,
    callback_data: SendButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    card = await introductions.ask(actor, UserId(callback_data.id), "")
    await state.clear()
    await show(query, views.person_screen(card, None, t), toast=t.plain("introduction-sent"))


async def on_message(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    data = await state.get_data()
    card = await introductions.ask(actor, UserId(int(data["user_id"])), message.text or "")
    await state.clear()
    await send(message, views.person_screen(card, None, t))


async def on_requests(
    query: CallbackQuery,
    callback_data: RequestsButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    found = await introductions.requests(actor, callback_data.page)
    await show(query, views.requests_screen(found, t))


async def on_look(
    query: CallbackQuery,
    callback_data: ReplyButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    card = await introductions.received(actor, IntroductionId(callback_data.id))
    await show(query, views.request_message(card, t))


async def on_answer(
    query: CallbackQuery,
    callback_data: ReplyButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    accept = callback_data.reply is IntroductionReply.ACCEPT
    number = IntroductionId(callback_data.id)
    card = await introductions.answer(actor, number, accept=accept)
    await show(query, views.answered_screen(card, t))


async def on_complain(
    query: CallbackQuery,
    callback_data: ReplyButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    card = await introductions.received(actor, IntroductionId(callback_data.id))
    await show(query, views.complain_screen(card, t))


async def on_unlist(
    query: CallbackQuery,
    callback_data: UnlistButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    complaint = await introductions.unlist(actor, IntroductionId(callback_data.id))
    await show(query, views.complaint_message(complaint, t), toast=t.plain("complaint-unlisted"))


async def on_complaint(
    query: CallbackQuery,
    callback_data: ReplyButton,
    actor: Actor,
    t: Translator,
    introductions: Introductions,
) -> None:
    await introductions.complain(actor, IntroductionId(callback_data.id))
    await show(query, views.complained_screen(t))


def _wanted(data: DirectoryButton | FacetButton, places: Gazetteer) -> DirectoryFilter:
    """Raises NotFound for a region that the gazetteer does not know (any more)."""
    if not data.region:
        return DirectoryFilter(industry=data.industry)
    for region in places.regions:
        if region_key(region) == data.region:
            return DirectoryFilter(industry=data.industry, region=region)
    raise NotFound("button-outdated")
