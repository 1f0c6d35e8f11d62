"""What the register of accredited programmes knows of the colleges of our cards.

It fills what is empty and changes nothing else: a card that an organiser has written says more.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from db.unit_of_work import Store
from domain.clusters.cards import Cluster
from domain.clusters.professions import Profession
from domain.ids import ClusterId
from domain.texts import is_web_address
from services.clusters.files.cards import (
    LIMITS,
    PHONE_DIGITS,
    ParsedClusters,
    diff_clusters,
)
from services.clusters.files.college_names import NAMELESS, QUOTED
from services.clusters.files.register import RegisterCollege, read_register
from services.clusters.imports import ClusterImports, ImportReport
from services.language.letters import words
from services.places.gazetteer import Gazetteer

NOTE = "программы: реестр аккредитации"
"""The note of a card's source, in Russian like the cards."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterReport:
    """`ambiguous` are cards whose college may be one of several of the register."""

    colleges: int
    matched: int
    ambiguous: tuple[Cluster, ...]
    report: ImportReport


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterImports:
    store: Store
    imports: ClusterImports
    places: Gazetteer
    professions: tuple[Profession, ...]

    async def import_file(self, path: Path, *, dry_run: bool = False) -> RegisterReport:
        """Raises ImportFileError for a file that is no register, OSError."""
        async with self.store.read() as tx:
            current = await tx.clusters.all()
        found = await asyncio.to_thread(self._read, path, current)
        async with self.store.write() as tx:
            cards = {one.id: one for one in await tx.clusters.all()}
            report = self._planned(found, cards)
            if not dry_run:
                applied = await self.imports.apply(tx, report.report, by="")
                report = replace(report, report=applied)
        return report

    def _read(self, path: Path, cards: Iterable[Cluster]) -> _Found:
        """Only what may be a card's college is kept of the file."""
        found = _Found({one.id: _Wanted(one) for one in cards if one.base_college})
        with path.open("rb") as file:
            for college in read_register(file):
                found.colleges.add(college.id or college.name)
                region = self.places.region_named(college.region) or college.region
                found.compare(college, region)
        return found

    def _planned(self, found: _Found, cards: Mapping[ClusterId, Cluster]) -> RegisterReport:
        titles = {one.code: one.title for one in self.professions}
        matched, ambiguous = [], []
        for card_id, wanted in found.cards.items():
            card, colleges = cards.get(card_id), wanted.colleges()
            if card is None or not colleges:
                continue
            if len(colleges) > 1:
                ambiguous.append(card)
            else:
                matched.append(_filled(card, colleges[0], titles))
        diff = diff_clusters(cards, matched)
        parsed = ParsedClusters(tuple(matched), (), ())
        return RegisterReport(
            colleges=len(found.colleges),
            matched=len(matched),
            ambiguous=tuple(ambiguous),
            report=ImportReport(parsed, diff, is_applied=False),
        )


class _Wanted:
    """The college of a card, and what the register has that may be it."""

    def __init__(self, card: Cluster) -> None:
        self.card = card
        self.words = _words(card.base_college)
        self._exact: dict[str, RegisterCollege] = {}
        self._longer: dict[str, RegisterCollege] = {}

    def compare(self, college: RegisterCollege, whole: frozenset[str], core: set[str]) -> None:
        if not self.words or not self.words <= whole:
            return
        kept = self._exact if self.words == core else self._longer
        key = college.id or college.name
        known = kept.get(key)
        both = (*(known.programmes if known else ()), *college.programmes)
        kept[key] = replace(known or college, programmes=tuple(dict.fromkeys(both)))

    def colleges(self) -> list[RegisterCollege]:
        """A name that says just this, else those that say more."""
        return list((self._exact or self._longer).values())


class _Found:
    def __init__(self, cards: dict[ClusterId, _Wanted]) -> None:
        self.cards = cards
        self.colleges: set[str] = set()
        self._by_region: dict[str, list[_Wanted]] = {}
        for wanted in cards.values():
            self._by_region.setdefault(wanted.card.region, []).append(wanted)

    def compare(self, college: RegisterCollege, region: str) -> None:
        wanted = self._by_region.get(region)
        if not wanted:
            return
        quoted = QUOTED.search(college.name)
        whole, core = _words(college.name), _words(quoted[1] if quoted else college.name)
        for one in wanted:
            one.compare(college, whole, set(core))


def _words(name: str) -> frozenset[str]:
    """Without initials: registers write whole names."""
    return frozenset(word for word in words(name) if len(word) > 1 and word not in NAMELESS)


def _filled(card: Cluster, college: RegisterCollege, titles: Mapping[str, str]) -> Cluster:
    filled = replace(
        card,
        phone=card.phone or _phone(college.phone),
        address=card.address or college.address[: LIMITS["address"]],
        website=card.website or _website(college.website),
    )
    if card.professions:
        return filled
    listed = _fitting(titles.get(code) or title for code, title in college.programmes)
    note = "; ".join(filter(None, (card.source_note, NOTE)))
    is_noted = len(note) <= LIMITS["source_note"]
    return replace(filled, professions=listed, source_note=note if is_noted else card.source_note)


def _fitting(titles: Iterable[str]) -> tuple[str, ...]:
    """As many of the titles as a cell holds."""
    kept: list[str] = []
    room = LIMITS["professions"]
    for title in dict.fromkeys(one.replace(";", ",") for one in titles if one):
        room -= len(title) + 2
        if room < 0:
            break
        kept.append(title)
    return tuple(kept)


def _phone(text: str) -> str:
    is_whole = sum(character.isdecimal() for character in text) >= PHONE_DIGITS
    return text if is_whole and len(text) <= LIMITS["phone"] else ""


def _website(text: str) -> str:
    """The register has addresses with and without a scheme, and several in one cell."""
    address = re.split(r"[\s,;]+", text.strip())[0]
    if address and "://" not in address:
        address = f"https://{address}"
    return address if len(address) <= LIMITS["website"] and is_web_address(address) else ""
