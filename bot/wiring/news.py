"""News: where they come from, editing, reading, and who is told."""

from __future__ import annotations

from bot.updates.belated import Belated
from bot.updates.context import hold_update
from bot.wiring.clusters import ClusterArea
from bot.wiring.shared import SharedParts
from services.news.delivery import DigestContents, NewsDelivery
from services.news.editing import NewsEditing
from services.news.imports import NewsImports
from services.news.labels import Labelling
from services.news.reading import News
from services.news.relabelling import Relabelling
from services.news.sources.articles import Articles
from services.news.sources.channels import NewsChannels
from services.news.sources.illustrations import Illustrations
from services.news.sources.pictures import Pictures
from services.news.sources.polling import FeedPolling
from services.news.sources.registry import NewsSources
from services.news.subscriptions import Subscriptions
from services.news.topics import TopicEditing
from ui.albums import Albums


class NewsArea:
    def __init__(self, shared: SharedParts, clusters: ClusterArea) -> None:
        store, clock = shared.store, shared.clock
        organisers, zone = shared.organisers, shared.settings.zone
        labelling = Labelling(store=store, clusters=clusters.clusters, places=clusters.places)
        self.news_sources = NewsSources(store=store, clock=clock, organisers=organisers)
        self.topic_editing = TopicEditing(store=store, clock=clock, organisers=organisers)
        self.relabelling = Relabelling(store=store, labelling=labelling)
        self.feeds = FeedPolling(
            store=store,
            clock=clock,
            organisers=organisers,
            fetcher=shared.fetcher,
            labelling=labelling,
            zone=zone,
        )
        self.channels = NewsChannels(
            store=store, clock=clock, organisers=organisers, labelling=labelling
        )
        self.news_imports = NewsImports(store=store, clock=clock, labelling=labelling, zone=zone)
        self.albums = Albums(clock, Belated(clock), hold_update)

        self.news_editing = NewsEditing(
            store=store,
            clock=clock,
            alarm=shared.alarm,
            organisers=organisers,
            labelling=labelling,
            articles=Articles(shared.fetcher),
        )
        self.pictures = Pictures(shared.fetcher)
        self.illustrations = Illustrations(
            editing=self.news_editing, pictures=self.pictures, clock=clock
        )

        self.news = News(store=store, clock=clock)
        self.subscriptions = Subscriptions(store=store, clock=clock)
        self.digest_contents = DigestContents(store=store)
        self.news_delivery = NewsDelivery(store=store, clock=clock, default_zone=zone)
