"""Buttons of the organisers' desk for news, sources and topics."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Mark, Page, Row, TopicKey, Version


class NewsList(StrEnum):
    DRAFTS = "d"
    RELEASED = "r"


class NewsEditingButton(CallbackData, prefix="e"):
    """The list of drafts or of what is out; what follows `after`, 0 for the top."""

    news_list: NewsList = NewsList.DRAFTS
    after: Row = 0


class NewNewsButton(CallbackData, prefix="en"):
    """The bot waits for a link or a text."""


class LinkedNewsButton(CallbackData, prefix="el"):
    """Makes a draft of the article whose address the message ends with."""


class NewsAct(StrEnum):
    SHOW = "s"
    PREVIEW = "p"
    RELEASE = "r"
    PLAN = "t"
    UNPLAN = "u"
    WITHDRAW = "w"
    ACCEPT = "a"
    DROP = "d"
    TOPICS = "c"
    CHART = "g"


class NewsItemButton(CallbackData, prefix="ei"):
    """`revision`: the one that was looked at; `sure`: the question has been answered."""

    act: NewsAct
    id: Row
    revision: Version = 0
    sure: bool = False


class NewsField(StrEnum):
    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"
    PICTURE = "picture"


class NewsFieldButton(CallbackData, prefix="ef"):
    id: Row
    field: NewsField


class NewsTopicButton(CallbackData, prefix="et"):
    """Says what shall be, so that a second tap changes nothing."""

    id: Row
    code: TopicKey
    wanted: bool


class SourcesButton(CallbackData, prefix="es"):
    page: Page = 0


class AddFeedButton(CallbackData, prefix="ea"):
    """The bot waits for an address."""


class AddChannelButton(CallbackData, prefix="eb"):
    """The organiser chooses a channel of theirs, of which the bot becomes an administrator."""


class SourceAct(StrEnum):
    SHOW = "s"
    TRUST = "t"
    DISTRUST = "d"
    PAUSE = "p"
    RESUME = "r"
    ASK = "a"
    REMOVE = "x"


class SourceButton(CallbackData, prefix="eo"):
    id: Row
    change: SourceAct = SourceAct.SHOW
    sure: bool = False


class TopicsButton(CallbackData, prefix="eg"):
    """All topics: the rules themselves, not those of an item."""

    page: Page = 0


class AddTopicButton(CallbackData, prefix="eh"):
    """The bot waits for names and words."""


class TopicAct(StrEnum):
    SHOW = "s"
    NAME_RU = "r"
    NAME_EN = "e"
    ADD_WORDS = "a"
    REMOVE = "x"


class TopicButton(CallbackData, prefix="ek"):
    code: TopicKey
    act: TopicAct = TopicAct.SHOW
    sure: bool = False


class TopicWordsButton(CallbackData, prefix="ew"):
    """The words one by one, to be taken away."""

    code: TopicKey
    page: Page = 0


class TopicWordButton(CallbackData, prefix="ex"):
    """`mark` stands for the word."""

    code: TopicKey
    mark: Mark


class TopicDraftButton(CallbackData, prefix="ed"):
    """What was previewed is saved."""

    id: Row


BUTTONS: tuple[type[CallbackData], ...] = (
    NewsEditingButton,
    NewNewsButton,
    LinkedNewsButton,
    NewsItemButton,
    NewsFieldButton,
    NewsTopicButton,
    SourcesButton,
    AddChannelButton,
    AddFeedButton,
    SourceButton,
    TopicsButton,
    AddTopicButton,
    TopicButton,
    TopicWordsButton,
    TopicWordButton,
    TopicDraftButton,
)
