"""Cluster cards and the version that tells running bots to read them anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import clusters, data_versions
from db.upserts import upsert
from domain.clusters import Cluster, Industry
from domain.geo import Point
from domain.ids import ClusterId

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

    async def save(self, changed: Iterable[Cluster]) -> None:
        """Adds or replaces whole cards and raises the version."""
        columns = [column.name for column in clusters.columns if not column.primary_key]
        values = [_values(cluster) for cluster in changed]
        if values:
            await self._connection.execute(upsert(self._connection, clusters, *columns), values)
        version = await self.version() + 1
        statement = upsert(self._connection, data_versions, "version")
        await self._connection.execute(statement, {"name": VERSION_NAME, "version": version})


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
    }
