"""What programs of other people write or read, as the product reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from domain.ids import EventId
from domain.programme.sessions import Event, Session
from services.programme.files import EventDetails, event_details, read_schedule
from services.programme.files.series import base_uid
from tests.interop.conftest import HERE, Entry, run

pytestmark = pytest.mark.slow  # programs of other people, each a process

FORUM = Event(id=EventId("forum"), title="Форум", tz="Asia/Yekaterinburg")
FILES = HERE / "files"


def sessions_in(name: str, data: bytes, event: Event = FORUM) -> list[Session]:
    parsed = read_schedule(name, data, event)
    assert (parsed.problems, parsed.notes) == ((), ())
    return list(parsed.sessions)


def test_occurrences_are_those_of_other_readers(entries: Callable[[bytes], list[Entry]]) -> None:
    """Weekly over the end of summer time with a date left out and one moved, the last Friday of
    a month, every other day.
    """
    data = (FILES / "calendar.ics").read_bytes()
    ours = [
        (one.starts_at, one.ends_at, one.title, base_uid(one.uid))
        for one in sessions_in("calendar.ics", data)
    ]

    assert len(ours) == 21
    assert sorted(ours) == [
        (one.starts_at, one.ends_at, one.title, one.uid) for one in entries(data)
    ]


@pytest.mark.parametrize("name", ["pretalx.xml", "pretalx.json"])
def test_schedule_of_pretalx_is_read(name: str) -> None:
    data = (FILES / name).read_bytes()
    opening, night = sessions_in(name, data)

    assert event_details(name, data) == EventDetails(
        title="Форум & ярмарка", tz="Asia/Yekaterinburg"
    )
    assert opening == replace(
        opening,
        uid="0b0a3f0e-9f43-5f0e-8d54-6a3a3a1b2c01",
        title="Открытие <форума>",
        starts_at=datetime.fromisoformat("2026-12-01T09:30:00+05:00"),
        ends_at=datetime.fromisoformat("2026-12-01T10:45:00+05:00"),
        abstract="Коротко.\n\nПодробно:\n\n- раз\n- два",
        speakers=("Модератор", "Эксперт & партнёр"),
        room="Зал 1",
        track="Главное",
        url="https://pretalx.example.org/forum/talk/ABC123/",
    )
    assert (night.starts_at.isoformat(), night.ends_at.isoformat(), night.room) == (
        "2026-12-01T19:30:00+00:00",
        "2026-12-02T21:30:00+00:00",
        "Двор",
    )


def test_workbook_of_openpyxl_is_read(python: Path, tmp_path: Path) -> None:
    book = tmp_path / "programme.xlsx"
    rows = [
        ["Программа форума", "", "", "", ""],
        ["Название", "Начало", "Конец", "Зал", "Мест"],
        ["Открытие", "2026-12-01T09:30:00", "2026-12-01T10:45:00", "Зал 1", 40],
    ]
    script = [str(python), str(HERE / "readers" / "workbook.py")]
    run([*script, "write", str(book)], json.dumps(rows).encode())
    [opening] = sessions_in("programme.xlsx", book.read_bytes())

    assert (opening.title, opening.room, opening.capacity) == ("Открытие", "Зал 1", 40)
    assert opening.starts_at == datetime.fromisoformat("2026-12-01T09:30:00+05:00")
    assert opening.ends_at == datetime.fromisoformat("2026-12-01T10:45:00+05:00")
