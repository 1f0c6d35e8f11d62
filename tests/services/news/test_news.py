"""From feeds, links and files to news: dedupe, edits, drafts, pages, search, on both engines."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from db.engine import Database
from db.tables import news, news_labels, outbox
from db.unit_of_work import Store
from domain.errors import FetchError, Forbidden, ImportFileError, NotFound, UserError
from domain.ids import ChatId, NewsId, TopicCode, UpdateId, UserId
from domain.news.items import (
    Content,
    Entity,
    Entry,
    IndexedWords,
    LabelKind,
    Labels,
    NewNews,
    NewsItem,
    NewsOrigin,
    NewsState,
)
from domain.people.users import Actor, Language
from domain.ports import Fetched, Fetcher
from services.news.intake import FIRST_READING
from services.news.sources.polling import POLL_EVERY, REPORTED_AFTER
from services.people.housekeeping import Housekeeping
from tests.clocks import START, Bell, ManualClock
from tests.newsroom import DATA, OWNER, URL, Newsroom, newsroom, rss, rss_item

ACTOR = Actor(
    id=OWNER,
    name="Оля",
    language=Language.RU,
    zone=ZoneInfo("Europe/Moscow"),
    home=None,
    is_owner=True,
    update_id=UpdateId(1),
)
STRANGER = replace(ACTOR, id=UserId(7), is_owner=False)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def room(store: Store, clock: ManualClock) -> Newsroom:
    return newsroom(store, clock)


async def trusted_feed(room: Newsroom, url: str = URL) -> None:
    source = await room.sources.add_feed(ACTOR, url)
    act = replace(ACTOR, update_id=UpdateId(1_000 + source.id))
    await room.sources.trust(act, source.id, is_trusted=True)


async def polled(room: Newsroom, clock: ManualClock, *pages: bytes) -> None:
    """One round for every page, a poll's interval apart."""
    for page in pages:
        room.fetcher.pages[URL] = page
        await room.feeds.poll_due()
        clock.advance(seconds=POLL_EVERY.total_seconds())


async def shown(room: Newsroom) -> list[str]:
    return [item.title for item in (await room.news.newest(size=50)).items]


async def drafts(room: Newsroom) -> list[NewsItem]:
    return list((await room.editing.page(ACTOR)).items)


# -- feeds


async def test_feed_of_nobody_trusts_waits_as_drafts_in_its_own_order(
    room: Newsroom, clock: ManualClock
) -> None:
    await room.sources.add_feed(ACTOR, URL)

    await polled(room, clock, rss(rss_item(1), rss_item(2), rss_item(3)))

    waiting = [item.content.title for item in await drafts(room)]
    assert (await shown(room), waiting) == ([], ["Новость 1", "Новость 2", "Новость 3"])


async def test_trusted_feed_is_released_at_once_and_known_by_its_title(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)

    await polled(room, clock, rss(rss_item(1), title="Вести колледжей"))

    (item,) = await room.released()
    (source,) = await room.sources.all(ACTOR)
    assert (item.released_at, item.source_id, source.title) == (
        START,
        source.id,
        "Вести колледжей",
    )


async def test_first_reading_of_a_long_feed_brings_the_newest_few_only(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    items = [rss_item(n, at=START - timedelta(hours=100 - n)) for n in range(40)]

    await polled(room, clock, rss(*items), rss(*items), rss(*items, rss_item(99)))

    assert await shown(room) == [
        "Новость 99",
        *(f"Новость {n}" for n in range(39, 39 - FIRST_READING, -1)),
    ]


async def test_guid_with_new_text_is_an_edit_of_the_item(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    old = rss(rss_item(1, "Старое название", "Чемпионат"))

    await polled(room, clock, old, rss(rss_item(1, "Новое название", "Конкурс")))

    (item,) = await room.released()
    assert (item.content.title, item.revision) == ("Новое название", 1)
    assert item.published_at == START
    assert (await room.news.search("чемпионат")).items == ()
    assert len((await room.news.search("конкурсы")).items) == 1


async def test_edit_by_a_feed_nobody_trusts_waits_for_an_organiser(
    room: Newsroom, clock: ManualClock
) -> None:
    await room.sources.add_feed(ACTOR, URL)
    await polled(room, clock, rss(rss_item(1, "Было")))
    (draft,) = await drafts(room)
    await room.editing.release(ACTOR, draft.id)

    await polled(room, clock, rss(rss_item(1, "Стало")))

    before = await room.news.item(draft.id)
    assert (before.content.title, before.proposal and before.proposal.title) == ("Было", "Стало")
    after = await room.editing.accept_proposal(ACTOR, draft.id, revision=before.revision)
    assert (after.content.title, after.proposal) == ("Стало", None)


@pytest.mark.parametrize("back", ["Было", "было", " Было  "])
async def test_edit_that_a_feed_takes_back_waits_for_nobody(
    room: Newsroom, clock: ManualClock, back: str
) -> None:
    await room.sources.add_feed(ACTOR, URL)
    await polled(room, clock, rss(rss_item(1, "Было")))
    (draft,) = await drafts(room)
    await room.editing.release(ACTOR, draft.id)
    await polled(room, clock, rss(rss_item(1, "Стало")), rss(rss_item(1, back)))
    again = await room.news.item(draft.id)
    await polled(room, clock, rss(rss_item(1, "Стало снова")))
    later = await room.news.item(draft.id)

    assert (again.content.title, again.proposal) == ("Было", None)
    assert later.proposal is not None
    assert later.proposal.title == "Стало снова"


async def test_source_that_says_what_an_organiser_has_put_right_is_not_asked_about(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    await polled(room, clock, rss(rss_item(1, "Опечтка")))
    (item,) = await room.released()
    right = replace(item.content, title="Опечатка")
    await room.editing.correct(ACTOR, item.id, right, revision=item.revision)
    await polled(room, clock, rss(rss_item(1, "Опечатка")))

    assert (await room.news.item(item.id)).proposal is None


async def test_organisers_wording_is_not_overwritten_by_the_source(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    await polled(room, clock, rss(rss_item(1, "Было")))
    (item,) = await room.released()
    await room.editing.correct(
        ACTOR, item.id, replace(item.content, title="Наше"), revision=item.revision
    )

    await polled(room, clock, rss(rss_item(1, "Стало")))

    assert await shown(room) == ["Наше"]


async def test_withdrawn_item_does_not_come_back(room: Newsroom, clock: ManualClock) -> None:
    await trusted_feed(room)
    await polled(room, clock, rss(rss_item(1)))
    (item,) = await room.released()
    await room.editing.withdraw(ACTOR, item.id)

    copy = rss_item(1).replace("<guid>g1", "<guid>another")
    await polled(room, clock, rss(rss_item(1)), rss(rss_item(1, "Иначе")), rss(copy))

    assert (await shown(room), await drafts(room)) == ([], [])


async def test_same_text_in_two_feeds_is_one_item(room: Newsroom, clock: ManualClock) -> None:
    await trusted_feed(room)
    await trusted_feed(room, URL + "2")
    room.fetcher.pages[URL + "2"] = rss(rss_item(1).replace("<guid>g1", "<guid>other"))

    await polled(room, clock, rss(rss_item(1)))

    assert await shown(room) == ["Новость 1"]


async def test_future_and_missing_dates_become_the_moment_of_reading(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)

    await polled(room, clock, rss(rss_item(1, at=START + timedelta(days=900)), rss_item(2)))

    found = (await room.news.newest()).items
    assert [item.published_at for item in found] == [START, START]
    assert [item.title for item in found] == ["Новость 1", "Новость 2"]


async def test_feed_is_asked_with_what_it_told_of_its_version(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    await polled(room, clock, rss(rss_item(1)))
    room.fetcher.pages[URL] = None

    told = await room.feeds.poll_due()

    assert told.unchanged == 1
    assert room.fetcher.asked == [(URL, "", ""), (URL, '"1"', "Mon")]


@pytest.mark.parametrize(
    "trouble",
    [
        FetchError("fetch-too-slow"),
        FetchError("fetch-private"),
        RuntimeError("what nobody thought of"),
        b"<html><body>not a feed</body></html>",
        b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss version="2.0"/>',
        b"/etc/passwd",
        b"",
    ],
)
async def test_trouble_of_one_feed_stops_no_other(
    room: Newsroom, clock: ManualClock, trouble: bytes | Exception
) -> None:
    await trusted_feed(room)
    await trusted_feed(room, URL + "/bad")
    room.fetcher.pages[URL + "/bad"] = trouble

    await polled(room, clock, rss(rss_item(1)))

    bad = (await room.sources.all(ACTOR))[1]
    assert (await shown(room), bad.failures) == (["Новость 1"], 1)


async def test_failing_feed_waits_longer_each_time_and_is_reported_once(
    room: Newsroom, clock: ManualClock, database: Database
) -> None:
    await room.sources.add_feed(ACTOR, URL)
    pauses = []
    for _ in range(REPORTED_AFTER + 3):
        await room.feeds.poll_due()
        (source,) = await room.sources.all(ACTOR)
        assert source.next_poll_at is not None
        pauses.append((source.next_poll_at - clock.now()) / POLL_EVERY)
        clock.advance(seconds=(source.next_poll_at - clock.now()).total_seconds())

    async with database.read() as connection:
        told = (await connection.execute(sa.select(outbox.c.kind, outbox.c.payload))).all()
    assert pauses == [2, 4, 8, 16, 32, 64, 96, 96]
    assert [(row.kind, row.payload["error"]) for row in told] == [("feed", "fetch-no-answer")]


async def test_server_that_asks_for_patience_gets_it(room: Newsroom, clock: ManualClock) -> None:
    await room.sources.add_feed(ACTOR, URL)
    room.fetcher.pages[URL] = FetchError("fetch-status", retry_in=7200)

    await room.feeds.poll_due()

    (source,) = await room.sources.all(ACTOR)
    assert source.next_poll_at == START + timedelta(hours=2)


async def test_paused_feed_is_not_asked(room: Newsroom) -> None:
    source = await room.sources.add_feed(ACTOR, URL)
    await room.sources.pause(ACTOR, source.id, is_paused=True)

    await room.feeds.poll_due()

    assert room.fetcher.asked == []


@pytest.mark.parametrize(
    ("decided", "drafted"), [("removed", []), ("paused", []), ("distrusted", ["Новость 1"])]
)
async def test_what_is_decided_of_a_feed_while_it_is_fetched_holds(
    room: Newsroom, caplog: pytest.LogCaptureFixture, decided: str, drafted: list[str]
) -> None:
    await trusted_feed(room)
    (source,) = await room.sources.all(ACTOR)
    room.fetcher.pages[URL] = rss(rss_item(1))
    act = replace(ACTOR, update_id=UpdateId(2))
    decisions: dict[str, Callable[[], Awaitable[object]]] = {
        "removed": lambda: room.sources.remove(act, source.id),
        "paused": lambda: room.sources.pause(act, source.id, is_paused=True),
        "distrusted": lambda: room.sources.trust(act, source.id, is_trusted=False),
    }

    async def fetch(*args: Any, **named: Any) -> Fetched:
        fetched = await room.fetcher.fetch(*args, **named)
        await decisions[decided]()
        return fetched

    fetcher = cast(Fetcher, SimpleNamespace(fetch=fetch))
    await replace(room.feeds, fetcher=fetcher).poll_due()

    assert (await shown(room), [one.content.title for one in await drafts(room)]) == ([], drafted)
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_feed_that_was_read_before_the_clock_was_set_back_is_read_on(
    room: Newsroom, clock: ManualClock
) -> None:
    await trusted_feed(room)
    await polled(room, clock, rss(rss_item(1)))
    clock.advance(seconds=timedelta(hours=2).total_seconds())
    await room.feeds.poll_due()
    clock.advance(seconds=-timedelta(hours=2).total_seconds())

    await polled(room, clock, rss(rss_item(1), rss_item(2)))

    assert await shown(room) == ["Новость 2", "Новость 1"]


async def test_round_that_was_claimed_is_nobody_elses(store: Store, room: Newsroom) -> None:
    await room.sources.add_feed(ACTOR, URL)
    later = START + timedelta(minutes=10)
    async with store.write() as tx:
        first = await tx.news_sources.claim_due(START, later, 100, latest=later)
    async with store.write() as tx:
        second = await tx.news_sources.claim_due(START, later, 100, latest=later)

    assert (len(first), second) == (1, [])


# -- labels


async def test_item_is_linked_to_topics_regions_and_clusters(
    room: Newsroom, clock: ManualClock, database: Database
) -> None:
    await room.imports.import_starter(DATA / "topics.csv", DATA / "news.json")
    await trusted_feed(room)

    text = "Финал чемпионатов «Абилимпикс» в Нижнем Новгороде, где живёт Владимир Орлов."
    await polled(room, clock, rss(rss_item(1, "Финал", text)))

    (item,) = await room.released(1)
    assert item.labels.topics == ("abilympics", "championships")
    assert item.labels.regions == ("Нижегородская область",)
    page = await room.news.newest(label=(LabelKind.TOPIC, "abilympics"))
    assert page.items[0].id == item.id


# -- pages, relatives, search


async def test_pages_go_there_and_back_while_new_items_come(
    room: Newsroom, clock: ManualClock
) -> None:
    await room.imports.import_file("n.json", archive(12))
    first = await room.news.newest(size=5)
    await room.imports.import_file("n.json", archive(1, title="Свежая", hour=15))

    second = await room.news.newest(after=first.items[-1].id, size=5)
    third = await room.news.newest(after=second.items[-1].id, size=5)
    back = await room.news.newer(third.items[0].id, size=5)

    numbers = [[item.title for item in page.items] for page in (first, second, third)]
    assert numbers == [
        [f"Новость {n}" for n in range(5)],
        [f"Новость {n}" for n in range(5, 10)],
        ["Новость 10", "Новость 11"],
    ]
    assert (third.has_older, third.has_newer) == (False, True)
    assert back.items == second.items


async def test_lists_show_of_items_what_the_whole_items_would(room: Newsroom) -> None:
    """Also of those without a lead, whose text begins with a line of any length."""
    contents = [
        Content(title="С лидом", lead="Лид.\nВ две строки.", text="Текст."),
        Content(title="Без лида", text="Первая строка 🏭.\nВторая."),
        Content(title="Длинный", text="Слово " * 500 + "\nконец"),
        Content(title="Тот же", text="Тот же"),
        Content(title="Пустой"),
    ]
    async with room.store.write() as tx:
        house = await tx.news_sources.house(NewsOrigin.FILE)
    items = [
        NewNews(
            origin=NewsOrigin.FILE,
            source_id=house.id,
            content=one,
            labels=Labels(topics=(TopicCode("contests"),)),
            words=IndexedWords(one.title, "", ""),
            published_at=START - timedelta(hours=number),
            is_dated=number != 1,
            state=NewsState.RELEASED,
        )
        for number, one in enumerate(contents)
    ]
    async with room.store.write() as tx:
        ids = await tx.news.add(items, START)
        whole = [item.line for item in await tx.news.newest(5)]

    first = (await room.news.newest()).items
    label = (LabelKind.TOPIC, "contests")

    assert list(first) == whole
    assert (await room.news.newest(label=label)).items == first
    assert (await room.news.newest(after=ids[0])).items == first[1:]
    assert (await room.news.newer(ids[4])).items == first[:4]
    assert (await room.news.newer(ids[4], label=label)).items == first[:4]


async def test_page_after_an_item_that_is_gone_is_refused(room: Newsroom) -> None:
    with pytest.raises(NotFound):
        await room.news.newest(after=NewsId(5))


async def test_relatives_share_topics_and_words_then_come_the_latest(room: Newsroom) -> None:
    await room.imports.import_starter(DATA / "topics.csv", DATA / "news.json")
    found = (await room.news.search("Абилимпикс")).items
    relatives = await room.news.related(found[0], limit=7)

    titles = [item.content.title for item in relatives]
    assert len(titles) == 7
    assert found[0].id not in {item.id for item in relatives}
    assert any("чемпионат" in title.lower() for title in titles[:2])


@pytest.mark.parametrize(
    "query", ["экспертные сессии", "ЭКСПЕРТНАЯ СЕССИЯ", "'rcgthnyfz ctccbz", "сессий эксперта"]
)
async def test_search_forgives_endings_case_and_layout(room: Newsroom, query: str) -> None:
    await room.imports.import_starter(DATA / "topics.csv", DATA / "news.json")

    found = await room.news.search(query)

    assert "Экспертная сессия" in found.items[0].content.title


async def test_search_takes_yo_for_ye(room: Newsroom) -> None:
    await room.imports.import_file("n.csv", "title\nПриёмная кампания\nЗеленый свет\n".encode())

    found = [await room.news.search(query) for query in ("приемная", "ПРИЁМНАЯ", "зелёный")]

    assert [len(page.items) for page in found] == [1, 1, 1]


async def test_search_best_first_puts_titles_before_texts_and_pages_by_key(
    room: Newsroom,
) -> None:
    rows = [
        {"title": "О разном", "text": "Да.\n\nЧемпионат.", "published": "2026-11-05"},
        {"title": "Чемпионат", "text": "да", "published": "2026-11-01"},
        {"title": "Иное", "lead": "Про чемпионаты", "published": "2026-11-02"},
        {"title": "И ещё", "text": "Да.\n\nЧемпионатом.", "published": "2026-11-03"},
    ]
    await room.imports.import_file("n.json", json.dumps(rows).encode())

    newest = await room.news.search("чемпионаты", size=2)
    best = await room.news.search("чемпионаты", is_best_first=True, size=2)
    rest = await room.news.search(
        "чемпионаты", is_best_first=True, size=2, after=best.items[-1].id
    )

    def titles(page: object) -> list[str]:
        return [item.content.title for item in page.items]  # type: ignore[attr-defined]

    assert titles(newest) == ["О разном", "И ещё"]
    assert titles(best) + titles(rest) == ["Чемпионат", "Иное", "О разном", "И ещё"]
    assert (best.has_more, rest.has_more) == (True, False)
    assert best.marks("Чемпионат: о чемпионатах") == [(0, 9), (13, 24)]


async def test_search_while_typing_finds_beginnings(room: Newsroom) -> None:
    await room.imports.import_file("n.csv", "title\nЧемпионат профессий\n".encode())

    found = [
        await room.news.search("чемпионат проф", is_typing=typing) for typing in (True, False)
    ]

    assert [len(page.items) for page in found] == [1, 0]


@pytest.mark.parametrize(
    "query", ["", "!!!", '" OR title:*', "x" * 5000, "🙂", "a AND NOT b", "'"]
)
async def test_search_strange_queries_find_nothing_quietly(room: Newsroom, query: str) -> None:
    await room.imports.import_file("n.csv", "title\nЧемпионат\n".encode())

    assert (await room.news.search(query, is_typing=True)).items == ()


# -- organisers


async def test_draft_is_released_once_and_found_by_readers_then(room: Newsroom) -> None:
    draft = await room.editing.write(ACTOR, Content(title="Своя новость", text="Текст"))
    with pytest.raises(NotFound):
        await room.news.item(draft.id)

    await room.editing.release(ACTOR, draft.id)

    assert (await room.news.item(draft.id)).state is NewsState.RELEASED
    with pytest.raises(UserError, match="news-not-draft"):
        await room.editing.release(ACTOR, draft.id)


async def test_subscribers_hear_of_what_organisers_do_at_once(room: Newsroom, bell: Bell) -> None:
    """Without the alarm they waited for the next sweep, up to half a minute."""
    draft = await room.editing.write(ACTOR, Content(title="Своя"))
    assert bell.rung == 0

    await room.editing.release(ACTOR, draft.id)
    await room.editing.correct(ACTOR, draft.id, Content(title="Лучше"), revision=0)
    await room.editing.withdraw(ACTOR, draft.id)

    assert bell.rung == 3


async def test_draft_written_twice_by_one_update_is_one(room: Newsroom) -> None:
    first = await room.editing.write(ACTOR, Content(title="Своя"))
    again = await room.editing.write(ACTOR, Content(title="Своя"))

    assert first.id == again.id


async def test_planned_draft_is_released_at_its_time(
    room: Newsroom, bell: Bell, clock: ManualClock
) -> None:
    draft = await room.editing.write(ACTOR, Content(title="Завтра"))
    with pytest.raises(UserError, match="news-plan-past"):
        await room.editing.plan(ACTOR, draft.id, START)
    await room.editing.plan(ACTOR, draft.id, START + timedelta(days=1))

    early = await room.editing.release_due()
    clock.advance(days=1)
    due = await room.editing.release_due()

    assert (early, due, await shown(room)) == (0, 1, ["Завтра"])
    assert bell.rung == 1


async def test_correction_of_what_was_changed_meanwhile_is_refused(room: Newsroom) -> None:
    draft = await room.editing.write(ACTOR, Content(title="Раз"))
    await room.editing.correct(ACTOR, draft.id, Content(title="Два"), revision=0)

    with pytest.raises(UserError, match="news-changed-meanwhile"):
        await room.editing.correct(ACTOR, draft.id, Content(title="Три"), revision=0)


async def test_strangers_may_do_nothing(room: Newsroom) -> None:
    draft = await room.editing.write(ACTOR, Content(title="Своя"))
    source = await room.sources.add_feed(ACTOR, URL)
    for attempt in (
        room.editing.begin(STRANGER),
        room.editing.write(STRANGER, Content(title="Чужая")),
        room.editing.draft_from_link(STRANGER, URL),
        room.editing.page(STRANGER),
        room.editing.item(STRANGER, draft.id),
        room.editing.release(STRANGER, draft.id),
        room.editing.plan(STRANGER, draft.id, None),
        room.editing.withdraw(STRANGER, draft.id),
        room.editing.correct(STRANGER, draft.id, Content(title="x"), revision=0),
        room.editing.drop_proposal(STRANGER, draft.id),
        room.sources.all(STRANGER),
        room.sources.add_feed(STRANGER, URL + "/x"),
        room.sources.trust(STRANGER, source.id, is_trusted=True),
        room.sources.pause(STRANGER, source.id, is_paused=True),
        room.sources.remove(STRANGER, source.id),
    ):
        with pytest.raises(Forbidden):
            await attempt

    assert room.fetcher.asked == []


@pytest.mark.slow
async def test_link_becomes_a_draft_and_the_same_link_the_same_draft(room: Newsroom) -> None:
    page = "https://news.example.org/a"
    room.fetcher.pages[page] = (
        "<html><head><meta property='og:title' content='Открыли мастерские'></head><body><article>"
        "<p>В колледже открыли мастерские, где студенты будут учиться вместе с заводом.</p>"
        "<p>Подробности у приёмной комиссии, она работает каждый день до вечера.</p>"
        "<script>alert(1)</script></article></body></html>"
    ).encode()

    first = await room.editing.draft_from_link(ACTOR, page)
    again = await room.editing.draft_from_link(ACTOR, page)

    assert (first.id, first.content.title) == (again.id, "Открыли мастерские")
    assert "alert" not in first.content.text
    assert (first.content.url, first.state) == (page, NewsState.DRAFT)


async def test_channel_post_is_news_and_its_edit_follows(room: Newsroom) -> None:
    post = Entry(
        guid="17",
        content=Content(title="Пост", text="Пост 🙂 важный", entities=(Entity("bold", 8, 6),)),
    )
    async with room.store.write() as tx:
        await tx.news_sources.add_channel(ChatId(-100), "Канал", is_trusted=True)
    await room.channels.posted(ChatId(-100), post)
    changed = replace(post, content=replace(post.content, text="Другой"))

    taken = await room.channels.posted(ChatId(-100), changed, is_edit=True)

    item = await room.news.item(taken.edited[0])
    assert (item.content.text, item.revision) == ("Другой", 1)


# -- files


def archive(count: int, *, title: str = "Новость", hour: int = 12) -> bytes:
    """Newest first, a minute apart, on the day before START."""
    rows = [
        {"title": f"{title} {n}", "published": f"2026-11-22 {hour}:{59 - n:02}"}
        for n in range(count)
    ]
    return json.dumps({"news": rows}).encode()


async def test_import_again_changes_nothing_and_dry_run_stores_nothing(
    room: Newsroom, database: Database
) -> None:
    tried = await room.imports.import_file("n.json", archive(3), dry_run=True)
    nothing = await shown(room)
    first = await room.imports.import_file("n.json", archive(3))
    again = await room.imports.import_file("n.json", archive(3))

    assert (len(tried.taken.added), nothing, len(first.taken.added)) == (3, [], 3)
    assert (again.taken.added, len(again.taken.unchanged)) == ([], 3)
    async with database.read() as connection:
        untold = await connection.execute(sa.select(news.c.id).where(news.c.told_at.is_(None)))
    assert untold.all() == []


async def test_import_one_bad_row_stores_nothing_and_names_its_line(room: Newsroom) -> None:
    table = (
        "id;title;url;published\n"
        "a;Хорошая;https://e.org;2026-11-01\n"
        "b;;ftp://e.org;2099-01-01\n"
        "a;Вторая;;вчера\n"
    )

    report = await room.imports.import_file("n.csv", table.encode("cp1251"))

    found = [(problem.line, problem.column, problem.key) for problem in report.parsed.problems]
    assert found == [
        (3, "url", "import-row-url"),
        (3, "title", "import-row-empty"),
        (3, "published", "import-news-future"),
        (4, "published", "import-news-date"),
    ]
    assert await shown(room) == []


async def test_import_reads_every_sheet_and_names_it(room: Newsroom) -> None:
    """As files of programmes and clusters are read: only the first was, and nothing said so."""
    book, whole = Workbook(), io.BytesIO()
    for title, rows in (("2025", [["а", "Первая"]]), ("2026", [["б", "Вторая"], ["а", "Опять"]])):
        sheet = book.create_sheet(title)
        for row in (["id", "title"], *rows):
            sheet.append(row)
    del book["Sheet"]
    book.save(whole)
    report = await room.imports.import_file("news.xlsx", whole.getvalue(), dry_run=True)

    assert [one.content.title for one in report.parsed.entries] == ["Первая", "Вторая"]
    [problem] = report.parsed.problems
    assert (problem.sheet, problem.line, problem.key) == ("2026", 3, "import-row-duplicate")


@pytest.mark.slow
async def test_import_of_an_rss_export_is_whole(room: Newsroom) -> None:
    items = [rss_item(n, at=START - timedelta(hours=n + 1)) for n in range(450)]

    report = await room.imports.import_file("export.xml", rss(*items))

    assert (len(report.taken.added), report.parsed.problems) == (450, ())
    assert (await shown(room))[:2] == ["Новость 0", "Новость 1"]


async def test_import_of_a_wordpress_export_leaves_out_what_nobody_published(
    room: Newsroom,
) -> None:
    def item(number: int, kind: str, status: str) -> str:
        told = f"<wp:post_type><![CDATA[{kind}]]></wp:post_type><wp:status>{status}</wp:status>"
        return rss_item(number).replace("</item>", f"{told}</item>")

    items = [
        item(1, "post", "draft"), item(2, "post", "publish"), item(3, "attachment", "inherit"),
        item(4, "page", "publish"), item(5, "post", "private"), item(6, "news", "publish"),
        item(7, "wp_navigation", "publish"), rss_item(8),
    ]  # fmt: skip
    report = await room.imports.import_file("wordpress.xml", rss(*items))

    assert report.parsed.problems == ()
    titles = {one.content.title for one in report.parsed.entries}
    assert titles == {"Новость 2", "Новость 6", "Новость 8"}


async def test_import_of_a_broken_off_export_is_refused(room: Newsroom) -> None:
    with pytest.raises(ImportFileError):
        await room.imports.import_file("export.rss", rss(rss_item(1), rss_item(2))[:-60])


async def test_starter_news_are_there_once_and_about_something(
    room: Newsroom, database: Database
) -> None:
    await room.imports.import_starter(DATA / "topics.csv", DATA / "news.json")
    await room.imports.import_starter(DATA / "topics.csv", DATA / "news.json")

    async with database.read() as connection:
        labelled = await connection.execute(
            sa.select(news_labels.c.news_id).where(news_labels.c.kind == "topic").distinct()
        )
    assert len(await shown(room)) == len(labelled.all()) == 8


async def test_housekeeping_forgets_old_news_and_their_words(
    room: Newsroom, store: Store, clock: ManualClock, database: Database
) -> None:
    await trusted_feed(room)
    old = rss_item(1, at=START - timedelta(days=40))
    await polled(room, clock, rss(old, rss_item(2)))
    keeper = Housekeeping(store=store, clock=clock, news_kept=timedelta(days=30))

    await keeper.tidy()
    await polled(room, clock, rss(old, rss_item(2)))

    assert await shown(room) == ["Новость 2"]
    async with database.read() as connection:
        words = await connection.execute(sa.text("SELECT count(*) FROM news_words"))
    assert words.scalar_one() == 1


async def test_feeds_of_the_settings_are_added_once_and_not_trusted(room: Newsroom) -> None:
    await room.sources.ensure_feeds([URL, URL])
    await room.sources.ensure_feeds([URL])

    (source,) = await room.sources.all(ACTOR)
    assert (source.url, source.is_trusted) == (URL, False)
