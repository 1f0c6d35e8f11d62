"""Parts of the country, other countries, and places that the gazetteer lacks (data/areas.csv)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from domain.errors import ConfigError
from domain.places.geo import Point
from domain.places.places import Area, AreaKind
from services.language.letters import parts


def load_areas(path: Path) -> tuple[Area, ...]:
    """Reads data/areas.csv (its columns are described in data/README.md)."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        return tuple(_area(path.name, table.line_num, row) for row in table)


def _area(file: str, line: int, row: Mapping[str, str]) -> Area:
    try:
        point = Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None
        area = Area(
            id=row["id"],
            kind=AreaKind(row["kind"]),
            name=row["name_ru"],
            name_en=row["name_en"],
            spellings=parts(row["spellings"]),
            regions=parts(row["regions"]),
            point=point,
        )
    except (KeyError, ValueError) as error:
        raise ConfigError(f"{file}:{line}: {error}") from error
    if not area.spellings or bool(area.regions) is (area.point is not None):
        raise ConfigError(f"{file}:{line}: spellings, and either regions or a point")
    return area
