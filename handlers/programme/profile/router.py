from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound
from domain.ids import ClusterId, SessionId
from domain.people.users import Actor
from domain.programme.participants import ProfileField
from handlers.callbacks.programme.profile import (
    BUTTONS,
    ClusterChoiceButton,
    IndustryChoiceButton,
    OfferButton,
    ProfileAct,
    ProfileButton,
    ProfileFieldButton,
    ProfileStep,
    RegionChoiceButton,
    RegionListButton,
)
from handlers.programme.profile import views
from handlers.programme.profile.form import Form
from handlers.programme.sessions.views import card_screen as session_screen
from handlers.states import FillingProfile
from services.clusters.catalogue import Clusters, region_key
from services.places.gazetteer import Gazetteer
from services.programme.participants.profiles import Participants
from services.programme.sessions import Programmes
from services.search.participant_matches import meant, named_exactly, regions_meant
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="profile")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_text, StateFilter(FillingProfile.text), FreeText())
    router.callback_query.register(on_offer, OfferButton.filter())
    for act, handler in (
        (ProfileAct.OPEN, on_open),
        (ProfileAct.CARD, on_card),
        (ProfileAct.FILL, on_fill),
        (ProfileAct.LIST, on_listing),
        (ProfileAct.UNLIST, on_listing),
        (ProfileAct.ERASE, on_erase),
        (ProfileAct.SURE, on_erase_sure),
    ):
        router.callback_query.register(handler, ProfileButton.filter(F.act == act))
    for way, step in (
        (ProfileStep.ASK, on_ask),
        (ProfileStep.KEEP, on_keep),
        (ProfileStep.CLEAR, on_clear),
        (ProfileStep.SUGGEST, on_suggestion),
        (ProfileStep.TYPE, on_other_organisation),
    ):
        router.callback_query.register(step, ProfileFieldButton.filter(F.way == way))
    router.callback_query.register(on_regions, RegionListButton.filter())
    router.callback_query.register(on_region, RegionChoiceButton.filter())
    router.callback_query.register(on_cluster, ClusterChoiceButton.filter())
    router.callback_query.register(on_industry, IndustryChoiceButton.filter())
    return router


async def on_offer(
    query: CallbackQuery,
    callback_data: OfferButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    programmes: Programmes,
    clusters: Clusters,
) -> None:
    """The session's card loses the question; the form begins in a message of its own."""
    session = await programmes.card(actor, SessionId(callback_data.session))
    toast = None if callback_data.wanted else t.plain("profile-later")
    await show(query, session_screen(session, actor, t), toast=toast)
    if callback_data.wanted:
        known = await participants.get(actor)
        form = Form(state, query.from_user, actor, t, clusters)
        await send_to_chat(query, await form.ask(ProfileField.NAME, known))


async def on_open(
    query: CallbackQuery, actor: Actor, t: Translator, participants: Participants
) -> None:
    await acknowledge(query)
    await send_to_chat(query, views.card_screen(await participants.get(actor), t))


async def on_card(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
) -> None:
    await state.clear()
    await show(query, views.card_screen(await participants.get(actor), t))


async def on_fill(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    known = await participants.get(actor)
    form = Form(state, query.from_user, actor, t, clusters)
    await show(query, await form.ask(ProfileField.NAME, known))


async def on_listing(
    query: CallbackQuery,
    callback_data: ProfileButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
) -> None:
    await state.clear()
    known = await participants.set_listed(actor, wanted=callback_data.act is ProfileAct.LIST)
    toast = t.plain("profile-listed" if known.is_listed else "profile-unlisted")
    await show(query, views.card_screen(known, t), toast=toast)


async def on_erase(query: CallbackQuery, t: Translator) -> None:
    await show(query, views.erase_screen(t))


async def on_erase_sure(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
) -> None:
    await state.clear()
    await participants.erase(actor)
    await show(query, views.erased_screen(t))


async def on_ask(
    query: CallbackQuery,
    callback_data: ProfileFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    known = await participants.get(actor)
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.ask(callback_data.field, known))


async def on_keep(
    query: CallbackQuery,
    callback_data: ProfileFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    known = await participants.get(actor)
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.after(callback_data.field, known))


async def on_clear(
    query: CallbackQuery,
    callback_data: ProfileFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    known = await participants.clear(actor, callback_data.field)
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.after(callback_data.field, known))


async def on_suggestion(
    query: CallbackQuery,
    callback_data: ProfileFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    """Proposed anew, for names and places change; nothing to propose any more is outdated."""
    field = callback_data.field
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    text = form.suggestion(field)
    if not text:
        raise NotFound("button-outdated")
    if field is ProfileField.REGION:
        known = await participants.choose_region(actor, text)
    else:
        known = await participants.type_in(actor, field, text)
    await show(query, await form.after(field, known))


async def on_other_organisation(
    query: CallbackQuery, callback_data: ProfileFieldButton, state: FSMContext, t: Translator
) -> None:
    await ask(
        state,
        FillingProfile.text,
        {"field": ProfileField.CLUSTER, "is_single": callback_data.is_single, "as_typed": True},
    )
    await acknowledge(query)
    await send_to_chat(query, Screen(t("profile-ask-organisation")))


async def on_regions(
    query: CallbackQuery, callback_data: RegionListButton, t: Translator, places: Gazetteer
) -> None:
    page, is_single = callback_data.page, callback_data.is_single
    await show(query, views.regions_screen(places.regions, page, t, is_single=is_single))


async def on_region(
    query: CallbackQuery,
    callback_data: RegionChoiceButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    found = [name for name in places.regions if region_key(name) == callback_data.key]
    if not found:
        raise NotFound("button-outdated")
    known = await participants.choose_region(actor, found[0])
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.after(ProfileField.REGION, known))


async def on_cluster(
    query: CallbackQuery,
    callback_data: ClusterChoiceButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    known = await participants.choose_cluster(actor, cluster)
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.after(ProfileField.CLUSTER, known))


async def on_industry(
    query: CallbackQuery,
    callback_data: IndustryChoiceButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
) -> None:
    known = await participants.choose_industry(actor, callback_data.industry)
    form = Form(state, query.from_user, actor, t, clusters, callback_data.is_single)
    await show(query, await form.after(ProfileField.INDUSTRY, known))


async def on_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    participants: Participants,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    data, text = await state.get_data(), message.text or ""
    field, is_single = ProfileField(data["field"]), bool(data.get("is_single"))
    form = Form(state, message.from_user, actor, t, clusters, is_single)
    note = ""
    if field is ProfileField.REGION:
        regions = regions_meant(text, places)
        if len(regions) > 1:
            await send(message, views.which_region_screen(regions, t, is_single=is_single))
            return
        known = await participants.choose_region(actor, regions[0])
    elif field is ProfileField.CLUSTER and not data.get("as_typed"):
        catalogue = await clusters.catalogue()
        named = named_exactly(text, catalogue)
        found = () if named is not None else meant(text, catalogue, places)
        if found:
            await send(message, views.found_screen(found, t, is_single=is_single))
            return
        if named is not None:
            known = await participants.choose_cluster(actor, named)
        else:
            known = await participants.type_in(actor, field, text)
            note = t("profile-taken-as-typed", name=known.organisation)
    else:
        known = await participants.type_in(actor, field, text)
    await send(message, await form.after(field, known, note))
