"""`@bot …` in any chat: results and their pages, what is cached for whom, nothing of it stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId, UserId
from domain.places.geo import Point
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

KAZAN = (55.79, 49.12)
WELDING = Cluster(
    id=ClusterId("welding"),
    name="Кластер <b>металла</b>",
    industry=Industry.METALLURGY,
    region="Республика Татарстан",
    city="Казань",
    point=Point(*KAZAN),
    base_college="Техникум <i>стали</i>",
    professions=("Сварщик",),
)
MACHINES = replace(
    WELDING,
    id=ClusterId("machines"),
    name="Станки",
    industry=Industry.MECHANICAL,
    base_college="Станкостроительный техникум",
    professions=(),
)


@pytest.fixture(autouse=True)
async def settled(stage: Stage) -> AsyncIterator[None]:
    yield
    await stage.app.clusters.searches.settle()


async def save(stage: Stage, *clusters: Cluster) -> None:
    async with stage.app.store.write() as tx:
        await tx.clusters.save(clusters)
    stage.clock.advance(seconds=2)


async def ask(person: UserClient, query: str, offset: str = "", **more: Any) -> dict[str, Any]:
    answer = await person.inline(query, offset, **more)
    assert answer is not None, "the bot did not answer"
    return answer


def described(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["title"], one.get("description", "")) for one in answer["results"]]


async def test_query_gives_cards_with_a_way_into_the_bot(
    stage: Stage, student: UserClient
) -> None:
    await save(stage, WELDING, MACHINES)

    answer = await ask(student, "сварка казань")

    assert described(answer)[:2] == [
        ("Техникум <i>стали</i>", "Казань · в этом городе · Сварщик"),
        ("Станкостроительный техникум", "Казань · в этом городе · Машиностроение (по отрасли)"),
    ]
    assert answer["button"] == {"text": "Искать в чате с ботом", "start_parameter": "search"}
    query_id = stage.world.ask_inline(student.id, "сварка казань")
    sent = stage.world.choose_inline(student.id, query_id, "welding")
    assert sent["text"].startswith("Кластер <b>металла</b>\nОтрасль: Металлургия\n")
    [[button]] = sent["reply_markup"]["inline_keyboard"]
    assert button == {
        "text": "Открыть в Профкомпасе",
        "url": "https://t.me/profkompas_bot?start=cluster_welding",
    }


async def test_card_sent_into_the_chat_with_the_bot_is_no_question(
    stage: Stage, student: UserClient
) -> None:
    await save(stage, WELDING)
    await ask(student, "сварка казань")
    query_id = stage.world.ask_inline(student.id, "сварка казань")
    stage.world.choose_inline(student.id, query_id, "welding")
    await stage.flush()

    assert student.inbox == []


async def test_query_in_english(stage: Stage) -> None:
    await save(stage, WELDING, MACHINES)
    person = stage.person("Ann", language="en")

    answer = await ask(person, "welding kazan")

    assert described(answer)[1] == (
        "Станкостроительный техникум",
        "Kazan · in this town · Mechanical engineering (by industry)",
    )
    assert answer["button"]["text"] == "Search in the chat with the bot"


@pytest.mark.slow
async def test_pages_go_on_where_the_last_one_ended(stage: Stage, student: UserClient) -> None:
    """Ids of 40 characters; between two pages a card of the first one vanishes."""
    many = [
        replace(WELDING, id=ClusterId(f"{number:04}-" + "a" * 35), professions=())
        for number in range(120)
    ]
    await save(stage, *many)

    first = await ask(student, "металлургия казань")
    ids = [one["id"] for one in first["results"]]
    async with stage.app.store.write() as tx:
        await tx.clusters.delete([ClusterId(ids[0])])
    stage.clock.advance(seconds=2)
    await stage.app.clusters.searches.index()
    await stage.app.clusters.searches.settle()
    second = await ask(student, "металлургия казань", first["next_offset"])
    third = await ask(student, "металлургия казань", second["next_offset"])

    assert (len(ids), len(first["next_offset"].encode()) <= 64) == (50, True)
    ids += [one["id"] for one in second["results"] + third["results"]]
    assert len(ids) == len(set(ids)) >= 120
    assert third["next_offset"] == ""
    assert {one["id"] for one in first["results"]}.isdisjoint(
        one["id"] for one in second["results"]
    )


@pytest.mark.parametrize("offset", ["50:gone", "9999:gone", "нет", "-1", "²:", ":" * 64])
async def test_offset_of_anything_is_answered(student: UserClient, offset: str) -> None:
    answer = await ask(student, "педагогика", offset)

    assert (answer["results"], answer["next_offset"]) == ([], "")


async def test_location_counts_where_the_text_names_no_place(
    stage: Stage, student: UserClient
) -> None:
    await save(stage, WELDING)
    far = await ask(student, "сварка")
    near = await ask(student, "сварка", location=KAZAN)
    named = await ask(student, "металлургия казань", location=(43.1, 131.9))
    odd = await ask(student, "сварка", location=(99.0, 500.0))

    assert far["results"][0]["description"] == "Казань · Сварщик"
    assert near["results"][0]["description"] == "Казань · в этом городе · Сварщик"
    assert named["results"][0]["description"].startswith("Казань · в этом городе")
    assert described(odd) == described(far)


async def test_empty_query_shows_how_to_ask(stage: Stage, student: UserClient) -> None:
    answer = await ask(student, "  ")

    assert [title for title, _ in described(answer)] == [
        "сварка Пермь",
        "программист в Новосибирской области",
        "колледж КАМАЗ",
        "мои кластеры",
    ]
    query_id = stage.world.ask_inline(student.id, "  ")
    sent = stage.world.choose_inline(student.id, query_id, "told.example-trade")
    [[button]] = sent["reply_markup"]["inline_keyboard"]
    assert button["switch_inline_query_current_chat"] == "сварка Пермь"
    for title, _ in described(answer)[:3]:
        found = await ask(student, title)
        assert not found["results"][0]["id"].startswith("told."), title


async def test_button_above_the_results_opens_the_search(student: UserClient) -> None:
    hello, _ = await student.open_link("https://t.me/profkompas_bot?start=search")

    assert hello.text.startswith("Здравствуйте")
    assert student.keyboard[0] == ["📍 Отправить геопозицию"]


async def test_nothing_found_offers_the_closest_spelling_and_its_results(
    student: UserClient,
) -> None:
    answer = await ask(student, "мшинстраение")

    title, note = described(answer)[0]
    assert title.startswith("Вы имели в виду «машиностроение»?")
    assert note == "Ниже — что нашлось по этому запросу"
    assert len(answer["results"]) == 50
    last = answer["results"][-2]["id"]
    rest = await ask(student, "мшинстраение", f"1:{last}")
    assert rest["results"][0]["id"] == answer["results"][-1]["id"]


async def test_nothing_nearby_shows_the_nearest_elsewhere(
    stage: Stage, student: UserClient
) -> None:
    answer = await ask(student, "судостроение Якутск")

    assert described(answer)[0] == ("Здесь такого нет. Ниже — ближайшие", "")
    assert len(answer["results"]) > 1


@pytest.mark.parametrize(
    "noise",
    ["щ" * 256, "\u200b" * 256, "🙂" * 128, "%_'\";--(?:.*)+[" * 16, "<b>" * 85, "а " * 128],
)
async def test_noise_of_the_longest_query_is_answered_with_advice(
    student: UserClient, noise: str
) -> None:
    answer = await ask(student, noise)

    assert answer["results"], "nothing to go on from"


async def test_answer_is_shared_only_where_neither_language_nor_place_matters(
    stage: Stage, student: UserClient
) -> None:
    await save(stage, WELDING)
    reader = stage.person("Ann", language="en")
    for query, location, is_asked in (
        ("сварка казань", None, False),
        ("сварка казань", KAZAN, True),
        ("welding kazan", None, True),
        ("", None, True),
    ):
        await ask(student, query, location=location)
        before = len(stage.session.calls)
        await ask(reader, query, location=location)
        assert (len(stage.session.calls) > before) is is_asked, query


async def test_second_device_of_a_person_is_answered_from_the_cache(
    stage: Stage, student: UserClient
) -> None:
    phone = await ask(student, "welding kazan")
    calls = len(stage.session.calls)
    laptop = UserClient(stage.world, student.id, stage.deliver)

    assert await ask(laptop, "welding kazan") == phone
    assert len(stage.session.calls) == calls


async def test_own_clusters_are_found_fresh_each_time(stage: Stage, student: UserClient) -> None:
    await save(stage, WELDING, MACHINES)
    assert described(await ask(student, "мои кластеры")) == [("В «Моих кластерах» такого нет", "")]
    for one in ("welding", "machines"):
        await student.press(f"cf:{one}:1", message=(await student.send("/start"))[0], forged=True)

    everything = await ask(student, "Мои  кластеры")
    some = await ask(student, "my clusters СТАЛИ")

    assert [title for title, _ in described(everything)] == [
        "Техникум <i>стали</i>",
        "Станкостроительный техникум",
    ]
    assert [title for title, _ in described(some)] == ["Техникум <i>стали</i>"]


async def test_who_only_asks_inline_is_not_stored(stage: Stage, student: UserClient) -> None:
    await ask(student, "педагогика")

    async with stage.app.store.read() as tx:
        assert await tx.users.find(UserId(student.id)) is None


@pytest.mark.slow
async def test_flood_of_queries_is_answered_with_nothing_and_the_chat_goes_on(
    stage: Stage, student: UserClient
) -> None:
    asked = []
    for number in range(30):
        asked.append(stage.world.ask_inline(student.id, f"сварка {number}"))
        update = stage.world.bot.updates.popleft()
        await stage.app.dispatcher.feed_raw_update(stage.app.bot, update)
    answers = [stage.world.inline_answer(one) for one in asked]

    assert all(answer and answer["results"] for answer in answers[:20])
    assert answers[20] == {"results": [], "next_offset": ""}
    assert answers[21:] == [None] * 9
    stage.clock.advance(seconds=10)
    assert (await student.send("/help"))[0].text.startswith("Что я умею")


def test_inline_queries_are_received(stage: Stage) -> None:
    assert "inline_query" in stage.app.allowed_updates()
