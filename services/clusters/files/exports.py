"""Clusters as the files that `import clusters` reads: what is written here reads back the same."""

from __future__ import annotations

from collections.abc import Iterable

from domain.clusters.cards import Cluster
from domain.clusters.facts import OpenDay
from services.clusters.files.cards import COLUMNS
from services.files.spreadsheets import (
    CsvTable,
    Table,
    XlsxTable,
    guarded,
    verbatim,
)

WIDTHS = dict.fromkeys(COLUMNS, 20) | {
    "name": 50, "lat": 10, "lon": 10, "base_college": 50, "employers": 50, "network_colleges": 50,
    "professions": 50, "year": 8, "students": 10, "source_note": 40,
}  # fmt: skip


def row_of(cluster: Cluster) -> dict[str, str]:
    """Column to text, in the order of the file."""
    point = cluster.point
    values: dict[str, object] = {
        "id": cluster.id,
        "name": cluster.name,
        "industry": cluster.industry.value,
        "region": cluster.region,
        "city": cluster.city,
        "lat": point.lat if point else "",
        "lon": point.lon if point else "",
        "tz": cluster.tz,
        "base_college": cluster.base_college,
        "employers": "; ".join(cluster.employers),
        "network_colleges": "; ".join(cluster.network_colleges),
        "professions": "; ".join(cluster.professions),
        "year": cluster.year or "",
        "students": "" if cluster.students is None else cluster.students,
        "website": cluster.website,
        "source_url": cluster.source_url,
        "source_note": cluster.source_note,
        "checked_on": cluster.checked_on.isoformat() if cluster.checked_on else "",
        "point_of": cluster.point_of.value if point else "",
        "phone": cluster.phone,
        "address": cluster.address,
        "study_forms": "; ".join(cluster.study_forms),
        "grades": "; ".join(map(str, cluster.grades)),
        "dormitory": {True: "yes", False: "no", None: ""}[cluster.dormitory],
        "places": "" if cluster.places is None else cluster.places,
        "open_days": open_days_text(cluster.open_days),
    }
    return {column: str(values[column]) for column in COLUMNS}


def open_days_text(days: Iterable[OpenDay]) -> str:
    return "; ".join(open_day_text(one) for one in days)


def open_day_text(one: OpenDay) -> str:
    """An open day as `import clusters` reads it: `2027-04-17 11:00 | address | web address`."""
    day = one.on.isoformat() + (f" {one.at:%H:%M}" if one.at else "")
    return " | ".join((day, one.address, one.source)).rstrip(" |")


def clusters_csv(clusters: Iterable[Cluster]) -> bytes:
    return _written(CsvTable(",", guarded), clusters)


def clusters_xlsx(clusters: Iterable[Cluster]) -> bytes:
    """Slow for thousands of rows: call it in a thread."""
    return _written(XlsxTable("clusters", verbatim, widths=list(WIDTHS.values())), clusters)


def _written(table: Table, clusters: Iterable[Cluster]) -> bytes:
    table.add([COLUMNS])
    table.add(list(row_of(cluster).values()) for cluster in clusters)
    return table.finish()
