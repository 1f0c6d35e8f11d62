"""A person's row on both engines."""

from __future__ import annotations

from datetime import timedelta

from db.unit_of_work import Store
from domain.people.users import (
    Home,
    Language,
    Profile,
    User,
)
from domain.places.geo import Point
from tests.clocks import START
from tests.db.rows import PERSON


async def test_person_is_saved_updated_and_kept(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.save_profile(PERSON, START)
        await tx.users.set_language(PERSON.id, Language.EN)
        await tx.users.set_zone(PERSON.id, "Asia/Omsk")
        await tx.users.set_home(PERSON.id, Home(name="Омск", point=Point(54.99, 73.37)))
    renamed = Profile(id=PERSON.id, first_name="Ия", last_name="О", client_language="ru")
    async with store.write() as tx:
        await tx.users.save_profile(renamed, START + timedelta(days=1))
    async with store.read() as tx:
        found = await tx.users.find(PERSON.id)

    assert found == User(
        profile=renamed,
        language=Language.EN,
        tz="Asia/Omsk",
        home=Home(name="Омск", point=Point(54.99, 73.37)),
        created_at=START,
        seen_on=(START + timedelta(days=1)).date(),
    )
