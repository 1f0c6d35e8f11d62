"""The time zone of a city as people type it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.places.gazetteer import load_gazetteer
from services.places.zones import zone_told

DATA = Path(__file__).parents[4] / "data"
PLACES = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Берлин", "Europe/Berlin"),
        ("берлин", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("Варшава", "Europe/Warsaw"),
        ("Париж", "Europe/Paris"),
        ("Ташкент", "Asia/Tashkent"),
        ("Нью-Йорк", "America/New_York"),
        ("New York", "America/New_York"),
        ("Омск", "Asia/Omsk"),
        ("Екатеринбурге", "Asia/Yekaterinburg"),
        ("Владивосток", "Asia/Vladivostok"),
        ("Берлин, Челябинская область", "Asia/Yekaterinburg"),
        ("Париж Челябинская область", "Asia/Yekaterinburg"),
    ],
)
def test_zone_is_that_of_the_city_that_everybody_knows(text: str, zone: str) -> None:
    assert zone_told(text, PLACES) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("UTC+5:30", "Asia/Kolkata"),
        ("utc +0545", "Asia/Kathmandu"),
        ("GMT+10", "Asia/Vladivostok"),
        ("UTC+05:00", "Asia/Yekaterinburg"),
        ("мск+4", "Asia/Krasnoyarsk"),
        ("МСК +2", "Asia/Yekaterinburg"),
        ("мск-1", "Europe/Kaliningrad"),
        ("мск − 1", "Europe/Kaliningrad"),
        ("+4 к Москве", "Asia/Krasnoyarsk"),
        ("плюс 3 часа от москвы", "Asia/Omsk"),
        ("московское время +1", "Europe/Samara"),
        ("MSK+9", "Asia/Kamchatka"),
        ("asia/kathmandu", "Asia/Kathmandu"),
    ],
)
def test_offset_is_that_of_a_zone_without_summer_time(text: str, zone: str) -> None:
    assert zone_told(text, PLACES) == zone
    year = [datetime(2027, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)]
    assert len({*year}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "UTC+1",
        "GMT+2",
        "GMT-5",
        "UTC-5",
        "мск-2",
        "мск-1:30",
        "мск+15",
        "UTC+5:10",
        "+4",
        "UTC+",
        "мск+99",
    ],
)
def test_offset_of_zones_that_change_their_clocks_tells_none(text: str) -> None:
    assert zone_told(text, PLACES) is None


@pytest.mark.parametrize("text", ["Пекин", "Мюнхен", "Милан", "Белоруссия", "шкаф", ""])
def test_country_or_city_of_which_no_zone_is_known_is_no_village(text: str) -> None:
    assert zone_told(text, PLACES) is None


@pytest.mark.parametrize("text", ["Берлин", "Минск", "Лондон", "Paris", "Германия"])
def test_city_of_another_country_is_abroad(text: str) -> None:
    assert PLACES.is_abroad(text)


@pytest.mark.parametrize("text", ["Омск", "Берлин, Челябинская область", "Мирный", "Брянск"])
def test_place_here_is_not_abroad(text: str) -> None:
    assert not PLACES.is_abroad(text)


def test_places_of_a_similar_name_are_offered_the_most_alike_first() -> None:
    found = [place.name for place in PLACES.alike("Верхние Мочалки", 3)]

    assert found[0] == "Верхние Ачалуки"
    assert PLACES.alike("Foobarville", 3) == []
