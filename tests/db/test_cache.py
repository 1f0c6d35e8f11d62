"""What is remembered is never older than the last write of this process."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.cache import RowCache, SharedValue
from db.unit_of_work import Store
from domain.clusters.marks import CardMarks
from domain.clusters.searches import Choices
from domain.ids import ClusterId, UserId
from domain.people.users import Language, Profile
from tests.clocks import START
from tests.db.rows import CLUSTER
from tests.stores import ready

PERSON = Profile(id=UserId(5), first_name="Ия")


def test_row_read_before_a_change_is_not_kept() -> None:
    cache: RowCache[int, str] = RowCache(limit=10)
    read_at = cache.generation
    cache.forget(1)
    cache.keep(1, "old", read_at=read_at)

    assert cache.recall(1) is None


def test_cache_forgets_the_longest_unused_first() -> None:
    cache: RowCache[int, str] = RowCache(limit=2)
    for key in (1, 2):
        cache.keep(key, str(key), read_at=0)
    cache.recall(1)
    cache.keep(3, "3", read_at=0)

    assert [cache.recall(key) for key in (1, 2, 3)] == ["1", None, "3"]


async def test_row_is_read_once_and_anew_after_it_was_forgotten() -> None:
    values = ["old", "new"]

    async def read() -> str:
        return values.pop(0)

    cache: RowCache[int, str] = RowCache(limit=2)
    found = [await cache.get(1, read), await cache.get(1, read)]
    cache.forget(1)

    assert [*found, await cache.get(1, read)] == ["old", "old", "new"]


async def test_row_that_changes_while_it_is_read_is_not_kept() -> None:
    async def read() -> str:
        cache.forget(1)
        return "old"

    cache: RowCache[int, str] = RowCache(limit=2)

    assert await cache.get(1, read) == "old"
    assert cache.recall(1) is None


async def test_shared_value_is_read_anew_if_it_changes_while_it_is_read() -> None:
    values = ["old", "new"]

    async def read() -> str:
        shared.forget()
        return values.pop(0)

    shared: SharedValue[str] = SharedValue(read, remembers=True)

    assert [await shared.get(START), await shared.get(START)] == ["old", "new"]


async def test_store_that_remembers_sees_its_own_writes_at_once(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)
            await tx.conversations.save("k", PERSON.id, "waiting", {"a": 1}, START)
        before = await store.user(PERSON.id)
        waiting = await store.conversation("k")
        async with store.write() as tx:
            await tx.users.set_language(PERSON.id, Language.EN)
            await tx.conversations.delete_of(PERSON.id)
        after = await store.user(PERSON.id)

        assert before is not None
        assert after is not None
        assert (before.language, after.language) == (None, Language.EN)
        assert (waiting, await store.conversation("k")) == (("waiting", {"a": 1}), (None, {}))


async def test_newest_search_is_remembered_as_it_was_written(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)
        none = await store.newest_search(PERSON.id)
        async with store.write() as tx:
            first = await tx.searches.add(PERSON.id, "повар", Choices(), START)
            second = await tx.searches.add(PERSON.id, "сварщик", Choices(), START)
        remembered = await store.newest_search(PERSON.id)
        async with store.write() as tx:
            await tx.searches.change(first, START + timedelta(minutes=1))
        changed = await store.newest_search(PERSON.id)
        stored = await Store(database).newest_search(PERSON.id)
        async with store.write() as tx:
            await tx.users.delete(PERSON.id)

        assert (none, remembered) == (None, second)
        assert changed == stored == replace(first, used_at=START + timedelta(minutes=1))
        assert await store.newest_search(PERSON.id) is None


async def test_saved_searches_are_remembered_as_they_were_written(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)
            search = await tx.searches.add(PERSON.id, "сварщик", Choices(), START)
        none = await store.saved_searches(PERSON.id)
        saved = replace(search, saved_at=START)
        async with store.write() as tx:
            await tx.searches.change(saved, START)
            await tx.searches.add(PERSON.id, "повар", Choices(), START)
        one = await store.saved_searches(PERSON.id)
        async with store.write() as tx:
            await tx.searches.change(search, START)
        dropped = await store.saved_searches(PERSON.id)
        async with store.write() as tx:
            await tx.searches.change(saved, START)
        again = await store.saved_searches(PERSON.id)
        async with store.write() as tx:
            await tx.users.delete(PERSON.id)

        assert (none, one, dropped, again) == ((), (saved,), (), (saved,))
        assert await store.saved_searches(PERSON.id) == ()


async def test_search_that_was_not_committed_is_not_remembered(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)

        async def fail_after_adding() -> None:
            async with store.write() as tx:
                await tx.searches.add(PERSON.id, "повар", Choices(), START)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_after_adding()

        assert await store.newest_search(PERSON.id) is None


async def test_organisers_are_remembered_until_one_is_added_or_removed(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        known = [await store.organiser_ids()]
        async with store.write() as tx:
            await tx.organisers.add(PERSON.id, "Ия", UserId(1), START)
        known.append(await store.organiser_ids())
        async with store.write() as tx:
            await tx.organisers.remove(PERSON.id)
        known.append(await store.organiser_ids())

        assert known == [frozenset(), {PERSON.id}, frozenset()]


async def test_organiser_that_was_not_committed_is_not_remembered(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)

        async def fail_after_adding() -> None:
            async with store.write() as tx:
                await tx.organisers.add(PERSON.id, "Ия", UserId(1), START)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_after_adding()

        assert await store.organiser_ids() == frozenset()


async def test_store_shared_by_replicas_remembers_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        ours, theirs = Store(database), Store(database)
        async with ours.write() as tx:
            await tx.users.save_profile(PERSON, START)
        await ours.user(PERSON.id)
        async with theirs.write() as tx:
            await tx.users.set_language(PERSON.id, Language.EN)
        found = await ours.user(PERSON.id)

        assert found is not None
        assert found.language is Language.EN


async def test_marks_on_cards_are_remembered_as_they_were_written(tmp_path: Path) -> None:
    one, other = CLUSTER, replace(CLUSTER, id=ClusterId("other"))
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)
            version = await tx.clusters.save([one, other])
        none = await store.card_marks(PERSON.id, version)
        async with store.write() as tx:
            await tx.favourites.add(PERSON.id, one.id, START)
            await tx.comparisons.add(PERSON.id, other.id)
            await tx.comparisons.add(PERSON.id, one.id)
        both = await store.card_marks(PERSON.id, version)
        async with store.write() as tx:
            await tx.favourites.remove(PERSON.id, one.id)
            await tx.comparisons.remove(PERSON.id, other.id)
        fewer = await store.card_marks(PERSON.id, version)
        async with store.write() as tx:
            await tx.comparisons.clear(PERSON.id)

        assert none == CardMarks((), ())
        assert both == CardMarks((one.id,), (other.id, one.id))
        assert fewer == CardMarks((), (one.id,))
        assert await store.card_marks(PERSON.id, version) == none


async def test_card_that_another_process_takes_out_takes_marks_along(tmp_path: Path) -> None:
    one = CLUSTER
    async with ready(tmp_path) as database:
        store, other_process = Store(database, remembers=True), Store(database, remembers=True)
        async with store.write() as tx:
            await tx.users.save_profile(PERSON, START)
            version = await tx.clusters.save([one])
            await tx.favourites.add(PERSON.id, one.id, START)
        before = await store.card_marks(PERSON.id, version)
        async with other_process.write() as tx:
            await tx.clusters.delete([one.id])
            version = await tx.clusters.save([one])

        assert before.favourites == (one.id,)
        assert not (await store.card_marks(PERSON.id, version)).favourites
