"""The page of /metrics, made when it is asked for: most bots are asked for none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.monitoring.update_metrics import BOUNDS, UpdateMetrics
from bot.replies.queue import ReplyQueue
from bot.updates.unreadable import UnreadableUpdates
from db.unit_of_work import Store, Transaction
from domain.outbox import OutboxState
from domain.ports import Clock
from outbox.worker import Worker
from services.news.sources.polling import REPORTED_AFTER
from services.search.lookup import Lookup

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric


TOTALS_KEPT = timedelta(minutes=10)
"""All rows of the outbox are counted no oftener than this: there are as many as messages of some
months, and Prometheus asks every few seconds."""


@dataclass(slots=True)
class KeptTotals:
    """Rows by their state, and when they were counted."""

    totals: dict[OutboxState, int] = field(default_factory=dict)
    counted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricsPage:
    store: Store
    clock: Clock
    worker: Worker
    replies: ReplyQueue
    metrics: UpdateMetrics
    unreadable: UnreadableUpdates
    lookup: Lookup
    has_queue: bool = False
    """Whether replicas share a queue of updates."""
    _kept: KeptTotals = field(default_factory=KeptTotals)

    async def page(self) -> bytes:
        """All figures in the text format of Prometheus. Queues are counted now, totals of the
        outbox every TOTALS_KEPT."""
        from prometheus_client import (  # noqa: PLC0415  (as above)
            CollectorRegistry,
            ProcessCollector,
            generate_latest,
        )

        found = [*self._of_the_process(), *await self._of_the_store()]

        class Found:
            def collect(self) -> list[Metric]:
                return found

        registry = CollectorRegistry()
        registry.register(Found())
        ProcessCollector(registry=registry)
        return generate_latest(registry)

    def _of_the_process(self) -> Iterator[Metric]:
        from prometheus_client.core import (  # noqa: PLC0415
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        updates = CounterMetricFamily(
            "profkompas_updates", "Updates since the process began", labels=["kind", "outcome"]
        )
        for (kind, outcome), count in sorted(self.metrics.updates.items()):
            updates.add_metric([kind, outcome.value], count)
        yield updates
        yield _counted(
            "profkompas_unreadable_updates",
            "Updates that could not be read, since the process began",
            "kind",
            self.unreadable.counts,
        )
        yield _counted(
            "profkompas_unknown_fields",
            "Fields of messages that could not be read, since the process began",
            "field",
            self.unreadable.unknown,
        )
        cumulated, buckets = 0, []
        for bound, count in zip([*map(str, BOUNDS), "+Inf"], self.metrics.buckets, strict=True):
            cumulated += count
            buckets.append((bound, float(cumulated)))
        yield HistogramMetricFamily(
            "profkompas_handler_seconds",
            "From the update to the end of its handler",
            buckets=buckets,
            sum_value=self.metrics.seconds,
        )
        yield GaugeMetricFamily(
            "profkompas_waiting_answers", "Answers that wait for their turn", self.replies.waiting
        )
        yield _counted(
            "profkompas_sends",
            "Attempts to send, by what came of them",
            "outcome",
            self.worker.sends,
        )
        yield CounterMetricFamily(
            "profkompas_sending_pauses", "Pauses that Telegram asked for (429)", self.worker.pauses
        )
        yield GaugeMetricFamily(
            "profkompas_telegram_away",
            "1 while no delivery gets through",
            self.worker.is_telegram_away,
        )
        yield GaugeMetricFamily(
            "profkompas_delivers", "1 in the process that holds the lease", self.worker.delivers
        )
        yield _counted(
            "profkompas_lookups",
            "Typed searches, by how they were read",
            "reading",
            self.lookup.readings,
        )

    async def _totals(self, tx: Transaction) -> dict[OutboxState, int]:
        now, kept = self.clock.now(), self._kept
        if kept.counted_at is None or now - kept.counted_at >= TOTALS_KEPT:
            kept.totals, kept.counted_at = await tx.outbox.totals(), now
        return kept.totals

    async def _of_the_store(self) -> list[Metric]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        async with self.store.read() as tx:
            totals = await self._totals(tx)
            queue = await tx.outbox.queue_by_kind()
            sources = await tx.news_sources.all()
            waiting, age = await tx.incoming.waiting() if self.has_queue else (0, 0.0)
        now = self.clock.now()
        rows = GaugeMetricFamily("profkompas_outbox_rows", "Outbox rows", labels=["state"])
        for state in OutboxState:
            rows.add_metric([state.value], totals.get(state, 0))
        depth = GaugeMetricFamily(
            "profkompas_outbox_queued", "Rows that are due and wait", labels=["kind"]
        )
        oldest = GaugeMetricFamily(
            "profkompas_outbox_oldest_seconds",
            "How long the row has been due that waits longest",
            labels=["kind"],
        )
        for kind, count, due_at in queue:
            seconds = (now - due_at).total_seconds()
            if seconds >= 0:
                depth.add_metric([kind], count)
                oldest.add_metric([kind], seconds)
        feeds = GaugeMetricFamily("profkompas_feeds", "Sources of news", labels=["state"])
        paused = sum(one.is_paused for one in sources)
        dead = sum(one.failures >= REPORTED_AFTER and not one.is_paused for one in sources)
        states = {"paused": paused, "dead": dead, "read": len(sources) - paused - dead}
        for name, count in states.items():
            feeds.add_metric([name], count)
        updates = GaugeMetricFamily(
            "profkompas_updates_in_queue",
            "Updates that replicas share and have not finished",
            waiting,
        )
        late = GaugeMetricFamily(
            "profkompas_updates_oldest_seconds", "How long the oldest of them has been there", age
        )
        return [rows, depth, oldest, feeds, updates, late]


def _counted(name: str, text: str, label: str, counts: Mapping[str, int]) -> Metric:
    """A counter with one label."""
    from prometheus_client.core import CounterMetricFamily  # noqa: PLC0415

    family = CounterMetricFamily(name, text, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family
