"""Buttons under reminders, and of the choice of lead times."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import AnySlug, Mark, Minutes, Slug


class SnoozeButton(CallbackData, prefix="zs"):
    """`minutes` is one of services.programme.reminders.SNOOZES."""

    id: Slug
    minutes: Minutes


class AckButton(CallbackData, prefix="za"):
    """The person has read it and is on the way."""

    id: Slug


class LeadsButton(CallbackData, prefix="zl"):
    """Opens the lead times of one session, or (no id) of all others."""

    id: AnySlug = ""


class LeadButton(CallbackData, prefix="zt"):
    """Turns a lead time over; AS_USUAL: the session has no set of its own any more; OFF: none."""

    id: AnySlug
    minutes: Minutes


class TrackLeadsButton(CallbackData, prefix="zg"):
    """Opens the lead times of a track. `track` is its domain.programme.sessions.track_key."""

    event: Slug
    track: Mark


class TrackLeadButton(CallbackData, prefix="zi"):
    """Switches a lead time, as LeadButton does, for all sessions of a track."""

    event: Slug
    track: Mark
    minutes: Minutes
