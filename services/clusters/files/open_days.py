"""Days of open doors out of the files that organisers have: tables of days alone, and calendars.

Which card a row is about is found later, among the cards as they are then
(services.clusters.open_days.filing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from domain.errors import ImportFileError, UserError
from domain.texts import is_web_address, single_spaced
from services.clusters.files.cards import ADDRESSES, COLUMNS, REQUIRED, beside_table
from services.clusters.files.columns import by_codes, column_names
from services.clusters.files.facts import ADDRESS_LIMIT
from services.files.richtext import with_scheme
from services.files.rows import (
    MONTH_WORD,
    YEARS,
    Problem,
    RowLeftOut,
    RowRefused,
    clock,
    clock_alone,
    columns_of,
    in_iso_order,
    in_usual_form,
    in_utc,
    is_beside_table,
    serial_day,
    whole_date,
    with_days_first,
)
from services.files.subjects import (
    Subject,
    may_be_days,
    require_content_subject,
    require_subject,
)
from services.files.tables import Row, loaded_json, missing_columns, read_sheets
from services.files.texts import decoded, kind_of, with_whole_characters
from services.language.moments.typed_moments import OtherWeekday, read_clock, read_dated

if TYPE_CHECKING:
    from services.files.calendars.content_lines import Component, Property
    from services.files.calendars.zones import Zones

COLUMN_NAMES = {
    "card": ("id", "код", "код карточки", "код кластера"),
    "college": (
        "колледж", "техникум", "учебное заведение", "образовательная организация", "организация",
        "наименование", "название", "название колледжа", "наименование организации", "college",
        "наименование образовательной организации", "наименование колледжа", "поо",
        "organisation", "organization", "organizer", "name",
    ),
    "cluster": ("кластер", "название кластера", "cluster"),
    "city": ("город", "населённый пункт", "населенный пункт", "town", "city"),
    "region": ("регион", "субъект", "субъект рф", "область", "region"),
    "date": (
        "дата", "день", "дата проведения", "дата дня открытых дверей", "день открытых дверей",
        "даты", "дни", "даты проведения", "даты дней открытых дверей", "date", "day", "open day",
    ),
    "time": ("время", "время начала", "начало", "время проведения", "time", "start", "start time"),
    "address": (
        "адрес", "место", "место проведения", "адрес проведения", "address", "place", "location",
        "venue",
    ),
    "source": (
        "источник", "ссылка", "сайт", "ссылка на источник", "url", "link", "source", "website",
    ),
    "status": ("статус", "status"),
}  # fmt: skip
CARDS, DAYS = "cards", "days"
CANCELLED = frozenset({"отменён", "отменен", "отменено", "отмена", "cancelled", "canceled"})
GOING_ON = frozenset({"", "состоится", "подтверждён", "подтвержден", "confirmed", "scheduled"})
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
ROW_LIMIT = 5_000
SCHEDULE_WITHIN = 2_000
"""Octets of an xml among which its root stands."""

MONTH_BEHIND = rf" (?:{MONTH_WORD})"
LAST_OF_SEVERAL = re.compile(
    rf"[0-9]{{1,2}}(?P<month>\.[0-9]{{1,2}}|{MONTH_BEHIND})(?P<year>[ .]20[0-9]{{2}})?"
    r"(?: ?(?:г\.|года))?"
)
YEARLESS_DAY = re.compile(rf"[0-9]{{1,2}}{MONTH_BEHIND}|[0-9]{{1,2}}\.[0-9]{{1,2}}")
DAYS_APART = re.compile(r"\s*[;\r\n]\s*|,\s*(?=[0-9])|,?\s+и\s+")
NOTHING = frozenset({"-", "–", "—"})
"""Cells that are left empty on purpose."""

_O_CLOCK = r"(?: ?(?:ч\.?|час(?:а|ов)?))?"
_TILL = r" ?(?:-|–|—|до) ?"
SPAN_IN_DAY = re.compile(rf"(.*[0-9]:[0-9]{{2}}){_TILL}[0-9]{{1,2}}:[0-9]{{2}}")
SPAN = re.compile(rf"([0-9]{{1,2}}[:.-][0-9]{{2}}){_TILL}[0-9]{{1,2}}[:.-][0-9]{{2}}")
SPAN_OF_HOURS = re.compile(
    rf"((?:.*\bв )?[0-9]{{1,2}}){_O_CLOCK} до [0-9]{{1,2}}(?:[:.]00)?{_O_CLOCK}"
)
"""A span of hours. Not with a dash alone: «10-14» may be a moment too, and so is no time at
all."""

AT = re.compile(r"(?:\bначало:? )?\b(?:с|со|в) (?=[0-9])|\bначало:? (?=[0-9])")
LONGEST = timedelta(days=14)
"""Days that a calendar's event of whole days may last, each of which is a day of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRow:
    """One day. `names` say which college, the surest first; `beside` may name its town too.

    `starts_at` is an instant where the file tells one; else `on` and `at` hang on the college's
    own clock.
    """

    line: int
    column: str
    """What a refusal of the college is named by."""
    card: str = ""
    names: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    beside: str = ""
    on: date = date.min
    at: time | None = None
    starts_at: datetime | None = None
    address: str = ""
    source: str = ""
    is_cancelled: bool = False
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRows:
    rows: tuple[DayRow, ...]
    problems: tuple[Problem, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    may_be_sessions: bool = False
    """A calendar in which nothing speaks of open doors or of colleges."""


@dataclass(kw_only=True, slots=True)
class _Collected:
    rows: list[DayRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, refused: RowRefused, sheet: str = "") -> None:
        kept = self.notes if isinstance(refused, RowLeftOut) else self.problems
        kept.append(Problem(line, refused.column, refused.key, refused.values, sheet))

    def whole(self, unknown: Sequence[str] = ()) -> DayRows:
        if not (self.rows or self.problems or self.notes):
            raise ImportFileError("import-file-no-rows")
        return DayRows(
            rows=tuple(self.rows),
            problems=tuple(self.problems),
            unknown_columns=tuple(unknown),
            notes=tuple(self.notes),
        )


def read_cards_or_days(name: str, data: bytes, today: date) -> list[Row] | DayRows:
    """A calendar tells days; so does a table with a column for them and none for industries,
    without which there is no card. Raises ImportFileError."""
    kind = kind_of(name, data)
    if kind == "ics":
        return _calendar(data)
    if kind == "xml" and b"<schedule" in data[:SCHEDULE_WITHIN]:
        raise ImportFileError(Subject.PROGRAMME.value)
    if kind == "json":
        require_content_subject(loaded_json(data), Subject.CLUSTERS)
    known = {*COLUMNS, *column_names(), *(one for names in COLUMN_NAMES.values() for one in names)}
    sheets = read_sheets(
        f"x.{kind}",
        data,
        key="clusters",
        known=known,
        addresses=(*ADDRESSES, *COLUMN_NAMES["source"]),
    )
    kinds = [_kind(sheet.rows) for sheet in sheets]
    first = next((kind for kind in kinds if kind), "")
    chosen = [sheet.rows for sheet, kind in zip(sheets, kinds, strict=True) if kind == first]
    # Days of each month, clusters of each district stand in sheets of their own.
    rows = list(chain.from_iterable(chosen if first else [sheets[0].rows]))
    require_subject(rows, Subject.CLUSTERS, Subject.OPEN_DAYS)
    columns = columns_of(rows, COLUMN_NAMES)
    return _table(rows, columns, today) if first == DAYS or _tells_days(rows) else rows


def _kind(rows: Sequence[Row]) -> str:
    """What a sheet is a table of; empty where it has the columns of neither."""
    told = {column for row in by_codes(rows) for column in row.values}
    if not {*REQUIRED} - told:
        return CARDS
    is_named = columns_of(rows, COLUMN_NAMES).keys() & {"card", "college", "cluster"}
    return DAYS if _tells_days(rows) and is_named else ""


def _tells_days(rows: Sequence[Row]) -> bool:
    told = {column for row in by_codes(rows) for column in row.values}
    return "date" in columns_of(rows, COLUMN_NAMES) and bool({*REQUIRED} - told)


def _table(rows: list[Row], columns: dict[str, str], today: date) -> DayRows:
    if len(rows) > ROW_LIMIT:
        raise ImportFileError("import-file-too-many-rows", limit=ROW_LIMIT)
    if not columns.keys() & {"card", "college", "cluster"}:
        raise missing_columns(["college"])
    found = _Collected()
    used = set(columns.values())
    for row in with_days_first(rows):
        if is_beside_table(row, used):
            found.notes += beside_table(row)
            continue
        for day in _each_day(row, columns.get("date", "date")):
            try:
                found.rows.append(_TableRow(day, columns, today, found).read())
            except RowRefused as refused:
                found.refuse(row.line, refused, row.sheet)
    told = dict.fromkeys(column for row in rows for column in row.values)
    return found.whole([one for one in told if one not in used])


def _each_day(row: Row, column: str) -> list[Row]:
    """«20.12.2026, 24.01.2027 и 14.02.2027» are three days of one college; of anything else than
    whole dates there is one day."""
    days = _whole(DAYS_APART.split(row.values.get(column, "").strip()))
    if len(days) > 1 and all(YEARLESS_DAY.fullmatch(day) for day in days):
        return [replace(row, values={**row.values, column: day}) for day in dict.fromkeys(days)]
    try:
        for day in days:
            whole_date(day)
    except ValueError:
        return [row]
    return [replace(row, values={**row.values, column: day}) for day in dict.fromkeys(days)]


def _whole(days: list[str]) -> list[str]:
    """«12, 19 и 26 декабря», «12.12, 19.12 и 26.12.2026»: the last one tells the rest of each."""
    last = LAST_OF_SEVERAL.fullmatch(days[-1])
    if last is None:
        return days
    month, year = last["month"], last["year"] or ""
    return [
        f"{day}{month}{year}"
        if re.fullmatch("[0-9]{1,2}", day)
        else f"{day}{year}"
        if re.fullmatch(rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}}|{MONTH_BEHIND})", day)
        else day
        for day in days
    ]


@dataclass(frozen=True, slots=True)
class _TableRow:
    row: Row
    columns: dict[str, str]
    today: date
    found: _Collected

    def read(self) -> DayRow:
        on, at = self._moment()
        names = tuple(filter(None, (self._text("college"), self._text("cluster"))))
        return DayRow(
            line=self.row.line,
            sheet=self.row.sheet,
            column=self._column("card" if self._text("card") else "college"),
            card=self._text("card"),
            names=names,
            city=self._text("city"),
            region=self._text("region"),
            on=on,
            at=at,
            address=fitting_address(self._column("address"), self._text("address")),
            source=self._source(),
            is_cancelled=self._is_cancelled(),
        )

    def _column(self, meant: str) -> str:
        return self.columns.get(meant, meant)

    def _text(self, meant: str) -> str:
        text = single_spaced(self.row.values.get(self._column(meant), ""))
        return "" if text in NOTHING else text

    def _moment(self) -> tuple[date, time | None]:
        """Workbooks hold a day as `2027-04-17 00:00:00`."""
        text, column = self._text("date"), self._column("date")
        if not text:
            raise RowRefused(column, "import-row-empty")
        if serial := serial_day(text):
            return serial, self._time()
        day, _, rest = in_iso_order(text).replace("T", " ").partition(" ")
        since = clock(rest.strip(" ,")) if rest else timedelta()
        try:
            on = date.fromisoformat(day)
        except ValueError:
            since = None
        if since is None or since >= timedelta(days=1):
            on, at = self._dated(text, column)
        else:
            at = _wall(since) if since else None
        if on.year not in YEARS:
            raise RowRefused(column, "import-row-date", value=text[:60])
        said = self._time()
        return on, at if said is None else said

    def _dated(self, text: str, column: str) -> tuple[date, time | None]:
        """«17 апреля (суббота) с 10 до 14», with the nearest year, of which it is told."""
        words = AT.sub("в ", re.sub(r"[()]", " ", text.casefold())).strip()
        words = in_usual_form(single_spaced(words))
        try:
            dated = read_dated(_beginning(words, SPAN_IN_DAY), self.today)
        except OtherWeekday as other:
            told = other.told | {"value": text[:60]}
            raise RowRefused(column, "import-row-weekday", **told) from other
        except UserError as error:
            raise RowRefused(column, "import-row-date", value=text[:60]) from error
        if dated.is_year_guessed:
            params: dict[str, str | int] = {"value": text[:60], "date": f"{dated.day:%d.%m.%Y}"}
            self.found.notes.append(
                Problem(self.row.line, column, "import-note-year", params, self.row.sheet)
            )
        return dated.day, dated.clock

    def _time(self) -> time | None:
        """The clock in the row; of a span its beginning."""
        text = clock_alone(self._text("time"))
        if not text:
            return None
        words = _beginning(AT.sub("в ", text.casefold()).removeprefix("в "), SPAN)
        try:
            return read_clock(f"в {words}")
        except UserError as error:
            raise RowRefused(self._column("time"), "import-day-time", value=text[:60]) from error

    def _source(self) -> str:
        text = with_scheme(self._text("source"))
        if text and not is_web_address(text):
            raise RowRefused(self._column("source"), "import-row-url", value=text[:60])
        return text

    def _is_cancelled(self) -> bool:
        text = self._text("status").casefold()
        if text not in CANCELLED | GOING_ON:
            raise RowRefused(self._column("status"), "import-session-status", value=text[:60])
        return text in CANCELLED


def _beginning(words: str, span: re.Pattern[str]) -> str:
    """Without the end of the span that stands last."""
    if found := span.fullmatch(words):
        return found[1]
    hours = SPAN_OF_HOURS.fullmatch(words)
    return f"{hours[1]}:00" if hours else words


def _wall(since: timedelta) -> time:
    """A clock, from the time since midnight."""
    minutes = int(since.total_seconds()) // 60
    return time(*divmod(minutes, 60))


def fitting_address(column: str, text: str) -> str:
    """The text as a cell of a card can hold it, where days are parted by «;» and their parts by
    «|»."""
    address = single_spaced(CONTROL.sub(" ", text).replace(";", ",").replace("|", "/"))
    if len(address) > ADDRESS_LIMIT:
        raise RowRefused(column, "import-row-too-long", length=len(address), limit=ADDRESS_LIMIT)
    return address


# -- calendars


def _calendar(data: bytes) -> DayRows:
    # icalendar takes half a second to import, and few files are calendars.
    from services.files.calendars.content_lines import components, head  # noqa: PLC0415
    from services.files.calendars.zones import Zones  # noqa: PLC0415

    if data.count(b"\n") > ROW_LIMIT * 40:
        raise ImportFileError("import-file-too-many-rows", limit=ROW_LIMIT * 40)
    text = decoded(with_whole_characters(data))
    properties = head(text)
    whole = _Calendar(
        name=single_spaced(properties.get("X-WR-CALNAME") or properties.get("NAME", "")),
        zones=Zones(default=UTC),
    )
    found = _Collected()
    titles: list[str] = []
    for component in components(text):
        if component.name == "VTIMEZONE":
            whole.zones.define(component)
            continue
        component.require_programme()
        titles.append(component.title)
        try:
            found.rows += whole.days(component, found)
        except RowRefused as refused:
            found.refuse(component.line, refused)
        if len(found.rows) > ROW_LIMIT:
            raise ImportFileError("import-file-too-many-rows", limit=ROW_LIMIT)
    return replace(found.whole(), may_be_sessions=not may_be_days(whole.name, titles))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Calendar:
    """`name` is the calendar's own: a college that keeps one need not say its name each time."""

    name: str
    zones: Zones

    def days(self, component: Component, found: _Collected) -> Iterator[DayRow]:
        properties = component.properties()
        for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
            if name in properties:
                raise RowRefused(name, "import-day-recurs")
        if "DTSTART" not in properties:
            raise RowRefused("DTSTART", "import-row-empty")
        row = self._row(component, properties, found)
        start = properties["DTSTART"][0]
        first = _whole_day(start)
        length = _length(properties, start)
        if first is None:
            if length > timedelta(days=1):
                raise RowRefused("DTEND", "import-day-several")
            yield _at(row, start, self.zones)
            return
        length = max(length, timedelta(days=1))
        if length > LONGEST:
            raise RowRefused("DTEND", "import-day-long", days=LONGEST.days)
        for number in range(length.days):
            yield replace(row, on=first + timedelta(days=number))

    def _row(
        self, component: Component, properties: dict[str, list[Property]], found: _Collected
    ) -> DayRow:
        def text(name: str) -> str:
            return single_spaced(properties[name][0].text()) if name in properties else ""

        summary, location = text("SUMMARY"), text("LOCATION")
        organizer = properties["ORGANIZER"][0].params.get("CN", "") if text("ORGANIZER") else ""
        source = text("URL")
        if source and not is_web_address(source):
            params: dict[str, str | int] = {"title": summary[:60], "value": source[:60]}
            found.notes.append(Problem(component.line, "URL", "import-note-url", params))
            source = ""
        return DayRow(
            line=component.line,
            column="SUMMARY",
            names=tuple(filter(None, (single_spaced(organizer), summary, location, self.name))),
            beside=" ".join((location, summary, self.name)),
            address=fitting_address("LOCATION", location),
            source=source,
            is_cancelled=component.is_ending or text("STATUS").upper() == "CANCELLED",
        )


def _whole_day(one: Property) -> date | None:
    """None for a moment."""
    text = one.raw.strip()
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return _in_years(one, date(int(text[:4]), int(text[4:6]), int(text[6:])))
    except ValueError as error:
        raise RowRefused(one.name, "import-session-moment", value=text) from error


def _in_years(one: Property, on: date) -> date:
    if on.year not in YEARS:
        raise RowRefused(one.name, "import-session-moment", value=one.raw[:60])
    return on


def _length(properties: dict[str, list[Property]], start: Property) -> timedelta:
    """Nothing where it does not say, or cannot be read."""
    from services.files.calendars.content_lines import duration, moment  # noqa: PLC0415

    def naive(one: Property) -> datetime:
        text = one.raw.strip()
        return moment(f"{text}T000000" if len(text) == 8 else text).replace(tzinfo=None)

    with suppress(ValueError):
        if "DURATION" in properties:
            return duration(properties["DURATION"][0].raw)
        if "DTEND" in properties:
            return naive(properties["DTEND"][0]) - naive(start)
    return timedelta()


def _at(row: DayRow, start: Property, zones: Zones) -> DayRow:
    """A time that names no zone hangs on the college's clock (RFC 5545, 3.3.5)."""
    from services.files.calendars.content_lines import moment  # noqa: PLC0415

    try:
        wall = moment(start.raw)
    except ValueError as error:
        raise RowRefused("DTSTART", "import-session-moment", value=start.raw[:60]) from error
    if wall.tzinfo is None and "TZID" not in start.params:
        return replace(row, on=_in_years(start, wall.date()), at=wall.time())
    return replace(row, starts_at=in_utc("DTSTART", wall, zones.of(start)))
