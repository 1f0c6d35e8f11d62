"""Entries of a calendar as icalendar and recurring-ical-events see them, in .venv-interop:

python entries.py FROM UNTIL < calendar   (moments as ISO 8601)

prints what entries.mjs prints.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import icalendar
import recurring_ical_events


def shown(event: Any) -> dict[str, str | None]:
    start, end = (event[name].dt.astimezone(UTC).isoformat() for name in ("DTSTART", "DTEND"))
    return {"uid": str(event["UID"]), "title": str(event["SUMMARY"]), "starts": start,
            "ends": end, "status": event.get("STATUS"), "place": event.get("LOCATION"),
            "text": event.get("DESCRIPTION")}  # fmt: skip


def main() -> None:
    since, until = (datetime.fromisoformat(text) for text in sys.argv[1:3])
    calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    found = recurring_ical_events.of(calendar).between(since, until)
    json.dump([shown(event) for event in found], sys.stdout)


if __name__ == "__main__":
    main()
