"""A person's own schedule for their calendar: as a file, or as a feed under a private address."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import UserId
from domain.people.personal_links import LinkPurpose, digest_of, new_token
from domain.people.users import Actor, Language, zone_or
from domain.ports import Clock
from domain.programme.calendars import AgendaItem

MARK_DIGITS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """What a calendar of a person shows, and how to word it."""

    items: tuple[AgendaItem, ...]
    language: Language
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """An address to subscribe to. `mark` is a checksum of the link for buttons; it does not
    open the feed."""

    address: str
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendars:
    """`address` is where the web port is reached from outside; empty: nowhere."""

    store: Store
    clock: Clock
    address: str
    default_zone: ZoneInfo

    async def agenda(self, actor: Actor) -> Agenda:
        """Raises UserError while there is nothing in it."""
        async with self.store.read() as tx:
            items = await tx.registrations.agenda_of(actor.id)
        if not items:
            raise UserError("calendar-nothing")
        return Agenda(items=tuple(items), language=actor.language, zone=actor.zone)

    async def feed(self, actor: Actor) -> Feed:
        """The link that holds, made now if there is none. Raises UserError without a web port."""
        self._check_served()
        async with self.store.write() as tx:
            return await self._ensured(tx, actor)

    async def renew(self, actor: Actor, mark: str) -> Feed:
        """A new link in the place of the one that `mark` tells; a repeat renews nothing."""
        self._check_served()
        async with self.store.write() as tx:
            feed = await self._ensured(tx, actor)
            if feed.mark != mark:
                return feed
            token = new_token()
            now = self.clock.now()
            await tx.personal_links.renew(actor.id, LinkPurpose.CALENDAR, token, now)
            return self._feed(token)

    async def revoke(self, actor: Actor) -> None:
        """The link ends, if there is one; served or not."""
        async with self.store.write() as tx:
            await tx.personal_links.revoke(actor.id, LinkPurpose.CALENDAR)

    async def shared(self, token: str) -> Agenda:
        """What whoever holds a link may see. Raises NotFound, for every wrong token alike."""
        async with self.store.read() as tx:
            owner = await tx.personal_links.owner(LinkPurpose.CALENDAR, token)
            if owner is None:
                raise NotFound("calendar-gone")
            return await self._of(tx, owner)

    async def _of(self, tx: Transaction, user_id: UserId) -> Agenda:
        user = await tx.users.find(user_id)
        if user is None:
            raise NotFound("calendar-gone")
        return Agenda(
            items=tuple(await tx.registrations.agenda_of(user_id)),
            language=user.language or Language.of_client(user.profile.client_language),
            zone=zone_or(user.tz, self.default_zone),
        )

    async def _ensured(self, tx: Transaction, actor: Actor) -> Feed:
        now = self.clock.now()
        purpose = LinkPurpose.CALENDAR
        return self._feed(await tx.personal_links.ensure(actor.id, purpose, new_token(), now))

    def _feed(self, token: str) -> Feed:
        address = f"{self.address}/calendar/{token}.ics"
        return Feed(address=address, mark=digest_of(token)[:MARK_DIGITS])

    def _check_served(self) -> None:
        if not self.address:
            raise UserError("calendar-off")
