#!/usr/bin/env bash
# tablib reads the numbers of an OpenDocument table as they are shown, not as they are.
#
# People would guess: a cell's number is its `office:value`, which is always written with a point and in
# full; the text beside it is how it looks. xlsx and xls are read so by the same `Dataset.load`.
# What happens: once a cell has a text, that text is given to `float`. 4.6 shown without decimals is read as
# 5.0 and 1234.5678 shown with two as 1234.57, without a word; "4,5", "1 500" and "50 %" of a Russian or
# German LibreOffice raise ValueError, and the whole file is refused. Percent and currency are no numbers
# at all but their texts, while dates and times are taken from their values.
# Seen in: tablib 3.10.0 (PyPI), `read_cell` in tablib/formats/_ods.py.
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

def table(kind: str, value: str, shown: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0"'
        f' xmlns:text="{URN}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="1"><table:table-row><table:table-cell office:value-type="{kind}"'
        f' office:value="{value}"><text:p>{shown}</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
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

print("tablib", version("tablib"))
expected = {
    ("float", "5", "5"): 5.0,
    ("float", "4.6", "5"): 5.0,
    ("float", "1234.5678", "1234.57"): 1234.57,
    ("float", "4.5", "4,5"): "ValueError",
    ("float", "1500", "1 500"): "ValueError",
    ("percentage", "0.505", "51%"): "51%",
}
seen = {}
for one in expected:
    try:
        seen[one] = Dataset().load(table(*one), format="ods", headers=False)[0][0]
    except ValueError:
        seen[one] = "ValueError"
    print(one, "->", repr(seen[one]))
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
