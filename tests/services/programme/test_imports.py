"""Schedule files into the store: all or nothing, by UID, told as what changes."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.cli import schedule_lines
from db.engine import Database
from db.unit_of_work import Store
from domain.errors import UserError
from domain.ids import EventId
from domain.people.users import Language
from domain.programme.sessions import Event
from services.programme.files.diff import ChangeKind
from services.programme.imports import ScheduleImports
from services.programme.revisions import Revisions
from tests.clocks import ManualClock
from tests.people import add_people
from tests.programmes import register
from ui.translator import translator

MOSCOW = ZoneInfo("Europe/Moscow")

EVENT = Event(id=EventId("expert"), title="Сессия", tz="Europe/Moscow")
HEAD = "uid,title,start,end,room\n"
FIRST = HEAD + (
    "a,Открытие,2026-11-25T10:00,2026-11-25T11:00,Зал 1\n"
    "b,Сварка,2026-11-25T12:00,2026-11-25T13:00,Зал 2\n"
)
SECOND = HEAD + (
    "a,Открытие,2026-11-25T11:00,2026-11-25T12:00,Зал 1\n"
    "c,Закрытие,2026-11-25T18:00,2026-11-25T19:00,Зал 1\n"
)


@pytest.fixture
def imports(store: Store) -> ScheduleImports:
    clock = ManualClock()
    revisions = Revisions(store=store, clock=clock, default_zone=MOSCOW)
    return ScheduleImports(store=store, clock=clock, revisions=revisions)


async def titles(store: Store) -> list[str]:
    async with store.read() as tx:
        return [session.title for session in await tx.programme.sessions(EVENT.id)]


async def test_file_that_comes_again_changed_is_an_update(
    store: Store, imports: ScheduleImports
) -> None:
    first = await imports.import_file(EVENT, "p.csv", FIRST.encode())
    again = await imports.import_file(EVENT, "p.csv", FIRST.encode())
    second = await imports.import_file(EVENT, "p.csv", SECOND.encode())

    assert [one.uid for one in first.diff.added] == ["a", "b"]
    assert (again.diff.added, again.diff.changes, len(again.diff.unchanged)) == ((), (), 2)
    [moved] = second.diff.changes
    assert (moved.new.uid, moved.kinds, moved.new.sequence) == (
        "a", frozenset({ChangeKind.MOVED}), 1,
    )  # fmt: skip
    assert [one.uid for one in second.diff.missing] == ["b"]
    assert await titles(store) == ["Открытие", "Сварка", "Закрытие"]


@pytest.mark.parametrize(
    "second",
    [
        FIRST.replace("Сварка", "Сварка (отменена)"),
        FIRST.replace("Сварка", "ОТМЕНЕНО: Сварка"),
        FIRST.replace("room\n", "room,Примечание\n").replace("Зал 2\n", "Зал 2,ОТМЕНЕНО\n"),
    ],
)
async def test_file_that_comes_again_cancels_by_a_title_or_a_remark(
    imports: ScheduleImports, second: str
) -> None:
    """And the one after it, without the word, leaves off what somebody may have called off."""
    await imports.import_file(EVENT, "p.csv", FIRST.encode())
    changed = await imports.import_file(EVENT, "p.csv", second.encode())
    later = await imports.import_file(EVENT, "p.csv", FIRST.encode())

    [cancelled] = changed.diff.changes
    assert (cancelled.new.uid, cancelled.new.title) == ("b", "Сварка")
    assert (cancelled.new.is_cancelled, set(cancelled.kinds)) == (True, {ChangeKind.CANCELLED})
    assert (later.diff.added, later.diff.changes) == ((), ())


CANCEL = """BEGIN:VCALENDAR
METHOD:CANCEL
BEGIN:VEVENT
UID:{}
DTSTAMP:20261101T000000Z
DTSTART:20261125T070000Z
END:VEVENT
END:VCALENDAR
"""


async def test_cancellation_of_what_nobody_knows_stores_nothing_and_says_so(
    store: Store, imports: ScheduleImports
) -> None:
    await imports.import_file(EVENT, "p.csv", FIRST.encode())
    t = translator(Language.RU)
    unknown = await imports.import_file(EVENT, "c.ics", CANCEL.format("nobody@x").encode())
    same = await imports.import_file(EVENT, "p.csv", FIRST.encode())

    assert schedule_lines(unknown, t, dry_run=False)[-2:] == [
        "  ? nobody@x: отменять нечего, такой сессии в программе нет",
        "Записывать нечего: ничего не изменилось.",
    ]
    assert schedule_lines(same, t, dry_run=False)[-1] == "Записывать нечего: ничего не изменилось."
    assert schedule_lines(same, t, dry_run=False, is_new_event=True)[-1] == "Записано."
    known = CANCEL.format(same.diff.unchanged[0].uid).encode()
    assert (
        schedule_lines(await imports.import_file(EVENT, "c.ics", known), t, dry_run=False)[-1]
        == "Записано."
    )


async def test_dry_run_and_a_bad_row_store_nothing(store: Store, imports: ScheduleImports) -> None:
    tried = await imports.import_file(EVENT, "p.csv", FIRST.encode(), dry_run=True)
    bad = FIRST + "c,Наоборот,2026-11-25T13:00,2026-11-25T12:00,Зал\n"
    refused = await imports.import_file(EVENT, "p.csv", bad.encode())

    assert (tried.is_applied, len(tried.diff.added)) == (False, 2)
    assert [(problem.line, problem.key) for problem in refused.parsed.problems] == [
        (4, "import-session-order")
    ]
    assert await titles(store) == []


async def test_fewer_places_than_people_are_pointed_out(
    store: Store, database: Database, imports: ScheduleImports
) -> None:
    sized = FIRST.replace("room\n", "room,capacity\n").replace("Зал 1\n", "Зал 1,{}\n")
    await imports.import_file(EVENT, "p.csv", sized.format(3).encode())
    await add_people(database, [{"id": 1}, {"id": 2}])
    await register(store, 1, 2)
    report = await imports.import_file(EVENT, "p.csv", sized.format(1).encode(), dry_run=True)

    assert [(one.session.uid, one.going) for one in report.crowded] == [("a", 2)]
    assert "«Открытие»: мест 1, а записаны 2." in "\n".join(
        schedule_lines(report, translator(Language.RU), dry_run=True)
    )


async def test_missing_sessions_are_cancelled_where_that_is_wanted(
    store: Store, imports: ScheduleImports
) -> None:
    await imports.import_file(EVENT, "p.csv", FIRST.encode())
    parsed = await imports.read(EVENT, "p.csv", SECOND.encode())
    report = await imports.plan(EVENT, parsed, cancels_missing=True)
    revision_id = await imports.stage(report)
    async with store.write() as tx:
        assert await imports.publish(tx, report, revision_id)
    async with store.read() as tx:
        found = await tx.programme.sessions(EVENT.id)

    assert {one.uid for one in found if one.is_cancelled} == {"b"}


async def test_id_that_fits_no_link_is_refused(imports: ScheduleImports) -> None:
    with pytest.raises(UserError, match="import-event-id"):
        await imports.import_file(
            replace(EVENT, id=EventId("Большое событие")), "p.csv", FIRST.encode()
        )


async def test_two_events_may_use_the_same_uid(store: Store, imports: ScheduleImports) -> None:
    other = replace(EVENT, id=EventId("forum"))
    await imports.import_file(EVENT, "p.csv", FIRST.encode())
    await imports.import_file(other, "p.csv", FIRST.encode())
    again = await imports.import_file(other, "p.csv", FIRST.encode())

    assert await titles(store) == ["Открытие", "Сварка"]
    assert len(again.diff.unchanged) == 2
