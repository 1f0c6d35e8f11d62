"""Who may organise, what they did, and the figures they look at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.unit_of_work import Store, Transaction
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import UserId
from domain.outbox import LastError
from domain.people.organisers import AuditEntry, Organiser
from domain.people.users import Actor, PeopleCounts
from domain.ports import Clock

LOG_PAGE = 10
ERRORS_SHOWN = 3
LARGEST_ID = 2**52
"""Bot API, User.id: "has at most 52 significant bits"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    people: PeopleCounts
    queue_length: int
    oldest_due_at: datetime | None
    """When the row that has waited longest should have left; None when nothing is late."""
    errors: list[LastError]
    planned: int
    running: int
    reports: int
    """Reports of wrong cards that are not settled yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisers:
    """Owners come from the settings, organisers from the store. Rights are read on every call."""

    store: Store
    clock: Clock
    owners: frozenset[UserId]

    async def require(self, tx: Transaction, actor: Actor) -> None:
        """Raises Forbidden for anybody who is neither owner nor organiser now."""
        if not await self.is_one(tx, actor):
            raise Forbidden("admin-forbidden")

    async def is_one(self, tx: Transaction, actor: Actor) -> bool:
        """Owner or organiser now: whether to offer what only they can do; doing it asks again."""
        return actor.id in self.owners or await tx.organisers.has(actor.id)

    def require_owner(self, actor: Actor) -> None:
        if actor.id not in self.owners:
            raise Forbidden("admin-owners-only")

    # The same for callers without a transaction of their own.

    async def check(self, actor: Actor) -> None:
        async with self.store.read() as tx:
            await self.require(tx, actor)

    async def may(self, actor: Actor) -> bool:
        """Whether to offer what only they can do. From memory where this process alone writes the
        store: what is offered is asked for again (`require`) when it is done."""
        return actor.id in self.owners or actor.id in await self.store.organiser_ids()

    async def has(self, user_id: UserId) -> bool:
        """Whether they are one at this moment, be it an owner."""
        if user_id in self.owners:
            return True
        async with self.store.read() as tx:
            return await tx.organisers.has(user_id)

    async def ids(self, tx: Transaction) -> set[UserId]:
        """Owners and organisers."""
        return {*self.owners, *(organiser.id for organiser in await tx.organisers.all())}

    async def everyone(self, actor: Actor) -> list[Organiser]:
        async with self.store.read() as tx:
            await self.require(tx, actor)
            return await tx.organisers.all()

    def begin_adding(self, actor: Actor) -> None:
        """Before somebody is asked for: only owners are."""
        self.require_owner(actor)

    async def removable(self, actor: Actor, user_id: UserId) -> Organiser:
        """Owners only. Raises NotFound for somebody who is no organiser any more."""
        self.require_owner(actor)
        async with self.store.read() as tx:
            named = [one for one in await tx.organisers.all() if one.id == user_id]
        if not named:
            raise NotFound("organisers-gone")
        return named[0]

    async def add(self, actor: Actor, user_id: UserId, name: str) -> bool:
        """Whether they were not one already. Raises UserError for an id that nobody can have."""
        self.require_owner(actor)
        if not 0 < user_id < LARGEST_ID:
            raise UserError("organisers-id-wrong")
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            known = await tx.users.find(user_id)
            shown = name or (known.profile.first_name if known else str(user_id))
            added = await tx.organisers.add(user_id, shown, actor.id, now)
            if added:
                await self.record(tx, actor, "organiser-added", name=shown, id=user_id)
        return added

    async def remove(self, actor: Actor, user_id: UserId) -> bool:
        self.require_owner(actor)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            names = {one.id: one.name for one in await tx.organisers.all()}
            removed = await tx.organisers.remove(user_id)
            if removed:
                await self.record(
                    tx, actor, "organiser-removed", name=names.get(user_id, ""), id=user_id
                )
        return removed

    async def record(
        self, tx: Transaction, actor: Actor, action: str, **details: str | int
    ) -> None:
        """A line of the audit log, in the transaction of what it tells of."""
        await tx.organisers.record(actor.id, actor.name, self.clock.now(), action, **details)

    async def log(self, actor: Actor, page: int) -> tuple[list[AuditEntry], int]:
        """A page of the audit log, newest first, and how many lines there are."""
        async with self.store.read() as tx:
            await self.require(tx, actor)
            return await tx.organisers.log(page * LOG_PAGE, LOG_PAGE), (
                await tx.organisers.log_length()
            )

    async def dashboard(self, actor: Actor) -> Dashboard:
        now = self.clock.now()
        async with self.store.read() as tx:
            await self.require(tx, actor)
            due_at = await tx.outbox.next_due_at(await tx.outbox.open_lanes())
            return Dashboard(
                people=await tx.users.counts(now.date()),
                queue_length=await tx.outbox.queue_length(),
                oldest_due_at=due_at if due_at is not None and due_at < now else None,
                errors=await tx.outbox.last_errors(ERRORS_SHOWN),
                planned=len(await tx.announcements.planned()),
                running=len(await tx.announcements.running()),
                reports=await tx.card_reports.open_count(),
            )
