#!/usr/bin/env bash
# vobject writes the second of two time zones as the first where their abbreviations are alike.
#
# People would guess: an event keeps its zone. A ZoneInfo says its name, Asia/Shanghai, and TZID is
# meant for it.
# What happens: the TZID is the abbreviation that the zone uses in January, and zones are kept by it
# for the life of the process. Shanghai and Chicago are both CST: ten in the morning in Chicago is
# written as ten in the morning in Shanghai, 13 hours away, under one VTIMEZONE. A server that writes
# many people's calendars changes one by what it wrote for another. Zones of one abbreviation and one
# offset (Moscow and Kirov, both MSK) hide it.
# Seen in: vobject 0.9.9 (PyPI), `pickTzid` and `registerTzinfo` in vobject/icalendar.py; reported
# as py-vobject/vobject#117 (github.com/py-vobject/vobject/issues/117), mended after that release.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'vobject==0.9.9' 'tzdata==2026.6'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo
import vobject

print("vobject", version("vobject"))
calendar = vobject.iCalendar()
meant = []
for number, name in enumerate(("Asia/Shanghai", "America/Chicago")):
    event = calendar.add("vevent")
    event.add("uid").value = f"{number}@example.com"
    event.add("dtstart").value = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo(name))
    meant.append(event.dtstart.value.astimezone(timezone.utc))
text = calendar.serialize()
read = [
    event.dtstart.value.astimezone(timezone.utc) for event in vobject.readOne(text).vevent_list
]
print([line for line in text.splitlines() if line.startswith(("TZID", "DTSTART;"))])
for was, became in zip(meant, read):
    print(f"{was:%d.%m %H:%M} UTC is read as {became:%d.%m %H:%M}")
hours = [(was - became).total_seconds() / 3600 for was, became in zip(meant, read)]
raise SystemExit(0 if hours == [0, 13] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"
