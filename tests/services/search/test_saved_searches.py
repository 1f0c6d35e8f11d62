"""Searches as rows, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from db.engine import Database
from db.unit_of_work import Store
from domain.clusters.cards import Industry
from domain.clusters.searches import (
    SAVED_LIMIT,
    Choices,
    Opening,
    Order,
)
from domain.errors import NotFound, UserError
from domain.ids import ClusterId, PlaceId, SearchId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.people.housekeeping import SEARCHES_KEPT, Housekeeping
from services.search.saved_searches import GOES_ON, SavedSearches
from tests.clocks import ManualClock
from tests.people import add_people
from tests.services.rigs import counted

CHOSEN = Choices(
    place=PlaceId(498698),
    radius_km=300,
    trade="15.01.05",
    industry=Industry.IT,
    within="Республика Мордовия",
    opening=Opening.PLANNED,
    order=Order.NAME,
)


def actor(number: int = 1) -> Actor:
    return Actor(
        id=UserId(number),
        name="N",
        language=Language.RU,
        zone=ZoneInfo("Europe/Moscow"),
        home=None,
        is_owner=False,
        update_id=UpdateId(number),
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def searches(database: Database, store: Store, clock: ManualClock) -> SavedSearches:
    await add_people(database, [{"id": 1}, {"id": 2}])
    return SavedSearches(store=store, clock=clock)


NEAREST = Choices(place=PlaceId(498698), radius_km=100, is_nearest=True)


@pytest.mark.parametrize(
    "choices",
    [Choices(), CHOSEN, Choices(is_anywhere=True), NEAREST, replace(NEAREST, page=2)],
)
async def test_search_comes_back_as_it_was(searches: SavedSearches, choices: Choices) -> None:
    begun = await searches.begin(actor(), "сварщик", choices)

    assert await searches.find(actor(), begun.id) == begun
    assert begun.choices == choices


@pytest.mark.usefixtures("on_threads")
async def test_searches_begun_at_one_moment_are_each_ones_own(searches: SavedSearches) -> None:
    wishes = [(1 + number % 2, f"сварщик {number}") for number in range(7)]
    begun = await asyncio.gather(
        *[searches.begin(actor(person), text, Choices()) for person, text in wishes]
    )

    assert [(one.user_id, one.text) for one in begun] == wishes
    for one in begun:
        assert await searches.find(actor(one.user_id), one.id) == one
    last = await searches.last(actor(2))
    assert last == begun[5]


@pytest.mark.usefixtures("on_threads")
async def test_searches_begun_at_one_moment_are_written_by_one_statement(
    searches: SavedSearches, database: Database
) -> None:
    """One may hold a person's text twice; each of the two has its own choices."""
    wishes = [(actor(1), Choices()), (actor(2), CHOSEN), (actor(1), CHOSEN)]
    with counted(database) as seen:
        begun = await asyncio.gather(
            *[searches.begin(person, "сварщик", choices) for person, choices in wishes]
        )

    assert len(seen) == 1
    assert len({one.id for one in begun}) == len(begun)
    for one, (person, choices) in zip(begun, wishes, strict=True):
        assert (await searches.find(person, one.id)).choices == choices == one.choices


def test_list_of_the_nearest_is_kept_by_keys_that_the_release_before_has() -> None:
    assert replace(NEAREST, page=2).as_json() == {"place": 498698, "radius_km": 100, "page": -3}


CARD = ClusterId("nn-auto")


@pytest.mark.usefixtures("on_threads")
async def test_card_opened_last_is_known_for_an_hour_or_until_a_list_is_shown(
    searches: SavedSearches, clock: ManualClock
) -> None:
    searches.note_card(actor(), CARD)
    assert searches.opened_card(actor()) == CARD
    assert searches.opened_card(actor(2)) is None

    clock.advance(seconds=GOES_ON.total_seconds())
    assert searches.opened_card(actor()) == CARD
    clock.advance(seconds=1)
    assert searches.opened_card(actor()) is None

    begun = await searches.begin(actor(), "сварщик", Choices())
    for show in (
        lambda: searches.begin(actor(), "повар", Choices()),
        lambda: searches.change(actor(), begun.id, lambda one: replace(one, choices=CHOSEN)),
        lambda: asyncio.to_thread(searches.leave, actor()),
    ):
        searches.note_card(actor(), CARD)
        await show()
        assert searches.opened_card(actor()) is None


def test_one_of_several_processes_does_not_say_which_card_was_opened_last(
    store: Store, clock: ManualClock
) -> None:
    """Another one may have opened the next."""
    searches = SavedSearches(store=store, clock=clock, is_shared=True)
    searches.note_card(actor(), CARD)

    assert searches.opened_card(actor()) is None


async def test_nothing_goes_on_from_a_search_that_was_left(
    searches: SavedSearches, clock: ManualClock
) -> None:
    await searches.begin(actor(), "сварщик", Choices())
    searches.leave(actor())
    assert await searches.last(actor()) is None

    begun = await searches.begin(actor(), "повар", Choices())
    assert await searches.last(actor()) == begun


async def test_search_of_another_replica_is_gone_on_from_after_one_was_left_here(
    searches: SavedSearches, store: Store, clock: ManualClock
) -> None:
    await searches.begin(actor(), "сварщик", Choices())
    searches.leave(actor())
    clock.advance(seconds=1)
    begun = await SavedSearches(store=store, clock=clock).begin(actor(), "повар", Choices())

    assert await searches.last(actor()) == begun


async def test_search_of_another_person_and_none_at_all_are_the_same(
    searches: SavedSearches,
) -> None:
    begun = await searches.begin(actor(), "сварщик", Choices())
    for person, number in ((2, begun.id), (1, SearchId(99))):
        for act in (searches.find, searches.keep, searches.drop):
            with pytest.raises(NotFound, match="search-outdated"):
                await act(actor(person), number)


async def test_changing_a_saved_search_begins_another(searches: SavedSearches) -> None:
    begun = await searches.begin(actor(), "сварщик", Choices())
    changed = await searches.change(actor(), begun.id, lambda s: replace(s, choices=CHOSEN))
    kept = await searches.keep(actor(), begun.id)
    other = await searches.change(actor(), begun.id, lambda s: replace(s, choices=Choices()))

    assert (changed.id, kept.id) == (begun.id, begun.id)
    assert other.id != begun.id
    assert [one.choices for one in await searches.saved(actor())] == [CHOSEN]


@pytest.mark.usefixtures("on_threads")
async def test_saving_at_once_is_saving_once_and_ten_are_the_most(
    searches: SavedSearches,
) -> None:
    begun = [await searches.begin(actor(), f"n{n}", Choices()) for n in range(SAVED_LIMIT + 1)]
    await asyncio.gather(*(searches.keep(actor(), begun[0].id) for _ in range(3)))
    for one in begun[1:SAVED_LIMIT]:
        await searches.keep(actor(), one.id)
    with pytest.raises(UserError, match="searches-full"):
        await searches.keep(actor(), begun[-1].id)
    await searches.drop(actor(), begun[3].id)
    await searches.keep(actor(), begun[-1].id)

    assert len(await searches.saved(actor())) == SAVED_LIMIT


async def test_housekeeping_forgets_what_nobody_saved_or_touched(
    searches: SavedSearches, store: Store, clock: ManualClock
) -> None:
    names = ("old", "kept", "dropped", "changed")
    old, kept, dropped, changed = [
        await searches.begin(actor(), name, Choices()) for name in names
    ]
    await searches.keep(actor(), kept.id)
    await searches.keep(actor(), dropped.id)
    clock.advance(seconds=SEARCHES_KEPT.total_seconds() + 1)
    await searches.drop(actor(), dropped.id)
    await searches.change(actor(), changed.id, lambda s: replace(s, choices=CHOSEN))
    await Housekeeping(store=store, clock=clock).tidy()

    async with store.read() as tx:
        left = [one.text for one in await tx.searches.all_of(UserId(1))]
        saved = await tx.searches.saved_of(UserId(1))
    assert old.text not in left
    assert left == ["kept", "dropped", "changed"]
    assert [one.text for one in saved] == ["kept"]
