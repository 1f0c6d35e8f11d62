"""Two or three cards side by side: which aspects are the same, and what lists have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.clusters.cards import Cluster
from domain.places.geo import Point, distance_km

MOST_COMPARED = 3
"""Columns that a phone shows readably."""

LEAST_COMPARED = 2


class Aspect(StrEnum):
    """Aspects in the order in which people ask."""

    INDUSTRY = "industry"
    PLACE = "place"
    DISTANCE = "distance"
    COLLEGE = "college"
    PROFESSIONS = "professions"
    EMPLOYERS = "employers"
    OPENED = "opened"
    STUDENTS = "students"
    WEBSITE = "website"
    CHECKED = "checked"


Value = str | int | float | date | tuple[str, ...] | None
"""By aspect; `distance` is in km, `opened` a year. None (or an empty tuple) is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparisonRow:
    """One aspect of every card, in their order.

    Of lists `shared` is what all of them hold, and `values` what each holds beside that.
    """

    aspect: Aspect
    values: tuple[Value, ...]
    shared: tuple[str, ...] = ()
    is_same: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    clusters: tuple[Cluster, ...]
    rows: tuple[ComparisonRow, ...]


def compare(clusters: Sequence[Cluster], home: Point | None) -> Comparison:
    """An aspect that is known of none of them has no row."""
    rows = []
    for aspect in Aspect:
        values = [_value(cluster, aspect, home) for cluster in clusters]
        if any(value not in (None, "", ()) for value in values):
            rows.append(_row(aspect, values))
    return Comparison(clusters=tuple(clusters), rows=tuple(rows))


def _row(aspect: Aspect, values: Sequence[Value]) -> ComparisonRow:
    lists = [value for value in values if isinstance(value, tuple)]
    if len(lists) < len(values):
        known = tuple(value if value != "" else None for value in values)
        return ComparisonRow(aspect=aspect, values=known, is_same=len(set(known)) == 1)
    folded = [{item.casefold() for item in items} for items in lists]
    common = set.intersection(*folded)
    return ComparisonRow(
        aspect=aspect,
        values=tuple(_those(items, lambda item: item not in common) for items in lists),
        shared=_those(lists[0], lambda item: item in common),
        is_same=all(items == common for items in folded),
    )


def _those(items: tuple[str, ...], wanted: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(item for item in items if wanted(item.casefold()))


def _value(cluster: Cluster, aspect: Aspect, home: Point | None) -> Value:
    if aspect is not Aspect.DISTANCE:
        return VALUES[aspect](cluster)
    if home is None or cluster.point is None:
        return None
    return distance_km(home, cluster.point)


def _place(cluster: Cluster) -> str:
    return ", ".join(part for part in (cluster.city, cluster.region) if part)


VALUES: dict[Aspect, Callable[[Cluster], Value]] = {
    Aspect.INDUSTRY: lambda cluster: cluster.industry.value,
    Aspect.PLACE: _place,
    Aspect.COLLEGE: lambda cluster: cluster.base_college,
    Aspect.PROFESSIONS: lambda cluster: cluster.professions,
    Aspect.EMPLOYERS: lambda cluster: cluster.employers,
    Aspect.OPENED: lambda cluster: cluster.year,
    Aspect.STUDENTS: lambda cluster: cluster.students,
    Aspect.WEBSITE: lambda cluster: cluster.website,
    Aspect.CHECKED: lambda cluster: cluster.checked_on,
}
