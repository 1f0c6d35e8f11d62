"""Dispatches: filling the outbox chunk by chunk, their state, and their figures from its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.announcements import audiences
from db.announcements.announcements import dump_post, load_post
from db.outbox.bulk_insert import Columns, fresh, key_of
from db.outbox.send_times import (
    SLOTS,
    scheduled,
)
from db.people.users import reachable
from db.tables import dispatches, outbox, users
from db.upserts import insert_or_ignore
from domain.announcements.announcements import (
    Announcement,
    Dispatch,
    DispatchAction,
    DispatchState,
    Post,
    Reason,
    Totals,
    Waiting,
)
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementCorrection,
    AnnouncementRecall,
    OfDispatch,
)
from domain.ids import AnnouncementId, DispatchId, UserId
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.people.quiet_hours import Schedule

MESSAGE_OF: dict[DispatchAction, OfDispatch] = {
    DispatchAction.SEND: AnnouncementCopy(),
    DispatchAction.CORRECT: AnnouncementCorrection(),
    DispatchAction.RECALL: AnnouncementRecall(),
}
PRIORITY_OF = {
    DispatchAction.SEND: Priority.ANNOUNCEMENT,
    DispatchAction.CORRECT: Priority.NEWS,
    DispatchAction.RECALL: Priority.NEWS,
}
"""What takes back a mistake goes before what is still being sent."""


class DispatchQueries:
    def __init__(self, connection: AsyncConnection, wake: Callable[[], None]) -> None:
        """`wake`: the loops around the delivery have something to do once this is committed."""
        self._connection = connection
        self._wake = wake

    async def add(
        self,
        announcement_id: AnnouncementId,
        action: DispatchAction,
        post: Post,
        begun_by: UserId,
        now: datetime,
    ) -> DispatchId:
        result = await self._connection.execute(
            sa.insert(dispatches)
            .values(
                announcement_id=announcement_id,
                action=action.value,
                state=DispatchState.RUNNING.value,
                post=dump_post(post),
                weight=_weight(post) if action is DispatchAction.SEND else 1,
                begun_by=begun_by,
                is_filled=False,
                cursor=0,
                started_at=now,
                is_reported=False,
            )
            .returning(dispatches.c.id)
        )
        self._wake()
        return DispatchId(result.scalar_one())

    async def find(self, dispatch_id: DispatchId) -> Dispatch | None:
        query = sa.select(dispatches).where(dispatches.c.id == dispatch_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _dispatch(row) if row else None

    async def of(self, announcement_id: AnnouncementId) -> list[Dispatch]:
        """All rounds of an announcement, the sending first."""
        query = (
            sa.select(dispatches)
            .where(dispatches.c.announcement_id == announcement_id)
            .order_by(dispatches.c.id)
        )
        return [_dispatch(row) for row in await self._connection.execute(query)]

    async def unreported(self) -> list[Dispatch]:
        """Those that run, are paused, or have ended without their report being written."""
        query = (
            sa.select(dispatches)
            .where(dispatches.c.is_reported.is_(False))
            .order_by(dispatches.c.id)
        )
        return [_dispatch(row) for row in await self._connection.execute(query)]

    async def change(
        self,
        dispatch_id: DispatchId,
        state: DispatchState,
        now: datetime,
        *expected: DispatchState,
    ) -> bool:
        """Whether it was in one of the expected states. Pauses are counted."""
        is_final = state in {DispatchState.FINISHED, DispatchState.CANCELLED}
        statement = (
            sa.update(dispatches)
            .where(
                dispatches.c.id == dispatch_id,
                dispatches.c.state.in_([one.value for one in expected]),
            )
            .values(state=state.value, finished_at=now if is_final else None)
        )
        is_paused = dispatches.c.state == DispatchState.PAUSED.value
        begun = sa.select(sa.case((is_paused, dispatches.c.paused_at))).where(
            dispatches.c.id == dispatch_id
        )
        paused_at = (await self._connection.execute(begun)).scalar_one_or_none()
        is_changed = (await self._connection.execute(statement)).rowcount > 0
        if is_changed:
            await self._count_pause(dispatch_id, state, paused_at, now)
            self._wake()
        return is_changed

    async def _count_pause(
        self,
        dispatch_id: DispatchId,
        state: DispatchState,
        paused_at: datetime | None,
        now: datetime,
    ) -> None:
        is_paused = state is DispatchState.PAUSED
        seconds = 0 if paused_at is None else max(0, round((now - paused_at).total_seconds()))
        if not is_paused and paused_at is None:
            return
        await self._connection.execute(
            sa.update(dispatches)
            .where(dispatches.c.id == dispatch_id)
            .values(
                paused_at=now if is_paused else None,
                paused_seconds=dispatches.c.paused_seconds + seconds,
            )
        )

    async def set_post(self, dispatch_id: DispatchId, post: Post) -> None:
        await self._connection.execute(
            sa.update(dispatches)
            .where(dispatches.c.id == dispatch_id)
            .values(post=dump_post(post), weight=_weight(post))
        )

    async def set_progress(self, dispatch_id: DispatchId, message_id: int) -> None:
        await self._connection.execute(
            sa.update(dispatches)
            .where(dispatches.c.id == dispatch_id)
            .values(progress_id=message_id)
        )

    async def leave_progress(
        self, announcement_id: AnnouncementId, begun_by: UserId, message_id: int
    ) -> None:
        await self._connection.execute(
            sa.update(dispatches)
            .where(
                dispatches.c.announcement_id == announcement_id,
                dispatches.c.begun_by == begun_by,
                dispatches.c.progress_id == message_id,
            )
            .values(progress_id=None)
        )

    async def set_filled(self, dispatch_id: DispatchId) -> None:
        await self._connection.execute(
            sa.update(dispatches).where(dispatches.c.id == dispatch_id).values(is_filled=True)
        )

    async def set_reported(self, dispatch_id: DispatchId) -> None:
        await self._connection.execute(
            sa.update(dispatches).where(dispatches.c.id == dispatch_id).values(is_reported=True)
        )

    async def fill_with_people(
        self,
        dispatch: Dispatch,
        announcement: Announcement,
        schedule: Schedule,
        now: datetime,
        window: int,
    ) -> bool:
        """Writes a row for each member of the audience among the next `window` people.

        One INSERT ... SELECT; the cursor moves in the same transaction. False when all were
        looked at.
        """
        upper = await self._upper(users.c.id, users.c.id > dispatch.cursor, window)
        if upper is None:
            return False
        chosen = sa.and_(
            users.c.id > dispatch.cursor,
            users.c.id <= upper,
            reachable(announcement.category),
            audiences.members(announcement.audience),
        )
        people = sa.select(*SLOTS).distinct().where(chosen)
        not_before = await scheduled(self._connection, people, schedule)
        if not_before is not None:
            await self._insert(
                dispatch,
                announcement.expires_at,
                now,
                sa.select(users.c.id, not_before, sa.null()).where(chosen).order_by(users.c.id),
                users.c.id,
            )
        await self._move_cursor(dispatch.id, upper)
        return True

    async def fill_with_copies(
        self, dispatch: Dispatch, sent_after: datetime, now: datetime, window: int
    ) -> bool:
        """Writes a row for each of the next `window` copies that were sent after a moment."""
        of_announcement = sa.select(dispatches.c.id).where(
            dispatches.c.announcement_id == dispatch.announcement_id,
            dispatches.c.action == DispatchAction.SEND.value,
        )
        copies = sa.and_(
            outbox.c.dispatch_id.in_(of_announcement),
            outbox.c.dispatch_id > 0,
            outbox.c.state == OutboxState.SENT.value,
            outbox.c.id > dispatch.cursor,
        )
        upper = await self._upper(outbox.c.id, copies, window)
        if upper is None:
            return False
        source = (
            sa.select(outbox.c.chat_id, sa.literal(now, outbox.c.not_before.type), outbox.c.id)
            .where(copies, outbox.c.id <= upper, outbox.c.settled_at > sent_after)
            .order_by(outbox.c.id)
        )
        await self._insert(dispatch, None, now, source, outbox.c.id)
        await self._move_cursor(dispatch.id, upper)
        return True

    async def sending(self, announcement_id: AnnouncementId) -> int:
        """Rows of an announcement that are on their way at this moment."""
        query = (
            sa.select(sa.func.count())
            .select_from(outbox.join(dispatches, dispatches.c.id == outbox.c.dispatch_id))
            .where(
                dispatches.c.announcement_id == announcement_id,
                outbox.c.dispatch_id > 0,
                outbox.c.state == OutboxState.SENDING.value,
            )
        )
        return (await self._connection.execute(query)).scalar_one()

    async def totals(self, dispatch_id: DispatchId) -> Totals:
        by_state = (
            sa.select(outbox.c.state, sa.func.count())
            .where(outbox.c.dispatch_id == dispatch_id, outbox.c.dispatch_id > 0)
            .group_by(outbox.c.state)
        )
        uncertain = sa.select(sa.func.count()).where(
            outbox.c.dispatch_id == dispatch_id, outbox.c.uncertain > 0
        )
        return Totals(
            {
                OutboxState(state): count
                for state, count in (await self._connection.execute(by_state)).all()
            },
            (await self._connection.execute(uncertain)).scalar_one(),
        )

    async def waiting(self, dispatch_id: DispatchId, now: datetime) -> Waiting:
        """Rows whose own hour has not come."""
        query = sa.select(
            sa.func.count(), sa.func.min(outbox.c.not_before), sa.func.max(outbox.c.not_before)
        ).where(*_waits(dispatch_id, now))
        count, first_at, last_at = (await self._connection.execute(query)).one()
        return Waiting(count, first_at, last_at)

    async def hurry(self, dispatch_id: DispatchId, now: datetime, limit: int) -> int:
        """Lets rows leave now that wait for their hour, at most `limit` of them; how many."""
        some = sa.select(outbox.c.id).where(*_waits(dispatch_id, now)).limit(limit)
        statement = sa.update(outbox).where(outbox.c.id.in_(some)).values(not_before=now)
        return (await self._connection.execute(statement)).rowcount

    async def is_settled(self, dispatch_id: DispatchId) -> bool:
        """Whether no row waits any more: asked each round, so it counts none of a million."""
        left = sa.select(outbox.c.id).where(
            outbox.c.dispatch_id == dispatch_id,
            outbox.c.dispatch_id > 0,
            outbox.c.state.in_([OutboxState.QUEUED.value, OutboxState.SENDING.value]),
        )
        return not (await self._connection.execute(sa.select(left.exists()))).scalar_one()

    async def last_settled_at(self, dispatch_id: DispatchId) -> datetime | None:
        """When the last of its rows ended; None where it has none."""
        query = sa.select(sa.func.max(outbox.c.settled_at)).where(
            outbox.c.dispatch_id == dispatch_id, outbox.c.dispatch_id > 0
        )
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def reasons(self, dispatch_id: DispatchId) -> list[Reason]:
        """Why rows were not sent, the most frequent first."""
        query = (
            sa.select(outbox.c.state, outbox.c.error, sa.func.count().label("count"))
            .where(
                outbox.c.dispatch_id == dispatch_id,
                outbox.c.dispatch_id > 0,
                outbox.c.state.not_in(
                    [
                        OutboxState.SENT.value,
                        OutboxState.QUEUED.value,
                        OutboxState.SENDING.value,
                    ]
                ),
            )
            .group_by(outbox.c.state, outbox.c.error)
            .order_by(sa.desc("count"))
        )
        return [
            Reason(OutboxState(row.state), row.error or "", row[2])
            for row in await self._connection.execute(query)
        ]

    async def sent_until(self, dispatch_id: DispatchId, moments: Sequence[datetime]) -> list[int]:
        """How many rows were sent up to each of the moments; one pass over them."""
        kind = outbox.c.settled_at.type
        query = sa.select(
            *[
                sa.func.count().filter(outbox.c.settled_at <= sa.literal(moment, kind))
                for moment in moments
            ]
        ).where(
            outbox.c.dispatch_id == dispatch_id,
            outbox.c.dispatch_id > 0,
            outbox.c.state == OutboxState.SENT.value,
        )
        return list((await self._connection.execute(query)).one())

    async def _upper(
        self, column: sa.ColumnElement[int], where: sa.ColumnElement[bool], window: int
    ) -> int | None:
        part = sa.select(column.label("id")).where(where).order_by(column).limit(window).subquery()
        found: int | None = (
            await self._connection.execute(sa.select(sa.func.max(part.c.id)))
        ).scalar_one()
        return found

    async def _insert(
        self,
        dispatch: Dispatch,
        expires_at: datetime | None,
        now: datetime,
        source: sa.Select[Any],
        key: sa.ColumnElement[int],
    ) -> None:
        """`source` gives chat, not_before and parent; `key` tells its rows apart for ever."""
        message, priority = MESSAGE_OF[dispatch.action], PRIORITY_OF[dispatch.action]
        dedupe_key = key_of(message.prefix(dispatch.id), key)
        columns: Columns = {
            **fresh(message, priority, now, dedupe_key, expires_at=expires_at),
            "dispatch_id": sa.literal(dispatch.id),
        }
        rows = source.add_columns(*columns.values())
        names = ["chat_id", "not_before", "parent_id", *columns]
        insert = insert_or_ignore(self._connection, outbox)
        await self._connection.execute(insert.from_select(names, rows))

    async def _move_cursor(self, dispatch_id: DispatchId, cursor: int) -> None:
        await self._connection.execute(
            sa.update(dispatches).where(dispatches.c.id == dispatch_id).values(cursor=cursor)
        )


def _waits(dispatch_id: DispatchId, now: datetime) -> list[sa.ColumnElement[bool]]:
    return [
        outbox.c.dispatch_id == dispatch_id,
        outbox.c.dispatch_id > 0,
        outbox.c.state == OutboxState.QUEUED.value,
        outbox.c.not_before > now,
    ]


def _weight(post: Post) -> int:
    """Messages that one copy makes; the buttons of an album follow in one of their own."""
    parts = len(post.message_ids)
    return parts if parts == 1 else parts + 1


def _dispatch(row: sa.Row[Any]) -> Dispatch:
    return Dispatch(
        id=DispatchId(row.id),
        announcement_id=AnnouncementId(row.announcement_id),
        action=DispatchAction(row.action),
        state=DispatchState(row.state),
        post=load_post(row.post),
        begun_by=UserId(row.begun_by),
        is_filled=row.is_filled,
        cursor=row.cursor,
        started_at=row.started_at,
        finished_at=row.finished_at,
        paused_in=timedelta(seconds=row.paused_seconds),
        progress_id=row.progress_id,
    )
