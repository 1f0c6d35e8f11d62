"""Tables that organisers keep by hand: csv, xlsx and ods, with headers in English or Russian."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.programme.sessions import Event
from domain.texts import single_spaced
from services.files.richtext import with_scheme
from services.files.rows import (
    MONTH_WORD,
    YEARLESS,
    RowLeftOut,
    RowRefused,
    clock,
    entries_of,
    in_iso_order,
    in_usual_form,
    in_utc,
    serial_day,
    whole_date,
)
from services.files.subjects import Subject, require_subject
from services.files.tables import Row, read_sheets
from services.language.moments.moment_words import WEEKDAYS
from services.language.moments.typed_moments import Dated, OtherWeekday, read_dated
from services.programme.files.clocks import (
    MOMENTS,
    bare,
    end_in_its_column,
    in_unit_of,
    is_of_half_days,
    lasting,
    plain,
    plain_end,
    span_of,
    with_length,
)
from services.programme.files.columns import OPTIONAL, synonyms
from services.programme.files.days import day_named
from services.programme.files.layout import DAY, HALL, STREAM, WHAT, laid_out
from services.programme.files.parsed import (
    CAPACITIES,
    Draft,
    ParsedSchedule,
    SessionCollector,
    named_uid,
    paragraphs,
    seats,
    without_cancellation,
)

SLASHED = re.compile(r"(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(?:20)?[0-9]{2}")
"""Beside a clock of twelve hours, where months stand first, nobody knows which is the day."""

SEVERAL_DAYS = re.compile(
    r"(?:с )?[0-9]{1,2}(?: [а-яa-z]{3,}|\.[0-9]{1,2})?(?: ?[-–—] ?| по )[0-9]{1,2}"
    rf"(?: (?:{MONTH_WORD})|\.[0-9]{{1,2}})\b.*"
)
"""«12-13 декабря»: on which of them, or on both?"""

GOES_ON = re.compile(r"(?<![;\s]),?\s*[\r\n]\s*(?=(\(|[а-яё]|[a-z]))")

OF_ONE = re.compile(
    r"\b(модератор|ведущий|ведущая|спикер|докладчик|speaker|moderator) ?:\s*[\r\n]\s*",
    re.IGNORECASE,
)
OF_SEVERAL = re.compile(
    r"(?:спикеры|докладчики|выступающие|участники|эксперты|модераторы|ведущие|speakers) ?:\s*",
    re.IGNORECASE,
)
"""Labels in a cell of speakers: that of one stays with the name, of several it names nobody."""

LONGEST_NIGHT = timedelta(hours=12)
"""Longest session whose end stands before its start: it ends on the next day."""

OF_THE_WHOLE_DAY = frozenset({"да", "истина", "true", "yes", "1", "+"})
CANCELLED = frozenset(
    {"cancelled", "canceled", "отменена", "отменено", "отмена", "отменён", "отменен", "отменяется"}
)
GOING_ON = frozenset(
    {
        "", "confirmed", "accepted", "scheduled", "planned", "ok", "состоится", "подтверждена",
        "подтверждено",
        "подтверждён", "подтвержден", "утверждена", "утверждено", "запланирована",
        "запланировано", "по плану", "актуально",
    }
)  # fmt: skip


def read_schedule_table(
    name: str, data: bytes, event: Event, zone: ZoneInfo, today: date | None = None
) -> ParsedSchedule:
    """A column that the file lacks says nothing: what is known stays (`silent`). Of dates without
    a year the one nearest to `today` is meant, and noted; without it they are refused.
    """
    words = synonyms(zone)
    known = [name for names in words.values() for name in names]
    sheets = read_sheets(name, data, key="sessions", known=known, addresses=words["url"])
    require_subject(chain.from_iterable(sheet.rows for sheet in sheets), Subject.PROGRAMME)
    layout = laid_out(sheets, words, today)
    listed = [_Cells(columns, row, today) for columns, row in layout.sessions]
    uids = _Uids(listed, event)
    collector = SessionCollector(event=event, has_uids=any("uid" in one.columns for one in listed))
    for remark in layout.remarks:
        collector.note_row(remark.row, remark.key, **remark.params)
    noted: set[str] = set()
    drafts: list[tuple[_Cells, Draft]] = []
    for cells in listed:
        row, collector.names = cells.row, cells.columns
        try:
            draft = _draft(cells, uids.of(cells), zone)
        except RowRefused as refused:
            collector.refuse(row.line, refused, row.sheet)
            continue
        if not _lengthens(cells, draft, drafts):
            drafts.append((cells, draft))
    for cells, draft in drafts:
        collector.names = cells.columns
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
    used |= {DAY, HALL, STREAM, WHAT} if any(WHAT in one.row.values for one in listed) else set()
    columns = dict.fromkeys(column for cells in listed for column in cells.row.values)
    said = {field for cells in listed for field in cells.columns}
    return collector.parsed(
        unknown_columns=[column for column in columns if column not in used],
        silent=[field for field in OPTIONAL if field not in said],
        unread_sheets=layout.unread,
    )


def _lengthens(cells: _Cells, draft: Draft, before: list[tuple[_Cells, Draft]]) -> bool:
    """A cell of a grid that is merged over several times is one session."""
    if not cells.row.values.get(WHAT) or WHAT not in cells.row.continued:
        return False
    place = draft.title, draft.room, draft.track
    for _, other in reversed(before):
        if (other.title, other.room, other.track) == place and other.ends_at == draft.starts_at:
            other.ends_at = draft.ends_at
            return True
    return False


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
        """Whether the table has lengths in the place of ends."""
        return self.columns["ends_at"] == self.columns.get("lasting")

    @property
    def has_half_days(self) -> bool:
        return is_of_half_days(self.text("starts_at"))

    def text(self, field: str) -> str:
        return self.row.values.get(self.columns.get(field, ""), "")

    def asides(self) -> set[str]:
        """What stands in columns that are not read, as «Примечание»: «ОТМЕНЕНО» is told there."""
        read = set(self.columns.values())
        texts = (text for column, text in self.row.values.items() if column not in read)
        return {single_spaced(text).casefold().strip("!. ") for text in texts}

    def dated(self, field: str, text: str, written: str = "") -> Dated | None:
        """A date as people write it; None where the text is none, or where its year cannot be
        known. Raises RowRefused for one of another weekday, telling the cell as it is `written`.
        """
        try:
            found = read_dated(in_usual_form(text), self.today or date.min)
        except OtherWeekday as other:
            if other.is_year_guessed and self.today is None:
                return None
            told = other.told | {"value": (written or text)[:60]}
            raise self.refused(field, "import-row-weekday", **told) from other
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
    titles that come again, as «Обед» does each day, are told apart by their time, and those of one
    time by their place.
    """

    def __init__(self, listed: Sequence[_Cells], event: Event) -> None:
        self._event = event
        self._times = Counter(self._title(cells) for cells in listed)
        self._times_of_day = Counter(self._at_its_time(cells) for cells in listed)

    def of(self, cells: _Cells) -> str:
        if "uid" in cells.columns:
            return single_spaced(cells.text("uid"))
        name = self._title(cells)
        if self._times[name] > 1:
            name = self._at_its_time(cells)
            if self._times_of_day[name] > 1:
                name = "\n".join((name, cells.text("room"), cells.text("track")))
        return named_uid(name, self._event)

    def _at_its_time(self, cells: _Cells) -> str:
        return "\n".join((self._title(cells), cells.text("date"), cells.text("starts_at")))

    def _title(self, cells: _Cells) -> str:
        return without_cancellation(cells.text("title"))[0].casefold()


def _draft(cells: _Cells, uid: str, zone: ZoneInfo) -> Draft:
    if single_spaced(cells.text("whole_day")).casefold() in OF_THE_WHOLE_DAY:
        title = single_spaced(cells.text("title"))[:60]
        raise RowLeftOut(cells.columns["whole_day"], "import-note-all-day", title=title)
    starts_at, ends_at = _times(cells, zone)
    title, is_cancelled = without_cancellation(cells.text("title"))
    return Draft(
        line=cells.row.line,
        sheet=cells.row.sheet,
        uid=uid,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        abstract=paragraphs(cells.text("abstract")),
        speakers=_speakers(cells.text("speakers")),
        room=single_spaced(cells.text("room")),
        track=single_spaced(cells.text("track")),
        capacity=_capacity(cells),
        url=with_scheme(cells.text("url")),
        is_cancelled=is_cancelled or _is_cancelled(cells),
    )


def _speakers(text: str) -> tuple[str, ...]:
    """Below one another, or divided by semicolons. What goes on in small letters or in brackets is
    said of the one above: «Иванов И. И.,» and «директор колледжа» under it.
    """
    whole = GOES_ON.sub(lambda found: " " if found[1] == "(" else ", ", text)
    whole = OF_ONE.sub(r"\1: ", whole)
    parts = (OF_SEVERAL.sub("", one).rstrip(" ,") for one in entries_of(whole))
    return tuple(dict.fromkeys(part for part in parts if part))


def _times(cells: _Cells, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end, of one column with both, `10:00–11:30`, or of two. A night ends on the next
    day."""
    first, last = _both(cells, zone)
    start = _wall(cells, "starts_at", first)
    _check_day(cells, start.date())
    lasts = lasting(in_unit_of(cells.columns["ends_at"], last)) if cells.has_length else None
    last_day = _day(cells, "ends_on") if cells.text("ends_on") else None
    is_span = cells.columns["starts_at"] == cells.columns["ends_at"]
    if last_day is not None and is_span and last_day != start.date():
        # From ten to eleven on each of the days, or from ten on the first to eleven on the last?
        raise cells.refused("ends_on", "import-row-days", value=cells.text("ends_on")[:60])
    if lasts is not None:
        end = start + lasts
    elif last_day is not None and (until := clock(last)) is not None:
        end = datetime.combine(last_day, time()) + until
    else:
        end = _wall(cells, "ends_at", last, start.date())
    if lasts is None and last_day is None and clock(last) is not None and end <= start:
        # Further than a night it is a slip of who typed it, and refused as such.
        later = end + timedelta(days=1)
        end = later if later - start <= LONGEST_NIGHT else end
    return (
        in_utc(cells.columns["starts_at"], start, zone),
        in_utc(cells.columns["ends_at"], end, zone),
    )


def _both(cells: _Cells, zone: ZoneInfo) -> tuple[str, str]:
    written, last = bare(cells.text("starts_at"), zone), bare(cells.text("ends_at"), zone)
    is_one_column = cells.columns["starts_at"] == cells.columns["ends_at"]
    told = with_length(written) if is_one_column else None
    first = plain(told[0] if told else written)
    if told:
        last = first
    if not is_one_column:
        last = end_in_its_column(last)
    if not cells.has_length:
        last = plain_end(last)
    if last not in {"", first}:
        return first, last
    span = span_of(first)
    if told:
        start, end = span or (first, "")
        return start, _end_told(cells, written, start, end, told[1])
    if span is not None:
        return span
    if is_one_column and (moments := MOMENTS.fullmatch(first)):
        return moments[1], moments[2]
    if is_one_column and clock(first) is not None:
        raise cells.refused("ends_at", "import-session-no-end", value=first[:60])
    return first, last


def _end_told(cells: _Cells, written: str, first: str, last: str, length: timedelta) -> str:
    """The end by the length that is told; where the end is told too, both have to agree."""
    since = clock(first)
    if since is None:
        raise cells.refused("starts_at", "import-session-time", value=written[:60])
    minutes = round((since + length).total_seconds() / 60) % (24 * 60)
    end = f"{minutes // 60}:{minutes % 60:02}"
    until = clock(last)
    if until is not None and until % timedelta(days=1) != timedelta(minutes=minutes):
        raise cells.refused("ends_at", "import-session-length", value=written[:60], end=end)
    return end


def _wall(cells: _Cells, field: str, text: str, otherwise: date | None = None) -> datetime:
    """A clock on the day of the row (`otherwise` where it has none), or a whole moment:
    2026-12-01T10:00, with +03:00 or without.

    Workbooks hold a moment as `2026-12-01 10:00:00`.
    """
    if not text:
        raise cells.refused(field, "import-row-empty")
    since = clock(text)
    if since is not None:
        day = otherwise if otherwise and not cells.text("date") else _day(cells)
        return datetime.combine(day, time()) + since
    moment = in_iso_order(text)
    try:
        found = datetime.fromisoformat(moment)
    except ValueError as error:
        dated = cells.dated(field, text)
        if dated is None:
            raise cells.refused(field, "import-session-time", value=text[:60]) from error
        if dated.clock is None:
            raise cells.refused(field, "import-session-date-only", value=text[:60]) from error
        return datetime.combine(dated.day, dated.clock)
    if re.fullmatch(r"[0-9-]+", moment):
        raise cells.refused(field, "import-session-date-only", value=text[:60])
    return found


def _day(cells: _Cells, field: str = "date") -> date:
    text = single_spaced(cells.text(field))
    if not text:
        raise cells.refused(field, "import-row-empty")
    slashed = SLASHED.fullmatch(text)
    if slashed and cells.has_half_days and slashed[1] != slashed[2]:
        raise cells.refused(field, "import-row-date", value=text[:60])
    if serial := serial_day(text):
        return serial
    try:
        day = whole_date(text)
        if re.search(r"[^\W\d_]{2}", text):
            # Of «20.12.2026 (вс)» the date alone was read: its weekday may be another.
            cells.dated(field, day_named(text, cells.today), text)
        return day
    except ValueError as error:
        dated = cells.dated(field, text)
        dated = dated or cells.dated(field, day_named(text, cells.today), text)
        if dated is not None and dated.clock is None:
            return dated.day
        if SEVERAL_DAYS.fullmatch(text.casefold()):
            raise cells.refused(field, "import-row-days", value=text[:60]) from error
        is_yearless = cells.today is None and re.fullmatch(YEARLESS, text.casefold())
        key = "import-row-no-year" if is_yearless else "import-row-date"
        raise cells.refused(field, key, value=text[:60]) from error


def _check_day(cells: _Cells, day: date) -> None:
    """The day of a start has to be that of its row, and the weekday in a column of its own that of
    the day."""
    written = cells.text("date")
    if written and _day(cells) != day:
        told = cells.text("starts_at")[:60]
        raise cells.refused("starts_at", "import-session-two-days", value=told, date=written[:60])
    weekday = single_spaced(cells.text("weekday")).casefold().strip(" .")
    if any(one.fullmatch(weekday) for one in WEEKDAYS.values()):
        cells.dated("weekday", f"{day:%d.%m.%Y} {weekday}", cells.text("weekday"))


def _capacity(cells: _Cells) -> int | None:
    text = cells.text("capacity")
    try:
        return seats(text)
    except ValueError as error:
        raise cells.refused(
            "capacity", "import-row-out-of-range", value=text[:60],
            low=str(CAPACITIES.start), high=str(CAPACITIES.stop - 1),
        ) from error  # fmt: skip


def _is_cancelled(cells: _Cells) -> bool:
    text = single_spaced(cells.text("is_cancelled")).casefold()
    if text in CANCELLED or not CANCELLED.isdisjoint(cells.asides()):
        return True
    if text in GOING_ON:
        return False
    raise cells.refused("is_cancelled", "import-session-status", value=text[:60])
