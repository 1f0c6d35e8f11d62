from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class SnoozeButton(CallbackData, prefix="zs"):
    """`minutes` is one of services.programme.reminders.SNOOZES."""

    id: str
    minutes: int


class AckButton(CallbackData, prefix="za"):
    """The person has read it and is on the way."""

    id: str


class LeadsButton(CallbackData, prefix="zl"):
    """Opens the lead times of one session, or (no id) of all others."""

    id: str = ""


class LeadButton(CallbackData, prefix="zt"):
    """Turns a lead time over; AS_USUAL: the session has no set of its own any more; OFF: none."""

    id: str
    minutes: int


class TrackLeadsButton(CallbackData, prefix="zg"):
    """Opens the lead times of a track. `track` is its domain.programme.sessions.track_key."""

    event: str
    track: str


class TrackLeadButton(CallbackData, prefix="zi"):
    """As LeadButton, for all sessions of a track."""

    event: str
    track: str
    minutes: int
