"""Choosing whom an announcement is for."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.announcements.announcements import Announcement
from domain.announcements.audiences import (
    EVERYONE,
    Condition,
    Favourites,
    Industries,
    Languages,
    Regions,
    Registered,
    RegisteredKind,
    Roles,
    Within,
)
from domain.clusters.cards import Industry
from domain.errors import NotFound, UserError
from domain.ids import AnnouncementId, ClusterId, EventId, PlaceId
from domain.people.users import Actor, Language, Role
from handlers.announcements import audience_views as views
from handlers.announcements.views import ask
from handlers.callbacks.announcements import (
    DraftButton,
    DropButton,
    EventButton,
    Kind,
    KindButton,
    RegisteredButton,
    Step,
    ValueButton,
    WithinButton,
)
from handlers.states import ComposingAnnouncement
from services.announcements.drafts import AnnouncementDrafts
from services.clusters.catalogue import Clusters, region_key
from services.files.ids import read_ids
from services.files.isolation import FileReader
from services.places.gazetteer import Gazetteer
from ui.files import downloaded
from ui.filters import FreeText, HasDocument
from ui.screens import Screen, send, show
from ui.translator import Translator

POPULAR_SHOWN = 60


def register(router: Router) -> None:
    router.callback_query.register(on_audience, DraftButton.filter(F.step == Step.AUDIENCE))
    router.callback_query.register(on_everyone, DraftButton.filter(F.step == Step.EVERYONE))
    router.callback_query.register(on_except, KindButton.filter(F.page == -1))
    router.callback_query.register(on_place_kind, KindButton.filter(F.kind == Kind.PLACE))
    router.callback_query.register(on_file_kind, KindButton.filter(F.kind == Kind.FILE))
    router.callback_query.register(on_events_kind, KindButton.filter(F.kind == Kind.REGISTERED))
    router.callback_query.register(on_kind, KindButton.filter())
    router.callback_query.register(on_value, ValueButton.filter())
    router.callback_query.register(on_drop, DropButton.filter())
    router.callback_query.register(on_within, WithinButton.filter())
    router.callback_query.register(on_event, EventButton.filter())
    router.callback_query.register(on_registered, RegisteredButton.filter())
    router.message.register(on_place, StateFilter(ComposingAnnouncement.place), FreeText())
    router.message.register(on_file, StateFilter(ComposingAnnouncement.file), HasDocument())


async def on_audience(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    await state.clear()
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _show(query, one, actor, t, broadcasts)


async def on_everyone(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    one = await broadcasts.set_audience(
        actor, AnnouncementId(callback_data.id), lambda _audience: EVERYONE
    )
    await _show(query, one, actor, t, broadcasts)


async def on_except(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.except_screen(one, await broadcasts.estimate(actor, one), t))


async def on_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
    clusters: Clusters,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _show_values(query, one, callback_data, actor, t, broadcasts, clusters)


async def on_value(
    query: CallbackQuery,
    callback_data: ValueButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
    clusters: Clusters,
) -> None:
    regions = await broadcasts.home_regions(actor)
    condition = _condition(callback_data, regions)
    one = await broadcasts.set_audience(
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
    await _show_values(query, one, opened, actor, t, broadcasts, clusters)


async def on_drop(
    query: CallbackQuery,
    callback_data: DropButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    one = await broadcasts.set_audience(
        actor,
        AnnouncementId(callback_data.id),
        lambda audience: audience.without(callback_data.number),
    )
    await _show(query, one, actor, t, broadcasts)


# -- a place and a radius


async def on_place_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _wait(state, ComposingAnnouncement.place, callback_data)
    await show(query, ask(callback_data.id, "audience-place-ask", t))


async def on_place(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
    places: Gazetteer,
) -> None:
    data = await state.get_data()
    await broadcasts.get(actor, AnnouncementId(data["id"]))
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
    broadcasts: AnnouncementDrafts,
    places: Gazetteer,
) -> None:
    place = places.by_id(PlaceId(callback_data.place))
    if place is None:
        raise NotFound("button-outdated")
    condition = Within(place.name, place.point, callback_data.km)
    await _add(query, callback_data.id, condition, actor, t, broadcasts, callback_data.excluded)


# -- events


async def on_events_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    events = await broadcasts.events(actor)
    await show(query, views.events_screen(one, events, t, is_excluded=callback_data.excluded))


async def on_event(
    query: CallbackQuery,
    callback_data: EventButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    event = await _event(actor, callback_data.event, broadcasts)
    sessions = await broadcasts.sessions(actor, event[0])
    screen = views.sessions_screen(one, event, sessions, t, is_excluded=callback_data.excluded)
    await show(query, screen)


async def on_registered(
    query: CallbackQuery,
    callback_data: RegisteredButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    condition = await _registered(callback_data, actor, broadcasts)
    await _add(query, callback_data.id, condition, actor, t, broadcasts, callback_data.excluded)


async def _registered(
    pressed: RegisteredButton, actor: Actor, broadcasts: AnnouncementDrafts
) -> Registered:
    if pressed.what == "s":
        for event_id, _ in await broadcasts.events(actor):
            for session_id, title, _ in await broadcasts.sessions(actor, event_id):
                if session_id == pressed.item:
                    return Registered(RegisteredKind.SESSION, session_id, name=title)
        raise NotFound("button-outdated")
    event_id, title = await _event(actor, pressed.item, broadcasts)
    if pressed.what == "e":
        return Registered(RegisteredKind.EVENT, event_id, name=title)
    tracks = views.tracks_of(await broadcasts.sessions(actor, event_id))
    if not 0 <= pressed.number < len(tracks):
        raise NotFound("button-outdated")
    track = tracks[pressed.number]
    return Registered(RegisteredKind.TRACK, event_id, track, f"{title}: {track}")


async def _event(
    actor: Actor, event_id: str, broadcasts: AnnouncementDrafts
) -> tuple[EventId, str]:
    for known, title in await broadcasts.events(actor):
        if known == event_id:
            return known, title
    raise NotFound("button-outdated")


# -- ids from a file


async def on_file_kind(
    query: CallbackQuery,
    callback_data: KindButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _wait(state, ComposingAnnouncement.file, callback_data)
    await show(query, ask(callback_data.id, "audience-file-ask", t))


async def on_file(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
    file_reader: FileReader,
) -> None:
    data = await state.get_data()
    await broadcasts.get(actor, AnnouncementId(data["id"]))
    name, content = await downloaded(bot, message.document)
    ids = await file_reader.run(read_ids, name, content)
    one, known = await broadcasts.choose(
        actor, AnnouncementId(data["id"]), ids, is_excluded=bool(data["excluded"])
    )
    await state.clear()
    await send(message, Screen(t("audience-file-read", count=len(set(ids)), known=known)))
    await send(message, views.audience_screen(one, await broadcasts.estimate(actor, one), t))


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
    broadcasts: AnnouncementDrafts,
    is_excluded: bool,
) -> None:
    one = await broadcasts.set_audience(
        actor,
        AnnouncementId(announcement_id),
        lambda audience: audience.toggled(condition, is_excluded=is_excluded),
    )
    await _show(query, one, actor, t, broadcasts)


async def _show(
    query: CallbackQuery,
    one: Announcement,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
) -> None:
    await show(query, views.audience_screen(one, await broadcasts.estimate(actor, one), t))


async def _show_values(
    query: CallbackQuery,
    one: Announcement,
    opened: KindButton,
    actor: Actor,
    t: Translator,
    broadcasts: AnnouncementDrafts,
    clusters: Clusters,
) -> None:
    chosen = _chosen(one, opened)
    values = await _values(opened.kind, actor, t, broadcasts, clusters)
    marked = [(code, label, key in chosen) for code, label, key in values]
    estimate = await broadcasts.estimate(actor, one)
    await show(query, views.values_screen(one, estimate, opened, marked, t))


def _chosen(one: Announcement, opened: KindButton) -> frozenset[str]:
    for term in one.audience.terms:
        if type(term.condition) is VALUE_TYPES[opened.kind] and (
            term.is_excluded == opened.excluded
        ):
            return frozenset(map(str, term.condition.values))  # type: ignore[union-attr]  # a value type
    return frozenset()


VALUE_TYPES: dict[Kind, type[Condition]] = {
    Kind.LANGUAGE: Languages,
    Kind.ROLE: Roles,
    Kind.REGION: Regions,
    Kind.FAVOURITE: Favourites,
    Kind.INDUSTRY: Industries,
}


async def _values(
    kind: Kind, actor: Actor, t: Translator, broadcasts: AnnouncementDrafts, clusters: Clusters
) -> Sequence[tuple[str, str, str]]:
    """Code for the button, label, and the value itself, of everything that can be chosen."""
    match kind:
        case Kind.LANGUAGE:
            return [(one, t.plain(f"language-{one}"), one) for one in Language]
        case Kind.ROLE:
            return [(one, t.plain(f"role-{one}"), one) for one in Role]
        case Kind.REGION:
            regions = await broadcasts.home_regions(actor)
            return [
                (region_key(name), t.plain("region-option", region=name, count=count), name)
                for name, count in regions.items()
            ]
        case Kind.INDUSTRY:
            return sorted(
                ((one, t.plain(f"industry-{one}"), one) for one in Industry),
                key=lambda row: row[1],
            )
        case Kind.FAVOURITE:
            catalogue = await clusters.catalogue()
            popular = await broadcasts.popular_clusters(actor, POPULAR_SHOWN)
            return [
                (one, f"★ {count} · {catalogue.by_id[one].name}", one)
                for one, count in popular
                if one in catalogue.by_id
            ]
        case _:
            raise NotFound("button-outdated")


def _condition(pressed: ValueButton, regions: dict[str, int]) -> Condition:
    value = pressed.value
    try:
        match pressed.kind:
            case Kind.LANGUAGE:
                return Languages(frozenset({Language(value)}))
            case Kind.ROLE:
                return Roles(frozenset({Role(value)}))
            case Kind.INDUSTRY:
                return Industries(frozenset({Industry(value)}))
            case Kind.FAVOURITE:
                return Favourites(frozenset({ClusterId(value)}))
            case Kind.REGION:
                named = {region_key(name): name for name in regions}
                return Regions(frozenset({named[value]}))
    except (KeyError, ValueError) as error:
        raise NotFound("button-outdated") from error
    raise NotFound("button-outdated")
