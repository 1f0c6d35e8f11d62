"""Dispatches under way and afterwards: pause, resume, cancel, correct, recall; their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    EDITABLE_KINDS,
    RECALL_WITHIN,
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
    DispatchState,
    Post,
    PostKind,
    Reason,
    Totals,
    Waiting,
)
from domain.announcements.messages import AnnouncementCopy
from domain.errors import Ended, NotFound, UserError
from domain.ids import AnnouncementId, ChatId, DispatchId, UserId
from domain.outbox import (
    NO_DISPATCH,
    NewMessage,
    Priority,
)
from domain.people.users import Actor, Category
from domain.ports import Clock
from services.batching import PEOPLE_AT_ONCE
from services.people.organisers import Organisers

RUNNING, PAUSED, CANCELLED = DispatchState.RUNNING, DispatchState.PAUSED, DispatchState.CANCELLED

ARCHIVE_PAGE = 8
DRAFTS_SHOWN = 5
CURVE_POINTS = 60
DELETED_ACCOUNT = "deactivated"
"""Part of Telegram's 403 for a deleted account: nothing will ever arrive there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DispatchProgress:
    """How far a dispatch is at this moment."""

    announcement: Announcement
    dispatch: Dispatch
    totals: Totals
    left_in: timedelta
    """Estimated time until the rows that may leave now have left, at the present rate."""
    waiting: Waiting
    remedies: frozenset[DispatchAction]
    """What can still be done about the announcement; empty once it was recalled. CORRECT and
    RECALL change the copies that were sent. SEND repeats it to those who have not got it, unless
    all of them have deleted their accounts."""

    @property
    def can_hurry(self) -> bool:
        """Whether only quiet hours hold rows back, so that marking it as important would send
        them."""
        is_held = self.dispatch.action is DispatchAction.SEND and self.dispatch.is_filled
        one = self.announcement
        is_ordinary = one.category is not Category.IMPORTANT and not one.is_local
        return is_held and is_ordinary and self.dispatch.is_open and self.waiting.count > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    progress: DispatchProgress
    reasons: list[Reason]
    curve: list[tuple[float, int]]
    """Seconds since the start, and how many were sent by then."""


@dataclass(frozen=True, slots=True)
class Archived:
    announcement: Announcement
    post: Post
    """The post as it was sent or corrected."""
    totals: Totals


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderWay:
    running: list[DispatchProgress]
    planned: list[Announcement]
    """Those that wait for approval among them."""
    drafts: list[Announcement]
    """The reader's own, newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatches:
    store: Store
    clock: Clock
    organisers: Organisers
    rate: int

    async def progress(self, dispatch_id: DispatchId) -> DispatchProgress:
        async with self.store.read() as tx:
            return await self._progress(tx, dispatch_id)

    async def progress_for(self, actor: Actor, dispatch_id: DispatchId) -> DispatchProgress:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._progress(tx, dispatch_id)

    async def pause(self, actor: Actor, dispatch_id: DispatchId) -> DispatchProgress:
        return await self._change(actor, dispatch_id, PAUSED, RUNNING)

    async def resume(self, actor: Actor, dispatch_id: DispatchId) -> DispatchProgress:
        return await self._change(actor, dispatch_id, RUNNING, PAUSED)

    async def cancel(self, actor: Actor, dispatch_id: DispatchId) -> DispatchProgress:
        """What is in flight still arrives; the announcement runner cancels the rest."""
        return await self._change(actor, dispatch_id, CANCELLED, RUNNING, PAUSED)

    async def make_important(self, actor: Actor, dispatch_id: DispatchId) -> DispatchProgress:
        """Quiet hours hold it back no longer. Raises UserError where they do not."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self.organisers.require(tx, actor)
            progress = await self._progress(tx, dispatch_id)
            if not progress.can_hurry:
                raise UserError("dispatch-waits-no-more")
            important = replace(progress.announcement, category=Category.IMPORTANT)
            await tx.announcements.save(important, AnnouncementState.STARTED)
            await self.organisers.record(tx, actor, "made-important", id=important.id)
        hurried = PEOPLE_AT_ONCE
        while hurried == PEOPLE_AT_ONCE:
            hurried = await self._hurry_some(dispatch_id)
        return await self.progress(dispatch_id)

    async def _hurry_some(self, dispatch_id: DispatchId) -> int:
        """Releases the next PEOPLE_AT_ONCE rows in one transaction; how many those were."""
        now = self.clock.now()
        async with self.store.write() as tx:
            hurried = await tx.dispatches.hurry(dispatch_id, now, PEOPLE_AT_ONCE)
            tx.wake_delivery()
        return hurried

    async def replace_post(
        self, actor: Actor, dispatch_id: DispatchId, post: Post
    ) -> DispatchProgress:
        """Another copy in place of one that is gone, and on with the sending."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self.organisers.require(tx, actor)
            if not await tx.dispatches.change(dispatch_id, RUNNING, now, PAUSED):
                raise Ended("dispatch-not-paused")
            await tx.dispatches.set_post(dispatch_id, post)
            await self.organisers.record(tx, actor, "post-replaced", id=dispatch_id)
            return await self._progress(tx, dispatch_id)

    async def of(self, actor: Actor, announcement_id: AnnouncementId) -> list[DispatchProgress]:
        """Every dispatch of an announcement, that which sends it first."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            rounds = await tx.dispatches.of(announcement_id)
            if not rounds:
                raise NotFound("broadcast-gone")
            return [await self._progress(tx, one.id) for one in rounds]

    async def check_correctable(
        self, actor: Actor, announcement_id: AnnouncementId, kind: PostKind | None = None
    ) -> None:
        """Raises UserError where copies cannot be edited (into a post of this kind)."""
        async with self.store.read() as tx:
            sending = await self._sending_of(tx, actor, announcement_id)
        _check_editable(sending.post.kind, kind or sending.post.kind)

    async def stage_correction(
        self, actor: Actor, announcement_id: AnnouncementId, post: Post
    ) -> DispatchProgress:
        """Keeps what the copies shall become until it is confirmed; the sending as it is now."""
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            sending = await self._sending_of(tx, actor, announcement_id)
            _check_editable(sending.post.kind, post.kind)
            await tx.announcements.stage_correction(announcement_id, post)
            return await self._progress(tx, sending.id)

    async def test_correction(self, actor: Actor, announcement_id: AnnouncementId) -> None:
        """Sends the staged correction to the organiser alone, through the outbox."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self._sending_of(tx, actor, announcement_id)
            await self._staged(tx, announcement_id)
            copy = AnnouncementCopy(announcement=announcement_id, correction=True)
            await add_test(tx, actor, copy, now)

    async def correct_as_staged(
        self, actor: Actor, announcement_id: AnnouncementId
    ) -> DispatchProgress:
        """`correct` into what was staged. Raises UserError where nothing is."""
        async with self.store.write() as tx:
            sending = await self._sending_of(tx, actor, announcement_id)
            post = await self._staged(tx, announcement_id)
            await self._set_corrected(tx, sending, post)
            return await self._begin(tx, actor, sending, DispatchAction.CORRECT, post)

    async def _staged(self, tx: Transaction, announcement_id: AnnouncementId) -> Post:
        post = await tx.announcements.staged_correction(announcement_id)
        if post is None:
            raise UserError("sent-correction-gone")
        return post

    async def _set_corrected(self, tx: Transaction, sending: Dispatch, post: Post) -> None:
        _check_editable(sending.post.kind, post.kind)
        await tx.dispatches.set_post(sending.id, post)
        await tx.announcements.stage_correction(sending.announcement_id, None)

    async def correct(
        self, actor: Actor, announcement_id: AnnouncementId, post: Post
    ) -> DispatchProgress:
        """Edits the copies that were sent into `post`; what is still queued goes out as `post`.

        Raises UserError where Telegram cannot edit the one into the other.
        """
        async with self.store.write() as tx:
            sending = await self._sending_of(tx, actor, announcement_id)
            await self._set_corrected(tx, sending, post)
            return await self._begin(tx, actor, sending, DispatchAction.CORRECT, post)

    async def recall(self, actor: Actor, announcement_id: AnnouncementId) -> DispatchProgress:
        """Deletes the copies that were sent, and cancels what is still queued."""
        now = self.clock.now()
        async with self.store.write() as tx:
            sending = await self._sending_of(tx, actor, announcement_id)
            if sending.finished_at is not None and now - sending.finished_at > RECALL_WITHIN:
                raise UserError("dispatch-recall-too-late")
            await tx.dispatches.change(sending.id, CANCELLED, now, RUNNING, PAUSED)
            return await self._begin(tx, actor, sending, DispatchAction.RECALL, sending.post)

    async def archive(self, actor: Actor, page: int) -> tuple[list[Archived], int]:
        """A page of what was sent, newest first, and how many announcements there are."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            found = await tx.announcements.started(page * ARCHIVE_PAGE, ARCHIVE_PAGE)
            rows = []
            for one in found:
                rounds = await tx.dispatches.of(one.id)
                totals = await tx.dispatches.totals(rounds[0].id) if rounds else Totals({})
                rows.append(Archived(one, rounds[0].post if rounds else one.post, totals))
            return rows, await tx.announcements.count_started()

    async def under_way(self, actor: Actor) -> UnderWay:
        """All that is not over yet."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            unreported = await tx.dispatches.unreported()
            return UnderWay(
                running=[await self._progress(tx, one.id) for one in unreported],
                planned=await tx.announcements.planned(),
                drafts=await tx.announcements.drafts_of(actor.id, DRAFTS_SHOWN),
            )

    async def summary(self, dispatch_id: DispatchId) -> Summary:
        async with self.store.read() as tx:
            progress = await self._progress(tx, dispatch_id)
            dispatch = progress.dispatch
            ended_at = dispatch.finished_at or self.clock.now()
            length = max((ended_at - dispatch.started_at).total_seconds(), 1.0)
            offsets = [length * n / CURVE_POINTS for n in range(CURVE_POINTS + 1)]
            moments = [dispatch.started_at + timedelta(seconds=offset) for offset in offsets]
            counts = await tx.dispatches.sent_until(dispatch_id, moments)
            reasons = await tx.dispatches.reasons(dispatch_id)
        curve = list(zip(offsets, counts, strict=True))
        return Summary(progress=progress, reasons=reasons, curve=curve)

    async def followed_in(self, announcement_id: AnnouncementId) -> list[tuple[UserId, int]]:
        """Messages (chat id, message id) with buttons that show the progress of its dispatches."""
        async with self.store.read() as tx:
            rounds = await tx.dispatches.of(announcement_id)
            reports = await tx.outbox.message_ids([f"summary:{one.id}" for one in rounds])
        shown = [(one.begun_by, one.progress_id) for one in rounds]
        shown += [(one.begun_by, reports.get(f"summary:{one.id}")) for one in rounds]
        return [(chat, message_id) for chat, message_id in shown if message_id is not None]

    async def set_progress_message(self, dispatch_id: DispatchId, message_id: int) -> None:
        async with self.store.write() as tx:
            await tx.dispatches.set_progress(dispatch_id, message_id)

    async def follow(self, actor: Actor, dispatch_id: DispatchId, message_id: int) -> None:
        """Makes this message in the organiser's chat the one that shows the progress of the
        dispatch."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            found = await tx.dispatches.find(dispatch_id)
            if found is not None and found.begun_by == actor.id:
                await tx.dispatches.set_progress(dispatch_id, message_id)

    async def leave(self, actor: Actor, announcement_id: AnnouncementId, message_id: int) -> None:
        """This message shows something else now, so progress is no longer written into it."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.dispatches.leave_progress(announcement_id, actor.id, message_id)
            await tx.announcements.leave_panel(announcement_id, actor.id, message_id)

    async def _change(
        self, actor: Actor, dispatch_id: DispatchId, state: DispatchState, *expected: DispatchState
    ) -> DispatchProgress:
        """The state that is wanted already counts as success: double taps are harmless."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self.organisers.require(tx, actor)
            if await tx.dispatches.change(dispatch_id, state, now, *expected):
                await self.organisers.record(tx, actor, f"dispatch-{state}", id=dispatch_id)
            progress = await self._progress(tx, dispatch_id)
            if progress.dispatch.state is not state:
                raise UserError("dispatch-over")
            return progress

    async def _sending_of(
        self, tx: Transaction, actor: Actor, announcement_id: AnnouncementId
    ) -> Dispatch:
        await self.organisers.require(tx, actor)
        rounds = await tx.dispatches.of(announcement_id)
        if not rounds:
            raise NotFound("broadcast-gone")
        if any(one.is_open for one in rounds[1:]):
            raise Ended("dispatch-busy")
        if any(one.action is DispatchAction.RECALL for one in rounds):
            raise Ended("dispatch-recalled")
        return rounds[0]

    async def _begin(
        self,
        tx: Transaction,
        actor: Actor,
        sending: Dispatch,
        action: DispatchAction,
        post: Post,
    ) -> DispatchProgress:
        now = self.clock.now()
        await tx.updates.claim(actor.update_id, now)
        new_id = await tx.dispatches.add(sending.announcement_id, action, post, actor.id, now)
        await self.organisers.record(tx, actor, f"{action}-begun", id=sending.announcement_id)
        return await self._progress(tx, new_id)

    async def _progress(self, tx: Transaction, dispatch_id: DispatchId) -> DispatchProgress:
        dispatch = await tx.dispatches.find(dispatch_id)
        if dispatch is None:
            raise NotFound("broadcast-gone")
        announcement = await tx.announcements.find(dispatch.announcement_id)
        if announcement is None:
            raise NotFound("broadcast-gone")
        totals = await tx.dispatches.totals(dispatch_id)
        waiting = Waiting()
        if dispatch.is_open and totals.left:
            waiting = await tx.dispatches.waiting(dispatch_id, self.clock.now())
        weight = len(dispatch.post.message_ids) if dispatch.action is DispatchAction.SEND else 1
        return DispatchProgress(
            announcement=announcement,
            dispatch=dispatch,
            totals=totals,
            left_in=timedelta(seconds=(totals.left - waiting.count) * weight / self.rate),
            waiting=waiting,
            remedies=await self._remedies_left(tx, await tx.dispatches.of(announcement.id)),
        )

    async def _remedies_left(
        self, tx: Transaction, rounds: Sequence[Dispatch]
    ) -> frozenset[DispatchAction]:
        remedies = _remedies(rounds, self.clock.now())
        sending = rounds[0]
        if DispatchAction.SEND in remedies and sending.state is DispatchState.FINISHED:
            reasons = await tx.dispatches.reasons(sending.id)
            if reasons and all(DELETED_ACCOUNT in one.error for one in reasons):
                return remedies - {DispatchAction.SEND}
        return remedies


def sent_after(dispatch: Dispatch, now: datetime) -> datetime:
    """Copies older than this cannot be touched: Telegram deletes within 48 hours only."""
    if dispatch.action is DispatchAction.RECALL:
        return now - RECALL_WITHIN
    return datetime.min.replace(tzinfo=now.tzinfo)


def _remedies(rounds: Sequence[Dispatch], now: datetime) -> frozenset[DispatchAction]:
    if any(one.action is DispatchAction.RECALL for one in rounds):
        return frozenset()
    sending = rounds[0]
    remedies = {DispatchAction.SEND}
    if sending.post.kind in EDITABLE_KINDS:
        remedies.add(DispatchAction.CORRECT)
    if sending.finished_at is None or now - sending.finished_at <= RECALL_WITHIN:
        remedies.add(DispatchAction.RECALL)
    return frozenset(remedies)


def _check_editable(old: PostKind, new: PostKind) -> None:
    if old not in EDITABLE_KINDS:
        raise Ended("dispatch-correct-impossible")
    if new is not old:
        raise UserError("dispatch-correct-kind")


EARLIEST_ZONE = timedelta(hours=14)
"""Pacific/Kiritimati: no clock on Earth shows a wall time sooner (IANA tz)."""


def first_moment(one: Announcement) -> datetime | None:
    """When the first recipient may get it; None for at once."""
    if one.starts_at is None:
        return None
    return one.starts_at - EARLIEST_ZONE if one.is_local else one.starts_at


async def add_test(tx: Transaction, actor: Actor, copy: AnnouncementCopy, now: datetime) -> None:
    """Queues the copy to the organiser alone, as a notice of no dispatch."""
    message = NewMessage(
        dedupe_key=copy.test_key(actor.update_id),
        chat_id=ChatId(actor.id),
        message=copy,
        priority=Priority.NOTICE,
        not_before=now,
        dispatch_id=NO_DISPATCH,
    )
    await tx.outbox.add([message], now)


async def start(
    tx: Transaction, one: Announcement, now: datetime, expected: AnnouncementState
) -> Dispatch | None:
    """Opens the dispatch, with rows for the channels; people follow chunk by chunk.

    None when somebody else has started it already.
    """
    if not await tx.announcements.save(replace(one, state=AnnouncementState.STARTED), expected):
        return None
    dispatch_id = await tx.dispatches.add(
        one.id, DispatchAction.SEND, one.post, one.author_id, now
    )
    if one.panel_id is not None:
        await tx.dispatches.set_progress(dispatch_id, one.panel_id)
    copy = AnnouncementCopy()
    await tx.outbox.add(
        [
            NewMessage(
                dedupe_key=copy.outlet_key(dispatch_id, outlet.chat_id, outlet.thread_id),
                chat_id=outlet.chat_id,
                message=copy,
                priority=Priority.ANNOUNCEMENT,
                not_before=now if one.is_local or one.starts_at is None else one.starts_at,
                expires_at=one.expires_at,
                dispatch_id=DispatchId(dispatch_id),
                thread_id=outlet.thread_id,
            )
            for outlet in one.outlets
        ],
        now,
    )
    return await tx.dispatches.find(dispatch_id)
