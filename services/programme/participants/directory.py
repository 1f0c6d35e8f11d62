"""The directory of participants who agreed to be found by each other."""

from __future__ import annotations

from dataclasses import dataclass

from db.unit_of_work import Store, Transaction
from domain.clusters.cards import Industry
from domain.errors import Forbidden
from domain.paging import clamped
from domain.people.users import Actor
from domain.programme.participants import COUNT_LIMIT, Participant

PAGE_SIZE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectoryFilter:
    """What a reader narrows the directory to; an empty region is any."""

    industry: Industry | None = None
    region: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectoryPage:
    wanted: DirectoryFilter
    page: int
    """The nearest one that exists to what was asked for."""
    found: tuple[Participant, ...]
    total: int
    """At most COUNT_LIMIT."""
    is_listed: bool
    """Whether the reader is in the directory too."""
    waiting: int
    """Requests that wait for the reader's answer."""

    @property
    def is_cut(self) -> bool:
        return self.total >= COUNT_LIMIT


@dataclass(frozen=True, kw_only=True, slots=True)
class Directory:
    """Open to whoever goes (or went) to a session, or has told their name."""

    store: Store

    async def page(self, actor: Actor, wanted: DirectoryFilter, page: int) -> DirectoryPage:
        async with self.store.read() as tx:
            reader = await require_reader(tx, actor)
            total = await tx.participants.count_listed(wanted.industry, wanted.region)
            page = clamped(page, total, PAGE_SIZE)
            found = await tx.participants.listed(
                wanted.industry, wanted.region, page * PAGE_SIZE, PAGE_SIZE
            )
            return DirectoryPage(
                wanted=wanted,
                page=page,
                found=tuple(found),
                total=total,
                is_listed=reader is not None and reader.is_listed,
                waiting=await tx.introductions.count_waiting(actor.id),
            )

    async def industries(self, actor: Actor, region: str) -> dict[Industry, int]:
        async with self.store.read() as tx:
            await require_reader(tx, actor)
            return await tx.participants.industries(region)

    async def regions(self, actor: Actor, industry: Industry | None) -> dict[str, int]:
        async with self.store.read() as tx:
            await require_reader(tx, actor)
            return await tx.participants.regions(industry)


async def require_reader(tx: Transaction, actor: Actor) -> Participant | None:
    """The reader's own profile. Raises Forbidden for strangers to every event."""
    reader = await tx.participants.find(actor.id)
    is_named = reader is not None and reader.name != ""
    if not is_named and not await tx.participants.has_registration(actor.id):
        raise Forbidden("directory-closed")
    return reader
