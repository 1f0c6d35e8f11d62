#!/usr/bin/env bash
# dateparser reads "в 10 часов", at ten o'clock, as ten hours ago.
#
# People would guess: an hour of the day, as for "в 10:00", or nothing.
# What happens: "10 часов" counts as a length of time, and a length without a direction lies in the
# past, whatever the preposition. Behind a date the hour becomes part of it: "2 сентября в 15 часов"
# is the second of September of 2015, and "завтра в 10" tomorrow at the present minute. What people
# write as the time of an event is read as another hour or year, and no error tells.
# Seen in: dateparser 1.5.0 (PyPI), dateparser/freshness_date_parser.py and the words of
# dateparser/data/date_translation_data/ru.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'dateparser==1.5.0'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime
from importlib.metadata import version
import dateparser

print("dateparser", version("dateparser"))
now = datetime(2026, 9, 1, 12)
seen = []
for text in ("в 10:00", "в 10 часов", "через 10 часов", "2 сентября в 15 часов", "завтра в 10"):
    found = dateparser.parse(text, languages=["ru"], settings={"RELATIVE_BASE": now})
    seen.append(f"{found:%Y-%m-%d %H:%M}")
    print(f"{text}, said on {now:%Y-%m-%d %H:%M}: {seen[-1]}")
expected = [
    "2026-09-01 10:00", "2026-09-01 02:00", "2026-09-01 22:00", "2015-09-02 00:00",
    "2026-09-02 12:00",
]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
