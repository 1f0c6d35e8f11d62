"""Buttons of the news. They live for ever: a prefix is never given new fields."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.fields import Chat, TopicKey

NewsKey = Annotated[int, Field(ge=1, lt=10**12)]
Edge = Annotated[int, Field(ge=0, lt=10**12)]
"""The item next to a page; 0: the page at the top."""


class NewsListButton(CallbackData, prefix="vl"):
    """The page that follows `edge`, or the one right above it (`newer`)."""

    topic: TopicKey = ""
    edge: Edge = 0
    newer: bool = False


class NewsTopicsButton(CallbackData, prefix="vt"):
    pass


class NewsItemButton(CallbackData, prefix="vi"):
    """An item, and the page of the list to which «back» leads."""

    id: NewsKey
    topic: TopicKey = ""
    edge: Edge = 0
    newer: bool = False


class RelatedButton(CallbackData, prefix="vr"):
    """«Другие события»; the fields are those of the item's own button."""

    id: NewsKey
    topic: TopicKey = ""
    edge: Edge = 0
    newer: bool = False


class WholeTextButton(CallbackData, prefix="vx"):
    """The text that did not fit under the picture, as a message of its own."""

    id: NewsKey


class AskWordsButton(CallbackData, prefix="vq"):
    pass


class FoundButton(CallbackData, prefix="vf"):
    """An item among those found: a message of its own, what was found stays."""

    id: NewsKey


class OpenNewsButton(CallbackData, prefix="w"):
    """Under a piece of news that was delivered, and for each one of a digest."""

    id: NewsKey


class FoundPageButton(CallbackData, prefix="vs"):
    """The words stand in the message under the button."""

    after: Edge = 0
    best: bool = False


class ChannelButton(CallbackData, prefix="vc"):
    """Whether a channel's posts are to be news. Says what shall be, not "toggle"."""

    chat: Chat
    wanted: bool


BUTTONS: tuple[type[CallbackData], ...] = (
    NewsListButton,
    NewsTopicsButton,
    NewsItemButton,
    RelatedButton,
    WholeTextButton,
    AskWordsButton,
    FoundButton,
    OpenNewsButton,
    FoundPageButton,
    ChannelButton,
)
