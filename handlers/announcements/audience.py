"""Choosing whom an announcement is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.announcements.announcements import Announcement
from domain.announcements.audiences import (
    EVERYONE,
    VALUE_TYPES,
    AudienceKind,
    Condition,
    Registered,
    RegisteredKind,
    ValueCondition,
    Within,
)
from domain.errors import NotFound, UserError
from domain.ids import AnnouncementId, PlaceId
from domain.people.users import Actor
from domain.programme.sessions import Event
from handlers.announcements import audience_views as views
from handlers.announcements.counted import send_counted, show_counted
from handlers.announcements.views import ask
from handlers.callbacks.announcements import (
    DraftButton,
    DraftStep,
    DropButton,
    EventButton,
    EventPageButton,
    KindButton,
    RegisteredButton,
    ValueButton,
    WithinButton,
)
from handlers.states import ComposingAnnouncement
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from services.clusters.catalogue import region_key
from services.files.ids import read_ids
from services.files.isolation import FileReader
from services.places.gazetteer import Gazetteer
from ui.files import downloaded
from ui.filters import FreeText, HasDocument, NoCommand
from ui.screens import Screen, send, show
from ui.translator import Translator

LONGEST_CODE = 40
"""Characters of a value in a button; callbacks.fields.Code has the same bound."""


def register(router: Router) -> None:
    router.callback_query.register(on_audience, DraftButton.filter(F.step == DraftStep.AUDIENCE))
    router.callback_query.register(on_everyone, DraftButton.filter(F.step == DraftStep.EVERYONE))
    router.callback_query.register(on_except, KindButton.filter(F.page == -1))
    for kind, handler in OWN_DIALOGUES.items():
        router.callback_query.register(handler, KindButton.filter(F.kind == kind))
    router.callback_query.register(on_kind, KindButton.filter())
    router.callback_query.register(on_value, ValueButton.filter())
    router.callback_query.register(on_drop, DropButton.filter())
    router.callback_query.register(on_within, WithinButton.filter())
    router.callback_query.register(on_event, EventButton.filter())
    router.callback_query.register(on_event, EventPageButton.filter())
    router.callback_query.register(on_registered, RegisteredButton.filter())
    router.message.register(on_place, StateFilter(ComposingAnnouncement.place), FreeText())
    router.message.register(on_file, StateFilter(ComposingAnnouncement.file), HasDocument())
    router.message.register(on_no_file, StateFilter(ComposingAnnouncement.file), NoCommand())


async def on_audience(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await state.clear()
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await _show(query, one, actor, t, announcement_release)


async def on_everyone(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.set_audience(
        actor, AnnouncementId(callback_data.id), lambda _audience: EVERYONE
    )
    await _show(query, one, actor, t, announcement_release)


async def on_except(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    counting = announcement_release.estimate(actor, one)
    await show_counted(query, counting, lambda known: views.except_screen(one, known, t))


async def on_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await _show_values(
        query, one, callback_data, actor, t, announcement_drafts, announcement_release
    )


async def on_value(
    query: CallbackQuery,
    callback_data: ValueButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    condition = await _condition(callback_data, actor, announcement_drafts)
    one = await announcement_drafts.set_audience(
        actor,
        AnnouncementId(callback_data.id),
        lambda audience: audience.toggled(condition, is_excluded=callback_data.excluded),
    )
    opened = KindButton(
        id=one.id,
        kind=callback_data.kind,
        excluded=callback_data.excluded,
        page=callback_data.page,
    )
    await _show_values(query, one, opened, actor, t, announcement_drafts, announcement_release)


async def on_drop(
    query: CallbackQuery,
    callback_data: DropButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.set_audience(
        actor,
        AnnouncementId(callback_data.id),
        lambda audience: audience.without(callback_data.number),
    )
    await _show(query, one, actor, t, announcement_release)


# -- a place and a radius


async def on_place_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await _wait(state, ComposingAnnouncement.place, callback_data)
    await show(query, ask(callback_data.id, "audience-place-ask", t))


async def on_place(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    places: Gazetteer,
) -> None:
    data = await state.get_data()
    await announcement_drafts.get(actor, AnnouncementId(data["id"]))
    if places.is_abroad(message.text or ""):
        raise UserError("place-abroad")
    match = places.find(message.text or "")
    if len(match.places) != 1:
        raise UserError("settings-place-unclear")
    await state.clear()
    screen = views.radius_screen(
        data["id"], match.places[0], t, is_excluded=bool(data["excluded"])
    )
    await send(message, screen)


async def on_within(
    query: CallbackQuery,
    callback_data: WithinButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    places: Gazetteer,
) -> None:
    place = places.by_id(PlaceId(callback_data.place))
    if place is None:
        raise NotFound("button-outdated")
    condition = Within(place.name, place.point, callback_data.km)
    await _add(
        query,
        callback_data.id,
        condition,
        actor,
        t,
        announcement_drafts,
        announcement_release,
        callback_data.excluded,
    )


# -- events


async def on_events_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    events = await announcement_drafts.events(actor)
    await show(query, views.events_screen(one, callback_data, events, t))


async def on_event(
    query: CallbackQuery,
    callback_data: EventButton | EventPageButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    event = await _event(actor, callback_data.event, announcement_drafts)
    sessions = await announcement_drafts.sessions(actor, event.id)
    page = callback_data.page if isinstance(callback_data, EventPageButton) else 0
    is_excluded = callback_data.excluded
    await show(
        query, views.sessions_screen(one, event, sessions, page, t, is_excluded=is_excluded)
    )


async def on_registered(
    query: CallbackQuery,
    callback_data: RegisteredButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    condition = await _registered(callback_data, actor, t, announcement_drafts)
    await _add(
        query,
        callback_data.id,
        condition,
        actor,
        t,
        announcement_drafts,
        announcement_release,
        callback_data.excluded,
    )


async def _registered(
    pressed: RegisteredButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> Registered:
    if pressed.what == "s":
        for event in await announcement_drafts.events(actor):
            sessions = await announcement_drafts.sessions(actor, event.id)
            for session in sessions:
                if session.id == pressed.item:
                    name = views.session_name(session, sessions, ZoneInfo(event.tz), t)
                    return Registered(RegisteredKind.SESSION, session.id, name=name)
        raise NotFound("button-outdated")
    event = await _event(actor, pressed.item, announcement_drafts)
    if pressed.what == "e":
        return Registered(RegisteredKind.EVENT, event.id, name=event.title)
    tracks = views.tracks_of(await announcement_drafts.sessions(actor, event.id))
    if not 0 <= pressed.number < len(tracks):
        raise NotFound("button-outdated")
    track = tracks[pressed.number]
    return Registered(RegisteredKind.TRACK, event.id, track, f"{event.title}: {track}")


async def _event(actor: Actor, event_id: str, announcement_drafts: AnnouncementDrafts) -> Event:
    for event in await announcement_drafts.events(actor):
        if event.id == event_id:
            return event
    raise NotFound("button-outdated")


# -- ids from a file


async def on_file_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await _wait(state, ComposingAnnouncement.file, callback_data)
    await show(query, ask(callback_data.id, "audience-file-ask", t))


async def on_no_file(message: Message) -> None:
    raise UserError("audience-file-please")


async def on_file(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    file_reader: FileReader,
) -> None:
    data = await state.get_data()
    await announcement_drafts.get(actor, AnnouncementId(data["id"]))
    name, content = await downloaded(bot, message.document)
    ids = await file_reader.run(read_ids, name, content)
    one, known = await announcement_drafts.choose(
        actor, AnnouncementId(data["id"]), ids, is_excluded=bool(data["excluded"])
    )
    await state.clear()
    await send(message, Screen(t("audience-file-read", count=len(set(ids)), known=known)))
    await send_counted(
        bot,
        message.chat.id,
        announcement_release.estimate(actor, one),
        lambda known: views.audience_screen(one, known, t),
    )


# -- shared


async def _wait(state: FSMContext, awaited: object, pressed: KindButton) -> None:
    await state.set_state(awaited)  # type: ignore[arg-type]  # a State of Composing
    await state.update_data(id=pressed.id, excluded=pressed.excluded)


async def _add(
    query: CallbackQuery,
    announcement_id: int,
    condition: Condition,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    is_excluded: bool,
) -> None:
    one = await announcement_drafts.set_audience(
        actor,
        AnnouncementId(announcement_id),
        lambda audience: audience.toggled(condition, is_excluded=is_excluded),
    )
    await _show(query, one, actor, t, announcement_release)


async def _show(
    query: CallbackQuery,
    one: Announcement,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    counting = announcement_release.estimate(actor, one)
    await show_counted(query, counting, lambda known: views.audience_screen(one, known, t))


async def _show_values(
    query: CallbackQuery,
    one: Announcement,
    opened: KindButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    kind = _value_type(opened.kind)
    chosen = {
        value
        for term in one.audience.terms
        if isinstance(term.condition, kind) and term.is_excluded == opened.excluded
        for value in term.condition.values
    }
    options = [
        (_key(each.value), views.option_label(kind, each, t), each.value in chosen)
        for each in await announcement_drafts.offered(actor, kind)
    ]
    if kind.is_sorted:
        options.sort(key=lambda option: option[1])
    await show_counted(
        query,
        announcement_release.estimate(actor, one),
        lambda known: views.values_screen(one, known, opened, options, t),
    )


async def _condition(
    pressed: ValueButton, actor: Actor, announcement_drafts: AnnouncementDrafts
) -> ValueCondition:
    """Raises Forbidden, and NotFound for a value that is not offered any more."""
    await announcement_drafts.begin(actor)
    kind = _value_type(pressed.kind)
    for each in await announcement_drafts.offered(actor, kind):
        if _key(each.value) == pressed.value:
            return kind.of(each.value)
    raise NotFound("button-outdated")


def _value_type(kind: AudienceKind) -> type[ValueCondition]:
    """Raises NotFound for a kind that is not chosen value by value."""
    if kind not in VALUE_TYPES:
        raise NotFound("button-outdated")
    return VALUE_TYPES[kind]


def _key(value: str) -> str:
    """What stands for a value in a button: itself, where it fits."""
    is_code = value.isascii() and len(value) <= LONGEST_CODE and not set(value) & set(" :")
    return value if is_code else region_key(value)


OWN_DIALOGUES: dict[AudienceKind, Callable[..., Awaitable[Any]]] = {
    AudienceKind.PLACE: on_place_kind,
    AudienceKind.FILE: on_file_kind,
    AudienceKind.REGISTERED: on_events_kind,
}
"""Kinds that are not chosen value by value."""
