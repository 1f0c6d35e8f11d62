"""What takes updates, either way: polling, or the webhook and the queue of replicas."""

from __future__ import annotations

from collections.abc import Iterable

from aiogram import Bot

from bot.monitoring.update_metrics import UpdateMetrics
from bot.replicas.shared_pace import SharedPace
from bot.replicas.shared_queue import SharedQueue
from bot.updates.connection_watch import ConnectionWatch
from bot.updates.polling import Polling
from bot.updates.unreadable import UnreadableUpdates
from bot.wiring.delivery import Delivery
from bot.wiring.shared import SharedParts
from bot.wiring.updates import build_dispatcher
from services.people.users import Users


class Receiving:
    def __init__(
        self,
        shared: SharedParts,
        bot: Bot,
        users: Users,
        delivery: Delivery,
        areas: Iterable[object],
    ) -> None:
        settings, clock, worker = shared.settings, shared.clock, delivery.worker
        self.metrics = UpdateMetrics()
        self.unreadable = UnreadableUpdates(users=users, clock=clock)
        self.dispatcher = build_dispatcher(
            shared, users, self.unreadable, delivery.keeper, self.metrics, areas
        )
        self.connection = ConnectionWatch(
            bot=bot,
            clock=clock,
            owner_alerts=worker.owner_alerts,
            address=settings.webhook_url,
            secret=settings.webhook_secret.get_secret_value(),
            allowed_updates=self.dispatcher.resolve_used_update_types(),
            is_in_charge=lambda: worker.delivers or not worker.lease.is_known,
        )
        self.polling = Polling(
            bot=bot,
            dispatcher=self.dispatcher,
            clock=clock,
            replies=delivery.replies,
            on_conflict=self.connection.on_conflict,
        )
        self.queue: SharedQueue | None = None
        """Where several replicas may be one bot."""
        if shared.is_shared:
            pace = SharedPace(
                replica=worker.lease.holder,
                store=shared.store,
                clock=clock,
                limiter=worker.limiter,
                rate=settings.send_rate,
            )
            self.queue = SharedQueue(
                store=shared.store,
                bot=bot,
                dispatcher=self.dispatcher,
                clock=clock,
                replies=delivery.replies,
                pace=pace,
                replica=worker.lease.holder,
            )
