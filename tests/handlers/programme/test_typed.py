"""What participants type rather than press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import goes
from tests.handlers.programme.test_sessions import EVENT, NUCLEAR, PLENARY, session
from ui.menu import COMMANDS, GUESSED, ORGANISER_COMMANDS

of_event = pytest.mark.usefixtures("programme")
LATER = session("later", 27, 9, title="Итоги")


@pytest.fixture
async def programme(stage: Stage) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, NUCLEAR, LATER])


@of_event
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где мой бейдж", "ru"),
        ("мой пропуск", "ru"),
        ("где мой qr на вход", "ru"),
        ("потерял бейджик", "ru"),
        ("where is my badge", "en"),
        ("/badge", "en"),
        ("/ticket", "ru"),
        ("/qr", "ru"),
    ],
)
async def test_badge_is_a_press_away(stage: Stage, text: str, language: str) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [screen] = await person.send(text)

    assert "QR" in screen.text
    await person.click(screen.buttons[0])
    assert any(one.raw.get("photo") for one in person.inbox)


@of_event
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("что изменилось?", "ru"),
        ("что поменялось в расписании", "ru"),
        ("есть изменения в программе?", "ru"),
        ("какие сессии отменили", "ru"),
        ("что нового в программе", "ru"),
        ("какие сессии перенесли?", "ru"),
        ("what has changed in the programme?", "en"),
        ("any changes to the schedule", "en"),
    ],
)
async def test_changes_of_the_programme_are_a_press_away(
    stage: Stage, text: str, language: str
) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [screen] = await person.send(text)
    [label, _] = screen.buttons
    await person.click(label)

    assert person.last.text.startswith(("Изменения: ", "Changes: "))


@of_event
@pytest.mark.parametrize(
    "text",
    [
        "какая программа",
        "что сейчас идёт",
        "во сколько начало",
        "какие мастер классы будут",
        "запишите меня на воркшоп",
        "до скольки будет мероприятие",
    ],
)
async def test_programme_is_opened_by_a_question(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Экспертная сессия")


@of_event
@pytest.mark.parametrize(
    "text",
    [
        "моё расписание",
        "когда моя сессия",
        "где проходит сессия",
        "я не приду",
        "в какой аудитории лекция",
        "где зал",
        "как найти нашу аудиторию",
        "куда идти на мастер-класс",
        "перенесли?",
        "сессию не отменили?",
        "Where is my room?",
        "is my session cancelled?",
    ],
)
async def test_own_schedule_is_opened_by_a_question(student: UserClient, text: str) -> None:
    [empty] = await student.send(text)
    assert empty.text.startswith("Моё расписание пока пусто")
    assert empty.buttons[0] == "‹ Вся программа"

    await student.send("/program")
    await student.click("10:00 Пленарное заседание")
    await student.click("Участвую")
    [mine] = await student.send(text)
    assert "Пленарное заседание" in mine.text
    assert mine.text.startswith("Если не придёте") is (text == "я не приду")


@of_event
async def test_tomorrow_is_the_next_day_of_the_event_that_is_on(
    stage: Stage, student: UserClient
) -> None:
    stage.clock.jump(seconds=(PLENARY.starts_at - stage.clock.now()).total_seconds())
    [screen] = await student.send("во сколько завтра начало")

    assert "26 ноября" in screen.text
    assert "10:00–11:00 Атом" in screen.text


@of_event
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сессии в среду", "25 ноября"),
        ("какие сессии в четверг", "26 ноября"),
        ("сессия в пятницу", "27 ноября"),
        ("sessions on Friday", "27 ноября"),
    ],
)
async def test_weekday_of_sessions_is_the_day_of_the_programme(
    stage: Stage, student: UserClient, text: str, day: str
) -> None:
    stage.clock.jump(seconds=(PLENARY.starts_at - stage.clock.now()).total_seconds() - 86_400)
    [screen] = await student.send(text)

    assert screen.text.startswith("Экспертная сессия")
    assert day in screen.text


@of_event
@pytest.mark.parametrize(
    "text",
    ["оценить сессию", "хочу оценить доклад", "поставить оценку спикеру", "лист ожидания"],
)
async def test_rating_and_waiting_list_are_in_ones_own_schedule(
    stage: Stage, student: UserClient, text: str
) -> None:
    await student.send("/start")
    await goes(stage, student)
    [screen] = await student.send(text)

    assert "Моё расписание" in screen.text
    assert "Пленарное заседание" in screen.text


@of_event
@pytest.mark.parametrize("text", ["Зал 1", "где зал 2", "hall 3"])
async def test_room_opens_the_programme(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Экспертная сессия")


@of_event
async def test_question_that_somebody_waits_for_is_no_question_of_the_programme(
    student: UserClient,
) -> None:
    """A trade beside the words makes it a search."""
    [found] = await student.send("сварщик завтра в Казани")

    assert found.text.startswith("🔎 Ищу: Сварщик")


@of_event
@pytest.mark.parametrize(
    ("text", "said", "way"),
    [
        ("опаздываю минут на 20 пустят?", "Опаздываете — приходите", "‹ Вся программа"),
        ("как задать вопрос спикеру", "Вопрос докладчику", "‹ Вся программа"),
        ("пришлите презентации с выступлений", "Материалы лежат", "‹ Вся программа"),
        ("дадут сертификат участника?", "О сертификатах участникам", "🗓 Мои сессии"),
        ("какой пароль от вайфая", "Этого я не знаю", "🗓 Мои сессии"),
        ("где раздевалка", "Этого я не знаю", "🗓 Мои сессии"),
        ("у кого спросить, где регистрация", "Этого я не знаю", "🗓 Мои сессии"),
        ("добавь сессию в мой календарь", "Расписание в вашем календаре", "📅 Календарь"),
        ("с кем познакомиться", "Анкета — это", "👤 Моя анкета"),
    ],
)
async def test_participant_reads_what_is_known_and_goes_on(
    student: UserClient, text: str, said: str, way: str
) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith(said)
    assert way in screen.buttons
    before = student.visible()
    await student.click(way)
    assert student.visible() != before


@of_event
async def test_who_is_late_sees_the_sessions_that_wait(student: UserClient) -> None:
    await student.send("/program")
    await student.click("10:00 Пленарное заседание")
    await student.click("Участвую")
    [screen] = await student.send("опаздываю на полчаса")

    assert screen.text.startswith("Опаздываете — приходите")
    assert "Пленарное заседание" in screen.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где мой qr на вход", "ru"),
        ("опаздываю минут на 20 пустят?", "ru"),
        ("какие мастер классы будут", "ru"),
        ("записался а теперь не могу прийти как отменить", "ru"),
        ("в какой аудитории лекция", "ru"),
        ("как задать вопрос спикеру", "ru"),
        ("где поесть на форуме", "ru"),
        ("where do I find the agenda for today", "en"),
        ("is there wifi at the venue", "en"),
    ],
)
async def test_without_an_event_that_is_said_with_what_to_do(
    stage: Stage, text: str, language: str
) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [screen] = await person.send(text)

    said, asked = ("Сейчас событий нет", "спросите тех, кто пригласил")
    if language == "en":
        said, asked = ("No events at the moment", "ask those who invited you")
    assert said in screen.text
    assert asked in screen.text


@of_event
@pytest.mark.parametrize(
    "text",
    ["можно ли опаздывать на пары", "есть ли в колледже вайфай", "сертификат или диплом"],
)
async def test_question_of_a_college_is_none_of_the_event(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    known = ("Экспертная сессия", "Опаздываете", "Этого я не знаю", "О сертификатах")
    assert not screen.text.startswith(known)


@of_event
@pytest.mark.parametrize(
    "text", ["Атом", "атом!", "где Атом", "во сколько атом", "Пленарное заседание"]
)
async def test_title_typed_by_who_goes_to_the_event_opens_its_session(
    stage: Stage, student: UserClient, text: str
) -> None:
    await student.send("/start")
    await goes(stage, student)
    [screen] = await student.send(text)

    title = "Пленарное заседание" if "Плен" in text else "Атом"
    assert screen.text.splitlines()[0] == title
    assert "‹ К программе дня" in screen.buttons
    assert ("Добавьте город: «Атом, Казань»" in screen.text) is (title == "Атом")


@of_event
async def test_title_with_a_town_or_of_who_goes_nowhere_or_of_what_is_over_is_searched(
    stage: Stage, student: UserClient
) -> None:
    [stranger] = await student.send("Атом")
    await goes(stage, student)
    await goes(stage, student, to=LATER)
    [with_town] = await student.send("Атом, Саров")
    stage.clock.advance(days=3)
    [over] = await student.send("Атом")

    assert [one.text[:2] for one in (stranger, with_town, over)] == ["🔎 "] * 3


async def test_of_sessions_of_one_title_the_next_is_opened(
    stage: Stage, student: UserClient
) -> None:
    lunches = [session(f"lunch-{day}", day, 13, title="Обед") for day in (25, 26)]
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([*lunches, LATER])
    await student.send("/start")
    await goes(stage, student, to=LATER)
    [first] = await student.send("обед")
    stage.clock.advance(days=2, hours=2)
    [second] = await student.send("обед")

    assert "25 ноября" in first.text
    assert "26 ноября" in second.text


async def test_of_sessions_of_one_title_a_cancelled_one_stands_behind(
    stage: Stage, student: UserClient
) -> None:
    earlier, later = (session(f"lunch-{hour}", 25, hour, title="Обед") for hour in (13, 15))
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([replace(earlier, is_cancelled=True), later, LATER])
    await student.send("/start")
    await goes(stage, student, to=LATER)
    [screen] = await student.send("обед")

    assert "25 ноября, 15:00" in screen.text


@pytest.mark.parametrize("text", ["Помощь", "стоп", "Назад", "Спасибо", "Ещё", "2"])
async def test_command_is_no_title(stage: Stage, student: UserClient, text: str) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([session("a", 25, 13, title=text), LATER])
    await student.send("/start")
    await goes(stage, student, to=LATER)
    [screen] = await student.send(text)

    assert "‹ К программе дня" not in screen.buttons


async def test_town_that_a_search_waits_for_is_no_title(stage: Stage, student: UserClient) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([session("a", 25, 13, title="Пермь"), LATER])
    await student.send("/start")
    await goes(stage, student, to=LATER)
    [named] = await student.send("Пермь")
    await student.send("сварщик")
    [answered] = await student.send("Пермь")
    [colleges] = await student.send("колледжи, Пермь")

    assert "Добавьте это слово: «колледжи, Пермь»" in named.text
    assert "‹ К программе дня" not in colleges.buttons
    assert answered.text.startswith("🔎 Ищу: Сварщик · Пермь")


@of_event
@pytest.mark.parametrize(
    "text", ["я опаздываю", "опоздаю", "Я опоздаю на 10 минут", "running late"]
)
async def test_who_is_late_is_not_told_to_leave(
    stage: Stage, student: UserClient, text: str
) -> None:
    await student.send("/start")
    await goes(stage, student)
    [screen] = await student.send(text)

    assert screen.text.startswith("Опаздываете — приходите: ваше место")


@of_event
@pytest.mark.parametrize(
    "text",
    [
        "я глухой, будет сурдопереводчик?",
        "будут ли субтитры на лекции",
        "нужен сурдоперевод на форуме",
        "можно прийти с ребёнком",
        "Will there be an interpreter?",
        "captions at the event",
    ],
)
async def test_what_the_organisers_know_is_asked_of_them(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Этого я не знаю: здесь помогут организаторы")


@of_event
@pytest.mark.parametrize(
    "text", ["есть ли сурдопереводчик в колледже", "я глухой, куда поступать"]
)
async def test_interpreter_of_a_college_is_asked_of_colleges(
    student: UserClient, text: str
) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Поступление с инвалидностью и ОВЗ")


@of_event
@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/my_sessions", "Моё расписание"),
        ("/calendar", "Расписание в вашем календаре"),
        ("/changes", "Что перенесли, отменили и добавили"),
        ("/agenda", "Экспертная сессия"),
        ("/ask", "Вопрос докладчику"),
        ("/slides", "Материалы"),
        ("/tomorrow", "Экспертная сессия"),
    ],
)
async def test_command_that_participants_guess_is_read_as_it_is_meant(
    student: UserClient, command: str, begins: str
) -> None:
    [screen] = await student.send(command)

    assert screen.text.startswith(begins)


async def test_words_that_commands_stand_for_are_read_for_certain(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    for meant in GUESSED:
        if meant.startswith("/"):
            assert meant[1:] in COMMANDS + ORGANISER_COMMANDS
        else:
            assert (await stage.app.dispatcher["lookup"].read(meant)).is_all_intent, meant


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/stats", "Стол организатора"),
        ("/post", "Новое объявление"),
        ("/upload", "Стол организатора"),
    ],
)
async def test_command_that_organisers_guess_opens_their_desk(
    stage: Stage, command: str, begins: str
) -> None:
    organiser = await stage.organiser()
    await organiser.send(command)

    assert organiser.last.text.startswith(begins)


async def test_guessed_command_ends_the_wait_for_a_text_as_any_other(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    await student.send("/badge")
    [found] = await student.send("Саранск")

    assert found.text.startswith("📍 Саранск")
