"""Lists of who is registered and who came, as files for organisers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.errors import UserError
from domain.ids import EventId, SessionId
from domain.people.users import Actor
from domain.programme.checkin import Attendee
from domain.programme.sessions import Event, Session
from services.files.spreadsheets import CsvTable, Table, XlsxTable
from services.people.organisers import Organisers
from services.programme.required import required_event, session_with_event

ROW_LIMIT = 100_000
"""Rows of one file: some 20 s of work and far from the 50 MB that a bot may send."""

WIDTHS = {
    "session": 40, "starts": 32, "name": 28, "username": 18, "id": 14, "region": 24, "cluster": 28,
    "organisation": 28, "position": 20, "state": 16, "registered": 32, "came": 32,
}  # fmt: skip
"""Widths of the columns of an xlsx, in characters."""

COLUMNS = tuple(WIDTHS)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListWording:
    """What stands in the file beside the data, in the reader's language."""

    header: Sequence[str]
    """Names of the columns, as many as COLUMNS."""
    going: str
    waiting: str
    sheet: str
    delimiter: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendeeList:
    title: str
    content: bytes
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendeeLists:
    store: Store
    organisers: Organisers
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One file at a time, so that the memory of one is the memory of all."""

    async def begin(self, actor: Actor) -> None:
        """Before a file is made, which takes a while."""
        await self.organisers.check(actor)

    async def of_session(
        self, actor: Actor, session_id: SessionId, words: ListWording, *, is_xlsx: bool
    ) -> AttendeeList:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event, session = await session_with_event(tx, session_id)
        return await self._list(actor, event, [session], session.title, words, is_xlsx=is_xlsx)

    async def of_event(
        self, actor: Actor, event_id: EventId, words: ListWording, *, is_xlsx: bool
    ) -> AttendeeList:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event = await required_event(tx, event_id)
            sessions = await tx.programme.sessions(event_id)
        return await self._list(actor, event, sessions, event.title, words, is_xlsx=is_xlsx)

    async def _list(
        self,
        actor: Actor,
        event: Event,
        sessions: Sequence[Session],
        title: str,
        words: ListWording,
        *,
        is_xlsx: bool,
    ) -> AttendeeList:
        """The export is in the audit log before its content is returned."""
        content, rows = await self._file(event, sessions, words, is_xlsx=is_xlsx)
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            kind = "xlsx" if is_xlsx else "csv"
            await self.organisers.record(
                tx, actor, "list-exported", title=title, rows=rows, kind=kind
            )
        return AttendeeList(title=title, content=content, rows=rows)

    async def _file(
        self, event: Event, sessions: Sequence[Session], words: ListWording, *, is_xlsx: bool
    ) -> tuple[bytes, int]:
        """Content and rows. Raises UserError for more than ROW_LIMIT people."""
        async with self._turn, self.store.read() as tx:
            counts = await tx.registrations.counts([one.id for one in sessions])
            if sum(map(sum, counts.values())) > ROW_LIMIT:
                raise UserError("list-too-long", limit=ROW_LIMIT)
            table = await asyncio.to_thread(_table, words, is_xlsx=is_xlsx)
            rows = 0
            for session in sessions:
                if session.id not in counts:
                    continue
                async for batch in tx.checkin.all(session.id):
                    rows += len(batch)
                    await asyncio.to_thread(_add, table, event, session, batch, words)
            return await asyncio.to_thread(table.finish), rows


def _table(words: ListWording, *, is_xlsx: bool) -> Table:
    table = (
        XlsxTable(words.sheet, widths=list(WIDTHS.values()))
        if is_xlsx
        else CsvTable(words.delimiter)
    )
    table.add([words.header])
    return table


def _add(
    table: Table, event: Event, session: Session, batch: Sequence[Attendee], words: ListWording
) -> None:
    zone = ZoneInfo(event.tz)
    starts = _stamp(session.starts_at, zone)
    table.add([_row(session, starts, one, zone, words) for one in batch])


def _row(
    session: Session, starts: str, one: Attendee, zone: ZoneInfo, words: ListWording
) -> list[str]:
    return [
        session.title,
        starts,
        one.guest.name,
        one.guest.username,
        str(one.guest.id),
        one.region,
        one.cluster,
        one.organisation,
        one.position,
        words.waiting if one.is_waiting else words.going,
        _stamp(one.registered_at, zone),
        _stamp(one.attended_at, zone) if one.attended_at else "",
    ]


def _stamp(moment: datetime, zone: ZoneInfo) -> str:
    """The moment on the clock that hangs in the hall, and which one that is; sorts as text."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"
