"""Clusters as the files that `import clusters` reads: what is written here reads back the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from domain.clusters import Cluster
from services.imports.clusters import COLUMNS

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Tells Excel that the text is UTF-8."""


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
    }
    return {column: str(values[column]) for column in COLUMNS}


def clusters_csv(clusters: Iterable[Cluster]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row_of(cluster) for cluster in clusters)
    return (BOM + text.getvalue()).encode()


def clusters_xlsx(clusters: Iterable[Cluster]) -> bytes:
    """Slow for thousands of rows: call it in a thread."""
    from openpyxl import Workbook  # noqa: PLC0415  # only organisers wait for it, now and then
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("clusters")
    sheet.append(list(COLUMNS))
    for cluster in clusters:
        cells = [WriteOnlyCell(sheet, text) for text in row_of(cluster).values()]
        for cell in cells:
            cell.data_type = "s"  # a text that begins with = is no formula
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
