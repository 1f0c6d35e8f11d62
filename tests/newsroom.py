"""Feeds, pages and the wiring of news for tests: no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.errors import FetchError
from domain.ids import UserId
from domain.news.items import NewsItem
from domain.ports import Clock, ExpectedContent, Fetched
from services.clusters.catalogue import Clusters
from services.news.editing import NewsEditing
from services.news.imports import NewsImports
from services.news.labels import Labelling
from services.news.reading import News
from services.news.relabelling import Relabelling
from services.news.sources.articles import Articles
from services.news.sources.channels import NewsChannels
from services.news.sources.polling import FeedPolling
from services.news.sources.registry import NewsSources
from services.news.topics import TopicEditing
from services.people.organisers import Organisers
from services.places.gazetteer import load_gazetteer
from tests.clocks import Bell

DATA = Path(__file__).parents[1] / "data"
OWNER = UserId(1)
URL = "https://news.example.org/feed"


def rss_item(
    number: int, title: str = "", text: str = "Текст.", at: datetime | None = None
) -> str:
    date = f"<pubDate>{format_datetime(at)}</pubDate>" if at is not None else ""
    return (
        f"<item><guid>g{number}</guid><title>{title or f'Новость {number}'}</title>"
        f"<link>/n/{number}</link>"
        f"<description><![CDATA[{text}]]></description>{date}</item>\n"
    )


def rss(*items: str, title: str = "Лента") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title>{''.join(items)}</channel></rss>"
    ).encode()


@dataclass(slots=True)
class PreparedFetcher:
    """A domain.ports.Fetcher of prepared answers by address; None: not changed."""

    pages: dict[str, bytes | FetchError | Exception | None] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def fetch(
        self, url: str, expected: ExpectedContent, *, etag: str = "", last_modified: str = ""
    ) -> Fetched:
        self.asked.append((url, etag, last_modified))
        found = self.pages.get(url, FetchError("fetch-no-answer"))
        if isinstance(found, Exception):
            raise found
        return Fetched(url=url, body=found, etag='"1"', last_modified="Mon")

    async def close(self) -> None:
        """There is no connection."""


@dataclass(kw_only=True, slots=True)
class Newsroom:
    store: Store
    fetcher: PreparedFetcher
    news: News
    editing: NewsEditing
    sources: NewsSources
    channels: NewsChannels
    feeds: FeedPolling
    imports: NewsImports
    topics: TopicEditing
    relabelling: Relabelling

    async def released(self, limit: int = 5) -> list[NewsItem]:
        """Whole items, newest first."""
        async with self.store.read() as tx:
            return await tx.news.newest(limit)


def newsroom(store: Store, clock: Clock, *, chance: Callable[[], float] = lambda: 0.5) -> Newsroom:
    """Every service of the news on one store. Pauses have no jitter unless `chance` says so."""
    fetcher = PreparedFetcher()
    organisers = Organisers(store=store, clock=clock, owners=frozenset({OWNER}))
    labelling = Labelling(
        store=store,
        clusters=Clusters(store=store, clock=clock),
        places=load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv"),
    )
    return Newsroom(
        store=store,
        fetcher=fetcher,
        news=News(store=store, clock=clock),
        editing=NewsEditing(
            store=store,
            clock=clock,
            alarm=Bell(),
            organisers=organisers,
            labelling=labelling,
            articles=Articles(fetcher),
        ),
        sources=NewsSources(store=store, clock=clock, organisers=organisers),
        topics=TopicEditing(store=store, clock=clock, organisers=organisers),
        relabelling=Relabelling(store=store, labelling=labelling),
        channels=NewsChannels(
            store=store,
            clock=clock,
            organisers=organisers,
            labelling=labelling,
        ),
        feeds=FeedPolling(
            store=store,
            clock=clock,
            organisers=organisers,
            fetcher=fetcher,
            labelling=labelling,
            chance=chance,
        ),
        imports=NewsImports(
            store=store, clock=clock, labelling=labelling, zone=ZoneInfo("Europe/Moscow")
        ),
    )
