#!/usr/bin/env bash
# dateparser reads a day and a month with a dot between them as a time of day.
#
# People would guess: "12.10" in Russian is the twelfth of October, as "12.10.2026" is, for
# `languages=["ru"]` says in which order and with which signs dates are written.
# What happens: "12.10" is ten past twelve today, and "01.09" nine past one on the first of this
# month: two numbers joined by a dot have counted as hours and minutes since 1.0.
# `PREFER_DATES_FROM="future"` does not help, and a bot that asks for a day books today. "25.12"
# can be no time and comes back as the date, so that a trial with it passes.
# Seen in: dateparser 1.5.0 (PyPI); open as dateparser#829 and #1029
# (github.com/scrapinghub/dateparser/issues/829).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'dateparser==1.5.0'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime
from importlib.metadata import version
import dateparser

NOW = datetime(2026, 11, 30, 12, 0)
SETTINGS = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}

def read(text):
    return dateparser.parse(text, languages=["ru"], settings=SETTINGS)

print("dateparser", version("dateparser"), "at", NOW)
seen = {text: read(text) for text in ("12.10.2027", "12.10", "01.09", "25.12")}
for text, moment in seen.items():
    print(f"{text!r}: {moment}")
expected = {
    "12.10.2027": datetime(2027, 10, 12),
    "12.10": datetime(2026, 11, 30, 12, 10),
    "01.09": datetime(2026, 11, 1, 1, 9),
    "25.12": datetime(2026, 12, 25),
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
