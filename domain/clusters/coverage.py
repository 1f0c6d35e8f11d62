"""How many of the existing clusters the store knows, region by region, and what sources say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Extent(StrEnum):
    """The number of known cards of a region compared with the number that a source states."""

    NOTHING = "nothing"
    PART = "part"
    WHOLE = "whole"
    MORE = "more"
    """More cards than the source states: it is older than some of them, or there are duplicates.
    """
    UNTOLD = "untold"
    """No source says how many there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How much is known of a region, or of all (`region` is empty). `exist` is None where no
    source tells."""

    region: str
    known: int
    exist: int | None = None
    source: str = ""

    @property
    def extent(self) -> Extent:
        if not self.known:
            return Extent.NOTHING
        if self.exist is None:
            return Extent.UNTOLD
        if self.known == self.exist:
            return Extent.WHOLE
        return Extent.PART if self.known < self.exist else Extent.MORE

    @property
    def missing(self) -> int:
        return max(0, (self.exist or 0) - self.known)


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageReport:
    """`regions` with the most missing first, those of nothing known before others."""

    whole: Coverage
    regions: Sequence[Coverage]

    @property
    def empty(self) -> Sequence[Coverage]:
        return [one for one in self.regions if one.extent is Extent.NOTHING]
