"""Reminders as waves: all rows of one session and one lead time, written by one INSERT ... SELECT.

No job is kept for anybody. Which waves are due follows from the times of the sessions alone; who
is in one is found at the moment when it is written.
"""

from __future__ import annotations

from collections.abc import Collection
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
from db.programme.sessions import EVENT_JOINED, event_joined, session_of
from db.tables import events, outbox, registrations, sessions, track_reminders, users, waves
from db.upserts import insert_or_ignore, upsert
from domain.ids import ChatId, EventId, SessionId, UserId
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
from domain.programme.sessions import Event, Session

LOOKED_BACK = timedelta(days=1)
"""Waves of sessions that began so long ago are still marked, so that a clock that is set back
finds nothing to catch up on."""

PUT_OFF = Reminder.put_off_prefix
"""Begins the dedupe keys of what a person put off: it is their own hour and moves with nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderBasis:
    """How a person stands to a session.

    `own` is their set for it, `of_track` that for its track, `usual` the one for all.
    """

    is_waiting: bool
    own: int | None
    of_track: int | None = None
    usual: int

    @property
    def bits(self) -> int:
        """The nearest set holds; an empty one too."""
        sets = (self.own, self.of_track, self.usual)
        return next(bits for bits in sets if bits is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredSession:
    """A registration and all that it is for; the session may be cancelled."""

    session: Session
    event: Event
    basis: ReminderBasis


@dataclass(frozen=True, kw_only=True, slots=True)
class _Target:
    """What a wave has to know of its session."""

    event_id: EventId
    track: str
    starts_at: datetime


class ReminderQueries:
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

    # -- people

    async def place(self, user_id: UserId, session_id: SessionId) -> RegisteredSession | None:
        """None: not registered."""
        given = {"user_id": user_id, "session_id": session_id}
        row = (await self._connection.execute(_PLACE, given)).one_or_none()
        if row is None:
            return None
        basis = ReminderBasis(
            is_waiting=row.is_waiting, own=row.own, of_track=row.of_track, usual=row.usual
        )
        return RegisteredSession(session=session_of(row), event=event_joined(row), basis=basis)

    async def bits_of(
        self, people: Collection[UserId], ids: Collection[SessionId]
    ) -> dict[tuple[UserId, SessionId], int]:
        """The sets that hold for those of the people who are registered: in one statement."""
        given = {"people": list(people), "ids": list(ids)}
        rows = await self._connection.execute(_BITS, given)
        return {(UserId(row.user_id), SessionId(row.session_id)): row.bits for row in rows}

    async def usual(self, user_id: UserId) -> int | None:
        """The set that holds where a registration has none of its own; None: no such person."""
        query = sa.select(users.c.reminders).where(users.c.id == user_id)
        found: int | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def set_reminders(self, user_id: UserId, bits: int) -> None:
        await self._connection.execute(
            sa.update(users).where(users.c.id == user_id).values(reminders=bits)
        )

    async def set_session_reminders(
        self, user_id: UserId, session_id: SessionId, bits: int | None
    ) -> bool:
        """None: as for all sessions. False where the person is not registered."""
        statement = (
            sa.update(registrations)
            .where(registrations.c.user_id == user_id, registrations.c.session_id == session_id)
            .values(reminders=bits)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def of_track(self, user_id: UserId, event_id: EventId, track: str) -> int | None:
        """None: the person has chosen nothing for it."""
        query = sa.select(track_reminders.c.reminders).where(_of_track(user_id, event_id, track))
        found: int | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def set_track_reminders(
        self, user_id: UserId, event_id: EventId, track: str, bits: int | None
    ) -> None:
        """Sets the lead times for all sessions of a track, also those joined later; None: as for
        all others."""
        if bits is None:
            mine = _of_track(user_id, event_id, track)
            await self._connection.execute(sa.delete(track_reminders).where(mine))
            return
        await self._connection.execute(
            upsert(self._connection, track_reminders, "reminders"),
            {"user_id": user_id, "event_id": event_id, "track": track, "reminders": bits},
        )

    async def tracks_of(self, user_id: UserId) -> list[tuple[EventId, str, int]]:
        """Events, tracks and sets for which a person has chosen one."""
        query = (
            sa.select(track_reminders)
            .where(track_reminders.c.user_id == user_id)
            .order_by(track_reminders.c.event_id, track_reminders.c.track)
        )
        rows = await self._connection.execute(query)
        return [(EventId(row.event_id), row.track, row.reminders) for row in rows]

    async def cancel_snoozed(self, chat_id: ChatId, session_id: SessionId, now: datetime) -> int:
        """A person puts one session off once at a time."""
        snoozed = sa.and_(
            outbox.c.session_id == session_id,
            outbox.c.chat_id == chat_id,
            outbox.c.dedupe_key.like(f"{PUT_OFF}%"),
        )
        return await self._cancel(snoozed, now=now, reason="put off again")

    # --

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


def _of_track(user_id: Any, event_id: Any, track: Any) -> sa.ColumnElement[bool]:
    """The row of a person and a track: a seek by the primary key. Values or columns."""
    chosen = track_reminders.c
    return sa.and_(chosen.user_id == user_id, chosen.event_id == event_id, chosen.track == track)


_PLACE = (
    sa.select(
        sessions,
        *EVENT_JOINED,
        registrations.c.is_waiting,
        registrations.c.reminders.label("own"),
        track_reminders.c.reminders.label("of_track"),
        users.c.reminders.label("usual"),
    )
    .select_from(registrations)
    .join(users, users.c.id == registrations.c.user_id)
    .join(sessions, sessions.c.id == registrations.c.session_id)
    .join(events, events.c.id == sessions.c.event_id)
    .outerjoin(track_reminders, _of_track(users.c.id, sessions.c.event_id, sessions.c.track))
    .where(
        registrations.c.user_id == sa.bindparam("user_id"),
        registrations.c.session_id == sa.bindparam("session_id"),
    )
)
"""Read for every reminder: made anew each time, it would take three times as long."""


_BITS = (
    sa.select(
        registrations.c.user_id,
        registrations.c.session_id,
        sa.func.coalesce(
            registrations.c.reminders, track_reminders.c.reminders, users.c.reminders
        ).label("bits"),
    )
    .select_from(registrations)
    .join(users, users.c.id == registrations.c.user_id)
    .join(sessions, sessions.c.id == registrations.c.session_id)
    .outerjoin(track_reminders, _of_track(users.c.id, sessions.c.event_id, sessions.c.track))
    .where(
        registrations.c.user_id.in_(sa.bindparam("people", expanding=True)),
        registrations.c.session_id.in_(sa.bindparam("ids", expanding=True)),
    )
)


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
        of_track = _of_track(registrations.c.user_id, target.event_id, target.track)
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
