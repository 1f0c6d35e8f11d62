"""Days of open doors that lie ahead, of all cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.clusters.cards import Cluster
from domain.clusters.facts import OpenDay
from domain.people.users import zone_or
from domain.places.geo import Point, distance_km
from services.clusters.catalogue import Clusters
from services.files.ics import Day, calendar_of_days

NEAR_KM = 300
"""As far as one travels for a day."""

DAYS_SHOWN = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ComingDay:
    """`distance_km` is None where the college's place or the reader's is not known."""

    cluster: Cluster
    day: OpenDay
    distance_km: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDays:
    clusters: Clusters
    default_zone: ZoneInfo

    async def coming(self, near: Point | None) -> list[ComingDay]:
        """The next ones first; within NEAR_KM of the point, or where none is there all."""
        catalogue, today = await self.clusters.catalogue(), self.clusters.today()
        found = [
            ComingDay(cluster=one, day=day, distance_km=_distance(near, one))
            for one in catalogue.by_id.values()
            for day in one.coming_days(today)
        ]
        close = [one for one in found if one.distance_km is not None and one.distance_km < NEAR_KM]
        return sorted(close or found, key=_next_then_nearest)[:DAYS_SHOWN]

    def calendar(self, cluster: Cluster) -> bytes:
        """A file of the days of one college; a later file takes the place of an earlier one."""
        zone = zone_or(cluster.tz, self.default_zone)
        college = cluster.base_college or cluster.name
        town = ", ".join(dict.fromkeys(filter(None, (cluster.city, cluster.region))))
        days = [
            Day(
                uid=f"open-day-{cluster.id}-{one.on:%Y%m%d}{number}@profkompas",
                on=one.on,
                starts_at=datetime.combine(one.on, one.at, zone) if one.at else None,
                title=college,
                place=one.address or cluster.address or town,
                url=one.source,
            )
            for one, number in _numbered(cluster.coming_days(self.clusters.today()))
        ]
        return calendar_of_days(days, name=college, now=self.clusters.clock.now())


def _numbered(days: Iterable[OpenDay]) -> Iterator[tuple[OpenDay, str]]:
    """The second of one date and so on with a number: two entries of one name would be one."""
    before: Counter[date] = Counter()
    for one in days:
        before[one.on] += 1
        yield one, f"-{before[one.on]}" if before[one.on] > 1 else ""


def _distance(near: Point | None, cluster: Cluster) -> float | None:
    if near is None or cluster.point is None or not cluster.is_placed:
        return None
    return distance_km(near, cluster.point)


def _next_then_nearest(one: ComingDay) -> tuple[object, ...]:
    return one.day.on, one.distance_km is None, one.distance_km or 0.0, one.cluster.id
