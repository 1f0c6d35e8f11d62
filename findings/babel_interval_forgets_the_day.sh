#!/usr/bin/env bash
# Babel's `format_interval` writes what lasts 25 hours as one hour.
#
# People would guess: where start and end lie on different days, a skeleton of hours gets the days,
# too: UTS 35 chooses the pattern by the greatest field in which the two differ, and where a skeleton
# has none for it, both dates are written in full.
# What happens: only the fields of the skeleton are compared, so that 10:00 today to 11:00 tomorrow is
# "10:00—11:00", and 10:00 to 10:00 of the next day is "10:00", a moment. Nothing tells that a day
# is missing.
# Seen in: Babel 2.19.0 (PyPI), `format_interval` in babel/dates.py; the rule is in
# unicode.org/reports/tr35/tr35-dates.html#intervalFormats.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'babel==2.19.0'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from babel.dates import format_interval

start = datetime(2026, 9, 1, 10, tzinfo=timezone.utc)
print("Babel", version("babel"))
seen = []
for hours in (1, 25, 24):
    end = start + timedelta(hours=hours)
    seen.append(format_interval(start, end, "Hm", locale="ru"))
    print(f"{start:%d.%m %H:%M} to {end:%d.%m %H:%M}: {seen[-1]}")
raise SystemExit(0 if seen[0] == seen[1] and seen[2] == "10:00" else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
