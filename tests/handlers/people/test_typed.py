"""The bot's own functions, asked for in words instead of commands."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import ORGANISER, Stage
from ui.menu import COMMANDS, ORGANISER_COMMANDS

IN_WORDS = {
    "clusters": ("рядом со мной", "near me"),
    "apply": ("Как поступить", "How to apply"),
    "choose": ("помоги выбрать", "help me choose"),
    "news": ("есть свежие новости?", "any recent news"),
    "program": ("какая программа", "show the programme"),
    "my": ("покажи моё избранное", "show my saved colleges"),
    "settings": ("настройки где", "where are the settings"),
    "privacy": ("кто видит мою переписку", "who can read my messages"),
    "language": ("переключи на английский", "please switch to russian"),
    "help": ("что ты умеешь", "what can you do"),
    "admin": ("зайти в админку", "open the admin panel"),
}
OTHERWISE = {
    "stop": "switches off at once, and words open the screen where that is chosen",
    "cancel": "words end a question only where one is open (test_cancelling)",
    "start": "is pressed before anything is typed",
    "broadcast": "begins an announcement; words lead to the dashboard, where its button stands",
}
"""Commands that no words stand for, and why."""


def test_every_command_has_words_or_says_why_not() -> None:
    assert set(COMMANDS) | set(ORGANISER_COMMANDS) == IN_WORDS.keys() | OTHERWISE.keys()
    assert not IN_WORDS.keys() & OTHERWISE.keys()


@pytest.mark.parametrize("command", IN_WORDS)
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_words_open_what_the_command_opens(
    stage: Stage, command: str, language: str
) -> None:
    asked = IN_WORDS[command][language == "en"]
    owner = stage.person("Ольга", person_id=ORGANISER, language=language)
    await owner.send("/start")
    opened = (await owner.send(f"/{command}"))[-1]
    typed = (await owner.send(asked))[-1]

    if command == "help":  # which also names the tools of organisers
        assert opened.text.startswith(typed.text)
    elif command == "clusters":
        assert typed.text.splitlines()[0] in {"Где вы?", "Where are you?"}
        assert set(typed.buttons) <= set(opened.buttons)
    else:
        assert (typed.text, typed.buttons) == (opened.text, opened.buttons)


@pytest.mark.parametrize(
    "text",
    [
        "хватит присылать мне сообщения",
        "отпишите меня от рассылки",
        "не пиши мне больше",
        "как выключить уведомления",
        "ночью не беспокоить",
    ],
)
async def test_who_wants_no_messages_chooses_it_himself(
    stage: Stage, student: UserClient, text: str
) -> None:
    await student.send("/start")
    before = await stage.user(student)
    [screen] = await student.send(text)

    assert screen.text.startswith("Сам я ничего не отключил.")
    assert "/stop" in screen.text
    assert "⏸ Оставить только важное" in screen.buttons
    assert await stage.user(student) == before


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("удали мои данные", "ru"),
        ("сотри всё что знаешь обо мне", "ru"),
        ("забудь меня", "ru"),
        ("delete everything you know about me", "en"),
    ],
)
async def test_erasing_is_asked_before_it_is_done(stage: Stage, text: str, language: str) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    before = await stage.user(person)
    [asked] = await person.send(text)

    assert asked.buttons == (
        ["Да, удалить", "Не удалять"] if language == "ru" else ["Yes, erase", "Keep my data"]
    )
    assert await stage.user(person) == before


@pytest.mark.parametrize("text", ["где мои напоминания", "напомни мне", "а ты напомнишь?"])
async def test_reminders_are_explained_with_the_ways_to_them(
    student: UserClient, text: str
) -> None:
    [screen] = await student.send(text)
    assert screen.text.startswith("О чём я напоминаю")

    [dates] = await student.click("🔔 Уведомления")
    assert dates.text.startswith("Уведомления")


@pytest.mark.parametrize("text", ["подпиши меня на новости", "на какие новости я подписан"])
async def test_subscriptions_are_opened_by_words(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Подписки на новости")


@pytest.mark.parametrize(
    "text",
    [
        "Я организатор, как мне загрузить расписание мероприятия?",
        "как сделать рассылку участникам",
        "как стать организатором",
    ],
)
async def test_desk_is_for_organisers_and_others_learn_how_to_become_one(
    stage: Stage, student: UserClient, text: str
) -> None:
    [dashboard] = await (await stage.organiser()).send(text)
    [told] = await student.send(text)

    begins = "Похоже, вам сюда." if "рассылку" in text else "Стол организатора"
    assert dashboard.text.startswith(begins)
    assert "вы пока не организатор" in told.text
    assert f"свой id — {student.id}" in told.text
    assert told.buttons == []


async def test_saved_searches_and_favourites_are_told_apart(student: UserClient) -> None:
    none, favourites = await student.send("мои прошлые поиски")
    assert none.text.startswith("Сохранённых поисков у вас пока нет")
    assert favourites.text.startswith("Мои кластеры")

    await student.send("сварщик Казань")
    await student.click("⭐ Сохранить")
    searches, _ = await student.send("мои прошлые поиски")
    assert searches.text.startswith("Мои поиски")


async def test_word_that_a_question_waits_for_opens_nothing(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [unclear] = await student.send("настройки")

    assert unclear.text.startswith("Такого места в моём списке нет:")


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("хочу учить английский язык", "Какие будут предметы?"),
        ("сменить город на Омск", "📍 Омск"),
        ("настройка станков с ЧПУ", "🔎 Ищу:"),
        ("организатор мероприятий", "🔎 Ищу:"),
    ],
)
async def test_words_of_functions_beside_a_wish_are_no_function(
    student: UserClient, text: str, beginning: str
) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith(beginning)


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("напомни мне за полчаса до круглого стола про кадры", "О чём я напоминаю"),
        ("напомни за полчаса до круглого стола", "О чём я напоминаю"),
        ("хочу найти на сессии директоров колледжей из башкирии, познакомиться", "Анкета — это"),
        ("хочу найти директоров колледжей познакомиться", "Анкета — это"),
        ("как поменять в профиле должность, написано преподаватель а я замдиректора", "Настройки"),
    ],
)
async def test_function_that_is_asked_for_yields_to_nothing_that_is_named_beside_it(
    student: UserClient, text: str, beginning: str
) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith(beginning)
