"""Lists of who is registered and who came, as files for organisers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from db.attendance import Attendee
from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import EventId, SessionId
from domain.programme import Event, Session
from domain.users import Actor
from services.exports.spreadsheets import CsvTable, Table, XlsxTable
from services.organisers import Organisers

ROW_LIMIT = 100_000
"""Rows of one file: some 20 s of work and far from the 50 MB that a bot may send."""

COLUMNS = (
    "session", "starts", "name", "username", "id", "region", "cluster", "organisation",
    "position", "state", "registered", "came",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What stands in the file beside the data, in the reader's language."""

    header: Sequence[str]
    """As many as COLUMNS."""
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

    async def of_session(
        self, actor: Actor, session_id: SessionId, words: Words, *, is_xlsx: bool
    ) -> AttendeeList:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            session = await tx.programme.session(session_id)
            event = await tx.programme.event(session.event_id) if session else None
        if session is None or event is None:
            raise NotFound("programme-session-gone")
        return await self._list(actor, event, [session], session.title, words, is_xlsx)

    async def of_event(
        self, actor: Actor, event_id: EventId, words: Words, *, is_xlsx: bool
    ) -> AttendeeList:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event = await tx.programme.event(event_id)
            sessions = await tx.programme.sessions(event_id)
        if event is None:
            raise NotFound("programme-event-gone")
        return await self._list(actor, event, sessions, event.title, words, is_xlsx)

    async def _list(
        self,
        actor: Actor,
        event: Event,
        sessions: Sequence[Session],
        title: str,
        words: Words,
        is_xlsx: bool,
    ) -> AttendeeList:
        """Raises UserError for more than ROW_LIMIT people. Logged before it leaves the house."""
        async with self._turn, self.store.read() as tx:
            counts = await tx.programme.counts([one.id for one in sessions])
            total = sum(going + waiting for going, waiting in counts.values())
            if total > ROW_LIMIT:
                raise UserError("list-too-long", limit=ROW_LIMIT)
            kind = "xlsx" if is_xlsx else "csv"
            table: Table = XlsxTable(words.sheet) if is_xlsx else CsvTable(words.delimiter)
            await asyncio.to_thread(table.add, [words.header])
            rows = 0
            async for part in _rows(
                tx, event, [one for one in sessions if one.id in counts], words
            ):
                rows += len(part)
                await asyncio.to_thread(table.add, part)
            content = await asyncio.to_thread(table.finish)
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await self.organisers.record(
                tx, actor, "list-exported", title=title, rows=rows, kind=kind
            )
        return AttendeeList(title=title, content=content, rows=rows)


async def _rows(
    tx: Transaction, event: Event, sessions: Sequence[Session], words: Words
) -> AsyncIterator[list[list[str]]]:
    zone = ZoneInfo(event.tz)
    for session in sessions:
        starts = _stamp(session.starts_at, zone)
        async for batch in tx.attendance.all(session.id):
            yield [_row(session, starts, one, zone, words) for one in batch]


def _row(session: Session, starts: str, one: Attendee, zone: ZoneInfo, words: Words) -> list[str]:
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
    """On the clock that hangs in the hall, and which one that is; sorts as text."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"
