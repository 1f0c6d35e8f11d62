"""Schedule files that will not do: a clear reason with its line or field, and nothing changed."""

from __future__ import annotations

import json
import time
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store
from domain.errors import ImportFileError
from domain.ids import EventId, SessionId
from domain.people.users import Language
from domain.programme.sessions import Event, Session
from services.programme.imports import ScheduleImports
from services.programme.revisions import Revisions
from tests.clocks import START, ManualClock
from tests.programmes import add_sessions, session_at
from ui.translator import translator

MOSCOW = ZoneInfo("Europe/Moscow")

EVENT = Event(id=EventId("expert"), title="Сессия", tz="Europe/Berlin")
GOOD = "SUMMARY:Открытие\r\nDTSTART:20261201T100000\r\nDTEND:20261201T110000"


def ics(*entries: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def csv(*rows: str) -> bytes:
    return "\n".join(
        ["uid,title,start,end", "a,Было,2026-12-01T10:00,2026-12-01T11:00", *rows]
    ).encode()


def frab(**talk: str) -> bytes:
    whole = {"guid": "b", "title": "Ночь", "duration": "01:00", **talk}
    day = {"date": "2026-12-01", "rooms": {"Зал": [whole]}}
    return json.dumps({"schedule": {"conference": {"title": "x", "days": [day]}}}).encode()


# First a row that is good, and would change what is stored.
FIRST = f"UID:a\r\n{GOOD}"

BAD_ROWS = {
    "end before start": (
        "x.ics",
        ics(FIRST, "UID:b\r\nSUMMARY:x\r\nDTSTART:20261201T100000\r\nDTEND:20261201T090000"),
        ("line 9", "DTEND"),
    ),
    "end before start in a table": (
        "x.csv",
        csv("b,Наоборот,2026-12-01T13:00,2026-12-01T12:00"),
        ("line 3", "end"),
    ),
    "zone unknown": (
        "x.ics",
        ics(
            FIRST, "UID:b\r\nSUMMARY:x\r\nDTSTART;TZID=Mars/Base:20261201T100000\r\nDURATION:PT1H"
        ),
        ("line 9", "DTSTART", "Mars/Base"),
    ),
    "time that does not exist": (
        "x.ics",
        ics(FIRST, "UID:b\r\nSUMMARY:x\r\nDTSTART:20260329T023000\r\nDURATION:PT1H"),
        ("line 9", "DTSTART", "2026-03-29 02:30"),
    ),
    "time that comes twice": (
        "x.csv",
        csv("b,Ночь,2026-10-25T02:30,2026-10-25T04:00"),
        ("line 3", "start", "2026-10-25 02:30"),
    ),
    "time that does not exist in frab": (
        "x.json",
        frab(date="2026-03-29T02:30:00"),
        ("line 1", "date", "2026-03-29 02:30"),
    ),
    "recurrence by the hour": (
        "x.ics",
        ics(FIRST, f"UID:b\r\n{GOOD}\r\nRRULE:FREQ=HOURLY;COUNT=3"),
        ("line 9", "RRULE"),
    ),
    "recurrence of a hundred thousand": (
        "x.ics",
        ics(FIRST, f"UID:b\r\n{GOOD}\r\nRRULE:FREQ=DAILY;COUNT=100000"),
        ("line 9", "RRULE"),
    ),
    "duplicate UIDs": (
        "x.ics",
        ics(FIRST, f"UID:b\r\n{GOOD}", f"UID:b\r\n{GOOD}"),
        ("line 15", "UID", "9"),
    ),
}


@pytest.fixture
def imports(store: Store) -> ScheduleImports:
    clock = ManualClock()
    revisions = Revisions(store=store, clock=clock, default_zone=MOSCOW)
    return ScheduleImports(store=store, clock=clock, revisions=revisions)


async def stored(store: Store) -> tuple[Event | None, list[Session], int]:
    async with store.read() as tx:
        event = await tx.programme.event(EVENT.id)
        return event, await tx.programme.sessions(EVENT.id), await tx.outbox.queue_length()


@pytest.mark.parametrize("case", BAD_ROWS)
async def test_bad_row_is_named_and_nothing_is_half_applied(
    store: Store, imports: ScheduleImports, case: str
) -> None:
    name, data, expected = BAD_ROWS[case]
    await add_sessions(store, session_at(START, "a"), session_at(START, "z"))
    before = await stored(store)
    report = await imports.import_file(EVENT, name, data)

    [problem] = report.parsed.problems
    for language in Language:
        t = translator(language)
        reason = t.plain(problem.key, **problem.params)
        said = f"line {problem.line} {problem.column}: {reason}"
        assert [part for part in expected if part not in said] == []
    assert not report.is_applied
    assert await stored(store) == before


@pytest.mark.slow
async def test_calendar_of_a_hundred_thousand_events_is_refused_at_once(
    store: Store, imports: ScheduleImports
) -> None:
    await add_sessions(store, session_at(START, "a"))
    before = await stored(store)
    data = ics(*(f"UID:{n}\r\n{GOOD}" for n in range(100_000)))
    began = time.process_time()
    with pytest.raises(ImportFileError) as refused:
        await imports.import_file(EVENT, "x.ics", data)

    assert time.process_time() - began < 1
    for language in Language:
        said = translator(language).plain(refused.value.key, **refused.value.params)
        assert "5" in said
    assert await stored(store) == before


async def test_file_for_the_same_event_in_another_zone_moves_nothing_by_itself(
    store: Store, imports: ScheduleImports
) -> None:
    """The zone of an event is how its hours are shown and read; instants stay instants."""
    moscow = Event(id=EVENT.id, title="Сессия", tz="Europe/Moscow")
    data = ics("UID:a\r\nSUMMARY:x\r\nDTSTART:20261201T070000Z\r\nDURATION:PT1H")
    await imports.import_file(EVENT, "x.ics", data)
    report = await imports.import_file(moscow, "x.ics", data)
    event, [session], _ = await stored(store)

    assert (event, session.id) == (moscow, SessionId("a"))
    assert (len(report.diff.unchanged), session.sequence) == (1, 0)
