"""Reading a table out of bytes of unknown origin: csv, xlsx, ods or json, each within bounds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, islice, zip_longest
from typing import Any, NamedTuple

from domain.errors import ImportFileError
from domain.texts import is_web_address
from services.files.headers import (
    HEADER_WITHIN,
    INVISIBLE,
    LEAST_BESIDE,
    Line,
    folded,
    header_at,
    header_of,
    is_header,
    joined,
    of_days_and_places,
    spellings,
)
from services.files.texts import decoded, kind_of
from services.files.workbooks import (
    CELL_LIMIT,
    MIB,
    Cell,
    Marks,
    corrupt,
    looked_through,
)

FILE_LIMIT = 20 * MIB
"""What Telegram lets a bot download (getFile); the command line keeps to it too."""

ROW_LIMIT = 200_000
DELIMITERS = ";,\t|"
WORKBOOKS = frozenset({"xlsx", "xlsm", "ods"})
FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
"""What programs of tables run (OWASP, CSV Injection). Whoever writes such a text into a csv
puts an apostrophe in front, also where one stands already: so it can be taken away again."""

GUARD = "'"
NO_NAMES: frozenset[str] = frozenset()

SEEN_COLUMNS, SEEN_CHARACTERS = 8, 30
"""How much is quoted of the names that a file has instead of those that it lacks."""

LONG_TIME = re.compile(r"PT([0-9]{1,4})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
"""A time of an ods that is not within a day, which python-calamine 0.9.1 leaves as it is."""

FAILED = "#REF!"
"""Stands for the failed formulas of a workbook, whose reader leaves such cells empty."""

SHEET_LIMIT = 50

NAMES_OF_OBJECTS = ("name", "title", "fullName", "full_name", "public_name", "label", "value")
"""Where an object of json says in words what it is: a speaker, a room."""

DASHES = frozenset("-‐‑‒–—―−")
"""One alone is a cell that is left empty on purpose."""

TOTAL = re.compile(r"(?:итого|всего|total)\b", re.IGNORECASE)
BROKEN = re.compile(
    r"#(?:ССЫЛКА!|ЗНАЧ!|ДЕЛ/0!|ЧИСЛО!|ПУСТО!|ИМЯ\?|Н/Д|ПЕРЕНОС!|ВЫЧИСЛ!|REF!|VALUE!|DIV/0!|NUM!"
    r"|NULL!|NAME\?|N/A|SPILL!|CALC!|ERROR!)|(?:Err|Ошибка):[0-9]{3}|#{3,}",
    re.IGNORECASE,
)
"""What programs of tables show for a formula that fails, and for what a column is too narrow."""


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where a person finds it: counted from 1, the header included."""

    line: int
    values: dict[str, str]
    sheet: str = ""
    """Its name, where several sheets of a workbook are read."""
    is_hidden: bool = False
    """Its readers do not see it: put away by hand, or by a filter."""
    wide: frozenset[str] = frozenset()
    continued: frozenset[str] = frozenset()
    """The same as in `headers.Line`, by the names of columns."""
    headings: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Names of columns as they are written."""
    broken: str = ""
    """The first column that is read where a formula has failed."""


class Sheet(NamedTuple):
    """Rows of a table, and the texts of the lines above its header, where the name of the sheet
    stands too if it is the only one.
    """

    rows: list[Row]
    above: Sequence[str] = ()


def missing_columns(names: Sequence[str], seen: Sequence[str] = ()) -> ImportFileError:
    """`names` are what a file may call them; a reader is told their own (ui.formatting), and those
    that were `seen`, by which an unknown name or another encoding shows.
    """
    shown = ", ".join(f"«{one[:SEEN_CHARACTERS]}»" for one in seen[:SEEN_COLUMNS])
    return ImportFileError(
        "import-file-columns", columns=", ".join(names), count=len(names), seen=shown or "none"
    )


def read_table(
    name: str,
    data: bytes,
    *,
    key: str = "clusters",
    known: Collection[str] = (),
    addresses: Collection[str] = (),
) -> list[Row]:
    """Raises ImportFileError for anything that is not a readable table within the bounds.

    `key` is where the list of a json file may stand, instead of being the whole of it. With
    `known` names of columns the header may stand below a title. In the columns `addresses` a link
    stands for its words.
    """
    [sheet] = _read(name, data, key, known, addresses, most=1)
    return sheet.rows


def read_sheets(
    name: str,
    data: bytes,
    *,
    key: str = "",
    known: Collection[str],
    addresses: Collection[str] = (),
) -> list[Sheet]:
    """Reads a file as `read_table` does, and of a workbook every sheet that readers see and that
    has such columns: three for an event of three days."""
    return _read(name, data, key, known, addresses, most=SHEET_LIMIT)


def _read(
    name: str,
    data: bytes,
    key: str,
    known: Collection[str],
    addresses: Collection[str],
    *,
    most: int,
) -> list[Sheet]:
    if not data.strip():
        raise ImportFileError("import-file-empty")
    if len(data) > FILE_LIMIT:
        raise ImportFileError("import-file-too-large", limit=FILE_LIMIT // MIB)
    kind = kind_of(name, data)
    if kind in WORKBOOKS:
        return _sheets_of(data, known, addresses, most)
    if kind == "json":
        return [Sheet(_bounded(_json(data, key)))]
    if kind in {"csv", "txt", "tsv"}:
        above, rows = _under_header(_csv(decoded(data), known), known, addresses)
        return [Sheet(_bounded(rows), above)]
    raise ImportFileError("import-file-type", kind=kind[:20])


def _sheets_of(
    data: bytes, known: Collection[str], addresses: Collection[str], most: int
) -> list[Sheet]:
    """The first `most` sheets that readers see and that have a header, else the first sheet alone:
    a cover and lists for choosing stand in sheets of their own."""
    found: list[Sheet] = []
    titles: list[str] = []
    first: list[Line] | None = None
    room = ROW_LIMIT + 1
    for title, lines in _workbook(data):
        first = lines if first is None else first
        is_table = not known or header_at(lines[:HEADER_WITHIN], known) is not None
        above, under = _under_header(iter(lines if is_table else ()), known, addresses)
        rows = list(islice(under, room))
        if rows:
            found.append(Sheet([replace(row, sheet=title) for row in rows], above))
            titles.append(title)
            room -= len(rows)
        if len(found) == most or not known:
            break
    if not found:
        above, under = _under_header(iter(first or ()), known, addresses)
        found = [Sheet(list(islice(under, room)), above)]
    if len(found) == 1:
        rows = [replace(row, sheet="") for row in found[0].rows]
        found = [Sheet(rows, [*found[0].above, *titles])]
    _bounded(chain.from_iterable(sheet.rows for sheet in found))
    return found


def _bounded(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if len(kept) == ROW_LIMIT:
            raise ImportFileError("import-file-too-many-rows", limit=ROW_LIMIT)
        if row.broken:
            raise ImportFileError(
                "import-file-formula",
                line=row.line,
                column=row.broken[:SEEN_CHARACTERS],
                sheet=row.sheet[:SEEN_CHARACTERS] or "none",
            )
        kept.append(row)
    if not kept:
        raise ImportFileError("import-file-no-rows")
    return kept


def _under_header(
    lines: Iterator[Line], known: Collection[str], addresses: Collection[str]
) -> tuple[list[str], Iterator[Row]]:
    """Texts above the header, and the rows below it."""
    head = list(islice(lines, HEADER_WITHIN))
    if not head:
        return [], iter(())
    at = header_at(head, known) or 0
    first = head[at]
    if at and is_header(head[at - 1], frozenset(known)):
        at -= 1
        first = joined(head[at], first)
    grid = _grid_header(head, at, frozenset(known))
    if grid is not None:
        at, first = grid
    above = [cell for line in head[:at] for cell in line.cells if cell.strip()]
    rest = head[at + 1 :] if first is head[at] else head[at + 2 :]
    return above, _rows(first, chain(rest, lines), known, addresses)


def _grid_header(head: Sequence[Line], at: int, known: frozenset[str]) -> tuple[int, Line] | None:
    """Where the header of a grid begins that has days and halls, and its two lines as one."""
    for start in (at, at - 1):
        if start >= 0 and start + 1 < len(head):
            upper, lower = head[start : start + 2]
            found = of_days_and_places(upper, lower, known, is_below=start == at)
            if found is not None:
                return start, found
    return None


def _rows(
    head: Line, lines: Iterable[Line], names: Collection[str], addresses: Collection[str]
) -> Iterator[Row]:
    """The rows below the header. Where a header of other columns stands further down, those are
    meant from there on."""
    known = frozenset(names)
    header, headings = header_of(head)
    read = _read_columns(header, headings, known)
    above: Line | None = head
    for line in lines:
        cells = [cell.strip() for cell in line.cells]
        if not any(cells):
            above = None
            continue
        if is_header(line, known) and header_of(line)[0] != header:
            above = line if above is None else joined(above, line)
            header, headings = header_of(above)
            read = _read_columns(header, headings, known)
            continue
        if above is not None and (_are_numbers(cells) or _is_rule(cells)):
            continue
        above = None
        values = _named(header, cells, line.number, is_known=bool(known))
        if line.links:
            values |= _linked(header, line, addresses)
        yield Row(
            line.number,
            values,
            is_hidden=line.is_hidden,
            wide=_names_at(line.wide, header),
            continued=_names_at(line.continued, header),
            headings=headings,
            broken=_broken(read, line),
        )


def _is_rule(cells: Sequence[str]) -> bool:
    """The line under the header of a table in Markdown."""
    return all(re.fullmatch(":?-{3,}:?", cell) for cell in cells if cell)


def _are_numbers(cells: Sequence[str]) -> bool:
    """Of the columns, as forms of offices have them right under the header: «1», «2», «3»."""
    filled = [cell for cell in cells if cell]
    return len(filled) > LEAST_BESIDE and filled == [str(n + 1) for n in range(len(filled))]


def _read_columns(
    header: Sequence[str], headings: Mapping[str, str], known: frozenset[str]
) -> list[tuple[int, str]]:
    """Their places and names as they are written. Of a grid every column is read."""
    named = [name for name in header if not known.isdisjoint(spellings(name))]
    read = named if len(named) > LEAST_BESIDE or not known else header
    return [(at, headings[name]) for at, name in enumerate(header) if name and name in read]


def _broken(read: Sequence[tuple[int, str]], line: Line) -> str:
    """A sum under the table may fail: it is read by nobody."""
    cells = line.cells
    found = [name for at, name in read if at < len(cells) and BROKEN.fullmatch(cells[at].strip())]
    is_total = found and any(TOTAL.match(cell.strip()) for cell in cells)
    return found[0] if found and not is_total else ""


def _csv(text: str, known: Collection[str]) -> Iterator[Line]:
    lines = io.StringIO(text, newline="")
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if declared is not None:
        lines.readline()
    delimiter = declared[1] if declared else _delimiter(text, known)
    skipped = declared is not None
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    may_be_guarded = GUARD in text
    before = 0
    try:
        for cells in reader:
            # A quoted cell may span lines: the row begins after the line where the last one ended.
            line, before = before + 1, reader.line_num
            plain = [_unguarded(cell) for cell in cells] if may_be_guarded else cells
            yield Line(line + skipped, plain)
    except csv.Error as error:
        if "expected after" in str(error):
            raise ImportFileError(
                "import-file-quotes", line=str(reader.line_num + skipped)
            ) from error
        raise corrupt(before + 1 + skipped) from error


def _delimiter(text: str, known: Collection[str]) -> str:
    """The delimiter of the line that names most columns; where none does, of the first line."""
    sample = text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN]

    def named(line: str, delimiter: str) -> int:
        cells = (cell.strip().strip('"') for cell in line.split(delimiter))
        return len(set(folded(cells)) & set(known))

    most = {one: max(named(line, one) for line in sample) for one in DELIMITERS}
    if max(most.values()) > 1:
        return max(most, key=lambda one: most[one])
    return max(DELIMITERS, key=sample[0].count)


def _workbook(data: bytes) -> Iterator[tuple[str, list[Line]]]:
    """Names and lines of the sheets that readers see; of all, where every one is hidden."""
    from python_calamine import (  # noqa: PLC0415  (only imports of workbooks need it)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    data, found = looked_through(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        numbers = range(len(book.sheet_names))
        seen = [
            number
            for number in numbers
            if book.sheets_metadata[number].visible == SheetVisibleEnum.Visible
        ]
        for number in seen or numbers:
            sheet = book.get_sheet_by_index(number)
            cells = sheet.to_python(skip_empty_area=False)
            marks = found[number] if number < len(found) else Marks()
            merged = sheet.merged_cell_ranges or marks.merged
            _fill_down(cells, merged)
            yield sheet.name, _lines(cells, marks, merged)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise corrupt() from error


def _lines(
    cells: list[list[Any]], marks: Marks, merged: Sequence[tuple[Cell, Cell]]
) -> list[Line]:
    wide: dict[int, set[int]] = {}
    continued: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom + 1, len(cells))):
            if right > left:
                wide.setdefault(row, set()).update(range(left, right + 1))
            if row > top:
                continued.setdefault(row, set()).add(left)
    links: dict[int, dict[int, str]] = {}
    for (row, column), address in marks.links.items():
        links.setdefault(row, {})[column] = address
    return [
        Line(
            number + 1,
            [
                FAILED if (number, column) in marks.broken else _text(cell)
                for column, cell in enumerate(row_cells)
            ],
            links.get(number, {}),
            number in marks.hidden,
            frozenset(wide.get(number, ())),
            frozenset(continued.get(number, ())),
        )
        for number, row_cells in enumerate(cells)
    ]


def _fill_down(cells: list[list[Any]], merged: Sequence[tuple[Cell, Cell]]) -> None:
    """A date merged over the rows of its day stands in each of them, and a room too. Cells that
    are merged beyond the last filled one are not laid out.
    """
    merged = [(first, last) for first, last in merged if _is_within(first, cells)]
    if sum(min(bottom, len(cells)) - top for (top, _), (bottom, _) in merged) > CELL_LIMIT:
        raise corrupt()
    for (top, left), (bottom, _) in merged:
        for row in cells[top + 1 : bottom + 1]:
            row[left] = cells[top][left]


def _is_within(cell: Cell, cells: list[list[Any]]) -> bool:
    row, column = cell
    return row < len(cells) and column < len(cells[row])


def loaded_json(data: bytes) -> Any:
    try:
        return json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise corrupt(getattr(error, "lineno", 0)) from error


def _json(data: bytes, key: str) -> Iterator[Row]:
    content = loaded_json(data)
    named: dict[str, dict[str, str]] = {}
    if isinstance(content, dict):
        named = _names_by_ids(content, key)
        content = content.get(key)
    if isinstance(content, list) and content and all(_is_group(one, key) for one in content):
        content = [item for group in content for item in group[key]]
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise ImportFileError("import-file-json-shape", list=key)
    for number, item in enumerate(content, start=1):
        cells = (_told_by_id(str(name).strip(), item[name], named) for name in item)
        yield Row(number, {name.casefold(): text for name, text in cells})


def _is_group(item: object, key: str) -> bool:
    return isinstance(item, dict) and isinstance(item.get(key), list)


def _names_by_ids(content: Mapping[str, Any], key: str) -> dict[str, dict[str, str]]:
    """Lists beside that of the rows, as of speakers and rooms: names by ids."""
    return {
        name: {_text(one["id"]): _text(one) for one in items}
        for name, items in content.items()
        if name != key
        and isinstance(items, list)
        and all(isinstance(one, dict) and "id" in one for one in items)
    }


def _told_by_id(name: str, value: Any, named: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """«roomId»: 7 as the room of that id, where the file has a list of rooms."""
    bare = name.removesuffix("Id").removesuffix("_id")
    names = named.get(name) or named.get(f"{bare}s")
    if not names:
        return name, _text(value)
    ids = [_text(one) for one in (value if isinstance(value, list) else [value])]
    return bare, "; ".join(names.get(one, one) for one in ids)


def _named(names: list[str], cells: list[str], number: int, *, is_known: bool) -> dict[str, str]:
    """Cells, without spaces around them, by the names of their columns. In a table whose columns
    nobody knows every character counts."""
    if len(cells) > len(names) and any(cells[len(names) :]):
        raise ImportFileError("import-file-row-too-wide", line=str(number))
    said = map(_said, cells) if is_known else cells
    found = dict(zip_longest(names, islice(said, len(names)), fillvalue=""))
    found.pop("", None)
    return found


def _names_at(columns: frozenset[int], names: list[str]) -> frozenset[str]:
    return frozenset(names[one] for one in columns if one < len(names)) if columns else NO_NAMES


def _said(cell: str) -> str:
    text = INVISIBLE.sub("", cell).strip()
    return "" if text in DASHES else text


def _linked(names: list[str], line: Line, addresses: Collection[str]) -> dict[str, str]:
    """Addresses behind cells whose words are no address themselves, by the names of columns."""
    return {
        name: line.links[column]
        for column, name in enumerate(names)
        if name in addresses
        and column in line.links
        and not is_web_address(line.cells[column].strip() if column < len(line.cells) else "")
    }


def _unguarded(cell: str) -> str:
    is_guarded = cell.startswith(GUARD) and FORMULA.match(cell[1:])
    return cell[1:] if is_guarded else cell


def _text(cell: Any) -> str:
    """Spreadsheets hold 2025 as 2025.0, and JSON lists stand for our «a; b»."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, list | dict):
        return _of_json(cell)
    text = str(cell).strip()
    if found := LONG_TIME.fullmatch(text):
        return f"{int(found[1])}:{int(found[2]):02}:{int(found[3]):02}"
    return text


def _of_json(value: list[Any] | dict[str, Any]) -> str:
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    return next((_text(value[one]) for one in NAMES_OF_OBJECTS if one in value), "")
