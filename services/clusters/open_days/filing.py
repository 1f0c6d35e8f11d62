"""Rows of days of open doors to the cards of their colleges: nobody is guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from domain.clusters.cards import Cluster
from domain.clusters.facts import OpenDay
from domain.errors import ImportFileError
from domain.ids import ClusterId
from domain.people.users import zone_or
from services.clusters.files.cards import LIMITS, ParsedClusters
from services.clusters.files.college_names import NAMELESS, QUOTED
from services.clusters.files.exports import open_days_text
from services.clusters.files.open_days import DayRow, DayRows
from services.files.rows import Problem
from services.files.subjects import Subject
from services.language.letters import folded, stemmed, words
from services.places.gazetteer import Gazetteer

IN_HONOUR = re.compile(r"\b(?:им\.|имени)", re.IGNORECASE)
"""What follows is left out where one speaks of the college."""

NAMED_SHOWN = 3
"""Colleges among which the file does not choose."""

Words = frozenset[str]
Cards = Mapping[ClusterId, Cluster]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """What a file of days makes of the cards at this moment.

    `is_whole`: days that are ahead of the colleges that it names, and not in it, go.
    """

    places: Gazetteer
    default_zone: ZoneInfo
    now: datetime
    is_whole: bool = False

    def filed(self, found: DayRows, current: Cards) -> ParsedClusters:
        """Raises ImportFileError for a calendar of sessions, in which no college is known."""
        problems, notes = list(found.problems), list(found.notes)
        colleges = _Colleges(current, self.places)
        told: dict[ClusterId, list[tuple[DayRow, OpenDay]]] = {}
        said: set[str] = set()
        matches = [(row, colleges.of(row)) for row in found.rows]
        if found.may_be_sessions and not any(match.cards for _, match in matches):
            raise ImportFileError(Subject.PROGRAMME.value)
        for row, match in matches:
            if match.problem is not None:
                problems.append(match.problem)
                continue
            if match.note is not None and (note := str(match.note.params)) not in said:
                said.add(note)
                notes.append(match.note)
            day = self._day(row, match.cards[0])
            if day.over_at(self._zone(match.cards[0])) <= self.now:
                params: dict[str, str | int] = {"date": f"{day.on:%d.%m.%Y}"}
                notes.append(
                    Problem(row.line, row.column, "import-note-day-past", params, row.sheet)
                )
                continue
            for card in match.cards:
                told.setdefault(card.id, []).append((row, day))
        changed, staying = [], []
        for card_id, days in told.items():
            one = _CardDays(current[card_id], self._zone(current[card_id]), self.now)
            for row, day in days:
                one.take(row, day)
            staying += [(one.card, day) for day in one.left_out]
            card = one.filled(is_whole=self.is_whole)
            notes += one.notes
            changed.append(card)
            length = len(open_days_text(card.open_days))
            if length > LIMITS["open_days"]:
                params = {"length": length, "limit": LIMITS["open_days"]}
                last = days[-1][0]
                problems.append(
                    Problem(last.line, "open_days", "import-row-too-long", params, last.sheet)
                )
        return ParsedClusters(
            clusters=tuple(changed),
            problems=tuple(sorted(problems, key=lambda one: (one.sheet, one.line))),
            unknown_columns=found.unknown_columns,
            notes=tuple(sorted(notes, key=lambda one: (one.sheet, one.line))),
            staying=() if self.is_whole else tuple(staying),
        )

    def _zone(self, card: Cluster) -> ZoneInfo:
        return zone_or(card.tz, self.default_zone)

    def _day(self, row: DayRow, card: Cluster) -> OpenDay:
        on, at = row.on, row.at
        if row.starts_at is not None:
            local = row.starts_at.astimezone(self._zone(card))
            on, at = local.date(), local.time()
        at = at.replace(second=0, microsecond=0) if at else None
        return OpenDay(on=on, at=at, address=row.address, source=row.source)


@dataclass(kw_only=True, slots=True)
class _Match:
    """Several cards where a college has several clusters: its doors are open for all of them."""

    cards: tuple[Cluster, ...] = ()
    problem: Problem | None = None
    note: Problem | None = None


class _Colleges:
    """Cards by what their colleges are called. Stems: a calendar says «в Саровском техникуме»."""

    def __init__(self, current: Cards, places: Gazetteer) -> None:
        self._current = current
        self._places = places
        self._names = [
            (card, [stems(name) for name in (card.base_college, card.name) if name])
            for card in current.values()
        ]

        self._named: dict[Words, list[Cluster]] = {}
        for card, names in self._names:
            for name in dict.fromkeys(names):
                self._named.setdefault(name, []).append(card)
        self._short = [
            (card, stems(IN_HONOUR.split(card.base_college, maxsplit=1)[0]), stems(card.city))
            for card in current.values()
        ]
        self._known: dict[DayRow, _Match] = {}

    def of(self, row: DayRow) -> _Match:
        """Looked for once, however many days a college has: all cards are gone through."""
        told = DayRow(
            line=0, column=row.column, card=row.card, names=row.names, city=row.city,
            region=row.region, beside=row.beside, source=_host(row.source),
        )  # fmt: skip
        match = self._known.get(told)
        if match is None:
            match = self._known[told] = self._of(row)
        return _Match(
            cards=match.cards,
            problem=replace(match.problem, line=row.line, sheet=row.sheet)
            if match.problem
            else None,
            note=replace(match.note, line=row.line, sheet=row.sheet) if match.note else None,
        )

    def _of(self, row: DayRow) -> _Match:
        if row.card:
            return self._of_card(row)
        if not row.names:
            return self._refused(row, "import-day-no-college")
        exact = self._there(row, self._exact(row))
        found = exact or self._there(row, self._near(row))
        if not found:
            return self._refused(row, "import-day-college", value=row.names[0][:100])
        colleges = {(stems(_college(one)), one.city): one for one in found}
        if len(colleges) > 1:
            shown = [f"{_college(one)} ({_where(one)})" for one in colleges.values()]
            more = ["…"] if len(shown) > NAMED_SHOWN else []
            return self._refused(
                row, "import-day-colleges", value=row.names[0][:100],
                found="; ".join([*shown[:NAMED_SHOWN], *more]),
            )  # fmt: skip
        if exact:
            return _Match(cards=found)
        params: dict[str, str | int] = {
            "value": row.names[0][:100], "name": _college(found[0]), "place": _where(found[0])
        }  # fmt: skip
        return _Match(
            cards=found,
            note=Problem(row.line, row.column, "import-note-day-college", params, row.sheet),
        )

    def _of_card(self, row: DayRow) -> _Match:
        card = self._current.get(ClusterId(row.card.casefold()))
        if card is None:
            return self._refused(row, "import-day-card", value=row.card[:60])
        return _Match(cards=(card,))

    def _refused(self, row: DayRow, key: str, **params: str | int) -> _Match:
        return _Match(problem=Problem(row.line, row.column, key, params, row.sheet))

    def _exact(self, row: DayRow) -> list[Cluster]:
        for name in row.names:
            quoted = QUOTED.search(name)
            said = {stems(name), stems(quoted[1])} if quoted else {stems(name)}
            found = {card.id: card for one in said for card in self._named.get(one, ())}
            if found:
                return list(found.values())
        return []

    def _near(self, row: DayRow) -> list[Cluster]:
        """Those of the site that the row names, else those whose names hold what is said or are
        held by it; of these the longest.

        Around a name in a calendar stand words of all kinds. In a table one more word is another
        college, unless it tells the legal form or the card's town.
        """
        host = _host(row.source)
        if host and (found := [c for c, _ in self._names if _host(c.website) == host]):
            return found
        for name in row.names:
            said = stems(name) - OF_THE_DAY
            named = said if row.beside else said - LEGAL_FORMS
            within = [
                (len(one), card)
                for card, one, town in self._short
                if len(one) > 1 and one <= named and (row.beside or named - one <= town)
            ]
            if within:
                longest = max(length for length, _ in within)
                return [card for length, card in within if length == longest]
            around = [card for card, names in self._names if any(said <= one for one in names)]
            if said and around:
                return around
        return []

    def _there(self, row: DayRow, found: list[Cluster]) -> tuple[Cluster, ...]:
        """Those of the found that are in the town and the region of the row; of several also by
        what stands beside or in the name."""
        if row.city:
            city = stems(row.city)
            found = [one for one in found if not one.city or stems(one.city) <= city]
        if row.region:
            region = self._places.region_named(row.region) or row.region
            found = [one for one in found if one.region == region]
        if len(found) > 1:
            beside = stems(row.beside or " ".join(row.names))
            named = [one for one in found if one.city and stems(one.city) <= beside]
            found = named or found
        return tuple(found)


@dataclass(slots=True)
class _CardDays:
    """The days of one card, and those of them that the file has told of."""

    card: Cluster
    zone: ZoneInfo
    now: datetime
    notes: list[Problem] = field(default_factory=list)
    _told: list[tuple[DayRow, OpenDay]] = field(default_factory=list)

    def take(self, row: DayRow, day: OpenDay) -> None:
        self._told.append((row, day))

    @property
    def left_out(self) -> list[OpenDay]:
        """Days ahead whose dates the file does not name."""
        dates = {day.on for _, day in self._told}
        ahead = (one for one in self.card.open_days if one.over_at(self.zone) > self.now)
        return [one for one in ahead if one.on not in dates]

    def filled(self, *, is_whole: bool) -> Cluster:
        gone = set(self.left_out) if is_whole else set()
        days = [one for one in self.card.open_days if one not in gone]
        told: dict[date, list[tuple[DayRow, OpenDay]]] = {}
        for row, day in self._told:
            told.setdefault(day.on, []).append((row, day))
        filed = [one for one in days if one.on not in told]
        for on, rows in told.items():
            filed += self._of_date(rows, [one for one in days if one.on == on])
        return replace(self.card, open_days=tuple(dict.fromkeys(sorted(filed, key=_order))))

    def _of_date(self, rows: list[tuple[DayRow, OpenDay]], here: list[OpenDay]) -> list[OpenDay]:
        """What the file tells of a date stands for what was known of it; what it is silent of
        stays."""
        told = [day for row, day in rows if not row.is_cancelled]
        known = list(here)
        for row, day in rows:
            if row.is_cancelled:
                off = [one for one in known if day.at in (None, one.at)]
                if not off:
                    params: dict[str, str | int] = {"date": f"{day.on:%d.%m.%Y}"}
                    self.notes.append(
                        Problem(row.line, row.column, "import-note-day-no-such", params, row.sheet)
                    )
                known = [one for one in known if one not in off]
        kept: list[OpenDay] = []
        new = list(dict.fromkeys(told))
        for is_same in (_alike, _at_the_same_time):
            for day in list(new):
                old = next((one for one in known if is_same(one, day)), None)
                if old is not None:
                    known.remove(old)
                    new.remove(day)
                    kept.append(_completed(old, day))
        if len(known) == len(new) == 1 and len(here) == 1:
            kept.append(_completed(known.pop(), new.pop()))
        return [*known, *kept, *new]


def _order(one: OpenDay) -> tuple[object, ...]:
    return one.on, one.at is None, one.at


def _alike(old: OpenDay, new: OpenDay) -> bool:
    return old.at == new.at and old.address == new.address


def _at_the_same_time(old: OpenDay, new: OpenDay) -> bool:
    return old.at == new.at


def _completed(old: OpenDay, new: OpenDay) -> OpenDay:
    """An empty cell says nothing."""
    return OpenDay(
        on=new.on,
        at=new.at or old.at,
        address=new.address or old.address,
        source=new.source or old.source,
    )


def stems(text: str) -> Words:
    """Without initials, which one writes and another does not."""
    found = (word for word in words(text) if len(word) > 1 or word.isdecimal())
    return frozenset(stemmed(folded(word)) for word in found if word not in NAMELESS)


OF_THE_DAY = stems(
    "день дни дня открытых открытые дверей двери open day days doors house in at on во на"
)
"""What a calendar says around the name of a college."""


LEGAL_FORMS = stems(
    "гбпоу гапоу бпоу апоу гпоу огбпоу огапоу кгбпоу кгапоу спб фгбпоу федеральное государственное"
    " областное краевое бюджетное автономное казённое профессиональное образовательное учреждение"
    " области края республики"
)


def _college(card: Cluster) -> str:
    return card.base_college or card.name


def _where(card: Cluster) -> str:
    return card.city or card.region


def _host(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return host.removeprefix("www.")
