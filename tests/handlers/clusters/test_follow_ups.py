"""What a text goes on from: nearer, farther, more, another town, a question about the list."""

from __future__ import annotations

import re

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from sandbox.client import Received, UserClient
from tests.handlers.conftest import Stage

REACHED = Cluster(
    id=ClusterId("reached"),
    name="Кластер «С телефоном»",
    industry=Industry.METALLURGY,
    region="Республика Татарстан",
    city="Казань",
    base_college="Первый колледж",
    phone="+7 (000) 000-00-00",
    address="ул. Примерная, 1",
    website="https://example.org",
)

KM = re.compile(r"([\d\u00a0 ]+)[\u00a0 ]км")


async def test_what_was_asked_an_hour_ago_does_not_count(
    stage: Stage, student: UserClient
) -> None:
    await student.send("Казань")
    stage.clock.advance(hours=2)
    [found] = await student.send("сварщик")

    assert "Казань" not in found.text.splitlines()[0]


async def test_more_leads_on_page_by_page_to_the_end(student: UserClient) -> None:
    [first] = await student.send("сварщик")
    second, third = [(await student.send("ещё"))[0] for _ in range(2)]
    pages = (first, second, third)
    numbers = [re.findall(r"^(\d+)\. ", one.text, re.MULTILINE)[0] for one in pages]
    assert numbers == ["1", "5", "9"]

    await student.send("сварщик Тула")
    [end] = await student.send("ещё")
    assert end.text.startswith("Больше ничего нет: это конец списка.")


async def test_question_which_of_the_namesakes_keeps_the_trade(student: UserClient) -> None:
    [asked] = await student.send("повар Мирный")
    assert asked.text.startswith("Ищу: Повар, кондитер. Таких мест несколько.")
    await student.click("Мирный, Архангельская область")
    assert student.inbox[-1].text.startswith("🔎 Ищу: Повар, кондитер · Мирный")

    await student.send("сварщик Донецк")
    await student.click("Донецк, Донецкая Народная Республика")
    title = student.inbox[-1].text.splitlines()[0]
    assert "Сварщик" in title
    assert "Донецкая Народная Республика" in title


async def test_wish_added_to_a_search_keeps_trade_and_town(student: UserClient) -> None:
    await student.send("повар Москва")
    [found] = await student.send("а с общежитием?")

    assert found.text.startswith("🔎 Ищу: Повар, кондитер · Москва")
    assert "Общежитие:" in found.text


async def test_industry_comes_before_the_trade_that_is_taught_much_farther_away(
    student: UserClient,
) -> None:
    [found] = await student.send("медсестра рязань")

    assert found.text.index("Липецкий медицинский") < found.text.index("Архангельский медицинский")


async def test_phone_asked_after_a_list_is_of_the_colleges_of_that_list(
    student: UserClient,
) -> None:
    [found] = await student.send("колледжи Самары")
    [asked] = await student.send("телефон приёмной комиссии")

    assert asked.text.startswith("Откройте карточку по номеру")
    assert found.text.splitlines()[-1] in asked.text
    await student.click("1")
    assert "Где: Самара" in student.last.text


async def test_radius_alone_widens_the_search_before(student: UserClient) -> None:
    await student.send("медсестра Пермь")
    [wider] = await student.send("в радиусе 200 км")

    assert "· Пермь, 200" in wider.text.splitlines()[0]


@pytest.mark.parametrize(
    ("turns", "head"),
    [
        (("айти", "Казань", "нет, Уфа"), "Информационные технологии · Уфа, 30"),
        (("повар Воронеж", "ещё рядом с Липецком"), "Повар, кондитер · Липецк, 100"),
        (("электрик Пермь", "дальше 100 км"), "Электромонтёр"),
    ],
)
async def test_turn_that_goes_on_keeps_the_trade(
    student: UserClient, turns: tuple[str, ...], head: str
) -> None:
    for turn in turns:
        [answer] = await student.send(turn)

    assert answer.text.splitlines()[0].startswith(f"🔎 Ищу: {head}"), answer.text


async def test_farther_by_kilometres_widens_and_turns_no_page(student: UserClient) -> None:
    await student.send("электрик Пермь")
    [answer] = await student.send("дальше 100 км")

    assert "Пермь, 100" in answer.text.splitlines()[0]


def _circle(text: str) -> int:
    """Kilometres of the heading."""
    found = KM.search(next(one for one in text.splitlines() if one.startswith("🔎")))
    assert found is not None
    return int(re.sub(r"\D", "", found[1]))


def _found(text: str) -> int:
    found = re.search(r"Нашёл (\d+)", text)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("text", ["сварщик в Саратове", "педагогика в Пензе", "медсестра Омск"])
@pytest.mark.parametrize("nearer", ["а поближе?", "слишком далеко"])
async def test_nearer_is_a_narrower_circle_until_nothing_is_nearer(
    student: UserClient, text: str, nearer: str
) -> None:
    [first] = await student.send(text)
    circle, count = _circle(first.text), _found(first.text)
    for _ in range(5):
        [found] = await student.send(nearer)
        if found.text.startswith("Ближе ничего нет"):
            break
        assert _circle(found.text) < circle
        assert 0 < _found(found.text) < count
        circle, count = _circle(found.text), _found(found.text)

    assert found.text.startswith("Ближе ничего нет: это самое близкое")
    assert (_circle(found.text), _found(found.text)) == (circle, count)


@pytest.mark.parametrize("text", ["сварщик в Саратове", "Пенза", "повар в Туле"])
@pytest.mark.parametrize("farther", ["а подальше", "пошире"])
async def test_farther_is_a_wider_circle_until_there_is_no_more(
    student: UserClient, text: str, farther: str
) -> None:
    await student.send(text)
    [found] = await student.send(farther)
    circle, count = _circle(found.text), _found(found.text)
    for _ in range(5):
        [found] = await student.send(farther)
        if found.text.startswith("И до "):
            break
        assert _circle(found.text) > circle
        assert _found(found.text) > count
        circle, count = _circle(found.text), _found(found.text)

    assert found.text.startswith("И до 1\u00a0000\u00a0км больше ничего такого не знаю.")
    assert (_circle(found.text), _found(found.text)) == (circle, count)


@pytest.mark.parametrize("region", ["Самарской области", "Пермском крае"])
async def test_nearer_in_a_region_asks_near_what_and_keeps_the_trade(
    student: UserClient, region: str
) -> None:
    await student.send(f"сварщик в {region}")
    [asked] = await student.send("а поближе?")
    [there] = await student.send("Тольятти")

    assert asked.text.startswith("Ищу: Сварщик. Где искать?")
    assert there.text.startswith("🔎 Ищу: Сварщик · Тольятти")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("сварщик в Самарской области", "Здесь уже весь регион."),
        ("Пермский край", "Здесь уже весь регион."),
        ("сварщик", "Ищу уже по всей стране"),
    ],
)
async def test_farther_of_what_has_no_circle_says_why_not(
    student: UserClient, text: str, why: str
) -> None:
    [found] = await student.send(text)
    [again] = await student.send("а подальше?")

    assert again.text.startswith(why)
    assert found.text.splitlines()[0] in again.text


async def test_further_page_is_no_wider_circle(student: UserClient) -> None:
    await student.send("сварщик")
    [page] = await student.send("дальше")

    assert "\n5. " in page.text


async def test_question_about_living_there_is_answered_and_the_search_a_tap_away(
    student: UserClient,
) -> None:
    await student.send("сварщик Казань")

    [answer] = await student.send("а жить там где? общага есть")
    assert answer.text.startswith("Дадут ли общежитие?")
    [back] = await student.click("🔎 Искать: Сварщик · Казань")
    assert back.text.startswith("🔎 Ищу: Сварщик · Казань")


async def test_question_that_goes_on_from_nothing_offers_no_search(student: UserClient) -> None:
    [answer] = await student.send("где там жить")

    assert answer.text.startswith("Дадут ли общежитие?")
    assert not any(label.startswith("🔎") for label in answer.buttons)


@pytest.mark.parametrize(
    ("before", "text", "title"),
    [
        ("сварщик", "сколько кластеров в Мордовии", "все кластеры · Республика Мордовия"),
        ("телефон Рузаевского института", "сколько колледжей в Самарской области", "все кластеры"),
        ("медсестра", "список колледжей Пензенской области", "все кластеры · Пензенская"),
    ],
)
async def test_list_of_all_that_a_region_has_is_of_no_trade_asked_before(
    student: UserClient, before: str, text: str, title: str
) -> None:
    await student.send(before)
    [found] = await student.send(text)

    assert f"🔎 Ищу: {title}" in found.text


@pytest.mark.parametrize("before", ["Рузаевский институт", "телефон Рузаевского института"])
async def test_town_after_a_college_by_its_name_is_the_town(
    student: UserClient, before: str
) -> None:
    await student.send(before)
    [town] = await student.send("Пенза")
    assert town.text.startswith("📍 Пенза")


def _now(student: UserClient, shown: Received) -> Received:
    """The same message, edited since."""
    return next(one for one in student.inbox if one.message_id == shown.message_id)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("второй", 2),
        ("2", 2),
        ("№ 3", 3),
        ("3-й", 3),
        ("открой третий колледж", 3),
        ("телефон первого", 1),
        ("какой адрес у второго техникума?", 2),
        ("а что там с первым", 1),
        ("вариант два", 2),
        ("расскажи поподробнее про 4", 4),
        ("пятый", 5),
        ("последний", 4),
        ("the second one", 2),
        ("phone of the third", 3),
        ("number one please", 1),
    ],
)
@pytest.mark.parametrize("asked", ["сварщик", "колледжи в Туле"])
async def test_number_of_the_list_opens_its_card(
    student: UserClient, asked: str, said: str, number: int
) -> None:
    [listed] = await student.send(asked)
    [card] = await student.send(said)

    assert card.text.startswith(f"№ {number} из списка «")
    if number <= 4:
        await student.click(str(number), message=listed)
        assert _now(student, listed).text in card.text
    await student.click("‹ К списку", message=card)
    assert f"\n{number}. " in _now(student, card).text


async def test_numbers_count_what_is_offered_where_nothing_is_found(student: UserClient) -> None:
    [listed] = await student.send("повар Урюпинск")
    assert "Здесь этому, по нашим данным, не учат." in listed.text
    college = re.findall(r"^2\. (\w+)", listed.text, re.MULTILINE)[0]
    [card] = await student.send("второй")
    assert college in card.text


async def test_number_that_no_list_has_is_told(student: UserClient) -> None:
    [listed] = await student.send("сварщик Челябинск")
    count = len(re.findall(r"^\d+\. ", listed.text, re.MULTILINE))
    [told] = await student.send("девятый")

    assert told.text.startswith(f"Номера 9 в списке нет: последний — {count}.")
    assert told.text.endswith(listed.text)


async def test_number_answers_which_of_the_namesakes(student: UserClient) -> None:
    [asked] = await student.send("повар Мирный")
    await student.send("второй")
    assert student.inbox[-1].text.startswith("🔎 Ищу: Повар, кондитер · Мирный")
    assert asked.buttons[1].removeprefix("Мирный, ") in student.inbox[-1].text.splitlines()[0]


async def test_namesakes_of_one_region_are_told_apart(student: UserClient) -> None:
    [asked] = await student.send("Бор, Красноярский край")
    first, second = asked.buttons[:2]
    assert first.startswith("Бор (к юг")
    assert second.startswith("Бор (к север")


async def test_every_trade_of_a_list_is_told(student: UserClient) -> None:
    [found] = await student.send("сварщик, электрик, автослесарь, повар Курган")
    told = next(line for line in found.text.splitlines() if line.startswith("Ещё ищу: "))
    assert "автослесарь" in told
    assert "Повар, кондитер" in told


@pytest.mark.parametrize("said", ["второй", "телефон первого", "the third one"])
async def test_number_of_nothing_is_no_question_of_a_second_trade(
    student: UserClient, said: str
) -> None:
    [told] = await student.send(said)
    assert told.text.startswith("Пока не знаю, к чему это")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("второе образование платное?", "Вторая профессия — бесплатно?"),
        ("вторая профессия", "Вторая профессия — бесплатно?"),
        ("последние новости", "Новости"),
        ("а после 11?", "🔎 Ищу: Сварщик · Тула"),
        ("а до 9?", ""),
        ("11 класс", "После какого класса поступать?"),
    ],
)
async def test_number_of_something_else_is_of_no_list(
    student: UserClient, said: str, told: str
) -> None:
    await student.send("сварщик Тула")
    [found] = await student.send(said)
    assert "из списка" not in found.text
    assert "в списке нет" not in found.text
    assert found.text.startswith(told)


@pytest.mark.parametrize("asked", ["сварщик Челябинск", "колледжи в Туле"])
async def test_map_after_a_list_is_told_where_it_is(student: UserClient, asked: str) -> None:
    [listed] = await student.send(asked)
    [told] = await student.send("покажи на карте")
    assert told.text == f"Карта — по кнопке «🗺 На карте» под списком.\n\n{listed.text}"


@pytest.mark.parametrize(
    ("first", "text", "head"),
    [
        ("повар Казань", "не в Казани а в Уфе", "Повар, кондитер · Уфа, 30"),
        ("welder Kazan", "not in Kazan but in Ufa", "Сварщик · Уфа, 30"),
        ("сварщик в Татарстане", "не в Татарстане, а в Башкирии", "Сварщик · Республика Башк"),
        ("повар Самара", "не повар, а сварщик", "Сварщик · Самара, 30"),
        ("повар Самара", "не повар, а кондитер", "Повар, кондитер · Самара, 30"),
    ],
)
async def test_not_this_but_that_keeps_the_rest_of_the_search(
    student: UserClient, first: str, text: str, head: str
) -> None:
    await student.send(first)
    [found] = await student.send(text)

    assert found.text.startswith(f"🔎 Ищу: {head}"), found.text


async def test_two_names_of_one_trade_are_said_to_be_one(student: UserClient) -> None:
    [found] = await student.send("не повар, а кондитер")

    assert "Отдельно не убрать: «повар» — та же профессия, «Повар, кондитер»." in found.text


async def _of_mechanics(student: UserClient, town: str) -> Received:
    await student.send(town)
    label = next(one for one in student.last.buttons if one.startswith("Отрасль"))
    await student.click(label)
    label = next(one for one in student.last.buttons if one.startswith("Машиностроение"))
    await student.click(label)
    return student.last


def _numbers(one: Received) -> list[str]:
    return re.findall(r"^(\d+)\. ", one.text, re.MULTILINE)


@pytest.mark.parametrize("more", ["ещё", "дальше", "покажи ещё"])
async def test_more_of_the_nearest_keeps_the_industry_that_was_chosen(
    student: UserClient, more: str
) -> None:
    first = await _of_mechanics(student, "Самара")
    [found] = await student.send(more)

    assert found.text.startswith("📍 Самара, Самарская область\nМашиностроение: ")
    assert (_numbers(first), _numbers(found)) == (["1", "2", "3", "4"], ["5", "6", "7", "8"])


async def test_more_of_the_nearest_goes_on_beyond_the_circle_as_its_button_does(
    student: UserClient,
) -> None:
    await student.send("Казань")
    [typed] = await student.send("ещё")
    await student.send("Казань")
    await student.click("›")

    assert student.last.text == typed.text
    assert _numbers(typed) == ["5", "6", "7", "8"]
    [third] = await student.send("ещё")
    assert _numbers(third) == ["9", "10", "11", "12"]


async def test_number_and_the_way_back_are_of_the_list_of_the_industry(
    student: UserClient,
) -> None:
    first = await _of_mechanics(student, "Самара")
    [card] = await student.send("второй")

    assert card.text.startswith("№ 2 из списка «Машиностроение · Самара")
    assert "Тольяттинский машиностроительный колледж" in card.text
    [back] = await student.send("назад к списку")
    assert back.text == first.text
    await student.click("‹ К списку", message=card)
    assert student.last.text == first.text


async def test_another_town_keeps_the_industry_that_was_chosen(student: UserClient) -> None:
    await _of_mechanics(student, "Самара")
    [found] = await student.send("а в Уфе?")

    assert found.text.startswith("🔎 Ищу: Машиностроение · Уфа")


async def test_more_after_another_industry_of_a_shared_point_goes_on_from_no_older_search(
    student: UserClient,
) -> None:
    await student.send("сварщик Уфа")
    await student.share_location(53.2, 50.15)
    await student.click(next(one for one in student.last.buttons if one.startswith("Отрасль")))
    await student.click(
        next(one for one in student.last.buttons if one.startswith("Машиностроение"))
    )
    [found] = await student.send("ещё")

    assert "Уфа" not in found.text


ASKED_OF_A_CARD = [
    ("телефон", "телефон"),
    ("сайт", "сайт"),
    ("адрес", "адрес"),
    ("почта", "почта"),
    ("website", "сайт"),
]


@pytest.mark.parametrize(("text", "lacking"), ASKED_OF_A_CARD)
@pytest.mark.parametrize("opening", ["третий", "3"])
async def test_contacts_are_of_the_card_that_was_opened_last(
    student: UserClient, text: str, lacking: str, opening: str
) -> None:
    await student.send("сварщик Самара")
    if opening.isdigit():
        await student.click(opening)
    else:
        await student.send(opening)
    [told] = await student.send(text)

    assert told.text.startswith("О колледже, карточку которого вы открыли последней.")
    assert f"В карточке этого нет: {lacking}." in told.text
    assert "Базовый колледж: Димитровградский технический колледж" in told.text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("телефон", "Телефон: +7 (000) 000-00-00"),
        ("какой у них сайт", "Сайт: <a"),
        ("адрес", "Приёмная комиссия: ул. Примерная, 1"),
        ("контакты", "Телефон: +7 (000) 000-00-00"),
    ],
)
async def test_contacts_that_the_card_has_stand_above_it(
    stage: Stage, student: UserClient, text: str, line: str
) -> None:
    async with stage.app.store.write() as tx:
        await tx.clusters.save([REACHED])
    await student.send("/start cluster_reached")
    [told] = await student.send(text)

    assert "В карточке этого нет" not in told.text
    shown = told.text.partition("Кластер «С телефоном»")[0]
    assert line.replace("<a", "") in shown


async def test_card_is_asked_no_more_once_another_list_was_shown(student: UserClient) -> None:
    await student.send("сварщик Самара")
    await student.send("третий")
    [listed] = await student.send("сварщик Уфа")
    [told] = await student.send("телефон")

    assert told.text.startswith("Откройте карточку по номеру")
    assert listed.text.splitlines()[-1] in told.text


async def test_card_keeps_the_list_it_was_opened_from(student: UserClient) -> None:
    [listed] = await student.send("сварщик Самара")
    await student.send("третий")
    await student.send("телефон")
    [second] = await student.send("второй")
    [back] = await student.send("назад к списку")

    assert second.text.startswith("№ 2 из списка «Сварщик · Самара")
    assert back.text == listed.text


async def test_map_asked_after_a_card_is_of_that_card(student: UserClient) -> None:
    await student.send("сварщик Самара")
    await student.send("третий")
    [told] = await student.send("на карте")

    assert told.text.startswith("Где это — по кнопке «📍 На карте» под карточкой.")
    assert "Димитровградский технический колледж" in told.text
    assert "📍 На карте" in told.buttons


async def test_edited_question_is_silent_and_moves_no_search(student: UserClient) -> None:
    await student.send("сварщик Самара")
    typed = student.sent[-1]["message_id"]
    await student.send("сварщик Уфа")

    assert await student.edit(typed, "повар Казань") == []
    [card] = await student.send("второй")
    assert card.text.startswith("№ 2 из списка «Сварщик · Уфа")


async def test_forwarded_question_is_answered_as_if_it_were_typed(student: UserClient) -> None:
    [typed] = await student.send("сварщик Самара")
    [forwarded] = await student.forward_from(student.id, "сварщик Самара")

    assert forwarded.text == typed.text


@pytest.mark.parametrize(
    ("asked", "after", "question"),
    [
        ("сколько учиться", "а сварщику?", "Сколько учиться?"),
        ("дают ли стипендию", "а на сварщика", "Платят ли стипендию?"),
    ],
)
async def test_question_is_asked_again_of_another_trade(
    student: UserClient, asked: str, after: str, question: str
) -> None:
    await student.send(asked)
    [again] = await student.send(after)

    assert again.text.startswith(question)
    assert "🔎 Искать: Сварщик" in again.buttons


async def test_trade_after_a_list_goes_on_from_the_list_and_not_from_an_older_answer(
    student: UserClient,
) -> None:
    await student.send("сколько учиться")
    await student.send("сварщик Омск")
    [found] = await student.send("а повар?")

    assert found.text.startswith("🔎 Ищу: Повар, кондитер · Омск")


async def test_answer_is_gone_on_from_for_an_hour(stage: Stage, student: UserClient) -> None:
    await student.send("сколько учиться")
    stage.clock.advance(hours=2)
    [found] = await student.send("а сварщику?")

    assert found.text.startswith("🔎 Ищу: Сварщик")
