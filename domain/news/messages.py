"""Messages of news and about their sources, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.ids import ChatId, NewsId, SourceId, UserId
from domain.outgoing import Kind, Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsCopy(Outgoing):
    kind = Kind.NEWS

    news: NewsId

    @property
    def prefix(self) -> str:
        """Begins the dedupe keys; the person follows."""
        return f"n:{self.news}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsDigest(Outgoing):
    """What was released from `since` until before `until`."""

    kind = Kind.NEWS_DIGEST

    since: datetime
    until: datetime

    def key(self, to: UserId) -> str:
        return f"nd:{to}:{self.until:%Y%m%d%H%M}"


@dataclass(frozen=True, kw_only=True, slots=True)
class OfDelivered(Outgoing):
    """A change of what was delivered; `news` is the item that has changed."""

    news: NewsId

    @staticmethod
    def prefix(change_id: int) -> str:
        """Begins the dedupe keys of one change; the row that is changed follows."""
        return f"nc:{change_id}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsEdit(OfDelivered):
    kind = Kind.NEWS_EDIT


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsRecall(OfDelivered):
    kind = Kind.NEWS_RECALL


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsDigestEdit(OfDelivered):
    kind = Kind.NEWS_DIGEST_EDIT


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenFeed(Outgoing):
    """`error` is a message id of locales/."""

    kind = Kind.FEED

    source: SourceId
    error: str

    def key(self, read_at: datetime | None, to: UserId) -> str:
        """Once while it cannot be read; `read_at`: when it could, last."""
        since = int(read_at.timestamp()) if read_at else 0
        return f"feed:{self.source}:{since}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelOffer(Outgoing):
    kind = Kind.CHANNEL

    chat: ChatId
    title: str

    def key(self, to: UserId) -> str:
        return f"channel:{self.chat}:{to}"
