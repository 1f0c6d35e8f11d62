#!/usr/bin/env bash
# A button of aiogram that says None, or an empty text, comes back as the default of its field.
#
# People would guess: `unpack` gives what `pack` was given, or `pack` refuses what it cannot write. None
# and "" are valid values of `str | None`, and "all clusters" is naturally None.
# What happens: both are written as nothing, and nothing is read as the default of the field. With
# `kind: str | None = "open"` the button "all" filters by "open"; with a default of None an empty text
# becomes None, and `order: str = "name"` cannot be sent empty. Only a field without a default keeps its
# "". No error, and the buttons look right until somebody presses them.
# Seen in: aiogram 3.31.0 (PyPI), `_encode_value` and `unpack` in aiogram/filters/callback_data.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'aiogram==3.31.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from aiogram.filters.callback_data import CallbackData

class Filter(CallbackData, prefix="f"):
    kind: str | None = "open"
    word: str | None = None
    page: int | None = 1
    order: str = "name"
    text: str

print("aiogram", version("aiogram"))
seen = []
for given in (
    Filter(text="x"),
    Filter(text="x", kind=None, page=None),
    Filter(text="", kind="", word="", order=""),
):
    packed = given.pack()
    seen.append(Filter.unpack(packed))
    print(repr(given), "->", repr(packed), "->", repr(seen[-1]))
expected = [Filter(text="x"), Filter(text="x"), Filter(text="")]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
