"""What LibreOffice sees in our tables, and what we see in those that it writes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import ImportFileError
from services.clusters.files.cards import parse_clusters
from services.files.spreadsheets import CsvTable, XlsxTable
from services.files.tables import read_table
from services.places.gazetteer import load_gazetteer
from services.programme.files import read_schedule
from tests.interop.conftest import HERE, require, run
from tests.interop.test_imports import FORUM
from tests.newsroom import DATA

pytestmark = pytest.mark.slow  # programs of other people, each a process

PEOPLE = [
    ["Имя", "Телефон", "Заметка"],
    ["Мария; Ивановна", "+7 900 000-00-00", "=1+1"],
    ["«Ия», 2-я", "-5", "#N/A"],
    ["", "007", "до 20.12\nи после"],
]
PROGRAMME = [
    ["Программа форума", "", "", "", ""],
    ["Название", "Начало", "Конец", "Зал", "Мест"],
    ["-Открытие", "2026-12-01T09:30:00", "2026-12-01T10:45:00", "Зал 1", 40],
]
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
UNICODE_TEXT = "txt:Text - txt - csv (StarCalc):9,34,65535"
"""Tab, quotation mark, UTF-16: "Unicode Text" of Excel. Tokens as LibreOffice Help has them
(Filter Options for CSV)."""

CSV_FILTER = "--infilter=CSV:{},34,76"
"""Separator, quotation mark, UTF-8: without it a headless soffice takes even a csv with a byte
order mark for windows-1252."""


FAILED_FORMULA = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="П">
<table:table-row>
<table:table-cell office:value-type="string"><text:p>Время</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Дата</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Тема</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Зал</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="string"><text:p>10:00-11:00</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>15.12.2026</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Открытие</text:p></table:table-cell>
<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>"""
"""A hall that is 1/0, in a flat ods."""


PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.0</value></prop>
</item></oor:items>"""
"""Says that a newer version was here. Who is the first of its version draws a hundred pictures to
see how it draws, which takes four fifths of a start; and a headless one never notes that it was
there."""


class Office:
    """One profile for all conversions: the first start makes the rest of it."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._folder = folder
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE, encoding="utf-8")
        self._command = [
            str(program),
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
        ]

    def converted(self, name: str, data: bytes, kind: str, separator: str = "") -> bytes:
        """`kind` is an ending, and after a colon a filter with its options; `separator`: of a
        csv that is given."""
        given, out = self._folder / name, self._folder / "out"
        given.write_bytes(data)
        read_as = [CSV_FILTER.format(ord(separator))] if separator else []
        run([*self._command, *read_as, "--convert-to", kind, "--outdir", str(out), str(given)])
        return (out / f"{given.stem}.{kind.partition(':')[0]}").read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    found = shutil.which("soffice")
    program = require(Path(found) if found else None, "soffice on the PATH")
    return Office(program, tmp_path_factory.mktemp("office"))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


def test_lists_of_people_are_the_same_words_there(office: Office) -> None:
    """Nothing that somebody typed is a formula, a number or an error to it."""
    book = XlsxTable("Люди", widths=[20] * 3)
    book.add(PEOPLE)
    shown = rows_of(office.converted("people.xlsx", book.finish(), CSV))

    assert shown == [
        ["'" * one.startswith(("=", "+", "-")) + one for one in row] for row in PEOPLE
    ]


def test_list_in_csv_is_split_where_excel_splits_it(office: Office) -> None:
    table = CsvTable(";")
    table.add(PEOPLE)
    book = office.converted("people.csv", table.finish(), "xlsx", ";")
    rows = [list(row.values.values()) for row in read_table("people.xlsx", book)]

    assert [row[0] for row in rows] == ["Мария; Ивановна", "«Ия», 2-я", ""]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("ods", "p.ods"), (CSV, "p.csv"), ("xlsx", "p.xlsx"), (UNICODE_TEXT, "p.txt")],
)
def test_programme_that_it_writes_is_read(
    office: Office, python: Path, tmp_path: Path, kind: str, name: str
) -> None:
    """From a book with a title above the header and moments as spreadsheets keep them."""
    book = tmp_path / "p.xlsx"
    script = [str(python), str(HERE / "readers" / "workbook.py"), "write", str(book)]
    run(script, json.dumps(PROGRAMME).encode())
    parsed = read_schedule(name, office.converted("p.xlsx", book.read_bytes(), kind), FORUM)
    [opening] = parsed.sessions

    assert (parsed.problems, opening.title, opening.capacity) == ((), "-Открытие", 40)
    assert opening.starts_at == datetime.fromisoformat("2026-12-01T09:30:00+05:00")
    assert opening.ends_at == datetime.fromisoformat("2026-12-01T10:45:00+05:00")


def test_failed_formula_that_it_writes_is_told(office: Office) -> None:
    book = office.converted("failed.fods", FAILED_FORMULA.encode(), "ods")
    with pytest.raises(ImportFileError) as refused:
        read_schedule("failed.ods", book, FORUM)

    assert refused.value.key == "import-file-formula"
    assert refused.value.params["column"] == "Зал"


def test_cards_of_clusters_come_back_from_it_unchanged(office: Office) -> None:
    """Saved as .ods and as .csv by an organiser who has looked at them."""
    data = (DATA / "clusters.csv").read_bytes()
    gazetteer = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    ours = parse_clusters(read_table("clusters.csv", data), gazetteer)
    book = office.converted("clusters.csv", data, "ods", ",")
    again = parse_clusters(read_table("clusters.ods", book), gazetteer)

    assert again.problems == ours.problems == ()
    assert again.clusters == ours.clusters
