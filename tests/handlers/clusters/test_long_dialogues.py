"""Beyond the first message: what is asked of a list, a card, a place or an employer just named."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage

MAP = {"ru": "🗺 На карте", "en": "🗺 On the map"}


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("ru", "КАМАЗ целевое", "«КАМАЗ»"),
        ("ru", "целевое от Россетей", "«Россетей»"),
        ("ru", "целевой договор с РЖД", "«РЖД»"),
        ("ru", "практика на КАМАЗе", "«КАМАЗе»"),
        ("en", "targeted contract KAMAZ", "“KAMAZ”"),
    ],
)
async def test_answer_about_employers_leads_to_clusters_of_the_one_named(
    stage: Stage, language: str, text: str, title: str
) -> None:
    person = stage.person(language=language)
    [answer] = await person.send(text)
    assert title in answer.buttons[0]

    [found] = await person.click(answer.buttons[0])
    assert title in found.text.splitlines()[0]
    assert "1" in found.buttons


async def test_answer_about_employers_of_none_named_leads_to_no_search(
    student: UserClient,
) -> None:
    [answer] = await student.send("целевое обучение")

    assert not any("🔎" in label for label in answer.buttons)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "где учиться в Верхних Мочалках", "нет: «Верхних Мочалках»"),
        ("ru", "колледжи в Верхних Мочалках", "нет: «Верхних Мочалках»"),
        ("ru", "живу в деревне Гадюкино, куда поступать", "нет: «Гадюкино»"),
        ("ru", "Гадюкино", "нет: «Гадюкино»"),
        ("ru", "телефон колледжа в Гадюкино", "нет: «Гадюкино»"),
        ("en", "colleges in Foobarville", "list: “Foobarville”"),
        ("en", "where to study in Foobarville", "list: “Foobarville”"),
    ],
)
async def test_place_that_nobody_knows_is_said_to_be_unknown(
    stage: Stage, language: str, text: str, said: str
) -> None:
    person = stage.person(language=language)
    [answer] = await person.send(text)

    first, advice, *_ = answer.text.splitlines()
    assert said in first
    assert ("геопозицию" if language == "ru" else "location") in advice
    await person.click(answer.buttons[-3])
    assert person.keyboard[0] == [
        "📍 Отправить геопозицию" if language == "ru" else "📍 Send my location"
    ]


async def test_places_of_a_similar_name_are_a_tap_away(student: UserClient) -> None:
    [asked] = await student.send("Верхние Мочалки")
    assert asked.buttons[0].startswith("Верхние Ачалуки")
    await student.click(asked.buttons[0])
    assert "Верхние Ачалуки" in student.last.text.splitlines()[0]


async def test_question_of_a_villager_is_answered(student: UserClient) -> None:
    [answer] = await student.send("живу в Гадюкино, дадут ли общежитие?")

    assert answer.text.startswith("Дадут ли общежитие?")


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("ru", "повар Казань", "на карте"),
        ("ru", "сварщик в Калмыкии", "покажи на карте"),
        ("en", "cook in Kazan", "on the map"),
    ],
)
async def test_map_of_what_is_farther_than_nothing_is_drawn(
    stage: Stage, language: str, text: str, asked: str
) -> None:
    person = stage.person(language=language)
    await person.send(text)
    [listed] = await person.send(asked)
    assert MAP[language] in listed.buttons

    await person.click(MAP[language])
    numbers = [label for label in person.last.buttons if label.isdigit()]
    assert numbers == [label for label in listed.buttons if label.isdigit()]


async def test_map_shows_what_stands_beside_too(student: UserClient) -> None:
    [listed] = await student.send("сварщик в Саранске")
    await student.click(MAP["ru"])

    numbers = [label for label in listed.buttons if label.isdigit()]
    assert [label for label in student.last.buttons if label.isdigit()] == numbers


@pytest.mark.parametrize(
    ("language", "text", "back"),
    [
        ("ru", "назад", "назад"),
        ("ru", "сварщик Тула", "назад к списку"),
        ("ru", "Самара", "обратно"),
        ("en", "cook in Perm", "back to the list"),
        ("en", "nurse Omsk", "back"),
    ],
)
async def test_back_leads_to_the_list_and_without_one_to_the_menu(
    stage: Stage, language: str, text: str, back: str
) -> None:
    person = stage.person(language=language)
    [listed] = await person.send(text)
    await person.send("первый" if language == "ru" else "the first")
    [again] = await person.send(back)

    if text == back:
        assert again.text.startswith("Главное меню")
    else:
        assert again.text == listed.text


@pytest.mark.parametrize(
    ("language", "text", "asked", "title"),
    [
        ("ru", "повар Казань", "а рядом?", "· Казань, 300"),
        ("ru", "сварщик Тула", "поблизости", "· Тула, 300"),
        ("en", "cook in Perm", "nearby", "· Perm, 300"),
    ],
)
async def test_nearby_after_a_town_is_around_that_town(
    stage: Stage, language: str, text: str, asked: str, title: str
) -> None:
    person = stage.person(language=language)
    await person.send(text)
    [found] = await person.send(asked)

    assert title in found.text.split("🔎")[1].splitlines()[0]


async def test_near_me_after_a_town_asks_where_one_is(student: UserClient) -> None:
    await student.send("повар Казань")
    [asked] = await student.send("рядом со мной")

    assert asked.text.startswith("Ищу: Повар, кондитер. Где искать?")


@pytest.mark.parametrize(
    ("language", "asked", "line"),
    [("ru", "подешевле", "Бюджет:"), ("ru", "дешевле", "Бюджет:"), ("en", "cheaper", "Free")],
)
async def test_cheaper_is_said_of_the_list_before(
    stage: Stage, language: str, asked: str, line: str
) -> None:
    person = stage.person(language=language)
    [listed] = await person.send("повар Пермь" if language == "ru" else "cook in Perm")
    [found] = await person.send(asked)

    assert found.text.splitlines()[0] == listed.text.splitlines()[0]
    assert found.text.splitlines()[1].startswith(line)


@pytest.mark.parametrize(
    ("language", "asked", "typed", "title"),
    [
        ("ru", "другая отрасль", "металлургия", "Металлургия · Пермь"),
        ("ru", "другую профессию", "сварщик", "Сварщик · Пермь"),
        ("en", "another industry", "metallurgy", "Metallurgy · Perm"),
    ],
)
async def test_another_trade_is_asked_for_and_the_town_stays(
    stage: Stage, language: str, asked: str, typed: str, title: str
) -> None:
    person = stage.person(language=language)
    await person.send("повар Пермь" if language == "ru" else "cook in Perm")
    [question] = await person.send(asked)
    assert "Пермь" in question.text or "Perm" in question.text
    [found] = await person.send(typed)

    assert title in found.text.splitlines()[0]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_another_trade_promises_the_town_without_the_radius(
    stage: Stage, language: str
) -> None:
    """The next search is of the usual radius: «Пермь, 300 км» was not what came of it."""
    person = stage.person(language=language)
    await person.send("повар Пермь 300 км" if language == "ru" else "cook in Perm 300 km")
    [question] = await person.send("другая отрасль" if language == "ru" else "another trade")

    assert ("Пермь." if language == "ru" else "Perm.") in question.text
    assert "300" not in question.text


async def test_where_alone_after_a_trade_asks_for_the_place(student: UserClient) -> None:
    await student.send("повар")
    [asked] = await student.send("а где?")
    assert asked.text.startswith("Ищу: Повар, кондитер. Где искать?")
    [found] = await student.send("Тула")
    assert "Повар, кондитер · Тула" in found.text.splitlines()[0]


@pytest.mark.parametrize("asked", ["а поближе", "второй", "ещё"])
async def test_after_a_location_nothing_goes_on_from_the_search_before(
    student: UserClient, asked: str
) -> None:
    await student.send("сварщик Саранск")
    [around] = await student.share_location(55.79, 49.12)
    assert "Казань" in around.text.splitlines()[0]
    [answer] = await student.send(asked)

    assert "Саранск" not in answer.text
    assert "точку я не храню" in answer.text


async def test_words_under_a_picture_are_answered(student: UserClient) -> None:
    [found] = await student.upload("a.jpg", b"x", kind="photo", caption="повар в Казани")
    assert found.text.startswith("Картинки и файлы не смотрю — прочитал подпись.")
    assert "🔎 Ищу: Повар, кондитер · Казань" in found.text

    [other] = await student.upload("a.jpg", b"x", kind="photo")
    assert other.text.startswith("Не понял это сообщение.")


async def test_zone_of_a_city_abroad_is_that_of_the_city(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Часовой пояс")
    await student.send("Пекин")
    assert student.last.text.startswith("Не понял, какой это часовой пояс.")
    [saved] = await student.send("Берлин")

    assert saved.text == "Часовой пояс: Берлин, UTC+1"


async def test_home_is_no_village_that_is_called_like_a_capital(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [refused] = await student.send("Париж")
    assert refused.text.startswith("Это не Россия")
    [saved] = await student.send("Париж, Челябинская область")

    assert saved.text == "Запомнил место: Париж, Челябинская область."
