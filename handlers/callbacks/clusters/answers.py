"""Buttons under answers, their sections and cards: what is answered, and whom else to ask."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.clusters.answers import AnswerSection
from handlers.callbacks.fields import Slug


class SectionsButton(CallbackData, prefix="h"):
    """`apart`: in a message of its own, because the one under the button shall stay."""

    apart: bool = False


class SectionButton(CallbackData, prefix="hs"):
    section: AnswerSection


class AnswerButton(CallbackData, prefix="ha"):
    id: Slug


class WhomToAskButton(CallbackData, prefix="hw"):
    """Clusters near home, or the question where to look."""


class AdmissionDatesButton(CallbackData, prefix="hm"):
    """Reminders of the dates of admission. Says what shall be, not "toggle"."""

    wanted: bool


BUTTONS: tuple[type[CallbackData], ...] = (
    SectionsButton,
    SectionButton,
    AnswerButton,
    WhomToAskButton,
    AdmissionDatesButton,
)
