"""Buttons of the choice of news; StopNewsButton also under every item and digest that was sent."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.news.subscriptions import DigestFrequency
from handlers.callbacks.fields import Hour, Row, TopicKey


class SubscriptionsPage(StrEnum):
    MAIN = "m"
    TOPICS = "t"
    WORDS = "w"
    PACE = "p"


class SubscriptionsButton(CallbackData, prefix="wn"):
    page: SubscriptionsPage = SubscriptionsPage.MAIN


class Switch(StrEnum):
    ALL = "a"
    HOME = "h"
    """The region of the person's home at the time of the tap."""
    FAVOURITES = "f"
    SEARCHES = "s"


class SwitchButton(CallbackData, prefix="wk"):
    """Says what shall be, so that a second tap changes nothing."""

    switch: Switch
    wanted: bool


class TopicSwitchButton(CallbackData, prefix="wt"):
    code: TopicKey
    wanted: bool


class AddWordsButton(CallbackData, prefix="wa"):
    """The bot waits for words."""

    minus: bool


class DropButton(CallbackData, prefix="wd"):
    """One subscription less, by its row."""

    id: Row
    page: SubscriptionsPage


class PaceButton(CallbackData, prefix="wp"):
    pace: DigestFrequency
    hour: Hour


class SilentButton(CallbackData, prefix="wq"):
    wanted: bool


class ResumeButton(CallbackData, prefix="wr"):
    """News come again, by the choices that were kept."""


class StopNewsButton(CallbackData, prefix="ws"):
    """One tap, and no more news come; `id` is the item that it stands under, 0 for a digest."""

    id: Row = 0


BUTTONS: tuple[type[CallbackData], ...] = (
    SubscriptionsButton,
    SwitchButton,
    TopicSwitchButton,
    AddWordsButton,
    DropButton,
    PaceButton,
    SilentButton,
    ResumeButton,
    StopNewsButton,
)
