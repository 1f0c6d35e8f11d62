"""Tables that organisers keep by hand: csv, xlsx and ods, with headers in English or Russian."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.errors import ImportFileError, UserError
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
from services.files.tables import Row, missing_columns, read_sheets
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
    "title": (
        "title",
        "название",
        "тема",
        "наименование",
        "мероприятие",
        "сессия",
        "событие",
        "название мероприятия",
        "наименование мероприятия",
        "название сессии",
        "тема сессии",
        "тема мероприятия",
    ),
    "date": ("date", "дата", "день", "дата проведения", "дата мероприятия"),
    "span": ("time", "время", "время проведения"),
    "starts_at": ("start", "начало", "starts_at", "время начала"),
    "ends_at": ("end", "конец", "ends_at", "окончание", "время окончания"),
    "lasting": ("duration", "продолжительность", "длительность"),
    "room": (
        "room",
        "зал",
        "аудитория",
        "место",
        "помещение",
        "площадка",
        "место проведения",
        "кабинет",
        "локация",
    ),
    "track": ("track", "направление", "трек"),
    "speakers": ("speakers", "спикеры", "спикер", "докладчики", "докладчик", "ведущие"),
    "capacity": (
        "capacity",
        "мест",
        "количество мест",
        "кол-во мест",
        "число мест",
        "вместимость",
    ),
    "abstract": ("abstract", "описание", "description", "аннотация"),
    "url": ("url", "ссылка"),
    "is_cancelled": ("status", "статус"),
}
"""By the first a missing one is named, in the words of its reader (locales: column-…)."""

REQUIRED = ("title", "starts_at", "ends_at")
OPTIONAL = ("room", "track", "speakers", "capacity", "abstract", "url", "is_cancelled")

DAY = "date"
"""Under it stands the day of a row in files that have no column for it."""

DAY_NUMBER = re.compile(
    r"^(?:день ?№? ?[0-9]{1,2}|[0-9]{1,2}(?:-?й)? день"
    r"|(?:перв|втор|трет|четв[её]рт|пят)[а-я]+ день)[ .,:–—-]*",
    re.IGNORECASE,
)
BRACKETS = str.maketrans('()«»"', "     ")
TOTAL = re.compile(r"(?:итого|всего|total)\b", re.IGNORECASE)

EPOCH = date(1899, 12, 30)
SERIAL = re.compile(r"3[7-9][0-9]{3}|[4-6][0-9]{4}|7[0-2][0-9]{3}")
"""A day of 2001 to 2099 as Excel counts them, in a cell that is not formatted as one."""

FRACTION = re.compile(r"0[.,](?:[0-9]|[0-9]{3,})")
"""A time as Excel has it, in such a cell; of two digits it is a clock."""

RAISED = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒−"), "-")
LASTING = re.compile(
    r"(?:([0-9]{1,2}) ?(?:ч|час|часа|часов|h|hours?)\.?)? ?"
    r"(?:([0-9]{1,4}) ?(?:м|мин\w*|min\w*)\.?)?"
)

_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}"
SPANS = (
    SPAN,
    re.compile(rf"(?:с )?([0-9]{{1,2}}|{_CLOCK})(?: - | ?[–—] ?| до )([0-9]{{1,2}}|{_CLOCK})"),
    re.compile(rf"([0-9]{{1,2}})-({_CLOCK})"),
    re.compile(rf"({_CLOCK})-([0-9]{{1,2}})"),
    re.compile(rf"({_CLOCK})(?: | ?/ ?|\.\.\.|…)({_CLOCK})"),
    re.compile(r"([0-9]{1,2} [0-9]{2}) ?[-–—] ?([0-9]{1,2} [0-9]{2})"),
)
HYPHENED = re.compile(r"[0-9]{1,2}-[0-9][05]")
"""«9-30» is half past nine, «10-11» an hour, and of «10-15» nobody knows."""

LONGEST_NIGHT = timedelta(hours=12)
"""Of a session whose end stands before its start: it ends on the next day."""

CANCELLED = frozenset({"cancelled", "canceled", "отменена", "отменено", "отмена", "отменён"})
GOING_ON = frozenset({"", "confirmed", "scheduled", "ok", "состоится", "подтверждена"})


def read_schedule_table(
    name: str, data: bytes, event: Event, zone: ZoneInfo, today: date | None = None
) -> ParsedSchedule:
    """A column that the file lacks says nothing: what is known stays (`silent`). Of dates without
    a year the one nearest to `today` is meant, and noted; without it they are refused.
    """
    known = [name for names in SYNONYMS.values() for name in names]
    sheets = read_sheets(name, data, known=known, addresses=SYNONYMS["url"])
    collector = SessionCollector(event=event)
    listed, unread = _listed(sheets, today)
    if len(listed) > SESSION_LIMIT:
        raise too_many()
    uids = _Uids(listed, event)
    noted: set[str] = set()
    for cells in listed:
        row, collector.names = cells.row, cells.columns
        try:
            draft = _draft(cells, uids.of(cells), zone)
        except RowRefused as refused:
            collector.refuse(row.line, refused, row.sheet)
            continue
        collector.take(draft)
        for guess in cells.guesses:
            if guess.text not in noted:
                collector.note(
                    draft, guess.field, "import-note-year",
                    value=guess.text[:60], date=f"{guess.day:%d.%m.%Y}",
                )  # fmt: skip
            noted.add(guess.text)
    hidden = [cells.row for cells in listed if cells.row.is_hidden]
    if hidden:
        collector.note_row(hidden[0], "import-note-hidden", count=len(hidden))
    used = {column for cells in listed for column in cells.columns.values()}
    columns = dict.fromkeys(column for cells in listed for column in cells.row.values)
    said = {field for cells in listed for field in cells.columns}
    return collector.parsed(
        unknown_columns=[column for column in columns if column not in used],
        silent=[field for field in OPTIONAL if field not in said],
        unread_sheets=unread,
    )


def _listed(sheets: Sequence[Sequence[Row]], today: date | None) -> tuple[list[_Cells], list[str]]:
    """Rows of sessions, of every sheet that has the columns of a programme, and names of those
    that have not.
    """
    found: list[_Cells] = []
    lacking: list[str] = []
    unread: list[str] = []
    for rows in sheets:
        columns = columns_of(rows, SYNONYMS)
        if "span" in columns:
            columns = {"starts_at": columns["span"], "ends_at": columns["span"]} | columns
        if "lasting" in columns and "starts_at" in columns:
            columns = {"ends_at": columns["lasting"]} | columns
        missing = [field for field in REQUIRED if field not in columns]
        if missing:
            lacking = lacking or [SYNONYMS[field][0] for field in missing]
            unread.append(rows[0].sheet)
            continue
        found += _of_days(rows, columns, today)
    if not found:
        raise missing_columns(lacking) if lacking else ImportFileError("import-schedule-empty")
    return found, unread


def _of_days(rows: Sequence[Row], columns: dict[str, str], today: date | None) -> list[_Cells]:
    """With its date in each: programmes name a day once, in a line of its own above its sessions
    or in the first of them, or in the name of the sheet. Totals and headers that come again are
    no sessions.
    """
    columns = {"date": DAY} | columns
    day = _day_named(rows[0].sheet, today)
    found: list[_Cells] = []
    for row in rows:
        filled = list(dict.fromkeys(text for text in row.values.values() if text))
        named = _day_named(filled[0], today) if len(filled) == 1 else ""
        if named or _is_aside(row, filled, columns):
            day = named or day
            continue
        written = row.values.get(columns["date"], "")
        day = written or day
        values = row.values if written else {**row.values, columns["date"]: day}
        found.append(_Cells(columns, replace(row, values=values), today))
    return found


def _day_named(text: str, today: date | None) -> str:
    """«День 1. 20 декабря 2026 г. (воскресенье)» without all but the date; empty for no date."""
    cleaned = single_spaced(single_spaced(text).translate(BRACKETS))
    cleaned = DAY_NUMBER.sub("", cleaned).strip(" .,:–—-")
    cleaned = re.sub(
        r"^([0-9]{1,2})(?:-|\. )([0-9]{1,2})(?:-|\. )(20[0-9]{2})\b", r"\1.\2.\3", cleaned
    )
    for one in (cleaned, cleaned.replace(" года", "").replace(" г.", "")):
        try:
            found = read_dated(one, today or date.min)
        except UserError:
            continue
        if found.clock is None and not (found.is_year_guessed and today is None):
            return one
    return ""


def _is_aside(row: Row, filled: Sequence[str], columns: dict[str, str]) -> bool:
    """A line of totals, or the header once more."""
    if all(single_spaced(text).casefold() == name for name, text in row.values.items() if text):
        return True
    starts = row.values.get(columns["starts_at"], "")
    is_total = any(TOTAL.match(text) for text in filled)
    return is_total and (not starts or TOTAL.match(starts) is not None)


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

    @property
    def has_length(self) -> bool:
        """In the place of an end."""
        return self.columns["ends_at"] == self.columns.get("lasting")

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

    def __init__(self, listed: Sequence[_Cells], event: Event) -> None:
        self._event = event
        self._times = Counter(self._title(cells) for cells in listed)

    def of(self, cells: _Cells) -> str:
        if "uid" in cells.columns:
            return single_spaced(cells.text("uid"))
        name = self._title(cells)
        if self._times[name] > 1:
            name = "\n".join((name, *(cells.text(field) for field in ("date", "starts_at"))))
        return f"{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}@{self._event.id}"

    def _title(self, cells: _Cells) -> str:
        return single_spaced(cells.text("title")).casefold()


def _draft(cells: _Cells, uid: str, zone: ZoneInfo) -> Draft:
    starts_at, ends_at = _times(cells, zone)
    return Draft(
        line=cells.row.line,
        sheet=cells.row.sheet,
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
    lasts = _lasting(last) if cells.has_length else None
    end = start + lasts if lasts is not None else _wall(cells, "ends_at", last)
    if lasts is None and clock(last) is not None and end <= start:
        # Further than a night it is a slip of who typed it, and refused as such.
        later = end + timedelta(days=1)
        end = later if later - start <= LONGEST_NIGHT else end
    return (
        in_utc(cells.columns["starts_at"], start, zone),
        in_utc(cells.columns["ends_at"], end, zone),
    )


def _both(cells: _Cells) -> tuple[str, str]:
    first, last = _plain(cells.text("starts_at")), single_spaced(cells.text("ends_at"))
    last = last if cells.has_length else _plain(last)
    if last not in {"", first}:
        return first, last
    spans = (pattern.fullmatch(first) for pattern in SPANS)
    span = None if HYPHENED.fullmatch(first) else next(filter(None, spans), None)
    if span is not None:
        return _with_minutes(span[1]), _with_minutes(span[2])
    if cells.columns["starts_at"] == cells.columns["ends_at"] and clock(first) is not None:
        raise cells.refused("ends_at", "import-session-no-end", value=first[:60])
    return first, last


def _plain(text: str) -> str:
    """A clock or two as the patterns know them: «в 10⁰⁰», «10,30», «10:00 ч.», 0.4375 of a day."""
    if FRACTION.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    text = RAISED.sub(lambda found: f":{found[0].translate(DIGITS)}", single_spaced(text))
    text = text.translate(HYPHENS)
    text = re.sub(r"(?<![0-9.,:])([0-9]{1,2}),([0-5][0-9])(?![0-9.,:])", r"\1:\2", text)
    return re.sub(r"^(?:в|к) (?=[0-9])|(?<=[0-9]) ?(?:ч\.?|час(?:а|ов)?)$", "", text)


def _with_minutes(text: str) -> str:
    return f"{text}:00" if len(text) <= 2 else text.replace(" ", ":")


def _lasting(text: str) -> timedelta | None:
    """`45 мин`, `1 ч 30 мин`, `1:30`, `90`: minutes; None for what is none of them."""
    if re.fullmatch(r"[0-9]{1,4}", text):
        return timedelta(minutes=int(text))
    found = LASTING.fullmatch(text)
    if found is None or not any(found.groups()):
        return clock(text)
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


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
    if SERIAL.fullmatch(text):
        return EPOCH + timedelta(days=int(text))
    try:
        return whole_date(text)
    except ValueError as error:
        dated = cells.dated("date", text)
        dated = dated or cells.dated("date", _day_named(text, cells.today))
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
