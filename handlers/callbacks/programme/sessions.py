"""Buttons of events, days, sessions and a person's schedule; a session's stand under most messages
about it.
"""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Day, Page, Slug, Track

ALL_TRACKS = -1


class EventsButton(CallbackData, prefix="pl"):
    pass


class EventsPageButton(CallbackData, prefix="plp"):
    """A page of them: a field more would make the earlier buttons outdated."""

    page: Page = 0


class EventButton(CallbackData, prefix="pe"):
    id: Slug


class DayButton(CallbackData, prefix="pd"):
    """A day of an event by its ordinal (`date.toordinal`), a track by its place in their list."""

    event: Slug
    day: Day
    track: Track = ALL_TRACKS


class DayPageButton(CallbackData, prefix="pdp"):
    """A day with a page. A button of its own, because a prefix never gets other fields."""

    event: Slug
    day: Day
    track: Track = ALL_TRACKS
    page: Page = 0


class MoreButton(CallbackData, prefix="px"):
    """What is rarely wanted of a programme, and the day to go back to."""

    event: Slug
    day: Day
    track: Track = ALL_TRACKS


class TracksButton(CallbackData, prefix="pt"):
    event: Slug
    day: Day


class NowButton(CallbackData, prefix="pn"):
    event: Slug


class SessionButton(CallbackData, prefix="p"):
    id: Slug


class JoinButton(CallbackData, prefix="pj"):
    """Says what is wanted, so that a double tap does not take it back."""

    id: Slug
    wanted: bool


class CalendarButton(CallbackData, prefix="pc"):
    id: Slug


class HearButton(CallbackData, prefix="ph"):
    """Tells the person of sessions again, who has switched that off or has said /stop."""

    id: Slug


class VenueButton(CallbackData, prefix="pv"):
    id: Slug


class ScheduleButton(CallbackData, prefix="pm"):
    """Opens one's schedule in a message of its own: what stands above the button stays."""


class SchedulePageButton(CallbackData, prefix="pmp"):
    """A page of it, in the same message."""

    page: Page = 0


BUTTONS: tuple[type[CallbackData], ...] = (
    EventsButton,
    EventsPageButton,
    EventButton,
    DayButton,
    DayPageButton,
    MoreButton,
    TracksButton,
    NowButton,
    SessionButton,
    JoinButton,
    HearButton,
    CalendarButton,
    VenueButton,
    ScheduleButton,
    SchedulePageButton,
)
