"""Reminders as waves: all rows of one session and one lead time, written by one INSERT ... SELECT.

No job is kept for anybody. Which waves are due follows from the times of the sessions alone; who
is in one is found at the moment when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import (
    Columns,
    WavePart,
    between,
    fresh,
    fresh_of_kind,
    key_of,
    revival,
    upper_of,
)
from db.people.users import reachable
from db.programme.reminders.lead_times import of_track_set
from db.tables import outbox, registrations, sessions, track_reminders, users, waves
from db.upserts import insert_or_ignore
from domain.ids import ChatId, EventId, SessionId
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.outgoing import Kind
from domain.people.users import Category
from domain.programme.messages import Reminder, ReminderEdit
from domain.programme.reminders import (
    LEAD_MINUTES,
    Wave,
    bit_of,
    unix,
)
from domain.programme.revisions import Revision

LOOKED_BACK = timedelta(days=1)
"""Waves of sessions that began so long ago are still marked, so that a clock that is set back
finds nothing to catch up on."""

PUT_OFF = Reminder.put_off_prefix
"""Begins the dedupe keys of what a person put off: it is their own hour and moves with nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Target:
    """What a wave has to know of its session."""

    event_id: EventId
    track: str
    starts_at: datetime


class WaveQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # -- waves

    async def due_waves(self, now: datetime) -> list[Wave]:
        """Those that fell due and are not marked, the earliest first. Reads no registration."""
        rows = await self._connection.execute(_DUE, _edges(now))
        found = [
            Wave(
                session_id=SessionId(row.id),
                minutes_before=row.minutes_before,
                starts_at=row.starts_at,
            )
            for row in rows
        ]
        return sorted(found, key=lambda wave: (wave.due_at, wave.session_id))

    async def next_wave_at(self, now: datetime) -> datetime | None:
        """When the next one after `now` falls due: a seek in the index for each lead time."""
        row = (await self._connection.execute(_NEXT, _edges(now))).one()
        moments = [
            starts_at - timedelta(minutes=minutes)
            for minutes, starts_at in zip(LEAD_MINUTES, row, strict=True)
            if starts_at is not None
        ]
        return min(moments, default=None)

    async def fire_part(
        self,
        session_id: SessionId,
        minutes: int,
        now: datetime,
        *,
        window: int,
        after: int = -1,
    ) -> WavePart:
        """Writes the rows of the next `window` people and marks the wave with its last part.

        Nothing where another process has marked it. A crash between two parts begins anew: keys
        that are taken stay as they are, so nobody gets a second one.

        Of several waves that are overdue (after downtime, or when a session moved) each person
        gets the one that is nearest to the start; nobody gets one for a session that has begun.
        """
        target = await self._target(session_id)
        if target is None:
            return WavePart(0, None)
        wave = Wave(session_id=session_id, minutes_before=minutes, starts_at=target.starts_at)
        ids = sa.select(registrations.c.user_id).where(registrations.c.session_id == session_id)
        upper = await upper_of(self._connection, ids, registrations.c.user_id, after, window)
        if upper is None and not await self._mark(wave, now):
            return WavePart(0, None)
        if wave.starts_at <= now:
            return WavePart(0, upper)
        # What was cancelled when the session moved is true again when it moves back.
        insert = revival(self._connection)
        names, rows = _rows(wave, target, now)
        rows = rows.where(*between(registrations.c.user_id, after, upper))
        result = await self._connection.execute(insert.from_select(names, rows))
        return WavePart(result.rowcount, upper)

    async def retime(self, moved: sa.Select[Any], now: datetime, limit: int) -> int:
        """After the sessions of these ids moved, were cancelled, or take place after all; how many
        rows ended. As many as `limit`: there may be more.

        Rows of another start are cancelled, and the waves of the present one are looked at anew.
        Who was sent a reminder of this very start is not sent it twice: its key is taken.
        """
        present = sa.select(sessions.c.id).where(
            sessions.c.id == waves.c.session_id,
            sessions.c.starts_at == waves.c.starts_at,
            sessions.c.is_cancelled.is_(False),
        )
        await self._connection.execute(
            sa.delete(waves).where(waves.c.session_id.in_(moved), present.exists())
        )
        row = outbox.alias()
        stale = (
            sa.select(row.c.id)
            .join(sessions, sessions.c.id == row.c.session_id)
            .where(
                row.c.session_id.in_(moved),
                row.c.session_id.is_not(None),
                row.c.state == sa.literal_column(f"'{OutboxState.QUEUED}'"),
                sa.or_(
                    sessions.c.is_cancelled.is_(True),
                    # A reminder expires as its session begins; by that its start is known.
                    sa.and_(~_is_put_off(row), row.c.expires_at != sessions.c.starts_at),
                ),
            )
            .limit(limit)
        )
        is_off = sa.select(sessions.c.id).where(
            sessions.c.id == outbox.c.session_id, sessions.c.is_cancelled.is_(True)
        )
        statement = (
            sa.update(outbox)
            .where(outbox.c.id.in_(stale))
            .values(
                state=OutboxState.CANCELLED.value,
                settled_at=now,
                error=sa.case((is_off.exists(), "session cancelled"), else_="session moved"),
            )
        )
        return (await self._connection.execute(statement)).rowcount

    async def correct(
        self, moved: sa.Select[Any], revision: Revision, now: datetime, limit: int
    ) -> int:
        """After a revision moved or cancelled the sessions of these ids: an edit for each reminder
        that was delivered to somebody who still goes there; how many, at most `limit` at once.

        What was delivered since the revision was saved and says the present start is true.
        """
        row = outbox.alias()
        key = key_of(ReminderEdit.prefix(revision.id), row.c.id)
        columns: Columns = {
            **fresh_of_kind(ReminderEdit.kind, Priority.NEWS, now, key),
            "expires_at": sessions.c.starts_at,
            "payload": row.c.payload,
            "chat_id": row.c.chat_id,
            "not_before": sa.literal(now, outbox.c.not_before.type),
            "parent_id": row.c.id,
        }
        says_otherwise = sa.and_(~_is_put_off(row), row.c.expires_at != sessions.c.starts_at)
        source = (
            sa.select(*columns.values())
            .select_from(row)
            .join(sessions, sessions.c.id == row.c.session_id)
            .join(
                registrations,
                sa.and_(
                    registrations.c.user_id == row.c.chat_id,
                    registrations.c.session_id == row.c.session_id,
                ),
            )
            .join(users, users.c.id == row.c.chat_id)
            .where(
                row.c.session_id.in_(moved),
                row.c.session_id.is_not(None),
                # Written out, as in _cancel.
                row.c.state == sa.literal_column(f"'{OutboxState.SENT}'"),
                row.c.kind == Kind.REMINDER.value,
                sa.or_(row.c.settled_at <= revision.saved_at, says_otherwise),
                sessions.c.starts_at > now,
                users.c.unreachable_at.is_(None),
                ~sa.exists().where(outbox.c.dedupe_key == key).correlate(row),
            )
            .limit(limit)
        )
        insert = insert_or_ignore(self._connection, outbox)
        result = await self._connection.execute(insert.from_select(list(columns), source))
        return result.rowcount

    async def cancel_snoozed(self, chat_id: ChatId, session_id: SessionId, now: datetime) -> int:
        """A person puts one session off once at a time."""
        snoozed = sa.and_(
            outbox.c.session_id == session_id,
            outbox.c.chat_id == chat_id,
            outbox.c.dedupe_key.like(f"{PUT_OFF}%"),
        )
        return await self._cancel(snoozed, now=now, reason="put off again")

    # -- inside

    async def _target(self, session_id: SessionId) -> _Target | None:
        """None where the session is gone or cancelled."""
        query = sa.select(sessions.c.event_id, sessions.c.track, sessions.c.starts_at).where(
            sessions.c.id == session_id, sessions.c.is_cancelled.is_(False)
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _Target(**row) if row else None

    async def _mark(self, wave: Wave, now: datetime) -> bool:
        """Whether nobody had marked it before."""
        result = await self._connection.execute(
            insert_or_ignore(self._connection, waves),
            {
                "session_id": wave.session_id,
                "minutes_before": wave.minutes_before,
                "starts_at": wave.starts_at,
                "fired_at": now,
            },
        )
        return result.rowcount > 0

    async def _cancel(self, where: sa.ColumnElement[bool], *, now: datetime, reason: str) -> int:
        statement = (
            sa.update(outbox)
            .where(
                where,
                outbox.c.session_id.is_not(None),
                # Written out: SQLite takes the partial index of such rows for no parameter.
                outbox.c.state == sa.literal_column(f"'{OutboxState.QUEUED}'"),
            )
            .values(state=OutboxState.CANCELLED.value, settled_at=now, error=reason)
        )
        return (await self._connection.execute(statement)).rowcount


def _is_put_off(row: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.func.substr(row.c.dedupe_key, 1, len(PUT_OFF)) == PUT_OFF


def _rows(wave: Wave, target: _Target, now: datetime) -> tuple[list[str], sa.Select[Any]]:
    """Names and values of the rows of a wave: one for each person who is in it."""
    message = Reminder(
        session=wave.session_id, minutes=wave.minutes_before, starts=unix(wave.starts_at)
    )
    key = key_of(message.prefix, registrations.c.user_id)
    columns: Columns = {
        **fresh(message, Priority.NOTICE, now, key, expires_at=wave.starts_at),
        "not_before": sa.literal(wave.due_at, outbox.c.not_before.type),
        "session_id": sa.literal(wave.session_id),
    }
    source = registrations.join(users, users.c.id == registrations.c.user_id)
    sets = [registrations.c.reminders, users.c.reminders]
    if target.track:
        of_track = of_track_set(registrations.c.user_id, target.event_id, target.track)
        source = source.outerjoin(track_reminders, of_track)
        sets.insert(1, track_reminders.c.reminders)
    chosen = sa.func.coalesce(*sets)
    query = (
        sa.select(registrations.c.user_id, *columns.values())
        .select_from(source)
        .where(
            registrations.c.session_id == wave.session_id,
            registrations.c.is_waiting.is_(False),
            # Who came later has just read when the session begins.
            registrations.c.created_at <= wave.due_at,
            reachable(Category.SESSIONS),
            chosen.bitwise_and(bit_of(wave.minutes_before)) != 0,
            chosen.bitwise_and(wave.overtaken_by(now)) == 0,
        )
    )
    return ["chat_id", *columns], query


def _edges(now: datetime) -> dict[str, datetime]:
    """For each lead time the latest start whose wave is due, by the names of the statements'
    parameters."""
    edges = {f"edge{minutes}": now + timedelta(minutes=minutes) for minutes in LEAD_MINUTES}
    return {**edges, "oldest": now - LOOKED_BACK}


def _edge(minutes: int) -> sa.BindParameter[datetime]:
    return sa.bindparam(f"edge{minutes}", type_=sessions.c.starts_at.type)


_DUE = sa.union_all(
    *[
        sa.select(
            sessions.c.id, sessions.c.starts_at, sa.literal(minutes).label("minutes_before")
        ).where(
            sessions.c.starts_at > sa.bindparam("oldest", type_=sessions.c.starts_at.type),
            sessions.c.starts_at <= _edge(minutes),
            sessions.c.is_cancelled.is_(False),
            ~sa.exists().where(
                waves.c.session_id == sessions.c.id,
                waves.c.minutes_before == minutes,
                waves.c.starts_at == sessions.c.starts_at,
            ),
        )
        for minutes in LEAD_MINUTES
    ]
)

_NEXT = sa.select(
    *[
        sa.select(sa.func.min(sessions.c.starts_at))
        .where(sessions.c.starts_at > _edge(minutes), sessions.c.is_cancelled.is_(False))
        .scalar_subquery()
        .label(f"lead{minutes}")
        for minutes in LEAD_MINUTES
    ]
)
