"""A card has everything that depends on its reader, read at once."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from db.engine import Database
from db.unit_of_work import Store
from domain.errors import NotFound
from domain.ids import ClusterId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.clusters.cards import ReaderCard, ReaderCards
from services.clusters.catalogue import Clusters
from services.clusters.comparisons import Comparisons
from services.people.organisers import Organisers
from tests.clocks import ManualClock
from tests.people import add_people
from tests.services.rigs import cluster

OWNER = Actor(
    id=UserId(1),
    name="",
    language=Language.RU,
    zone=ZoneInfo("Europe/Moscow"),
    home=None,
    is_owner=True,
    update_id=UpdateId(1),
)
READER = replace(OWNER, id=UserId(2), is_owner=False)


async def test_card_is_of_its_reader(database: Database, store: Store, clock: ManualClock) -> None:
    clusters = Clusters(store=store, clock=clock)
    comparisons = Comparisons(store=store, clusters=clusters)
    organisers = Organisers(store=store, clock=clock, owners=frozenset({OWNER.id}))
    cards = ReaderCards(store=store, clusters=clusters, organisers=organisers)
    one, two = cluster("one"), cluster("two")
    async with store.write() as tx:
        await tx.clusters.save([one, two])
    await add_people(database, [{"id": person.id} for person in (OWNER, READER)])
    await clusters.set_favourite(READER, one.id, wanted=True)
    await comparisons.choose(READER, two.id, wanted=True)
    plain = ReaderCard(cluster=one, today=clock.now().date())

    assert await cards.card(READER, one.id) == replace(
        plain, is_favourite=True, compared=frozenset({two.id})
    )
    assert await cards.card(OWNER, one.id) == replace(plain, can_edit=True)
    with pytest.raises(NotFound):
        await cards.card(READER, ClusterId("gone"))
