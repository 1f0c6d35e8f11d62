#!/usr/bin/env bash
# icalendar's `calendar_name` shows the backslashes of the file.
#
# People would guess: the name of a calendar is text like a title, so that an escaped comma is
# read as a comma, and written as it came: RFC 7986, 5.1, makes NAME a TEXT, and
# `Calendar.description` and each SUMMARY are treated so.
# What happens: NAME and X-WR-CALNAME count as properties of an unknown type, which are passed through
# as they stand. A name with a comma is shown with a backslash, a line break in it as a backslash and
# an n; and a name that the program sets is written without escapes, which other readers undo.
# Seen in: icalendar 7.3.2 (PyPI), `calendar_name` in icalendar/cal/calendar.py, `vUnknown` in
# icalendar/prop/unknown.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'icalendar==7.3.2' 'tzdata==2026.6'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from icalendar import Calendar

print("icalendar", version("icalendar"))
text, plain = "Спорт\\, танцы\\; музыка", "Спорт, танцы; музыка"
calendar = Calendar.from_ical("\r\n".join((
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "NAME:" + text,
    "X-WR-CALNAME:" + text, "DESCRIPTION:" + text, "END:VCALENDAR", "",
)))
seen = [str(calendar.calendar_name), str(calendar.description)]
print("file:", text)
print("name:", seen[0])
print("description:", seen[1])
written = Calendar()
written.calendar_name = written.description = plain
lines = written.to_ical().decode().splitlines()
print("written:", [line for line in lines if line.startswith(("NAME", "DESC", "X-WR-CALNAME"))])
found = seen == [text, plain] and {"NAME:" + plain, "DESCRIPTION:" + text} <= set(lines)
raise SystemExit(0 if found else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
