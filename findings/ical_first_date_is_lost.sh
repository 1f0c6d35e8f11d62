#!/usr/bin/env bash
# The package ical leaves out an event's own date where RDATE names more of them.
#
# People would guess: DTSTART is the first of the dates, RDATE adds to it: so RFC 5545, 3.8.5.2, has
# it, and so the package does where there is an RRULE as well.
# What happens: without an RRULE the dates are those of RDATE alone. A course on the 1st, the 3rd and
# the 5th, written as a start and two dates, begins on the 3rd, and whoever comes by the calendar
# misses the first lesson. recurring-ical-events, run beside it, names all three.
# Seen in: ical 14.3.1 (PyPI), `RulesetIterable` in ical/iter.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install \
    'ical==14.3.1' 'icalendar==7.3.2' 'recurring-ical-events==3.8.2' 'tzdata==2026.6'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

def calendar(*lines):
    return "\r\n".join((
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT",
        "UID:1@example.com", "DTSTAMP:20260101T000000Z", "SUMMARY:Course",
        "DTSTART:20260901T100000Z", *lines, "END:VEVENT", "END:VCALENDAR", "",
    ))

print("ical", version("ical"))
seen = []
for lines in (
    ["RDATE:20260903T100000Z,20260905T100000Z"],
    ["RRULE:FREQ=DAILY;COUNT=2", "RDATE:20260905T100000Z"],
):
    text = calendar(*lines)
    found = [event.dtstart.day for event in IcsCalendarStream.calendar_from_ics(text).timeline]
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).all()
    seen.append((found, [event["DTSTART"].dt.day for event in events]))
    print("1 September,", *lines, "is on", found, "and by the other on", seen[-1][1])
raise SystemExit(0 if seen == [([3, 5], [1, 3, 5]), ([1, 2, 5], [1, 2, 5])] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
