"""Carries announcements on: starts what is due, fills the outbox, ends what is done."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
    DispatchState,
)
from domain.announcements.messages import DispatchSummary
from domain.ids import ChatId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import Schedule
from domain.people.users import QuietHours
from domain.ports import Alarm, Clock
from services.announcements.dispatches import first_moment, sent_after, start
from services.announcements.release import AnnouncementRelease
from services.batching import PEOPLE_AT_ONCE

log = logging.getLogger(__name__)

CORRECTION_SETTLES_IN = timedelta(seconds=2)
"""Pause between a correction and the search for copies to edit. A sender that has read the old
post already may go on making copies of it for about a second (handlers.announcements.messages)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementRunner:
    store: Store
    clock: Clock
    alarm: Alarm
    announcement_release: AnnouncementRelease

    async def advance(self) -> list[Dispatch]:
        """One round of work; the dispatches that are not done yet."""
        await self._start_planned()
        async with self.store.read() as tx:
            unreported = await tx.dispatches.unreported()
        for dispatch in unreported:
            await self._carry_on(dispatch)
        async with self.store.read() as tx:
            return await tx.dispatches.unreported()

    async def _start_planned(self) -> None:
        now = self.clock.now()
        async with self.store.read() as tx:
            planned = await tx.announcements.planned()
        for one in planned:
            begins = first_moment(one)
            if one.state is not AnnouncementState.PLANNED or begins is None:
                continue
            if begins > now:
                self.alarm.wake_at(begins)
                continue
            async with self.store.write() as tx:
                dispatch = await start(tx, one, now, AnnouncementState.PLANNED)
            log.info("announcement %s began as dispatch %s", one.id, dispatch and dispatch.id)

    async def _carry_on(self, dispatch: Dispatch) -> None:
        if dispatch.is_open and not dispatch.is_filled:
            await self._fill(dispatch)
        if dispatch.state is DispatchState.CANCELLED:
            await self._cancel_rest(dispatch)
        await self._end(dispatch)

    async def _fill(self, dispatch: Dispatch) -> None:
        """Chunk by chunk, each with its cursor: a crash goes on where it stopped."""
        current: Dispatch | None = dispatch
        while current is not None and current.is_open and not current.is_filled:
            async with self.store.write() as tx:
                current = await tx.dispatches.find(dispatch.id)
                if current is None or not current.is_open:
                    return
                one = await tx.announcements.find(dispatch.announcement_id)
                if one is None:
                    return
                now = self.clock.now()
                if current.action is DispatchAction.SEND:
                    more = await tx.dispatches.fill_with_people(
                        current, one, self._schedule(one, now), now, PEOPLE_AT_ONCE
                    )
                elif _is_settling(current, now) or await tx.dispatches.sending(one.id):
                    # What is in flight is not a copy yet; the next round finds it as one.
                    return
                else:
                    more = await tx.dispatches.fill_with_copies(
                        current, sent_after(current, now), now, PEOPLE_AT_ONCE
                    )
                if not more:
                    await tx.dispatches.set_filled(current.id)
                current = await tx.dispatches.find(dispatch.id)

    async def _cancel_rest(self, dispatch: Dispatch) -> None:
        cancelled = PEOPLE_AT_ONCE
        while cancelled == PEOPLE_AT_ONCE:
            async with self.store.write() as tx:
                now = self.clock.now()
                cancelled = await tx.outbox.cancel_dispatch(
                    dispatch.id, now, "cancelled", PEOPLE_AT_ONCE
                )

    async def _end(self, dispatch: Dispatch) -> None:
        """The report is written in the transaction that finds nothing left to do."""
        now = self.clock.now()
        async with self.store.write() as tx:
            current = await tx.dispatches.find(dispatch.id)
            if current is None or (current.is_open and not current.is_filled):
                return
            if not await tx.dispatches.is_settled(dispatch.id):
                return
            finished = DispatchState.FINISHED
            running, paused = DispatchState.RUNNING, DispatchState.PAUSED
            ended_at = await tx.dispatches.last_settled_at(dispatch.id) or now
            await tx.dispatches.change(dispatch.id, finished, ended_at, running, paused)
            await tx.dispatches.set_reported(dispatch.id)
            summary = DispatchSummary(dispatch=dispatch.id)
            report = NewMessage(
                dedupe_key=summary.key(),
                chat_id=ChatId(dispatch.begun_by),
                message=summary,
                priority=Priority.NOTICE,
                not_before=now,
            )
            await tx.outbox.add([report], now)

    def _schedule(self, one: Announcement, now: datetime) -> Schedule:
        def when(tz: str | None, hours: QuietHours | None) -> datetime:
            return self.announcement_release.arrives_in(one, tz, hours, now)

        return when


def _is_settling(dispatch: Dispatch, now: datetime) -> bool:
    is_new = dispatch.started_at <= now < dispatch.started_at + CORRECTION_SETTLES_IN
    return is_new and dispatch.action is DispatchAction.CORRECT
