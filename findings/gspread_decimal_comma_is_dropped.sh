#!/usr/bin/env bash
# gspread makes 45 of a mark that a Russian spreadsheet shows as 4,5.
#
# People would guess: `get_all_records` gives numbers as numbers, and what it cannot read as text. The
# docstring shows 2,000.1, which is 2000.1; a comma before one or two decimals is no comma of thousands.
# What happens: values come as the spreadsheet shows them, with a comma before the decimals where its
# locale is Russia, and each comma is thrown away as one of thousands: 4,5 is 45, 12,50 is 1250. With a
# space for the thousands, 1 234,5 stays text. The code of a group 2E1 is 20.0, "nan" no number at all.
# Seen in: gspread 6.2.1 (PyPI), `numericise` in gspread/utils.py, which `get_all_records` calls for
# each cell that `numericise_ignore` does not name.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'gspread==6.2.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from gspread.utils import numericise, to_records

print("gspread", version("gspread"))
header = ["Группа", "Балл", "Цена", "Мест"]
cells = ["2E1", "4,5", "1 234,50", "25"]
(record,) = to_records(header, [[numericise(cell) for cell in cells]])
for name, cell in zip(header, cells):
    print(name, repr(cell), "is", repr(record[name]))
raise SystemExit(0 if list(record.values()) == [20.0, 45, "1 234,50", 25] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
