"""What stands in a workbook, looked through before a reader lays it out.

A reader lays out every cell from the first to the last filled one, and repeats what the file says
only once: a few kilobytes can ask for more memory than there is. So the parts of the archive are
unpacked within a bound and passed through once as a stream: how far the filled cells reach, how
long all their texts are, and of what the reader does not tell: where links lead, which rows are
hidden, and which cells of an ods are merged.

xlsx: ECMA-376, part 1, 18.3 and 18.4; ods: OpenDocument 1.3, part 3, 9.1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from xml.parsers import expat

from domain.errors import ImportFileError
from domain.texts import is_web_address

MIB = 2**20
UNPACKED_LIMIT = 100 * MIB
"""Bytes of the archive, counted while unpacking: the sizes that a zip declares can lie."""

CELL_LIMIT = 5_000_000
"""From the first cell of the sheet to the last filled one, with the empty ones among them."""

TEXT_LIMIT = 50 * MIB
"""Characters in all cells of a sheet, counted each time that a text stands there."""

Cell = tuple[int, int]
"""Row and column from 0."""

HIDDEN = frozenset({"1", "true", "collapse", "filter"})
"""What a row says that is hidden, by hand or by a filter."""

MOST_LETTERS = 3
"""Letters that name a column: the last one of Excel is XFD."""

Attributes = Mapping[str, str]

FORMULA_LINK = re.compile(r'(?:of:)?=?\s*HYPERLINK\s*\(\s*"([^"]+)"', re.IGNORECASE)
LINE_BREAK = re.compile(rb"<(?:\w+:)?line-break\s*(?:/>|>\s*</(?:\w+:)?line-break\s*>)")
TAB = re.compile(rb"<(?:\w+:)?tab(?:\s[^<>]*)?(?:/>|(?<!/)>\s*</(?:\w+:)?tab\s*>)")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
XML_START = re.compile(rb"[\xef\xbb\xbf\xff\xfe\0\s]*<")


@dataclass(slots=True)
class Marks:
    """What a sheet has beside its values: addresses behind cells, filled rows that are hidden,
    formulas that failed, and (of ods; of xlsx the reader tells) first and last cells of what is
    merged.
    """

    links: dict[Cell, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    broken: set[Cell] = field(default_factory=set)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)


def corrupt(line: int = 0) -> ImportFileError:
    """`line` where it is known. What the reader of the format says is for its programmers."""
    return ImportFileError("import-file-corrupt", line=line)


def looked_through(data: bytes) -> tuple[bytes, list[Marks]]:
    """The workbook as the reader is to get it, and the marks of each sheet, in the order of the
    sheets. Raises ImportFileError for what is no workbook, and for one beyond the bounds.
    """
    parts = _unpacked(data)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ImportFileError("import-file-password")
    if "content.xml" in parts:
        return _with_line_breaks(data, parts), _marks_of_ods(parts["content.xml"])
    if "xl/workbook.xml" in parts:
        return data, _marks_of_xlsx(parts)
    raise corrupt()


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of the archive that are xml, by their names."""
    parts: dict[str, bytes] = {}
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                content = bytearray()
                with archive.open(member) as packed:
                    while chunk := packed.read(MIB):
                        unpacked += len(chunk)
                        if unpacked > UNPACKED_LIMIT:
                            raise ImportFileError(
                                "import-file-unpacks-too-large", limit=UNPACKED_LIMIT // MIB
                            )
                        content += chunk
                if XML_START.match(content):
                    parts[member.filename] = bytes(content)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError) as error:
        raise corrupt() from error
    except (NotImplementedError, ValueError) as error:
        raise corrupt() from error
    return parts


# -- xlsx


def _marks_of_xlsx(parts: Mapping[str, bytes]) -> list[Marks]:
    """Every sheet is bounded, whichever the reader takes."""
    lengths: list[int] = []
    for content in parts.values():
        lengths += _string_lengths(content)
    found: dict[str, Marks] = {}
    for name, content in parts.items():
        sheet = _Sheet(lengths, _relations(parts, name))
        _walk(content, "worksheet", sheet.start)
        if b"HYPERLINK" in content or sheet.may_be_long():
            # Hearing of the texts too takes twice the time, and few workbooks need it.
            sheet = _Sheet(lengths, _relations(parts, name))
            _walk(content, "worksheet", sheet.start, sheet.end)
        found[name] = sheet.marks
    return [found.get(name, Marks()) for name in _sheets(parts)]


def _string_lengths(content: bytes) -> list[int]:
    """Lengths of the shared strings, of which cells tell only the number."""
    found: list[int] = []

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            found.append(0)

    def end(tag: str, text: str) -> None:
        if tag == "t" and found:
            found[-1] += len(text)

    _walk(content, "sst", start, end)
    return found


def _sheets(parts: Mapping[str, bytes]) -> list[str]:
    """Names of their parts, in the order in which programs show them."""
    found: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            found.append(_local(attributes, "id"))

    _walk(parts["xl/workbook.xml"], "workbook", start)
    relations = _relations(parts, "xl/workbook.xml")
    targets = [relations.get(one, "") for one in found]
    return [one.lstrip("/") if one.startswith("/") else f"xl/{one}" for one in targets]


def _relations(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Id to target of what a part refers to (ECMA-376, part 2, 9.3)."""
    folder, _, file = name.rpartition("/")
    found: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    _walk(parts.get(f"{folder}/_rels/{file}.rels", b""), "Relationships", start)
    return found


class _Sheet:
    """Texts of its own are no longer than the part; shared ones may be."""

    def __init__(self, lengths: list[int], relations: Mapping[str, str]) -> None:
        self.marks = Marks()
        self._lengths = lengths
        self._relations = relations
        self._extent = _Extent()
        self._row = self._column = -1
        self._is_shared = self._is_hidden = self._is_broken = False
        self._shared = 0

    def may_be_long(self) -> bool:
        return self._shared * max(self._lengths, default=0) > TEXT_LIMIT

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._is_shared = attributes.get("t") == "s"
            self._is_broken = attributes.get("t") == "e"
            self._shared += self._is_shared
            reference = attributes.get("r", "")
            self._row, self._column = _place(reference, (self._row, self._column + 1))
        elif tag in {"v", "is"}:
            self._extent.add(self._row, self._column)
            if self._is_broken:
                self.marks.broken.add((self._row, self._column))
            if self._is_hidden:
                self.marks.hidden.add(self._row)
        elif tag == "row":
            self._is_hidden = attributes.get("hidden") in HIDDEN
            given = attributes.get("r", "")
            self._row = int(given) - 1 if re.fullmatch("[0-9]{1,7}", given) else self._row + 1
            self._column = -1
        elif tag == "hyperlink":
            target = self._relations.get(_local(attributes, "id"), "")
            anchor = attributes.get("location", "")
            address = f"{target}#{anchor}" if target and anchor else target
            self._link(_place(attributes.get("ref", ""), (0, 0)), address)

    def end(self, tag: str, text: str) -> None:
        if tag == "v" and self._is_shared:
            number = int(text) if re.fullmatch(r"\s*[0-9]{1,7}\s*", text) else -1
            if 0 <= number < len(self._lengths):
                self._extent.lengthen(self._lengths[number])
        elif tag == "f":
            found = FORMULA_LINK.match(text)
            if found is not None:
                self._link((self._row, self._column), found[1])

    def _link(self, cell: Cell, address: str) -> None:
        if is_web_address(address):
            self.marks.links[cell] = address


def _place(reference: str, otherwise: Cell) -> Cell:
    """Row and column of «B7», or of the first cell of «B7:C9», from 0; `otherwise` where nothing
    is said. Raises ValueError for what is no place."""
    if not reference:
        return otherwise
    first = reference.partition(":")[0].replace("$", "")
    letters = first.rstrip("0123456789")
    return int(first[len(letters) :]) - 1, _column(letters)


@cache
def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and len(letters) <= MOST_LETTERS):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


# -- ods


def _with_line_breaks(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The reader passes over `text:line-break` and `text:tab` (part 3, 6.1.5 and 6.1.4), and words
    beside them became one: it gets a line break or a tab as a letter. A workbook without any
    stays as it is. (python-calamine 0.9.1, findings/calamine_ods_joins_words.sh)
    """
    content = TAB.sub(b"\t", LINE_BREAK.sub(b"\n", parts["content.xml"]))
    if content == parts["content.xml"]:
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in {"mimetype": ODS_TYPE, **parts, "content.xml": content}.items():
            archive.writestr(name, part)
    return written.getvalue()


def _marks_of_ods(content: bytes) -> list[Marks]:
    book = _Spreadsheet()
    _walk(content, "document-content", book.start, book.end)
    return book.marks


class _Spreadsheet:
    """Rows and cells tell how often they are repeated, the empty ones to the end of the sheet."""

    def __init__(self) -> None:
        self.marks: list[Marks] = []
        self._extent = _Extent()
        self._row = self._rows = self._column = self._columns = 0
        self._filled: list[tuple[int, int, int]] = []
        """What is known of the row: first column behind a filled cell, how many of these,
        length of their text."""
        self._is_filled = self._is_hidden = False
        self._length = 0
        self._spans = self._across = 1

    def start(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "table":
                self.marks.append(Marks())
                self._extent, self._row = _Extent(), 0
            case "table-row":
                self._rows = _times(attributes, "number-rows-repeated")
                self._is_hidden = _local(attributes, "visibility") in HIDDEN
                self._column = 0
                self._filled = []
            case "table-cell" | "covered-table-cell":
                self._columns = _times(attributes, "number-columns-repeated")
                self._is_filled = bool(_local(attributes, "value-type"))
                if self.marks and "error" in _all_local(attributes, "value-type"):
                    self.marks[-1].broken.add((self._row, self._column))
                self._length = 0
                self._spans = _times(attributes, "number-rows-spanned")
                self._across = _times(attributes, "number-columns-spanned")
                found = FORMULA_LINK.match(_local(attributes, "formula"))
                if found is not None:
                    self._link(found[1])
            case "a":
                self._link(_local(attributes, "href"))

    def end(self, tag: str, text: str) -> None:
        match tag:
            case "table-cell" | "covered-table-cell":
                if self._is_filled and max(self._spans, self._across) > 1 and self.marks:
                    below = self._row + self._spans - 1, self._column + self._across - 1
                    self.marks[-1].merged.append(((self._row, self._column), below))
                self._column += self._columns
                if self._is_filled:
                    self._filled.append((self._column, self._columns, self._length))
            case "table-row":
                for behind, columns, length in self._filled:
                    last = self._row + self._rows - 1
                    self._extent.add(last, behind - 1)
                    self._extent.lengthen(length * columns * self._rows)
                if self._filled and self._is_hidden and self.marks:
                    self.marks[-1].hidden.update(range(self._row, self._row + self._rows))
                self._row += self._rows
            case "p" | "a" | "span" if text:
                self._is_filled = True
                self._length += len(text)

    def _link(self, address: str) -> None:
        if self.marks and is_web_address(address):
            self.marks[-1].links[self._row, self._column] = address


def _times(attributes: Attributes, name: str) -> int:
    given = _local(attributes, name)
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 1


# -- both


class _Extent:
    """Counts the filled cells of a sheet. Raises ImportFileError where they are beyond the
    bounds."""

    def __init__(self) -> None:
        self._rows = self._columns = self._text = 0

    def add(self, row: int, column: int) -> None:
        if row < self._rows and column < self._columns:
            return
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        if self._rows * self._columns > CELL_LIMIT:
            raise ImportFileError(
                "import-file-too-many-cells",
                limit=CELL_LIMIT,
                rows=self._rows,
                columns=self._columns,
            )

    def lengthen(self, length: int) -> None:
        self._text += length
        if self._text > TEXT_LIMIT:
            raise ImportFileError("import-file-unpacks-too-large", limit=TEXT_LIMIT // MIB)


class _OtherPart(Exception):
    """Ends the reading of a part that is of no interest."""


def _walk(
    content: bytes,
    root: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None] | None = None,
) -> None:
    """Tells of every element of a part that begins as `root`, by its name without a prefix; of
    attributes `_local` tells.
    """
    parser = expat.ParserCreate()
    text: list[str] = []
    names: dict[str, str] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        tag = names.get(name)
        if tag is None:
            tag = name.rpartition(":")[2]
            if not names and tag != root:
                raise _OtherPart
            names[name] = tag
        text.clear()
        start(tag, attributes)

    def finish(name: str) -> None:
        if end is not None:
            end(names[name], "".join(text))
        text.clear()

    def refuse(*_: object) -> None:
        # Without a DOCTYPE there are no entities to expand.
        raise corrupt()

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    if end is not None:
        parser.EndElementHandler = finish
        parser.CharacterDataHandler = text.append
    try:
        parser.Parse(content, True)
    except _OtherPart:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        if names:
            raise corrupt() from error


def _local(attributes: Attributes, name: str) -> str:
    """The value of an attribute whose prefix the file has chosen; empty without one."""
    return next(iter(_all_local(attributes, name)), "")


def _all_local(attributes: Attributes, name: str) -> list[str]:
    return [value for key, value in attributes.items() if key.rpartition(":")[2] == name]
