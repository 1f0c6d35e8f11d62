"""An organiser at the programme office, and what it has stored."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables import audit, outbox
from domain.ids import SessionId, UserId
from domain.outgoing import Kind
from domain.programme.sessions import Session
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.test_sessions import (
    EVENT,
    NUCLEAR,
    PLENARY,
    WELDING,
)

HEAD = "uid,title,start,end,room,track,capacity\n"
SAME = (
    "plenary,Пленарное заседание,2026-11-25T10:00,2026-11-25T11:00,Зал 1,,\n"
    "welding,Сварка,2026-11-25T12:00,2026-11-25T13:00,,Машиностроение,1\n"
    "nuclear,Атом,2026-11-26T10:00,2026-11-26T11:00,,Энергетика,\n"
)
CHANGED = (
    "plenary,Открытие,2026-11-25T10:30,2026-11-25T11:30,Зал 7,,\n"
    "welding,Сварка,2026-11-25T12:00,2026-11-25T13:00,,Машиностроение,1\n"
    "party,Ужин,2026-11-25T19:00,2026-11-25T21:00,,,\n"
)


async def opened_office(stage: Stage) -> UserClient:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, WELDING, NUCLEAR])
    return await stage.organiser()


async def open_event(person: UserClient) -> None:
    await person.send("/admin")
    await person.click("🗓 Программа")
    await person.click("Экспертная сессия")


async def open_draft(person: UserClient, title: str = "Пленарное заседание") -> None:
    await open_event(person)
    await person.click(title)
    await person.click("Изменить")


async def goes(stage: Stage, *people: UserClient, to: Session = PLENARY) -> None:
    async with stage.app.store.write() as tx:
        for person in people:
            await tx.registrations.register(
                UserId(person.id), to.id, stage.clock.now(), is_waiting=False
            )


async def stored(stage: Stage, name: str = "plenary") -> Session:
    async with stage.app.store.read() as tx:
        found = await tx.programme.session(SessionId(name))
    assert found is not None
    return found


async def audited(stage: Stage) -> list[str]:
    async with stage.app.database.read() as connection:
        return list((await connection.execute(sa.select(audit.c.action))).scalars())


async def notices(stage: Stage) -> int:
    query = (
        sa.select(sa.func.count()).select_from(outbox).where(outbox.c.kind == Kind.CHANGE.value)
    )
    async with stage.app.database.read() as connection:
        return (await connection.execute(query)).scalar_one()


async def upload(person: UserClient, rows: str, name: str = "p.csv") -> None:
    await open_event(person)
    await person.click("Загрузить файл")
    await person.upload(name, (HEAD + rows).encode())
