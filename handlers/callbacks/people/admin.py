from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Page, Person


class Desk(StrEnum):
    HOME = "home"
    COMPOSE = "compose"
    UNDER_WAY = "way"
    ORGANISERS = "who"
    ADD = "add"


class DeskButton(CallbackData, prefix="a"):
    place: Desk


class ArchiveButton(CallbackData, prefix="aa"):
    page: Page = 0


class LogButton(CallbackData, prefix="al"):
    page: Page = 0


class RemoveButton(CallbackData, prefix="ar"):
    """`sure`: the question has been answered."""

    id: Person
    sure: bool = False
