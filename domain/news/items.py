"""News: what an item is, where it came from, and what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.ids import ChatId, ClusterId, NewsId, SourceId, TopicCode, UserId
from domain.people.users import Language

TITLE_LIMIT = 300
LEAD_LIMIT = 600
TEXT_LIMIT = 20_000
"""UTF-16 units. A reader gets a part of it and the link; search and topics read the whole."""


class NewsState(StrEnum):
    """draft -> released -> withdrawn; nothing comes back from withdrawn."""

    DRAFT = "draft"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class NewsOrigin(StrEnum):
    """How an item came here."""

    FEED = "feed"
    CHANNEL = "channel"
    LINK = "link"
    """An organiser sent the address of an article."""
    CHAT = "chat"
    """Written in the chat with the bot."""
    FILE = "file"
    """Imported, the starter news too: readers are not told of it."""


class Mark(StrEnum):
    """Names of the Bot API (MessageEntity.type) for what is kept of a page's markup."""

    BOLD = "bold"
    ITALIC = "italic"
    LINK = "text_link"


class LabelKind(StrEnum):
    TOPIC = "topic"
    REGION = "region"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Entity:
    """`offset` and `length` in UTF-16 units, as in the Bot API; `type` may be any of its types.

    Channel posts bring types of their own; pages only those of Mark.
    """

    type: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a reader sees. `entities` belong to `text`; title and lead are plain."""

    title: str
    text: str = ""
    lead: str = ""
    entities: tuple[Entity, ...] = ()
    url: str = ""
    """Address of the whole article; empty where there is none."""
    picture_url: str = ""
    """Address as the source names it: not looked at yet (services.news.sources.pictures does)."""
    picture_id: str = ""
    """Telegram file_id of the picture, once the bot has one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What an item is about, each without repeats."""

    topics: tuple[TopicCode, ...] = ()
    regions: tuple[str, ...] = ()
    clusters: tuple[ClusterId, ...] = ()

    def pairs(self) -> list[tuple[LabelKind, str]]:
        return [
            *((LabelKind.TOPIC, str(code)) for code in self.topics),
            *((LabelKind.REGION, name) for name in self.regions),
            *((LabelKind.CLUSTER, str(one)) for one in self.clusters),
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicsByHand:
    """Topics that an organiser gave an item or took from it: no rule changes these."""

    added: tuple[TopicCode, ...] = ()
    removed: tuple[TopicCode, ...] = ()

    def chosen(self, code: TopicCode, *, is_wanted: bool) -> TopicsByHand:
        added, removed = {*self.added} - {code}, {*self.removed} - {code}
        (added if is_wanted else removed).add(code)
        return TopicsByHand(added=tuple(sorted(added)), removed=tuple(sorted(removed)))

    def over(self, found: Iterable[TopicCode]) -> tuple[TopicCode, ...]:
        """The topics of an item whose rules found these."""
        return tuple(sorted({*found, *self.added} - {*self.removed}))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An item as a source shows it. `guid` is unique within the source only."""

    guid: str
    content: Content
    published_at: datetime | None = None
    is_date_unread: bool = False
    """The source says a date in a way that nobody understands."""
    is_dated: bool = True
    """Else `published_at` is no day that anybody knows: it only puts the item in an order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsItem:
    id: NewsId
    origin: NewsOrigin
    source_id: SourceId | None
    content: Content
    labels: Labels
    published_at: datetime
    """Never later than the moment when it was fetched."""
    is_dated: bool = True
    """Whether a source told the date (Entry.is_dated)."""
    fetched_at: datetime
    state: NewsState
    revision: int = 0
    """Grows with every change of the content."""
    edited_at: datetime | None = None
    edited_by: UserId | None = None
    """The organiser whose wording it is; the source does not overwrite it any more.

    NOBODY after they have erased themselves.
    """
    release_at: datetime | None = None
    """A draft with this moment is released then."""
    released_at: datetime | None = None
    author_id: UserId | None = None
    proposal: Content | None = None
    """What the source says now, where it may not change a released item by itself."""
    by_hand: TopicsByHand = TopicsByHand()

    @property
    def line(self) -> NewsLine:
        return NewsLine(
            id=self.id,
            title=self.content.title,
            lead=self.content.lead or first_line(self.content.text[:LEAD_LIMIT]),
            published_at=self.published_at,
            is_dated=self.is_dated,
        )


FRONT_LINES = 6
"""Lines of the first page of /news, and one more to know whether there is a second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsLine:
    """What lists show of an item. `lead` is the beginning of its text where it has none."""

    id: NewsId
    title: str
    lead: str
    published_at: datetime
    is_dated: bool = True
    """Whether a source told the date (Entry.is_dated)."""


def first_line(text: str) -> str:
    return text.split("\n", 1)[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A feed (`url`) or a channel (`chat_id`). A trusted one's news need no release."""

    id: SourceId
    origin: NewsOrigin
    title: str
    url: str = ""
    chat_id: ChatId | None = None
    is_trusted: bool = False
    is_paused: bool = False
    etag: str = ""
    last_modified: str = ""
    """Both as the server gave them, sent back as they are (RFC 9110, section 13.1)."""
    next_poll_at: datetime | None = None
    read_at: datetime | None = None
    """When it was last read with success; None before the first time."""
    failures: int = 0
    """In a row."""
    last_error: str = ""
    """A message id of locales/."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A rule: an item that has one of `words` (or phrases, in any form) is about the topic."""

    code: TopicCode
    name_ru: str
    name_en: str
    words: tuple[str, ...]

    def name(self, language: Language) -> str:
        return self.name_en if language is Language.EN else self.name_ru


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicDraft:
    """A change of one topic's words, or (without a code) a new topic, until it is saved.

    It tells what comes and goes, not how the topic ends up: two organisers may be at it.
    """

    code: TopicCode | None
    name_ru: str = ""
    name_en: str = ""
    """English name of a new topic."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    id: int = 0

    def applied(self, topic: Topic) -> Topic:
        kept = [word for word in topic.words if word not in self.removed]
        return replace(topic, words=tuple(dict.fromkeys([*kept, *self.added])))


def digest_of(content: Content) -> str:
    """Equal for equal title and text, however spaced; tells copies and changes of an item."""
    words = " ".join(f"{content.title}\n{content.text}".casefold().split())
    return hashlib.sha256(words.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """Stems divided by spaces: Latin or Cyrillic letters and digits only."""

    title: str
    lead: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewNews:
    """An item that is not stored yet. `is_told`: readers need not hear of it."""

    origin: NewsOrigin
    source_id: SourceId
    content: Content
    labels: Labels
    words: IndexedWords
    published_at: datetime
    state: NewsState
    is_dated: bool = True
    is_told: bool = False
    author_id: UserId | None = None
    topics_version: int = 0
    """Version of the topics by which it was labelled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """What is enough to tell how near one item is to another."""

    id: NewsId
    title: str
    published_at: datetime
    labels: Labels


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenEntry:
    """What a source showed under a guid last; `news_id` is None where no item was made of it."""

    guid: str
    digest: str
    news_id: NewsId | None
