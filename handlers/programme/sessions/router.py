from __future__ import annotations

import asyncio
from datetime import date, datetime

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from domain.errors import AlreadyHandled, UserError
from domain.ids import EventId, SessionId
from domain.people.users import Actor
from domain.programme.programmes import Programme, SessionCard
from domain.programme.reminders import is_reminded
from domain.programme.sessions import last_call
from handlers.callbacks.programme.sessions import (
    ALL_TRACKS,
    BUTTONS,
    CalendarButton,
    DayButton,
    DayPageButton,
    EventButton,
    EventsButton,
    EventsPageButton,
    HearButton,
    JoinButton,
    MoreButton,
    NowButton,
    ScheduleButton,
    SchedulePageButton,
    SessionButton,
    TracksButton,
    VenueButton,
)
from handlers.programme.calendar_words import wording_of
from handlers.programme.reminders.lead_time_views import coming_leads
from handlers.programme.sessions import day_views, views
from handlers.programme.sessions.lines import GOING, WAITING, Marks
from handlers.programme.sessions.now_views import now_screen
from handlers.programme.sessions.offers import with_offer
from handlers.programme.sessions.schedule_views import schedule_screen
from services.files.ics import calendar
from services.people.users import Users
from services.programme.participants.profiles import Participants
from services.programme.sessions import Programmes
from ui.filters import OwnButton, Pressed
from ui.menu import main_menu
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="programme")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_programme, or_f(Command("program"), Pressed("menu-programme")))
    router.callback_query.register(on_events, EventsButton.filter())
    router.callback_query.register(on_events, EventsPageButton.filter())
    router.callback_query.register(on_event, EventButton.filter())
    router.callback_query.register(on_day, DayButton.filter())
    router.callback_query.register(on_day, DayPageButton.filter())
    router.callback_query.register(on_more, MoreButton.filter())
    router.callback_query.register(on_tracks, TracksButton.filter())
    router.callback_query.register(on_now, NowButton.filter())
    router.callback_query.register(on_session, SessionButton.filter())
    router.callback_query.register(on_join, JoinButton.filter())
    router.callback_query.register(on_hear, HearButton.filter())
    router.callback_query.register(on_calendar, CalendarButton.filter())
    router.callback_query.register(on_venue, VenueButton.filter())
    router.callback_query.register(on_schedule, ScheduleButton.filter())
    router.callback_query.register(on_schedule_page, SchedulePageButton.filter())
    return router


async def on_programme(
    message: Message, actor: Actor, t: Translator, programmes: Programmes, now: datetime
) -> None:
    """While an event is on, what is on there; else its day, or the list of events."""
    events = await programmes.events()
    on_now = await programmes.on_now()
    if not events:
        await send(message, main_menu(t, "programme-empty"))
    elif len(on_now) == 1:
        await send(message, await _now(on_now[0], actor, t, programmes, now))
    elif len(events) == 1:
        await send(message, await _today(events[0].id, actor, t, programmes, now))
    else:
        await send(message, day_views.events_screen(events, t))


async def programme_of_day(
    actor: Actor, t: Translator, programmes: Programmes, moment: datetime
) -> Screen:
    """The day's programme of the event that is on, or of the only one; where there are several,
    their list."""
    events = await programmes.events()
    on_now = await programmes.on_now()
    if len(on_now) == 1:
        return await _today(on_now[0].event.id, actor, t, programmes, moment)
    if len(events) == 1:
        return await _today(events[0].id, actor, t, programmes, moment)
    return day_views.events_screen(events, t)


async def on_events(
    query: CallbackQuery,
    callback_data: EventsButton | EventsPageButton,
    t: Translator,
    programmes: Programmes,
) -> None:
    page = callback_data.page if isinstance(callback_data, EventsPageButton) else 0
    await show(query, day_views.events_screen(await programmes.events(), t, page))


async def on_event(
    query: CallbackQuery,
    callback_data: EventButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    now: datetime,
) -> None:
    await show(query, await _today(EventId(callback_data.id), actor, t, programmes, now))


async def on_day(
    query: CallbackQuery,
    callback_data: DayButton | DayPageButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    marks, day = await _marks(actor, programme, programmes), date.fromordinal(callback_data.day)
    page = callback_data.page if isinstance(callback_data, DayPageButton) else 0
    await show(query, day_views.day_screen(programme, day, callback_data.track, marks, t, page))


async def on_more(
    query: CallbackQuery, callback_data: MoreButton, t: Translator, programmes: Programmes
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    day, track = date.fromordinal(callback_data.day), callback_data.track
    await show(query, day_views.more_screen(programme, day, track, t))


async def on_tracks(
    query: CallbackQuery, callback_data: TracksButton, t: Translator, programmes: Programmes
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    await show(query, day_views.tracks_screen(programme, date.fromordinal(callback_data.day), t))


async def on_now(
    query: CallbackQuery,
    callback_data: NowButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    now: datetime,
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    await show(query, await _now(programme, actor, t, programmes, now))


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
    now: datetime,
) -> None:
    session_id, wanted = SessionId(callback_data.id), callback_data.wanted
    try:
        card, key = await _turn(actor, session_id, programmes, wanted=wanted, now=now)
    except AlreadyHandled:
        # Before the process died: the card shows how it is now.
        card, key = await programmes.card(actor, session_id), "already-handled"
    leads = coming_leads(card.reminders or 0, card.session.starts_at - now, t)
    toast = t.plain(key, leads=leads) if key == "session-joined" else t.plain(key)
    screen = views.card_screen(card, actor, t)
    if wanted and await participants.offer(actor):
        screen = with_offer(screen, session_id, t)
    await show(query, screen, toast=toast)


async def _turn(
    actor: Actor, session_id: SessionId, programmes: Programmes, *, wanted: bool, now: datetime
) -> tuple[SessionCard, str]:
    """The card, and the key of what to say of it."""
    if not wanted:
        return await programmes.leave(actor, session_id), "session-left"
    card = await programmes.join(actor, session_id)
    if card.is_waiting:
        return card, _waiting(card, actor, now)
    if views.silence_of(card, actor):
        return card, "session-joined-silent"
    if card.has_begun:
        return card, "session-joined-begun"
    if is_reminded(card.session.starts_at, card.reminders or 0, now):
        return card, "session-joined"
    return card, "session-joined-soon" if card.reminders else "session-joined-unasked"


def _waiting(card: SessionCard, actor: Actor, now: datetime) -> str:
    if last_call(card.session) <= now:
        return "session-waiting-late"
    return "session-waiting-silent" if views.silence_of(card, actor) else "session-waiting"


async def on_hear(
    query: CallbackQuery,
    callback_data: HearButton,
    actor: Actor,
    t: Translator,
    users: Users,
    programmes: Programmes,
) -> None:
    hearing = await users.hear_of_sessions(actor)
    card = await programmes.card(hearing, SessionId(callback_data.id))
    screen = views.card_screen(card, hearing, t)
    await show(query, screen, toast=t.plain("session-hearing"))


async def on_calendar(
    query: CallbackQuery,
    callback_data: CalendarButton,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    bot_username: str,
    now: datetime,
) -> None:
    """A file that calendars open; a later one of the same session takes its place (UID)."""
    card = await programmes.card(actor, SessionId(callback_data.id))
    await acknowledge(query)
    title = card.session.title
    content = await asyncio.to_thread(
        calendar,
        card.event,
        [card.session],
        name=title,
        wording=wording_of(t, bot_username),
        now=now,
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
    programme: Programme, actor: Actor, t: Translator, programmes: Programmes, now: datetime
) -> Screen:
    marks = await _marks(actor, programme, programmes)
    has_others = len(await programmes.events()) > 1
    return now_screen(programme, now, marks, t, has_others=has_others)


async def _today(
    event_id: EventId, actor: Actor, t: Translator, programmes: Programmes, now: datetime
) -> Screen:
    """The present day of the event, else its next one, else its last."""
    programme = await programmes.programme(event_id)
    day = programme.nearest_day(now.astimezone(programme.zone).date())
    if day is None:
        return Screen(t("programme-no-sessions", title=programme.event.title))
    marks = await _marks(actor, programme, programmes)
    return day_views.day_screen(programme, day, ALL_TRACKS, marks, t)


async def _marks(actor: Actor, programme: Programme, programmes: Programmes) -> Marks:
    registered = await programmes.registrations(actor, programme)
    return {session_id: WAITING if waits else GOING for session_id, waits in registered.items()}
