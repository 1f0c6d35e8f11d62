"""The only composition root, and the test fixture: build_app(settings, session=..., clock=...)."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot import errors
from bot.commands import set_commands
from bot.conversation_storage import ConversationStorage
from bot.dispatcher import DrainingDispatcher
from bot.fetching import HttpFetcher
from bot.floods import FloodGate
from bot.middlewares import ActorAndLocale, OneByOne, PrivateOnly, Throttle, Trace, WayOut
from bot.progress import ProgressBoard
from bot.renderers import Renderers
from bot.rounds import Rounds, in_turn
from bot.sender import TelegramSender
from bot.session import JsonSession
from bot.settings import Settings
from bot.switchboard import Switchboard
from bot.watchman import TelegramWatchman
from bot.web import WEBHOOK_PATH, WebPort
from db.engine import Database
from db.schema import migrate
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.ports import Clock, Fetcher, Timer
from handlers import build_routers
from outbox.limiter import SlidingLimiter
from outbox.worker import Worker
from scheduler import PeriodicJob, Scheduler
from services.answer_edits import AnswerEdits
from services.answers import Answers
from services.attendance import Attendance
from services.attendee_lists import AttendeeLists
from services.broadcasts import Broadcasts
from services.calendars import Calendars
from services.choosing import load_questionnaire
from services.cluster_imports import ClusterImports
from services.cluster_uploads import ClusterUploads
from services.clusters import Clusters
from services.comparisons import Comparisons
from services.conductor import Conductor
from services.digests import Digests
from services.directory import Directory
from services.dispatches import Dispatches
from services.feedback import Feedback
from services.housekeeping import Housekeeping
from services.imports.answers import load_answers
from services.inline_search import InlineSearch
from services.introductions import Introductions
from services.invitations import Invitations
from services.lookup import Lookup
from services.materials import Materials
from services.news.articles import Articles
from services.news.channels import NewsChannels
from services.news.delivery import Letters, NewsDelivery
from services.news.desk import NewsDesk
from services.news.illustrations import Illustrations
from services.news.imports import NewsImports
from services.news.labels import Labelling
from services.news.pictures import Pictures
from services.news.polling import FeedPolling
from services.news.reading import News
from services.news.sources import NewsSources
from services.news.subscriptions import Subscriptions
from services.organisers import Organisers
from services.outlets import Outlets
from services.participants import Participants
from services.places import load_gazetteer
from services.programme import Programmes
from services.programme_office import ProgrammeOffice
from services.programme_uploads import ProgrammeUploads
from services.questions import Questions
from services.ratings import Ratings
from services.reminders import Reminders
from services.reports import Reports
from services.revisions import Revisions
from services.saved_searches import SavedSearches
from services.schedule_imports import ScheduleImports
from services.search.service import Searches, read_lexicon
from services.users import Users
from ui.albums import Albums
from ui.maps import MapPictures
from ui.translator import check_locales

log = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"

WARM_UP_AFTER = timedelta(seconds=2)


@dataclass(kw_only=True, slots=True)
class App:
    """Everything wired. `start` and `stop` frame a life; `run` is one, until a signal."""

    settings: Settings
    bot: Bot
    dispatcher: DrainingDispatcher
    database: Database
    store: Store
    worker: Worker
    broadcasts: Broadcasts
    board: ProgressBoard
    reminders: Rounds
    scheduler: Timer
    web: WebPort
    imports: ClusterImports
    answers: Answers
    searches: Searches
    schedules: ScheduleImports
    news_imports: NewsImports
    news_sources: NewsSources
    news_desk: NewsDesk
    feeds: FeedPolling
    fetcher: Fetcher
    housekeeping: Housekeeping
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def prepare(self) -> None:
        """The store at its newest schema, with starter data in a store that has none."""
        check_locales()
        if self.database.is_sqlite and self.database.url.database:
            Path(self.database.url.database).parent.mkdir(parents=True, exist_ok=True)
        await migrate(self.database)
        await self.imports.import_starter(DATA / "clusters.csv")
        await self.answers.import_shipped()
        await self.news_imports.import_starter(DATA / "topics.csv", DATA / "news.json")
        await self.news_sources.ensure_feeds(self.settings.news_feeds)

    async def start(self) -> None:
        """Everything but receiving updates."""
        await self.prepare()
        self.dispatcher["bot_username"] = (await self.bot.me()).username or ""
        await set_commands(self.bot, self.settings.admin_ids)
        self.scheduler.start(
            self.wake,
            [
                PeriodicJob("outbox-sweep", timedelta(seconds=30), self.wake),
                PeriodicJob("feeds", timedelta(minutes=1), self.feeds.poll_due),
                PeriodicJob("news-releases", timedelta(seconds=30), self.news_desk.release_due),
                PeriodicJob("housekeeping", timedelta(hours=6), self.housekeeping.tidy),
            ],
        )
        for name, work in (
            ("outbox-worker", self.worker.run),
            ("announcements", self.board.run),
            ("reminders", self.reminders.run),
        ):
            task = asyncio.create_task(work(), name=name)
            task.add_done_callback(self._on_end)
            self._tasks.append(task)
        if self.settings.web_port:
            await self.web.start()

    async def _warm_up(self) -> None:
        """The first reader who searches shall not wait for the index, nor others for its making:
        a thread that builds takes turns with the loop, and after a start there are updates to
        answer."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), WARM_UP_AFTER.total_seconds())
            return
        await self.searches.index()
        # As in `run`: what the index is made of stays for ever.
        gc.freeze()

    def wake(self) -> None:
        """The alarm: something may be due."""
        self.worker.wake()
        self.board.wake()
        self.reminders.wake()

    def _on_end(self, task: asyncio.Task[None]) -> None:
        """A loop that dies takes the process with it, loudly: half a bot loses messages."""
        if task.cancelled() or task.exception() is None:
            return
        log.critical("%s died", task.get_name(), exc_info=task.exception())
        self._stopping.set()
        if not self.settings.webhook_url:
            self._tasks.append(asyncio.create_task(self._stop_polling()))

    async def _stop_polling(self) -> None:
        with suppress(RuntimeError):  # it had not begun yet
            await self.dispatcher.stop_polling()

    async def stop(self) -> None:
        """Drains the worker, then closes in the reverse order of opening."""
        self._stopping.set()
        self.scheduler.stop()
        self.board.stop()
        self.reminders.stop()
        self.worker.stop()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.searches.settle()
        await self.web.stop()
        await self.fetcher.close()
        await self.bot.session.close()
        await self.database.close()
        for outcome in ended:
            if isinstance(outcome, BaseException):
                raise outcome

    async def run(self) -> None:
        """Polling, or the webhook where WEBHOOK_URL is set, until SIGTERM or SIGINT."""
        await self.start()
        # Not in `start`: a rehearsal runs on no threads.
        warming = asyncio.create_task(self._warm_up(), name="search-index")
        warming.add_done_callback(self._on_end)
        self._tasks.append(warming)
        # Of all that was loaded nothing goes again: a full collection would hold the loop up for
        # 200 ms to find that out.
        gc.collect()
        gc.freeze()
        try:
            if self.settings.webhook_url:
                await self._serve_webhook()
            else:
                await self.bot.delete_webhook()
                await self.dispatcher.start_polling(
                    self.bot,
                    close_bot_session=False,
                    allowed_updates=self.allowed_updates(),
                )
        finally:
            await self.stop()

    def allowed_updates(self) -> list[str]:
        return self.dispatcher.resolve_used_update_types()

    async def _serve_webhook(self) -> None:
        await self.bot.set_webhook(
            self.settings.webhook_url.rstrip("/") + WEBHOOK_PATH,
            secret_token=self.settings.webhook_secret.get_secret_value(),
            allowed_updates=self.allowed_updates(),
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stopping.set)
        await self._stopping.wait()


def build_app(
    settings: Settings,
    *,
    session: BaseSession | None = None,
    clock: Clock | None = None,
    database: Database | None = None,
    timer: Timer | None = None,
    fetcher: Fetcher | None = None,
) -> App:
    """Wires the product. Tests and rehearsals hand over a session, a clock and more of theirs."""
    clock = clock or SystemClock()
    database = database or Database(settings.database_url)
    store = Store(database, remembers=not settings.webhook_url)
    bot = Bot(
        settings.bot_token.get_secret_value(),
        session=session or JsonSession(api=TelegramAPIServer.from_base(settings.bot_api_url)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
    scheduler = timer or Scheduler(clock)
    organisers = Organisers(store=store, clock=clock, owners=settings.admin_ids)
    broadcasts = Broadcasts(
        store=store,
        clock=clock,
        alarm=scheduler,
        organisers=organisers,
        default_zone=settings.zone,
        rate=settings.send_rate,
        approval_over=settings.approval_over,
    )
    dispatches = Dispatches(
        store=store, clock=clock, alarm=scheduler, organisers=organisers, rate=settings.send_rate
    )
    renderers = Renderers(
        store=store,
        clock=clock,
        dispatches=dispatches,
        default_zone=settings.zone,
        is_paid=settings.paid_broadcast,
        letters=Letters(store=store),
    )
    worker = Worker(
        store=store,
        sender=TelegramSender(
            bot=bot, renderers=renderers, default_language=settings.default_language
        ),
        clock=clock,
        alarm=scheduler,
        watchman=TelegramWatchman(
            bot=bot, clock=clock, owners=settings.admin_ids, language=settings.default_language
        ),
        limiter=SlidingLimiter(settings.send_rate),
    )
    board = ProgressBoard(
        bot=bot,
        store=store,
        clock=clock,
        conductor=Conductor(store=store, clock=clock, alarm=scheduler, broadcasts=broadcasts),
        dispatches=dispatches,
        default_language=settings.default_language,
    )
    reminders = Reminders(store=store, clock=clock, alarm=scheduler)
    revisions = Revisions(clock=clock, alarm=scheduler, reminders=reminders)
    schedules = ScheduleImports(store=store, clock=clock, revisions=revisions)
    ratings = Ratings(store=store, clock=clock, alarm=scheduler, default_zone=settings.zone)
    digests = Digests(store=store, clock=clock, alarm=scheduler, default_zone=settings.zone)
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    clusters = Clusters(store=store, clock=clock)
    searches = Searches(clusters=clusters, lexicon=partial(read_lexicon, DATA))
    answers = Answers(store=store, clock=clock, shipped=load_answers(DATA / "answers.csv"))
    users = Users(
        store=store,
        clock=clock,
        owners=settings.admin_ids,
        default_zone=settings.zone,
        default_language=settings.default_language,
    )
    imports = ClusterImports(store=store, clock=clock, places=places)
    calendars = Calendars(
        store=store, clock=clock, address=settings.web_address, default_zone=settings.zone
    )
    fetcher = fetcher or HttpFetcher()
    pictures = Pictures(fetcher)
    labelling = Labelling(store=store, clusters=clusters, places=places)
    news_sources = NewsSources(
        store=store, clock=clock, organisers=organisers, labelling=labelling
    )
    news_desk = NewsDesk(
        store=store,
        clock=clock,
        organisers=organisers,
        labelling=labelling,
        articles=Articles(fetcher),
    )
    delivery = NewsDelivery(store=store, clock=clock, alarm=scheduler, default_zone=settings.zone)
    dispatcher = DrainingDispatcher(
        storage=ConversationStorage(store, clock), clock=clock, gate=FloodGate()
    )
    dispatcher.workflow_data.update(
        users=users,
        places=places,
        clusters=clusters,
        searches=searches,
        lookup=Lookup(
            searches=searches,
            saved=SavedSearches(store=store, clock=clock),
            places=places,
        ),
        inline_search=InlineSearch(searches=searches),
        comparisons=Comparisons(store=store, clusters=clusters),
        answers=answers,
        answer_edits=AnswerEdits(
            store=store, clock=clock, organisers=organisers, shipped=answers.shipped
        ),
        questionnaire=load_questionnaire(DATA / "choosing.csv"),
        maps=MapPictures(),
        cluster_uploads=ClusterUploads(
            store=store, clock=clock, organisers=organisers, imports=imports
        ),
        reports=Reports(store=store, clock=clock, alarm=scheduler, organisers=organisers),
        organisers=organisers,
        outlets=Outlets(store=store, clock=clock),
        broadcasts=broadcasts,
        dispatches=dispatches,
        programmes=Programmes(store=store, clock=clock, alarm=scheduler),
        office=ProgrammeOffice(
            store=store, clock=clock, organisers=organisers, revisions=revisions
        ),
        uploads=ProgrammeUploads(
            store=store, clock=clock, organisers=organisers, imports=schedules
        ),
        materials=Materials(store=store, clock=clock, organisers=organisers),
        reminders=reminders,
        invitations=Invitations(store=store, clock=clock, organisers=organisers),
        attendance=Attendance(store=store, clock=clock, alarm=scheduler, organisers=organisers),
        attendee_lists=AttendeeLists(store=store, organisers=organisers),
        calendars=calendars,
        participants=Participants(store=store, clock=clock),
        directory=Directory(store=store),
        introductions=Introductions(
            store=store,
            clock=clock,
            alarm=scheduler,
            organisers=organisers,
            default_zone=settings.zone,
        ),
        questions=Questions(store=store, clock=clock, alarm=scheduler, organisers=organisers),
        ratings=ratings,
        feedback=Feedback(store=store, organisers=organisers),
        news=News(store=store),
        news_desk=news_desk,
        news_sources=news_sources,
        channels=NewsChannels(
            store=store,
            clock=clock,
            alarm=scheduler,
            organisers=organisers,
            labelling=labelling,
        ),
        pictures=pictures,
        illustrations=Illustrations(desk=news_desk, pictures=pictures, clock=clock),
        subscriptions=Subscriptions(store=store, clock=clock),
        albums=Albums(clock),
    )
    for middleware in (Trace(), ActorAndLocale(users), Throttle()):
        dispatcher.update.outer_middleware(middleware)
    one_by_one = OneByOne()
    dispatcher.channel_post.outer_middleware(one_by_one)
    dispatcher.edited_channel_post.outer_middleware(one_by_one)
    dispatcher.message.outer_middleware(PrivateOnly())
    dispatcher.message.outer_middleware(WayOut())
    errors.register(dispatcher)
    dispatcher.include_router(Switchboard(build_routers()))
    return App(
        settings=settings,
        bot=bot,
        dispatcher=dispatcher,
        database=database,
        store=store,
        worker=worker,
        broadcasts=broadcasts,
        board=board,
        reminders=Rounds(
            name="reminders",
            work=in_turn(reminders.tick, ratings.tick, digests.tick, delivery.tick),
        ),
        scheduler=scheduler,
        web=WebPort(
            bot=bot, dispatcher=dispatcher, store=store, settings=settings, calendars=calendars
        ),
        imports=imports,
        schedules=schedules,
        answers=answers,
        news_imports=NewsImports(
            store=store, clock=clock, labelling=labelling, zone=settings.zone
        ),
        news_sources=news_sources,
        news_desk=news_desk,
        feeds=FeedPolling(
            store=store,
            clock=clock,
            alarm=scheduler,
            organisers=organisers,
            fetcher=fetcher,
            labelling=labelling,
        ),
        fetcher=fetcher,
        housekeeping=Housekeeping(
            store=store,
            clock=clock,
            news_kept=timedelta(days=settings.news_keep_days) or None,
        ),
        searches=searches,
    )
