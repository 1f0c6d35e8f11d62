"""Asking how a session was, in virtual time; and what people may say of it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Forbidden, NotFound, UserError
from domain.ids import EventId, SessionId, UpdateId, UserId
from domain.people.users import (
    Actor,
    Category,
    Language,
    Preferences,
    QuietHours,
)
from services.people.organisers import Organisers
from services.programme.feedback import Feedback
from tests.clocks import START
from tests.hours import Got, Hours
from tests.people import AUTHOR, add_people
from tests.programmes import add_sessions, register, session_at
from tests.stores import ready

A = SessionId("a")
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
BEGINS = START + HOUR
ENDS = BEGINS + HOUR
ASKED = ENDS + 10 * MINUTE

_updates = itertools.count(1)


@pytest.fixture
async def hours(tmp_path: Path) -> AsyncIterator[Hours]:
    async with ready(tmp_path, at_once=True) as database:
        yield Hours(database, tells=False)


def actor(number: int = 1) -> Actor:
    return Actor(
        id=UserId(number),
        name="N",
        language=Language.RU,
        zone=ZoneInfo("Europe/Moscow"),
        home=None,
        is_owner=False,
        update_id=UpdateId(next(_updates)),
    )


async def furnish(hours: Hours, *people: int, starts_at: datetime = BEGINS) -> None:
    await add_people(hours.database, [{"id": n} for n in people])
    await add_sessions(hours.store, session_at(starts_at))
    await register(hours.store, *people)


async def prefer(hours: Hours, person: int, wanted: Preferences) -> None:
    async with hours.store.write() as tx:
        await tx.users.set_preferences(UserId(person), wanted)


# -- asking


async def test_everybody_who_went_is_asked_ten_minutes_after_the_end(hours: Hours) -> None:
    await furnish(hours, 1, 2)
    got = await hours.until(ENDS + 3 * DAY)

    assert got == [Got(ASKED, 1, "a"), Got(ASKED, 2, "a")]


async def test_evening_session_is_asked_about_when_the_quiet_hours_end(hours: Hours) -> None:
    """It ends at 22:00 in Moscow, which is 23:00 in Samara and 01:00 in Omsk."""
    late = datetime(2026, 11, 23, 18, tzinfo=UTC)
    await furnish(hours, 1, 2, 3, 4, starts_at=late)
    async with hours.store.write() as tx:
        await tx.users.set_zone(UserId(2), "Asia/Omsk")
    await prefer(hours, 3, Preferences(quiet_hours=None))
    await prefer(hours, 4, Preferences(quiet_hours=QuietHours(time(21), time(9))))
    got = await hours.until(late + 3 * DAY)

    assert [(one.person, one.at) for one in got] == [
        (3, late + HOUR + 10 * MINUTE),
        (2, datetime(2026, 11, 24, 2, tzinfo=UTC)),
        (1, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (4, datetime(2026, 11, 24, 6, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("late_by", "times"), [(HOUR, 1), (DAY - MINUTE, 1), (DAY, 0), (9 * DAY, 0)]
)
async def test_after_downtime_nobody_is_asked_a_day_late(
    hours: Hours, late_by: timedelta, times: int
) -> None:
    await furnish(hours, 1)
    await prefer(hours, 1, Preferences(quiet_hours=None))
    hours.turn(ENDS + late_by)

    assert len(await hours.until(ENDS + 20 * DAY)) == times


async def test_next_process_asks_nobody_again(hours: Hours) -> None:
    await furnish(hours, 1)
    await hours.until(ASKED)

    assert (await hours.ratings.tick(), len(hours.got)) == (0, 1)


async def test_session_that_goes_on_longer_is_asked_about_after_its_new_end(
    hours: Hours,
) -> None:
    """Once more only of those who have not rated it yet."""
    await furnish(hours, 1, 2)
    await hours.until(ASKED)
    await hours.ratings.rate(actor(1), A, 5)
    await add_sessions(hours.store, replace(session_at(BEGINS), ends_at=ENDS + 2 * HOUR))
    got = await hours.until(ENDS + 5 * HOUR)

    assert got == [Got(ASKED + 2 * HOUR, 2, "a")]


async def test_rows_that_are_true_no_more_are_not_sent(hours: Hours) -> None:
    """Left, rated from the card meanwhile; and all of a session that was cancelled after all."""
    await furnish(hours, 1, 2, 3)
    await add_sessions(hours.store, session_at(BEGINS, "b"))
    await register(hours.store, 3, session="b")
    hours.turn(ASKED)
    await hours.ratings.tick()
    async with hours.store.write() as tx:
        await tx.registrations.leave(UserId(1), A)
        await tx.programme.save_sessions([session_at(BEGINS, "b", is_cancelled=True)])
    await hours.ratings.rate(actor(2), A, 3)
    await hours.deliver()

    assert hours.got == [Got(ASKED, 3, "a")]


async def test_muted_people_are_not_asked(hours: Hours) -> None:
    await furnish(hours, 1, 2, 3)
    await prefer(hours, 1, Preferences(muted=frozenset({Category.SESSIONS})))
    await prefer(hours, 2, Preferences(is_paused=True))

    assert [one.person for one in await hours.until(ASKED)] == [3]


async def test_one_alarm_stands_for_whatever_comes_first(hours: Hours) -> None:
    await furnish(hours, 1)
    for n in range(30):
        await add_sessions(hours.store, session_at(BEGINS + n * HOUR, f"s{n}"))
    await hours.ratings.tick()
    await hours.digests.tick()

    assert hours.bell.at == ASKED


# -- saying it


async def test_rating_can_be_changed_for_a_week_and_commented(hours: Hours) -> None:
    await furnish(hours, 1)
    hours.turn(ENDS)
    first = await hours.ratings.rate(actor(), A, 2)
    commented = await hours.ratings.comment(actor(), A, "  Тесно  ")
    hours.turn(ENDS + 7 * DAY - MINUTE)
    again = await hours.ratings.rate(actor(), A, 5)
    hours.turn(ENDS + 7 * DAY)
    with pytest.raises(UserError, match="rating-closed"):
        await hours.ratings.rate(actor(), A, 1)
    with pytest.raises(UserError, match="rating-closed"):
        await hours.ratings.comment(actor(), A, "Поздно")

    said = [one.rating and (one.rating.stars, one.rating.comment)
            for one in (first, commented, again)]  # fmt: skip
    assert said == [(2, ""), (2, "Тесно"), (5, "Тесно")]


@pytest.mark.parametrize(
    ("person", "session", "at", "key"),
    [
        (1, "a", ENDS - MINUTE, "rating-too-early"),
        (2, "a", ENDS, "rating-not-going"),
        (3, "a", ENDS, "rating-not-going"),
        (1, "off", ENDS, "rating-gone"),
        (1, "x", ENDS, "rating-gone"),
    ],
)
async def test_rating_that_is_nobodys_to_give_is_refused(
    hours: Hours, person: int, session: str, at: datetime, key: str
) -> None:
    await furnish(hours, 1)
    await add_people(hours.database, [{"id": 2}, {"id": 3}])
    await register(hours.store, 3, is_waiting=True)
    await add_sessions(hours.store, session_at(BEGINS, "off", is_cancelled=True))
    hours.turn(at)
    with pytest.raises(UserError) as refused:
        await hours.ratings.rate(actor(person), SessionId(session), 4)

    assert refused.value.key == key


@pytest.mark.parametrize("stars", [0, 6, -1])
async def test_stars_that_no_button_has_are_outdated(hours: Hours, stars: int) -> None:
    await furnish(hours, 1)
    hours.turn(ENDS)
    with pytest.raises(NotFound, match="button-outdated"):
        await hours.ratings.rate(actor(), A, stars)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("   ", "rating-comment-empty"),
        ("😀" * 501, "rating-comment-too-long"),
        ("😀" * 500, None),
        ("Хорошо", "rating-stars-first"),
    ],
)
async def test_comment_is_checked_and_nothing_is_stored_of_a_bad_one(
    hours: Hours, text: str, key: str | None
) -> None:
    await furnish(hours, 1)
    hours.turn(ENDS)
    if key != "rating-stars-first":
        await hours.ratings.rate(actor(), A, 4)
    if key is None:
        await hours.ratings.comment(actor(), A, text)
        return
    with pytest.raises(UserError, match=key):
        await hours.ratings.comment(actor(), A, text)

    rated = await hours.ratings.get(actor(), A)
    assert (rated.rating.comment if rated.rating else "") == ""


# -- reading it


async def test_results_are_for_organisers_and_name_nobody(hours: Hours) -> None:
    people = range(1, 6)
    await furnish(hours, *people)
    hours.turn(ENDS)
    for person, stars in zip(people, (5, 5, 4, 4, 1), strict=True):
        await hours.ratings.rate(actor(person), A, stars)
        await hours.ratings.comment(actor(person), A, f"Отзыв {person}")
    owners = frozenset({AUTHOR})
    organisers = Organisers(store=hours.store, clock=hours.clock, owners=owners)
    feedback = Feedback(store=hours.store, clock=hours.clock, organisers=organisers)
    owner = actor(AUTHOR)
    results = await feedback.results(owner, A)
    last = await feedback.comments(owner, A, 99)
    overview = await feedback.overview(owner, EventId("expert"), 99)

    assert (results.count, results.average, results.comments) == (5, 3.8, 5)
    assert results.distribution == {5: 2, 4: 2, 1: 1}
    assert (last.page, last.total, len(last.comments)) == (1, 5, 2)
    assert [(one.session.id, one.waiting, one.score and one.score.count)
            for one in overview.sessions] == [("a", 0, 5)]  # fmt: skip
    for read in (
        feedback.results(actor(1), A),
        feedback.comments(actor(1), A, 0),
        feedback.session(actor(1), A),
        feedback.events(actor(1)),
        feedback.overview(actor(1), EventId("expert"), 0),
    ):
        with pytest.raises(Forbidden):
            await read
