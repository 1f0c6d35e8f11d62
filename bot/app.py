"""The only composition root, and the test fixture: build_app(settings, session=..., clock=...)."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass, field
from datetime import timedelta
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
from bot.floods import FloodGate
from bot.middlewares import ActorAndLocale, Throttle, Trace, WayOut
from bot.sender import TelegramSender
from bot.session import JsonSession
from bot.settings import Settings
from bot.web import WEBHOOK_PATH, WebPort
from db.engine import Database
from db.schema import migrate
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.ports import Clock
from handlers import build_routers
from outbox.limiter import SlidingLimiter
from outbox.worker import Worker
from scheduler import PeriodicJob, Scheduler
from services.cluster_imports import ClusterImports
from services.clusters import Clusters
from services.housekeeping import Housekeeping
from services.places import load_gazetteer
from services.reports import Reports
from services.users import Users
from ui.translator import check_locales

log = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"


@dataclass(kw_only=True, slots=True)
class App:
    """Everything wired. `start` and `stop` frame a life; `run` is one, until a signal."""

    settings: Settings
    bot: Bot
    dispatcher: DrainingDispatcher
    database: Database
    store: Store
    worker: Worker
    scheduler: Scheduler
    web: WebPort
    imports: ClusterImports
    housekeeping: Housekeeping
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def prepare(self) -> None:
        """The store at its newest schema, with starter data in a store that has none."""
        check_locales()
        if self.database.is_sqlite and self.database.url.database:
            Path(self.database.url.database).parent.mkdir(parents=True, exist_ok=True)
        await migrate(self.database)
        await self.imports.import_starter(DATA / "clusters.csv")

    async def start(self) -> None:
        """Everything but receiving updates."""
        await self.prepare()
        self.dispatcher["bot_username"] = (await self.bot.me()).username or ""
        await set_commands(self.bot)
        self.scheduler.start(
            self.worker.wake,
            [
                PeriodicJob("outbox-sweep", timedelta(seconds=30), self.worker.wake),
                PeriodicJob("housekeeping", timedelta(hours=6), self.housekeeping.tidy),
            ],
        )
        self._tasks.append(asyncio.create_task(self.worker.run(), name="outbox-worker"))
        if self.settings.web_port:
            await self.web.start()

    async def stop(self) -> None:
        """Drains the worker, then closes in the reverse order of opening."""
        self.scheduler.stop()
        self.worker.stop()
        await asyncio.gather(*self._tasks)
        await self.web.stop()
        await self.bot.session.close()
        await self.database.close()

    async def run(self) -> None:
        """Polling, or the webhook where WEBHOOK_URL is set, until SIGTERM or SIGINT."""
        await self.start()
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
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        await stopping.wait()


def build_app(
    settings: Settings,
    *,
    session: BaseSession | None = None,
    clock: Clock | None = None,
    database: Database | None = None,
) -> App:
    """Wires the product. Tests hand over a sandbox session, a clock and a database of theirs."""
    clock = clock or SystemClock()
    database = database or Database(settings.database_url)
    store = Store(database, remembers=not settings.webhook_url)
    bot = Bot(
        settings.bot_token.get_secret_value(),
        session=session or JsonSession(api=TelegramAPIServer.from_base(settings.bot_api_url)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
    scheduler = Scheduler()
    worker = Worker(
        store=store,
        sender=TelegramSender(bot=bot, store=store, default_language=settings.default_language),
        clock=clock,
        alarm=scheduler,
        limiter=SlidingLimiter(settings.send_rate),
    )
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    users = Users(
        store=store,
        clock=clock,
        owners=settings.admin_ids,
        default_zone=settings.zone,
        default_language=settings.default_language,
    )
    dispatcher = DrainingDispatcher(
        storage=ConversationStorage(store, clock), clock=clock, gate=FloodGate()
    )
    dispatcher["users"] = users
    dispatcher["places"] = places
    dispatcher["clusters"] = Clusters(store=store, clock=clock)
    dispatcher["reports"] = Reports(
        store=store, clock=clock, alarm=scheduler, organisers=settings.admin_ids
    )
    for middleware in (Trace(), ActorAndLocale(users), Throttle()):
        dispatcher.update.outer_middleware(middleware)
    dispatcher.message.outer_middleware(WayOut())
    errors.register(dispatcher)
    dispatcher.include_routers(*build_routers())
    return App(
        settings=settings,
        bot=bot,
        dispatcher=dispatcher,
        database=database,
        store=store,
        worker=worker,
        scheduler=scheduler,
        web=WebPort(bot=bot, dispatcher=dispatcher, store=store, settings=settings),
        imports=ClusterImports(store=store, clock=clock, places=places),
        housekeeping=Housekeeping(store=store, clock=clock),
    )
