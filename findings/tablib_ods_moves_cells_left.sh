#!/usr/bin/env bash
# tablib moves the cells of an OpenDocument table to the left, over those that are alike.
#
# People would guess: a row has as many cells as it shows. LibreOffice writes neighbours of equal value as one
# cell with `table:number-columns-repeated`, and a gap of empty cells so too; every reader expands them.
# What happens: a repeated cell is read once and a repeated gap not at all, so what stands behind them moves
# under the wrong heading: the phone of one who has no mail becomes the mail, a mark of the third
# course that of the second. The row is filled up at its end, so its length is right and nothing is
# raised. Equal rows that are written as one come once, too.
# Seen in: tablib 3.10.0 (PyPI), `import_sheet` in tablib/formats/_ods.py; open as a pull request of
# 2025 (github.com/jazzband/tablib/pull/616).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'tablib[ods]==3.10.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from io import BytesIO
from zipfile import ZipFile
from tablib import Dataset

URN = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.spreadsheet"

def cell(text: str, times: int = 1) -> str:
    many = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    body = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="string"{many}>{body}</table:table-cell>'

def table(*rows: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0"'
        f' xmlns:text="{URN}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="1">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()

def row(*cells: str, times: int = 1) -> str:
    many = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{many}>{''.join(cells)}</table:table-row>"

rows = Dataset().load(
    table(
        row(cell("name"), cell("first"), cell("second"), cell("third")),
        row(cell("Ann"), cell("yes"), cell("no"), cell("yes")),
        row(cell("Bob"), cell("yes", times=2), cell("no")),
        row(cell("Eve"), cell("", times=2), cell("yes")),
        row(cell("all"), cell("a"), cell("b"), cell("c"), times=2),
    ),
    format="ods",
)
print("tablib", version("tablib"))
print(rows.headers)
print(*rows, sep="\n")
expected = [
    ("Ann", "yes", "no", "yes"), ("Bob", "yes", "no", ""), ("Eve", "yes", "", ""), ("all", "a", "b", "c"),
]
raise SystemExit(0 if [tuple(one) for one in rows] == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
