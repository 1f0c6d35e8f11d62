#!/usr/bin/env bash
# ical tears a category at its comma and keeps the backslash.
#
# People would guess: CATEGORIES:Сварка\, наплавка,Литьё are two categories, for a comma that
# belongs to a text is written with a backslash (RFC 5545, 3.3.11). SUMMARY and LOCATION of the
# same event are read so.
# What happens: there are three, the first of which ends in a backslash, and the second begins with
# a space; written again, the backslash is doubled, so that the file tells other programs of three,
# too. icalendar writes a category with a comma in just this way, so two libraries of Python do not
# agree.
# Seen in: ical 14.3.1 (PyPI), `Event.categories`; icalendar 7.3.2 writes and reads the file right.
# The parser of node-ical (npm) does as ical does.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'ical==14.3.1' 'icalendar==7.3.2'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from icalendar import Calendar, Event
from ical.calendar_stream import IcsCalendarStream

FILE = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
    "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z",
    "DTSTART:20260901T070000Z", "DTEND:20260901T080000Z",
    "SUMMARY:Сварка\\, наплавка", "CATEGORIES:Сварка\\, наплавка,Литьё",
    "END:VEVENT", "END:VCALENDAR", "",
])
print("ical", version("ical"), "and icalendar", version("icalendar"))
other = [str(one) for one in Calendar.from_ical(FILE).walk("VEVENT")[0].categories]
calendar = IcsCalendarStream.calendar_from_ics(FILE)
seen = calendar.events[0].categories
again = IcsCalendarStream.calendar_to_ics(calendar)
print("summary:", calendar.events[0].summary)
print("icalendar reads", other)
print("ical reads", seen)
print("ical writes", [line for line in again.splitlines() if line.startswith("CATEGORIES")])
torn = seen == ["Сварка\\", " наплавка", "Литьё"]
raise SystemExit(0 if torn and other == ["Сварка, наплавка", "Литьё"] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
