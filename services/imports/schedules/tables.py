"""Tables that organisers keep by hand: csv and xlsx, with headers in English or Russian."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from domain.errors import ImportFileError
from domain.programme import Event
from domain.texts import single_spaced
from services.imports.schedules.parsed import (
    CAPACITIES,
    SESSION_LIMIT,
    Draft,
    Gathering,
    ParsedSchedule,
    RowRefused,
    in_utc,
    paragraphs,
    too_many,
)
from services.imports.tables import Row, read_table

SYNONYMS = {
    "uid": ("uid", "id", "guid", "код"),
    "title": ("title", "название", "тема"),
    "date": ("date", "дата", "день"),
    "starts_at": ("start", "starts_at", "начало"),
    "ends_at": ("end", "ends_at", "конец", "окончание"),
    "room": ("room", "зал", "аудитория", "место"),
    "track": ("track", "направление", "трек"),
    "speakers": ("speakers", "спикеры", "спикер", "докладчики"),
    "capacity": ("capacity", "мест", "количество мест"),
    "abstract": ("abstract", "description", "описание", "аннотация"),
    "url": ("url", "ссылка"),
    "is_cancelled": ("status", "статус"),
}
REQUIRED = ("title", "starts_at", "ends_at")
OPTIONAL = ("room", "track", "speakers", "capacity", "abstract", "url", "is_cancelled")

CANCELLED = frozenset({"cancelled", "canceled", "отменена", "отменено", "отмена", "отменён"})
GOING_ON = frozenset({"", "confirmed", "scheduled", "ok", "состоится", "подтверждена"})


def read_schedule_table(name: str, data: bytes, event: Event, zone: ZoneInfo) -> ParsedSchedule:
    """A column that the file lacks says nothing: what is known stays (`silent`)."""
    rows = read_table(name, data)
    columns = _columns(rows)
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise ImportFileError(
            "import-file-columns", columns=", ".join(SYNONYMS[field][0] for field in missing)
        )
    if len(rows) > SESSION_LIMIT:
        raise too_many()
    gathering = Gathering(event=event, names=columns)
    uids = _Uids(columns, rows, event)
    for row in rows:
        try:
            gathering.take(_draft(_Cells(columns, row), uids.of(row), zone))
        except RowRefused as refused:
            gathering.refuse(row.line, refused)
    known = set(columns.values())
    return gathering.parsed(
        unknown_columns=[column for column in rows[0].values if column not in known],
        silent=[field for field in OPTIONAL if field not in columns],
    )


def _columns(rows: Sequence[Row]) -> dict[str, str]:
    """Field to the column of the file; of two columns for one field the first is read."""
    named: dict[str, str] = {}
    meanings = {name: field for field, names in SYNONYMS.items() for name in names}
    for column in dict.fromkeys(column for row in rows for column in row.values):
        field = meanings.get(single_spaced(column))
        if field is not None:
            named.setdefault(field, column)
    return named


@dataclass(frozen=True, slots=True)
class _Cells:
    columns: dict[str, str]
    row: Row

    def text(self, field: str) -> str:
        return self.row.values.get(self.columns.get(field, ""), "")

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
    return Draft(
        line=cells.row.line,
        uid=uid,
        title=single_spaced(cells.text("title")),
        starts_at=_moment(cells, "starts_at", zone),
        ends_at=_moment(cells, "ends_at", zone),
        abstract=paragraphs(cells.text("abstract")),
        speakers=tuple(
            dict.fromkeys(
                single_spaced(part) for part in cells.text("speakers").split(";") if part.strip()
            )
        ),
        room=single_spaced(cells.text("room")),
        track=single_spaced(cells.text("track")),
        capacity=_capacity(cells),
        url=cells.text("url"),
        is_cancelled=_is_cancelled(cells),
    )


def _moment(cells: _Cells, field: str, zone: ZoneInfo) -> datetime:
    """A clock on the day of the row, or a whole moment: 2026-12-01T10:00, with +03:00 or without.

    Spreadsheets hold a moment as `2026-12-01 10:00:00`.
    """
    text = cells.text(field)
    if not text:
        raise cells.refused(field, "import-row-empty")
    clock = _clock(text)
    if clock is not None:
        found = datetime.combine(_day(cells), clock)
    else:
        try:
            found = datetime.fromisoformat(_iso(text))
        except ValueError as error:
            raise cells.refused(field, "import-session-time", value=text[:60]) from error
        if re.fullmatch(r"[0-9-]+", text):
            raise cells.refused(field, "import-session-date-only", value=text[:60])
    return in_utc(cells.columns[field], found, zone)


def _clock(text: str) -> time | None:
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?", text)
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _iso(text: str) -> str:
    """01.12.2026 10:00 turned to the order of ISO 8601."""
    found = re.fullmatch(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})(.*)", text)
    return text if found is None else f"{found[3]}-{found[2]}-{found[1]}{found[4]}"


def _day(cells: _Cells) -> date:
    text = cells.text("date")
    if not text:
        raise cells.refused("date", "import-row-empty")
    try:
        return date.fromisoformat(_iso(text).replace("T", " ").split(" ")[0])
    except ValueError as error:
        raise cells.refused("date", "import-row-date", value=text[:60]) from error


def _capacity(cells: _Cells) -> int | None:
    text = cells.text("capacity")
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
