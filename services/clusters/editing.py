"""Organisers change clusters from the chat: a file or one field, looked at first, applied once.

The change of one field is a file of one row, so there is one way to compare, apply and undo.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from db.unit_of_work import Store, Transaction
from domain.clusters.cards import Cluster, ClusterChange
from domain.clusters.facts import PointOf
from domain.errors import NotFound, UserError
from domain.ids import ClusterId, UploadId
from domain.people.users import Actor
from domain.ports import Clock
from domain.uploads import Upload, UploadSubject
from services.clusters.files.cards import COLUMNS
from services.clusters.files.exports import clusters_csv, clusters_xlsx, row_of
from services.clusters.imports import ClusterImports, ImportReport
from services.files.uploads import own_upload
from services.people.organisers import Organisers
from services.places.coordinates import read_pair

EDITED = tuple(column for column in COLUMNS if column != "id")
"""Columns that can be changed one by one: the id stands in links that people have shared."""

POINT = "lat"
"""Stands for the whole point, which is told at once."""

WITH_THE_POINT = ("lon", "point_of")


CLEAR = "-"
"""Typed instead of a value: the field becomes empty."""

EDIT_NAME = "edit.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterPreview:
    """A file beside the cards as they are. `is_news`: not the cards it was shown beside."""

    upload_id: UploadId
    file_name: str
    report: ImportReport
    is_news: bool = False

    @property
    def is_edit(self) -> bool:
        return self.file_name == EDIT_NAME


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterOverview:
    """What organisers look at first: how many cards, and what changed them last."""

    clusters: int
    last: ClusterChange | None

    @property
    def can_undo(self) -> bool:
        """What brought all cards, as the starter file of a new store does, is not taken back: no
        card would be left."""
        return self.last is not None and len(self.last.added) < self.clusters


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterEditing:
    """Organisers only. An upload belongs to the one who sent it."""

    store: Store
    clock: Clock
    organisers: Organisers
    imports: ClusterImports

    async def begin(self, actor: Actor) -> None:
        """Before a file is asked for: whoever may not send it is not asked."""
        await self.organisers.check(actor)

    async def overview(self, actor: Actor) -> ClusterOverview:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await _overview(tx)

    async def card(self, actor: Actor, cluster_id: ClusterId) -> tuple[Cluster, dict[str, str]]:
        """A card and its row of the file. Raises NotFound."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            cluster = await _required_cluster(tx, cluster_id)
        return cluster, row_of(cluster)

    async def add(self, actor: Actor, name: str, content: bytes) -> UploadId:
        """Raises ImportFileError for a file beyond reading."""
        await self.organisers.check(actor)
        await self.imports.read(name, content)
        return await self._add(actor, name, content)

    async def edit(self, actor: Actor, cluster_id: ClusterId, column: str, text: str) -> UploadId:
        """One field of one card. Raises NotFound."""
        if column not in EDITED:
            raise NotFound("button-outdated")
        value = "" if text.strip() == CLEAR else text.strip()
        return await self.change(actor, cluster_id, _edited(column, value))

    async def change(
        self, actor: Actor, cluster_id: ClusterId, fields: Mapping[str, str]
    ) -> UploadId:
        """Columns of one card at once. Raises NotFound."""
        _, row = await self.card(actor, cluster_id)
        content = json.dumps([{**row, **fields}], ensure_ascii=False)
        return await self._add(actor, EDIT_NAME, content.encode())

    async def preview(self, actor: Actor, upload_id: UploadId) -> ClusterPreview:
        """What applying it would change."""
        async with self.store.read() as tx:
            upload = await self._required(tx, actor, upload_id)
        parsed = await self.imports.read(upload.file_name, upload.content)
        async with self.store.write() as tx:
            report = await self.imports.plan(tx, parsed)
            await tx.uploads.set_version(upload_id, str(await tx.clusters.version()))
        return ClusterPreview(upload_id=upload_id, file_name=upload.file_name, report=report)

    async def apply(
        self, actor: Actor, upload_id: UploadId, *, is_whole: bool = False
    ) -> ClusterPreview:
        """Once. Where cards have changed since it was shown, the new comparison instead.

        `is_whole`: of a file of open days, whose other days ahead go.
        """
        async with self.store.read() as tx:
            upload = await self._required(tx, actor, upload_id)
        parsed = await self.imports.read(upload.file_name, upload.content)
        async with self.store.write() as tx:
            # Again, in the transaction that applies it: rights and the first tap of two.
            upload = await self._required(tx, actor, upload_id)
            report = await self.imports.plan(tx, parsed, is_whole=is_whole)
            preview = ClusterPreview(
                upload_id=upload_id, file_name=upload.file_name, report=report
            )
            version = str(await tx.clusters.version())
            if version != upload.version or report.parsed.problems:
                await tx.uploads.set_version(upload_id, version)
                return replace(preview, is_news=True)
            applied = await self.imports.apply(tx, report, by=actor.name)
            await tx.uploads.set_applied(upload_id, self.clock.now())
            await self.organisers.record(
                tx,
                actor,
                "clusters-changed",
                added=len(report.diff.added),
                changed=len(report.diff.changed),
            )
        return replace(preview, report=applied)

    async def discard(self, actor: Actor, upload_id: UploadId) -> None:
        async with self.store.write() as tx:
            await self._required(tx, actor, upload_id)
            await tx.uploads.delete(upload_id)

    async def undoable(self, actor: Actor, version: int) -> ClusterChange:
        """What undoing would take back. Raises UserError where it cannot be."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await _require_undoable(tx, version)

    async def undo(self, actor: Actor, version: int) -> ClusterChange:
        """Takes back what led to `version`, if that is how the cards are now."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await _require_undoable(tx, version)
            undone = await self.imports.undo(tx, by=actor.name)
            await self.organisers.record(
                tx,
                actor,
                "clusters-undone",
                added=len(undone.added),
                changed=len(undone.before),
            )
        return undone

    async def export(self, actor: Actor, kind: str) -> bytes:
        """`kind`: csv or xlsx."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            clusters = await tx.clusters.all()
        write = clusters_csv if kind == "csv" else clusters_xlsx
        return await asyncio.to_thread(write, clusters)

    async def _add(self, actor: Actor, name: str, content: bytes) -> UploadId:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self.organisers.require(tx, actor)
            return await tx.uploads.add(
                actor.id, UploadSubject.CLUSTERS, "", name, content, self.clock.now()
            )

    async def _required(self, tx: Transaction, actor: Actor, upload_id: UploadId) -> Upload:
        await self.organisers.require(tx, actor)
        return await own_upload(tx, actor, upload_id, UploadSubject.CLUSTERS)


def _edited(column: str, value: str) -> dict[str, str]:
    """The fields that a value of one changes.

    Another town is another point: the gazetteer's, until somebody tells a better one. A point
    that somebody tells is the building's.
    """
    if column == "city" or (column == POINT and not value):
        return {**dict.fromkeys(("lat", "lon", "tz", "point_of"), ""), **{column: value}}
    if column == POINT:
        with suppress(ValueError):
            lat, lon = map(str, read_pair(value))
            return {"lat": lat, "lon": lon, "point_of": PointOf.BUILDING.value}
    return {column: value}


async def _overview(tx: Transaction) -> ClusterOverview:
    version = await tx.clusters.version()
    return ClusterOverview(
        clusters=len(await tx.clusters.all()), last=await tx.clusters.change(version)
    )


async def _require_undoable(tx: Transaction, version: int) -> ClusterChange:
    found = await _overview(tx)
    if await tx.clusters.version() != version:
        raise UserError("clusters-undo-late")
    if found.last is None:
        raise NotFound("clusters-nothing-to-undo")
    if not found.can_undo:
        raise UserError("clusters-undo-all", count=found.clusters)
    return found.last


async def _required_cluster(tx: Transaction, cluster_id: ClusterId) -> Cluster:
    cluster = await tx.clusters.find(cluster_id)
    if cluster is None:
        raise NotFound("cluster-gone")
    return cluster
