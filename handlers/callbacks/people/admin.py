"""Buttons of the organisers' dashboard, and of what leads back to it."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Page, Person, Row


class AdminScreen(StrEnum):
    HOME = "home"
    COMPOSE = "compose"
    UNDER_WAY = "way"
    ORGANISERS = "who"
    ADD = "add"


class AdminButton(CallbackData, prefix="a"):
    place: AdminScreen


class ArchiveButton(CallbackData, prefix="aa"):
    page: Page = 0


class UnderWayButton(CallbackData, prefix="au"):
    """A page of what is planned, leaves or is being written."""

    page: Page = 0


class OrganisersButton(CallbackData, prefix="ao"):
    page: Page = 0


class LeaveButton(CallbackData, prefix="av"):
    """Leads from an announcement's panel or progress to the dashboard; `id` is the
    announcement's."""

    id: Row


class LogButton(CallbackData, prefix="al"):
    page: Page = 0


class RemoveButton(CallbackData, prefix="ar"):
    """`sure`: the question has been answered."""

    id: Person
    sure: bool = False
