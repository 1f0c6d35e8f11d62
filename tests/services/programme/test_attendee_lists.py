"""Lists of participants as files: every row once, harmless cells, bounds."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db import tables
from db.engine import Database
from db.programme.admission import checkin
from db.unit_of_work import Store
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import EventId, SessionId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.files.tables import read_table
from services.people.organisers import Organisers
from services.programme.admission import attendee_lists
from services.programme.admission.attendee_lists import COLUMNS, AttendeeLists, ListWording
from tests.clocks import START, ManualClock
from tests.people import AUTHOR, add_people
from tests.programmes import add_sessions, register, session_at

WORDS = ListWording(
    header=COLUMNS, going="going", waiting="waiting", sheet="People", delimiter=";"
)
EVENT, A = EventId("expert"), SessionId("a")


@pytest.fixture
def lists(store: Store) -> AttendeeLists:
    organisers = Organisers(store=store, clock=ManualClock(), owners=frozenset({AUTHOR}))
    return AttendeeLists(store=store, organisers=organisers)


def actor(user_id: int = AUTHOR) -> Actor:
    return Actor(
        id=UserId(user_id), name="Ольга", language=Language.RU, zone=ZoneInfo("UTC"),
        home=None, is_owner=True, update_id=UpdateId(1),
    )  # fmt: skip


async def three_people(database: Database, store: Store) -> None:
    """One of whom much is known, one who attacks, one who waits elsewhere."""
    await add_people(
        database,
        [
            {"id": 1, "first_name": "Ия", "username": "iya"},
            {"id": 2, "first_name": "=cmd|' /C calc'!A0", "last_name": "\x07"},
            {"id": 3, "first_name": "", "last_name": ""},
        ],
    )
    later = replace(session_at(START + timedelta(hours=3), "b"), title="@Сварка; «пайка»")
    await add_sessions(store, session_at(START), later)
    await register(store, 1, at=START)
    await register(store, 2, at=START + timedelta(seconds=1))
    await register(store, 3, session="b", is_waiting=True)
    known = {"name": "Ия Ли", "region": "Омск", "organisation": "-Колледж", "position": "мастер"}
    async with database.write() as connection:
        row = {"user_id": 1, "updated_at": START, **known}
        await connection.execute(sa.insert(tables.participants), row)
    async with store.write() as tx:
        await tx.checkin.mark(UserId(1), A, AUTHOR, START + timedelta(minutes=5))


async def test_csv_holds_everybody_with_harmless_cells(
    database: Database, store: Store, lists: AttendeeLists
) -> None:
    await three_people(database, store)
    found = await lists.of_event(actor(), EVENT, WORDS, is_xlsx=False)
    rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))

    at = "2026-11-23 12:00 (Europe/Moscow)"
    assert found.content.startswith(b"\xef\xbb\xbf")
    assert (found.title, found.rows) == ("Экспертная сессия", 3)
    assert rows == [
        list(COLUMNS),
        ["Робототехника", at, "Ия Ли", "iya", "1", "Омск", "", "'-Колледж", "мастер", "going",
         at, "2026-11-23 12:05 (Europe/Moscow)"],
        ["Робототехника", at, "'=cmd|' /C calc'!A0 ", "", "2", "", "", "", "",
         "going", at, ""],
        ["'@Сварка; «пайка»", "2026-11-23 15:00 (Europe/Moscow)", "3", "", "3", "", "", "", "",
         "waiting", at, ""],
    ]  # fmt: skip


async def test_xlsx_of_one_session_is_read_back_without_formulas(
    database: Database, store: Store, lists: AttendeeLists
) -> None:
    await three_people(database, store)
    found = await lists.of_session(actor(), A, WORDS, is_xlsx=True)
    rows = read_table("a.xlsx", found.content)

    assert [row.values["name"] for row in rows] == ["Ия Ли", "'=cmd|' /C calc'!A0"]
    assert [row.values["id"] for row in rows] == ["1", "2"]


async def test_export_is_logged_and_for_organisers_only(
    database: Database, store: Store, lists: AttendeeLists
) -> None:
    await three_people(database, store)
    await lists.of_session(actor(), A, WORDS, is_xlsx=False)
    with pytest.raises(Forbidden):
        await lists.of_event(actor(2), EVENT, WORDS, is_xlsx=False)
    with pytest.raises(NotFound):
        await lists.of_session(actor(), SessionId("gone"), WORDS, is_xlsx=False)
    async with store.read() as tx:
        log = await tx.organisers.log(0, 10)

    assert [(entry.action, entry.details) for entry in log] == [
        ("list-exported", {"title": "Робототехника", "rows": 2, "kind": "csv"})
    ]


async def test_batches_hold_each_person_once_in_order(
    database: Database, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkin, "BATCH", 3)
    people = list(range(1, 12))
    await add_people(database, [{"id": n} for n in people])
    await add_sessions(store, session_at(START))
    await register(store, *people[:6], at=START)
    await register(store, *people[6:9], at=START - timedelta(hours=1))
    await register(store, *people[9:], at=START - timedelta(hours=2), is_waiting=True)
    async with store.read() as tx:
        batches = [[one.guest.id for one in part] async for part in tx.checkin.all(A)]

    assert batches == [[7, 8, 9], [1, 2, 3], [4, 5, 6], [10, 11]]


async def test_list_over_the_limit_is_refused(
    database: Database, store: Store, lists: AttendeeLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendee_lists, "ROW_LIMIT", 1)
    await three_people(database, store)
    with pytest.raises(UserError) as refused:
        await lists.of_event(actor(), EVENT, WORDS, is_xlsx=True)

    assert (refused.value.key, refused.value.params) == ("list-too-long", {"limit": 1})
