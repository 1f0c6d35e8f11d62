"""Whether a text asks or searches, where it names a trade or a place as well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiogram.types import InlineKeyboardMarkup

from domain.people.users import Language
from handlers.clusters.search import themes
from handlers.clusters.search.unread_views import MEANT, not_understood
from sandbox.client import UserClient
from services.search.reading.intents import OF_BOT, OF_PROGRAMME, Intent
from services.search.reading.queries import Guess, Kind, Part, Query
from tests.handlers.conftest import Stage
from ui.translator import translator


@pytest.mark.parametrize(
    ("text", "question", "searched"),
    [
        ("медсестра заочно не бывает же?", "Можно ли дистанционно", "🔎 Искать: "),
        ("на машиниста в Самаре справка от врача нужна?", "Нужны ли медосмотр", "🔎 Искать: "),
        ("общагу в Казани поварам дают?", "Дадут ли общежитие", "🔎 Искать: "),
    ],
)
async def test_question_that_names_a_trade_or_town_is_answered_and_may_be_searched(
    student: UserClient, text: str, question: str, searched: str
) -> None:
    [answer] = await student.send(text)

    assert question in answer.text
    assert answer.buttons[0].startswith(searched)


async def test_search_offered_beside_an_answer_names_its_place_whole(student: UserClient) -> None:
    [answer] = await student.send("дадут ли общагу в Набережных Челнах будущему автомеханику?")
    [label] = [one for one in answer.buttons if one.startswith("🔎 Искать: ")]

    assert label.endswith(" · Набережные Челны")
    assert len(label) <= 36


async def test_open_days_beside_a_guessed_town_are_asked_about(student: UserClient) -> None:
    [asked] = await student.send("экскурсия в колледж для абитуриентов из новакузнитска, автобус")

    assert asked.text.startswith("Дни открытых дверей")
    assert "📍 Где искать?" in asked.buttons


@pytest.mark.parametrize(
    "text",
    [
        "do i have to drag my mother 400 km to sign something",
        "can i speak with somebody alive",
        "what happens if they expel me in december",
    ],
)
async def test_word_of_english_is_no_slip_of_a_town_or_trade(stage: Stage, text: str) -> None:
    person = stage.person(language="en")
    await person.send("/start")
    [answer] = await person.send(text)

    assert "Read with a correction" not in answer.text


async def test_employer_is_found_beside_the_town_that_its_name_lacks(student: UserClient) -> None:
    [found] = await student.send("камаз набережные челны какие специальности")

    assert found.text.splitlines()[1].startswith("Нашёл 2 кластера")
    lines = found.text.splitlines()
    assert lines[3] == "Работодатель: ПАО «КАМАЗ»:"
    assert all(line.endswith("в городе") for line in lines[4:])


async def test_employer_that_is_far_from_the_place_is_the_nearest_and_not_found(
    student: UserClient,
) -> None:
    await student.send("роснефть")
    [found] = await student.send("казань")

    assert "Нашёл" not in found.text
    assert "Ближайшие подходящие:" in found.text


async def test_kilometres_of_a_question_widen_no_search(student: UserClient) -> None:
    await student.send("повар Казань")
    [answer] = await student.send("нужно ли идти в колледж с мамой, мы за 500 км живём")

    assert "🔎 Ищу" not in answer.text
    assert "Нужны ли родители" in answer.text


async def test_negation_belongs_to_the_word_that_follows(student: UserClient) -> None:
    [liked] = await student.send("люблю математику и физику но не хочу в вуз")
    [hated] = await student.send("не люблю математику, куда пойти")

    assert "Без математики" not in liked.text
    assert "Без математики" in hated.text


async def test_nearest_of_the_far_ones_is_not_left_out(student: UserClient) -> None:
    [found] = await student.send("электромонтёр уфа")

    assert "Екатеринбургский энергетический техникум" in found.text
    assert "Назаров" not in found.text


@pytest.mark.parametrize(
    "text",
    [
        "сад огород и техника, живу в деревне под липецком",
        "отмечать груз на причале, порт Находка",
        "свет на площадке классный, хочу художником по свету",
        "рисую на стенах баллоном, хочу делать это легально, оформление там",
    ],
)
async def test_search_of_which_little_was_read_is_run(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(("🔎 Ищу: ", "📍 ", "Ищу: ", "Не понял: "))


async def test_what_was_read_by_chance_is_not_offered_as_a_search(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.send("/start")
    [answer] = await person.send("i saw a banner on the tram, what are they advertising")

    assert not any(label.startswith("🔎 Search") for label in answer.buttons)


async def test_form_of_study_is_named_in_english_as_in_russian(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.send("/start")
    [answer] = await person.send("nurse by correspondence")
    [search] = [one for one in answer.buttons if one.startswith("🔎 Search")]
    [found] = await person.click(search)

    assert "did not understand" not in found.text
    assert "Part-time" in found.text or "part-time" in found.text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("какая погода в саратове", "Саратов"),
        ("кто выиграл матч в казани", "Казань"),
        ("билеты на поезд самара", "Самара"),
        ("сколько стоит квартира в ростовской области", "Ростовская область"),
    ],
)
async def test_what_is_none_of_ours_beside_a_town_offers_its_colleges(
    student: UserClient, text: str, place: str
) -> None:
    [answer] = await student.send(text)
    assert answer.text.startswith("Об этом я не знаю")
    assert answer.buttons[0] == f"🔎 Колледжи: {place}"

    await student.click(answer.buttons[0])
    assert place in student.last.text
    assert "1. " in student.last.text


@pytest.mark.parametrize("text", ["центральная россия", "москва выхино", "саров там красиво?"])
async def test_place_alone_is_no_other_matter(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert "Об этом я не знаю" not in found.text


@pytest.mark.parametrize(
    ("text", "opened", "also"),
    [
        ("сколько стоит и есть ли общага", "Дадут ли общежитие?", ["🎓 Сколько это стоит?"]),
        (
            "какие документы и до какого числа",
            "Когда подавать документы?",
            ["🎓 Какие документы для поступления?"],
        ),
        ("общага стипендия что дают", "Дадут ли общежитие?", ["🎓 Платят ли стипендию?"]),
    ],
)
async def test_what_is_asked_besides_is_the_first_button(
    student: UserClient, text: str, opened: str, also: list[str]
) -> None:
    [answer] = await student.send(text)
    assert answer.text.startswith(opened)
    assert answer.buttons[: len(also)] == also

    [other] = await student.click(also[0])
    assert also[0].removeprefix("🎓 ") in other.text
    assert answer.text.startswith(opened)


async def test_all_that_is_asked_at_once_is_within_a_tap(student: UserClient) -> None:
    [answer] = await student.send("я сирота, где жить дадут и кормят ли бесплатно")

    told = [answer.text.splitlines()[0], *(one.removeprefix("🎓 ") for one in answer.buttons[:2])]
    assert {"Кормят ли в колледже?", "Дадут ли общежитие?"} <= set(told)


async def test_one_question_offers_no_other_as_asked(student: UserClient) -> None:
    [answer] = await student.send("дают ли отсрочку от армии")

    assert not [label for label in answer.buttons if label.startswith("🎓")]


async def test_place_to_keep_away_from_leaves_the_other_regions(student: UserClient) -> None:
    [answer] = await student.send("подальше от Москвы")

    assert answer.text.startswith("Не показываю: Москва.")
    assert any(label.startswith("Алтайский край") for label in answer.buttons)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("я не в москве живу", "documents"), ("не хочу на завод", None)],
)
async def test_place_that_is_left_out_does_not_hide_the_question(
    stage: Stage, text: str, answer: str | None
) -> None:
    query = await stage.app.clusters.searches.parse(text)
    asked = replace(query, themes=(Guess("documents", 0.8),))
    guess = themes.overruling(asked, (), is_question=False)

    assert query.excluded
    assert (guess.theme if guess else None) == answer


async def test_search_offered_beside_an_answer_is_of_what_was_read(student: UserClient) -> None:
    [answer] = await student.send("примут иностранца в саратове?")
    assert "Могут ли поступить иностранцы?" in answer.text

    [found] = await student.click(answer.buttons[0])
    assert "Саратов" in found.text
    assert "Не понял" not in found.text


@pytest.mark.parametrize("text", ["иностранцы казань", "иностранцы сварщик"])
async def test_few_words_are_asked_and_searched_for(student: UserClient, text: str) -> None:
    """Whichever stands there, the other is one tap away."""
    [found] = await student.send(text)

    is_asked = "Могут ли поступить иностранцы?" in found.text
    offered = "🔎 Искать: " if is_asked else "🎓 Могут ли поступить иностранцы?"
    assert any(label.startswith(offered) for label in found.buttons)


def query_about(theme: str, probability: float) -> Query:
    word = Part(kind=Kind.UNKNOWN, start=0, end=4, meaning="штук", spelling="штук")
    return Query(text="штук", parts=(word,), themes=(Guess(theme, probability),))


def test_what_may_be_wished_to_be_done_is_offered_first() -> None:
    query = query_about("intent:my-schedule", 0.4)
    meant = themes.meant(query)
    screen = not_understood("штук", query, translator(Language.RU), meant=meant)

    assert meant is Intent.MY_SCHEDULE
    assert screen.text.startswith("<b>Может быть, вы об этом?</b>")
    assert isinstance(screen.markup, InlineKeyboardMarkup)
    assert screen.markup.inline_keyboard[0][0].text == "🗓 Мои сессии"


@pytest.mark.parametrize(
    "query", [query_about("intent:my-schedule", 0.2), query_about("dormitory", 0.4)]
)
def test_what_is_unlikely_or_an_answer_is_nothing_to_do(query: Query) -> None:
    assert themes.meant(query) is None


def test_every_function_of_the_bot_and_of_events_can_be_offered() -> None:
    assert MEANT.keys() >= OF_PROGRAMME
    assert OF_BOT - {Intent.SAVED, Intent.DESK} <= MEANT.keys()


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("программист без математики", "программ"),
        ("повар без математики", "повар"),
        ("на стоматолога", "стоматолог"),
    ],
)
async def test_what_is_read_whole_is_searched_for(
    student: UserClient, text: str, searched: str
) -> None:
    [found] = await student.send(text)

    [first, *_] = found.text.splitlines()
    assert first.startswith("🔎 Ищу: ")
    assert searched in first.casefold()


@pytest.mark.parametrize("text", ["расскажи анекдот про вовочку", "сколько стоит доллар"])
async def test_other_matters_are_said_to_be_none_of_ours(student: UserClient, text: str) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(f"Об этом я не знаю: «{text}»")
    assert "🧩 Помоги выбрать" in found.buttons


PENZA = "Пензенский колледж архитектуры"
CONTACTS = "Откройте карточку по номеру: телефон, сайт и адрес"


@pytest.mark.parametrize(
    ("text", "college"),
    [
        ("телефон Рузаевского института", "Рузаевский институт машиностроения"),
        (
            "сайт саранского электромеханического колледжа",
            "Саранский электромеханический колледж",
        ),
        ("адрес саратовского политехнического колледжа", "Саратовский политехнический колледж"),
        (
            "как связаться с торбеевским колледжем мясной промышленности",
            "Торбеевский колледж мясной и молочной промышленности",
        ),
    ],
)
async def test_contacts_of_the_only_college_of_that_name_are_its_card(
    student: UserClient, text: str, college: str
) -> None:
    [card] = await student.send(text)

    assert f"Базовый колледж: {college}" in card.text
    assert "Сообщить об ошибке" in card.buttons


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("контакты мытищинского колледжа", "Мытищинский колледж"),
        ("телефон приемной комиссии в Пензе", PENZA),
        ("адрес колледжа в Пензе", PENZA),
        ("телефоны медицинских колледжей", "Липецкий медицинский колледж"),
    ],
)
async def test_contacts_of_several_colleges_are_a_list_that_says_where_they_are(
    student: UserClient, text: str, listed: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(CONTACTS)
    assert listed in found.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("телефон Гадюкинского колледжа", "Гадюкинского"),
        ("телефон колледжа Зазеркалье", "Зазеркалье"),
        ("сайт колледжа Хогвартс", "Хогвартс"),
    ],
)
async def test_contacts_of_a_college_on_no_list_name_what_was_not_found(
    student: UserClient, text: str, name: str
) -> None:
    [said] = await student.send(text)

    assert said.text.startswith(f"Колледжа «{name}» в моём списке нет")
    assert "🗺 По региону" in said.buttons


async def test_contacts_of_no_college_in_particular_are_asked_about(student: UserClient) -> None:
    for text in ("телефон любого колледжа", "как доехать до колледжа"):
        [asked] = await student.send(text)
        assert asked.text.startswith("Какого колледжа?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("сколько кластеров в Мордовии", "Республика Мордовия"),
        ("сколько колледжей в Самарской области", "Самарская область"),
        ("сколько медицинских колледжей", "Медицина"),
        ("сколько колледжей медицинских", "Медицина"),
        ("список медицинских колледжей", "Медицина"),
        ("перечень строительных колледжей", "Строительство"),
        ("список колледжей на сварщика в Туле", "Сварщик · Тула"),
        ("список педагогических колледжей Самарской области", "Педагогика · Самарская"),
    ],
)
async def test_how_many_and_which_beside_what_is_named_is_a_search(
    student: UserClient, text: str, told: str
) -> None:
    [found] = await student.send(text)

    first, *others = found.text.splitlines()
    assert first.startswith("🔎 Ищу: ")
    assert told in first
    assert any(line.startswith("1. ") for line in others)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("какие профессии в Саранске", "📍 Саранск"),
        ("на кого можно выучиться в Пензе", "📍 Пенза"),
        ("список профессий Самарской области", "· Самарская область"),
        ("карта колледжей Пензы", "📍 Пенза"),
        ("сварщик на карте", "🔎 Ищу: Сварщик"),
        ("покажи на карте медицинские колледжи", "🔎 Ищу: Медицина"),
    ],
)
async def test_trades_and_map_beside_what_is_named_are_told_above_its_list(
    student: UserClient, text: str, told: str
) -> None:
    [found] = await student.send(text)

    line, _, listed = found.text.partition("\n\n")
    assert line.startswith(("Отрасль колледжа — в его строке", "Карта — по кнопке"))
    assert told in listed.splitlines()[0]
    if line.startswith("Карта"):
        assert "🗺 На карте" in found.buttons


async def test_map_after_a_town_keeps_town_and_trade(student: UserClient) -> None:
    await student.send("Саратов")
    [found] = await student.send("сварщик на карте")

    assert "Сварщик · Саратов" in found.text


@pytest.mark.parametrize(
    "text",
    ["сколько стоит учёба в колледже", "есть ли общежитие в колледже Саранска"],
)
async def test_question_that_only_says_college_stays_a_question(
    student: UserClient, text: str
) -> None:
    [found] = await student.send(text)

    assert "Источник" in found.text
