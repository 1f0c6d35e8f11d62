"""Bringing a file of clusters into the store: read, check, compare, and all or nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from db.unit_of_work import Store
from domain.clusters import Cluster
from domain.errors import ConfigError
from domain.ids import ClusterId
from domain.ports import Clock
from services.imports.clusters import ImportDiff, ParsedClusters, diff_clusters, parse_clusters
from services.imports.tables import read_table
from services.places import Gazetteer


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

    async def import_file(self, name: str, data: bytes, *, dry_run: bool = False) -> ImportReport:
        """One bad row and nothing is stored. Raises ImportFileError for an unreadable file."""
        parsed = parse_clusters(read_table(name, data), self.places)
        async with self.store.read() as tx:
            diff = diff_clusters(_by_id(await tx.clusters.all()), parsed.clusters)
        if dry_run or parsed.problems:
            return ImportReport(parsed, diff, is_applied=False)
        async with self.store.write() as tx:
            # Compared again inside the transaction: another import may have come in between.
            diff = diff_clusters(_by_id(await tx.clusters.all()), parsed.clusters)
            changed = [*diff.added, *(change.new for change in diff.changed)]
            if changed:
                await tx.clusters.save(changed)
        return ImportReport(parsed, diff, is_applied=True)

    async def import_starter(self, path: Path) -> None:
        """Fills a store that never held a cluster. Raises ConfigError for a bad file."""
        async with self.store.read() as tx:
            if await tx.clusters.version():
                return
        report = await self.import_file(path.name, await asyncio.to_thread(path.read_bytes))
        if report.parsed.problems:
            raise ConfigError(f"starter data {path.name}: {report.parsed.problems[0]}")


def _by_id(clusters: list[Cluster]) -> dict[ClusterId, Cluster]:
    return {cluster.id: cluster for cluster in clusters}
