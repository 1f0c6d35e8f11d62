#!/usr/bin/env bash
# python-calamine joins words of an ods cell that a tab or a line break keeps apart.
#
# People would guess: what stands on two lines of a cell stays two words, as it does of an xlsx, and
# a length of 24 hours is the timedelta that an xlsx gives.
# What happens: OpenDocument writes breaks as elements, `text:line-break` and `text:tab`. Spaces and
# paragraphs are understood, these two are passed over: two words become one, and a search for either
# finds nothing. A time of a day is a `time`; one of 24 hours and more is the code of the file,
# "PT24H00M00S", as text.
# Seen in: python-calamine 0.9.1 (PyPI), which is calamine's reader of ods; the file is written
# here by odfpy 1.4.1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'python-calamine==0.9.1' 'odfpy==1.4.1'

cat > "$folder/program.py" <<'EOF'
import io
from importlib.metadata import version
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S, Tab
from python_calamine import CalamineWorkbook

book, table = OpenDocumentSpreadsheet(), Table(name="1")
book.spreadsheet.addElement(table)
for gap in (S(), LineBreak(), Tab()):
    words, cell, row = P(text="Музей"), TableCell(valuetype="string"), TableRow()
    words.addElement(gap)
    words.addText("Колледж")
    cell.addElement(words)
    row.addElement(cell)
    table.addElement(row)
for time in ("PT23H59M00S", "PT24H00M00S"):
    row = TableRow()
    row.addElement(TableCell(valuetype="time", timevalue=time))
    table.addElement(row)
file = io.BytesIO()
book.write(file)

print("python-calamine", version("python-calamine"))
rows = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
seen = [str(row[0]) for row in rows]
for told, cell in zip(("a space", "a line break", "a tab", "23:59", "24:00"), seen):
    print(told, "is", repr(cell))
expected = ["Музей Колледж", "МузейКолледж", "МузейКолледж", "23:59:00", "PT24H00M00S"]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
