"""One script, one act after another and all at once on three processes: the same end."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import (
    audit,
    dispatches,
    news,
    registrations,
    searches,
    sessions,
    topics,
    users,
    wrong_codes,
)
from domain.announcements.announcements import Post, PostKind
from domain.clusters.searches import SAVED_LIMIT, Choices
from domain.errors import AlreadyHandled
from domain.ids import ChatId, SearchId, SessionId, UserId
from domain.news.items import Content
from domain.outbox import (
    OutboxState,
    Settlement,
)
from domain.outgoing import Kind
from domain.people.users import Profile
from domain.programme.invitations import Closing
from domain.programme.questions import QuestionState
from domain.programme.sessions import Session
from services.programme.admission.invitations import WRONG_LIMIT
from services.programme.questions import MOST_WAITING
from services.programme.session_fields import Field
from tests.clocks import START
from tests.newsroom import newsroom
from tests.people import add_people
from tests.programmes import EVENT, add_sessions, register, session_at
from tests.replicas import OWNER, Act, Replica, Replicas, Way, actor, replicas_on

A = SessionId("a")
SEATS = 10
SOON = START + timedelta(hours=1)
FULL: Session = replace(session_at(SOON), capacity=SEATS)
HELPER = 901


@pytest.fixture(params=Way, ids=lambda way: way.value)
async def house(
    request: pytest.FixtureRequest, database: Database, place: str, tmp_path: Path
) -> AsyncIterator[Replicas]:
    """Thirty people, the owner and another organiser, and a session with ten places."""
    async with replicas_on(database, place, tmp_path, request.param) as replicas:
        await add_people(database, [{"id": n} for n in (*range(1, 31), OWNER, HELPER)])
        await add_sessions(replicas.one.store, FULL)
        async with replicas.one.store.write() as tx:
            await tx.organisers.add(UserId(HELPER), "О", UserId(OWNER), START)
        yield replicas


async def going(house: Replicas) -> dict[bool, list[int]]:
    """People by whether they only wait."""
    query = sa.select(registrations).order_by(registrations.c.user_id)
    found: dict[bool, list[int]] = {False: [], True: []}
    async with house.one.database.read() as connection:
        for row in await connection.execute(query):
            found[row.is_waiting].append(row.user_id)
    return found


async def count(house: Replicas, query: sa.Select[int]) -> int:
    async with house.one.database.read() as connection:
        return (await connection.execute(query)).scalar_one()


async def logged(house: Replicas) -> Counter[str]:
    async with house.one.database.read() as connection:
        return Counter((await connection.execute(sa.select(audit.c.action))).scalars())


def join(person: int) -> Act:
    return lambda replica: replica.programmes.join(actor(person), A)


def leave(person: int) -> Act:
    return lambda replica: replica.programmes.leave(actor(person), A)


# -- places


@pytest.mark.slow
async def test_ten_places_go_to_ten_of_thirty(house: Replicas) -> None:
    await house.play(join(person) for person in range(1, 31))
    found = await going(house)

    assert {waits: len(people) for waits, people in found.items()} == {False: 10, True: 20}


async def test_one_person_who_taps_everywhere_takes_one_place(house: Replicas) -> None:
    await house.play(join(person) for person in [1] * 9 + [2] * 9)

    assert await going(house) == {False: [1, 2], True: []}


async def test_places_of_those_who_leave_go_to_the_first_in_line_who_are_told_once(
    house: Replicas,
) -> None:
    await register(house.one.store, *range(1, 11))
    await register(house.one.store, *range(11, 21), is_waiting=True)
    await house.play(leave(person) for person in (*range(1, 5), *range(1, 5)))

    assert await going(house) == {False: [*range(5, 15)], True: [*range(15, 21)]}
    assert await house.told(Kind.PLACE) == [*range(11, 15)]


@pytest.mark.slow
async def test_places_are_neither_sold_twice_nor_left_empty_while_people_come_and_go(
    house: Replicas,
) -> None:
    await register(house.one.store, *range(1, 11))
    come = [join(person) for person in range(11, 27)]
    go = [leave(person) for person in range(1, 9)]
    await house.play(act for pair in zip(come, go * 2, strict=True) for act in pair)
    found = await going(house)

    assert len(found[False]) == SEATS
    assert {*found[False], *found[True]} == {9, 10, *range(11, 27)}
    assert set(await house.told(Kind.PLACE)) <= set(found[False])


async def test_door_and_waiting_list_agree_on_who_has_come(house: Replicas) -> None:
    """Whoever was marked at the door cannot leave; whoever left cannot be marked."""
    await register(house.one.store, *range(1, 6))

    def mark(person: int, by: int) -> Act:
        return lambda replica: replica.checkin.mark(actor(by), UserId(person), A)

    acts = [
        act
        for person in range(1, 6)
        for act in (mark(person, OWNER), mark(person, HELPER), leave(person))
    ]
    await house.play(acts)
    async with house.one.store.read() as tx:
        figures = await tx.checkin.figures(A)
    found = await going(house)

    assert figures.came == len(found[False])
    assert (await logged(house))["door-came"] == figures.came


# -- questions and ratings


async def test_votes_count_once_a_person(house: Replicas) -> None:
    await house.one.questions.ask(actor(1), A, "Почему?")
    async with house.one.store.read() as tx:
        [asked] = await tx.questions.own(A, UserId(1))
    await house.one.questions.moderate(actor(OWNER), asked.id, QuestionState.SHOWN)

    def vote(person: int) -> Act:
        return lambda replica: replica.questions.vote(actor(person), asked.id, wanted=True)

    await house.play(vote(person) for person in [*range(2, 12)] * 2)
    page = await house.one.questions.page(actor(1), A, 0)

    assert [question.votes for question in page.questions] == [10]


async def test_nobody_asks_more_than_may_wait_and_organisers_hear_once(house: Replicas) -> None:
    def ask(number: int) -> Act:
        return lambda replica: replica.questions.ask(actor(1), A, f"Почему {number}?")

    ends = await house.play(ask(number) for number in range(12))
    async with house.one.store.read() as tx:
        asked = await tx.questions.own(A, UserId(1))

    assert len(asked) == MOST_WAITING
    assert ends.count("question-too-many-waiting") == 12 - MOST_WAITING
    assert await house.told(Kind.QUESTION) == [OWNER, HELPER]


async def test_question_that_two_organisers_judge_alike_is_judged_once(house: Replicas) -> None:
    await house.one.questions.ask(actor(1), A, "Почему?")
    async with house.one.store.read() as tx:
        [asked] = await tx.questions.own(A, UserId(1))

    def show(by: int) -> Act:
        return lambda replica: replica.questions.moderate(actor(by), asked.id, QuestionState.SHOWN)

    assert await house.play(show(by) for by in [OWNER, HELPER] * 5) == [A] * 10
    assert (await logged(house))["question-shown"] == 1


async def test_ratings_are_one_a_person(house: Replicas) -> None:
    await register(house.one.store, *range(1, 11))
    house.one.clock.advance(hours=2, minutes=5)

    def rate(person: int) -> Act:
        return lambda replica: replica.ratings.rate(actor(person), A, 1 + person % 5)

    await house.play(rate(person) for person in [*range(1, 6)] * 3)
    async with house.one.store.read() as tx:
        stars = await tx.ratings.distribution(A)

    assert stars == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}


async def test_everybody_is_asked_for_a_rating_once_by_several_schedulers(
    house: Replicas,
) -> None:
    await register(house.one.store, *range(1, 11))
    house.one.clock.advance(hours=2, minutes=15)
    written = await house.play([lambda replica: replica.ratings.tick()] * 9)

    assert sorted(map(str, written)) == ["0"] * 8 + ["10"]
    assert await house.told(Kind.RATING) == [*range(1, 11)]


# -- organisers


async def test_announcement_is_approved_once_and_sent_once(house: Replicas) -> None:
    post = Post(
        chat_id=ChatId(HELPER), message_ids=(5,), kind=PostKind.TEXT, content={"text": "Сбор"}
    )
    made = await house.one.announcement_drafts.draft(actor(HELPER), post)
    draft, seen = made.id, made.mark
    await house.one.announcement_release.confirm(actor(HELPER), draft, seen)

    def approve(replica: Replica) -> Awaitable[object]:
        return replica.announcement_release.approve(actor(OWNER), draft, seen)

    ends = await house.play([approve] * 9)

    assert ends.count("broadcast-already-confirmed") == 8
    assert await count(house, sa.select(sa.func.count()).select_from(dispatches)) == 1
    assert (await logged(house))["approved"] == 1


@pytest.mark.slow
async def test_new_code_of_a_session_is_made_once_by_taps_on_one_screen(house: Replicas) -> None:
    """And opens it to everybody who shows it."""
    before = await house.one.invitations.get(actor(OWNER), A)

    def close(replica: Replica) -> Awaitable[object]:
        return replica.invitations.change(actor(OWNER), A, Closing.RENEW, before.mark)

    ends = await house.play([close] * 9)
    after = await house.one.invitations.get(actor(OWNER), A)
    assert after.code is not None
    code = after.code

    def redeem(person: int) -> Act:
        return lambda replica: replica.invitations.redeem(actor(person), code)

    await house.play(redeem(person) for person in [*range(1, 11)] * 2)
    await house.play(join(person) for person in range(1, 21))

    assert [end for end in ends if end == (after, True)] == [(after, True)]
    assert await going(house) == {False: [*range(1, 11)], True: []}


async def test_guessing_codes_on_many_processes_is_stopped_as_on_one(house: Replicas) -> None:
    def guess(number: int) -> Act:
        return lambda replica: replica.invitations.redeem(actor(1), f"{number:013d}")

    ends = await house.play(guess(number) for number in range(3 * WRONG_LIMIT))

    assert Counter(ends) == {
        "invitation-wrong": WRONG_LIMIT,
        "invitation-too-many": 2 * WRONG_LIMIT,
    }
    assert await count(house, sa.select(sa.func.count()).select_from(wrong_codes)) == WRONG_LIMIT


async def test_saved_searches_keep_to_their_limit(house: Replicas) -> None:
    begun = [
        await house.one.searches.begin(actor(1), f"сварщик {number}", Choices())
        for number in range(SAVED_LIMIT + 5)
    ]

    def keep(search_id: SearchId) -> Act:
        return lambda replica: replica.searches.keep(actor(1), search_id)

    ends = await house.play(keep(one.id) for one in begun * 2)
    saved = sa.select(sa.func.count()).where(searches.c.saved_at.is_not(None))

    assert await count(house, saved) == SAVED_LIMIT
    assert ends.count("searches-full") == 2 * 5


# -- the programme


HEAD = "uid,title,start,end\n"


async def test_upload_applied_by_many_taps_is_applied_once(house: Replicas) -> None:
    file = HEAD + "b,Закрытие,2026-11-25T18:00,2026-11-25T19:00\n"
    added = await house.one.uploads.add(actor(OWNER), "p.csv", file.encode(), EVENT.id)
    await house.one.uploads.preview(actor(OWNER), added)

    def apply(replica: Replica) -> Awaitable[object]:
        return replica.uploads.apply(actor(OWNER), added, cancels_missing=False, is_quiet=False)

    await house.play([apply] * 6)
    changes = await house.one.programmes.changes(EVENT.id, 0, 10)

    assert (await logged(house))["programme-imported"] == 1
    assert changes[2] == 1
    assert await count(house, sa.select(sa.func.count()).select_from(sessions)) == 2


@pytest.mark.slow
async def test_file_and_edits_of_one_session_leave_every_change_in_the_list(
    house: Replicas,
) -> None:
    """Nobody's change is written over unseen: what is saved follows what was there."""
    await register(house.one.store, *range(1, 4))
    offices = {by: await house.one.programme_editing.begin(actor(by), A) for by in (OWNER, HELPER)}
    for by, edit in offices.items():
        await house.one.programme_editing.type(actor(by), edit.draft.id, Field.ROOM, f"Зал {by}")

    def save(by: int) -> Act:
        return lambda replica: replica.programme_editing.save(
            actor(by), offices[by].draft.id, is_quiet=False
        )

    def bring(title: str) -> Act:
        file = HEAD + f"a,{title},2026-11-23T13:00,2026-11-23T14:00\n"
        return lambda replica: replica.imports.import_file(EVENT, "p.csv", file.encode())

    await house.play([save(OWNER), bring("Первый"), save(HELPER), bring("Второй")])
    _, listed, total = await house.one.programmes.changes(EVENT.id, 0, 20)
    async with house.one.store.read() as tx:
        now = await tx.programme.session(A)
    told = [(one.before, one.after) for one in listed if one.before and one.after]
    story = sorted(told, key=lambda change: change[1].sequence)

    assert now is not None
    assert story[-1][1] == now
    assert [after.sequence for _, after in story] == [*range(1, total + 1)]
    assert all(one[1] == following[0] for one, following in pairwise(story))


# -- what everything stands on


async def test_update_delivered_several_times_at_once_takes_effect_once(house: Replicas) -> None:
    def ask(replica: Replica) -> Awaitable[object]:
        return replica.questions.ask(actor(1, update=77), A, "Почему?")

    ends = await house.play([ask] * 9)
    async with house.one.store.read() as tx:
        asked = await tx.questions.own(A, UserId(1))

    assert (len(asked), ends.count(AlreadyHandled)) == (1, 8)


@pytest.mark.parametrize("is_new", [True, False])
async def test_lease_is_held_by_one(house: Replicas, *, is_new: bool) -> None:
    """One that nobody has, and one that has ended."""
    length, now = timedelta(seconds=15), START
    if not is_new:
        async with house.one.store.write() as tx:
            await tx.leases.take("delivery", "gone", now - length, length)

    async def take(holder: str, replica: Replica) -> bool:
        async with replica.store.write() as tx:
            return await tx.leases.take("delivery", holder, now, length)

    holders = [f"process {number}" for number in range(9)]
    taken = await house.play(partial(take, holder) for holder in holders)
    [owner] = [holder for holder, is_taken in zip(holders, taken, strict=True) if is_taken]
    again = await house.play(partial(take, holder) for holder in holders)

    assert again == [holder == owner for holder in holders]


async def test_row_of_the_outbox_is_claimed_once(house: Replicas) -> None:
    await register(house.one.store, *range(1, 11))
    await register(house.one.store, *range(11, 21), is_waiting=True)
    for person in range(1, 9):
        await house.one.programmes.leave(actor(person), A)

    async def claim(replica: Replica) -> list[int]:
        now = START
        async with replica.store.write() as tx:
            ids = await tx.outbox.due(now, 2, await tx.outbox.open_lanes())
            rows = await tx.outbox.claim(ids, now + timedelta(minutes=1))
            sent = [
                Settlement(row_id=row.id, state=OutboxState.SENT, at=now, message_id=1)
                for row in rows
            ]
            await tx.outbox.settle(sent)
            return [row.chat_id for row in rows]

    claimed = await house.play([claim] * 6)

    assert sorted(chat for one in claimed for chat in one) == [*range(11, 19)]  # type: ignore[attr-defined]


async def test_newcomers_at_the_door_are_known_once_each(house: Replicas) -> None:
    """They do not queue for the lock, whatever else is being written."""

    def arrive(number: int) -> Act:
        profile = Profile(id=UserId(number), first_name=f"N{number}", client_language="ru")
        return lambda replica: replica.users.touch(profile, actor(number).update_id)

    people = [*range(1_000, 1_012)]
    await house.play(act for person in people for act in (arrive(person), arrive(person), join(1)))
    async with house.one.database.read() as connection:
        query = sa.select(users.c.id, users.c.first_name).where(users.c.id >= people[0])
        known = sorted((row.id, row.first_name) for row in await connection.execute(query))

    assert known == [(number, f"N{number}") for number in people]
    assert await going(house) == {False: [1], True: []}


# -- news


@pytest.mark.slow
async def test_news_of_one_text_are_one_item_released_once(house: Replicas) -> None:
    text = Content(title="Чемпионат", text="Открыт набор.")

    def write(replica: Replica) -> Awaitable[object]:
        return newsroom(replica.store, replica.clock).editing.write(actor(HELPER), text)

    await house.play([write] * 9)
    async with house.one.database.read() as connection:
        [news_id] = (await connection.execute(sa.select(news.c.id))).scalars()
    planned_at = START + timedelta(minutes=1)
    editing = newsroom(house.one.store, house.one.clock).editing
    await editing.plan(actor(HELPER), news_id, planned_at)
    house.one.clock.advance(minutes=2)

    def release(replica: Replica) -> Awaitable[object]:
        return newsroom(replica.store, replica.clock).editing.release_due()

    ends = await house.play([release] * 9)

    assert sorted(ends, key=str) == [0] * 8 + [1]


@pytest.mark.slow
async def test_topics_that_are_added_at_once_all_stay(house: Replicas) -> None:
    """With codes of their own, though their names make the same one."""
    people = range(2, 8)
    async with house.one.store.write() as tx:
        for person in people:
            await tx.organisers.add(UserId(person), "О", UserId(OWNER), START)

    async def add(person: int, replica: Replica) -> None:
        editing = newsroom(replica.store, replica.clock).topics
        text = f"Тема {person}\nSome topic{'!' * person}\nслово{person}"
        preview = await editing.draft_topic(actor(person), text)
        await editing.save(actor(person), preview.draft.id)

    await house.play(partial(add, person) for person in people)

    async with house.one.database.read() as connection:
        names = (await connection.execute(sa.select(topics.c.name_ru))).scalars()
    assert sorted(names) == [f"Тема {person}" for person in people]
