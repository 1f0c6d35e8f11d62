"""Workbooks before they are laid out: where links lead, and what is too much. What is refused here
is just beyond the bound, so that a reader without it would only be slow.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.errors import ImportFileError
from services.files.tables import read_table
from services.files.workbooks import CELL_LIMIT, TEXT_LIMIT, looked_through

ADDRESSES = ("ссылка",)
PAGE = "https://example.org/talk?a=1&b=2"
ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body>'
    '<office:spreadsheet><table:table table:name="x">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def xlsx(fill: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    fill(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return content.getvalue()


def cell(words: str, times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"'
    return (
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{words}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, times: int = 1) -> str:
    inner = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{inner}</table:table-row>'


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(one, change(content) if one.filename == name else content)
    return changed.getvalue()


def refusal(data: bytes, name: str = "x.xlsx") -> ImportFileError:
    with pytest.raises(ImportFileError) as raised:
        read_table(name, data)
    return raised.value


# -- links


def linked(sheet: Worksheet) -> None:
    sheet.append(["Название", "Ссылка"])
    sheet.append(["Раз", "Материалы"])
    sheet.append(["Два", '=HYPERLINK("https://example.org/f","сюда")'])
    sheet.append(["Три", "https://example.org/own"])
    sheet.append(["Четыре", "почта"])
    sheet.append(["Пять", "лист"])
    sheet.append(["Шесть", "раздел"])
    sheet["A2"].hyperlink = "https://example.org/title"
    sheet["B2"].hyperlink = PAGE
    sheet["B4"].hyperlink = "https://example.org/other"
    sheet["B5"].hyperlink = "mailto:a@example.org"
    sheet["B7"].hyperlink = "https://example.org/page"
    sheet["B7"].hyperlink.location = "part"


def test_link_behind_a_cell_is_its_address_where_one_is_asked_for() -> None:
    data = xlsx(linked)
    rows = read_table("x.xlsx", data, addresses=ADDRESSES)

    # openpyxl computes no formulas, so the second cell is empty to who does not look behind it.
    assert [one.values["ссылка"] for one in rows] == [
        PAGE,
        "https://example.org/f",
        "https://example.org/own",
        "почта",
        "лист",
        "https://example.org/page#part",
    ]
    assert [one.values["название"] for one in rows][:2] == ["Раз", "Два"]
    assert read_table("x.xlsx", data)[0].values["ссылка"] == "Материалы"


def test_links_are_those_of_each_sheet() -> None:
    book = Workbook()
    book.worksheets[0].append(["ссылка"])
    second = book.create_sheet("second")
    second.append(["x"])
    second["A1"].hyperlink = PAGE
    book.move_sheet("second", offset=-1)
    content = io.BytesIO()
    book.save(content)

    assert [one.links for one in looked_through(content.getvalue())[1]] == [{(0, 0): PAGE}, {}]
    book.move_sheet("second", offset=1)
    book.save(moved := io.BytesIO())
    assert [one.links for one in looked_through(moved.getvalue())[1]] == [{}, {(0, 0): PAGE}]


def test_links_of_ods_are_read() -> None:
    link = (
        '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="{}">{}</text:a>'
        "</text:p></table:table-cell>"
    )
    formula = (
        '<table:table-cell table:formula="of:=HYPERLINK(&quot;https://example.org/f&quot;;&quot;x'
        '&quot;)" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    )
    data = ods(
        row(cell("Название"), cell("Ссылка"))
        + row(cell("Раз"), link.format("https://example.org/1", "Материалы"))
        + row(cell("Два"), formula)
        + row(cell("Три"), link.format("https://example.org/other", "https://example.org/own"))
    )

    rows = read_table("x.ods", data, addresses=ADDRESSES)

    assert [one.values["ссылка"] for one in rows] == [
        "https://example.org/1",
        "https://example.org/f",
        "https://example.org/own",
    ]


# -- bounds


def test_cell_far_from_the_table_is_refused_with_the_size() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a"])
        sheet.cell(CELL_LIMIT // 1000 + 1, 1000, "x")

    refused = refusal(xlsx(fill))

    assert (refused.key, refused.params) == (
        "import-file-too-many-cells",
        {"limit": CELL_LIMIT, "rows": 5001, "columns": 1000},
    )


def test_cells_that_are_only_coloured_do_not_count() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a"])
        sheet.append(["1"])
        sheet.cell(1_048_576, 16).number_format = "0.00"

    assert [one.values for one in read_table("x.xlsx", xlsx(fill))] == [{"a": "1"}]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'r="A2"', b'r="ZZZ9999999"'),
        lambda xml: xml.replace(b'r="A2"', b"r='$ZZ$99999'"),
        lambda xml: xml.decode().replace('r="A2"', 'r="ZZ99999"').encode("utf-16"),
        lambda xml: xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(
            b"<x:?xml", b"<?xml").replace(b'xmlns="', b'xmlns:x="').replace(
            b'r="A2"', b'r="ZZ99999"'),
    ],
)  # fmt: skip
def test_far_cell_is_seen_however_it_is_written(change: Callable[[bytes], bytes]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1])
        sheet.append([2])

    data = altered(xlsx(fill), "xl/worksheets/sheet1.xml", change)

    assert refusal(data).key in {"import-file-too-many-cells", "import-file-corrupt"}


def test_one_text_in_many_cells_is_counted_each_time() -> None:
    """Shared strings, as Excel writes them: 32,000 characters once, and their number again."""
    length = 32_000
    cells = "<row>" + '<c t="s"><v>0</v></c>' * (TEXT_LIMIT // length + 1) + "</row>"
    rows = cells.replace("</c><c", "</c></row><row><c").encode()
    data = altered(
        xlsx(lambda sheet: sheet.append(["a"])),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"(<sheetData>).*(</sheetData>)", rb"\1" + rows + rb"\2", xml),
    )
    strings = io.BytesIO(data)
    with zipfile.ZipFile(strings, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{'x' * length}</t></si></sst>")

    assert refusal(strings.getvalue()).key == "import-file-unpacks-too-large"


def test_long_text_that_stands_once_is_no_matter() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b"])
        for number in range(2_000):
            sheet.append([f"{number}", "x" * 30_000 if number == 0 else "y"])

    assert len(read_table("x.xlsx", xlsx(fill))) == 2_000


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Открытие<text:line-break/>и обед", "Открытие\nи обед"),
        ("Открытие<text:line-break></text:line-break>и обед", "Открытие\nи обед"),
        ("<text:span>Обед<text:line-break />до двух</text:span>", "Обед\nдо двух"),
        ("Обед</text:p><text:p>до двух", "Обед\nдо двух"),
        ("Обед<text:tab/>до двух", "Обед\tдо двух"),
        ('Обед<text:tab text:tab-ref="1"></text:tab>до<text:tab />двух', "Обед\tдо\tдвух"),
    ],
)
def test_line_breaks_of_ods_keep_words_apart(words: str, read: str) -> None:
    data = ods(row(cell("Название") + cell("Зал")) + row(cell(words) + cell("Зал 1")))

    values = [one.values for one in read_table("x.ods", data)]

    assert values == [{"название": read, "зал": "Зал 1"}]


@pytest.mark.parametrize(
    ("time", "read"),
    [("PT14H30M00S", "14:30:00"), ("PT24H00M00S", "24:00:00"), ("PT30H05M00S", "30:05:00")],
)
def test_times_of_ods_from_a_day_on_are_read_as_shorter_ones(time: str, read: str) -> None:
    """python-calamine 0.9.1 gives the code of the file for what is no time of a day."""
    ends = f'<table:table-cell office:value-type="time" office:time-value="{time}"/>'
    data = ods(row(cell("Название") + cell("Конец")) + row(cell("Ночь музеев") + ends))

    values = [one.values for one in read_table("x.ods", data)]

    assert values == [{"название": "Ночь музеев", "конец": read}]


def test_line_breaks_of_ods_leave_its_other_marks() -> None:
    link = '<text:a xlink:href="https://example.com/a">Сайт</text:a>'
    hidden = row(cell(f"Раз<text:line-break/>{link}")).replace(
        "<table:table-row", '<table:table-row table:visibility="collapse"'
    )
    data = ods(row(cell("Название")) + hidden)

    (one,) = read_table("x.ods", data, addresses=ADDRESSES)

    assert one.values == {"название": "Раз\nСайт"}
    assert one.is_hidden


def test_repeated_cells_of_ods_are_counted() -> None:
    far = row(cell("a")) + row(cell("x", 1_000), times=CELL_LIMIT // 1_000)
    long = row(cell("a")) + row(cell("x" * 1_000, 10), times=TEXT_LIMIT // 10_000 + 1)

    assert refusal(ods(far), "x.ods").key == "import-file-too-many-cells"
    assert refusal(ods(long), "x.ods").key == "import-file-unpacks-too-large"


def test_empty_rows_to_the_end_of_a_sheet_do_not_count() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    data = ods(row(cell("a"), empty) + row(cell("1"), empty) + row(empty, times=1_048_574))

    assert [one.values for one in read_table("x.ods", data)] == [{"a": "1"}]


def test_merged_cells_beyond_the_table_are_left_alone() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Дата", "Название"])
        sheet.append(["1 декабря 2026", "Раз"])
        sheet.append([None, "Два"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("G1:J5")
        sheet.merge_cells("A50:C60")

    rows = read_table("x.xlsx", xlsx(fill))

    assert [one.values["дата"] for one in rows] == ["1 декабря 2026"] * 2


def test_workbook_with_a_doctype_is_refused() -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)

    data = altered(xlsx(lambda sheet: sheet.append(["a"])), "xl/worksheets/sheet1.xml", change)

    assert refusal(data).key == "import-file-corrupt"


def test_archive_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01")

    refused = refusal(content.getvalue())

    assert (refused.key, refused.params) == ("import-file-type", {"kind": "xlsb"})


def test_merged_cells_of_ods_stand_in_all_their_rows() -> None:
    """The reader of workbooks tells of no merged cells of ods: rooms were lost without a word."""
    tall = cell("Зал А").replace(
        "<table:table-cell", '<table:table-cell table:number-rows-spanned="3"'
    )
    covered = "<table:covered-table-cell/>"
    below = '<table:table-cell table:number-rows-spanned="999999999"/>'
    data = ods(
        row(cell("Название"), cell("Зал"))
        + row(cell("Раз"), tall)
        + row(cell("Два"), covered)
        + row(cell("Три"), covered)
        + row(cell("Четыре"), cell("Зал Б"), below)
    )

    rows = read_table("x.ods", data)

    assert [one.values["зал"] for one in rows] == ["Зал А", "Зал А", "Зал А", "Зал Б"]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_of_ods_are_known(visibility: str) -> None:
    hidden = row(cell("Два"), times=2).replace(
        "<table:table-row", f'<table:table-row table:visibility="{visibility}"'
    )
    data = ods(row(cell("Название")) + row(cell("Раз")) + hidden + row(cell("Три")))

    assert [one.is_hidden for one in read_table("x.ods", data)] == [False, True, True, False]


def test_hidden_rows_of_xlsx_are_known() -> None:
    def fill(sheet: Worksheet) -> None:
        for text in ("Название", "Раз", "Два", "Три"):
            sheet.append([text])
        sheet.row_dimensions[3].hidden = True

    assert [one.is_hidden for one in read_table("x.xlsx", xlsx(fill))] == [False, True, False]
