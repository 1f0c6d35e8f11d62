"""Places as people type them in English, over the shipped data."""

from __future__ import annotations

import csv

import pytest

from domain.places.places import AreaKind
from services.language.letters import folded
from services.search.reading.lexicon import (
    ENGLISH_ALIAS,
    ENGLISH_KINDS,
    REGION_KINDS,
    load_english_regions,
)
from services.search.reading.queries import Kind
from tests.searching import DATA, shipped_index

REGIONS = {
    called: name
    for called, name in load_english_regions(DATA / "regions_ru.csv").items()
    if set(called.lower().split()) & ENGLISH_KINDS
}


@pytest.mark.parametrize("kind", REGION_KINDS)
@pytest.mark.parametrize("called", sorted(REGIONS))
def test_region_is_meant_whatever_kind_it_is_said_to_be(called: str, kind: str) -> None:
    bare = [w for w in ENGLISH_ALIAS.split(called)[0].split() if w.lower() not in ENGLISH_KINDS]
    text = f"{' '.join(bare)} {kind}"
    alike = {name for other, name in REGIONS.items() if other.split()[0] == bare[0]}
    wanted = {REGIONS[text]} if text in REGIONS else alike  # «Altai Republic» and «Altai Krai»
    for typed in (text, f"welder in {text.lower()}"):
        query = shipped_index().parse(typed)
        assert query.region in wanted, typed
        assert query.place is None, typed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("region of Perm", "Пермский край"),
        ("Republic of Tatarstan", "Республика Татарстан"),
        ("Tatarstan republic", "Республика Татарстан"),
        ("Yakutia", "Республика Саха (Якутия)"),
        ("colleges of the Moscow area", "Московская область"),
        ("Kuzbass", "Кемеровская область — Кузбасс"),
    ],
)
def test_region_is_known_by_its_other_names(text: str, name: str) -> None:
    query = shipped_index().parse(text)
    assert (query.region, query.place) == (name, None)


@pytest.mark.parametrize(
    "town", ["Perm", "Vologda", "Moscow", "Kirov", "Saint Petersburg", "Rybinsk", "Sochi"]
)
def test_bare_town_is_the_town_and_not_its_region(town: str) -> None:
    query = shipped_index().parse(town)
    assert query.place is not None
    assert query.region is None


def _namesakes() -> dict[str, str]:
    """By name how one of them is spelt in Latin letters, where others are spelt otherwise."""
    with (DATA / "places_ru.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["name"].endswith(("ый", "ий", "ой")) and " " not in row["name"]:
            found.setdefault(row["name"], []).append(row["name_latin"])
    return {
        name: latin[0]
        for name, latin in found.items()
        if 1 < len(latin) < 7
        and len(set(latin)) > 1
        and len({folded(one.lower()) for one in latin}) == 1
    }


@pytest.mark.parametrize("name", sorted(_namesakes().keys() - {"Горный"}))
def test_namesakes_are_all_meant_whatever_scheme_spells_them(name: str) -> None:
    """But for «Горный», which in Russian is an industry."""
    latin = _namesakes()[name]
    index = shipped_index()
    in_russian = {one.id for one in index.parse(name).places if one.name == name}
    in_english = {one.id for one in index.parse(latin).places if one.name == name}

    assert in_english == in_russian


def test_town_that_is_also_elsewhere_is_asked_about_in_english_too() -> None:
    for text in ("Donetsk", "Донецк"):
        query = shipped_index().parse(text)
        assert query.area is not None
        assert query.area.kind is AreaKind.UNKNOWN
        assert [one.region for one in query.places] == ["Ростовская область"]


@pytest.mark.parametrize(
    "word",
    [
        "part-time",
        "full-time",
        "long-term",
        "on-site",
        "well-paid",
        "first-year",
        "time",
        "full time",
        "hands-on",
        "one-year",
        "state-funded",
        "well",
    ],
)
def test_english_word_is_no_small_town(word: str) -> None:
    for text in (f"{word} welder in Penza", f"{word} course"):
        query = shipped_index().parse(text)
        places = [part.meaning for part in query.parts if part.kind is Kind.PLACE]
        assert [str(one.name) for one in query.places] == ["Пенза"] * ("Penza" in text), text
        assert len(places) == ("Penza" in text)
