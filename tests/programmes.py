"""An event with sessions and the people who go there, for tests of what hangs on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from db.unit_of_work import Store
from domain.ids import EventId, SessionId, UserId
from domain.programme.sessions import Event, Session
from tests.clocks import START

EVENT = Event(id=EventId("expert"), title="Экспертная сессия", tz="Europe/Moscow", venue="Экспо")
SESSION = Session(
    id=SessionId("a"),
    event_id=EVENT.id,
    uid="a",
    title="Робототехника",
    starts_at=START + timedelta(days=2),
    ends_at=START + timedelta(days=2, hours=1),
    room="Зал 3",
)


def session_at(starts_at: datetime, name: str = "a", *, is_cancelled: bool = False) -> Session:
    return replace(
        SESSION,
        id=SessionId(name),
        uid=name,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        is_cancelled=is_cancelled,
    )


async def add_sessions(store: Store, *added: Session, event: Event = EVENT) -> None:
    async with store.write() as tx:
        await tx.programme.save_event(event)
        await tx.programme.save_sessions(added)


async def register(
    store: Store,
    *people: int,
    session: str = "a",
    at: datetime = START,
    is_waiting: bool = False,
    bits: int | None = None,
) -> None:
    async with store.write() as tx:
        for person in people:
            user_id, session_id = UserId(person), SessionId(session)
            await tx.registrations.register(user_id, session_id, at, is_waiting=is_waiting)
            await tx.lead_times.set_session_reminders(user_id, session_id, bits)
