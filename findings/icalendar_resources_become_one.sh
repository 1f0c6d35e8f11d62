#!/usr/bin/env bash
# icalendar makes one resource of two.
#
# People would guess: RESOURCES:Проектор,Доска are a projector and a board (RFC 5545, 3.8.1.10: the
# values are divided by commas), as CATEGORIES of the same event are two; and a file that is read
# and written is the same.
# What happens: the property is a single text for this library. What it writes is
# RESOURCES:Проектор\,Доска, one resource with a comma in its name, for every program that reads
# the file after it.
# Seen in: icalendar 7.3.2 (PyPI), `TypesFactory`: `categories` has a type of its own there,
# `resources` is a text.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'icalendar==7.3.2'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from icalendar import Calendar

FILE = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
    "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z", "DTSTART:20260901T070000Z",
    "CATEGORIES:Сварка,Литьё", "RESOURCES:Проектор,Доска", "END:VEVENT", "END:VCALENDAR", "",
])

def line(text, name):
    return next(one for one in text.splitlines() if one.startswith(name))

written = Calendar.from_ical(FILE).to_ical().decode()
print("icalendar", version("icalendar"))
for name in ("CATEGORIES", "RESOURCES"):
    print(line(FILE, name), "becomes", line(written, name))
kept = line(written, "CATEGORIES") == "CATEGORIES:Сварка,Литьё"
raise SystemExit(0 if kept and line(written, "RESOURCES") == "RESOURCES:Проектор\\,Доска" else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
