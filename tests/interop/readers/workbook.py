"""A table as openpyxl of .venv-interop sees or writes it.

python workbook.py read FILE    prints {"rows", "types", "frozen", "orientation", "widths"}
python workbook.py write FILE   writes rows of [text, number, date and time ...] from stdin
"""

from __future__ import annotations

import json
import sys
from datetime import datetime

from openpyxl import Workbook, load_workbook


def read(path: str) -> None:
    [sheet] = load_workbook(path).worksheets
    rows = list(sheet.iter_rows())
    json.dump(
        {
            "rows": [[cell.value for cell in row] for row in rows],
            "types": sorted({cell.data_type for row in rows for cell in row}),
            "frozen": sheet.freeze_panes,
            "orientation": sheet.page_setup.orientation,
            "widths": {name: one.width for name, one in sheet.column_dimensions.items()},
        },
        sys.stdout,
    )


def write(path: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in json.load(sys.stdin):
        sheet.append([_typed(cell) for cell in row])
    book.save(path)


def _typed(cell: str | int) -> str | int | datetime:
    """Moments of ISO 8601 become dates, as people's tables have them."""
    try:
        return datetime.fromisoformat(str(cell)) if "T" in str(cell) else cell
    except ValueError:
        return cell


if __name__ == "__main__":
    {"read": read, "write": write}[sys.argv[1]](sys.argv[2])
