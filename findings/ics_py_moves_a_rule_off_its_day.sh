#!/usr/bin/env bash
# ics.py moves the weekly lessons of Vladivostok by a day when it writes what it read.
#
# People would guess: a calendar that is read and written back is the same one. The package has no
# model of RRULE, yet keeps the line, as it does with all that it does not know.
# What happens: the start is rewritten in UTC, and the rule stays as it was. 09:00 on a Tuesday in
# Vladivostok is 23:00 on Monday in UTC, where BYDAY=TU means another night: after the first lesson
# each one is on a Wednesday, and a fourth comes since COUNT=3 does not count the first. A morning
# east of Greenwich is hit, an afternoon is not.
# Seen in: ics 0.7.3 (PyPI), `serialize_start` in ics/serializers/event_serializer.py. The calendar is
# read here by recurring-ical-events 3.8.2 and icalendar 7.3.2. (They refuse it as it is: where the
# file named no CALSCALE, the package writes "GEORGIAN" for GREGORIAN, ics-py/ics-py#302.)
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install \
    'ics==0.7.3' 'icalendar==7.3.2' 'recurring-ical-events==3.8.2' 'tzdata==2026.6'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from zoneinfo import ZoneInfo
import icalendar
import ics
import recurring_ical_events

CALENDAR = "\r\n".join((
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT",
    "UID:1@example.com", "DTSTAMP:20260101T000000Z", "DURATION:PT1H",
    "DTSTART;TZID=Asia/Vladivostok:20260901T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    "END:VEVENT", "END:VCALENDAR", "",
))

def lessons(text):
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).all()
    there = ZoneInfo("Asia/Vladivostok")
    return [f"{event['DTSTART'].dt.astimezone(there):%a %d.%m %H:%M}" for event in events]

print("ics", version("ics"))
written = ics.Calendar(CALENDAR).serialize()
print([line for line in written.splitlines() if line.startswith(("DTSTART", "RRULE", "CALSCALE"))])
found = [lessons(CALENDAR), lessons(written.replace("CALSCALE:GEORGIAN\r\n", ""))]
print("read:", found[0])
print("written:", found[1])
days = [[lesson[:3] for lesson in some] for some in found]
raise SystemExit(0 if days == [["Tue"] * 3, ["Tue", *["Wed"] * 3]] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
