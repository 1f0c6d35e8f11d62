from __future__ import annotations

import csv

import pytest

from domain.people.users import Language
from handlers.clusters.cards.region_names import region_briefly, region_where
from tests.searching import DATA
from ui.translator import translator


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("Ямало-Ненецкий автономный округ", "В Ямало-Ненецком автономном округе"),
        ("Владимирская область", "Во Владимирской области"),
        ("Республика Северная Осетия — Алания", "В Республике Северная Осетия — Алания"),
        ("Чеченская Республика", "В Чеченской Республике"),
        ("Пермский край", "В Пермском крае"),
        ("Москва", "В Москве"),
    ],
)
def test_region_is_told_within_a_sentence(region: str, told: str) -> None:
    assert region_where(region, translator(Language.RU)) == told


def test_english_has_no_cases() -> None:
    assert region_where("Пермский край", translator(Language.EN)) == "Perm Krai"


@pytest.mark.parametrize(
    ("region", "room", "told"),
    [
        ("Чувашская Республика", 20, "Чувашская Республика"),
        ("Чувашская Республика", 13, "Чувашия"),
        ("Чеченская Республика", 13, "Чечня"),
        ("Удмуртская Республика", 4, "Удмуртия"),
        ("Республика Мордовия", 13, "Мордовия"),
        ("Самарская область", 14, "Самарская обл."),
        ("Самарская область", 9, "Самарская"),
    ],
)
def test_region_in_short_is_what_people_call_it(region: str, room: int, told: str) -> None:
    assert region_briefly(region, translator(Language.RU), room) == told


def test_no_republic_is_cut_to_an_adjective() -> None:
    with (DATA / "regions_ru.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    republics = [name for name in names if name.endswith(" Республика")]
    told = [region_briefly(name, translator(Language.RU), 13) for name in republics]

    assert republics
    assert [name for name in told if name.endswith("ая")] == []
