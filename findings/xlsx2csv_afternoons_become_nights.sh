#!/usr/bin/env bash
# xlsx2csv writes half past two in the afternoon as half past two at night.
#
# People would guess: a cell that shows "01.09.2026 14:30" in the spreadsheet is 14:30 in the CSV:
# `h` is the hour of 24 in a format without AM/PM (ECMA-376 part 1, 18.8.31).
# What happens: in a date with a time, `h` becomes strftime's `%I`, the hour of twelve, and nothing
# beside it tells the half of the day: 14:30 is 02:30, or 02:29, for seconds are cut, and midnight
# is 12:00. `hh:mm` and cells of a time alone are written right, so another file's column is well.
# `h:mm` is what the built-in format 22 has, and a timetable that went through it looks valid.
# Seen in: xlsx2csv 0.8.6 (PyPI), xlsx2csv.py, where `dateformat` is made; the lost second is known
# as xlsx2csv#269 (github.com/dilshod/xlsx2csv/issues/269).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'xlsx2csv==0.8.6' 'openpyxl==3.1.5'

cat > "$folder/program.py" <<'EOF'
import io, os, tempfile
from datetime import datetime, time
from importlib.metadata import version
from openpyxl import Workbook
from xlsx2csv import Xlsx2csv

CELLS = [
    (datetime(2026, 9, 1, 14, 30), "dd.mm.yyyy h:mm"),
    (datetime(2026, 9, 1, 0, 0), "dd.mm.yyyy h:mm"),
    (datetime(2026, 9, 1, 14, 30), "m/d/yy h:mm"),
    (datetime(2026, 9, 1, 14, 30), "dd.mm.yyyy hh:mm"),
    (time(14, 30), "h:mm"),
]
book = Workbook()
for number, (value, shape) in enumerate(CELLS, start=1):
    book.active.cell(number, 1, value).number_format = shape
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "timetable.xlsx")
    book.save(path)
    out = io.StringIO()
    Xlsx2csv(path, outputencoding="utf-8").convert(out)
seen = out.getvalue().split("\n")[: len(CELLS)]
print("xlsx2csv", version("xlsx2csv"))
for (value, shape), text in zip(CELLS, seen):
    print(f"{value} shown as {shape!r}: {text}")
hours = [text.split()[-1].split(":")[0] for text in seen]
raise SystemExit(0 if hours == ["02", "12", "02", "14", "14"] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
