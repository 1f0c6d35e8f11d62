"""Buttons under a person's schedule: their calendar, as a file or by a link."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Mark


class FeedStep(StrEnum):
    OPEN = "o"
    ASK_RENEW = "n"
    RENEW = "r"
    ASK_REVOKE = "d"
    REVOKE = "x"


class MyCalendarButton(CallbackData, prefix="ic"):
    """The ways of my schedule into a calendar program."""


class CalendarFileButton(CallbackData, prefix="if"):
    """My schedule as a file."""


class FeedButton(CallbackData, prefix="il"):
    """`mark` names the link that is to be renewed, so that a double tap renews once."""

    step: FeedStep
    mark: Mark = ""


BUTTONS: tuple[type[CallbackData], ...] = (MyCalendarButton, CalendarFileButton, FeedButton)
