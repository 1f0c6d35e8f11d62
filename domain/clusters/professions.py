"""Professions and specialities of secondary vocational education."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.clusters.cards import Industry

CODE_PATTERN = re.compile(r"\d{2}\.0[12]\.\d{2}")
"""Group, level (01 profession, 02 speciality), number: as in the Ministry's lists."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profession:
    """One line of the official lists, with the words people use for it."""

    code: str
    title: str
    synonyms: tuple[str, ...]
    english: tuple[str, ...]
    industry: Industry
    in_clusters: bool = True
    """False where, as far as pages say, no cluster teaches it: its industry is no answer then."""

    @property
    def short_title(self) -> str:
        """Without what stands in brackets: «Сварщик»."""
        return self.title.split(" (")[0]
