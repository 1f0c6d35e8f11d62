from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sandbox.programme import write_programme


def test_programme_is_dated_from_the_start_of_the_demo(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "uid,title,day,start,minutes,room,track,speakers,capacity,abstract\n"
        "z,Уже идёт,0,-25,28,,,,,\na,Сейчас,0,+12,40,,,,,\nb,Завтра,1,10:00,90,,,,,\n",
        "utf-8",
    )
    now = datetime(2026, 11, 23, 23, 55, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    write_programme(source, target, now)

    with target.open(encoding="utf-8", newline="") as lines:
        found = [(row["uid"], row["starts_at"], row["ends_at"]) for row in csv.DictReader(lines)]
    assert found == [
        ("z", "2026-11-23T23:30:00+03:00", "2026-11-23T23:58:00+03:00"),
        ("a", "2026-11-24T00:07:00+03:00", "2026-11-24T00:47:00+03:00"),
        ("b", "2026-11-24T10:00:00+03:00", "2026-11-24T11:30:00+03:00"),
    ]
