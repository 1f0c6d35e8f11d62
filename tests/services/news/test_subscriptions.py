"""Who gets which news, when, and only once: on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.news.deliveries import NewsCopyQueries
from db.tables import news, outbox
from db.unit_of_work import Store
from domain.errors import NotFound, UserError
from domain.ids import NOBODY, ChatId, NewsId, OutboxId, TopicCode, UpdateId, UserId
from domain.news.items import (
    Content,
    Entry,
    NewsItem,
    Topic,
)
from domain.news.subscriptions import (
    DigestFrequency,
    ReactionFigures,
    SubscriptionKind,
    next_digest_at,
)
from domain.outbox import (
    NO_DISPATCH,
    OutboxState,
    Settlement,
)
from domain.outgoing import Kind
from domain.people.users import (
    Actor,
    Category,
    Language,
    Preferences,
    Profile,
    QuietHours,
)
from services.news import delivery
from services.news.delivery import DigestContents, NewsDelivery
from services.news.editing import course_offsets
from services.news.subscriptions import WORDS_LIMIT, Subscriptions
from services.people.users import Users
from tests.clocks import START, ManualClock
from tests.newsroom import OWNER, Newsroom, newsroom

MOSCOW = ZoneInfo("Europe/Moscow")
ACTOR = Actor(
    id=OWNER,
    name="Оля",
    language=Language.RU,
    zone=MOSCOW,
    home=None,
    is_owner=True,
    update_id=UpdateId(1),
)
TOPIC, WORDS, ALL = SubscriptionKind.TOPIC, SubscriptionKind.WORDS, SubscriptionKind.ALL
REGION, FAVOURITES = SubscriptionKind.REGION, SubscriptionKind.FAVOURITES
AWAKE = Preferences(quiet_hours=None)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def room(store: Store, clock: ManualClock) -> Newsroom:
    await person(store, OWNER)
    room = newsroom(store, clock)
    async with store.write() as tx:
        await tx.topics.replace_all(
            [
                topic("abilympics", "Абилимпикс", "абилимпикс"),
                topic("contests", "Конкурсы", "конкурс"),
            ]
        )
    return room


def topic(code: str, name: str, word: str) -> Topic:
    return Topic(code=TopicCode(code), name_ru=name, name_en=name, words=(word,))


@pytest.fixture
def wishes(store: Store, clock: ManualClock) -> Subscriptions:
    return Subscriptions(store=store, clock=clock)


@pytest.fixture
def sending(store: Store, clock: ManualClock) -> NewsDelivery:
    return NewsDelivery(store=store, clock=clock, default_zone=MOSCOW)


async def person(store: Store, user_id: int, preferences: Preferences = AWAKE) -> Actor:
    async with store.write() as tx:
        await tx.users.save_profile(Profile(id=UserId(user_id), first_name="Гость"), START)
        await tx.users.set_preferences(UserId(user_id), preferences)
    return replace(ACTOR, id=UserId(user_id), is_owner=False, preferences=preferences)


async def released(room: Newsroom, clock: ManualClock, title: str, text: str = "") -> NewsItem:
    clock.advance(seconds=1)
    actor = replace(ACTOR, update_id=UpdateId(int(clock.now().timestamp())))
    item = await room.editing.write(actor, Content(title=title, text=text))
    return await room.editing.release(actor, item.id)


async def rows(database: Database, kind: Kind = Kind.NEWS) -> list[tuple[int, int]]:
    """(person, item) of the outbox, by person."""
    query = sa.select(outbox).where(outbox.c.kind == kind.value).order_by(outbox.c.chat_id)
    async with database.read() as connection:
        found = (await connection.execute(query)).all()
    return [(row.chat_id, row.payload.get("news", 0)) for row in found]


async def sent(database: Database, clock: ManualClock) -> None:
    """As if the worker had delivered everything."""
    async with database.write() as connection:
        await connection.execute(
            sa.update(outbox)
            .where(outbox.c.state == OutboxState.QUEUED.value)
            .values(state=OutboxState.SENT.value, message_id=7, settled_at=clock.now())
        )


# -- who gets what


async def test_each_kind_of_subscription_brings_its_news_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    everything, by_topic, by_words, other = [await person(store, n) for n in (11, 12, 13, 14)]
    await wishes.switch(everything, ALL, is_wanted=True)
    await wishes.switch(everything, TOPIC, "abilympics", is_wanted=True)
    await wishes.switch(by_topic, TOPIC, "abilympics", is_wanted=True)
    await wishes.add_words(by_words, "волонтёр чемпионата", is_minus=False)
    await wishes.add_words(other, "сварщик", is_minus=False)

    item = await released(room, clock, "Абилимпикс зовёт", "Волонтёры чемпионатов, приходите!")
    await sending.tick()
    await sending.tick()

    assert await rows(database) == [(11, item.id), (12, item.id), (13, item.id)]


async def test_minus_words_win_over_everything(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await wishes.switch(reader, ALL, is_wanted=True)
    await wishes.add_words(reader, "волонтёр", is_minus=True)

    await released(room, clock, "Нужны волонтёры")
    wanted = await released(room, clock, "Конкурс начался")
    await sending.tick()

    assert await rows(database) == [(11, wanted.id)]


async def test_regions_and_favourites_follow_the_labels(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    local, distant = await person(store, 11), await person(store, 12)
    await wishes.switch(local, REGION, "Саратовская область", is_wanted=True)
    await wishes.switch(distant, REGION, "Омская область", is_wanted=True)
    await wishes.switch(distant, FAVOURITES, is_wanted=True)

    item = await released(room, clock, "Форум", "Он пройдёт в Саратовской области.")
    await sending.tick()

    assert item.labels.regions == ("Саратовская область",)
    assert await rows(database) == [(11, item.id)]


@pytest.mark.parametrize(
    "preferences",
    [Preferences(muted=frozenset({Category.NEWS})), Preferences(is_paused=True)],
)
async def test_people_who_want_no_news_get_none(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery, preferences: Preferences,
) -> None:  # fmt: skip
    reader = await person(store, 11, preferences)
    await wishes.switch(reader, ALL, is_wanted=True)

    await released(room, clock, "Новость")
    await sending.tick()

    assert await rows(database) == []


async def test_people_who_stopped_or_blocked_the_bot_get_none(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    for number in (11, 12):
        await wishes.switch(await person(store, number), ALL, is_wanted=True)
    async with store.write() as tx:
        await tx.users.set_stopped(UserId(11), START)
        await tx.users.set_unreachable(UserId(12), START)

    await released(room, clock, "Новость")
    await sending.tick()

    assert await rows(database) == []


async def test_quiet_hours_hold_the_news(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    quiet = Preferences(quiet_hours=QuietHours(time(10), time(15)))
    await wishes.switch(await person(store, 11, quiet), ALL, is_wanted=True)

    await released(room, clock, "Новость")
    await sending.tick()

    async with store.read() as tx:
        assert await tx.outbox.next_due_at([NO_DISPATCH]) == datetime.combine(
            START.date(), time(15), MOSCOW
        )


async def test_news_reach_all_over_many_windows_and_are_told_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(delivery, "PEOPLE_AT_ONCE", 2)
    for number in range(11, 16):
        await wishes.switch(await person(store, number), ALL, is_wanted=True)

    item = await released(room, clock, "Новость")
    await sending.tick()

    assert [who for who, _ in await rows(database)] == [11, 12, 13, 14, 15]
    async with database.read() as connection:
        query = sa.select(news.c.told_at).where(news.c.id == item.id)
        assert (await connection.execute(query)).scalar_one() is not None


async def test_stop_keeps_the_choices_and_resume_brings_them_back(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await wishes.switch(reader, ALL, is_wanted=True)
    first = await released(room, clock, "Первая")
    await sending.tick()
    await sent(database, clock)
    await wishes.opened(reader, first.id)
    await wishes.opened(reader, first.id)
    await wishes.stop(reader, first.id)
    await wishes.stop(reader, first.id)

    await released(room, clock, "Вторая")
    await sending.tick()
    choices = await wishes.resume(reader)
    third = await released(room, clock, "Третья")
    await sending.tick()

    assert choices.has(ALL)
    assert await rows(database) == [(11, first.id), (11, third.id)]
    assert await room.editing.figures(ACTOR, first.id) == ReactionFigures(
        delivered=1, opened=1, stopped=1
    )


async def test_what_was_stopped_or_withdrawn_meanwhile_is_not_sent(
    store: Store, clock: ManualClock, room: Newsroom, wishes: Subscriptions
) -> None:
    reader = await person(store, 11)
    await wishes.switch(reader, ALL, is_wanted=True)
    item, letters = await released(room, clock, "Новость"), DigestContents(store=store)

    assert await letters.item(reader.id, item.id) is not None
    await wishes.stop(reader)
    assert await letters.item(reader.id, item.id) is None
    await wishes.resume(reader)
    await room.editing.withdraw(ACTOR, item.id)
    assert await letters.item(reader.id, item.id) is None


# -- digests


async def test_digest_comes_at_the_hour_with_what_is_new(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await wishes.switch(reader, TOPIC, "contests", is_wanted=True)
    await wishes.set_frequency(reader, DigestFrequency.DAILY, 18)
    item = await released(room, clock, "Конкурс мастеров")
    await released(room, clock, "Совсем о другом")

    await sending.tick()
    assert await rows(database, Kind.NEWS_DIGEST) == []
    clock.advance(hours=6)
    await sending.tick()
    await sending.tick()

    assert await rows(database) == []
    assert len(await rows(database, Kind.NEWS_DIGEST)) == 1
    async with database.read() as connection:
        payload = (await connection.execute(sa.select(outbox.c.payload))).scalar_one()
    since, until = (datetime.fromisoformat(payload[key]) for key in ("since", "until"))
    found = await DigestContents(store=store).digest(reader.id, since, until)
    assert found is not None
    assert [one.id for one in found[0]] == [item.id]


async def test_digest_without_anything_new_is_not_written(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await released(room, clock, "Вышла раньше подписки")
    await wishes.switch(reader, ALL, is_wanted=True)
    clock.advance(minutes=1)
    await wishes.set_frequency(reader, DigestFrequency.DAILY, 18)

    clock.advance(days=1)
    await sending.tick()

    assert await rows(database, Kind.NEWS_DIGEST) == []
    one = (await wishes.of(reader)).subscriber
    assert one.next_digest_at is not None
    assert one.next_digest_at > clock.now()


@pytest.mark.parametrize(
    ("pace", "hour", "expected"),
    [
        (DigestFrequency.AT_ONCE, 9, None),
        (DigestFrequency.DAILY, 9, "2026-11-24T09:00+03:00"),
        (DigestFrequency.DAILY, 18, "2026-11-23T18:00+03:00"),
        (DigestFrequency.WEEKLY, 18, "2026-11-23T18:00+03:00"),
        (DigestFrequency.WEEKLY, 9, "2026-11-30T09:00+03:00"),
    ],
)
def test_next_digest_is_the_next_such_hour(
    pace: DigestFrequency, hour: int, expected: str | None
) -> None:
    at = next_digest_at(pace, hour, MOSCOW, START)

    assert at == (datetime.fromisoformat(expected) if expected else None)


# -- changes of what was delivered


async def test_correction_and_withdrawal_reach_the_copies(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(delivery, "PEOPLE_AT_ONCE", 2)
    for number in (11, 12, 13):
        await wishes.switch(await person(store, number), ALL, is_wanted=True)
    item = await released(room, clock, "С опечаткой")
    await sending.tick()
    await sent(database, clock)

    await room.editing.correct(ACTOR, item.id, Content(title="Без опечатки"), revision=0)
    await sending.tick()
    await sending.tick()
    assert [who for who, _ in await rows(database, Kind.NEWS_EDIT)] == [11, 12, 13]
    clock.advance(hours=1)
    await room.editing.withdraw(ACTOR, item.id)
    await sending.tick()

    assert [who for who, _ in await rows(database, Kind.NEWS_RECALL)] == [11, 12, 13]
    async with store.read() as tx:
        assert await tx.news_copies.changes() == []


async def test_edit_of_a_channel_post_reaches_the_copies(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    await wishes.switch(await person(store, 11), ALL, is_wanted=True)
    async with store.write() as tx:
        await tx.news_sources.add_channel(ChatId(-100), "Канал", is_trusted=True)
    for title in ("Пост", "Пост исправленный"):
        entry = Entry(guid="5", content=Content(title=title))
        await room.channels.posted(ChatId(-100), entry)
        await sending.tick()
        await sent(database, clock)

    assert len(await rows(database)) == len(await rows(database, Kind.NEWS_EDIT)) == 1


async def test_picture_of_delivered_news_can_be_changed_but_not_removed(
    store: Store, clock: ManualClock, room: Newsroom
) -> None:
    draft = await room.editing.write(ACTOR, Content(title="Новость", picture_id="1"))
    await room.editing.release(ACTOR, draft.id)

    with pytest.raises(UserError, match="news-picture-stays"):
        await room.editing.correct(ACTOR, draft.id, Content(title="Новость"), revision=0)
    changed = Content(title="Новость", picture_id="2")
    item = await room.editing.correct(ACTOR, draft.id, changed, revision=0)

    assert item.content.picture_id == "2"


async def test_change_waits_for_what_is_in_flight(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    await wishes.switch(await person(store, 11), ALL, is_wanted=True)
    item = await released(room, clock, "Новость")
    await sending.tick()
    async with store.write() as tx:
        due = await tx.outbox.due(clock.now(), 10, await tx.outbox.open_lanes())
        await tx.outbox.claim(due, clock.now() + timedelta(minutes=1))

    await room.editing.withdraw(ACTOR, item.id)
    await sending.tick()
    assert await rows(database, Kind.NEWS_RECALL) == []
    async with database.write() as connection:
        await connection.execute(
            sa.update(outbox).values(
                state="sent", lease_until=None, message_id=7, settled_at=clock.now()
            )
        )
    await sending.tick()

    assert await rows(database, Kind.NEWS_RECALL) == [(11, item.id)]


# -- figures over time


async def test_course_of_an_item_tells_who_had_it_by_when(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    """Delivered at once and in a digest seven hours later, opened after three days."""
    reader = await person(store, 11)
    await wishes.switch(reader, ALL, is_wanted=True)
    await daily(store, wishes, 12)
    item = await released(room, clock, "Новость")
    assert await room.editing.reaction_history(ACTOR, item.id) is None
    await sending.tick()
    clock.advance(minutes=30)
    await sent(database, clock)
    await digested(database, store, clock, sending)
    clock.advance(days=3)
    await wishes.opened(reader, item.id)
    clock.advance(days=90)

    course = await room.editing.reaction_history(ACTOR, item.id)

    assert course is not None
    assert course.figures == ReactionFigures(delivered=2, opened=1, stopped=0)
    past = dict(course.points)
    assert past[timedelta(0)] == ReactionFigures(delivered=0, opened=0, stopped=0)
    assert past[timedelta(hours=1)] == ReactionFigures(delivered=1, opened=0, stopped=0)
    assert past[timedelta(days=1)] == ReactionFigures(delivered=2, opened=0, stopped=0)
    assert course.points[-1][1] == course.figures
    assert timedelta(days=3) < course.length < timedelta(days=4), "the long rest is left out"


async def test_who_had_an_item_twice_counts_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    await daily(store, wishes, 12)
    item = await released(room, clock, "Новость")
    await digested(database, store, clock, sending)
    async with database.write() as connection:
        row = sa.select(outbox).limit(1)
        values = dict((await connection.execute(row)).one()._mapping)  # noqa: SLF001
        values |= {"id": 999, "kind": Kind.NEWS.value, "news_id": item.id, "dedupe_key": "x"}
        await connection.execute(sa.insert(outbox), values)

    assert (await room.editing.figures(ACTOR, item.id)).delivered == 1


@pytest.mark.parametrize(
    ("age", "lasted", "length"),
    [
        (timedelta(seconds=5), timedelta(seconds=2), timedelta(minutes=1)),
        (timedelta(minutes=9), timedelta(seconds=2), timedelta(minutes=9)),
        (timedelta(days=9), timedelta(seconds=2), timedelta(hours=1)),
        (timedelta(days=9), timedelta(days=5), timedelta(days=5.5)),
    ],
)
def test_course_ends_a_little_after_what_happened_last(
    age: timedelta, lasted: timedelta, length: timedelta
) -> None:
    offsets = course_offsets(age, lasted)

    assert (offsets[0], offsets[-1]) == (timedelta(0), length)
    assert offsets == sorted(set(offsets))


# -- changes of what digests carry


async def digested(
    database: Database, store: Store, clock: ManualClock, sending: NewsDelivery
) -> dict[int, OutboxId]:
    """At 18:00: digests are written and sent; the row of each person."""
    clock.advance(hours=7)
    await sending.tick()
    query = sa.select(outbox).where(outbox.c.kind == Kind.NEWS_DIGEST.value)
    async with database.read() as connection:
        written = (await connection.execute(query)).all()
    letters = DigestContents(store=store)
    for row in written:
        since, until = (datetime.fromisoformat(row.payload[key]) for key in ("since", "until"))
        found = await letters.digest(UserId(row.chat_id), since, until)
        if found is not None:
            await letters.carried(OutboxId(row.id), found[0])
    await sent(database, clock)
    return {row.chat_id: OutboxId(row.id) for row in written}


async def daily(store: Store, wishes: Subscriptions, number: int, code: str = "") -> Actor:
    """With a digest at 18:00 of a topic, or of all."""
    reader = await person(store, number)
    await wishes.switch(reader, TOPIC if code else ALL, code, is_wanted=True)
    await wishes.set_frequency(reader, DigestFrequency.DAILY, 18)
    return reader


async def test_change_reaches_the_digests_that_carry_the_item_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(delivery, "PEOPLE_AT_ONCE", 2)
    for number in (11, 12, 13):
        await daily(store, wishes, number)
    await daily(store, wishes, 14, "contests")
    await wishes.switch(await person(store, 15), ALL, is_wanted=True)
    item = await released(room, clock, "Новость")
    await released(room, clock, "Конкурс мастеров")
    await digested(database, store, clock, sending)

    await room.editing.correct(ACTOR, item.id, Content(title="Правка"), revision=0)
    for _ in range(3):
        await sending.tick()
    assert await rows(database, Kind.NEWS_EDIT) == [(15, item.id)]
    edits = await rows(database, Kind.NEWS_DIGEST_EDIT)
    assert edits == [(11, item.id), (12, item.id), (13, item.id)]
    clock.advance(days=4)
    await room.editing.withdraw(ACTOR, item.id)
    await sending.tick()

    assert await rows(database, Kind.NEWS_RECALL) == [], "too old to be deleted"
    edits = await rows(database, Kind.NEWS_DIGEST_EDIT)
    assert [who for who, _ in edits] == [11, 11, 12, 12, 13, 13]
    async with store.read() as tx:
        assert await tx.news_copies.changes() == []


async def test_change_that_a_crash_interrupts_reaches_every_digest_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(delivery, "PEOPLE_AT_ONCE", 2)
    for number in range(11, 16):
        await daily(store, wishes, number)
    item = await released(room, clock, "Новость")
    await digested(database, store, clock, sending)
    await room.editing.withdraw(ACTOR, item.id)
    moved = NewsCopyQueries.move_change

    async def crash(copies: NewsCopyQueries, change_id: int, cursor: int) -> None:
        await moved(copies, change_id, cursor)
        async with database.read() as connection:
            query = sa.select(sa.func.count()).select_from(outbox)
            before = (await connection.execute(query)).scalar_one()
        if before > 5:
            raise ConnectionResetError("the process is gone")

    monkeypatch.setattr(NewsCopyQueries, "move_change", crash)
    with pytest.raises(ConnectionResetError):
        await sending.tick()
    edits = await rows(database, Kind.NEWS_DIGEST_EDIT)
    assert [who for who, _ in edits] == [11, 12], "the second window was rolled back"
    monkeypatch.undo()
    await sending.tick()
    await sending.tick()

    edits = await rows(database, Kind.NEWS_DIGEST_EDIT)
    assert [who for who, _ in edits] == [11, 12, 13, 14, 15]


@pytest.mark.slow
async def test_changed_digest_has_only_what_it_had(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    """Whatever its reader has chosen since; nothing moves up into the place of what is gone."""
    reader = await daily(store, wishes, 11, "contests")
    await released(room, clock, "Совсем о другом")
    items = [await released(room, clock, f"Конкурс {number}") for number in range(12)]
    row_id = (await digested(database, store, clock, sending))[11]
    letters = DigestContents(store=store)

    await wishes.switch(reader, ALL, is_wanted=True)
    await wishes.switch(reader, TOPIC, "contests", is_wanted=False)
    await room.editing.withdraw(ACTOR, items[5].id)
    await room.editing.withdraw(ACTOR, items[0].id)
    found = await letters.delivered(row_id)

    assert found is not None
    titles = [item.content.title for item in found.named]
    assert titles == [f"Конкурс {number}" for number in (11, 10, 9, 8, 7, 6, 4, 3, 2)]
    assert (found.more, found.carried) == (1, 12)


@pytest.mark.slow
async def test_correction_of_what_a_digest_only_counts_does_not_touch_it(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    await daily(store, wishes, 11)
    items = [await released(room, clock, f"Новость {number}") for number in range(11)]
    await digested(database, store, clock, sending)

    await room.editing.correct(ACTOR, items[0].id, Content(title="Правка"), revision=0)
    await sending.tick()
    assert await rows(database, Kind.NEWS_DIGEST_EDIT) == []
    await room.editing.withdraw(ACTOR, items[0].id)
    await sending.tick()

    assert await rows(database, Kind.NEWS_DIGEST_EDIT) == [(11, items[0].id)]


async def test_change_waits_for_digests_in_flight(
    store: Store, database: Database, clock: ManualClock, room: Newsroom,
    wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await daily(store, wishes, 11)
    item = await released(room, clock, "Новость")
    clock.advance(hours=7)
    await sending.tick()
    async with store.write() as tx:
        due = await tx.outbox.due(clock.now(), 10, await tx.outbox.open_lanes())
        [row] = await tx.outbox.claim(due, clock.now() + timedelta(minutes=1))
    await DigestContents(store=store).carried(row.id, [item])

    await room.editing.withdraw(ACTOR, item.id)
    await sending.tick()
    assert await rows(database, Kind.NEWS_DIGEST_EDIT) == []
    async with store.write() as tx:
        done = Settlement(row_id=row.id, state=OutboxState.SENT, at=clock.now(), message_id=7)
        await tx.outbox.settle([done])
    await sending.tick()

    assert await rows(database, Kind.NEWS_DIGEST_EDIT) == [(reader.id, item.id)]


# -- organisers as people


async def test_erasure_takes_the_name_from_news_and_keeps_the_wording(
    store: Store, clock: ManualClock, room: Newsroom
) -> None:
    """A trusted channel still may not overwrite what an organiser has worded."""
    async with store.write() as tx:
        await tx.news_sources.add_channel(ChatId(-100), "Канал", is_trusted=True)
    posted = Entry(guid="5", content=Content(title="Пост"))
    await room.channels.posted(ChatId(-100), posted)
    own = await released(room, clock, "Своя")
    [item] = [one for one in await room.released() if one.id != own.id]
    corrected = Content(title="Пост без ошибок")
    await room.editing.correct(ACTOR, item.id, corrected, revision=item.revision)
    people = Users(
        store=store, clock=clock, owners=frozenset(), default_zone=MOSCOW,
        default_language=Language.RU,
    )  # fmt: skip

    exported = await people.export(ACTOR)
    assert exported["written_news"] == ["Своя"]
    assert exported["edited_news"] == ["Пост без ошибок"]
    await people.erase(ACTOR)
    changed = replace(posted, content=Content(title="Пост с новой ошибкой"))
    await room.channels.posted(ChatId(-100), changed)

    async with store.read() as tx:
        assert await tx.news.titles_of(OWNER) == ([], [])
    found = {one.id: one for one in await room.released()}
    assert found[own.id].author_id is None
    assert (found[item.id].edited_by, found[item.id].content.title) == (NOBODY, "Пост без ошибок")


# -- choices


async def test_words_are_kept_once_in_any_form(store: Store, wishes: Subscriptions) -> None:
    reader = await person(store, 11)

    await wishes.add_words(reader, "Сварщики, мастер  года", is_minus=False)
    choices = await wishes.add_words(reader, "сварщик", is_minus=True)

    shown = {one.shown: one.is_minus for one in choices.words}
    assert shown == {"мастер года": False, "сварщик": True}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" , !!! ", "subscriptions-no-words"),
        ("ы" * 61, "subscriptions-long-words"),
        (",".join(f"слово{n}" for n in range(WORDS_LIMIT + 1)), "subscriptions-many-words"),
    ],
)
async def test_words_that_will_not_do_are_refused_with_the_reason(
    store: Store, wishes: Subscriptions, text: str, reason: str
) -> None:
    reader = await person(store, 11)

    with pytest.raises(UserError, match=reason):
        await wishes.add_words(reader, text, is_minus=False)

    assert (await wishes.of(reader)).words == []


async def test_forged_choices_are_outdated(
    store: Store, room: Newsroom, wishes: Subscriptions
) -> None:
    reader = await person(store, 11)

    with pytest.raises(NotFound):
        await wishes.switch(reader, TOPIC, "nothing", is_wanted=True)
    with pytest.raises(NotFound):
        await wishes.set_frequency(reader, DigestFrequency.DAILY, 24)
    with pytest.raises(NotFound):
        await wishes.opened(reader, NewsId(10**6))
