"""The queue that replicas share: stored once, one of a person at a time, in their order."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.updates.flood_gate import BURST, PER_SECOND
from db.engine import Database
from db.replicas.incoming import _TAKE, Arrival, Bucket, Taken
from db.unit_of_work import Store
from tests.stores import emptied, opened_again

pytestmark = pytest.mark.postgres

A, B = "one replica", "another"
BUCKET = Bucket(BURST, PER_SECOND)
MARIA, PETER = 1, 2
SILENCE = timedelta(seconds=7)


@pytest.fixture
async def database(schema: str) -> AsyncIterator[Database]:
    async with emptied(schema) as opened:
        yield opened


def came(number: int, lane: int = MARIA, album: str | None = None) -> Arrival:
    return Arrival(update_id=number, lane=lane, album=album, body=f'{{"update_id": {number}}}')


async def add(store: Store, *arrivals: Arrival, ago: float = 60) -> None:
    """As if they had come so many seconds ago; a negative one is just now, however slow we are."""
    async with store.single() as tx:
        await tx.incoming.add(arrivals)
    await aged(store, *(one.update_id for one in arrivals), ago=ago)


async def aged(store: Store, *numbers: int, ago: float) -> None:
    async with store.write() as tx:
        await tx.incoming._connection.execute(  # noqa: SLF001  (time passes)
            sa.text(
                "UPDATE incoming_updates "
                "SET received_at = date_trunc('hour', clock_timestamp()) "
                "+ make_interval(hours => CASE WHEN :ago < 0 THEN 2 ELSE 0 END, secs => -:ago) "
                "WHERE update_id = ANY(:ids) AND finished_at IS NULL"
            ).bindparams(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))),
            {"ago": float(ago), "ids": list(numbers)},
        )


async def take(store: Store, replica: str = A, room: int = 100) -> list[Taken]:
    async with store.single() as tx:
        return await tx.incoming.take(replica, room, BUCKET)


async def finish(store: Store, *numbers: int, replica: str | None = None) -> None:
    """By whoever has them in hand, unless it is said who."""
    async with store.single() as tx:
        for one in (A, B) if replica is None else (replica,):
            await tx.incoming.finish(one, numbers)


def numbers(taken: list[Taken]) -> list[int]:
    return [one.update_id for one in taken]


async def test_update_is_taken_once_however_often_it_is_delivered(store: Store) -> None:
    await add(store, came(7))
    await add(store, came(7), came(7))
    first, beside = await take(store), await take(store, B)
    await add(store, came(7))
    await finish(store, 7)
    await add(store, came(7))

    assert (numbers(first), beside, await take(store)) == ([7], [], [])
    assert (first[0].body, first[0].attempts) == ('{"update_id": 7}', 1)


async def test_one_of_a_person_at_a_time_in_the_order_of_numbers(store: Store) -> None:
    await add(store, came(12), came(10), came(11, PETER), came(13))
    first = numbers(await take(store))
    while_busy = numbers(await take(store, B))
    await finish(store, 10)
    second = numbers(await take(store, B))
    await finish(store, 12)
    third = numbers(await take(store))

    assert (first, while_busy, second, third) == ([10, 11], [], [12], [13])


async def test_update_waits_for_a_smaller_number_that_may_still_come(store: Store) -> None:
    await add(store, *(came(number, lane=100 + number) for number in range(1, 9)))
    await finish(store, *numbers(await take(store)))
    await add(store, came(10), ago=-60)
    early = numbers(await take(store))
    await add(store, came(9), ago=-60)
    in_order = numbers(await take(store))
    await finish(store, 9)
    follower = numbers(await take(store))
    await add(store, came(20), ago=-60)
    alone = numbers(await take(store))
    await aged(store, 20, ago=60)
    await finish(store, 10)
    late = numbers(await take(store))

    assert (early, in_order, follower, alone, late) == ([], [9], [10], [], [20])


async def test_one_that_comes_behind_a_taken_one_of_a_larger_number_waits(store: Store) -> None:
    await add(store, came(5))
    await take(store)
    await add(store, came(4))
    beside = numbers(await take(store, B))
    await finish(store, 5)

    assert (beside, numbers(await take(store, B))) == ([], [4])


async def test_parts_without_a_number_of_their_own_are_those_in_a_row(store: Store) -> None:
    """What was sent between two of them keeps its place."""
    await add(store, came(1, album="x"), came(2, album="x"), came(3), came(4, album="x"))
    await add(store, came(5, PETER))
    async with store.single() as tx:
        joined = await tx.incoming.parts(MARIA, "x")
        in_a_row = await tx.incoming.parts(MARIA, "x", in_a_row=True)

    assert [number for number, _ in joined] == [1, 2, 4]
    assert [number for number, _ in in_a_row] == [1, 2]


async def test_album_is_taken_whole_once_no_more_parts_come(store: Store) -> None:
    await add(store, came(1, album="x"), came(2, album="x"), came(4))
    await add(store, came(3, album="x"), ago=-60)
    early = numbers(await take(store))
    await aged(store, 3, ago=60)
    [head] = await take(store)
    async with store.single() as tx:
        parts = await tx.incoming.parts(head.lane, head.album or "")
    assert await take(store, B) == []
    await finish(store, 1, 2, 3)

    assert (early, [number for number, _ in parts]) == ([], [1, 2, 3])
    assert numbers(await take(store, B)) == [4]


async def test_flood_of_a_person_is_counted_over_all_replicas(store: Store) -> None:
    await add(store, *(came(number) for number in range(1, 61)), came(61, PETER))
    verdicts: list[tuple[int, str]] = []
    for turn in range(60):
        taken = await take(store, (A, B)[turn % 2])
        verdicts += [(one.lane, one.verdict) for one in taken]
        await finish(store, *numbers(taken))
    later = [came(number) for number in range(62, 70)]
    await add(store, *later, ago=50)
    calmed = await take(store)

    assert Counter(verdicts) == {
        (MARIA, "pass"): BURST,
        (MARIA, "warn"): 1,
        (MARIA, "drop"): 60 - BURST - 1,
        (PETER, "pass"): 1,
    }
    assert [one.verdict for one in calmed] == ["pass"]


async def test_channels_have_no_gate(store: Store) -> None:
    await add(store, *(came(number, lane=-100) for number in range(1, 41)))
    verdicts = []
    for _ in range(40):
        [one] = await take(store)
        verdicts.append(one.verdict)
        await finish(store, one.update_id)

    assert verdicts == ["pass"] * 40


async def test_what_a_replica_that_is_gone_had_in_hand_is_anybodys(store: Store) -> None:
    await add(store, came(1), came(2, PETER))
    async with store.single() as tx:
        await tx.presence.beat(A)
        await tx.presence.beat(B)
    mine = numbers(await take(store, A, room=1))
    theirs = numbers(await take(store, B, room=1))
    async with store.single() as tx:
        kept = await tx.incoming.free_abandoned(B, timedelta(hours=1))
        await tx.presence.leave(A)
        freed = await tx.incoming.free_abandoned(B, timedelta(hours=1))
    again = await take(store, B)

    assert (mine, theirs, kept, freed) == ([1], [2], 0, 1)
    assert [(one.update_id, one.attempts) for one in again] == [(1, 2)]


async def test_what_a_replica_holds_is_not_put_back_with_what_it_does_not_know_of(
    store: Store,
) -> None:
    await add(store, came(1), came(2, lane=PETER), came(3, lane=3))
    await take(store)
    async with store.single() as tx:
        put_back = [await tx.incoming.put_back(A, held) for held in ({1, 3}, {1, 3}, (1,))]

    assert put_back == [1, 0, 1]
    assert [one.update_id for one in await take(store, B)] == [2, 3]


async def test_replica_that_stood_still_ends_nothing_that_another_has_in_hand(
    store: Store,
) -> None:
    """Else the next update of that person would be handled beside it."""
    await add(store, came(1), came(2))
    await take(store)
    async with store.single() as tx:
        assert await tx.incoming.free_abandoned(A, SILENCE) == 0  # it does not judge itself
        assert await tx.incoming.free_abandoned(B, SILENCE) == 1
    again = await take(store, B)
    await finish(store, 1, replica=A)
    meanwhile = await take(store, "a third")
    async with store.single() as tx:
        await tx.incoming.finish(B, [1])

    assert ([one.update_id for one in again], meanwhile) == ([1], [])
    assert [one.update_id for one in await take(store, "a third")] == [2]


async def test_replicas_that_were_killed_are_forgotten(store: Store) -> None:
    async with store.single() as tx:
        for replica in (A, B):
            await tx.presence.beat(replica)
        await tx.presence.forget(timedelta(days=2))
        kept = await tx.presence.wanted(timedelta(days=1))
        await tx.presence.forget(timedelta(0))
        left = await tx.presence.wanted(timedelta(days=1))

    assert (kept, left) == ({A: 0, B: 0}, {})


async def test_settings_of_replicas_that_are_there_are_told_as_each_left_them_last(
    store: Store,
) -> None:
    hour, old, new = timedelta(hours=1), {"SEND_RATE": "a"}, {"SEND_RATE": "b", "ADMIN_IDS": "c"}
    async with store.single() as tx:
        nobody = await tx.presence.settings(A, old, hour)
        for replica in (A, B):
            await tx.presence.beat(replica)
        alone = await tx.presence.settings(A, old, hour)
        await tx.presence.settings(B, new, hour)
        both = await tx.presence.settings(A, new, hour)
        gone = await tx.presence.settings(A, new, timedelta(0))

    assert (nobody, alone, both, gone) == ([], [old], [new, new], [])


async def test_what_is_put_back_at_a_stop_is_taken_again(store: Store) -> None:
    await add(store, came(1))
    await take(store, A)
    async with store.single() as tx:
        await tx.incoming.put_back(A)

    assert [(one.update_id, one.attempts) for one in await take(store, B)] == [(1, 2)]


async def test_many_replicas_at_once_take_each_update_once_and_in_order(
    store: Store, schema: str, tmp_path: Path
) -> None:
    """Unfinished ones of a lane keep the rest of it back, whatever two snapshots show."""
    count, lanes = 120, 6
    await add(store, *(came(number, lane=1000 + number % lanes) for number in range(count)))
    order: list[tuple[int, int]] = []
    in_hand: Counter[int] = Counter()

    async def work(replica: str, one: Store) -> None:
        while len(order) < count:
            try:
                taken = await take(one, replica, room=2)
            except IntegrityError:
                continue
            for update in taken:
                in_hand[update.lane] += 1
                assert in_hand[update.lane] == 1
                order.append((update.lane, update.update_id))
            await asyncio.sleep(0)
            for update in taken:
                in_hand[update.lane] -= 1
            await finish(one, *numbers(taken), replica=replica)

    async with AsyncExitStack() as stack:
        others = [await stack.enter_async_context(opened_again(schema, tmp_path)) for _ in "ab"]
        stores = [store, *map(Store, others)]
        await asyncio.gather(*(work(str(n), one) for n, one in enumerate(stores)))

    assert len(order) == len(set(order)) == count
    for lane in range(lanes):
        own = [number for in_lane, number in order if in_lane == 1000 + lane]
        assert own == sorted(own)


async def test_finished_one_keeps_its_number_and_nothing_else(
    store: Store, database: Database
) -> None:
    await add(store, came(1, album="x"))
    await take(store)
    async with store.single() as tx:
        before = await tx.incoming.waiting()
    await finish(store, 1)
    query = sa.text("SELECT lane, album, body, taken_by FROM incoming_updates")
    async with database.read() as connection:
        rows = list(await connection.execute(query))
    async with store.single() as tx:
        after = await tx.incoming.waiting()

    assert (before[0], after) == (1, (0, 0.0))
    assert [tuple(row) for row in rows] == [(0, None, None, None)]


async def test_old_numbers_are_forgotten_but_the_newest(store: Store, database: Database) -> None:
    await add(store, *(came(number) for number in range(1, 151)), ago=3 * 86_400)
    async with store.single() as tx:
        await tx.incoming.finish(A, list(range(1, 150)))
        await tx.incoming.forget(timedelta(days=2))
    query = sa.text("SELECT min(update_id), count(*) FROM incoming_updates")
    async with database.read() as connection:
        [row] = await connection.execute(query)

    assert tuple(row) == (51, 100)


@pytest.mark.parametrize("former", [None, 0, 1, 100])
async def test_a_look_costs_by_people_and_not_by_all_that_they_have_written(
    store: Store, database: Database, former: int | None
) -> None:
    """Counted by the server: rows that it visits, however fast it is. Its statistics may be of a
    quiet moment, with so many `former` ones: a crowd comes sooner than they are taken again."""
    people, each = 40, 15
    async with database.write() as connection:
        # Dead entries that other tests have left in its indexes would be counted with the rows.
        await connection.execute(sa.text("TRUNCATE incoming_updates"))
    if former is not None:
        await add(store, *(came(number) for number in range(10_000, 10_000 + former)))
        await finish(store, *range(10_000, 10_000 + former))
        async with database.write() as connection:
            await connection.execute(sa.text("ANALYZE incoming_updates"))
    arrivals = [came(number, lane=1000 + number % people) for number in range(people * each)]
    await add(store, *arrivals, ago=-60)
    plan = await taking(database, room=people)

    # The largest step reads what waits, and the versions of it that `aged` has left. Former
    # numbers and verdicts are looked up for the first one of each person.
    assert _most_rows(plan) < 4 * people * each, json.dumps(plan, indent=1)


async def taking(database: Database, room: int) -> dict[str, Any]:
    """The plan of `take`, with the rows that passed its nodes."""
    words = {"replica": A, "room": room, "grace": timedelta(0), "album_grace": timedelta(0)}
    numbers = {"span": 8, "burst": float(BURST), "per_second": PER_SECOND}
    async with database.write() as connection:
        explained = sa.text("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + _TAKE.text)
        types = _TAKE._bindparams.values()  # noqa: SLF001  (of the statement itself)
        [[plan]] = await connection.execute(explained.bindparams(*types), {**words, **numbers})
        await connection.rollback()
    found: dict[str, Any] = plan[0]["Plan"]
    return found


def _most_rows(node: dict[str, Any]) -> float:
    """Those included that were thrown away."""
    own = [value for key, value in node.items() if key.startswith("Rows Removed")]
    rows = (node["Actual Rows"] + sum(own)) * node["Actual Loops"]
    return float(max([rows, *map(_most_rows, node.get("Plans", []))]))
