from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.ids import ClusterId
from domain.places.geo import Point
from sandbox.client import Received, UserClient
from tests.handlers.conftest import Stage

NIZHNY = (56.32867, 44.00205)


def distances(received: Received) -> list[int]:
    """Kilometres in the order of the list; «в этом городе» counts as 0."""
    far = r"[,—] (в этом городе|в городе|[\d\xa0]+(?=\xa0км))"
    found = re.findall(far, received.text)
    return [0 if text.startswith("в") else int(text.replace("\xa0", "")) for text in found]


async def test_typed_town_lists_the_four_nearest_in_order(student: UserClient) -> None:
    await student.send("/start")
    await student.click("Кластеры рядом")

    [found] = await student.send("нижний новгород")

    assert found.text.splitlines() == [
        "📍 Нижний Новгород, Нижегородская область",
        "В радиусе 30\xa0км — 4 кластера. Это колледжи с работодателями.",
        "",
        "1. Нижегородский авиационный… — авиастроение, в городе",
        "2. Нижегородский институт путей… — ж/д транспорт, в городе",
        "3. Нижегородский индустриальный колледж — машиностроение",
        "4. Нижегородский радиотехнический… — в городе",
        "В регионе знаем 14 из 19 кластеров.",
    ]
    assert [button["text"] for button in found.rows[0]] == ["1", "2", "3", "4", "›"]


async def test_list_says_where_it_leaves_the_circle(student: UserClient) -> None:
    [found] = await student.send("Саранск")

    assert "машиностроения МГУ — 20\xa0км\nДальше 100\xa0км:\n3. " in found.text


async def test_english_reader_gets_english_words(stage: Stage) -> None:
    person = stage.person(language="en")

    [found] = await person.send("Nizhny Novgorod")
    await person.click("›")

    assert "Within 30\xa0km: 4 clusters." in found.text
    assert "— engineering, Dzerzhinsk, 35\xa0km" in person.last.text


@pytest.mark.parametrize(
    "text",
    ["Саранск", "САРАНСК!", "г. Саранск", "Сараннск", "Сарнаск", "saransk", "в Саранске"],
)
async def test_town_is_understood_however_it_is_typed(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert "📍 Саранск, Республика Мордовия" in found.text.splitlines()[:2]


@pytest.mark.parametrize("text", ["Питер", "СПб", "Ленинград", "Санкт-Петербург", "spb"])
async def test_town_is_understood_by_its_nicknames(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert found.text.startswith("📍 Санкт-Петербург")


async def test_two_towns_of_one_name_are_offered_with_their_regions(student: UserClient) -> None:
    [asked] = await student.send("Киров")
    assert asked.text == "Таких мест несколько. Какое из них ваше?"
    assert asked.buttons == ["Киров, Кировская область", "Киров, Калужская область"]

    await student.click("Киров, Калужская область")

    assert student.last.message_id == asked.message_id
    assert student.last.text.startswith("📍 Киров, Калужская область")


async def test_misspelt_town_offers_others_that_may_be_meant(student: UserClient) -> None:
    [found] = await student.send("Сарнаск")
    assert found.buttons[-2:] == ["Саянск, Иркутская область", "Саргатское, Омская область"]
    await student.click("Саянск, Иркутская область")

    assert student.last.text.startswith("📍 Саянск, Иркутская область")


async def test_region_beside_the_name_settles_which_town(student: UserClient) -> None:
    [found] = await student.send("Киров, Калужская область")

    assert found.text.startswith("📍 Киров, Калужская область")


@pytest.mark.parametrize("text", ["Мордовия", "в Мордовии", "республика мордовия", "Мордовея"])
async def test_region_typed_lists_its_clusters(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert found.text.startswith("🔎 Ищу: все кластеры · Республика Мордовия")


async def test_unknown_place_offers_a_next_step(student: UserClient) -> None:
    [lost] = await student.send("Зззжжжггг <b>")

    assert lost.text.startswith(
        "Не нашёл в этом ни профессии, ни города, ни вопроса: «Зззжжжггг <b>»."
    )
    assert lost.buttons[5:] == ["🗺 По региону", "🏭 По отрасли"]


async def test_more_and_back_walk_through_all_without_gaps(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    first = student.last.text
    await student.click("›")
    second = student.last

    assert second.text.splitlines()[0] == "📍 Нижний Новгород, Нижегородская область"
    assert [button["text"] for button in second.rows[0]] == ["‹", "5", "6", "7", "8", "›"]
    assert "Это колледжи" not in second.text
    assert distances(second) == sorted(distances(second))
    assert min(distances(second)) >= 35
    await student.click("‹")
    assert student.last.text == first


async def test_filter_by_industry_keeps_place_and_radius(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    await student.click("Отрасль: все")
    assert "Машиностроение · 1" in student.last.buttons
    await student.click("Машиностроение · 1")

    assert student.last.text.splitlines()[1].startswith(
        "Машиностроение: в радиусе 30\xa0км — 1 кластер."
    )
    names = re.findall(r"\d\. (\w+ \w+)", student.last.text)
    assert names == [
        "Нижегородский индустриальный",
        "Дзержинский технический",
        "Павловский автомеханический",
        "Арзамасский коммерческо",
    ]
    assert "Отрасль: Машиностроение" in student.last.buttons


async def test_filter_industry_far_away_says_so_with_direction(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    await student.click("Отрасль: все")
    await student.click("Судостроение")

    assert student.last.text.splitlines()[1].startswith(
        "Судостроение: в радиусе 30\xa0км кластеров нет. Ближайшие — дальше:"
    )
    assert re.search(r"км к (северу|югу|западу|востоку|\w+-\w+)", student.last.text)


async def test_radius_button_widens_the_circle(student: UserClient) -> None:
    await student.send("Нижний Новгород")
    await student.click("Искать до 100\xa0км")

    assert student.last.text.splitlines()[1].startswith("В радиусе 100\xa0км — ")
    assert "Искать до 300\xa0км" in student.last.buttons


async def test_same_radius_pressed_twice_is_harmless(student: UserClient) -> None:
    [found] = await student.send("Нижний Новгород")
    data = next(b["callback_data"] for row in found.rows for b in row if "Искать до" in b["text"])
    await student.press(data, message=found)
    count = len(student.inbox)
    await student.press(data, message=found, forged=True)

    assert len(student.inbox) == count


async def test_shared_location_is_named_after_the_nearest_place(student: UserClient) -> None:
    [found] = await student.share_location(*NIZHNY)

    assert found.text.startswith("📍 Ваша точка, ближайшее место — ")
    assert distances(found)[:4] == [0, 0, 0, 0]


async def test_live_location_and_venue_are_locations_too(student: UserClient) -> None:
    [live] = await student.share_location(*NIZHNY, live_period=900)
    [venue] = await student.share_venue(*NIZHNY, "Вокзал", "пл. Революции, 2")

    assert live.text == venue.text
    assert live.text.startswith("📍 Ваша точка")


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0), (66.0, -179.99)]
)
async def test_location_at_the_edges_of_the_globe_is_answered(
    student: UserClient, lat: float, lon: float
) -> None:
    [found] = await student.share_location(lat, lon)

    assert found.text.startswith("📍 Ваша точка")
    assert distances(found) == sorted(distances(found))
    await student.click("›")
    assert distances(student.last)[0] >= distances(found)[-1]


async def test_location_beyond_the_180th_meridian_is_near_its_other_side(
    stage: Stage, student: UserClient
) -> None:
    [east] = await student.share_location(66.0, 179.99)
    [west] = await student.share_location(66.0, -179.99)

    assert abs(distances(east)[0] - distances(west)[0]) <= 10


async def test_location_off_the_globe_is_refused_in_words(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.world.share_location(student.id, 91.0, 500.0)
    await student.send("/help")

    assert student.inbox[-2].text.startswith("Такой точки на земном шаре нет.")


async def test_lists_by_region_and_industry_lead_to_cards(student: UserClient) -> None:
    await student.send("/clusters")
    await student.click("По региону")
    await student.click("Дальше ›")
    await student.click("‹ Назад")
    await student.click("Алтайский край")
    assert student.last.text.startswith("Алтайский край — ")
    await student.click("‹ Все регионы")
    await student.send("🏭 По отрасли")
    await student.click("Атомная отрасль")
    assert student.last.text.startswith("Атомная отрасль — 8 кластеров")
    listed = student.last
    await student.click("1")
    assert "Отрасль: Атомная отрасль" in student.last.text
    await student.click("‹ К списку")

    assert (student.last.message_id, student.last.text) == (listed.message_id, listed.text)


async def test_cluster_without_coordinates_is_in_its_region_and_never_nearest(
    student: UserClient,
) -> None:
    [region] = await student.send("Алтайский край")
    assert "Алтайский аграрный университет — сельское хозяйство" in region.text

    await student.send("Барнаул")
    for _ in range(3):
        assert "Алтайский государственный аграрный университет" not in student.last.text
        await student.click("›")


async def test_location_button_as_text_from_a_desktop_is_understood(student: UserClient) -> None:
    [reply] = await student.send("📍 Отправить геопозицию")

    assert reply.text.startswith("Эта программа не передаёт геопозицию")


async def test_place_is_remembered_rounded_and_leads_home(
    stage: Stage, student: UserClient
) -> None:
    await student.share_location(56.326812, 44.005987)
    await student.click("🏠 Запомнить")
    home = (await stage.user(student)).home

    assert student.alert
    assert home is not None
    assert home.point == Point(56.33, 44.01)
    await student.send("/clusters")
    [found] = await student.click("🏠 Рядом")
    assert distances(found)[:4] == [0, 0, 0, 0]
    assert "🏠 Запомнить" not in found.buttons


async def test_list_that_is_kept_for_all_tells_of_a_changed_card(
    stage: Stage, student: UserClient
) -> None:
    for person in (stage.person(), stage.person()):
        await person.share_location(*NIZHNY)
    [before] = await student.share_location(*NIZHNY)
    async with stage.app.store.write() as tx:
        near = await tx.clusters.find(ClusterId("nn-aviation"))
        assert near is not None
        await tx.clusters.save([replace(near, base_college="Сормовский техникум")])
    stage.clock.advance(seconds=2)

    [after] = await stage.person().share_location(*NIZHNY)

    assert "Сормовский техникум" not in before.text
    assert "Сормовский техникум" in after.text


async def test_list_that_is_kept_for_all_is_in_each_ones_language_and_knows_their_home(
    stage: Stage, student: UserClient
) -> None:
    await student.share_location(*NIZHNY)
    await student.click("🏠 Запомнить")
    others = (stage.person(), stage.person(language="en"))
    for person in (student, *others, student, *others):
        await person.share_location(*NIZHNY)
    [at_home] = await student.share_location(*NIZHNY)
    [of_others] = await others[0].share_location(*NIZHNY)
    [english] = await others[1].share_location(*NIZHNY)
    [again] = await student.share_location(*NIZHNY)

    assert "🏠 Запомнить" not in at_home.buttons
    assert "🏠 Запомнить" in of_others.buttons
    assert (again.text, again.buttons) == (at_home.text, at_home.buttons)
    assert "Within 30\xa0km" in english.text
    assert at_home.text == of_others.text


async def test_location_for_a_search_is_stored_nowhere(stage: Stage, student: UserClient) -> None:
    await student.share_location(56.326812, 44.005987)

    assert (await stage.user(student)).home is None
    dump = b"".join(path.read_bytes() for path in stage.database_files())
    assert b"56.32" not in dump


async def test_city_that_is_a_region_is_named_once(student: UserClient) -> None:
    [found] = await student.send("Москва")
    assert found.text.startswith("📍 Москва\n")


async def test_cluster_without_a_college_is_in_its_lists_and_never_nearest(
    student: UserClient,
) -> None:
    name = "Кластер «Информационные технологии» (Ростов-на-Дону)"
    [region] = await student.send("Ростовская область")
    assert name in region.text

    await student.send("Ростов-на-Дону")
    for _ in range(3):
        assert name not in student.last.text
        await student.click("›")


async def test_region_says_how_much_of_what_there_is_we_know(student: UserClient) -> None:
    """Typed and from the list alike; one of which nothing is known says so."""
    said = "В нашем списке 16 из 22 кластеров региона (источник: expert-ural.com)."
    [typed] = await student.send("Челябинская область")
    await student.send("/clusters")
    [regions] = await student.click("По региону")
    for _ in range(7):
        if any(label.startswith("Челябинская") for label in student.last.buttons):
            break
        await student.click("Дальше ›")
    await student.click("Челябинская область")

    assert said in typed.text
    assert said in student.last.text
    assert "➕ Здесь не хватает колледжа" in student.last.buttons
    assert "Пока не знаем ни одного кластера: Карачаево-Черкесская Республика, " in regions.text


async def test_trade_in_a_region_is_not_told_how_many_there_are_of_all(
    student: UserClient,
) -> None:
    [found] = await student.send("сварщик Челябинская область")

    assert "в нашем списке" not in found.text.casefold()


PART_KNOWN = re.compile(r"знаем (\d+) из (\d+) кластеров\.")
MISSING = "➕ Здесь не хватает колледжа"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "has_room"),
    [
        ("Саратов", False),
        ("Нижний Новгород", False),
        ("Самара", False),
        ("сварщик Нижегородская область", True),
        ("сельское хозяйство в Алтайском крае", True),
        ("туризм в Республике Башкортостан", True),
    ],
)
async def test_town_and_trade_in_a_region_say_in_a_line_that_more_may_be_there(
    student: UserClient, text: str, *, has_room: bool
) -> None:
    """The screen of a town is full: there it is the complaint on a card that takes a college."""
    [found] = await student.send(text)

    [line] = [one for one in found.text.splitlines() if PART_KNOWN.search(one)]
    assert line.startswith("В регионе")
    told = PART_KNOWN.search(line)
    assert told is not None
    assert int(told[1]) < int(told[2])
    assert "источник" not in line
    assert (MISSING in found.buttons) is has_room
    if has_room:
        await student.click(MISSING)
        assert "Какого колледжа здесь не хватает?" in student.last.text


@pytest.mark.parametrize("text", ["Саранск", "Москва", "сварщик в Мордовии"])
async def test_region_of_which_no_source_tells_more_has_no_line(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)

    assert not PART_KNOWN.search(found.text)
    assert MISSING not in found.buttons


async def test_line_of_what_is_known_stands_on_the_first_page_only(student: UserClient) -> None:
    await student.send("Саратов")
    await student.click("Искать до 100")
    wider = student.last.text
    await student.click("›")

    assert PART_KNOWN.search(wider)
    assert not PART_KNOWN.search(student.last.text)
    assert MISSING not in student.last.buttons


async def test_source_of_what_is_known_is_its_sites_and_no_sums(student: UserClient) -> None:
    for region in ("Самарская область", "Алтайский край", "Республика Башкортостан"):
        [found] = await student.send(region)
        [source] = re.findall(r"источник: ([^)]*)\)", found.text)
        assert all(re.fullmatch(r"[\w.-]+\.[a-z]+", one) for one in source.split(", ")), source


async def test_english_screens_name_towns_and_regions_in_latin(stage: Stage) -> None:
    person = stage.person(language="en")
    [regions] = await person.send("По региону")
    await person.click("Altai Krai")
    listed = person.last.text
    [found] = await person.send("welder Ryazan")
    await person.send("/start cluster_nn-sarov-nuclear")
    card = person.last.text

    assert listed.startswith("Altai Krai — ")
    assert re.search(r"[,—] Barnaul$", listed, re.MULTILINE)
    assert "Ryazan" in found.text.splitlines()[0]
    assert "Where: Sarov, Nizhny Novgorod Oblast" in card
    assert "Names and lists are in Russian" in card
    assert not any("область" in label or "край" in label for label in regions.buttons)
