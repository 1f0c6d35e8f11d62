"""Which lines of a table are sessions. Programmes name a day once, list speakers below one
another, put halls side by side, and end with totals and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from domain.errors import ImportFileError
from domain.texts import single_spaced
from services.files.headers import CLOCK_INSIDE, DAY_AND_PLACE
from services.files.rows import (
    FOOTNOTE,
    MONTH_WORD,
    NUMBERING,
    SECTION,
    columns_meaning,
    with_days_first,
)
from services.files.tables import TOTAL, Row, Sheet, missing_columns
from services.programme.files.columns import COLUMN_NAMES, REQUIRED, with_moments
from services.programme.files.days import (
    Numbered,
    day_above,
    day_at_an_end,
    day_named,
    numbered,
)
from services.programme.files.parsed import SESSION_LIMIT, too_many

DAY = "date"
"""Under it stands the day of a row in files that have no column for it."""

HALL, STREAM, WHAT = "room", "track", "title"
"""Under them stands what a grid says by its columns and cells."""

CLOCK_FIRST = re.compile(r"[^0-9]{0,3}[0-9]{1,2}[:.][0-9]{2}(?![.0-9])")

DATED_SPAN = re.compile(
    r"(?P<date>.*?[^\s,;])[,;]?\s+(?:в\s|\()?(?P<span>(?:с\s)?[0-9]{1,2}[:.][0-9]{2}(?![.0-9])"
    rf"(?!.*(?:[0-9]\.[0-9]{{1,2}}\.[0-9]|20[0-9]{{2}}-[0-9]|[0-9] (?:{MONTH_WORD}))).*?)\)?",
    re.DOTALL,
)
"""«12.03.2027, 10:00–11:00» in one cell."""

TRACK_HEADING = re.compile(r"(?:трек|направлени|секци|поток|track|stream)", re.IGNORECASE)
DATES = re.compile(r"дат|date")
PLACE = re.compile(
    r"(?:(?:зал|аудитори|кабинет|ауд\.|каб\.|площадк|корпус)|(?:hall|room)\b)", re.IGNORECASE
)
LEAST_HALLS = 2
JOINED = "\n"


class Remark(NamedTuple):
    """What is told of a row that is taken otherwise than it stands, or not at all."""

    row: Row
    key: str
    params: Mapping[str, str | int]


class Placed(NamedTuple):
    """A row that is a session, with its date, and the columns by field."""

    columns: dict[str, str]
    row: Row

    def text(self, field: str) -> str:
        return self.row.values.get(self.columns.get(field, ""), "")


@dataclass(slots=True)
class Layout:
    sessions: list[Placed] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Sheets that have not the columns of a programme."""

    def remark(self, row: Row, key: str, **params: str | int) -> None:
        self.remarks.append(Remark(row, key, params))


def laid_out(
    sheets: Sequence[Sheet], synonyms: Mapping[str, Sequence[str]], today: date | None
) -> Layout:
    """Raises ImportFileError where no sheet is a programme, and where two tables stand side by
    side: of each column only one can be read.
    """
    layout = Layout()
    lacking: list[str] = []
    seen: list[str] = []
    for sheet in sheets:
        rows = with_days_first(sheet.rows)
        meant = columns_meaning(rows, synonyms)
        if len(meant.get("title", ())) > 1:
            # Beside a title a name is somebody's.
            meant["title"] = [one for one in meant["title"] if one != "name"]
        columns = with_moments({field: names[0] for field, names in meant.items()}, rows)
        if dates := [one for one in meant.get("date", ()) if DATES.match(one)]:
            # «День» beside «Дата» is a weekday, or a number.
            columns["date"] = dates[0]
        if "span" in columns:
            columns = {"starts_at": columns["span"], "ends_at": columns["span"]} | columns
        if "lasting" in columns and "starts_at" in columns:
            columns = {"ends_at": columns["lasting"]} | columns
        missing = [field for field in REQUIRED if field not in columns]
        if missing == ["title"]:
            halls = _halls(rows, columns)
            if len(halls) >= LEAST_HALLS:
                rows = _of_grid(rows, columns, halls, today)
                columns |= {WHAT: WHAT, "room": HALL, "track": STREAM}
                columns.setdefault("date", DAY)
                names = ", ".join(f"«{one}»" for one in halls)
                layout.remark(sheet.rows[0], "import-note-grid", columns=names[:200])
                missing = []
        if "room" not in columns and PLACE.match(rows[0].sheet):
            # A book with a sheet for each hall.
            columns["room"] = HALL
            rows = [replace(row, values={**row.values, HALL: row.sheet}) for row in rows]
        if missing:
            lacking = lacking or [COLUMN_NAMES[field][0] for field in missing]
            seen = seen or list(dict.fromkeys(name for row in rows for name in row.values))
            layout.unread.append(rows[0].sheet)
            continue
        _refuse_twins(rows, meant)
        rows = _with_all_speakers(rows, meant.get("speakers", ()))
        columns |= {f"speakers {n}": one for n, one in enumerate(meant.get("speakers", ()))}
        _Days(layout, columns, sheet, today).read(rows)
    if not layout.sessions:
        if lacking:
            raise missing_columns(lacking, seen)
        raise ImportFileError("import-schedule-empty")
    if len(layout.sessions) > SESSION_LIMIT:
        raise too_many()
    _join_repeated(layout)
    return layout


def _refuse_twins(rows: Sequence[Row], meant: Mapping[str, Sequence[str]]) -> None:
    for one in ("title", "date", "span", "starts_at", "ends_at"):
        first, *others = meant.get(one, [""])
        for other in others:
            is_twin = other == f"{first} (2)" and any(row.values.get(other) for row in rows)
            if is_twin:
                raise ImportFileError("import-file-column-twice", column=first)


def _with_all_speakers(rows: Sequence[Row], names: Sequence[str]) -> Sequence[Row]:
    """«Спикер 1», «Спикер 2», «Модератор» as one column."""
    if len(names) < 2:
        return rows
    return [
        replace(
            row, values={**row.values, names[0]: _joined(row.values.get(n, "") for n in names)}
        )
        for row in rows
    ]


def _joined(texts: Iterable[str]) -> str:
    return JOINED.join(dict.fromkeys(text for text in texts if text))


# -- grids


def _halls(rows: Sequence[Row], columns: Mapping[str, str]) -> list[str]:
    """Columns that are halls, tracks or days: time goes down, what is not known goes across."""
    known = set(columns.values())
    return [
        name
        for name in dict.fromkeys(name for row in rows for name in row.values)
        if name not in known
        and not NUMBERING.fullmatch(name)
        and any(row.values.get(name) for row in rows)
    ]


def _of_grid(
    rows: Sequence[Row], columns: Mapping[str, str], halls: Sequence[str], today: date | None
) -> list[Row]:
    """A row for each filled cell. What is written over several halls is in none of them; what
    stands in the next time too goes on.
    """
    days = {hall: day_named(hall.partition(DAY_AND_PLACE)[0], today) for hall in halls}
    found: list[Row] = []
    for row in rows:
        rest = {name: text for name, text in row.values.items() if name not in halls}
        filled = [hall for hall in halls if row.values.get(hall)]
        if not filled or not rest.get(columns["starts_at"]):
            found.append(row)
            continue
        for hall in filled:
            values = {**rest, WHAT: row.values[hall]}
            name = row.headings.get(hall, hall)
            if days[hall]:
                values[columns.get("date", DAY)] = days[hall]
                name = name.partition(DAY_AND_PLACE)[2]
            if name and hall not in row.wide:
                values[STREAM if TRACK_HEADING.match(name) else HALL] = name
            goes_on = frozenset({WHAT}) if hall in row.continued else frozenset()
            found.append(replace(row, values=values, continued=goes_on))
            found += [
                replace(row, values={**values, columns.get("date", DAY): day}, continued=goes_on)
                for day in _other_days(row, hall, halls, days)
            ]
    return found


def _other_days(
    row: Row, hall: str, halls: Sequence[str], days: Mapping[str, str]
) -> Iterable[str]:
    """Days over which the cell goes on: «Обед» is written once for both."""
    if hall not in row.wide or not days[hall]:
        return ()
    behind = halls[halls.index(hall) + 1 :]
    covered = takewhile(lambda one: one in row.wide and not row.values.get(one), behind)
    return [day for day in dict.fromkeys(days[one] for one in covered) if day != days[hall]]


# -- days, footnotes, speakers below one another


class _Days:
    """Rows of one sheet. A day is named in a line of its own above its sessions, in the first of
    them, above the table, or in the name of the sheet.
    """

    def __init__(
        self, layout: Layout, columns: dict[str, str], sheet: Sheet, today: date | None
    ) -> None:
        self._layout = layout
        self._today = today
        self._columns = {"date": DAY} | columns
        self._day = day_named(sheet.rows[0].sheet, today)
        self._supposed: tuple[Row, str] | None = None
        """A day that is known by its number alone, until a session takes place on it."""
        self._numbers = Numbered(sheet.above, today)
        if not self._day and not any(row.values.get(self._columns["date"]) for row in sheet.rows):
            self._day = day_above(sheet.above, today)
        self._numbers.learn(self._day)

    def read(self, rows: Sequence[Row]) -> None:
        whole = [n for n, row in enumerate(rows) if self._says(row) >= {"title", "starts_at"}]
        last = whole[-1] if whole else len(rows)
        for number, row in enumerate(rows):
            self._take(row, is_below=number > last)

    def _says(self, row: Row) -> set[str]:
        return {field for field, name in self._columns.items() if row.values.get(name)}

    def _take(self, row: Row, *, is_below: bool) -> None:
        filled = list(dict.fromkeys(text for text in row.values.values() if text))
        if len(filled) == 1 and self._is_heading(row, filled[0], is_below=is_below):
            return
        if _is_aside(row, filled, self._columns):
            return
        said = self._says(row)
        is_wide = self._columns["starts_at"] in row.wide and not CLOCK_INSIDE.search(filled[0])
        if len(filled) == 1 and (
            is_wide or (said <= {"starts_at", "ends_at", "span"} and SECTION.match(filled[0]))
        ):
            self._layout.remark(row, "import-note-aside", value=filled[0][:80])
            return
        written = row.values.get(self._columns["date"], "")
        if not said or (is_below and len(filled) == 1 and self._is_note(said, filled[0])):
            # Numbers of rows that wait for sessions say nothing.
            if not all(NUMBERING.fullmatch(text) for text in filled):
                self._layout.remark(row, "import-note-aside", value=" ".join(filled)[:80])
            return
        if said == {"date"} and day_named(written, self._today):
            self._day = written
            self._numbers.learn(written)
            return
        if written:
            self._day = written
            self._numbers.learn(written)
        elif self._supposed is not None:
            row_of_it, value = self._supposed
            self._layout.remark(row_of_it, "import-note-day", value=value[:60], date=self._day)
            self._supposed = None
        values = row.values if written else {**row.values, self._columns["date"]: self._day}
        values = self._with_day_apart(values)
        placed = Placed(self._columns, replace(row, values=values))
        if not self._goes_on(placed, said):
            self._layout.sessions.append(placed)

    def _is_heading(self, row: Row, text: str, *, is_below: bool) -> bool:
        """Whether the line names the day of those below it, by its date or by its number."""
        named = day_named(text, self._today)
        if not named and not is_below and not FOOTNOTE.match(text):
            named = day_at_an_end(text, self._today)
        heading = numbered(text)
        if heading is not None:
            self._numbers.begin(heading.number)
        if named:
            self._day, self._supposed = named, None
            self._numbers.learn(named)
            return True
        if heading is None or is_below:
            return False
        # The day above is not that of what follows, whether its own is known or not.
        self._day = self._numbers.day(heading)
        self._supposed = (row, text) if self._day else None
        if heading.has_words:
            self._layout.remark(row, "import-note-aside", value=text[:80])
        return True

    def _is_note(self, said: set[str], text: str) -> bool:
        """Whether the row is a note and no session. A speaker beside it makes it a session, and a
        time alone is one that lacks its title."""
        if "speakers" in said or CLOCK_FIRST.match(text):
            return False
        return "title" not in said or FOOTNOTE.match(text) is not None

    def _with_day_apart(self, values: dict[str, str]) -> dict[str, str]:
        """«12.03.2027, 10:00–11:00» is a day and a time."""
        column = self._columns["starts_at"]
        found = DATED_SPAN.fullmatch(values.get(column, ""))
        if found is None or column != self._columns["ends_at"]:
            return values
        day = day_named(found["date"], self._today)
        return {**values, column: found["span"], self._columns["date"]: day} if day else values

    def _goes_on(self, placed: Placed, said: set[str]) -> bool:
        """Another speaker of the session above: nothing else of the row is new."""
        sessions = self._layout.sessions
        told = {one for one in said if not one.startswith("speakers")}
        if "speakers" not in said or "title" in said or "uid" in said or not sessions:
            return False
        before = sessions[-1]
        if any(placed.text(one) != before.text(one) for one in told):
            return False
        sessions[-1] = _with_speakers(before, placed)
        self._layout.remark(placed.row, "import-note-speakers", first=before.row.line)
        return True


def _is_aside(row: Row, filled: Sequence[str], columns: Mapping[str, str]) -> bool:
    """A line of totals, or the header once more."""
    if all(single_spaced(text).casefold() == name for name, text in row.values.items() if text):
        return True
    starts = row.values.get(columns["starts_at"], "")
    is_total = any(TOTAL.match(text) for text in filled)
    return is_total and (not starts or TOTAL.match(starts) is not None)


# -- repeated rows


def _with_speakers(first: Placed, other: Placed) -> Placed:
    column = first.columns["speakers"]
    both = _joined((first.text("speakers"), other.text("speakers")))
    return first._replace(row=replace(first.row, values={**first.row.values, column: both}))


def _join_repeated(layout: Layout) -> None:
    """Rows that say the same, and such as differ in the speaker alone, are one session. With codes
    of the file's own they are slips of who typed them.
    """
    kept: list[Placed] = []
    at: dict[tuple[tuple[str, str], ...], int] = {}
    for placed in layout.sessions:
        said = ((one, single_spaced(placed.text(one))) for one in placed.columns)
        key = tuple((one, text) for one, text in said if text and not one.startswith("speakers"))
        is_session = placed.text("title") and placed.text("starts_at")
        number = at.setdefault(key, len(kept)) if is_session else len(kept)
        if number == len(kept) or "uid" in placed.columns:
            kept.append(placed)
            continue
        before = kept[number]
        is_new = placed.text("speakers") not in {"", before.text("speakers")}
        kept[number] = _with_speakers(before, placed) if is_new else before
        told = "import-note-speakers" if is_new else "import-note-repeated"
        layout.remark(placed.row, told, first=before.row.line)
    layout.sessions = kept
