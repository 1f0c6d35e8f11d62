"""A participant's own profile: asked once, told field by field, changed and erased at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.errors import UserError
from domain.ids import UserId
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.participants import Participant, ProfileField
from domain.texts import one_line, utf16_units
from services.batching import Batcher

LIMITS = {
    ProfileField.NAME: 100,
    ProfileField.CLUSTER: 150,
    ProfileField.POSITION: 120,
    ProfileField.CONTACT: 120,
}
"""UTF-16 units of what is typed; with all of them a card stays far below one message (4,096)."""


@dataclass(kw_only=True, slots=True)
class Participants:
    store: Store
    clock: Clock
    _offers: Batcher[UserId, bool] = field(init=False)

    def __post_init__(self) -> None:
        self._offers = Batcher(self._offer_all)

    async def offer(self, actor: Actor) -> bool:
        """Whether to ask now for a profile: True once in a person's life with the bot."""
        return await self._offers(actor.id)

    async def _offer_all(self, user_ids: Sequence[UserId]) -> list[bool]:
        async with self.store.read() as tx:
            known = await tx.participants.many(user_ids)
        unknown = sorted({one for one in user_ids if one not in known})
        if not unknown:
            return [False] * len(user_ids)
        async with self.store.write() as tx:
            asked = await tx.participants.mark_asked(unknown, self.clock.now())
        # Somebody who is there twice is asked once.
        return [one in asked and user_ids.index(one) == n for n, one in enumerate(user_ids)]

    async def get(self, actor: Actor) -> Participant:
        async with self.store.read() as tx:
            return await tx.participants.find(actor.id) or Participant(user_id=actor.id)

    async def type_in(self, actor: Actor, field: ProfileField, text: str) -> Participant:
        """A field of LIMITS; at CLUSTER an organisation that is none of the list's clusters.

        Raises UserError for a text that holds nothing readable or is too long.
        """
        line = one_line(text)
        if not any(character.isalnum() for character in line):
            raise UserError("profile-text-empty")
        if utf16_units(line) > LIMITS[field]:
            raise UserError("profile-text-too-long", limit=LIMITS[field])
        return await self._change(actor, lambda one: _with_text(one, field, line))

    async def choose_region(self, actor: Actor, region: str) -> Participant:
        return await self._change(actor, lambda one: replace(one, region=region))

    async def choose_cluster(self, actor: Actor, cluster: Cluster) -> Participant:
        """Its industry is the person's; its region too, unless they have named another."""
        return await self._change(
            actor,
            lambda one: replace(
                one,
                cluster_id=cluster.id,
                organisation="",
                industry=cluster.industry,
                region=one.region or cluster.region,
            ),
        )

    async def choose_industry(self, actor: Actor, industry: Industry) -> Participant:
        return await self._change(actor, lambda one: replace(one, industry=industry))

    async def clear(self, actor: Actor, field: ProfileField) -> Participant:
        return await self._change(actor, lambda one: _without(one, field))

    async def set_listed(self, actor: Actor, *, wanted: bool) -> Participant:
        """Raises UserError for somebody without a name: others find people by it."""

        def change(one: Participant) -> Participant:
            if wanted and not one.name:
                raise UserError("profile-name-first")
            return replace(one, is_listed=wanted)

        return await self._change(actor, change)

    async def erase(self, actor: Actor) -> Participant:
        """The empty row stays: whoever took it all back does not want to be asked again."""
        return await self._change(actor, lambda one: Participant(user_id=one.user_id))

    async def _change(
        self, actor: Actor, change: Callable[[Participant], Participant]
    ) -> Participant:
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            known = await tx.participants.find(actor.id) or Participant(user_id=actor.id)
            await tx.participants.save(change(known), now)
            return await tx.participants.find(actor.id) or known


def _with_text(one: Participant, field: ProfileField, text: str) -> Participant:
    if field is ProfileField.NAME:
        return replace(one, name=text)
    if field is ProfileField.CLUSTER:
        return replace(one, organisation=text, cluster_id=None)
    if field is ProfileField.POSITION:
        return replace(one, position=text)
    return replace(one, contact=text)


def _without(one: Participant, field: ProfileField) -> Participant:
    """Nobody is listed without a name."""
    if field is ProfileField.NAME:
        return replace(one, name="", is_listed=False)
    if field is ProfileField.REGION:
        return replace(one, region="")
    if field is ProfileField.CLUSTER:
        return replace(one, organisation="", cluster_id=None)
    if field is ProfileField.INDUSTRY:
        return replace(one, industry=None)
    if field is ProfileField.POSITION:
        return replace(one, position="")
    return replace(one, contact="")
