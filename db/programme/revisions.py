"""Revisions of programmes: staged row by row, saved by one statement, followed by pieces.

A piece reads a bounded number of rows and moves the revision's cursor in the same transaction, so
that a crash goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import Columns, fresh_of_kind
from db.outbox.due import UNSETTLED
from db.outbox.send_times import (
    SLOTS,
    slots_by_moment,
)
from db.people.users import reachable
from db.programme.session_changes import dumped
from db.programme.sessions import session_of, session_values
from db.tables import outbox, registrations, revised_sessions, revisions, sessions, users
from db.tables import session_changes as changes
from db.upserts import insert_or_ignore, upsert
from domain.ids import EventId, RevisionId
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.outgoing import Kind, Payload
from domain.people.quiet_hours import Schedule, may_wait
from domain.people.users import Category
from domain.programme.messages import SessionChangeNotice
from domain.programme.revisions import (
    FOLLOWING,
    Revised,
    Revision,
    RevisionPhase,
)
from domain.programme.sessions import Session

COPIED = [name for name in sessions.columns.keys() if name in revised_sessions.columns]  # noqa: SIM118
"""Columns of a session that a revision holds; what a schedule cannot know of it stays."""

REVISED = revised_sessions.c


class RevisionQueries:
    def __init__(self, connection: AsyncConnection, wake: Callable[[], None]) -> None:
        """`wake`: the loops around the delivery have something to do once this is committed."""
        self._connection = connection
        self._wake = wake

    # -- staged

    async def begin(self, event_id: EventId, now: datetime) -> RevisionId:
        result = await self._connection.execute(
            sa.insert(revisions)
            .values(event_id=event_id, phase=RevisionPhase.STAGED.value, staged_at=now)
            .returning(revisions.c.id)
        )
        return RevisionId(result.scalar_one())

    async def stage(self, revision_id: RevisionId, first: int, part: Iterable[Revised]) -> None:
        """`first`: the place of the first of them; places begin at 1 and leave no gap."""
        rows = [
            {"revision_id": revision_id, "place": place, **_staged(one)}
            for place, one in enumerate(part, first)
        ]
        if rows:
            await self._connection.execute(sa.insert(revised_sessions), rows)

    async def collides(self, revision_id: RevisionId) -> bool:
        """Whether an id has become that of a session of another event since it was staged."""
        query = (
            sa.select(sessions.c.id)
            .join(revised_sessions, REVISED.session_id == sessions.c.id)
            .where(REVISED.revision_id == revision_id, sessions.c.event_id != REVISED.event_id)
            .limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def save(self, revision_id: RevisionId, phase: RevisionPhase, now: datetime) -> int:
        """All sessions at once, and how many: nobody reads a programme that is half moved."""
        source = sa.select(
            REVISED.session_id,
            *[REVISED[name] for name in COPIED],
            sa.literal(now, sessions.c.changed_at.type),
        ).where(REVISED.revision_id == revision_id)
        names = [*COPIED, "changed_at"]
        into = upsert(self._connection, sessions, *names)
        saved = await self._connection.execute(into.from_select(["id", *names], source))
        sending = sa.select(outbox.c.id).where(
            outbox.c.state == sa.literal_column(f"'{OutboxState.SENDING}'"),
            outbox.c.kind == Kind.CHANGE.value,
        )
        in_flight = list((await self._connection.execute(sending)).scalars())
        await self._set(revision_id, phase=phase.value, saved_at=now, in_flight=in_flight)
        self._wake()
        return saved.rowcount

    # -- followed

    async def next(self) -> Revision | None:
        """The earliest that is not followed to its end. In this order, so that a person who waits
        to hear of two changes gets one notice, which begins with what they knew before both.
        """
        query = (
            sa.select(revisions)
            .where(revisions.c.phase.in_([phase.value for phase in FOLLOWING]))
            .order_by(revisions.c.id)
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _revision(row) if row else None

    async def move(self, revision: Revision, place: int, person: int = 0) -> None:
        await self._set(revision.id, place=place, person=person)

    async def begin_phase(self, revision: Revision, phase: RevisionPhase) -> None:
        await self._set(revision.id, phase=phase.value, place=0, person=0)

    async def last_place(self, revision: Revision, window: int) -> int | None:
        """The place of the last of the next `window` sessions; None: there are no more."""
        query = sa.select(sa.func.max(REVISED.place)).where(
            REVISED.revision_id == revision.id,
            REVISED.place > revision.place,
            REVISED.place <= revision.place + window,
        )
        found: int | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def list_changes(self, revision: Revision, last: int) -> int:
        """Copies changes into the list that everybody may read; how many."""
        names = ["event_id", "session_id", "before", "after", "at"]
        source = (
            sa.select(
                REVISED.event_id,
                REVISED.session_id,
                REVISED.before,
                REVISED.after,
                sa.literal(revision.saved_at, changes.c.at.type),
            )
            .where(*_between(revision, last))
            .order_by(REVISED.place)
        )
        insert = sa.insert(changes).from_select(names, source)
        return (await self._connection.execute(insert)).rowcount

    def retimed(self, revision: Revision, last: int) -> sa.Select[Any]:
        """Ids of sessions whose reminders have to follow, up to the place `last`."""
        return sa.select(REVISED.session_id).where(
            *_between(revision, last), REVISED.is_retimed.is_(True)
        )

    async def next_resized(self, revision: Revision) -> tuple[int, Session] | None:
        """The place and what is now of the next session whose capacity has changed."""
        query = (
            sa.select(REVISED.place, sessions)
            .join(sessions, sessions.c.id == REVISED.session_id)
            .where(
                REVISED.revision_id == revision.id,
                REVISED.place > revision.place,
                REVISED.is_resized.is_(True),
            )
            .order_by(REVISED.place)
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return (row.place, session_of(row)) if row else None

    async def last_person(self, revision: Revision, window: int) -> tuple[int, int, int] | None:
        """Place and person of the last of the next `window` registrations, and how many these
        are; None: there are no more.
        """
        part = (
            sa.select(REVISED.place, registrations.c.user_id)
            .join(registrations, registrations.c.session_id == REVISED.session_id)
            .where(*_to_tell(revision), _after(revision))
            .order_by(REVISED.place, registrations.c.user_id)
            .limit(window)
            .subquery()
        )
        query = (
            sa.select(part, sa.select(sa.func.count()).select_from(part).scalar_subquery())
            .order_by(part.c.place.desc(), part.c.user_id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return (row[0], row[1], row[2]) if row else None

    async def tell(
        self,
        revision: Revision,
        upper: tuple[int, int],
        now: datetime,
        leaves_at: datetime,
        morning: Schedule,
    ) -> int:
        """A row for everybody registered or waiting, from the cursor up to `upper`; how many.

        The row holds what was; what is, is read when it leaves. Left out is who hears of it
        anyway: by a notice that waits, or by one that left since the change was saved; and who
        registered since, and so has read the new card. It leaves at `leaves_at`, or in the
        morning of who has quiet hours then, where the session is far enough away.
        """
        key = sa.literal(SessionChangeNotice.prefix).concat(REVISED.session_id).concat(":")
        own = key.concat(sa.cast(REVISED.sequence, sa.Text)).concat(":")
        own = own.concat(sa.cast(users.c.id, sa.Text))
        part = _part(revision, upper)
        held = await self._held(revision, part, leaves_at, morning)
        columns: Columns = {
            **fresh_of_kind(SessionChangeNotice.kind, Priority.NOTICE, now, own),
            "payload": REVISED.known,
            "chat_id": users.c.id,
            "not_before": held.not_before,
        }
        source = (
            sa.select(*columns.values())
            .select_from(revised_sessions)
            .join(registrations, registrations.c.session_id == REVISED.session_id)
            .join(users, users.c.id == registrations.c.user_id)
            .where(
                *part,
                registrations.c.created_at <= revision.saved_at,
                reachable(Category.IMPORTANT),
                ~_waits(key).exists(),
                ~_has_left(revision, key).exists(),
            )
            .order_by(REVISED.place, registrations.c.user_id)
        )
        insert = insert_or_ignore(self._connection, outbox)
        result = await self._connection.execute(insert.from_select(list(columns), source))
        return result.rowcount + await self._hurry(part, held, key, leaves_at)

    async def _held(
        self,
        revision: Revision,
        part: Sequence[sa.ColumnElement[bool]],
        leaves_at: datetime,
        morning: Schedule,
    ) -> _Held:
        """When the notices of the part of `tell` leave: at once, or in the morning of who has
        quiet hours."""
        told = sa.join(
            revised_sessions, registrations, registrations.c.session_id == REVISED.session_id
        )
        places = sa.select(REVISED.place).select_from(told).where(*part).distinct()
        query = sa.select(REVISED.place, REVISED.starts_at, REVISED.known).where(
            *_to_tell(revision), REVISED.place.in_(places)
        )
        found = await self._connection.execute(query)
        starts = {row.place: min(row.starts_at, _known_start(row.known)) for row in found}
        people = (
            sa.select(*SLOTS)
            .distinct()
            .select_from(told.join(users, users.c.id == registrations.c.user_id))
        )
        slots = await slots_by_moment(self._connection, people.where(*part), morning)
        at_once = sa.literal(leaves_at, outbox.c.not_before.type)
        branches, always = [], set(starts)
        for moment, conditions in slots.items():
            waiting = {at for at, start in starts.items() if may_wait(leaves_at, moment, start)}
            always &= waiting
            if moment != leaves_at and waiting:
                is_held = sa.and_(sa.or_(*conditions), REVISED.place.in_(sorted(waiting)))
                branches.append((is_held, sa.literal(moment, outbox.c.not_before.type)))
        not_before = sa.case(*branches, else_=at_once) if branches else at_once
        return _Held(not_before=not_before, urgent=tuple(sorted(set(starts) - always)))

    async def _hurry(
        self,
        part: Sequence[sa.ColumnElement[bool]],
        held: _Held,
        key: sa.ColumnElement[str],
        leaves_at: datetime,
    ) -> int:
        """A notice of an earlier change that waits for the morning leaves now if this cannot."""
        if not held.urgent:
            return 0
        late = (
            sa.select(outbox.c.id)
            .select_from(revised_sessions)
            .join(registrations, registrations.c.session_id == REVISED.session_id)
            .join(users, users.c.id == registrations.c.user_id)
            .join(outbox, outbox.c.chat_id == users.c.id)
            .where(
                *part,
                REVISED.place.in_(held.urgent),
                *_is_waiting_notice(key),
                outbox.c.not_before > leaves_at,
            )
        )
        statement = sa.update(outbox).where(outbox.c.id.in_(late)).values(not_before=leaves_at)
        return (await self._connection.execute(statement)).rowcount

    # --

    async def forget_before(self, moment: datetime, limit: int) -> int:
        """What was followed to its end or given up by then; how many sessions of them, at most
        `limit` at once. Zero: nothing is left of them.

        The newest stays: SQLite would give its number to another, and numbers of revisions stand
        in dedupe keys of edits.
        """
        newest = sa.select(sa.func.max(revisions.alias().c.id)).scalar_subquery()
        old = sa.select(revisions.c.id).where(
            revisions.c.id < newest,
            revisions.c.staged_at <= moment,
            revisions.c.phase.in_([RevisionPhase.STAGED.value, RevisionPhase.DONE.value]),
        )
        part = (
            sa.select(REVISED.revision_id, REVISED.place)
            .where(REVISED.revision_id.in_(old))
            .limit(limit)
        )
        rows = sa.tuple_(REVISED.revision_id, REVISED.place).in_(part)
        forgotten = await self._connection.execute(sa.delete(revised_sessions).where(rows))
        if not forgotten.rowcount:
            await self._connection.execute(sa.delete(revisions).where(revisions.c.id.in_(old)))
        return forgotten.rowcount

    async def _set(self, revision_id: RevisionId, **values: Any) -> None:
        await self._connection.execute(
            sa.update(revisions).where(revisions.c.id == revision_id).values(**values)
        )


def _staged(one: Revised) -> dict[str, Any]:
    values = session_values(one.after)
    return {
        "session_id": values.pop("id"),
        **values,
        "before": dumped(one.before),
        "after": dumped(one.after),
        "known": _known(one.before) if one.before and one.is_told else None,
        "is_retimed": one.is_retimed,
        "is_resized": one.is_resized,
    }


def _known(session: Session) -> Payload:
    """What people know of a session so far."""
    return SessionChangeNotice(
        session=session.id,
        title=session.title,
        starts=int(session.starts_at.timestamp()),
        room=session.room,
        cancelled=session.is_cancelled,
        ends=int(session.ends_at.timestamp()),
    ).as_json()


def _between(revision: Revision, last: int) -> list[sa.ColumnElement[bool]]:
    return [
        REVISED.revision_id == revision.id,
        REVISED.place > revision.place,
        REVISED.place <= last,
    ]


def _to_tell(revision: Revision) -> list[sa.ColumnElement[bool]]:
    # The second is in the third: an index takes it.
    return [
        REVISED.revision_id == revision.id,
        REVISED.place >= revision.place,
        REVISED.known.is_not(None),
    ]


def _after(revision: Revision) -> sa.ColumnElement[bool]:
    return sa.or_(
        REVISED.place > revision.place,
        registrations.c.user_id > revision.person,
    )


def _part(revision: Revision, upper: tuple[int, int]) -> list[sa.ColumnElement[bool]]:
    """Registrations from the cursor up to the place and person of `upper`."""
    place, person = upper
    return [
        *_to_tell(revision),
        _after(revision),
        # The first bounds what an index reads, the second ends within a session.
        REVISED.place <= place,
        sa.or_(
            REVISED.place < place,
            sa.and_(REVISED.place == place, registrations.c.user_id <= person),
        ),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """When the notices of a part leave; places of sessions whose notices may not all wait."""

    not_before: sa.ColumnElement[Any]
    urgent: tuple[int, ...]


def _known_start(known: Payload) -> datetime:
    return datetime.fromtimestamp(int(known["starts"] or 0), UTC)


def _waits(key: sa.ColumnElement[str]) -> sa.Select[Any]:
    """The notice of an earlier change that has not left: it will tell the latest."""
    return sa.select(outbox.c.id).where(outbox.c.chat_id == users.c.id, *_is_waiting_notice(key))


def _is_waiting_notice(key: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    return [
        # The index of a chat's unsettled rows is taken only where it is said as the index says it.
        outbox.c.state.in_(UNSETTLED),
        outbox.c.state == OutboxState.QUEUED.value,
        outbox.c.kind == Kind.CHANGE.value,
        # Not LIKE: an id may hold what is a wildcard there.
        sa.func.substr(outbox.c.dedupe_key, 1, sa.func.length(key)) == key,
    ]


def _has_left(revision: Revision, key: sa.ColumnElement[str]) -> sa.Select[Any]:
    """The notice of an earlier revision, made after this one was saved: it has told of both.

    It is looked for by its whole key, since no index finds settled rows by their chat.
    """
    earlier = revised_sessions.alias()
    own = key.concat(sa.cast(earlier.c.sequence, sa.Text)).concat(":")
    states = [OutboxState.SENDING.value, OutboxState.SENT.value]
    return (
        sa.select(outbox.c.id)
        .select_from(outbox)
        .join(earlier, outbox.c.dedupe_key == own.concat(sa.cast(users.c.id, sa.Text)))
        .where(
            earlier.c.session_id == REVISED.session_id,
            earlier.c.revision_id < revision.id,
            outbox.c.state.in_(states),
            outbox.c.id.not_in(revision.in_flight),
            sa.or_(outbox.c.settled_at.is_(None), outbox.c.settled_at >= revision.saved_at),
        )
    )


def _revision(row: sa.Row[Any]) -> Revision:
    return Revision(
        id=RevisionId(row.id),
        event_id=EventId(row.event_id),
        phase=RevisionPhase(row.phase),
        saved_at=row.saved_at,
        place=row.place,
        person=row.person,
        in_flight=tuple(row.in_flight),
    )
