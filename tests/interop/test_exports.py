"""What the product writes, as programs of other people read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.programme.sessions import Session, location
from services.files.ics import CalendarWording, calendar
from services.files.spreadsheets import XlsxTable
from tests.interop.conftest import HERE, Entry, run
from tests.programmes import EVENT, SESSION

pytestmark = pytest.mark.slow  # programs of other people, each a process

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDING = CalendarWording(bot="profkompas_bot", cancelled="Отменено:")

PLENARY = replace(
    SESSION,
    # node-ical 0.25 reads an escaped backslash before an n as a line break, so there is none here.
    title="Открытие: «слово»; запятая \\ черта " + "с очень длинным названием " * 5 + "👩‍🏭",
    abstract="Раз\n\nДва & три; четыре, пять\\шесть",
    room="Зал 1; левый, у входа",
    speakers=("Модератор, ведущий", "Эксперт; второй"),
    track="Связь, ИТ",
    url="https://example.org/a?b=1,2;c&d",
)
OFF = replace(PLENARY, uid="строка/20261201T080000Z", is_cancelled=True, room="", sequence=3)
NIGHT = replace(PLENARY, uid="a@b.org", ends_at=SESSION.starts_at + timedelta(hours=30))
SESSIONS = [PLENARY, OFF, NIGHT]


def expected(session: Session) -> Entry:
    title = " ".join(session.title.split())
    return Entry(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=f"Отменено: {title}" if session.is_cancelled else title,
        uid=f"{session.uid}@expert.profkompas_bot",
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
        place=location(EVENT, session.room),
    )


def test_calendar_is_read_as_it_was_meant(entries: Callable[[bytes], list[Entry]]) -> None:
    data = calendar(EVENT, SESSIONS, name="Экспертная сессия", wording=WORDING, now=NOW)

    assert entries(data) == sorted(map(expected, SESSIONS))


def test_workbook_is_text_under_a_header_that_stays(python: Path, tmp_path: Path) -> None:
    book = XlsxTable("Люди", widths=[20, 30])
    book.add([["Имя", "Телефон"], ["=1+1", "+7 900"], ["#N/A", "Ия"]])
    (tmp_path / "list.xlsx").write_bytes(book.finish())
    script = [str(python), str(HERE / "readers" / "workbook.py")]

    assert json.loads(run([*script, "read", str(tmp_path / "list.xlsx")])) == {
        "rows": [["Имя", "Телефон"], ["'=1+1", "'+7 900"], ["#N/A", "Ия"]],
        "types": ["s"],
        "frozen": "A2",
        "orientation": "landscape",
        "widths": {"A": 20, "B": 30},
    }
