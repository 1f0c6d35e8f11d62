from __future__ import annotations

import asyncio
from datetime import date

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from domain.errors import AlreadyHandled, NotFound, UserError
from domain.ids import EventId, SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.sessions import (
    ALL_TRACKS,
    BUTTONS,
    CalendarButton,
    DayButton,
    DayPageButton,
    EventButton,
    EventsButton,
    JoinButton,
    MoreButton,
    NowButton,
    ScheduleButton,
    SchedulePageButton,
    SessionButton,
    TracksButton,
    VenueButton,
)
from handlers.programme.calendar_words import voice_of
from handlers.programme.reminders.lead_time_views import coming_leads
from handlers.programme.sessions import day_views, views
from handlers.programme.sessions.lines import GOING, WAITING, Marks
from handlers.programme.sessions.now_views import now_screen
from handlers.programme.sessions.offers import with_offer
from handlers.programme.sessions.schedule_views import schedule_screen
from services.files.ics import calendar
from services.programme.participants.profiles import Participants
from services.programme.sessions import Programme, Programmes, SessionCard
from ui.filters import OwnButton, Pressed
from ui.menu import main_menu
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="programme")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_programme, or_f(Command("program"), Pressed("menu-programme")))
    router.callback_query.register(on_events, EventsButton.filter())
    router.callback_query.register(on_event, EventButton.filter())
    router.callback_query.register(on_day, DayButton.filter())
    router.callback_query.register(on_day, DayPageButton.filter())
    router.callback_query.register(on_more, MoreButton.filter())
    router.callback_query.register(on_tracks, TracksButton.filter())
    router.callback_query.register(on_now, NowButton.filter())
    router.callback_query.register(on_session, SessionButton.filter())
    router.callback_query.register(on_join, JoinButton.filter())
    router.callback_query.register(on_calendar, CalendarButton.filter())
    router.callback_query.register(on_venue, VenueButton.filter())
    router.callback_query.register(on_schedule, ScheduleButton.filter())
    router.callback_query.register(on_schedule_page, SchedulePageButton.filter())
    return router


async def on_programme(
    message: Message, actor: Actor, t: Translator, programmes: Programmes
) -> None:
    """While an event is on, what is on there; else its day, or the list of events."""
    events = await programmes.events()
    on_now = await programmes.on_now()
    if not events:
        await send(message, main_menu(t, "programme-empty"))
    elif len(on_now) == 1:
        await send(message, await _now(on_now[0], actor, t, programmes))
    elif len(events) == 1:
        await send(message, await _today(events[0].id, actor, t, programmes))
    else:
        await send(message, day_views.events_screen(events, t))


async def on_events(query: CallbackQuery, t: Translator, programmes: Programmes) -> None:
    await show(query, day_views.events_screen(await programmes.events(), t))


async def on_event(
    query: CallbackQuery,
    callback_data: EventButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    await show(query, await _today(EventId(callback_data.id), actor, t, programmes))


async def on_day(
    query: CallbackQuery,
    callback_data: DayButton | DayPageButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    marks, day = await _marks(actor, programmes), _day(callback_data.day)
    page = callback_data.page if isinstance(callback_data, DayPageButton) else 0
    await show(query, day_views.day_screen(programme, day, callback_data.track, marks, t, page))


async def on_more(
    query: CallbackQuery, callback_data: MoreButton, t: Translator, programmes: Programmes
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    day, track = _day(callback_data.day), callback_data.track
    await show(query, day_views.more_screen(programme, day, track, t))


async def on_tracks(
    query: CallbackQuery, callback_data: TracksButton, t: Translator, programmes: Programmes
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    await show(query, day_views.tracks_screen(programme, _day(callback_data.day), t))


async def on_now(
    query: CallbackQuery,
    callback_data: NowButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    await show(query, await _now(programme, actor, t, programmes))


async def on_session(
    query: CallbackQuery,
    callback_data: SessionButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    card = await programmes.card(actor, SessionId(callback_data.id))
    await show(query, views.card_screen(card, actor, t))


async def on_join(
    query: CallbackQuery,
    callback_data: JoinButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    participants: Participants,
) -> None:
    session_id = SessionId(callback_data.id)
    try:
        card, key = await _turn(actor, session_id, programmes, wanted=callback_data.wanted)
    except AlreadyHandled:
        # Before the process died: the card shows how it is now.
        card, key = await programmes.card(actor, session_id), "already-handled"
    if key == "session-joined":
        starts_in = card.session.starts_at - programmes.clock.now()
        leads = coming_leads(card.reminders, starts_in, t)
        toast = t.plain(key, leads=leads) if leads else t.plain("session-joined-silent")
    else:
        toast = t.plain(key)
    screen = views.card_screen(card, actor, t)
    if callback_data.wanted and await participants.offer(actor):
        screen = with_offer(screen, session_id, t)
    await show(query, screen, toast=toast)


async def _turn(
    actor: Actor, session_id: SessionId, programmes: Programmes, *, wanted: bool
) -> tuple[SessionCard, str]:
    """The card, and the key of what to say of it."""
    if not wanted:
        return await programmes.leave(actor, session_id), "session-left"
    card = await programmes.join(actor, session_id)
    has_begun = card.session.starts_at <= programmes.clock.now()
    joined = "session-joined-begun" if has_begun else "session-joined"
    return card, "session-waiting" if card.is_waiting else joined


async def on_calendar(
    query: CallbackQuery,
    callback_data: CalendarButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    bot_username: str,
) -> None:
    """A file that calendars open; a later one of the same session takes its place (UID)."""
    card = await programmes.card(actor, SessionId(callback_data.id))
    now = programmes.clock.now()
    await acknowledge(query)
    title = card.session.title
    content = await asyncio.to_thread(
        calendar, card.event, [card.session], name=title, voice=voice_of(t, bot_username), now=now
    )
    if query.bot is not None:
        await query.bot.send_document(
            query.from_user.id,
            BufferedInputFile(content, f"{card.session.id}.ics"),
            caption=t("session-calendar-caption", title=card.session.title),
        )


async def on_venue(
    query: CallbackQuery,
    callback_data: VenueButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    card = await programmes.card(actor, SessionId(callback_data.id))
    event = card.event
    if event.point is None:
        raise UserError("programme-no-point")
    await acknowledge(query)
    if query.bot is not None:
        await query.bot.send_venue(
            query.from_user.id,
            latitude=event.point.lat,
            longitude=event.point.lon,
            title=event.venue or event.title,
            address=event.address or event.title,
        )


async def on_schedule(
    query: CallbackQuery, actor: Actor, t: Translator, programmes: Programmes
) -> None:
    await acknowledge(query)
    await send_to_chat(query, schedule_screen(await programmes.schedule(actor), t))


async def on_schedule_page(
    query: CallbackQuery,
    callback_data: SchedulePageButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    schedule = await programmes.schedule(actor)
    await show(query, schedule_screen(schedule, t, callback_data.page))


async def _now(
    programme: Programme, actor: Actor, t: Translator, programmes: Programmes
) -> Screen:
    marks, now = await _marks(actor, programmes), programmes.clock.now()
    has_others = len(await programmes.events()) > 1
    return now_screen(programme, now, marks, t, has_others=has_others)


async def _today(event_id: EventId, actor: Actor, t: Translator, programmes: Programmes) -> Screen:
    """The present day of the event, else its next one, else its last."""
    programme = await programmes.programme(event_id)
    day = programme.nearest_day(programmes.clock.now().astimezone(programme.zone).date())
    if day is None:
        return Screen(t("programme-no-sessions", title=programme.event.title))
    marks = await _marks(actor, programmes)
    return day_views.day_screen(programme, day, ALL_TRACKS, marks, t)


async def _marks(actor: Actor, programmes: Programmes) -> Marks:
    schedule = await programmes.schedule(actor)
    return {session.id: WAITING if is_waiting else GOING for _, session, is_waiting in schedule}


def _day(ordinal: int) -> date:
    """Raises NotFound for a number that is no day: callback data can be forged."""
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise NotFound("button-outdated") from error
