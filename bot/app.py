"""The only composition root, and the test fixture: build_app(settings, session=..., clock=...)."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import User

from bot.backups.nightly import NightlyBackups
from bot.commands import offer_commands
from bot.delivery.announcement_loop import AnnouncementLoop
from bot.delivery.background_loop import BackgroundLoop
from bot.fetching import HttpFetcher
from bot.gc_tuning import settle
from bot.introduction import introduce
from bot.loading.lazy_models import build_common_models
from bot.monitoring.watchdog import Watchdog
from bot.replicas.shared_pace import PAUSE
from bot.replicas.shared_queue import SharedQueue
from bot.replies.sender import ReplySender
from bot.session import JsonSession
from bot.settings import Settings
from bot.startup import ATTEMPT_SECONDS, Dependency, Startup, done_before, listening
from bot.updates.connection_watch import ConnectionWatch
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.incoming import read_json
from bot.updates.polling import DRAIN_SECONDS, Polling
from bot.web import WebPort
from bot.wiring.announcements import AnnouncementArea
from bot.wiring.clusters import ClusterArea
from bot.wiring.delivery import Delivery
from bot.wiring.monitoring import Monitoring
from bot.wiring.news import NewsArea
from bot.wiring.people import PeopleArea
from bot.wiring.programme import ProgrammeArea
from bot.wiring.receiving import Receiving
from bot.wiring.shared import DATA, SharedParts
from db.engine import Database
from db.listening import MISSED, listen
from db.opening import alone, greet
from db.replicas.served_bots import take_store
from db.schema import migrate
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from domain.ports import Clock, Fetcher, Timer
from outbox.worker import Worker
from scheduler import PeriodicJob, Scheduler
from services.files.isolation import FileReader, InProcess
from services.people.organisers import Organisers
from ui.translator import check_locales, prepare_translators

log = logging.getLogger(__name__)

WARM_UP_AFTER = timedelta(seconds=2)


@dataclass(kw_only=True, slots=True)
class App:
    """Everything wired. `start` and `stop` frame a life; `run` is one, until a signal."""

    settings: Settings
    people: PeopleArea
    clusters: ClusterArea
    programme: ProgrammeArea
    news: NewsArea
    bot: Bot
    dispatcher: UpdateDispatcher
    polling: Polling
    database: Database
    store: Store
    worker: Worker
    replies: ReplySender
    announcement_loop: AnnouncementLoop
    reminders: BackgroundLoop
    scheduler: Timer
    web: WebPort
    fetcher: Fetcher
    backups: NightlyBackups
    connection: ConnectionWatch
    watchdog: Watchdog
    startup: Startup
    queue: SharedQueue | None
    """Where several replicas may be one bot."""
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None
    _refreshing: set[asyncio.Task[None]] = field(default_factory=set)

    async def prepare(self) -> None:
        """The store at its newest schema, with starter data in a store that has none.

        Every step is one transaction that looks first: what a killed start has left undone the
        next one does, and several processes may begin at once.
        """
        check_locales()
        await greet(self.database)
        async with alone(self.database):
            await migrate(self.database)
            await self.clusters.cluster_imports.import_starter(DATA / "clusters.csv")
            await self.clusters.answers.import_shipped()
            await self.news.news_imports.import_starter(DATA / "topics.csv", DATA / "news.json")
            await self.news.news_sources.ensure_feeds(self.settings.news_feeds)

    async def start(self) -> None:
        """Everything but receiving updates. Waits for a store and a Telegram that are away.

        Raises StartRefused. The web port opens first, so that others see that we wait.
        """
        self.startup.waits_for = Dependency.STORE
        if self.settings.web_port:
            with listening():
                await self.web.start()
        await self.startup.until_answered(Dependency.STORE, self.prepare)
        build_common_models()
        self.startup.waits_for = Dependency.TELEGRAM
        me = await self.startup.until_answered(Dependency.TELEGRAM, self._introduced)
        await self.startup.until_answered(Dependency.STORE, self._take_store)
        self.dispatcher["bot_username"] = me.username or ""
        await introduce(self.bot)
        await offer_commands(self.bot, self.settings.admin_ids)
        self.scheduler.start(self.wake, self._periodic())
        for name, work in (
            ("outbox-worker", self.worker.run),
            ("announcements", self.announcement_loop.run),
            ("reminders", self.reminders.run),
        ):
            self._launch(name, work())
        if self.queue is not None:
            listening_to_others = listen(self.database, self.worker.clock, self._on_change)
            self._listening = asyncio.create_task(listening_to_others, name="listening")
        self.startup.waits_for = None

    def _on_change(self, what: str) -> None:
        """Another replica, or this one, has changed something; MISSED may be anything."""
        assert self.queue is not None
        if what in {"updates", MISSED}:
            self.queue.notice()
        if what in {"data", MISSED}:
            self.clusters.clusters.recheck()
            self.clusters.answers.recheck()
            refreshing = asyncio.create_task(self._refresh_index())
            self._refreshing.add(refreshing)
            refreshing.add_done_callback(self._refreshing.discard)
        if what.startswith(PAUSE) and self.queue.pace is not None:
            self.queue.pace.hear(what)
        if what in {"lease", MISSED}:
            self.worker.lease.ask_at_once()
        if self.worker.delivers and what in {"outbox", MISSED}:
            self.worker.wake()
        if self.worker.delivers and what in {"dispatches", MISSED}:
            self.wake()

    async def _refresh_index(self) -> None:
        """Before somebody searches here, or they would still find what was there before."""
        with suppress(StoreUnavailable):
            await self.clusters.searches.refresh()

    async def _introduced(self) -> User:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            return await self.bot.me()

    async def _take_store(self) -> None:
        await take_store(self.database, self.bot.id, self.worker.clock.now())

    def _launch(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._on_end)
        self._tasks.append(task)
        return task

    def _periodic(self) -> list[PeriodicJob]:
        webhook = PeriodicJob("webhook", timedelta(minutes=1), self.connection.check_webhook)
        return [
            *([webhook] if self.settings.webhook_url else []),
            PeriodicJob("outbox-sweep", timedelta(seconds=30), self.wake),
            PeriodicJob("feeds", timedelta(minutes=1), self.news.feeds.poll_due),
            PeriodicJob("news-topics", timedelta(seconds=30), self.news.relabelling.run),
            PeriodicJob(
                "saved-searches", timedelta(seconds=30), self.clusters.saved_search_matches.refresh
            ),
            PeriodicJob("watchdog", timedelta(minutes=1), self.watchdog.look),
            PeriodicJob("housekeeping", timedelta(hours=6), self.people.housekeeping.tidy),
            PeriodicJob("backups", timedelta(minutes=15), self.backups.run_due),
        ]

    async def _warm_up(self) -> None:
        """The first reader who searches shall not wait for the index, nor others for its making:
        a thread that builds takes turns with the loop, and after a start there are updates to
        answer."""
        while not await self._is_stopped_within(WARM_UP_AFTER):
            try:
                await asyncio.to_thread(prepare_translators)
                await self.clusters.searches.index()
            except StoreUnavailable as error:
                log.warning("the search index waits for the store: %s", error)
            else:
                break
        # As in `run`: what the index is made of stays for ever.
        gc.freeze()

    async def _is_stopped_within(self, time: timedelta) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), time.total_seconds())
        return self._stopping.is_set()

    def wake(self) -> None:
        """The alarm: something may be due."""
        self.worker.wake()
        self.announcement_loop.wake()
        self.reminders.wake()

    def _on_end(self, task: asyncio.Task[None]) -> None:
        """A loop that dies takes the process with it, loudly: half a bot loses messages."""
        if task.cancelled() or task.exception() is None:
            return
        log.critical("%s died", task.get_name(), exc_info=task.exception())
        self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        self._stopping.set()
        self.polling.stop()

    async def stop(self) -> None:
        """Drains the worker, then closes in the reverse order of opening, also after half a start.

        Raises what has ended a loop.
        """
        self._stopping.set()
        self.scheduler.stop()
        self.announcement_loop.stop()
        self.reminders.stop()
        self.worker.stop()
        following = [*([self._listening] if self._listening else []), *self._refreshing]
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        async with AsyncExitStack() as closing:
            for close in (
                self.database.close,
                self.bot.session.close,
                self.replies.close,
                self.fetcher.close,
                self.web.stop,
                self.clusters.searches.settle,
            ):
                closing.push_async_callback(close)
            ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        for outcome in ended:
            if isinstance(outcome, BaseException):
                raise outcome

    async def run(self) -> None:
        """Polling, or the webhook where WEBHOOK_URL is set, until SIGTERM or SIGINT.

        Either ends it at once while it waits for its start. Raises StartRefused.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._ask_to_stop)
        try:
            has_begun = await done_before(self._stopping, self._begin())
            if has_begun and not self._stopping.is_set():
                await self._receive()
        finally:
            await self.stop()

    async def _begin(self) -> None:
        await self.start()
        await self.startup.until_answered(Dependency.TELEGRAM, self._choose_way)
        # Not in `start`: a rehearsal runs on no threads.
        self._launch("search-index", self._warm_up())
        settle()

    async def _choose_way(self) -> None:
        """Chooses polling or the webhook: Telegram allows one of the two at a time."""
        async with asyncio.timeout(ATTEMPT_SECONDS):
            if self.settings.webhook_url:
                await self.connection.set_webhook()
            else:
                await self.bot.delete_webhook()

    async def _receive(self) -> None:
        if self.queue is not None:
            await self._work_on(self.queue)
        elif self.settings.webhook_url:
            await self._stopping.wait()
            await self.web.stop()
            await self.replies.settle(DRAIN_SECONDS)
        else:
            await self.polling.run(self.allowed_updates())

    async def _work_on(self, queue: SharedQueue) -> None:
        working = self._launch("updates", queue.run())
        await self._stopping.wait()
        # Another replica delivers from now on, while this one finishes what it has in hand.
        self.worker.stop()
        await self.web.stop()
        queue.stop()
        await asyncio.gather(working, return_exceptions=True)
        await self.replies.settle(DRAIN_SECONDS)

    def allowed_updates(self) -> list[str]:
        return self.dispatcher.resolve_used_update_types()


def build_app(
    settings: Settings,
    *,
    session: BaseSession | None = None,
    clock: Clock | None = None,
    database: Database | None = None,
    timer: Timer | None = None,
    fetcher: Fetcher | None = None,
    file_reader: FileReader | None = None,
) -> App:
    """Wires the product. Tests and rehearsals hand over a session, a clock and more of theirs.

    A new service goes to its area in bot.wiring.
    """
    clock = clock or SystemClock()
    database = database or Database(settings.database_url)
    scheduler = timer or Scheduler(clock)
    store = Store(database, remembers=not settings.webhook_url, alarm=scheduler)
    shared = SharedParts(
        settings=settings,
        store=store,
        clock=clock,
        alarm=scheduler,
        fetcher=fetcher or HttpFetcher(),
        file_reader=file_reader or InProcess(),
        organisers=Organisers(store=store, clock=clock, owners=settings.admin_ids),
        is_shared=bool(settings.webhook_url) and not database.is_sqlite,
    )
    bot = _build_bot(settings, session)

    people = PeopleArea(shared)
    clusters = ClusterArea(shared)
    programme = ProgrammeArea(shared)
    announcements = AnnouncementArea(shared)
    news = NewsArea(shared, clusters)

    delivery = Delivery(shared, bot, clusters, announcements, programme, news)
    areas = (people, clusters, programme, announcements, news)
    receiving = Receiving(shared, bot, people.users, delivery, areas)
    monitoring = Monitoring(shared, bot, database, delivery, receiving, programme, clusters)
    return App(
        settings=settings,
        people=people,
        clusters=clusters,
        programme=programme,
        news=news,
        bot=bot,
        dispatcher=receiving.dispatcher,
        polling=receiving.polling,
        database=database,
        store=store,
        worker=delivery.worker,
        replies=delivery.replies,
        announcement_loop=delivery.announcement_loop,
        reminders=delivery.reminders,
        scheduler=scheduler,
        web=monitoring.web,
        fetcher=shared.fetcher,
        backups=monitoring.backups,
        connection=receiving.connection,
        watchdog=monitoring.watchdog,
        startup=monitoring.startup,
        queue=receiving.queue,
    )


def _build_bot(settings: Settings, session: BaseSession | None) -> Bot:
    session = session or JsonSession(
        api=TelegramAPIServer.from_base(settings.bot_api_url),
        proxy=settings.bot_proxy.get_secret_value(),
    )
    session.json_loads = read_json
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
