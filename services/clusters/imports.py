"""Bringing a file of clusters into the store: read, check, compare, and all or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.unit_of_work import Store, Transaction
from domain.clusters.cards import Cluster, ClusterChange
from domain.errors import ConfigError, NotFound
from domain.ids import ClusterId
from domain.ports import Clock
from services.clusters.files.cards import (
    ImportDiff,
    ParsedClusters,
    diff_clusters,
    parse_clusters,
)
from services.clusters.files.exports import row_of
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.clusters.open_days.filing import Filing
from services.clusters.open_days.reminders import OpenDayReminders
from services.files.isolation import FileReader, InThread
from services.files.tables import Row
from services.places.gazetteer import Gazetteer

ReadFile = ParsedClusters | DayRows


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file would change (dry run or rejected rows) or has changed (`is_applied`)."""

    parsed: ParsedClusters
    diff: ImportDiff
    is_applied: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterImports:
    store: Store
    clock: Clock
    places: Gazetteer
    reminders: OpenDayReminders
    reader: FileReader = field(default_factory=InThread)

    async def import_file(
        self, name: str, data: bytes, *, dry_run: bool = False, is_filling: bool = False
    ) -> ImportReport:
        """One bad row and nothing is stored. Raises ImportFileError for an unreadable file.

        `is_filling` adds cards and fills what is empty in those that are there; nothing else.
        """
        parsed = await self.read(name, data)
        async with self.store.read() as tx:
            report = await self.plan(tx, parsed, is_filling=is_filling)
        if dry_run or report.parsed.problems:
            return report
        async with self.store.write() as tx:
            # Compared again inside the transaction: another import may have come in between.
            report = await self.plan(tx, parsed, is_filling=is_filling)
            if report.parsed.problems:
                # A college that is not among the cards any more.
                return report
            return await self.apply(tx, report, by="")

    async def read(self, name: str, data: bytes) -> ReadFile:
        """Cards, or days of open doors alone. Raises ImportFileError."""
        return await self._read(self.reader, name, data)

    async def _read(self, reader: FileReader, name: str, data: bytes) -> ReadFile:
        today = self.clock.now().astimezone(self.reminders.default_zone).date()
        found = await reader.run(read_cards_or_days, name, data, today)
        if isinstance(found, DayRows):
            return found
        return await asyncio.to_thread(parse_clusters, found, self.places)

    async def plan(
        self,
        tx: Transaction,
        read: ReadFile,
        *,
        is_filling: bool = False,
        is_whole: bool = False,
    ) -> ImportReport:
        """What storing it would change now. `is_whole` is for a file of days, see Filing."""
        current = _by_id(await tx.clusters.all())
        if isinstance(read, DayRows):
            filing = Filing(
                places=self.places,
                default_zone=self.reminders.default_zone,
                now=self.clock.now(),
                is_whole=is_whole,
            )
            parsed = filing.filed(read, current)
        else:
            parsed = read
        incoming = parsed.filling(current) if is_filling else parsed.beside(current)
        diff = diff_clusters(current, incoming)
        return ImportReport(parsed, diff, is_applied=False)

    async def apply(self, tx: Transaction, report: ImportReport, *, by: str) -> ImportReport:
        """`by` is the organiser's name; empty from the command line. What was is kept (undo)."""
        diff = report.diff
        changed = [*diff.added, *(change.new for change in diff.changed)]
        if changed:
            version = await tx.clusters.save(changed)
            before = tuple(row_of(change.old) for change in diff.changed)
            added = tuple(cluster.id for cluster in diff.added)
            old = {change.old.id: change.old for change in diff.changed}
            await self._follow(tx, old, changed, version)
            await self._keep(tx, version, by, added=added, before=before)
        return replace(report, is_applied=True)

    async def undo(self, tx: Transaction, *, by: str) -> ClusterChange:
        """Takes the last change back; again brings it back. Raises NotFound where none is kept."""
        change = await tx.clusters.change(await tx.clusters.version())
        if change is None:
            raise NotFound("clusters-nothing-to-undo")
        current = _by_id(await tx.clusters.all())
        rows = [Row(line, row) for line, row in enumerate(change.before)]
        # A change kept before a column was there says nothing of it.
        restored = parse_clusters(rows, self.places).beside(current) if rows else ()
        touched = (*change.added, *(cluster.id for cluster in restored))
        before = tuple(row_of(current[one]) for one in touched if one in current)
        added = tuple(cluster.id for cluster in restored if cluster.id not in current)
        await tx.clusters.save(restored)
        version = await tx.clusters.delete(change.added)
        gone = {one: current[one] for one in change.added if one in current}
        old = {one.id: current[one.id] for one in restored if one.id in current}
        await self._follow(tx, old | gone, restored, version)
        await self._keep(tx, version, by, added=added, before=before)
        return change

    async def _follow(
        self,
        tx: Transaction,
        old: Mapping[ClusterId, Cluster],
        new: Iterable[Cluster],
        version: int,
    ) -> None:
        after = {one.id: one for one in new}
        ids = dict.fromkeys((*old, *after))
        await self.reminders.follow(
            tx, {one: old.get(one) for one in ids}, {one: after.get(one) for one in ids}, version
        )

    async def _keep(
        self,
        tx: Transaction,
        version: int,
        by: str,
        *,
        added: tuple[ClusterId, ...],
        before: tuple[dict[str, str], ...],
    ) -> None:
        await tx.clusters.keep_change(
            ClusterChange(
                version=version, actor_name=by, at=self.clock.now(), added=added, before=before
            )
        )

    async def import_starter(self, path: Path) -> None:
        """Fills a store that never held a cluster. Raises ConfigError for a bad file."""
        async with self.store.read() as tx:
            if await tx.clusters.version():
                return
        data = await asyncio.to_thread(path.read_bytes)
        parsed = await self._read(InThread(), path.name, data)
        if isinstance(parsed, DayRows) or parsed.problems:
            raise ConfigError(f"starter data {path.name}: {parsed.problems[:1]}")
        async with self.store.write() as tx:
            # Again inside the transaction: another process may have started first, and an
            # organiser have changed a card since.
            if not await tx.clusters.version():
                await self.apply(tx, await self.plan(tx, parsed), by="")


def _by_id(clusters: list[Cluster]) -> dict[ClusterId, Cluster]:
    return {cluster.id: cluster for cluster in clusters}
