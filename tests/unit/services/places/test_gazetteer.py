from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from threading import Semaphore

import pytest

from domain.places.geo import Point, distance_km
from domain.places.places import Place
from services.language.spelling import forgiven_slips, normalised
from services.places.gazetteer import Gazetteer, load_gazetteer, load_places

DATA = Path(__file__).parents[4] / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


FOREIGN = re.compile(r"[^А-ЯЁа-яё0-9 .()-]|ець$|шч|[жш]ы|[лнр]ьо[кв]$")
"""Letters and endings of other languages that share most of the alphabet."""


def test_places_are_read_when_one_is_asked_for_and_once() -> None:
    """By several threads at once, too: a search builds its words in one of its own."""
    begun: list[str] = []
    asking = Semaphore(0)

    def places() -> Iterator[Place]:
        begun.append("places")
        for _ in range(4):  # while all of them ask
            asking.acquire()
        yield from load_places(DATA / "places_ru.csv")

    gazetteer = Gazetteer(places(), [("Калужская область", "Калужская область")])
    assert gazetteer.find_region("калужская") == "Калужская область"
    assert begun == []

    def asked(_: int) -> int:
        asking.release()
        return len(gazetteer.places)

    with ThreadPoolExecutor(4) as threads:
        counts = set(threads.map(asked, range(4)))
    assert counts == {len(gazetteer.places)} != {0}
    assert begun == ["places"]


def test_names_are_spelt_as_in_russian(gazetteer: Gazetteer) -> None:
    """GeoNames has «Елиста», «Петерхоф» and «Городець» among its names of Russian towns."""
    names = {place.name: place.name_latin for place in gazetteer.places}

    shouted = [name for name in names if name.isupper() and len(name) > len("ВНИИССОК")]
    assert (shouted, [name for name in names if FOREIGN.search(name)]) == ([], [])
    assert [n for n, latin in names.items() if n.startswith("Е") and latin.startswith("E")] == []
    assert {"Элиста", "Петергоф", "Городец", "Мирный", "Щёлково"} <= names.keys()


def test_no_place_stands_twice(gazetteer: Gazetteer) -> None:
    named: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in gazetteer.places:
        named[normalised(place.name), place.region].append(place)

    pairs = [pair for places in named.values() for pair in combinations(places, 2)]

    assert [pair for pair in pairs if distance_km(pair[0].point, pair[1].point) < 6] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Орел", "Орёл"),
        ("орёл", "Орёл"),
        ("йошкар ола", "Йошкар-Ола"),
        ("Ростов-на-Дону", "Ростов-на-Дону"),
        ("ростов на дону", "Ростов-на-Дону"),
        ("г.Энгельс", "Энгельс"),
        ("Екб", "Екатеринбург"),
        ("Ёбург", "Екатеринбург"),
        ("НН", "Нижний Новгород"),
        ("Челны", "Набережные Челны"),
        ("Veliky Novgorod", "Великий Новгород"),
        ("st. petersburg", "Санкт-Петербург"),
    ],
)
def test_place_exact_spellings(gazetteer: Gazetteer, text: str, name: str) -> None:
    match = gazetteer.find(text)

    assert (match.exact, match.places[0].name) == (True, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Казаньь", "Казань"),
        ("Екатеринбрг", "Екатеринбург"),
        ("Нижнем Новгороде", "Нижний Новгород"),
        ("Уфе", "Уфа"),
        ("Перми", "Пермь"),
        ("Владевосток", "Владивосток"),
        ("Красноярскк", "Красноярск"),
        ("Новосибрск", "Новосибирск"),
    ],
)
def test_place_with_slips(gazetteer: Gazetteer, text: str, name: str) -> None:
    match = gazetteer.find(text)

    assert (match.exact, [place.name for place in match.places][:1]) == (False, [name])


@pytest.mark.parametrize("text", ["привет", "сварщик", "а", "", "🧭", "ы" * 4096, "колледж"])
def test_text_that_is_no_place_finds_none(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).places == ()


def test_homonyms_come_largest_first_with_their_regions(gazetteer: Gazetteer) -> None:
    match = gazetteer.find("железногорск")

    assert [(p.name, p.region) for p in match.places] == [
        ("Железногорск", "Курская область"),
        ("Железногорск", "Красноярский край"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Железногорск, Красноярский край",
        "красноярский железногорск",
        "Железногорск (Красноярский кр)",
    ],
)
def test_region_beside_the_name_narrows_homonyms(gazetteer: Gazetteer, text: str) -> None:
    [place] = gazetteer.find(text).places

    assert place.region == "Красноярский край"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Мордовия", "Республика Мордовия"),
        ("в Мордовии", "Республика Мордовия"),
        ("татария", "Республика Татарстан"),
        ("нижегородская обл.", "Нижегородская область"),
        ("ХМАО", "Ханты-Мансийский автономный округ — Югра"),
        ("МО", "Московская область"),
        ("сварщик", None),
        ("", None),
    ],
)
def test_region_spellings(gazetteer: Gazetteer, text: str, region: str | None) -> None:
    assert gazetteer.find_region(text) == region


def test_point_is_named_after_the_nearest_place(gazetteer: Gazetteer) -> None:
    found = gazetteer.nearest(Point(54.18, 45.17))

    assert found is not None
    assert (found[0].name, found[1] < 1) == ("Саранск", True)


def test_place_in_a_region_is_exact_or_nothing(gazetteer: Gazetteer) -> None:
    sarov = gazetteer.in_region("Саров", "Нижегородская область")

    assert sarov is not None
    assert gazetteer.in_region("Саров", "Московская область") is None
    assert gazetteer.in_region("Сароф", "Нижегородская область") is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Ё-моё,  Ёлки! ", "е мое елки"),
        ("Са\u00adра\u200bнск\u202e", "саранск"),
        ("a\tb\nc\x00d", "a b cd"),
        ("№1", "no1"),
        ("Ⅷ", "viii"),
    ],
)
def test_normal_form(text: str, form: str) -> None:
    assert normalised(text) == form


def test_slips_forgiven_grow_with_the_word() -> None:
    assert [forgiven_slips("я" * n) for n in (1, 2, 3, 5, 6, 13, 14)] == [0, 0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Нижнего Новгорода", "Нижний Новгород"),
        ("из Набережных Челнов", "Набережные Челны"),
        ("Н. Новгород", "Нижний Новгород"),
        ("Н.Новгород", "Нижний Новгород"),
        ("В. Новгород", "Великий Новгород"),
        ("Наб. Челны", "Набережные Челны"),
        ("наб челны", "Набережные Челны"),
        ("в наб. челнах", "Набережные Челны"),
        ("Н. Тагил", "Нижний Тагил"),
        ("Каменск-Ур.", "Каменск-Уральский"),
        ("Ростов н/Д", "Ростов-на-Дону"),
        ("Комсомольск н/А", "Комсомольск-на-Амуре"),
        ("Петропавловск-Камч.", "Петропавловск-Камчатский"),
        ("rfpfym", "Казань"),
        ("yb;ybq yjdujhjl", "Нижний Новгород"),
        ("yf,tht;yst xtkys", "Набережные Челны"),
        ("CAPAHCK", "Саранск"),
        ("cfhfycr", "Саранск"),
        ("Caрaнcк", "Саранск"),
        ("nizhnego novgoroda", "Нижний Новгород"),
        ("Екат", "Екатеринбург"),
        ("ЗАТО Северск", "Северск"),
        ("Северск ЗАТО", "Северск"),
        ("ЗАТО г. Железногорск Красноярского края", "Железногорск"),
        ("городской округ Саранск", "Саранск"),
        ("г.о. Саранск", "Саранск"),
        ("закрытый город Саров", "Саров"),
        ("Казани", "Казань"),
        ("в Архангельске", "Архангельск"),
        ("Кирова", "Киров"),
    ],
)
def test_place_is_read_as_the_search_box_reads_it(
    gazetteer: Gazetteer, text: str, name: str
) -> None:
    assert gazetteer.find(text).places[0].name == name


@pytest.mark.parametrize(
    "text", ["Н. Н", "какой-то текст", "как дела", "дом 5", "где учат", "хочу на завод"]
)
def test_two_words_that_begin_no_name_find_none(gazetteer: Gazetteer, text: str) -> None:
    assert [place.name for place in gazetteer.find(text).places] in ([], ["Нижний Новгород"])


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Татарстан Респ", "Республика Татарстан"),
        ("Респ. Татарстан", "Республика Татарстан"),
        ("Республика Татарстан (Татарстан)", "Республика Татарстан"),
        ("республики татарстан", "Республика Татарстан"),
        ("Нижегородская обл.", "Нижегородская область"),
        ("обл. Нижегородская", "Нижегородская область"),
        ("Нижегородской области", "Нижегородская область"),
        ("Красноярский кр.", "Красноярский край"),
        ("Ханты-Мансийский АО - Югра", "Ханты-Мансийский автономный округ — Югра"),
        ("Саха /Якутия/ Респ", "Республика Саха (Якутия)"),
        ("Кемеровская область - Кузбасс обл.", "Кемеровская область — Кузбасс"),
        ("Чувашская Республика - Чувашия", "Чувашская Республика"),
        ("г. Москва", "Москва"),
        ("Санкт-Петербург г", "Санкт-Петербург"),
        ("Алтай Респ", "Республика Алтай"),
        ("Еврейская Аобл", "Еврейская автономная область"),
        ("Нижегородская губерния", None),
        ("Татарстон", None),
        ("", None),
    ],
)
def test_region_as_registries_write_it(
    gazetteer: Gazetteer, text: str, region: str | None
) -> None:
    assert gazetteer.region_named(text) == region


def test_place_of_a_registry_is_found_in_its_region(gazetteer: Gazetteer) -> None:
    region = "Республика Татарстан"
    found = [gazetteer.in_region(name, region) for name in ("г. Казань", "Казань г", "Наб. Челны")]

    assert [place and place.name for place in found] == ["Казань", "Казань", "Набережные Челны"]


@pytest.mark.parametrize(
    ("typed", "region", "name"),
    [
        ("г. о. Химки", "Московская область", "Химки"),
        ("ст-ца Каневская", "Краснодарский край", "Каневская"),
        ("пгт. Янтарный", "Калининградская область", "Янтарный"),
    ],
)
def test_kind_of_a_place_before_its_name_is_no_part_of_it(
    gazetteer: Gazetteer, typed: str, region: str, name: str
) -> None:
    found = gazetteer.in_region(typed, region)

    assert found is not None
    assert found.name == name
