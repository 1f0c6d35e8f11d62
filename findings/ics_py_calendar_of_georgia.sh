#!/usr/bin/env bash
# ics.py says that a calendar which it has read is Georgian.
#
# People would guess: a file that is read and written again says the same; and a calendar without
# CALSCALE is Gregorian (RFC 5545, 3.7.1), the only scale that the RFC knows.
# What happens: what has no CALSCALE is written with CALSCALE:GEORGIAN, a scale that there is not.
# A new calendar has none, so that tests of one's own files do not show it; those that are read to
# add an event have it. Programs that look at the property may refuse the file: "GREGORIAN" is what
# they accept.
# Seen in: ics 0.7.3 (PyPI), ics/parsers/icalendar_parser.py; told as ics-py/ics-py#302
# (github.com/ics-py/ics-py/issues/302), where it is closed for a version 0.8.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'ics==0.7.3'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from ics import Calendar

def scale(text):
    return [line for line in text.splitlines() if line.startswith("CALSCALE")]

print("ics", version("ics"))
new = Calendar().serialize()
again = Calendar(new).serialize()
print("a new calendar:", scale(new))
print("the same, read and written:", scale(again))
raise SystemExit(0 if scale(new) == [] and scale(again) == ["CALSCALE:GEORGIAN"] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
