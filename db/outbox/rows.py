"""Rows of the outbox: enqueue, claim, settle. Totals are counted from rows, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import between, upper_of
from db.outbox.due import (
    NOW,
    QUEUED,
    SENDING,
    UNSETTLED,
    due_rows,
    next_due,
)
from db.people.users import user_of_row
from db.tables import dispatches, outbox, users
from db.upserts import insert_or_ignore
from domain.announcements.announcements import DispatchState
from domain.ids import ChatId, DispatchId, OutboxId
from domain.outbox import (
    NO_DISPATCH,
    LastError,
    NewMessage,
    OutboxRow,
    OutboxState,
    Requeued,
    Settlement,
)
from domain.outgoing import Kind, UnreadableMessage
from domain.people.messages import OutageNotice
from domain.people.users import User

KINDS = frozenset(kind.value for kind in Kind)

NEVER_ENDED = "outcome unknown: the process ended each time while this was being sent"


class OutboxQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, messages: Sequence[NewMessage], now: datetime) -> None:
        """A dedupe_key that exists already is silently kept as it is."""
        if messages:
            await self._connection.execute(
                insert_or_ignore(self._connection, outbox),
                [_values(message, now) for message in messages],
            )

    async def open_lanes(self) -> list[DispatchId]:
        """What may leave: messages of no dispatch, and dispatches that are not paused."""
        found = (await self._connection.execute(_RUNNING)).scalars()
        return [NO_DISPATCH, *map(DispatchId, found)]

    async def due(self, now: datetime, limit: int, lanes: Sequence[DispatchId]) -> list[OutboxId]:
        """Rows that may leave now: best priority first, at most one a chat and in its order.

        A lane is a dispatch: each is one seek in the index, however many rows another one holds
        back. A row that waits for another try holds back what was queued for its chat after it.
        """
        given = {"now": now, "room": limit}
        given.update({f"lane{n}": lane for n, lane in enumerate(lanes)})
        found = await self._connection.execute(due_rows(len(lanes)), given)
        return [OutboxId(row_id) for row_id in found.scalars()]

    async def claim(self, ids: Sequence[OutboxId], lease_until: datetime) -> list[OutboxRow]:
        """Takes those of the rows that are still queued, in the order of `ids`.

        Rows of a kind that this program does not know are those of a newer one that runs beside
        it, or did: they are left to it, and looked at again when leases taken now end.
        """
        if not ids:
            return []
        given = {"ids": list(ids), "new_lease_until": lease_until}
        rows = {row.id: row for row in await self._connection.execute(_CLAIM, given)}
        unknown = [row.id for row in rows.values() if row.kind not in KINDS]
        if unknown:
            await self._connection.execute(_LEAVE, {"ids": unknown, "new_not_before": lease_until})
            rows = {row_id: row for row_id, row in rows.items() if row.kind in KINDS}
        people = await self._people({row.chat_id for row in rows.values()})
        weights = await self._weights({row.dispatch_id for row in rows.values()})
        targets = await self._targets({row.parent_id for row in rows.values()} - {None})
        return [
            _row(
                rows[row_id],
                people.get(rows[row_id].chat_id),
                weights.get(rows[row_id].dispatch_id, 1),
                targets.get(rows[row_id].parent_id, ()),
            )
            for row_id in ids
            if row_id in rows
        ]

    async def release(
        self,
        now: datetime,
        *,
        held: Sequence[OutboxId] = (),
        longest: timedelta | None = None,
        most: int | None = None,
    ) -> int:
        """Rows left in `sending` by a crash: outcome unknown, so sent again and counted.

        `held` are those whose sending goes on. With `longest`, only leases that have ended, or
        that end later than any lease can (the clock was set back): another process may hold the
        rest. Those that were begun `most` times fail instead: one of them may be what ends the
        process, and the others would be sent as often as it does.
        """
        of_others = longest is not None
        given: dict[str, Any] = {"held": list(held)}
        if longest is not None:
            given |= {"now": now, "latest": now + longest}
        if most is not None:
            await self._connection.execute(
                _given_up(of_others), {**given, "now": now, "most": most}
            )
        return (await self._connection.execute(_released(of_others), given)).rowcount

    async def settle(self, settled: Sequence[Settlement]) -> None:
        """Rows that ended otherwise meanwhile stay as they are."""
        if settled:
            await self._connection.execute(
                _SETTLE,
                [
                    {
                        "row_id": one.row_id,
                        "new_state": one.state.value,
                        "new_message_id": one.message_id,
                        "new_more": list(one.more) or None,
                        "new_error": one.error,
                        "new_settled_at": one.at,
                    }
                    for one in settled
                ],
            )

    async def requeue(self, requeued: Sequence[Requeued]) -> None:
        """Rows that ended meanwhile, or that another process sends by now, stay as they are."""
        if requeued:
            await self._connection.execute(
                _REQUEUE,
                [
                    {
                        "row_id": one.row_id,
                        "attempt": one.attempt,
                        "new_not_before": one.not_before,
                        "new_error": one.error,
                        "new_chat_id": one.chat_id,
                        "doubts": int(one.is_uncertain),
                        "refund": int(one.is_refunded),
                    }
                    for one in requeued
                ],
            )

    async def cancel_queued(self, chat_id: ChatId, now: datetime, reason: str) -> int:
        of_chat = sa.and_(outbox.c.chat_id == chat_id, outbox.c.state.in_(UNSETTLED))
        return await self._cancel(of_chat, now=now, reason=reason)

    async def queued_keys(self, chat_id: ChatId, kind: Kind) -> list[str]:
        query = sa.select(outbox.c.dedupe_key).where(
            outbox.c.chat_id == chat_id, outbox.c.kind == kind.value, outbox.c.state == QUEUED
        )
        return list((await self._connection.execute(query)).scalars())

    async def withdraw(self, dedupe_keys: Sequence[str], now: datetime, reason: str) -> int:
        """Rows of these keys that have not begun to leave; how many those were."""
        return await self._cancel(outbox.c.dedupe_key.in_(dedupe_keys), now=now, reason=reason)

    async def message_ids(self, dedupe_keys: Sequence[str]) -> dict[str, int]:
        """The messages that rows of these keys have become."""
        query = sa.select(outbox.c.dedupe_key, outbox.c.message_id).where(
            outbox.c.dedupe_key.in_(dedupe_keys), outbox.c.message_id.is_not(None)
        )
        rows = await self._connection.execute(query)
        return {row.dedupe_key: row.message_id for row in rows}

    async def cancel_dispatch(
        self, dispatch_id: DispatchId, now: datetime, reason: str, limit: int
    ) -> int:
        """Cancels at most `limit` rows at a time, so that nobody waits long for the store; how
        many those were."""
        some = (
            sa.select(outbox.c.id)
            .where(
                outbox.c.dispatch_id == dispatch_id,
                outbox.c.dispatch_id > 0,
                outbox.c.state == QUEUED,
            )
            .limit(limit)
        )
        return await self._cancel(outbox.c.id.in_(some), now=now, reason=reason)

    async def expire_due(self, now: datetime, limit: int) -> int:
        """Ends rows for which it is too late; at most `limit` at a time."""
        given = {"now": now, "most": limit}
        return (await self._connection.execute(_EXPIRE, given)).rowcount

    async def forget_chat(
        self,
        chat_id: int,
        *,
        after: int = -1,
        upto: int | None = None,
        keeps_reminders: bool = False,
    ) -> None:
        """Erasure: what was or would be told to a person goes with them, perhaps but reminders
        that wait.

        No index finds what has been told to a chat, so the rows with ids behind `after` are read.
        """
        own = sa.delete(outbox).where(
            outbox.c.chat_id == chat_id, *between(outbox.c.id, after, upto)
        )
        if keeps_reminders:
            is_waiting = sa.and_(outbox.c.session_id.is_not(None), outbox.c.state == QUEUED)
            own = own.where(~is_waiting)
        await self._connection.execute(own)

    async def part_behind(self, after: int, window: int) -> int | None:
        """The id of the last of the next `window` rows; None: there are no more behind them."""
        return await upper_of(self._connection, sa.select(outbox.c.id), outbox.c.id, after, window)

    async def move_chat(self, old: ChatId, new: ChatId) -> None:
        """A group has become a supergroup."""
        await self._connection.execute(
            sa.update(outbox)
            .where(
                outbox.c.chat_id == old,
                outbox.c.state.in_(UNSETTLED),
                outbox.c.state == QUEUED,
            )
            .values(chat_id=new)
        )

    async def next_due_at(self, lanes: Sequence[DispatchId]) -> datetime | None:
        """The earliest moment at which a queued row may leave."""
        given = {f"lane{n}": lane for n, lane in enumerate(lanes)}
        found = await self._connection.execute(next_due(len(lanes)), given)
        moment: datetime | None = found.scalar_one()
        return moment

    async def queue_by_kind(self) -> list[tuple[str, int, datetime]]:
        """For each kind of queued rows: its name, how many there are, and when the first of them
        may leave or might have."""
        query = (
            sa.select(outbox.c.kind, sa.func.count(), sa.func.min(outbox.c.not_before))
            .where(outbox.c.state == QUEUED)
            .group_by(outbox.c.kind)
            .order_by(outbox.c.kind)
        )
        return [(kind, count, at) for kind, count, at in await self._connection.execute(query)]

    async def totals(self) -> dict[OutboxState, int]:
        query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
        return {
            OutboxState(state): count
            for state, count in (await self._connection.execute(query)).all()
        }

    async def open_outage(self, after: datetime) -> datetime | None:
        """When the outage began of whose end owners have not been told; none older than that."""
        query = (
            sa.select(outbox.c.payload)
            .where(outbox.c.kind == Kind.OUTAGE.value)
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        payload = (await self._connection.execute(query)).scalar_one_or_none()
        if payload is None:
            return None
        try:
            notice = OutageNotice.from_json(payload)
        except UnreadableMessage:
            # A newer release's, perhaps. One notice too many is better than no delivery.
            return None
        is_open = notice.until is None and notice.since > after
        return notice.since if is_open else None

    async def queue_length(self) -> int:
        query = sa.select(sa.func.count()).where(outbox.c.state == QUEUED)
        return (await self._connection.execute(query)).scalar_one()

    async def last_errors(self, limit: int) -> list[LastError]:
        """The newest rows that ended badly, newest first."""
        query = (
            sa.select(outbox.c.settled_at, outbox.c.kind, outbox.c.error)
            .where(outbox.c.state == OutboxState.FAILED.value, outbox.c.kind.in_(KINDS))
            .order_by(outbox.c.id.desc())
            .limit(limit)
        )
        rows = await self._connection.execute(query)
        return [LastError(row.settled_at, Kind(row.kind), row.error or "") for row in rows]

    async def _cancel(self, *where: sa.ColumnElement[bool], now: datetime, reason: str) -> int:
        statement = (
            sa.update(outbox)
            .where(*where, outbox.c.state == QUEUED)
            .values(state=OutboxState.CANCELLED.value, settled_at=now, error=reason)
        )
        return (await self._connection.execute(statement)).rowcount

    async def _people(self, chat_ids: set[int]) -> dict[int, User]:
        rows = await self._connection.execute(_PEOPLE, {"ids": list(chat_ids)})
        return {row.id: user_of_row(row) for row in rows}

    async def _weights(self, dispatch_ids: set[int]) -> dict[int, int]:
        wanted = dispatch_ids - {NO_DISPATCH}
        if not wanted:
            return {}
        query = sa.select(dispatches.c.id, dispatches.c.weight).where(dispatches.c.id.in_(wanted))
        return {row.id: row.weight for row in await self._connection.execute(query)}

    async def _targets(self, parent_ids: set[int]) -> dict[int, tuple[int, ...]]:
        if not parent_ids:
            return {}
        query = sa.select(outbox.c.id, outbox.c.message_id, outbox.c.more_message_ids).where(
            outbox.c.id.in_(parent_ids)
        )
        rows = await self._connection.execute(query)
        return {row.id: (row.message_id, *(row.more_message_ids or ())) for row in rows}


def _left(of_others: bool) -> sa.Update:
    """Rows that are being sent, but for those held; of others' only what no lease can hold."""
    until = outbox.c.lease_until
    latest = sa.bindparam("latest", type_=until.type)
    where = [
        outbox.c.state == SENDING,
        outbox.c.id.not_in(sa.bindparam("held", expanding=True, type_=outbox.c.id.type)),
    ]
    if of_others:
        where.append(sa.or_(until <= NOW, until > latest))
    return (
        sa.update(outbox).where(*where).values(lease_until=None, uncertain=outbox.c.uncertain + 1)
    )


# Made once, for those who deliver ask every few seconds: it takes longer than to run them.


@cache
def _given_up(of_others: bool) -> sa.Update:
    return (
        _left(of_others)
        .where(outbox.c.attempts >= sa.bindparam("most", type_=sa.Integer))
        .values(state=OutboxState.FAILED.value, settled_at=NOW, error=NEVER_ENDED)
    )


@cache
def _released(of_others: bool) -> sa.Update:
    return _left(of_others).values(state=QUEUED)


_SETTLE = (
    sa.update(outbox)
    .where(
        outbox.c.id == sa.bindparam("row_id"),
        # Not in_(): its list cannot be expanded where many rows share one statement.
        sa.or_(outbox.c.state == QUEUED, outbox.c.state == SENDING),
    )
    .values(
        state=sa.bindparam("new_state"),
        lease_until=None,
        message_id=sa.bindparam("new_message_id"),
        more_message_ids=sa.bindparam("new_more", type_=outbox.c.more_message_ids.type),
        error=sa.bindparam("new_error"),
        settled_at=sa.bindparam("new_settled_at", type_=outbox.c.settled_at.type),
    )
)

_REQUEUE = (
    sa.update(outbox)
    .where(
        outbox.c.id == sa.bindparam("row_id"),
        outbox.c.state == SENDING,
        outbox.c.attempts == sa.bindparam("attempt", type_=sa.Integer),
    )
    .values(
        state=QUEUED,
        lease_until=None,
        not_before=sa.bindparam("new_not_before", type_=outbox.c.not_before.type),
        error=sa.bindparam("new_error"),
        chat_id=sa.bindparam("new_chat_id"),
        uncertain=outbox.c.uncertain + sa.bindparam("doubts", type_=sa.Integer),
        attempts=outbox.c.attempts - sa.bindparam("refund", type_=sa.Integer),
    )
)


_RUNNING = sa.select(dispatches.c.id).where(dispatches.c.state == DispatchState.RUNNING.value)
_PEOPLE = sa.select(users).where(users.c.id.in_(sa.bindparam("ids", expanding=True)))

_CLAIM = (
    sa.update(outbox)
    .where(outbox.c.id.in_(sa.bindparam("ids", expanding=True)), outbox.c.state == QUEUED)
    .values(
        state=SENDING,
        lease_until=sa.bindparam("new_lease_until", type_=outbox.c.lease_until.type),
        attempts=outbox.c.attempts + 1,
    )
    .returning(outbox)
)

_LEAVE = (
    sa.update(outbox)
    .where(outbox.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(
        state=QUEUED,
        lease_until=None,
        not_before=sa.bindparam("new_not_before", type_=outbox.c.not_before.type),
        attempts=outbox.c.attempts - 1,
    )
)

_EXPIRE = (
    sa.update(outbox)
    .where(
        outbox.c.id.in_(
            sa.select(outbox.c.id)
            .where(outbox.c.state == QUEUED, outbox.c.expires_at <= NOW)
            .limit(sa.bindparam("most", type_=sa.Integer))
        )
    )
    .values(state=OutboxState.EXPIRED.value, settled_at=NOW, error="too late")
)


def _values(message: NewMessage, now: datetime) -> dict[str, Any]:
    return {
        "dedupe_key": message.dedupe_key,
        "chat_id": message.chat_id,
        "kind": message.message.kind.value,
        "payload": message.message.as_json(),
        "priority": int(message.priority),
        "state": QUEUED,
        "not_before": message.not_before,
        "expires_at": message.expires_at,
        "attempts": 0,
        "uncertain": 0,
        "created_at": now,
        "dispatch_id": message.dispatch_id,
        "thread_id": message.thread_id,
        "session_id": message.session_id,
    }


def _row(
    row: sa.Row[Any], recipient: User | None, weight: int, targets: tuple[int, ...]
) -> OutboxRow:
    return OutboxRow(
        id=OutboxId(row.id),
        chat_id=ChatId(row.chat_id),
        kind=Kind(row.kind),
        payload=row.payload,
        attempts=row.attempts,
        not_before=row.not_before,
        expires_at=row.expires_at,
        dispatch_id=DispatchId(row.dispatch_id),
        thread_id=row.thread_id,
        weight=weight,
        parent_id=OutboxId(row.parent_id) if row.parent_id is not None else None,
        targets=targets,
        recipient=recipient,
    )
