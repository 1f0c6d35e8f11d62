#!/usr/bin/env bash
# sulguk numbers a list from one whatever its `start` says.
#
# People would guess: <ol start="10"> begins with 10: the package's description names the attribute
# and has it in its example, and browsers do it.
# What happens: the attribute is read and then not used. A list with `reversed` ends with nought, where
# one of a browser ends with one. A programme that is continued in a second message begins anew, and
# who answers with a number names the wrong item. <li value="10"> works.
# Seen in: sulguk 0.12.0 (PyPI), `ListGroup` in sulguk/entities/list.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'sulguk==0.12.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from sulguk import transform_html

print("sulguk", version("sulguk"))
seen = []
for html in (
    '<ol start="10"><li>a</li><li>b</li></ol>',
    "<ol reversed><li>a</li><li>b</li></ol>",
    '<ol><li value="10">a</li><li>b</li></ol>',
):
    seen.append(transform_html(html).text.split("\n")[:2])
    print(html, "is", seen[-1])
raise SystemExit(0 if seen == [["1. a", "2. b"], ["1. a", "0. b"], ["10. a", "11. b"]] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
