"""Honest coverage: what the cards know beside what sources say there is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.clusters.coverage import Coverage, CoverageReport
from domain.errors import ConfigError, NotFound
from domain.people.users import Actor
from services.clusters.catalogue import Clusters, region_key
from services.people.organisers import Organisers

WHOLE = "Россия"
"""The row of data/coverage.csv that tells of all regions together."""

Told = Mapping[str, tuple[int, str]]
"""By region how many exist and who says so."""


def load_told(path: Path, regions: Iterable[str]) -> Told:
    """Reads data/coverage.csv. Raises ConfigError: the file ships with the product."""
    known = {*regions, WHOLE}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if row["region"] not in known or not row["exist"].isdecimal():
            raise ConfigError(f"{path.name}: {row}")
    return {row["region"]: (int(row["exist"]), row["source"]) for row in rows}


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverages:
    """`regions` are all there are, whether or not a card is of one."""

    clusters: Clusters
    told: Told
    regions: tuple[str, ...]
    organisers: Organisers

    async def of(self, region: str) -> Coverage:
        found = (await self.clusters.catalogue()).by_region.get(region, ())
        return self._of(region, len(found))

    async def report(self) -> CoverageReport:
        catalogue = await self.clusters.catalogue()
        names = dict.fromkeys((*self.regions, *catalogue.by_region))
        found = [self._of(name, len(catalogue.by_region.get(name, ()))) for name in names]
        whole = self._of(WHOLE, len(catalogue.by_id))
        return CoverageReport(
            whole=Coverage(region="", known=whole.known, exist=whole.exist, source=whole.source),
            regions=sorted(found, key=lambda one: (-one.missing, one.known, one.region)),
        )

    async def for_organisers(self, actor: Actor) -> CoverageReport:
        await self.organisers.check(actor)
        return await self.report()

    async def empty(self) -> list[str]:
        """Regions of which no card is, by name."""
        return sorted(one.region for one in (await self.report()).empty)

    def region_of(self, key: str) -> str:
        """The region's name by its key, also of one without cards. Raises NotFound."""
        found = next((name for name in self.regions if region_key(name) == key), None)
        if found is None:
            raise NotFound("region-gone")
        return found

    def _of(self, region: str, known: int) -> Coverage:
        exist, source = self.told.get(region, (None, ""))
        return Coverage(region=region, known=known, exist=exist, source=source)
