from __future__ import annotations

import pytest

from domain.people.users import Language
from handlers.clusters.cards.region_names import region_where
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
