from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage

MENU_RU = [
    ["🧭 Кластеры рядом", "📰 Новости"],
    ["🎓 Как поступить", "🧩 Помоги выбрать"],
    ["🗓 Программа", "⚙️ Настройки"],
]
MENU_EN = [
    ["🧭 Clusters nearby", "📰 News"],
    ["🎓 How to apply", "🧩 Help me choose"],
    ["🗓 Programme", "⚙️ Settings"],
]


@pytest.mark.parametrize(
    ("code", "greeting", "menu"),
    [
        ("ru", "Здравствуйте, Мария!", MENU_RU),
        ("be", "Здравствуйте, Мария!", MENU_RU),
        ("kk", "Здравствуйте, Мария!", MENU_RU),
        ("uk", "Здравствуйте, Мария!", MENU_RU),
        ("en-GB", "Hello, Мария!", MENU_EN),
        ("de", "Hello, Мария!", MENU_EN),
    ],
)
async def test_start_greets_in_the_language_of_the_client(
    stage: Stage, code: str, greeting: str, menu: list[list[str]]
) -> None:
    person = stage.person(language=code)

    [hello] = await person.send("/start")

    assert hello.text.startswith(greeting)
    assert person.keyboard == menu


async def test_start_name_with_markup_is_shown_as_written(stage: Stage) -> None:
    person = stage.person("<b>Ия</b> & <3")

    [hello] = await person.send("/start")

    assert hello.text.startswith("Здравствуйте, <b>Ия</b> & <3!")


async def test_language_chosen_wins_over_the_client(stage: Stage) -> None:
    person = stage.person(language="de")
    await person.send("/language")

    [menu] = await person.click("Русский")

    assert menu.text == "Главное меню. Нажмите кнопку или напишите свой город."
    assert (person.toast, person.keyboard) == ("Сохранено", MENU_RU)
    [hello] = await person.send("/start")
    assert hello.text.startswith("Здравствуйте")


async def test_deep_link_opens_the_card(student: UserClient) -> None:
    hello, card = await student.send("/start cluster_nn-sarov-nuclear")

    assert hello.text.startswith("Здравствуйте")
    assert card.text.startswith("Кластер «Атомная отрасль» (Саров)")


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ("cluster_nobody", "Этого кластера больше нет в списке. Вот свежее меню."),
        ("cluster_", "Ссылка не открылась: того, на что она ведёт, больше нет."),
        ("person_1", "Ссылка не открылась: того, на что она ведёт, больше нет."),
        ("'; drop table users;--", "Ссылка не открылась: того, на что она ведёт, больше нет."),
    ],
)
async def test_deep_link_to_nothing_gives_the_menu(
    student: UserClient, payload: str, answer: str
) -> None:
    [reply] = await student.send(f"/start {payload}")

    assert reply.text.startswith(answer)
    assert student.keyboard == MENU_RU


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("/help", "Что я умею"),
        ("/news", "Новости"),
        ("📰 Новости", "Новости"),
        ("новости", "Новости"),
        ("Настройки", "Настройки"),
        ("clusters nearby", "Где искать?"),
        ("/program", "Программа"),
        ("🗓 Programme", "Программа"),
        ("/my", "Мои кластеры"),
        ("/settings", "Настройки"),
        ("⚙️ Settings", "Настройки"),
        ("/privacy", "Что хранит бот"),
        ("/clusters", "Где искать?"),
        ("🧭 Clusters nearby", "Где искать?"),
        ("/nonsense", "Такой команды нет. Все команды — /help."),
        ("/foo", "Такой команды нет. Все команды — /help."),
        ("/progam", "Такой команды нет. Может быть, /program? Все команды — /help."),
        ("/calendar", "Программа"),
        ("/programme", "Программа"),
        ("/my_sessions", "Программа"),
        ("/Schedule@profkompas_bot завтра", "Программа"),
        ("/lang", "Выберите язык"),
        ("/find", "Где искать?"),
        ("/stats", "Это только для организаторов."),
        ("/menu", "Главное меню"),
        ("/Setings@profkompas_bot", "Настройки"),
    ],
)
async def test_every_command_and_button_is_answered(
    student: UserClient, text: str, beginning: str
) -> None:
    [reply] = await student.send(text)

    assert reply.text.startswith(beginning)


async def test_words_of_the_menu_are_an_answer_where_one_is_awaited(student: UserClient) -> None:
    """A college may be called «Новости»; the button itself still ends the question."""
    await student.send("/settings")
    await student.click("Указать место")
    [asked] = await student.send("по отрасли")
    assert asked.text.startswith("Такого места в моём списке нет:")
    [news] = await student.send("📰 Новости")
    assert news.text.startswith("Новости")


async def test_cancel_says_whether_there_was_anything_to_cancel(student: UserClient) -> None:
    [nothing] = await student.send("/cancel")
    await student.send("/settings")
    await student.click("Указать место")
    [cancelled] = await student.send("/cancel")
    [after] = await student.send("Саранск")

    assert nothing.text == "Отменять нечего: я ничего не жду. Вот главное меню."
    assert cancelled.text == "Отменено."
    assert after.text.startswith("📍 Саранск, Республика Мордовия")


async def test_person_who_blocked_and_returned_is_reachable_again(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    await student.block()
    blocked = await _unreachable(stage, student)
    await student.unblock()

    assert (blocked, await _unreachable(stage, student)) == (True, False)


async def test_stop_is_confirmed_and_start_takes_it_back(
    stage: Stage, student: UserClient
) -> None:
    [confirmed] = await student.send("/stop")
    stopped = await _stopped(stage, student)
    await student.send("/start")

    assert confirmed.text.startswith("Хорошо: сам я больше писать не буду.")
    assert (stopped, await _stopped(stage, student)) == (True, False)


async def _unreachable(stage: Stage, person: UserClient) -> bool:
    return (await stage.user(person)).unreachable_at is not None


async def _stopped(stage: Stage, person: UserClient) -> bool:
    return (await stage.user(person)).stopped_at is not None


async def test_help_names_the_desk_to_organisers_only(stage: Stage, student: UserClient) -> None:
    organiser = await stage.organiser()
    [of_organiser] = await organiser.send("/help")
    [of_student] = await student.send("/help")

    assert "/admin" in of_organiser.text
    assert "/admin" not in of_student.text


async def test_start_shows_their_tools_to_organisers_only(
    stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    [of_student] = await student.send("/start")

    assert organiser.last.text.startswith("Здравствуйте, Ольга!")
    assert organiser.last.text.splitlines()[-3:] == [
        "Организаторам",
        "• /admin — стол организатора: объявления, новости, программа, вход, вопросы и оценки, "
        "кластеры, ответы",
        "• /broadcast — новое объявление",
    ]
    assert organiser.keyboard == MENU_RU
    assert "/admin" not in of_student.text


@pytest.mark.parametrize("text", ["привет", "Добрый день!", "Здравствуйте 👋", "Hello", "хай)"])
async def test_greeting_is_returned(student: UserClient, text: str) -> None:
    [reply] = await student.send(text)
    assert reply.text.startswith("Здравствуйте, Мария!")


@pytest.mark.parametrize("text", ["Спасибо!", "большое спасибо", "спс", "thank you 🙏"])
async def test_thanks_are_taken(student: UserClient, text: str) -> None:
    [reply] = await student.send(text)
    assert reply.text.startswith("Пожалуйста!")


async def test_courtesy_beside_a_question_is_no_whole_message(student: UserClient) -> None:
    [reply] = await student.send("Привет! Саранск")
    assert "Саранск" in reply.text


async def test_courtesy_is_an_answer_where_one_is_awaited(student: UserClient) -> None:
    await student.send("/news")
    await student.click("🔎 Найти")
    [reply] = await student.send("спасибо")
    assert "спасибо" in reply.text


@pytest.mark.parametrize("text", ["не надо", "Отстань!", "не интересно", "пока"])
async def test_who_refuses_or_leaves_is_not_told_that_he_is_welcome(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)
    [thanked] = await student.send("спасибо")

    assert answer.text == "Хорошо. Понадоблюсь — напишите город или профессию."
    assert thanked.text.startswith("Пожалуйста!")
