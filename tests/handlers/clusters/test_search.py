"""Any plain text is a query: how it is understood, changed, paged, saved, and what is next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay, StudyForm
from domain.clusters.searches import SAVED_LIMIT
from domain.ids import ClusterId, SearchId
from domain.lru_cache import MadeOnce
from domain.places.geo import Point
from domain.texts import utf16_units
from handlers.clusters.search import kept_results
from sandbox.client import Received, UserClient
from services.people.housekeeping import SEARCHES_KEPT
from tests.handlers.conftest import Stage
from ui.formatting import CAPTION_UNITS, MESSAGE_UNITS

FORGOTTEN = "Этот поиск я уже забыл: хранил 30 дней. Напишите его ещё раз. Вот свежее меню."

KAZAN = Point(55.79, 49.12)


def welding(number: int) -> Cluster:
    return Cluster(
        id=ClusterId(f"welding-{number:02}"),
        name=f"Кластер сварки {number:02}",
        industry=Industry.METALLURGY if number % 2 else Industry.MECHANICAL,
        region="Республика Татарстан",
        city="Казань",
        point=Point(KAZAN.lat + number / 100, KAZAN.lon),
        base_college=f"Колледж сварки {number:02}",
        employers=("ООО «Шов и дуга»",) if number == 1 else (),
        professions=("Сварщик",),
        year=2030 if number == 2 else 2023,
    )


async def put(stage: Stage, *clusters: Cluster) -> None:
    """The cards and the index of them are in use when this returns."""
    async with stage.app.store.write() as tx:
        await tx.clusters.save(clusters)
    stage.clock.advance(seconds=2)
    await stage.app.clusters.searches.index()
    await stage.app.clusters.searches.settle()


def data_of(received: Received, label: str) -> str:
    return str(
        next(b["callback_data"] for row in received.rows for b in row if label in b["text"])
    )


@pytest.fixture
async def welders(stage: Stage) -> None:
    await put(stage, *(welding(number) for number in range(1, 8)))


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("сварщик рядом с Казанью", "Сварщик · Казань, 100\xa0км"),
        ("авиастроение", "Авиастроение"),
        ("колледж КАМАЗ", "«КАМАЗ»"),
        ("где учат на повара в Мордовии", "Повар, кондитер · Республика Мордовия"),
        ("railway samara", "Железнодорожный транспорт · Самара, 30\xa0км"),
        ("cdfhobr cfhfycr", "Сварщик · Саранск, 100\xa0км"),
        ("svarshchik Kazan", "Сварщик · Казань, 30\xa0км"),
        ("нефтянка в хмао", "Нефтегазовая отрасль · Ханты-Мансийский"),
        ("айти питер", "Информационные технологии · Санкт-Петербург, 30\xa0км"),
        ("жд СПб 200 км", "Железнодорожный транспорт · Санкт-Петербург, 200\xa0км"),
        ("Татария", "все кластеры · Республика Татарстан"),
    ],
)
async def test_phrases_of_readers_are_understood_and_told(
    student: UserClient, text: str, understood: str
) -> None:
    [reply] = await student.send(text)

    assert reply.text.startswith(f"🔎 Ищу: {understood}")


async def test_result_says_why_each_is_there_and_opens_its_card(
    welders: None, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань")

    assert found.text.splitlines()[:6] == [
        "🔎 Ищу: Сварщик · Казань, 30\xa0км",
        "Нашёл 7 кластеров. Это колледжи с работодателями.",
        "",
        "1. Колледж сварки 01 — профессия: сварщик, в этом городе",
        "2. Колледж сварки 02 — сварщик, в городе, планируется",
        "3. Колледж сварки 03 — профессия: сварщик, в этом городе",
    ]
    assert [button["text"] for button in found.rows[0]] == ["1", "2", "3", "4", "›"]
    assert await student.click("1") == []
    assert student.last.text.startswith("Кластер сварки 01")
    assert student.last.message_id == found.message_id


async def test_card_in_the_place_of_a_list_leads_back_to_its_page_and_filters(
    welders: None, student: UserClient
) -> None:
    await student.send("сварщик казань")
    await student.click("Фильтры")
    await student.click("Уже работают · 6")
    await student.click("›")
    page = student.last
    await student.click("6")
    assert student.last.text.startswith("Кластер сварки 07")
    await student.click("☆ В избранное")
    await student.click("⚖️ Сравнить")
    assert student.last.buttons[-1] == "‹ К списку"
    await student.click("‹ К списку")

    assert student.last.message_id == page.message_id
    assert student.last.text == page.text
    assert "С фильтрами — 6 из 7." in page.text
    assert student.last.buttons == page.buttons


async def test_buttons_of_earlier_lists_open_a_card_of_its_own(
    welders: None, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань")
    [card] = await student.press("c:welding-03", message=found, forged=True)

    assert card.text.startswith("Кластер сварки 03")
    assert "‹ К списку" not in card.buttons


@pytest.mark.parametrize("data", ["cl:000000000000:l/1/0/", "cl:zz:l/1", "cl:000000000000:lx/1"])
async def test_number_of_a_card_that_is_gone_is_outdated(student: UserClient, data: str) -> None:
    await student.send("машиностроение")
    [menu] = await student.press(data, forged=True)

    assert student.toast is not None
    assert menu.text.startswith("Главное меню")


async def test_slips_are_told_and_their_other_meanings_offered(
    welders: None, student: UserClient
) -> None:
    [found] = await student.send("свращик кзань абырвалг")

    assert "Прочитал с поправкой: ищу «Сварщик», «Казань»." in found.text
    assert "Не понял: «абырвалг». Ищу по остальному." in found.text
    await student.click("📍 Казань")
    assert "Весь регион: Республика Татарстан" in student.last.buttons


async def test_by_industry_is_marked_and_explained(student: UserClient) -> None:
    await student.send("сварщик 300 км от Казани")

    lines = student.last.text.splitlines()
    heading = lines.index("По отрасли, профессию уточните:")
    assert lines[heading - 1].endswith("— сварщик, 180\xa0км")
    assert all("сварщик" not in line for line in lines[heading:])


async def test_by_industry_is_marked_in_each_line_where_the_order_mixes(
    student: UserClient,
) -> None:
    """By distance from Germany, of which the last are the country's own."""
    [found] = await student.send("Берлин сварщик")

    items = [line for line in found.text.splitlines() if ". " in line[:3]]
    marked = [line.endswith("по отрасли") for line in items]
    assert marked == [True, False, True, True]
    assert "«По отрасли» — уточните профессию в колледже." in found.text


async def test_english_reader_searches_filters_and_saves(welders: None, stage: Stage) -> None:
    person = stage.person(language="en")
    [found] = await person.send("welder Kazan")
    assert found.text.splitlines()[:2] == [
        "🔎 Looking for: welder · Kazan, 30\xa0km",
        "Found 7 clusters. A cluster is a group of colleges and employers.",
    ]
    await person.click("Filters")
    await person.click("Metallurgy · 4")
    assert "With filters: 4 of 7." in person.last.text
    await person.click("⭐ Save")
    assert person.toast == "Saved. All your searches: /my"
    [mine, _] = await person.send("/my")
    assert mine.text.startswith("My searches")
    [lost] = await person.send("🧭")
    assert lost.buttons[:3] == [
        "🧩 Help me choose",
        "📍 Where to look?",
        "programmer Novosibirsk",
    ]


async def test_place_is_changed_part_by_part(welders: None, student: UserClient) -> None:
    [found] = await student.send("сварщик казань")
    await student.click("📍 Казань")
    await student.click("В радиусе 300")
    assert student.last.text.startswith("🔎 Ищу: Сварщик · Казань, 300\xa0км")
    await student.click("📍 Казань")
    await student.click("Весь регион: Республика Татарстан")
    assert student.last.text.startswith("🔎 Ищу: Сварщик · Республика Татарстан")
    await student.click("📍 Татарстан")
    await student.click("Вся Россия")
    assert student.last.text.startswith("🔎 Ищу: Сварщик\n")
    assert student.last.message_id == found.message_id


async def test_town_of_the_same_name_is_a_tap_away(student: UserClient) -> None:
    await student.send("сварщик киров")
    await student.click("📍 Киров")
    await student.click("Киров, Калужская область")

    assert student.last.text.startswith("🔎 Ищу: Сварщик · Киров, Калужская область, 100\xa0км")


async def test_trade_is_changed_and_dropped(welders: None, student: UserClient) -> None:
    await student.send("сварщик казань")
    await student.click("🛠 Сварщик")
    await student.click("Машиностроение")
    assert student.last.text.startswith("🔎 Ищу: Машиностроение · Казань, 30\xa0км\nНашёл 3")
    await student.click("🛠 Машиностроение")
    await student.click("Любая отрасль и профессия")
    assert student.last.text.startswith("🔎 Ищу: все кластеры · Казань, 30\xa0км\nНашёл 7")
    await student.click("🛠 все кластеры")
    await student.click("Сварщик")
    assert student.last.text.startswith("🔎 Ищу: Сварщик · Казань, 30\xa0км")


async def test_filters_have_counts_and_go_one_by_one(welders: None, student: UserClient) -> None:
    await student.send("сварщик казань")
    await student.click("Фильтры")
    assert student.last.buttons[:4] == [
        "Уже работают · 6",
        "Планируются · 1",
        "Металлургия · 4",
        "Машиностроение · 3",
    ]
    await student.click("Машиностроение · 3")
    await student.click("Фильтры")
    await student.click("Уже работают · 6")
    assert "С фильтрами — 2 из 7." in student.last.text
    await student.click("✕ Машиностроение")
    assert "С фильтрами — 6 из 7." in student.last.text
    await student.click("✕ Уже работают")
    assert "Нашёл 7 кластеров." in student.last.text


async def test_filters_that_leave_nothing_say_so_and_can_be_taken_away(
    stage: Stage, welders: None, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань")
    number = data_of(found, "Сохранить").split(":")[1]
    await student.press(f"lc:{number}:i:medicine", forged=True)

    assert "С этими фильтрами ничего не осталось." in student.last.text
    await student.click("✕ Медицина")
    assert "Нашёл 7 кластеров." in student.last.text


@pytest.mark.slow
async def test_order_by_name_and_by_distance(
    stage: Stage, welders: None, student: UserClient
) -> None:
    first = replace(
        welding(9),
        id=ClusterId("aaa"),
        name="Аааа",
        base_college="Первый",
        point=Point(55.99, 49.12),
    )
    await put(stage, first)
    await student.send("сварщик казань")
    assert "1. Колледж сварки 01" in student.last.text
    await student.click("Фильтры")
    await student.click("По названию")
    assert "1. Первый" in student.last.text
    await student.click("Фильтры")
    assert "✓ По названию" in student.last.buttons
    await student.click("Сначала ближние")
    assert "1. Колледж сварки 01" in student.last.text


@pytest.mark.slow
async def test_pages_say_when_the_list_has_changed_and_never_run_out(
    stage: Stage, welders: None, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань")
    await student.click("›")
    assert "6. Колледж сварки 06" in student.last.text
    assert "Данные обновились" not in student.last.text
    await student.click("‹")
    moved = [replace(welding(number), point=Point(43.1, 131.9)) for number in (3, 4, 5, 6)]
    await put(stage, *moved)
    await student.click("›")

    assert student.last.message_id == found.message_id
    assert student.last.text.startswith("Данные обновились, и список стал другим.")
    assert "Нашёл 3 кластера." in student.last.text
    assert "3. Колледж сварки 07" in student.last.text


async def test_double_tap_changes_nothing_more(welders: None, student: UserClient) -> None:
    [found] = await student.send("сварщик казань")
    keep = data_of(found, "Сохранить")
    for _ in range(2):
        await student.press(keep, message=found, forged=True)
    await student.send("/my")
    saved = student.inbox[-2]

    assert saved.buttons == [
        "Сварщик · Казань, 30\xa0км",
        "✕ Удалить этот",
        "🔔 Новости по этим поискам",
    ]


async def test_nothing_found_offers_wider_neighbours_and_the_nearest(
    student: UserClient,
) -> None:
    [none] = await student.send("машинист поезда Киров")

    assert "Здесь этому, по нашим данным, не учат." in none.text
    assert "Ближайшие подходящие:" in none.text
    assert " — 480 км\n" in none.text.replace("\xa0", " ")
    assert "1. " in none.text
    wider = next(label for label in none.buttons if label.startswith("До "))
    await student.click(wider)
    assert f"Нашёл {wider.rpartition(' ')[2]} кластер" in student.last.text


async def test_neighbouring_region_finds_as_many_as_it_said(student: UserClient) -> None:
    [none] = await student.send("медсестра чукотка")
    label = next(one for one in none.buttons if one.startswith("Тюменская · "))
    await student.click(label)

    assert student.last.text.startswith("🔎 Ищу: медсестра — Сестринское дело · Тюменская область")
    assert f"Нашёл {label.rpartition(' ')[2]} кластер" in student.last.text


async def test_closest_spelling_is_one_tap(student: UserClient) -> None:
    [lost] = await student.send("судостраительство")
    assert lost.text.startswith(
        "Не нашёл в этом ни профессии, ни города, ни вопроса: «судостраительство»."
    )
    await student.click("Вы имели в виду «строительство»?")

    assert student.last.message_id == lost.message_id
    assert student.last.text.startswith("🔎 Ищу: Строительство\nНашёл ")


async def test_question_about_a_trade_is_answered_and_the_search_offered_beside(
    student: UserClient,
) -> None:
    [answer] = await student.send("сколько учиться на сварщика")
    assert answer.text.startswith("Сколько учиться?")
    [found] = await student.click("🔎 Искать: Сварщик")
    assert found.text.startswith("🔎 Ищу: Сварщик")
    [near] = await student.send("а в Пензе?")

    assert near.text.startswith("🔎 Ищу: Сварщик · Пенза")


async def test_question_about_no_trade_has_no_search_beside(student: UserClient) -> None:
    [answer] = await student.send("сколько учиться")

    assert answer.text.startswith("Сколько учиться?")
    assert not any(label.startswith("🔎") for label in answer.buttons)


@pytest.mark.slow
async def test_search_that_is_kept_for_all_finds_a_new_card(
    stage: Stage, student: UserClient, welders: None
) -> None:
    for person in (stage.person(), stage.person(), stage.person()):
        await person.send("сварщик казань")
    [before] = await student.send("сварщик казань")
    await put(stage, replace(welding(1), base_college="Новый колледж"))
    [after] = await stage.person().send("сварщик казань")

    assert "Новый колледж" not in before.text
    assert "Новый колледж" in after.text


async def test_search_that_is_kept_for_all_is_measured_from_each_ones_home(
    stage: Stage, student: UserClient, welders: None
) -> None:
    neighbour = stage.person()
    for person, place in ((student, "Казань"), (neighbour, "Саранск")):
        await person.send("/start")
        await person.send(place)
        await person.click("🏠 Запомнить")
    stage.clock.advance(hours=2)  # the towns are no places of the searches to come

    for person in (stage.person(), stage.person(), student, neighbour, student, neighbour):
        await person.send("сварщик")
    found = [(await person.send("сварщик"))[0] for person in (student, neighbour, student)]
    [of_nowhere] = await stage.person().send("сварщик")

    assert ["Казань" in one.text.split("\n\n")[0] for one in found] == [True, False, True]
    assert found[0].text == found[2].text
    assert of_nowhere.text not in {one.text for one in found}
    assert data_of(found[0], "Фильтры") != data_of(found[2], "Фильтры")


@pytest.mark.parametrize("text", ["сварщик казань", "сварщик саратов", "2030 9007199254740992"])
async def test_buttons_of_results_that_are_kept_for_all_are_of_each_ones_own_search(
    stage: Stage, welders: None, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    people = [stage.person() for _ in range(5)]
    kept = [(await person.send(text))[0] for person in people]
    monkeypatch.setattr(kept_results, "TEMPLATES", MadeOnce[Any](0))
    anew = [(await stage.person().send(text))[0] for _ in range(2)]

    told = [
        [(b["text"], b.get("callback_data", "")) for row in one.rows for b in row] for one in kept
    ]
    assert len({one.text for one in (*kept, *anew)}) == 1
    assert len({tuple(label for label, _ in one) for one in told}) == 1
    assert not any(kept_results.MARK in data for one in told for _, data in one)
    numbered = [data for one in told for _, data in one if data.startswith("lk:")]
    assert len(set(numbered)) == len(numbered)
    for person, found in zip(people, kept, strict=True):
        if "⭐ Сохранить" in found.buttons:
            await person.click("⭐ Сохранить", message=found)
            assert "★ Сохранён" in person.last.buttons


async def test_home_is_offered_where_no_place_is_named(stage: Stage, student: UserClient) -> None:
    await student.send("Саранск")
    await student.click("🏠 Запомнить")
    stage.clock.advance(hours=2)
    [found] = await student.send("машиностроение")
    assert "Расстояния — от вашего места: Саранск." in found.text
    await student.click("🏠 Рядом с домом: Саранск")

    assert student.last.text.startswith("🔎 Ищу: Машиностроение · Саранск, 100\xa0км")


async def test_list_of_the_nearest_leads_to_a_search_that_can_be_saved(
    student: UserClient,
) -> None:
    await student.send("Саранск")
    await student.click("🔎 Уточнить")
    assert student.last.text.startswith("🔎 Ищу: все кластеры · Саранск, 100\xa0км")
    await student.click("⭐ Сохранить")
    assert "★ Сохранён" in student.last.buttons


@pytest.mark.slow
async def test_results_become_a_map_picture(welders: None, student: UserClient) -> None:
    await student.send("сварщик казань")
    await student.click("›")
    [picture] = await student.click("🗺 На карте")

    assert picture.raw["photo"]
    assert picture.text.splitlines() == [
        "🗺 Карта: Сварщик · Казань, 30\xa0км. Номера — кластеры:",
        "",
        "5. Колледж сварки 05 — Казань",
        "6. Колледж сварки 06 — Казань",
        "7. Колледж сварки 07 — Казань",
    ]
    assert picture.buttons == ["5", "6", "7"]


async def test_saved_searches_open_stay_as_they_were_and_go(
    welders: None, student: UserClient
) -> None:
    await student.send("сварщик казань")
    await student.click("⭐ Сохранить")
    await student.click("📍 Казань")
    await student.click("В радиусе 300")
    assert "⭐ Сохранить" in student.last.buttons
    await student.send("/my")
    mine = student.inbox[-2]
    assert mine.buttons == [
        "Сварщик · Казань, 30\xa0км",
        "✕ Удалить этот",
        "🔔 Новости по этим поискам",
    ]
    [opened] = await student.click("Сварщик · Казань", message=mine)
    assert opened.text.startswith("🔎 Ищу: Сварщик · Казань, 30\xa0км")
    await student.press(data_of(mine, "✕ Удалить этот"), message=mine)
    assert student.toast == "Убрал из сохранённых."
    [gone] = [one for one in student.inbox if one.message_id == mine.message_id]
    assert "Пока пусто." in gone.text


async def test_eleventh_saved_search_is_refused_and_the_same_one_is_one(
    student: UserClient,
) -> None:
    for radius in [*range(100, 100 + SAVED_LIMIT), 100]:
        await student.send(f"машиностроение {radius} км от Казани")
        await student.click("⭐ Сохранить")
        assert student.toast == "Сохранил. Все ваши поиски — /my"
    await student.send("медицина")
    await student.click("⭐ Сохранить")

    assert student.toast == "Сохранить можно до 10 поисков. Удалите ненужный: /my."


async def test_search_of_another_person_does_not_exist(
    welders: None, stage: Stage, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань")
    other = stage.person("Пётр")
    await other.send("/start")
    for row in found.rows[5:]:
        for button in row:
            if "disabled" in button:
                continue
            [menu] = await other.press(button["callback_data"], forged=True)
            assert (other.toast, menu.text.split(".")[0]) == (FORGOTTEN, "Главное меню")


async def test_search_is_forgotten_after_a_month_unless_saved(
    stage: Stage, welders: None, student: UserClient
) -> None:
    [old] = await student.send("сварщик казань")
    [kept] = await student.send("сварщик татарстан")
    await student.click("⭐ Сохранить")
    stage.clock.advance(seconds=(SEARCHES_KEPT + timedelta(days=1)).total_seconds())
    await stage.app.people.housekeeping.tidy()
    await student.press(data_of(old, "›"), message=old, forged=True)
    assert student.toast == FORGOTTEN
    await student.press(data_of(kept, "›"), message=kept, forged=True)
    assert "6. Колледж сварки" in student.inbox[1].text


@pytest.mark.parametrize(
    "data",
    ["lc:1:i:piracy", "lc:1:w:ffffffff", "lc:1:r:ten", "lc:1:o:random", "lc:1:s:maybe"],
)
async def test_forged_change_is_outdated(student: UserClient, data: str) -> None:
    await student.send("машиностроение")
    [menu] = await student.press(data, forged=True)

    assert student.toast == "Эта кнопка устарела. Вот свежее меню."
    assert menu.text.startswith("Главное меню")


async def test_searches_are_exported_and_erased(stage: Stage, student: UserClient) -> None:
    await student.send("машиностроение саратов")
    await student.click("⭐ Сохранить")
    await student.send("/privacy")
    assert "что вы искали" in student.last.text
    [document] = await student.click("Скачать мои данные")
    stored = json.loads(stage.world.files[document.raw["document"]["file_id"]].data)
    [search] = stored["searches"]
    await student.send("/privacy")
    await student.click("Удалить мои данные")
    await student.click("Да, удалить")

    assert search["text"] == "машиностроение саратов"
    assert search["saved_at"] is not None
    async with stage.app.store.read() as tx:
        assert await tx.searches.find(SearchId(1)) is None


@pytest.mark.slow
async def test_longest_names_fit_a_message_and_a_caption(
    stage: Stage, student: UserClient
) -> None:
    await put(
        stage,
        *(
            Cluster(
                id=ClusterId(f"long-{number}"),
                name="🏭" * 150,
                industry=Industry.IT,
                region="Республика Мордовия",
                city="🏭" * 60,
                point=Point(54.18, 45.18),
                base_college="Звезда " * 40,
            )
            for number in range(5)
        ),
    )
    [found] = await student.send("айти саранск")
    assert utf16_units(found.text) <= MESSAGE_UNITS
    [picture] = await student.click("🗺 На карте")
    assert utf16_units(picture.text) <= CAPTION_UNITS


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.mark.slow
async def test_statements_do_not_grow_with_results_and_saved_searches(
    stage: Stage, student: UserClient
) -> None:
    counts = []
    await student.send("/my")
    for number in (1, 3):
        await put(stage, *(welding(one) for one in range(1, number + 1)))
        await student.send("сварщик казань")
        await student.click("⭐ Сохранить")
        with counted() as seen:
            await student.send(f"сварщик казань {number}")
            await student.send("/my")
        counts.append(len(seen))
        await student.send(f"сварщик {number} км от казани")
        await student.click("⭐ Сохранить")

    assert counts[0] == counts[1]


async def test_trade_outside_the_clusters_says_so_and_where_else_to_look(
    student: UserClient,
) -> None:
    [answer] = await student.send("скульптор")

    assert "в кластерах программы, по нашим данным, не учат" in answer.text
    assert "код 54.02.07" in answer.text
    assert "по отрасли" not in answer.text
    await student.click("🧭 Помоги выбрать другое")
    assert student.last.text.startswith("Помоги выбрать")


async def test_trade_outside_the_clusters_near_a_town_is_no_list_of_what_is_near(
    student: UserClient,
) -> None:
    [answer] = await student.send("флорист в Казани")

    assert "в кластерах программы, по нашим данным, не учат" in answer.text
    assert not any(label.startswith("1. ") for label in student.last.buttons)


async def test_filters_by_facts_are_offered_only_where_somebody_has_told_them(
    stage: Stage, student: UserClient
) -> None:
    told = replace(welding(1), grades=(9, 11), dormitory=True)
    await put(stage, told, replace(welding(2), grades=(11,), dormitory=False), welding(3))
    await student.send("сварщик казань")
    await student.click("Фильтры")
    offered = [label for label in student.last.buttons if "После" in label or "жити" in label]
    await student.click("После 11 кл.")
    assert "С фильтрами — 2 из 3." in student.last.text
    await student.click("Фильтры")
    await student.click("Общежитие")

    assert offered == ["После 9 кл. · 1", "После 11 кл. · 2", "Общежитие · 1"]
    assert "1. Колледж сварки 01" in student.last.text
    assert "Кластер сварки 02" not in student.last.text
    await student.click("Общежитие")
    await student.click("После 11 кл.")
    assert "Колледж сварки 03" in student.last.text


async def test_filter_by_a_fact_is_kept_with_a_saved_search(
    stage: Stage, student: UserClient
) -> None:
    await put(stage, replace(welding(1), dormitory=True), welding(3))
    await student.send("сварщик казань")
    await student.click("Фильтры")
    await student.click("Общежитие")
    await student.click("⭐ Сохранить")
    await student.send("/my")
    await student.click("Сварщик · Казань")

    assert "Колледж сварки 01" in student.last.text
    assert "Кластер сварки 03" not in student.last.text


async def test_limit_that_cards_tell_of_is_a_filter_that_can_be_taken_away(
    stage: Stage, student: UserClient
) -> None:
    await put(stage, replace(welding(1), dormitory=True), welding(3))
    [found] = await student.send("сварщик казань с общежитием")
    assert "Отобрал тех, у кого это указано: общежитие." in found.text
    assert "С фильтрами — 1 из 2." in found.text
    assert "по нему я не отбираю" not in found.text
    await student.click("✕ Общежитие")

    assert "Нашёл 2 кластера и ещё 1 похожий." in student.last.text
    assert "по нему я не отбираю" in student.last.text


@pytest.mark.parametrize(
    ("text", "grades", "forms", "chip"),
    [
        ("сварщик казань после 9 класса", (9,), (), "✕ После 9 кл."),
        ("сварщик казань заочно", (), (StudyForm.EXTRAMURAL,), "✕ Заочно"),
        ("сварщик казань вечернее", (), (StudyForm.PART_TIME,), "✕ Очно-заочно"),
    ],
)
async def test_grade_and_form_of_study_are_sifted_by_where_they_are_told(
    stage: Stage,
    student: UserClient,
    text: str,
    grades: tuple[int, ...],
    forms: tuple[StudyForm, ...],
    chip: str,
) -> None:
    await put(stage, replace(welding(1), grades=grades, study_forms=forms), welding(3))
    [found] = await student.send(text)

    assert chip in found.buttons
    assert "С фильтрами — 1 из 2." in found.text


async def test_limit_that_no_card_tells_of_is_said_not_to_be_applied(
    welders: None, student: UserClient
) -> None:
    [found] = await student.send("сварщик казань с общежитием")

    assert "Нашёл 7 кластеров." in found.text
    assert "по нему я не отбираю" in found.text


@pytest.mark.slow
async def test_open_days_that_are_known_answer_the_question_for_them(
    stage: Stage, student: UserClient
) -> None:
    [unknown] = await student.send("когда день открытых дверей")
    assert "пока нет" in unknown.text
    day = OpenDay(on=date(2030, 4, 17))
    await put(stage, replace(welding(1), open_days=(day,)))
    [found] = await student.send("день открытых дверей в Казани")

    assert "1. Колледж сварки 01" in found.text
    assert "17 апреля 2030" in found.text


@pytest.mark.slow
@pytest.mark.parametrize("text", ["воронеж или липецк", "сварщик воронеж или липецк"])
async def test_other_town_of_a_text_is_the_first_button(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert "Ещё вы назвали: Липецк" in found.text
    assert "Липецк" in student.last.buttons[0]
    await student.click(student.last.buttons[0])
    assert "Липецк" in student.last.text


async def test_school_that_no_name_is_is_told_so(student: UserClient) -> None:
    [found] = await student.send("уфимский топливно энергетический колледж")

    assert "Колледжа с точно таким названием в моём списке нет" in found.text
    assert "Уфа" in found.text
    [found] = await student.send("омский авиационный колледж")
    assert "таким названием" not in found.text


async def test_what_the_name_of_a_college_says_is_not_said_to_be_not_taught(
    student: UserClient,
) -> None:
    [found] = await student.send("самолеты собирать комсомольск на амуре")

    assert "1. Губернаторский авиастроительный" in found.text
    assert "не учат" not in found.text


@pytest.mark.parametrize(
    ("text", "region", "rest"),
    [
        ("Малаховка повар", "Московская область", "но 1 кластер в регионе есть"),
        ("медсестра в Туле", "Тульская область", "но 1 кластер в регионе есть"),
        ("дизель механик Барнаул", "Алтайский край", "но 2 кластера в регионе есть"),
        ("Кирово-Чепецк сварщик", "Кировская область", "но 1 кластер в регионе есть"),
        ("Пермь кроме машиностроения", "Пермский край", "Ещё 2 кластера есть в регионе"),
    ],
)
async def test_clusters_of_unknown_towns_are_a_line_and_a_button_to_the_region(
    student: UserClient, text: str, region: str, rest: str
) -> None:
    [found] = await student.send(text)
    assert rest in found.text
    assert "не учат" not in found.text.splitlines()[2]
    assert f"({region})" not in found.text

    label = next(one for one in student.last.buttons if one.startswith("Весь регион: "))
    await student.click(label)
    assert f"· {region}" in student.last.text.splitlines()[0]
    assert "Ещё" not in student.last.text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("wish", "told", "denied"),
    [
        ("с общежитием", {"dormitory": True}, {"dormitory": False}),
        ("после 9 класса", {"grades": (9,)}, {"grades": (11,)}),
        ("заочно", {"study_forms": (StudyForm.EXTRAMURAL,)}, {"study_forms": ()}),
    ],
)
async def test_of_those_that_are_sifted_out_it_is_not_said_that_nothing_is_known(
    stage: Stage,
    language: str,
    wish: str,
    told: dict[str, Any],
    denied: dict[str, Any],
) -> None:
    """A card may say that there is none."""
    await put(stage, replace(welding(1), **told), replace(welding(2), **denied), welding(3))
    person = stage.person(language=language)
    [found] = await person.send(f"сварщик казань {wish}")

    rest = {"ru": "У остальных этого нет или я не знаю", "en": "have it not or I do not know"}
    assert rest[language] in found.text


@pytest.mark.parametrize(
    ("text", "college"),
    [
        ("медсестра в Туле", "Тульский областной медицинский колледж"),
        ("тракторист Ставрополь", "Ставропольский аграрный университет"),
        ("медицина Барнаул", "Алтайский институт развития медицинского образования"),
    ],
)
async def test_college_of_an_unknown_town_stands_first_where_nothing_is_around(
    student: UserClient, text: str, college: str
) -> None:
    [found] = await student.send(text)
    said, _, first = found.text.splitlines()[1:4]

    assert "но 1 кластер в регионе есть: его город не назван." in said
    assert first.startswith(f"1. {college}")
    assert " км" not in first
    await student.click("1")
    assert college.split(maxsplit=1)[0] in student.last.text


async def test_found_is_told_apart_from_what_merely_may_do(stage: Stage) -> None:
    reader = stage.person("Mary", language="en")
    await reader.send("/start")

    [found] = await reader.send("welder near Saransk")

    lines = found.text.splitlines()
    assert lines[1].startswith("Found 1 cluster, and 2 more that may do.")
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2.", "3."]
