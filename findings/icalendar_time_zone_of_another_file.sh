#!/usr/bin/env bash
# icalendar reads the times of one calendar by the time zone of a calendar read before it.
#
# People would guess: a VTIMEZONE is part of its calendar (RFC 5545, 3.6.5), so two files that both
# call a zone "Campus", one at +03:00 and one at +07:00, each keep their own offset.
# What happens: the zone of the file that a process reads first is kept under its name for the life
# of the process, and later files with that name get it: their events are hours away from the truth,
# without a warning. A server that reads files of many people meets it by chance, and cannot repeat
# it with the file alone.
# Seen in: icalendar 7.3.2 (PyPI), `Calendar.from_ical`; the cache is `icalendar.timezone.tzp`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'icalendar==7.3.2'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from icalendar import Calendar

def calendar(offset):
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
        "BEGIN:VTIMEZONE", "TZID:Campus",
        "BEGIN:STANDARD", "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Campus:20260102T100000", "END:VEVENT", "END:VCALENDAR", "",
    ])

def start(offset):
    return Calendar.from_ical(calendar(offset)).walk("VEVENT")[0].decoded("DTSTART")

print("icalendar", version("icalendar"))
first, second = start("+0300"), start("+0700")
print("the file at +03:00 starts at", first.isoformat())
print("the file at +07:00 starts at", second.isoformat())
raise SystemExit(0 if second.isoformat() == "2026-01-02T10:00:00+03:00" else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
