"""Who asks, from where and for whom: words that are no trade and no town."""

from __future__ import annotations

import pytest

from services.search.index import Index
from services.search.reading.intents import Intent
from services.search.reading.queries import Kind
from tests.services.search.reading import codes, kinds, town, trades, unread


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("хочу перевестись из колледжа в Туле в колледж в Москве", "Москва"),
        ("учусь в техникуме в Омске, хочу перевестись в Тюмень", "Тюмень"),
        ("перевод из техникума Твери в Ярославль", "Ярославль"),
        ("ищу колледж в Туле", "Тула"),
    ],
)
def test_town_of_the_college_that_one_leaves_is_where_one_comes_from(
    index: Index, text: str, place: str
) -> None:
    assert town(index.parse(text)) == place


@pytest.mark.parametrize(
    "text",
    [
        "милые, подскажите повара в Туле",
        "дорогие мои, внук на повара хочет, Тула",
        "уважаемые, дочка на повара, Тула",
        "ребят, подскажите повара в Туле",
        "подскажите, родненькие, где на повара, Тула",
        "уважаемые эксперты, сын хочет на повара, Тула",
    ],
)
def test_who_is_addressed_is_no_unread_word(index: Index, text: str) -> None:
    query = index.parse(text)

    assert (codes(query), town(query), unread(query)) == (["43.01.09"], "Тула", [])


@pytest.mark.parametrize(
    "text",
    [
        "токарь, чтоб город небольшой",
        "токарь в городе поменьше",
        "токарь в тихом городе",
        "токарь, чтоб город был маленький",
        "токарь в небольшом городке",
    ],
)
def test_what_a_town_is_like_is_no_town(index: Index, text: str) -> None:
    query = index.parse(text)

    assert kinds(query) == {Kind.PROFESSION}


@pytest.mark.parametrize("text", ["село Большие Кабаны", "посёлок Вымышленный"])
def test_unknown_place_is_still_said_to_be_none(index: Index, text: str) -> None:
    assert Kind.NOWHERE in kinds(index.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "я школьный психолог, нужен список колледжей Перми для девятиклассников",
        "составляю список техникумов Перми для школы",
        "я классный руководитель, пришлите все колледжи Перми",
    ],
)
def test_list_for_pupils_is_a_list(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.shown_as is Intent.LIST_CLUSTERS
    assert (town(query), unread(query)) == ("Пермь", [])


@pytest.mark.parametrize("text", ["выгнали из школы", "отчислили из школы", "ушёл из гимназии"])
def test_school_that_one_had_to_leave_is_no_trade(index: Index, text: str) -> None:
    assert trades(index.parse(text)) == []


@pytest.mark.parametrize(
    "text", ["хочу как Илон Маск", "как у ивана золо", "хочу быть как Юра Борисов"]
)
def test_surname_of_who_is_admired_is_no_town_and_no_trade(index: Index, text: str) -> None:
    query = index.parse(text)

    assert trades(query) == []
    assert town(query) == ""
