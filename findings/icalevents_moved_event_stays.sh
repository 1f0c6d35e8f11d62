#!/usr/bin/env bash
# icalevents reports a moved event on the day from which it was moved.
#
# People would guess: a VEVENT with RECURRENCE-ID takes the place of that occurrence of its series
# (RFC 5545, 3.8.4.4), and of a lesson that was moved from 2 to 20 September nothing is left on the
# 2nd.
# What happens: the occurrence is left out only if its new time lies within the days that were
# asked for. Whoever asks for a week, as reminders and lists of the next days do, gets the lesson
# at its old time, when it was moved out of that week. Asked for the whole month the same file is
# read right, so that it looks well in a test.
# Seen in: icalevents 0.3.1 (PyPI), the end of `parse_events` in icalevents/icalparser.py: it looks
# for the replacement in what was found within the days.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'icalevents==0.3.1'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime
from importlib.metadata import version
from icalevents.icalevents import events

FILE = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
    "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z", "SUMMARY:lesson",
    "DTSTART:20260901T070000Z", "DTEND:20260901T080000Z", "RRULE:FREQ=DAILY;COUNT=3", "END:VEVENT",
    "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z", "SUMMARY:lesson, moved",
    "RECURRENCE-ID:20260902T070000Z",
    "DTSTART:20260920T120000Z", "DTEND:20260920T130000Z", "END:VEVENT", "END:VCALENDAR", "",
])

def days(end):
    found = events(string_content=FILE.encode(), start=datetime(2026, 9, 1), end=end)
    return sorted((event.start.day, event.summary) for event in found)

print("icalevents", version("icalevents"))
week, month = days(datetime(2026, 9, 8)), days(datetime(2026, 10, 1))
print("1 to 8 September:", week)
print("the whole month:", month)
right = [(1, "lesson"), (3, "lesson"), (20, "lesson, moved")]
raise SystemExit(0 if (2, "lesson") in week and month == right else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
