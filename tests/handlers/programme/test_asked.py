"""What people who go to an event ask of it in words: a session, an hour, a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import goes
from tests.handlers.programme.test_sessions import EVENT, MOSCOW, session

PLENARY = session("plenary", 25, 10, title="Пленарное заседание: первый год", room="Зал 1")
WELDING = session("welding", 25, 12, title="Сварка: наставник", room="Зал А", track="Сварка")
WELDING_TOO = session("welding-2", 26, 12, title="Сварка: станки", room="Зал А", track="Сварка")
NUCLEAR = session("nuclear", 26, 10, title="Атом и ИТ", room="Зал Б", speakers=("Модератор",))
TOUR = session("tour", 27, 15, title="Экскурсия на предприятие", room="Автобус", capacity=1)
PARTY = session("party", 25, 18, title="Ужин")
SESSIONS = [PLENARY, WELDING, WELDING_TOO, NUCLEAR, TOUR, PARTY]

SEVERAL = "Вот что есть об этом в программе:"
CARDS = {one.id: one.title for one in SESSIONS}


@pytest.fixture
async def guest(stage: Stage) -> UserClient:
    """Who goes to the plenary and to the second session on welding; ten minutes before the first
    one begins."""
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions(SESSIONS)
    guest = stage.person()
    await guest.send("/start")
    await goes(stage, guest, to=PLENARY)
    await goes(stage, guest, to=WELDING_TOO)
    at(stage, 25, 9, 50)
    return guest


def at(stage: Stage, day: int, hour: int, minute: int = 0) -> None:
    then = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    stage.clock.jump(seconds=(then - stage.clock.now()).total_seconds())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("где пленарка", PLENARY.title),
        ("во сколько пленарное", PLENARY.title),
        ("ну это когда там у нас начинается эта пленарка", PLENARY.title),
        ("пленарое заседание", PLENARY.title),
        ("кто ведёт пленарку?", PLENARY.title),
        ("сколько идёт пленарка", PLENARY.title),
        ("экскурсия", TOUR.title),
        ("скока мест на экскурсии", TOUR.title),
        ("когда экскурсия и что с собой брать", TOUR.title),
        ("сколько человек идёт на экскурсию", TOUR.title),
        ("что взять на экскурсию", TOUR.title),
        ("есть места на экскурсию?", TOUR.title),
        ("когда автобус", TOUR.title),
        ("кто модератор ит", NUCLEAR.title),
        ("где атом", NUCLEAR.title),
        ("где сварка завтра", WELDING_TOO.title),
        ("во сколько ужин", PARTY.title),
        ("what time is the «Ужин»", PARTY.title),
    ],
)
async def test_session_that_is_asked_about_is_opened(
    guest: UserClient, text: str, title: str
) -> None:
    [card] = await guest.send(text)

    assert card.text.splitlines()[0] == title


@pytest.mark.parametrize(
    ("text", "lead", "title"),
    [
        ("запиши меня на экскурсию", "Запись — кнопкой «Участвую»", TOUR.title),
        ("хочу на ужин, зарегистрируйте", "Запись — кнопкой «Участвую»", PARTY.title),
        ("отпиши меня от сварки", "Отменит запись кнопка «Не пойду»", WELDING_TOO.title),
        ("отмени мою запись на сварку", "Отменит запись кнопка «Не пойду»", WELDING_TOO.title),
        ("не смогу прийти на пленарку", "Отменит запись кнопка «Не пойду»", PLENARY.title),
        ("отпиши меня от ужина", "На эту сессию вы не записаны", PARTY.title),
        ("вопрос модератору ит", "Вопросы докладчику принимаю", NUCLEAR.title),
        ("хочу задать вопрос на пленарке", "Вопрос докладчику — кнопкой", PLENARY.title),
        ("материалы пленарки", "Материалов к этой сессии пока нет", PLENARY.title),
        ("напомни про пленарку за час", "За сколько напомнить", PLENARY.title),
        ("напомни про ужин", "Напоминаю о сессиях, на которые", PARTY.title),
        ("оценить пленарку", "Оценить сессию можно, когда", PLENARY.title),
    ],
)
async def test_what_is_wished_of_a_session_is_told_by_its_button(
    stage: Stage, guest: UserClient, text: str, lead: str, title: str
) -> None:
    at(stage, 24, 20)
    at(stage, 25, 9)
    async with stage.app.store.read() as tx:
        before = await tx.registrations.schedule_of(guest.id)  # type: ignore[arg-type]  # a number
    [card] = await guest.send(text)

    assert card.text.startswith(lead)
    assert card.text.split("\n\n")[1].splitlines()[0] == title
    async with stage.app.store.read() as tx:
        assert await tx.registrations.schedule_of(guest.id) == before  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("где сварка", [WELDING, WELDING_TOO]),
        ("все сессии по сварке", [WELDING, WELDING_TOO]),
        ("что в зале А", [WELDING, WELDING_TOO]),
        ("зал б", [NUCLEAR]),
        ("поменяй мне сварку на атом", [WELDING, NUCLEAR, WELDING_TOO]),
        ("сегодня в 12", [WELDING]),
        ("что вечером", [PARTY]),
        ("что сегодня в 6 вечера", [PARTY]),
        ("завтра в 10", [NUCLEAR]),
        ("завтра после обеда", [WELDING_TOO]),
        ("что после пленарки", [WELDING]),
    ],
)
async def test_sessions_that_may_be_meant_are_listed(
    guest: UserClient, text: str, titles: list[object]
) -> None:
    [screen] = await guest.send(text)

    shown = [one for one in SESSIONS if one.title in screen.text]
    assert sorted(one.id for one in shown) == sorted(one.id for one in titles)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", "25 ноября"),
        ("послезавтра", "27 ноября"),
        ("расписание на пятницу", "27 ноября"),
        ("26 ноября", "26 ноября"),
        ("кто выступает завтра", "26 ноября"),
        ("как записаться", "25 ноября"),
        ("есть ещё места", "25 ноября"),
        ("когда обед", "25 ноября"),
    ],
)
async def test_day_that_is_asked_about_is_shown(guest: UserClient, text: str, day: str) -> None:
    [screen] = await guest.send(text)

    assert f", {day} · время" in screen.text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("куда идти", "Моё расписание"),
        ("куда мне сейчас", "Моё расписание"),
        ("где это будет", "Моё расписание"),
        ("что дальше", "Экспертная сессия\nОбновлено"),
        ("когда закончится", "Экспертная сессия\nОбновлено"),
        ("отметьте меня, я пришёл", "Отметят вас на входе"),
        ("я на месте", "Отметят вас на входе"),
        ("пришли программу файлом", "«Экспертная сессия»: программа файлом"),
        ("скачать программу pdf", "«Экспертная сессия»: программа файлом"),
    ],
)
async def test_who_goes_to_the_event_that_is_on_asks_of_it(
    stage: Stage, guest: UserClient, text: str, begins: str
) -> None:
    at(stage, 25, 10, 20)
    [screen] = await guest.send(text)

    assert screen.text.startswith(begins)


@pytest.mark.parametrize(
    "text", ["куда идти", "что дальше", "сегодня", "где сварка", "я на месте"]
)
async def test_who_goes_to_no_event_asks_of_something_else(
    stage: Stage, guest: UserClient, text: str
) -> None:
    student = stage.person()
    await student.send("/start")
    [screen, *_] = await student.send(text)
    first = screen.text.splitlines()[0]

    assert first not in {*CARDS.values(), SEVERAL, "Моё расписание", "Экспертная сессия"}
    assert not screen.text.startswith("Отметят")


@pytest.mark.parametrize(
    "text",
    [
        "где учат сварке",
        "запишите меня в колледж на сварку",
        "экскурсия в колледж",
        "сколько мест на сварщика",
        "сварка казань",
        "где экскурсия в казани",
        "когда экскурсия на завод",
        "знакомства",
        "хочу узнать про наставника",
        "заканчиваю 9 класс",
        "Добрый вечер! Подскажите пожалуйста",
        "пока, до завтра",
        "дальше",
        "спасибо",
        "в зале 1 сессия отменяется",
    ],
)
async def test_text_that_says_more_is_of_no_session(guest: UserClient, text: str) -> None:
    [screen, *_] = await guest.send(text)

    assert screen.text.splitlines()[0] not in {*CARDS.values(), SEVERAL}


async def test_sessions_that_are_over_are_rated(stage: Stage, guest: UserClient) -> None:
    at(stage, 25, 13)
    [screen] = await guest.send("хочу оставить отзыв")
    assert (screen.text, screen.buttons[0]) == ("Что оценить?", PLENARY.title)
    await guest.click(PLENARY.title)

    [card] = await guest.send("оценить пленарку")
    assert card.text.startswith("Оценить сессию — кнопкой ниже.")


async def test_full_session_and_one_that_is_over_are_not_promised(
    stage: Stage, guest: UserClient
) -> None:
    other = stage.person()
    await other.send("/start")
    await goes(stage, other, to=TOUR)
    at(stage, 25, 13, 30)
    [full] = await guest.send("запиши меня на экскурсию")
    [over] = await other.send("запиши меня на пленарку")

    assert full.text.startswith("Мест нет. В лист ожидания — кнопкой ниже")
    assert "Встать в лист ожидания" in full.buttons
    assert over.text.startswith("Эта сессия уже закончилась.")


async def test_cancelled_session_is_opened_where_no_other_is_named(
    stage: Stage, guest: UserClient
) -> None:
    off = replace(WELDING, is_cancelled=True)
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([off, replace(PARTY, is_cancelled=True)])
    [held] = await guest.send("где сварка")
    [card] = await guest.send("во сколько ужин")

    assert held.text.splitlines()[0] == WELDING_TOO.title
    assert card.text.splitlines()[:2] == [PARTY.title, "❌ Отменено"]


async def test_who_may_have_looked_for_colleges_is_told_how_to(guest: UserClient) -> None:
    [card] = await guest.send("где сварка завтра")

    assert card.text.splitlines()[-1].startswith("🔎 Это сессия вашего события.")


async def test_organiser_goes_to_sessions_too(stage: Stage, guest: UserClient) -> None:
    organiser = await stage.organiser()
    [card] = await organiser.send("отмени мою запись на пленарку")
    [other] = await organiser.send("запиши меня на экскурсию")

    assert card.text.startswith("На эту сессию вы не записаны")
    assert other.text.startswith("Запись — кнопкой")


async def test_before_the_event_is_near_nothing_of_the_day_is_of_it(
    stage: Stage, guest: UserClient
) -> None:
    stage.clock.jump(seconds=-timedelta(days=2).total_seconds())
    [screen, *_] = await guest.send("куда идти")

    assert not screen.text.startswith("Моё расписание")
