"""What people take from a programme: its changes, the whole of it as a file; and late taps."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
import sqlalchemy as sa

from db.tables import sessions
from sandbox.client import UserClient
from services.programme.files.diff import change_of
from tests.handlers.conftest import Stage
from tests.handlers.programme.test_sessions import (
    CANCELLED,
    EVENT,
    NUCLEAR,
    PLENARY,
    WELDING,
)


@pytest.fixture
async def programme(stage: Stage) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, WELDING, NUCLEAR, CANCELLED])


async def edit(stage: Stage, number: int) -> None:
    """Room after room, each change of its own."""
    async with stage.app.store.write() as tx:
        old = await tx.programme.session(PLENARY.id)
        assert old is not None
        change = change_of(old, replace(old, room=f"Зал <{number}>"))
        assert change is not None
        await stage.app.programme.schedules.revisions.save(tx, EVENT.id, [change])
    stage.clock.advance(minutes=1)


@pytest.mark.slow
async def test_changes_are_listed_newest_first_in_pages(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/program")
    await student.click("⋯ Ещё")
    await student.click("Изменения")
    none = student.last.text
    for number in range(1, 8):
        await edit(stage, number)
    await student.send("/program")
    await student.click("⋯ Ещё")
    await student.click("Изменения")
    first = student.last.text
    await student.click("Дальше ›")

    assert none.endswith("Программа пока не менялась.")
    assert first.splitlines()[:6] == [
        "Изменения: Экспертная сессия",
        "Время: Москва, UTC+3",
        "",
        "23 ноября, 12:06",
        "Пленарное заседание",
        "📍 Зал: Зал <6> → Зал <7>",
    ]
    assert "📍 Зал: Зал 1 → Зал <1>" in student.last.text


@pytest.mark.parametrize(
    ("button", "kind", "silent"),
    [
        ("Для календаря", "ics", {"capacity"}),
        ("schedule.xml", "xml", {"capacity"}),
        ("schedule.json", "json", {"capacity"}),
    ],
)
async def test_whole_programme_as_a_file_is_read_back_without_a_change(
    programme: None, stage: Stage, student: UserClient, button: str, kind: str, silent: set[str]
) -> None:
    await student.send("/program")
    await student.click("⋯ Ещё")
    await student.click("Скачать")
    await student.click(button)
    document = student.last.raw["document"]
    content = await stage.app.bot.download(document["file_id"], destination=BytesIO())
    assert content is not None
    report = await stage.app.programme.schedules.import_file(
        EVENT, document["file_name"], content.read(), dry_run=True
    )

    assert document["file_name"] == f"expert.{kind}"
    assert report.parsed.problems == ()
    assert (report.diff.added, report.diff.changes, report.diff.missing) == ((), (), ())
    assert report.parsed.silent == silent


async def test_papers_in_english(programme: None, stage: Stage) -> None:
    guest = stage.person("Kim", language="en")
    await edit(stage, 1)
    await guest.send("/program")
    await guest.click("⋯ More")
    await guest.click("Changes")
    changes = guest.last.text
    await guest.send("/program")
    await guest.click("⋯ More")
    await guest.click("Download")
    await guest.click("For a calendar")

    assert "📍 Room: Зал 1 → Зал <1>" in changes
    assert "the whole programme is in your calendar" in guest.last.caption


async def test_session_cancelled_before_the_tap_is_said_so(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(PLENARY, is_cancelled=True, sequence=1)])
    await student.click("Участвую")

    assert (student.toast, student.alert) == ("Эта сессия отменена.", True)
    async with stage.app.store.read() as tx:
        assert await tx.registrations.counts([PLENARY.id]) == {}


async def test_session_deleted_before_the_tap_is_said_so(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    async with stage.app.database.write() as connection:
        await connection.execute(sa.delete(sessions).where(sessions.c.id == "plenary"))
    await student.click("Участвую")

    assert student.toast == "Этой сессии больше нет в программе. Вот свежее меню."
    assert student.last.text.startswith("Главное меню.")
