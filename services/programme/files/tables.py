"""Tables that organisers keep by hand: csv, xlsx and ods, with headers in English or Russian."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.programme.sessions import Event
from domain.texts import single_spaced
from services.files.rows import (
    SPAN,
    YEARLESS,
    RowRefused,
    clock,
    columns_of,
    in_iso_order,
    in_utc,
    whole_date,
)
from services.files.tables import Row, missing_columns, read_table
from services.language.typed_moments import Dated, read_dated
from services.programme.files.parsed import (
    CAPACITIES,
    SESSION_LIMIT,
    Draft,
    ParsedSchedule,
    SessionCollector,
    paragraphs,
    too_many,
)

SYNONYMS = {
    "uid": ("uid", "код", "id", "guid"),
    "title": ("title", "название", "тема", "наименование", "мероприятие", "сессия"),
    "date": ("date", "дата", "день", "дата проведения"),
    "span": ("time", "время", "время проведения"),
    "starts_at": ("start", "начало", "starts_at", "время начала"),
    "ends_at": ("end", "конец", "ends_at", "окончание", "время окончания"),
    "room": (
        "room",
        "зал",
        "аудитория",
        "место",
        "помещение",
        "площадка",
        "кабинет",
        "локация",
    ),
    "track": ("track", "направление", "трек"),
    "speakers": ("speakers", "спикеры", "спикер", "докладчики", "ведущие"),
    "capacity": ("capacity", "мест", "количество мест", "вместимость"),
    "abstract": ("abstract", "описание", "description", "аннотация"),
    "url": ("url", "ссылка"),
    "is_cancelled": ("status", "статус"),
}
"""By the first a missing one is named, in the words of its reader (locales: column-…)."""

REQUIRED = ("title", "starts_at", "ends_at")
OPTIONAL = ("room", "track", "speakers", "capacity", "abstract", "url", "is_cancelled")

LONGEST_NIGHT = timedelta(hours=12)
CANCELLED = frozenset({"cancelled", "canceled", "отменена", "отменено", "отмена", "отменён"})
GOING_ON = frozenset({"", "confirmed", "scheduled", "ok", "состоится", "подтверждена"})


def read_schedule_table(
    name: str, data: bytes, event: Event, zone: ZoneInfo, today: date | None = None
) -> ParsedSchedule:
    """A column that the file lacks says nothing: what is known stays (`silent`). Of dates without
    a year the one nearest to `today` is meant, and noted; without it they are refused.
    """
    known = [name for names in SYNONYMS.values() for name in names]
    rows = read_table(name, data, known=known, addresses=SYNONYMS["url"])
    columns = columns_of(rows, SYNONYMS)
    if "span" in columns:
        columns = {"starts_at": columns["span"], "ends_at": columns["span"]} | columns
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise missing_columns([SYNONYMS[field][0] for field in missing])
    if len(rows) > SESSION_LIMIT:
        raise too_many()
    collector = SessionCollector(event=event, names=columns)
    uids = _Uids(columns, rows, event)
    noted: set[str] = set()
    for row in rows:
        cells = _Cells(columns, row, today)
        try:
            draft = _draft(cells, uids.of(row), zone)
        except RowRefused as refused:
            collector.refuse(row.line, refused)
            continue
        collector.take(draft)
        for guess in cells.guesses:
            if guess.text not in noted:
                collector.note(
                    draft, guess.field, "import-note-year",
                    value=guess.text[:60], date=f"{guess.day:%d.%m.%Y}",
                )  # fmt: skip
            noted.add(guess.text)
    used = set(columns.values())
    return collector.parsed(
        unknown_columns=[column for column in rows[0].values if column not in used],
        silent=[field for field in OPTIONAL if field not in columns],
    )


class _Guess(NamedTuple):
    """A date without a year, and the day that was taken for it."""

    field: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class _Cells:
    columns: dict[str, str]
    row: Row
    today: date | None = None
    guesses: list[_Guess] = field(default_factory=list)

    def text(self, field: str) -> str:
        return self.row.values.get(self.columns.get(field, ""), "")

    def dated(self, field: str, text: str) -> Dated | None:
        """As people write dates; None where it is none, or where its year cannot be known."""
        try:
            found = read_dated(text, self.today or date.min)
        except UserError:
            return None
        if found.is_year_guessed:
            if self.today is None:
                return None
            self.guesses.append(_Guess(field, text, found.day))
        return found

    def refused(self, field: str, key: str, **params: str | int) -> RowRefused:
        return RowRefused(self.columns.get(field, field), key, **params)


class _Uids:
    """Names of the rows. Without a column for them a title is one, so that a move is seen as such;
    titles that come again, as «Обед» does each day, are told apart by their time.
    """

    def __init__(self, columns: dict[str, str], rows: Sequence[Row], event: Event) -> None:
        self._columns = columns
        self._event = event
        self._times = Counter(self._title(row) for row in rows)

    def of(self, row: Row) -> str:
        cells = _Cells(self._columns, row)
        if "uid" in self._columns:
            return single_spaced(cells.text("uid"))
        name = self._title(row)
        if self._times[name] > 1:
            name = "\n".join((name, *(cells.text(field) for field in ("date", "starts_at"))))
        return f"{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}@{self._event.id}"

    def _title(self, row: Row) -> str:
        return single_spaced(_Cells(self._columns, row).text("title")).casefold()


def _draft(cells: _Cells, uid: str, zone: ZoneInfo) -> Draft:
    starts_at, ends_at = _times(cells, zone)
    return Draft(
        line=cells.row.line,
        uid=uid,
        title=single_spaced(cells.text("title")),
        starts_at=starts_at,
        ends_at=ends_at,
        abstract=paragraphs(cells.text("abstract")),
        speakers=tuple(
            dict.fromkeys(
                single_spaced(part)
                for part in re.split(r"[;\r\n]", cells.text("speakers"))
                if part.strip()
            )
        ),
        room=single_spaced(cells.text("room")),
        track=single_spaced(cells.text("track")),
        capacity=_capacity(cells),
        url=cells.text("url"),
        is_cancelled=_is_cancelled(cells),
    )


def _times(cells: _Cells, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Of one column with both, `10:00–11:30`, or of two. A night ends on the next day."""
    first, last = _both(cells)
    start = _wall(cells, "starts_at", first)
    end = _wall(cells, "ends_at", last)
    if clock(last) is not None and end <= start:
        # Further than a night it is a slip of who typed it, and refused as such.
        later = end + timedelta(days=1)
        end = later if later - start <= LONGEST_NIGHT else end
    return (
        in_utc(cells.columns["starts_at"], start, zone),
        in_utc(cells.columns["ends_at"], end, zone),
    )


def _both(cells: _Cells) -> tuple[str, str]:
    first, last = cells.text("starts_at"), cells.text("ends_at")
    span = SPAN.fullmatch(first)
    if span is not None and last in {"", first}:
        return span[1], span[2]
    return first, last


def _wall(cells: _Cells, field: str, text: str) -> datetime:
    """A clock on the day of the row, or a whole moment: 2026-12-01T10:00, with +03:00 or without.

    Workbooks hold a moment as `2026-12-01 10:00:00`.
    """
    if not text:
        raise cells.refused(field, "import-row-empty")
    since = clock(text)
    if since is not None:
        return datetime.combine(_day(cells), time()) + since
    try:
        found = datetime.fromisoformat(in_iso_order(text))
    except ValueError as error:
        dated = cells.dated(field, text)
        if dated is None:
            raise cells.refused(field, "import-session-time", value=text[:60]) from error
        if dated.clock is None:
            raise cells.refused(field, "import-session-date-only", value=text[:60]) from error
        return datetime.combine(dated.day, dated.clock)
    if re.fullmatch(r"[0-9-]+", text):
        raise cells.refused(field, "import-session-date-only", value=text[:60])
    return found


def _day(cells: _Cells) -> date:
    text = single_spaced(cells.text("date"))
    if not text:
        raise cells.refused("date", "import-row-empty")
    try:
        return whole_date(text)
    except ValueError as error:
        dated = cells.dated("date", text)
        if dated is not None and dated.clock is None:
            return dated.day
        is_yearless = cells.today is None and re.fullmatch(YEARLESS, text.casefold())
        key = "import-row-no-year" if is_yearless else "import-row-date"
        raise cells.refused("date", key, value=text[:60]) from error


def _capacity(cells: _Cells) -> int | None:
    # «1 000» too, with whichever space.
    text = re.sub(r"(?<=[0-9])\s(?=[0-9]{3}\b)", "", cells.text("capacity"))
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise cells.refused(
            "capacity", "import-row-out-of-range", value=text[:60],
            low=str(CAPACITIES.start), high=str(CAPACITIES.stop - 1),
        )  # fmt: skip
    return int(text)


def _is_cancelled(cells: _Cells) -> bool:
    text = single_spaced(cells.text("is_cancelled")).casefold()
    if text in CANCELLED:
        return True
    if text in GOING_ON:
        return False
    raise cells.refused("is_cancelled", "import-session-status", value=text[:60])
