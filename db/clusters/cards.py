"""Cluster cards and the version that tells running bots to read them anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import cluster_changes, clusters, data_versions
from db.upserts import upsert
from domain.clusters.cards import Cluster, ClusterChange, Industry
from domain.clusters.facts import OpenDay, PointOf, StudyForm
from domain.ids import ClusterId
from domain.places.geo import Point

VERSION_NAME = "clusters"


class ClusterQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Grows with every change of any card; 0 in a store that never held one."""
        return (await self._connection.execute(_VERSION)).scalar_one_or_none() or 0

    async def all(self) -> list[Cluster]:
        rows = await self._connection.execute(sa.select(clusters).order_by(clusters.c.id))
        return [_cluster(row) for row in rows]

    async def find(self, cluster_id: ClusterId) -> Cluster | None:
        query = sa.select(clusters).where(clusters.c.id == cluster_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _cluster(row) if row else None

    async def save(self, changed: Iterable[Cluster]) -> int:
        """Adds or replaces whole cards and raises the version, which it returns."""
        columns = [column.name for column in clusters.columns if not column.primary_key]
        values = [_values(cluster) for cluster in changed]
        if values:
            await self._connection.execute(upsert(self._connection, clusters, *columns), values)
        return await self._raise_version()

    async def delete(self, ids: Iterable[ClusterId]) -> int:
        """Whoever kept one of them as a favourite loses it. The new version."""
        gone = clusters.c.id == sa.bindparam("gone")
        values = [{"gone": cluster_id} for cluster_id in ids]
        if values:
            await self._connection.execute(sa.delete(clusters).where(gone), values)
        return await self._raise_version()

    async def keep_change(self, change: ClusterChange) -> None:
        await self._connection.execute(
            sa.insert(cluster_changes).values(
                version=change.version,
                actor_name=change.actor_name,
                at=change.at,
                added=list(change.added),
                before=list(change.before),
            )
        )

    async def change(self, version: int) -> ClusterChange | None:
        """How the cards came to `version`; None where nobody kept that."""
        query = sa.select(cluster_changes).where(cluster_changes.c.version == version)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return ClusterChange(
            version=row.version,
            actor_name=row.actor_name,
            at=row.at,
            added=tuple(ClusterId(one) for one in row.added),
            before=tuple(row.before),
        )

    async def forget_changes(self, moment: datetime) -> None:
        """Those of before `moment`."""
        await self._connection.execute(
            sa.delete(cluster_changes).where(cluster_changes.c.at < moment)
        )

    async def _raise_version(self) -> int:
        version = await self.version() + 1
        statement = upsert(self._connection, data_versions, "version")
        await self._connection.execute(statement, {"name": VERSION_NAME, "version": version})
        return version


_VERSION = sa.select(data_versions.c.version).where(data_versions.c.name == VERSION_NAME)


def _cluster(row: sa.Row[Any]) -> Cluster:
    return Cluster(
        id=ClusterId(row.id),
        name=row.name,
        industry=Industry(row.industry),
        region=row.region,
        city=row.city,
        point=Point(row.lat, row.lon) if row.lat is not None else None,
        tz=row.tz,
        base_college=row.base_college,
        employers=tuple(row.employers),
        network_colleges=tuple(row.network_colleges),
        professions=tuple(row.professions),
        year=row.year,
        students=row.students,
        website=row.website,
        source_url=row.source_url,
        source_note=row.source_note,
        checked_on=row.checked_on,
        point_of=PointOf(row.point_of),
        phone=row.phone,
        address=row.address,
        study_forms=tuple(StudyForm(one) for one in row.study_forms),
        grades=tuple(row.grades),
        dormitory=row.dormitory,
        places=row.places,
        open_days=tuple(_open_day(one) for one in row.open_days),
    )


def _open_day(stored: dict[str, str]) -> OpenDay:
    return OpenDay(
        on=date.fromisoformat(stored["on"]),
        at=time.fromisoformat(stored["at"]) if stored["at"] else None,
        address=stored["address"],
        source=stored["source"],
    )


def _values(cluster: Cluster) -> dict[str, Any]:
    return {
        "id": cluster.id,
        "name": cluster.name,
        "industry": cluster.industry.value,
        "region": cluster.region,
        "city": cluster.city,
        "lat": cluster.point.lat if cluster.point else None,
        "lon": cluster.point.lon if cluster.point else None,
        "tz": cluster.tz,
        "base_college": cluster.base_college,
        "employers": list(cluster.employers),
        "network_colleges": list(cluster.network_colleges),
        "professions": list(cluster.professions),
        "year": cluster.year,
        "students": cluster.students,
        "website": cluster.website,
        "source_url": cluster.source_url,
        "source_note": cluster.source_note,
        "checked_on": cluster.checked_on,
        "point_of": cluster.point_of.value,
        "phone": cluster.phone,
        "address": cluster.address,
        "study_forms": [one.value for one in cluster.study_forms],
        "grades": list(cluster.grades),
        "dormitory": cluster.dormitory,
        "places": cluster.places,
        "open_days": [
            {
                "on": one.on.isoformat(),
                "at": one.at.isoformat("minutes") if one.at else "",
                "address": one.address,
                "source": one.source,
            }
            for one in cluster.open_days
        ],
    }
