"""One link for each person and purpose, found by the digest of its token."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from db.engine import Database
from db.tables import personal_links
from db.unit_of_work import Store
from domain.ids import UserId
from domain.people.personal_links import LinkPurpose, digest_of, new_token
from tests.clocks import START
from tests.people import add_people

ONE, OTHER = UserId(1), UserId(2)
BADGE, CALENDAR = LinkPurpose.BADGE, LinkPurpose.CALENDAR


async def ensure(store: Store, token: str, purpose: LinkPurpose = BADGE) -> str:
    async with store.write() as tx:
        return await tx.personal_links.ensure(ONE, purpose, token, START)


async def owner(store: Store, token: str, purpose: LinkPurpose = BADGE) -> UserId | None:
    async with store.read() as tx:
        return await tx.personal_links.owner(purpose, token)


def test_new_token_is_long_and_fits_a_deep_link() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {22}
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


async def test_ensure_keeps_the_first_token_of_each_purpose(
    database: Database, store: Store
) -> None:
    await add_people(database, [{"id": ONE}])
    first, again = await ensure(store, "first"), await ensure(store, "second")
    feed = await ensure(store, "feed", CALENDAR)

    assert (first, again, feed) == ("first", "first", "feed")
    assert await owner(store, "first") == ONE
    assert await owner(store, "second") is None


async def test_owner_is_nobody_for_another_purpose(database: Database, store: Store) -> None:
    await add_people(database, [{"id": ONE}])
    await ensure(store, "token")

    assert await owner(store, "token", CALENDAR) is None
    assert await owner(store, digest_of("token")) is None
    assert await owner(store, "") is None


async def test_renew_and_revoke_end_the_earlier_token(database: Database, store: Store) -> None:
    await add_people(database, [{"id": ONE}, {"id": OTHER}])
    await ensure(store, "old")
    async with store.write() as tx:
        await tx.personal_links.renew(ONE, BADGE, "new", START + timedelta(days=1))
        await tx.personal_links.renew(OTHER, BADGE, "theirs", START)
    assert [await owner(store, token) for token in ("old", "new", "theirs")] == [None, ONE, OTHER]
    async with store.write() as tx:
        known = await tx.personal_links.of(ONE)
        revoked = [await tx.personal_links.revoke(ONE, BADGE) for _ in range(2)]

    assert known == {BADGE: START + timedelta(days=1)}
    assert revoked == [True, False]
    assert [await owner(store, token) for token in ("new", "theirs")] == [None, OTHER]


async def test_links_go_with_their_person(database: Database, store: Store) -> None:
    await add_people(database, [{"id": ONE}])
    await ensure(store, "token")
    async with store.write() as tx:
        await tx.users.delete(ONE)
    async with database.read() as connection:
        left = (await connection.execute(sa.select(personal_links))).all()

    assert left == []
