"""The demo's programme, dated from the moment at which the demo begins."""

from __future__ import annotations

import csv
from datetime import datetime, time, timedelta
from pathlib import Path

COLUMNS = (
    "uid",
    "title",
    "starts_at",
    "ends_at",
    "room",
    "track",
    "speakers",
    "capacity",
    "abstract",
)


def write_programme(source: Path, target: Path, now: datetime) -> None:
    """`source` has days from now on, and clocks (10:00) or minutes from now (+12, -25).

    `now` is aware, in the zone of the event. The first session begins so soon that its reminder
    of ten minutes comes while a visitor looks on.
    """
    with source.open(encoding="utf-8", newline="") as lines:
        rows = [_dated(row, now) for row in csv.DictReader(lines)]
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _dated(row: dict[str, str], now: datetime) -> dict[str, str]:
    starts_at = _moment(row["start"], now + timedelta(days=int(row["day"])))
    ends_at = starts_at + timedelta(minutes=int(row["minutes"]))
    kept = {name: row[name] for name in COLUMNS if name in row}
    return {**kept, "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}


def _moment(text: str, day: datetime) -> datetime:
    if text.startswith(("+", "-")):
        return day.replace(second=0, microsecond=0) + timedelta(minutes=int(text))
    return datetime.combine(day.date(), time.fromisoformat(text), day.tzinfo)
