"""How pupils and parents say where, what and what not, beyond the words of lists."""

from __future__ import annotations

import pytest

from services.search.reading.intents import Intent, Limit
from services.search.reading.queries import Query
from tests.searching import shipped_index
from tests.services.search.reading import codes, town, trades, unread

WELDER, ELECTRICIAN, COOK, NURSE, VET = "15.01.05", "13.01.10", "43.01.09", "34.02.01", "36.02.01"


def read(text: str) -> Query:
    return shipped_index().parse(text)


def left_out(query: Query) -> list[str]:
    return [str(getattr(one, "code", getattr(one, "name", one))) for one in query.excluded]


@pytest.mark.parametrize(
    "text",
    [
        "сварщик, чтобы не далеко от Твери",
        "сварщик не очень далеко от Твери",
        "чтоб не слишком далеко от Твери на сварщика",
        "на сварщика не сильно далеко от Твери",
        "сварщик поближе к Твери",
        "welder not too far from Tver",
    ],
)
def test_not_far_is_near(text: str) -> None:
    query = read(text)

    assert (town(query), codes(query), query.excluded) == ("Тверь", [WELDER], ())


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("сварщик лен обл", "Ленинградская область"),
        ("сварщик лен. обл.", "Ленинградская область"),
        ("новосиб область сварщик", "Новосибирская область"),
        ("челяб. обл. сварщик", "Челябинская область"),
        ("сварщик ставроп край", "Ставропольский край"),
        ("сварщик хаб. край", "Хабаровский край"),
        ("сварщик в нижегор области", "Нижегородская область"),
    ],
)
def test_region_is_shortened_to_what_it_alone_begins_with(text: str, region: str) -> None:
    query = read(text)

    assert (query.region, query.place, codes(query)) == (region, None, [WELDER])


@pytest.mark.parametrize(
    "text",
    ["сварщик красн край", "сварщик нов обл", "сварщик кур обл"],
)
def test_what_begins_two_regions_is_neither(text: str) -> None:
    assert read(text).region is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("мы из Тындинского района", "Тында"),
        ("повар Кулундинский район", "Кулунда"),
        ("Каневской район", "Каневская"),
        ("живём в Нытвенском районе", "Нытва"),
    ],
)
def test_district_is_around_its_town(text: str, name: str) -> None:
    assert town(read(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "берегу глаза, хочу рисовать",
        "майнит крипту",
        "майнить хочу",
        "меня буллят в школе",
        "нас 30 чел, хотим на экскурсию",
        "группа 12 чел",
        "я гражданка Узбекистана",
        "я гражданин таджикистана, учиться хочу",
    ],
)
def test_word_that_sounds_as_a_town_is_none(text: str) -> None:
    query = read(text)

    assert (query.place, query.region) == (None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("токарь челны", "Набережные Челны"),
        ("повар в челнах", "Набережные Челны"),
        ("сварщик челяб", "Челябинск"),
        ("чел сварщик", "Челябинск"),
        ("живу в тольят", "Тольятти"),
    ],
)
def test_town_by_its_everyday_name_is_still_read(text: str, name: str) -> None:
    assert town(read(text)) == name


@pytest.mark.parametrize(
    ("text", "wished", "out"),
    [
        ("медсестрой не смогу, ветеринаром смогу", [VET], [NURSE]),
        ("поваром не смогу, а сварщиком смогу", [WELDER], [COOK]),
        ("не могу выбрать: повар или сварщик, сама не смогу", [COOK, WELDER], []),
        ("электрик, передумал", [ELECTRICIAN], []),
        ("сварщик передумала", [WELDER], []),
        ("хотела на повара но передумала", [], [COOK]),
        ("думал на сварщика, передумал", [], [WELDER]),
        ("сварщик, но передумал, лучше повар", [COOK], [WELDER]),
    ],
)
def test_what_one_gives_up_is_told_from_what_one_takes(
    text: str, wished: list[str], out: list[str]
) -> None:
    query = read(text)

    assert (sorted(codes(query)), left_out(query)) == (sorted(wished), out)


@pytest.mark.parametrize(
    ("text", "name", "out"),
    [
        ("в Перми мне не нравится строить", "Пермь", []),
        ("в Омске не люблю торговать", "Омск", ["38.01.02"]),
        ("в Москве мне не нравится жить", "", ["Москва"]),
        ("в Омске учиться не хочу", "", ["Омск"]),
    ],
)
def test_deed_that_is_disliked_leaves_the_town(text: str, name: str, out: list[str]) -> None:
    query = read(text)

    assert (town(query), left_out(query)) == (name, out)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("сын хочет поваром, а я хочу чтобы электриком", [COOK, ELECTRICIAN]),
        ("дочь мечтает стать поваром а я хочу чтоб медсестрой", [COOK, NURSE]),
        ("мама хочет чтоб я стала медсестрой, а я хочу поваром", [COOK]),
    ],
)
def test_child_has_a_wish_beside_the_parents(text: str, wished: list[str]) -> None:
    assert sorted(codes(read(text))) == sorted(wished)


@pytest.mark.parametrize(
    "text", ["дед был сварщик и я хочу, Тула", "папа сварщик и я хочу так же, Тула"]
)
def test_trade_of_ones_father_is_wished_too(text: str) -> None:
    query = read(text)

    assert (codes(query), town(query)) == ([WELDER], "Тула")


@pytest.mark.parametrize(
    ("text", "is_health"),
    [
        ("плохо слышит учитель", False),
        ("бабушка плохо слышит", False),
        ("директор плохо слышит", False),
        ("сын плохо слышит", True),
        ("плохо слышит ребёнок", True),
        ("я плохо слышу", True),
    ],
)
def test_health_of_adults_around_is_not_the_pupils(text: str, *, is_health: bool) -> None:
    assert (Limit.HEALTH in read(text).limits) is is_health


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("доброго времени суток", Intent.GREETING),
        ("ассаламу алейкум", Intent.GREETING),
        ("с новым годом!", Intent.GREETING),
        ("как дела", Intent.GREETING),
        ("кто тебя создал", Intent.ABOUT),
        ("как тебя зовут?", Intent.ABOUT),
        ("это развод?", Intent.ABOUT),
        ("вам можно верить?", Intent.ABOUT),
        ("is this a scam", Intent.ABOUT),
        ("ты лучший", Intent.THANKS),
        ("что ты умеешь", Intent.HELP),
        ("а в соседней области", Intent.MORE),
        ("в соседнем регионе есть?", Intent.MORE),
    ],
)
def test_courtesies_and_doubts_are_told_apart(text: str, intent: Intent) -> None:
    assert read(text).intent is intent


@pytest.mark.parametrize("text", ["сравни колледж и 10 класс", "сравните колледж и вуз"])
def test_schools_that_are_compared_are_no_favourites(text: str) -> None:
    assert read(text).intent is not Intent.SAVED


@pytest.mark.parametrize(
    ("text", "wished", "denied"),
    [
        ("варить металл боюсь, хочу готовить еду", COOK, [WELDER]),
        ("готовить боюсь, лучше сварщиком пойду", WELDER, [COOK]),
        ("на сварщика боюсь, а на повара пойду", COOK, [WELDER]),
    ],
)
def test_what_is_feared_before_a_wish_is_left_out(
    text: str, wished: str, denied: list[str]
) -> None:
    query = read(text)

    assert (codes(query), left_out(query)) == ([wished], denied)


@pytest.mark.parametrize(
    "text",
    [
        "высоты боюсь, хочу на сварщика",
        "на сварщика боюсь, хочу узнать про общежитие",
        "боюсь, хочу на сварщика",
    ],
)
def test_fear_of_something_else_leaves_the_trade(text: str) -> None:
    query = read(text)

    assert (codes(query), query.excluded) == ([WELDER], ())


@pytest.mark.parametrize(
    "text",
    [
        "учитель химии в школе, нужны буклеты",
        "учительница биологии в гимназии, материалы для детей",
        "психолог школы, плакаты о колледжах",
        "педагог в лицее, нужна презентация",
    ],
)
def test_staff_of_a_school_who_need_materials_wish_no_trade(text: str) -> None:
    query = read(text)

    assert (query.professions, query.industries) == ((), ())


@pytest.mark.parametrize("text", ["учитель начальных классов, Казань", "повар в школе"])
def test_trade_of_a_school_is_still_a_trade(text: str) -> None:
    assert read(text).professions


@pytest.mark.parametrize(
    "text",
    ["можно на экскурсию втроём", "хотим на экскурсию классом", "привезём класс на экскурсию"],
)
def test_excursion_to_a_college_is_no_tourism(text: str) -> None:
    query = read(text)

    assert (query.professions, query.industries) == ((), ())


def test_who_guides_excursions_wishes_tourism() -> None:
    assert read("хочу водить экскурсии").has_trade


@pytest.mark.parametrize("text", ["is this app legit", "is it sus", "sketchy bot", "is it a hoax"])
def test_doubt_in_english_is_no_trade(text: str) -> None:
    assert not read(text).has_trade


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Тындинский район Амурская область", "Тында", "Амурская область"),
        ("Починковский район Смоленская область", "Починок", "Смоленская область"),
        ("Лысковский район Нижегородской области, на повара", "Лысково", "Нижегородская область"),
        ("Грибановский район Воронежской области", "Грибановский", "Воронежская область"),
        ("Кировский район Ленинградской обл, на сварщика", "", "Ленинградская область"),
        ("Советский район Саратовской области на сварщика", "", "Саратовская область"),
    ],
)
def test_district_is_around_a_town_of_the_region_that_is_named(
    text: str, name: str, region: str
) -> None:
    query = read(text)

    assert (town(query), query.region) == (name, region)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("метро Выхино парикмахер", "Москва"),
        ("живу у станции метро Проспект Ветеранов, на электрика", "Санкт-Петербург"),
        ("члб сварка", "Челябинск"),
        ("повар хбр", "Хабаровск"),
    ],
)
def test_station_and_abbreviation_are_of_their_city(text: str, name: str) -> None:
    query = read(text)

    assert (town(query), unread(query)) == (name, [])


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("двадцать километров от Ачинска", 20),
        ("не больше ста км от Уфы, на ветеринара", 100),
        ("сорок км от Твери", 40),
        ("20 км от Твери", 20),
        ("двадцать лет, живу в Твери", None),
        ("сто метров до школы", None),
    ],
)
def test_distance_is_understood_in_words(text: str, km: int | None) -> None:
    query = read(text)

    assert query.given_radius_km == km
    assert not any(one in str(unread(query)) for one in ("км", "километ"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("повар в школе", ["повар"]),
        ("электрик в больнице", ["электрик"]),
        ("медсестрой в детском саду", ["медсестра"]),
        ("сварщик в авиации", ["сварщик", "авиация"]),
        ("хочу работать в школе", ["школа"]),
    ],
)
def test_where_one_would_work_is_no_trade_besides(text: str, expected: list[str]) -> None:
    assert len(trades(read(text))) == len(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("на электричке ездить из Гатчины хочу на сварщика", WELDER),
        ("электричкой до Клина добираться, на сварщика", WELDER),
        ("учителя пугают, а я на сварщика пойду", WELDER),
        ("близнецы, оба хотят на сварщика", WELDER),
    ],
)
def test_train_and_who_speaks_are_no_trade(text: str, code: str) -> None:
    query = read(text)

    assert (codes(query), unread(query)) == ([code], [])


@pytest.mark.parametrize(
    "text",
    [
        "родители хотят чтобы я шла на бухгалтера, а мне нравится ухаживать за больными",
        "мне 17, живу в Туле, мама хочет чтоб я был юристом, а я люблю ухаживать за больными",
    ],
)
def test_what_one_likes_to_do_counts_and_not_what_others_wish(text: str) -> None:
    assert codes(read(text)) == ["34.01.01"]
