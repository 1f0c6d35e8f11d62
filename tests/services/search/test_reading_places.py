"""Where one looks: towns, regions, schools by the adjective of their town."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from domain.places.places import Place
from services.search.index import Index
from services.search.reading.adjectives import towns_of_district
from services.search.reading.queries import Kind
from tests.searching import TODAY
from tests.services.search.reading import kinds, town


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("учусь в Перми но хочу в Екатеринбург", "Екатеринбург"),
        ("живу в Туле, хочу на повара в Москву", "Москва"),
        ("сам из Зеленодольска, сварщик Казань", "Казань"),
        ("из Омска или Тары в Томск", "Томск"),
        ("хочу учиться в Перми", "Пермь"),
        ("живу в Перми", "Пермь"),
        ("повар, мы из Ачинска", "Ачинск"),
    ],
)
def test_place_that_one_comes_from_yields_to_the_one_where_one_goes(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


def test_of_two_places_the_one_in_the_region_that_is_named_is_meant(index: Index) -> None:
    query = index.parse("Ольга, мы живём в Кировской области, посёлок Лесной")

    assert (town(query), query.place and query.place.region) == ("Лесной", "Кировская область")


@pytest.mark.parametrize(
    "text", ["меня зовут Ольга", "с уважением Владимир", "Анна Сергеевна, я мама"]
)
def test_first_name_of_the_writer_is_no_town(index: Index, text: str) -> None:
    assert index.parse(text).place is None


@pytest.mark.parametrize("text", ["Казань Советский район", "Питер, Приморский район"])
def test_district_of_a_town_is_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [part.kind for part in query.parts] == [Kind.PLACE]
    assert query.region is None


@pytest.mark.parametrize(
    "text", ["деревня Кукуево", "сварщик в деревне Кукуево", "село Большие Кабаны"]
)
def test_village_that_the_gazetteer_lacks_is_told_as_one(index: Index, text: str) -> None:
    assert Kind.NOWHERE in kinds(index.parse(text))


def test_village_called_as_a_region_is_not_the_region(index: Index) -> None:
    assert index.parse("станица Ленинградская").region is None
    assert index.parse("Ленинградская").region == "Ленинградская область"
    assert index.parse("город Ленинградской области").region == "Ленинградская область"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("уфимский авиационный", "Уфа"),
        ("читинские медколледжи", "Чита"),
        ("сочинский повар", "Сочи"),
        ("сургутский нефтяник", "Сургут"),
    ],
)
def test_adjective_of_a_town_beside_a_trade_is_the_town(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Приволжский федеральный округ", "Поволжье"),
        ("Уральский федеральный округ", "Урал"),
        ("золотое кольцо", "Центральная Россия"),
    ],
)
def test_federal_district_is_a_part_of_the_country(index: Index, text: str, wanted: str) -> None:
    query = index.parse(text)

    assert query.area is not None
    assert query.area.name == wanted
    assert query.place is None


def test_letters_of_the_other_layout_make_no_places_of_a_letter(index: Index) -> None:
    assert town(index.parse("туризм рядом с Тюмнь")) == "Тюмень"


@pytest.mark.parametrize(
    "text",
    [
        "буллинг в колледже есть?",
        "смотрю ютуб",
        "нужны плакаты о программе для школы",
        "уволили с завода, хочу переучиться",
        "и потом обязательно на этом заводе работать?",
        "охотник на привидений",
        "прошу ответить, М. Котова",
    ],
)
def test_word_of_another_matter_is_no_trade_and_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.is_empty, query.parts


def test_industry_of_a_workplace_stays_one_where_it_is_wished(index: Index) -> None:
    assert index.parse("хочу на завод").has_trade
    assert index.parse("завод в Туле").has_trade


def test_town_that_somebody_leaves_is_told_apart(index: Index) -> None:
    query = index.parse("хочу в Уфу из Сибая")

    assert town(query) == "Уфа"
    assert [one.name for one in query.left] == ["Сибай"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("тракторист в Сергачском районе", "Сергач"),
        ("электрик Рузский район", "Руза"),
        ("повар Люберецкий р-н", "Люберцы"),
        ("ветеринар, Одинцовский городской округ", "Одинцово"),
        ("сварщик Красногорский район", "Красногорск"),
    ],
)
def test_district_of_no_town_that_is_named_is_around_its_own(
    index: Index, text: str, name: str
) -> None:
    query = index.parse(text)

    assert town(query) == name
    assert query.has_trade
    assert Kind.UNKNOWN not in kinds(query)


def test_district_of_many_cities_is_about_no_town() -> None:
    assert towns_of_district("ленинский") == ()
    assert "енисейск" in towns_of_district("енисейский")


def test_name_that_a_town_had_once_is_not_meant_by_its_adjective(index: Index) -> None:
    query = index.parse("чкаловский техникум")

    assert query.places == ()
    assert query.words == ("чкаловский",)


def test_slip_in_a_town_of_ours_is_not_a_town_abroad(index: Index) -> None:
    query = index.parse("агроном белгарод")

    assert town(query) == "Белгород"
    assert query.area is None


def test_two_letters_are_no_foreign_spelling_of_a_town(index: Index) -> None:
    query = index.parse("ищу айти в Ож")

    assert query.places == ()
    assert query.industries == (Industry.IT,)


def test_works_after_the_adjective_of_a_trade_are_of_that_trade(index: Index) -> None:
    query = index.parse("судостроительный завод")

    assert [str(one) for one in query.industries] == ["shipbuilding"]
    assert Kind.UNKNOWN not in kinds(query)


def test_name_that_is_far_from_the_place_is_not_found_there(index: Index) -> None:
    query = index.parse("Северсталь Москва")

    assert index.search(query, today=TODAY).hits == ()
    anywhere = index.search(query.without_place(), today=TODAY).hits
    assert {hit.cluster.region for hit in anywhere} >= {"Вологодская область"}


def test_name_after_works_or_in_honour_is_no_village(index: Index) -> None:
    assert index.parse("завод Калашникова").places == ()
    assert town(index.parse("колледж имени Жуковского омск")) == "Омск"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("колледжи на юге России", "south"),
        ("где-нибудь на севере", "north"),
        ("сварщик за Уралом", "beyond-ural"),
        ("хочу учиться у моря", "seaside"),
        ("поближе к морю", "seaside"),
        ("колледж на чёрном море", "black-sea"),
        ("на востоке страны", "far-east"),
        ("запад России", "west"),
        ("Западная Сибирь", "west-siberia"),
    ],
)
def test_part_of_the_country_said_loosely_is_an_area(index: Index, text: str, area: str) -> None:
    query = index.parse(text)

    assert query.area is not None
    assert query.area.id == area
    assert Industry.SHIPBUILDING not in query.wanted_industries


def test_who_works_at_sea_looks_for_no_coast(index: Index) -> None:
    assert index.parse("хочу работать на море").area is None


def test_side_of_a_region_is_in_that_region(index: Index) -> None:
    query = index.parse("на севере Якутии")

    assert (query.area, query.region) == (None, "Республика Саха (Якутия)")


@pytest.mark.parametrize("text", ["подальше от Москвы", "не в Москве", "far from Moscow"])
def test_place_to_keep_away_from_is_not_searched(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.is_empty
    assert [getattr(one, "name", "") for one in query.excluded] == ["Москва"]


@pytest.mark.parametrize(
    "text",
    ["племянник из таджикистана, на каменщика можно?", "гражданин узбекистана, хочу на повара"],
)
def test_country_of_origin_is_no_place_to_search(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (query.has_trade, query.is_somewhere) == (True, False)
    assert query.origin is not None


def test_country_where_one_looks_stays(index: Index) -> None:
    assert index.parse("повар в казахстане").area is not None


@pytest.mark.parametrize("word", ["птушки", "путяги", "фазанки", "шараги", "чушки"])
def test_school_that_is_called_names_is_no_town(index: Index, word: str) -> None:
    query = index.parse(f"после {word} есть работа?")

    assert (query.places, query.parts) == ((), ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("уфимский топливно энергетический колледж", "Уфа"),
        ("уфимский медицинский колледж", "Уфа"),
        ("тольяттинский аграрный колледж", "Тольятти"),
        ("муромский энергетический колледж", "Муром"),
        ("елецкий нефтяной колледж", "Елец"),
        ("арзамасский строительный техникум", "Арзамас"),
    ],
)
def test_school_that_no_name_is_is_looked_for_in_the_town_of_its_adjective(
    index: Index, text: str, wanted: str
) -> None:
    query = index.parse(text)
    hits = index.search(query, today=TODAY).hits

    assert (town(query), query.is_of_no_name, query.words) == (wanted, True, ())
    assert all(hit.by_name is None for hit in hits)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("омский авиационный колледж", "Омский авиационный колледж им. Н. Е. Жуковского"),
        ("череповецкий металлургический колледж", "Череповецкий металлургический колледж"),
        ("уфимский машиностроительный колледж", "Уфимский машиностроительный колледж"),
    ],
)
def test_school_that_bears_the_name_is_found_by_it(index: Index, text: str, name: str) -> None:
    query = index.parse(text)
    first = index.search(query, today=TODAY).hits[0]

    assert not query.is_of_no_name
    assert first.by_name is not None
    assert first.by_name[1] == name


@pytest.mark.parametrize("text", ["пензенский энергетический колледж", "в омском речном училище"])
def test_school_by_the_adjective_of_a_region_or_in_another_case_may_be_none(
    index: Index, text: str
) -> None:
    assert index.parse(text).is_of_no_name


@pytest.mark.parametrize("text", ["строительный колледж в Пензе", "Омск авиационный колледж"])
def test_school_of_a_trade_in_a_town_has_no_name_to_be_missed(index: Index, text: str) -> None:
    assert not index.parse(text).is_of_no_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("судостроение Северодвинск", "Техникум судостроения и машиностроения"),
        ("самолёты Комсомольск-на-Амуре", "Губернаторский авиастроительный колледж"),
        ("авиастроение Иркутск", "Иркутский техникум авиастроения и материалообработки"),
    ],
)
def test_college_called_after_an_industry_is_of_it(index: Index, text: str, name: str) -> None:
    hits = index.search(index.parse(text), today=TODAY).hits
    found = [hit for hit in hits if hit.cluster.base_college.startswith(name)]

    assert len(found) == 1
    assert not found[0].is_related


def test_word_that_colleges_of_all_industries_bear_makes_them_of_none(index: Index) -> None:
    hits = index.search(index.parse("машиностроение"), today=TODAY).hits

    assert not [h for h in hits if h.cluster.base_college.startswith("Омский промышленно")]


def test_railway_college_is_of_no_other_transport(index: Index) -> None:
    hits = index.search(index.parse("транспортный колледж"), today=TODAY).hits

    assert not [h for h in hits if h.cluster.base_college.startswith("Ульяновский техникум жел")]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            "чем заняться после 9 в якутии если нравятся машины и тайга",
            "Республика Саха (Якутия)",
        ),
        ("люблю тайгу и тайга рядом, пермь", "Пермский край"),
        ("люблю утро и заря красивая, хочу в Саратов", "Саратовская область"),
    ],
)
def test_noun_that_a_town_elsewhere_is_called_by_is_no_place(
    index: Index, text: str, region: str
) -> None:
    query = index.parse(text)

    assert (query.region or (query.place and query.place.region)) == region
    names = [one.meaning.name for one in query.parts if isinstance(one.meaning, Place)]
    assert not {"Тайга", "Заря"} & set(names)


@pytest.mark.parametrize("text", ["сварщик тайга", "тайга или томск", "Тайга, Томск, сварщик"])
def test_noun_alone_joined_or_with_a_capital_is_the_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert "Тайга" in [one.meaning.name for one in query.parts if isinstance(one.meaning, Place)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("живу в кировской области в слободском", "Слободской"),
        ("живу в слободском хочу на повара", "Слободской"),
        ("в слободском кировской области", "Слободской"),
        ("живу в железнодорожном", "Железнодорожный"),
        ("живу в железнодорожном московской области", "Железнодорожный"),
        ("повар в раменском", "Раменское"),
        ("сварщик в жуковском", "Жуковский"),
    ],
)
def test_town_called_by_an_adjective_is_known_where_one_is_in_it(
    index: Index, text: str, wanted: str
) -> None:
    assert town(index.parse(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["учусь в железнодорожном колледже", "живу в слободском доме", "работать в строительном"],
)
def test_adjective_of_a_noun_is_no_town(index: Index, text: str) -> None:
    assert index.parse(text).place is None


def test_another_town_tells_which_of_the_namesakes_is_meant(index: Index) -> None:
    query = index.parse("сургут нижневартовск")

    assert [one.region for one in query.places] == ["Ханты-Мансийский автономный округ — Югра"]


@pytest.mark.parametrize("word", ["weather", "forecast", "party", "dinner", "teeth", "bird"])
def test_everyday_word_of_english_is_no_slip_of_a_trade_or_town(index: Index, word: str) -> None:
    query = index.parse(f"{word} in kazan")

    assert [part.kind for part in query.parts if part.kind is not Kind.UNKNOWN] == [Kind.PLACE]


@pytest.mark.parametrize(
    "text",
    [
        "мы живем в нижнем тагиле ну или можно екатеринбург",
        "живём в Нижнем Тагиле или можно в Екатеринбурге, на повара",
        "из Нижнего Тагила, но можно и в Екатеринбург",
    ],
)
def test_town_that_is_possible_too_comes_after_ones_own(index: Index, text: str) -> None:
    query = index.parse(text)

    assert [one.name for one in query.places[:1]] == ["Нижний Тагил"]
    assert query.left == ()


@pytest.mark.parametrize(
    "text",
    [
        "из Нижнего Тагила готовы ехать в Екатеринбург на медсестру",
        "живу в Нижнем Тагиле, можно ли поступить в Екатеринбург",
        "живу в Нижнем Тагиле и хочу учиться в Екатеринбурге",
    ],
)
def test_town_that_is_left_is_not_looked_in(index: Index, text: str) -> None:
    assert [one.name for one in index.parse(text).places[:1]] == ["Екатеринбург"]
