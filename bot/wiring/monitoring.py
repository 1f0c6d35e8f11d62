"""What others look at, the web port, and what looks after the bot by itself: alarms, backups."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from aiogram import Bot

from bot.backups.nightly import NightlyBackups
from bot.monitoring.metrics_page import MetricsPage
from bot.monitoring.readiness import Readiness
from bot.monitoring.settings_watch import SettingsWatch, digests
from bot.monitoring.watchdog import Watchdog
from bot.monitoring.webhook_secret import SecretWatch
from bot.startup import Startup
from bot.web import WebPort
from bot.wiring.clusters import ClusterArea
from bot.wiring.delivery import Delivery
from bot.wiring.programme import ProgrammeArea
from bot.wiring.receiving import Receiving
from bot.wiring.shared import SharedParts
from db.engine import Database


class Monitoring:
    def __init__(
        self,
        shared: SharedParts,
        bot: Bot,
        database: Database,
        delivery: Delivery,
        receiving: Receiving,
        programme: ProgrammeArea,
        clusters: ClusterArea,
    ) -> None:
        store, clock, settings = shared.store, shared.clock, shared.settings
        worker = delivery.worker
        self.startup = Startup(clock=clock)
        metrics_page = MetricsPage(
            store=store,
            clock=clock,
            worker=worker,
            replies=delivery.replies.queue,
            metrics=receiving.metrics,
            unreadable=receiving.unreadable,
            lookup=clusters.lookup,
            has_queue=shared.is_shared,
        )
        readiness = Readiness(
            database=database,
            clock=clock,
            worker=worker,
            polling=receiving.polling,
            connection=receiving.connection,
        )
        secrets = SecretWatch(clock=clock)
        self.web = WebPort(
            bot=bot,
            dispatcher=receiving.dispatcher,
            store=store,
            settings=settings,
            calendars=programme.calendars,
            metrics_page=metrics_page,
            readiness=readiness,
            secrets=secrets,
            startup=self.startup,
            queue=receiving.queue,
        )
        self.backups = NightlyBackups(
            url=settings.database_url,
            folder=settings.backups,
            kept=timedelta(days=settings.backup_keep_days),
            zone=settings.zone,
            language=settings.default_language,
            clock=clock,
            owner_alerts=worker.owner_alerts,
        )
        file = database.url.database if database.is_sqlite else None
        self.watchdog = Watchdog(
            store=store,
            clock=clock,
            worker=worker,
            metrics=receiving.metrics,
            secrets=secrets,
            owner_alerts=worker.owner_alerts,
            settings=SettingsWatch(digests(settings)) if shared.is_shared else None,
            folder=Path(file).parent if file else Path(),
        )
