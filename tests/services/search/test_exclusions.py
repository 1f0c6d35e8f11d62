"""«Кроме …» over the shipped data: what shall not be is shown by no way that leads to it."""

from __future__ import annotations

from functools import cache

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.places.places import Place
from services.search.reading.queries import Kind
from services.search.suggestions import suggest
from tests.searching import TODAY, shipped_index

BUT = ("кроме", "только не", "except")


@cache
def _industries() -> dict[Industry, str]:
    """How each is called by the words that the search reads."""
    found: dict[Industry, str] = {}
    for term in shipped_index().lexicon.spellings.values():
        if term.kind is Kind.INDUSTRY and isinstance(term.meaning, Industry):
            found.setdefault(term.meaning, term.spelling)
    return found


@cache
def _found(text: str) -> list[Cluster]:
    index = shipped_index()
    return [hit.cluster for hit in index.search(index.parse(text), today=TODAY).hits]


@pytest.mark.parametrize("but", BUT)
@pytest.mark.parametrize("industry", sorted(Industry))
def test_no_town_shows_the_industry_that_shall_not_be(industry: Industry, but: str) -> None:
    """Whatever its colleges are called: «Омский медицинский колледж» too."""
    index = shipped_index()
    towns = {c.city for c in index.catalogue.by_industry.get(industry, ()) if c.city}
    for town in sorted(towns):
        text = f"{town} {but} {_industries()[industry]}"
        query = index.parse(text)
        if query.place is None or query.place != index.parse(town).place:
            continue  # «Любим» is a word where more is said
        assert query.excluded == (industry,), text
        left = {one for one in _found(town) if one.industry is not industry}
        assert set(_found(text)) == left, text


@pytest.mark.parametrize("industry", [Industry.MEDICINE, Industry.MECHANICAL, Industry.RAILWAY])
def test_what_was_asked_for_and_then_shall_not_be_is_gone(industry: Industry) -> None:
    name = _industries()[industry]
    found = _found(f"{name} в Перми кроме {name}")

    assert found
    assert all(one.industry is not industry for one in found)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Саратов кроме Саратова", "Саратов"),
        ("Пермь кроме Перми", "Пермь"),
        ("сварщик в Саратове кроме Саратова", "Саратов"),
        ("Казань, только не Казань", "Казань"),
        ("Kazan except Kazan", "Казань"),
    ],
)
def test_town_that_shall_not_be_is_looked_around(text: str, town: str) -> None:
    index = shipped_index()
    query = index.parse(text)
    assert query.place is not None
    assert query.place.name == town
    assert query.place in query.excluded

    hits = index.search(query, today=TODAY).hits
    assert hits
    assert all(hit.cluster.city != town for hit in hits)


@pytest.mark.parametrize("town", ["Норильск", "Кострома", "Магадан"])
def test_where_nothing_else_is_near_the_nearest_of_other_towns_are_offered(town: str) -> None:
    index = shipped_index()
    query = index.parse(f"{town} кроме {town}")
    found = [hit.cluster for hit in index.search(query, today=TODAY).hits]
    found += [hit.cluster for hit in suggest(index, query, today=TODAY).anywhere]

    assert found
    assert all(one.city != town for one in found)


def test_another_town_is_where_to_look_instead_of_the_one_that_shall_not_be() -> None:
    query = shipped_index().parse("Саратов, не Саратов, а Энгельс")

    assert [one.name for one in query.places] == ["Энгельс"]
    assert [one.name for one in query.excluded if isinstance(one, Place)] == ["Саратов"]


def test_region_that_shall_not_be_offers_what_is_nearest_to_it() -> None:
    index = shipped_index()
    query = index.parse("Саратовская область кроме Саратовской области")
    assert not index.search(query, today=TODAY).hits

    anywhere = suggest(index, query, today=TODAY).anywhere
    assert anywhere
    assert all(hit.cluster.region != "Саратовская область" for hit in anywhere)


@pytest.mark.parametrize(
    "but",
    [
        "anything but",
        "everything but",
        "I don't want to be a",
        "i dont want to become a",
        "she doesn't want to be a",
        "not interested in",
        "anything other than",
        "rather not a",
    ],
)
@pytest.mark.parametrize("trade", ["welder", "cook", "nurse", "programmer"])
def test_english_wishes_that_it_shall_not_be(but: str, trade: str) -> None:
    query = shipped_index().parse(f"{but} {trade} in Tula")

    assert query.excluded == shipped_index().parse(trade).professions
    assert not query.has_trade
    assert query.place is not None
    assert query.place.name == "Тула"


@pytest.mark.parametrize(
    "text",
    [
        "я работаю учителем, хочу найти колледж для дочки в Омске",
        "я бухгалтер, сыну 15, куда ему поступить в Омске",
        "работаю сварщиком, где в Омске колледжи для внука",
        "мама медсестра, папа водитель, куда мне поступить в Омске",
        "муж электрик, хотим сына отдать в колледж в Омске",
        "дедушка был машинистом, мне 15, что есть в Омске",
        "Мы с мужем врачи, дочке 15 лет, колледжи Омска",
        "работаю в больнице, дочка ищет колледж в Омске",
        "Я работаю психологом в школе, у нас девятиклассники. Посоветуйте техникумы Омска",
        "I am a cook and my son is looking for a college in Omsk",
    ],
)
def test_trade_of_who_writes_is_not_sought_for_another(text: str) -> None:
    query = shipped_index().parse(text)

    assert not query.has_trade
    assert not query.excluded
    assert query.place is not None
    assert query.place.name == "Омск"


@pytest.mark.parametrize(
    "text",
    [
        "муж сварщик, сын тоже хочет",
        "у меня сын сварщик, куда ему",
        "я сварщик, где учиться дальше",
        "ребёнок будущий сварщик, подскажите мне техникум",
        "ищу колледж сыну, сварщик",
        "внук мечтает стать сварщиком, подскажите мне колледж",
        "папа сварщик, хочу как папа",
    ],
)
def test_trade_that_is_wished_stays(text: str) -> None:
    assert [one.short_title for one in shipped_index().parse(text).professions] == ["Сварщик"]


@pytest.mark.parametrize(
    ("text", "wished", "excluded"),
    [
        ("я не говорил про повара, я хочу на сварщика", ["Сварщик"], ["Повар, кондитер"]),
        ("не просила токаря, я про повара", ["Повар, кондитер"], ["Токарь"]),
        ("не спрашивала я про медсестру, я про фармацевта", ["Фармация"], ["Сестринское дело"]),
        ("мне не говорили, где учат на сварщика", ["Сварщик"], []),
        ("не спросили, повар или кондитер", ["Повар, кондитер"], []),
    ],
)
def test_trade_that_was_not_spoken_of_is_left_out(
    text: str, wished: list[str], excluded: list[str]
) -> None:
    query = shipped_index().parse(text)

    assert [one.short_title for one in query.professions] == wished
    told = [str(getattr(one, "short_title", one)) for one in query.excluded]
    assert [one.split(" на ")[0] for one in told] == excluded


@pytest.mark.parametrize(
    ("text", "town", "but"),
    [
        ("не искал я Казань, ищу Ижевск", "Ижевск", "Казань"),
        ("не говорил я про Самару! Саратов", "Саратов", "Самара"),
    ],
)
def test_town_that_was_not_spoken_of_is_left_out(text: str, town: str, but: str) -> None:
    query = shipped_index().parse(text)

    assert query.place is not None
    assert query.place.name == town
    assert [one.name for one in query.excluded if isinstance(one, Place)] == [but]
