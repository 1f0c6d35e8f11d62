"""Organisers edit the topics; what is stored follows in the background: on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import news, news_labels, outbox
from db.unit_of_work import Store
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import ChatId, NewsId, TopicCode, UpdateId, UserId
from domain.news.items import (
    Content,
    Entry,
    LabelKind,
    Topic,
)
from domain.news.subscriptions import SubscriptionKind
from domain.people.users import Language, Profile
from services.news import relabelling
from services.news.delivery import NewsDelivery
from services.news.labels import Phrases, topics_in
from services.news.subscriptions import Subscriptions
from services.news.topics import LOOKED_AT, TOPICS_LIMIT, WORDS_LIMIT, word_mark
from tests.clocks import START, ManualClock
from tests.newsroom import Newsroom, newsroom
from tests.services.news.test_news import ACTOR, STRANGER

CONTESTS, ROBOTS = TopicCode("contests"), TopicCode("robots")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def room(store: Store, clock: ManualClock) -> Newsroom:
    room = newsroom(store, clock)
    async with store.write() as tx:
        await tx.users.save_profile(Profile(id=ACTOR.id, first_name="Оля"), START)
        await tx.topics.replace_all(
            [
                topic("contests", "Конкурсы", "Contests", "конкурс"),
                topic("robots", "Роботы", "Robots", "робот"),
            ]
        )
    return room


def topic(code: str, name_ru: str, name_en: str, *words: str) -> Topic:
    return Topic(code=TopicCode(code), name_ru=name_ru, name_en=name_en, words=words)


async def released(room: Newsroom, *titles: str, text: str = "") -> list[NewsId]:
    """Of the house, told already."""
    found = []
    for title in titles:
        actor = replace(ACTOR, update_id=UpdateId(abs(hash(title))))
        item = await room.editing.write(actor, Content(title=title, text=text))
        await room.editing.release(actor, item.id)
        found.append(item.id)
    return found


async def topics_of(room: Newsroom, news_id: NewsId) -> tuple[TopicCode, ...]:
    return (await room.news.item(news_id)).labels.topics


async def add_words(room: Newsroom, code: TopicCode, words: str) -> None:
    preview = await room.topics.draft_words(ACTOR, code, words)
    await room.topics.save(ACTOR, preview.draft.id)


# -- editing


async def test_words_are_shown_with_what_they_change_before_they_are_saved(
    room: Newsroom,
) -> None:
    await released(room, "Хакатон открыт", "Конкурс роботов", "Просто новость")

    preview = await room.topics.draft_words(ACTOR, ROBOTS, "«хакатоны», роботы\nдрон")
    before = await room.topics.card(ACTOR, ROBOTS)
    card = await room.topics.save(ACTOR, preview.draft.id)

    assert preview.draft.added == ("хакатоны", "дрон")
    assert (preview.gained, preview.kept) == (("Хакатон открыт",), ("Конкурс роботов",))
    assert (preview.fits, preview.looked_at, preview.lost) == (2, 3, ())
    assert before.topic.words == ("робот",)
    assert card.topic.words == ("робот", "хакатоны", "дрон")


async def test_preview_looks_at_the_newest_only(room: Newsroom, clock: ManualClock) -> None:
    rows = "title,published\n" + "".join(
        f"Дрон {n},2026-11-{1 + n % 20:02}\n" for n in range(LOOKED_AT + 5)
    )
    await room.imports.import_file("n.csv", rows.encode())

    preview = await room.topics.draft_words(ACTOR, ROBOTS, "дрон")

    assert (preview.looked_at, preview.fits) == (LOOKED_AT, LOOKED_AT)


async def test_words_go_by_one_and_the_last_stays(room: Newsroom) -> None:
    await released(room, "Робот")
    await add_words(room, ROBOTS, "дрон")

    preview = await room.topics.draft_without(ACTOR, ROBOTS, word_mark("робот"))
    card = await room.topics.save(ACTOR, preview.draft.id)

    assert (preview.lost, preview.fits) == (("Робот",), 0)
    assert card.topic.words == ("дрон",)
    with pytest.raises(UserError, match="topic-last-word"):
        await room.topics.draft_without(ACTOR, ROBOTS, word_mark("дрон"))
    with pytest.raises(NotFound, match="button-outdated"):
        await room.topics.draft_without(ACTOR, ROBOTS, word_mark("робот"))


async def test_draft_is_saved_once_on_top_of_what_others_did_meanwhile(room: Newsroom) -> None:
    other = replace(ACTOR, id=UserId(2), update_id=UpdateId(2))
    async with room.store.write() as tx:
        await tx.users.save_profile(Profile(id=other.id, first_name=other.name), START)
        await tx.organisers.add(other.id, "Пётр", ACTOR.id, START)
    mine = await room.topics.draft_words(ACTOR, ROBOTS, "дрон")
    theirs = await room.topics.draft_words(other, ROBOTS, "манипулятор")
    with pytest.raises(NotFound, match="topic-draft-gone"):
        await room.topics.save(ACTOR, theirs.draft.id)

    await room.topics.save(other, theirs.draft.id)
    card = await room.topics.save(ACTOR, mine.draft.id)

    assert card.topic.words == ("робот", "манипулятор", "дрон")
    with pytest.raises(NotFound, match="topic-draft-gone"):
        await room.topics.save(ACTOR, mine.draft.id)


async def test_new_topic_stands_last_with_a_code_of_its_own(room: Newsroom) -> None:
    await released(room, "Хакатон в Томске")

    preview = await room.topics.draft_topic(ACTOR, "Хакатоны\nROBOTS!!\nхакатон, ИТ-марафон")
    card = await room.topics.save(ACTOR, preview.draft.id)

    assert preview.gained == ("Хакатон в Томске",)
    assert card.topic == topic("robots-2", "Хакатоны", "ROBOTS!!", "хакатон", "ИТ-марафон")
    assert [one.topic.code for one in await room.topics.all(ACTOR)] == [
        "contests", "robots", "robots-2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Наставники и педагоги", "日本", "A" * 40])
async def test_any_name_gives_a_code_that_fits_buttons(room: Newsroom, name: str) -> None:
    preview = await room.topics.draft_topic(ACTOR, f"Новая\n{name}\nслово")

    card = await room.topics.save(ACTOR, preview.draft.id)

    assert 0 < len(card.topic.code) <= 20
    assert card.topic.code.isascii()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Хакатоны\nхакатон", "topic-needs-lines"),
        ("роботы\nOther\nслово", "topic-name-taken"),
        ("Другие\nROBOTS\nслово", "topic-name-taken"),
        ("…\nOther\nслово", "topic-no-name"),
        (f"{'Я' * 41}\nOther\nслово", "topic-name-long"),
        ("Другие\nOther\n, ;", "topic-no-words"),
        ("Другие\nOther\nслово, …!", "topic-word-empty"),
        (f"Другие\nOther\n{'ы' * 61}", "topic-word-long"),
        ("Другие\nOther\n" + ",".join(f"слово{n}" for n in range(101)), "topic-many-words"),
    ],
)
async def test_topic_that_will_not_do_is_refused_with_the_reason(
    room: Newsroom, text: str, reason: str
) -> None:
    with pytest.raises(UserError, match=reason):
        await room.topics.draft_topic(ACTOR, text)

    assert len(await room.topics.all(ACTOR)) == 2


async def test_too_many_topics_and_words_are_refused(room: Newsroom, store: Store) -> None:
    many = [topic(f"t{n}", f"Т{n}", f"T{n}", f"слово{n}") for n in range(TOPICS_LIMIT)]
    full = topic("t0", "Т0", "T0", *(f"слово{n}" for n in range(WORDS_LIMIT)))
    async with store.write() as tx:
        await tx.topics.replace_all([full, *many[1:]])

    with pytest.raises(UserError, match="topics-full"):
        await room.topics.draft_topic(ACTOR, "Хакатоны\nHackathons\nхакатон")
    with pytest.raises(UserError, match="topic-many-words"):
        await room.topics.draft_words(ACTOR, full.code, "ещё")


async def test_words_that_are_there_in_another_form_are_known(room: Newsroom) -> None:
    with pytest.raises(UserError, match="topic-words-known"):
        await room.topics.draft_words(ACTOR, ROBOTS, "Роботами")


async def test_new_name_is_free_in_its_language_and_labels_nothing_anew(room: Newsroom) -> None:
    async with room.store.read() as tx:
        before = await tx.topics.version()

    card = await room.topics.rename(ACTOR, ROBOTS, Language.RU, " Робото  техника ")
    for language, name in ((Language.RU, "КОНКУРСЫ"), (Language.EN, "contests")):
        with pytest.raises(UserError, match="topic-name-taken"):
            await room.topics.rename(ACTOR, ROBOTS, language, name)

    assert (card.topic.name_ru, card.topic.name_en) == ("Робото техника", "Robots")
    async with room.store.read() as tx:
        assert await tx.topics.version() == before


async def test_every_change_is_in_the_log_and_nothing_else_is(room: Newsroom) -> None:
    await add_words(room, ROBOTS, "дрон")
    await room.topics.rename(ACTOR, ROBOTS, Language.EN, "Robotics")
    await room.topics.rename(ACTOR, ROBOTS, Language.EN, "Robotics")
    preview = await room.topics.draft_topic(ACTOR, "Хакатоны\nHackathons\nхакатон")
    await room.topics.save(ACTOR, preview.draft.id)
    await room.topics.remove(ACTOR, CONTESTS)

    async with room.store.read() as tx:
        log = await tx.organisers.log(0, 10)
    assert [(one.action, one.details["title"]) for one in reversed(log)] == [
        ("news-topic-words", "Роботы"),
        ("news-topic-renamed", "Роботы"),
        ("news-topic-added", "Хакатоны"),
        ("news-topic-removed", "Конкурсы"),
    ]


async def test_strangers_may_edit_no_topic(room: Newsroom) -> None:
    for attempt in (
        room.topics.begin(STRANGER),
        room.topics.all(STRANGER),
        room.topics.card(STRANGER, ROBOTS),
        room.topics.rename(STRANGER, ROBOTS, Language.RU, "Дроны"),
        room.topics.draft_words(STRANGER, ROBOTS, "дрон"),
        room.topics.draft_without(STRANGER, ROBOTS, word_mark("робот")),
        room.topics.draft_topic(STRANGER, "Хакатоны\nHackathons\nхакатон"),
        room.topics.save(STRANGER, 1),
        room.topics.remove(STRANGER, ROBOTS),
    ):
        with pytest.raises(Forbidden):
            await attempt


async def test_topic_that_is_gone_is_said_to_be(room: Newsroom) -> None:
    draft = (await room.topics.draft_words(ACTOR, ROBOTS, "дрон")).draft
    await room.topics.remove(ACTOR, ROBOTS)

    for attempt in (
        room.topics.card(ACTOR, ROBOTS),
        room.topics.save(ACTOR, draft.id),
        room.topics.remove(ACTOR, ROBOTS),
        room.topics.rename(ACTOR, ROBOTS, Language.RU, "Дроны"),
    ):
        with pytest.raises(NotFound, match="topic-gone"):
            await attempt


# -- what is stored follows


async def test_stored_items_follow_the_words_by_windows_and_nobody_hears_again(
    room: Newsroom, store: Store, database: Database, clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(relabelling, "WINDOW", 2)
    reader = replace(STRANGER, id=UserId(11))
    async with store.write() as tx:
        await tx.users.save_profile(Profile(id=reader.id, first_name="Гость"), START)
    sending = NewsDelivery(store=store, clock=clock, default_zone=ACTOR.zone)
    await Subscriptions(store=store, clock=clock).switch(
        reader, SubscriptionKind.TOPIC, ROBOTS, is_wanted=True
    )
    ids = await released(room, *(f"Дрон {n}" for n in range(5)), "Робот 5")
    await sending.tick()

    await add_words(room, ROBOTS, "дрон")
    await room.relabelling.run()
    await sending.tick()

    assert [await topics_of(room, one) for one in ids] == [(ROBOTS,)] * 6
    assert (await room.topics.card(ACTOR, ROBOTS)).items == 6
    async with database.read() as connection:
        told = await connection.execute(sa.select(outbox.c.payload))
    assert [row.payload["news"] for row in told] == [ids[5]]


@pytest.mark.slow
async def test_interrupted_relabelling_goes_on_where_it_stopped(
    room: Newsroom, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relabelling, "WINDOW", 2)
    ids = await released(room, *(f"Дрон {n}" for n in range(5)))
    await add_words(room, ROBOTS, "дрон")

    def failing(content: Content, phrases: Phrases) -> tuple[TopicCode, ...]:
        if content.title == "Дрон 2":
            raise OSError("the power is gone")
        return topics_in(content, phrases)

    monkeypatch.setattr("services.news.relabelling.topics_in", failing)
    with pytest.raises(OSError, match="power"):
        await room.relabelling.run()
    halfway = [bool(await topics_of(room, one)) for one in ids]
    monkeypatch.setattr("services.news.relabelling.topics_in", topics_in)
    await room.relabelling.run()

    assert halfway == [False, False, False, True, True]
    assert [await topics_of(room, one) for one in ids] == [(ROBOTS,)] * 5
    async with database.read() as connection:
        versions = await connection.execute(sa.select(news.c.topics_version).distinct())
    assert versions.scalars().all() == [2]


async def test_regions_and_hand_set_topics_outlive_every_change_of_words(room: Newsroom) -> None:
    [item] = await released(room, "Робот в Саратове")
    [taken] = await released(room, "Робот снят с темы")
    await room.editing.set_topic(ACTOR, item, CONTESTS, is_wanted=True)
    await room.editing.set_topic(ACTOR, taken, ROBOTS, is_wanted=False)

    await add_words(room, ROBOTS, "дрон")
    await add_words(room, CONTESTS, "снят")
    await room.relabelling.run()

    found = (await room.news.item(item)).labels
    assert (found.topics, found.regions) == ((CONTESTS, ROBOTS), ("Саратовская область",))
    assert await topics_of(room, taken) == (CONTESTS,)


async def test_edit_at_a_trusted_source_leaves_hand_set_topics(room: Newsroom) -> None:
    """A source that was trusted took them away with its next edit."""
    async with room.store.write() as tx:
        await tx.news_sources.add_channel(ChatId(-100), "Канал", is_trusted=True)
    first = await room.channels.posted(
        ChatId(-100), Entry(guid="1", content=Content(title="Робот"))
    )
    [item] = first.added
    await room.editing.set_topic(ACTOR, item, CONTESTS, is_wanted=True)
    await room.editing.set_topic(ACTOR, item, ROBOTS, is_wanted=False)

    edited = Entry(guid="1", content=Content(title="Робот и ещё робот"))
    await room.channels.posted(ChatId(-100), edited, is_edit=True)

    assert (await room.news.item(item)).content.title == "Робот и ещё робот"
    assert await topics_of(room, item) == (CONTESTS,)


async def test_correction_rereads_all_topics_but_those_set_by_hand(room: Newsroom) -> None:
    """Topics of the old wording stayed for good once one of them had been set by hand."""
    [item] = await released(room, "Робот")
    await room.editing.set_topic(ACTOR, item, CONTESTS, is_wanted=True)

    await room.editing.correct(ACTOR, item, Content(title="Без слов правил"), revision=0)

    assert await topics_of(room, item) == (CONTESTS,)


async def test_topic_that_is_removed_takes_labels_and_subscriptions_with_it(
    room: Newsroom, store: Store, clock: ManualClock, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(relabelling, "FORGOTTEN_AT_ONCE", 2)
    wishes = Subscriptions(store=store, clock=clock)
    readers = [replace(STRANGER, id=UserId(n)) for n in range(11, 16)]
    async with store.write() as tx:
        for one in readers:
            await tx.users.save_profile(Profile(id=one.id, first_name="Гость"), START)
    for one in readers:
        await wishes.switch(one, SubscriptionKind.TOPIC, ROBOTS, is_wanted=True)
    await wishes.switch(readers[0], SubscriptionKind.TOPIC, CONTESTS, is_wanted=True)
    by_rule, by_hand = await released(room, "Робот", "Прочее")
    await room.editing.set_topic(ACTOR, by_hand, ROBOTS, is_wanted=True)
    assert (await room.topics.card(ACTOR, ROBOTS)).subscribers == 5

    await room.topics.remove(ACTOR, ROBOTS)
    again = await room.topics.draft_topic(ACTOR, "Роботы\nRobots\nробот")
    card = await room.topics.save(ACTOR, again.draft.id)
    await room.relabelling.run()

    assert card.topic.code == "robots-2"
    assert await topics_of(room, by_rule) == ("robots-2",)
    assert await topics_of(room, by_hand) == ()
    async with store.read() as tx:
        left = [one.value for reader in readers for one in await tx.subscriptions.of(reader.id)]
    assert left == [CONTESTS]
    async with database.read() as connection:
        query = sa.select(news_labels.c.value).where(news_labels.c.kind == LabelKind.TOPIC)
        assert (await connection.execute(query)).scalars().all() == ["robots-2"]


async def test_item_read_by_older_topics_is_labelled_anew(room: Newsroom, store: Store) -> None:
    """An intake that began before a change stores what the old topics said."""
    rules = await room.editing.labelling.rules()
    await add_words(room, ROBOTS, "дрон")
    reading = rules.read(Content(title="Дрон"))
    [item] = await released(room, "Дрон летит")
    async with store.write() as tx:
        [stored] = await tx.news.find_many([item])
        labels, version = reading.labels, reading.topics_version
        await tx.news.replace(
            stored, stored.content, labels, reading.words, START, topics_version=version
        )
    assert await topics_of(room, item) == ()

    await room.relabelling.run()

    assert await topics_of(room, item) == (ROBOTS,)


async def test_nothing_is_read_where_nothing_has_changed(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = await released(room, "Робот")
    monkeypatch.setattr("services.news.relabelling.topics_in", None)

    await room.topics.rename(ACTOR, ROBOTS, Language.RU, "Дроны")
    await room.relabelling.run()

    assert await topics_of(room, item) == (ROBOTS,)
