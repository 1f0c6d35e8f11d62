"""Calendars on both engines: what is in one, and which link opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db import tables
from db.engine import Database
from db.unit_of_work import Store
from domain.errors import NotFound, UserError
from domain.ids import EventId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.programme.calendars import Calendars
from tests.clocks import START, ManualClock
from tests.people import add_people
from tests.programmes import EVENT, add_sessions, register, session_at

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = timedelta(days=1)


@pytest.fixture
def calendars(store: Store) -> Calendars:
    return Calendars(
        store=store, clock=ManualClock(), address="https://example.org", default_zone=MOSCOW
    )


def actor(number: int = 1) -> Actor:
    return Actor(
        id=UserId(number),
        name="N",
        language=Language.EN,
        zone=MOSCOW,
        home=None,
        is_owner=False,
        update_id=UpdateId(1),
    )


def token_in(address: str) -> str:
    return address.removeprefix("https://example.org/calendar/").removesuffix(".ics")


async def test_agenda_is_all_of_a_person_by_time_with_its_last_change(
    store: Store, database: Database, calendars: Calendars
) -> None:
    await add_people(database, [{"id": 1, "tz": "Asia/Omsk", "language": "ru"}, {"id": 2}])
    forum = replace(EVENT, id=EventId("forum"))
    await add_sessions(store, session_at(START + 2 * DAY), session_at(START - DAY, "past"))
    await add_sessions(
        store,
        replace(session_at(START + DAY, "forum-a", is_cancelled=True), event_id=forum.id, uid="a"),
        event=forum,
    )
    await register(store, 1)
    await register(store, 1, session="past", is_waiting=True, at=START - 2 * DAY)
    await register(store, 1, session="forum-a")
    await register(store, 2)
    async with database.write() as connection:
        change = sa.update(tables.sessions).where(tables.sessions.c.id == "a")
        await connection.execute(change.values(changed_at=START + DAY))
    shared = await calendars.shared(token_in((await calendars.feed(actor())).address))

    assert (shared.language, shared.zone.key) == (Language.RU, "Asia/Omsk")
    assert [
        (item.session.id, item.event.id, item.is_waiting, item.changed_at) for item in shared.items
    ] == [
        ("past", "expert", True, START - 2 * DAY),
        ("forum-a", "forum", False, START),
        ("a", "expert", False, START + DAY),
    ]


async def test_link_holds_until_it_is_renewed_or_revoked(
    database: Database, calendars: Calendars
) -> None:
    await add_people(database, [{"id": 1}, {"id": 2}])
    first, again = await calendars.feed(actor()), await calendars.feed(actor())
    other = await calendars.feed(actor(2))
    renewed = await calendars.renew(actor(), first.mark)
    repeated = await calendars.renew(actor(), first.mark)
    await calendars.revoke(actor())
    await calendars.revoke(actor())

    assert (first, renewed) == (again, repeated)
    assert len({first.address, renewed.address, other.address}) == 3
    for feed in (first, renewed):
        with pytest.raises(NotFound):
            await calendars.shared(token_in(feed.address))
    assert (await calendars.shared(token_in(other.address))).items == ()


async def test_what_cannot_be_served_is_said(database: Database, calendars: Calendars) -> None:
    await add_people(database, [{"id": 1}])
    unserved = replace(calendars, address="")
    with pytest.raises(UserError, match="calendar-off"):
        await unserved.feed(actor())
    with pytest.raises(UserError, match="calendar-off"):
        await unserved.renew(actor(), "")
    with pytest.raises(UserError, match="calendar-nothing"):
        await calendars.agenda(actor())
    await unserved.revoke(actor())
