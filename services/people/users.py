"""People: who acts, in which language and zone; what they let us remember; erasure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from db.write_turns import WriteTurn
from domain.ids import ChatId, UpdateId, UserId
from domain.people.users import (
    Actor,
    Category,
    Home,
    Language,
    Preferences,
    Profile,
    Role,
    User,
    zone_or,
)
from domain.ports import Clock
from services.batching import Batcher
from services.people.personal_data import Holdings, holdings, personal_data

TOLD_AT_ONCE = 20_000
"""Rows of the outbox (of all people) that one transaction of an erasure scans."""


@dataclass(kw_only=True, slots=True)
class Users:
    store: Store
    clock: Clock
    owners: frozenset[UserId]
    default_zone: ZoneInfo
    default_language: Language
    told_at_once: int = TOLD_AT_ONCE
    _arrivals: Batcher[Profile, None] = field(init=False)

    def __post_init__(self) -> None:
        self._arrivals = Batcher(self._save_all)

    async def touch(self, profile: Profile, update_id: UpdateId) -> Actor:
        """The person behind an update; writes only what is new (a name, a language, a day)."""
        user = await self.store.user(profile.id)
        now = self.clock.now()
        if user is None or user.profile != profile or user.seen_on != now.date():
            await self._arrivals(profile)
        return self._actor(profile, user, update_id)

    async def _save_all(self, profiles: Sequence[Profile]) -> list[None]:
        """Upserts all profiles in one transaction, without waiting for the turn to write."""
        async with self.store.write(WriteTurn.BESIDE) as tx:
            await tx.users.save_profiles(profiles, self.clock.now())
        return [None] * len(profiles)

    async def recognise(self, profile: Profile, update_id: UpdateId) -> Actor:
        """The person behind an inline query, who may never have started the bot: stores nothing.

        A row would make them a reader of announcements whom Telegram does not let us write to.
        """
        return self._actor(profile, await self.store.user(profile.id), update_id)

    async def resume(self, actor: Actor) -> None:
        """/start: the person is here, reachable, and wants to hear from us."""
        if not actor.is_away:
            return
        async with self.store.write() as tx:
            await tx.users.set_stopped(actor.id, None)
            await tx.users.set_unreachable(actor.id, None)

    async def follow_link(self, actor: Actor) -> None:
        """/start with a payload: the person is here. A /stop holds until they take it back."""
        if not actor.is_away:
            return
        async with self.store.write() as tx:
            await tx.users.set_unreachable(actor.id, None)

    async def hear_of_sessions(self, actor: Actor) -> Actor:
        """Switches on word of sessions, and nothing else that was off. Returns the person as they
        are then."""
        wanted = actor.preferences
        if actor.is_stopped:
            wanted = wanted.switched(Category.NEWS, is_wanted=False)
        wanted = wanted.switched(Category.SESSIONS, is_wanted=True)
        async with self.store.write() as tx:
            await tx.users.set_stopped(actor.id, None)
            await tx.users.set_preferences(actor.id, wanted)
        return replace(actor, preferences=wanted, is_away=False, is_stopped=False)

    async def stop(self, actor: Actor) -> None:
        """/stop: nothing that the bot starts itself reaches them until /start."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.users.set_stopped(actor.id, now)
            await tx.outbox.cancel_queued(ChatId(actor.id), now, "stopped")

    async def set_reachable(self, profile: Profile, *, reachable: bool) -> None:
        """my_chat_member: they blocked the bot, or came back."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.users.save_profile(profile, now)
            await tx.users.set_unreachable(profile.id, None if reachable else now)

    async def choose_language(self, actor: Actor, language: Language) -> None:
        async with self.store.write() as tx:
            await tx.users.set_language(actor.id, language)

    async def choose_zone(self, actor: Actor, tz: str) -> ZoneInfo:
        zone = ZoneInfo(tz)
        async with self.store.write() as tx:
            await tx.users.set_zone(actor.id, zone.key)
        return zone

    async def choose_role(self, actor: Actor, role: Role) -> Actor:
        """Sets the role; choosing the same again takes it back. Returns the person as they are
        then."""
        chosen = None if actor.role is role else role
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await tx.users.set_role(actor.id, chosen)
        return replace(actor, role=chosen)

    async def prefer(self, actor: Actor, wanted: Preferences) -> Actor:
        """Keeps the wishes for what the bot sends of its own accord. Returns the person as they
        are then."""
        async with self.store.write() as tx:
            await tx.users.set_preferences(actor.id, wanted)
        return replace(actor, preferences=wanted)

    async def remember_home(self, actor: Actor, home: Home) -> Home:
        """Keeps the place rounded, so that the store never knows an address."""
        rounded = replace(home, point=home.point.rounded())
        async with self.store.write() as tx:
            await tx.users.set_home(actor.id, rounded)
        return rounded

    async def forget_home(self, actor: Actor) -> Actor:
        """Forgets the person's home. Returns them as they are then."""
        async with self.store.write() as tx:
            await tx.users.set_home(actor.id, None)
        return replace(actor, home=None)

    async def export(self, actor: Actor) -> dict[str, Any]:
        """All that is stored about the person, as plain JSON values. Raises NotFound."""
        async with self.store.read() as tx:
            return await personal_data(tx, actor.id)

    async def erase(self, actor: Actor) -> None:
        """Removes the person and all that hangs on them.

        First what was told to them, of which there may be much to look through: part by part, so
        that nobody waits long for the store. The person goes last, so an erasure that is cut
        short is begun anew by whoever asked for it.
        """
        await self._erase(actor, keeps_seats=False)

    async def erase_but_seats(self, actor: Actor) -> None:
        """Erases the person as `erase` does, but for registrations for sessions that are not over,
        and the badge."""
        await self._erase(actor, keeps_seats=True)

    async def holdings(self, actor: Actor) -> Holdings:
        """Counts of what `erase` would delete."""
        async with self.store.read() as tx:
            return await holdings(tx, actor.id, self.clock.now())

    async def _erase(self, actor: Actor, *, keeps_seats: bool) -> None:
        told = -1
        while (upper := await self._part_behind(told)) is not None:
            async with self.store.write() as tx:
                await tx.outbox.forget_chat(
                    actor.id, after=told, upto=upper, keeps_reminders=keeps_seats
                )
            told = upper
        async with self.store.write() as tx:
            await tx.conversations.delete_of(actor.id)
            await tx.outbox.forget_chat(actor.id, after=told, keeps_reminders=keeps_seats)
            await tx.announcements.forget_person(actor.id)
            await tx.uploads.delete_of(actor.id)
            await tx.session_drafts.delete_of(actor.id)
            await tx.materials.forget_person(actor.id)
            await tx.news.forget_person(actor.id)
            await tx.organisers.remove(actor.id)
            await tx.organisers.forget_visitor(actor.id)
            if keeps_seats:
                await tx.users.delete_but_seats(actor.id, self.clock.now())
            else:
                await tx.users.delete(actor.id)

    async def _part_behind(self, told: int) -> int | None:
        async with self.store.read() as tx:
            return await tx.outbox.part_behind(told, self.told_at_once)

    def _actor(self, profile: Profile, user: User | None, update_id: UpdateId) -> Actor:
        chosen = user.language if user else None
        greeted = self._greeted(profile)
        before = self._greeted(user.profile) if user else greeted
        return Actor(
            id=profile.id,
            name=profile.first_name,
            language=chosen or greeted,
            zone=zone_or(user.tz if user else None, self.default_zone),
            home=user.home if user else None,
            is_owner=profile.id in self.owners,
            update_id=update_id,
            is_away=user is not None and bool(user.stopped_at or user.unreachable_at),
            is_stopped=user is not None and user.stopped_at is not None,
            is_new=user is None,
            is_switched=chosen is None and before != greeted,
            role=user.role if user else None,
            preferences=user.preferences if user else Preferences(),
        )

    def _greeted(self, profile: Profile) -> Language:
        """Spoken to who has chosen none."""
        return Language.of_client(profile.client_language or self.default_language)
