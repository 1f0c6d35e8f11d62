"""What organisers write instead of pressing leads to the desk where it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import opened_office
from tests.handlers.programme.test_sessions import EVENT, NUCLEAR, PLENARY, WELDING, session

TO_SHEET = "Похоже, вы об этой сессии. Что с ней сделать, выберите кнопкой."
TO_DESK = "Не понял, о какой сессии речь. Вот ближайшие, а все — в программе."
TO_CHANGES = "Что перенесли, отменили и добавили"


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    return await opened_office(stage)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("перенеси сессию про сварку на 15:00", "Сварка"),
        ("Сварка переносится на час", "Сварка"),
        ("отмени сварку", "Сварка"),
        ("сессия в 12:00 отменяется", "Сварка"),
        ("сессию 12:00 перенести на 10:00", "Сварка"),
        ("доклад модератора отменяется", "Сварка"),
        ("сколько человек записалось на сварку?", "Сварка"),
        ("как перенести сессию по сварке?", "Сварка"),
        ("поменяй зал у пленарки", "Пленарное заседание"),
        ("пленарное заседание начнётся в 11:00", "Пленарное заседание"),
        ("в зале 1 сессия отменяется", "Пленарное заседание"),
        ("кто придёт на пленарку", "Пленарное заседание"),
        ("отменить сессию атом", "Атом"),
        ("верни сессию атом", "Атом"),
        ("сделай сессию атом закрытой", "Атом"),
        ("увеличь число мест на сварке", "Сварка"),
        ("закрой запись на сварку", "Сварка"),
        ("прикрепи презентацию к сварке", "Сварка"),
        ("список участников сварки", "Сварка"),
        ("какие вопросы задали на пленарке", "Пленарное заседание"),
        ("оценки пленарного", "Пленарное заседание"),
        ("move the session «Сварка» to 3 pm", "Сварка"),
        ("the session at 12:00 is cancelled", "Сварка"),
    ],
)
async def test_session_that_is_named_is_opened_for_editing(
    office: UserClient, text: str, title: str
) -> None:
    [screen] = await office.send(text)

    assert screen.text.splitlines()[:3] == [TO_SHEET, "", title]
    assert screen.buttons[:2] == ["🕒 Перенести", "✏️ Изменить"]


async def test_several_that_may_be_meant_are_chosen_from(stage: Stage, office: UserClient) -> None:
    again = session("again", 26, 14, title="Сварка: разбор")
    over = session("over", 1, 10, title="Сварка")
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([again, over])
    [screen] = await office.send("сварку перенести на 17:00")
    assert (screen.text, screen.buttons) == (
        "Какую сессию открыть?",
        ["25 нояб. 12:00 Сварка", "26 нояб. 14:00 Сварка: разбор", "🗓 Программа"],
    )
    await office.click("26 нояб. 14:00 Сварка: разбор")
    assert office.last.text.startswith("Сварка: разбор")
    [screen] = await office.send("сварка в 14:00 отменяется")
    assert screen.text.splitlines()[2] == "Сварка: разбор"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("перенеси лекцию", TO_DESK),
        ("мастер-класс отменяется", TO_DESK),
        ("переименуй мероприятие", TO_DESK),
        ("перенеси весь день на час", TO_DESK),
        ("напомни всем про лекцию", "Объявление придёт тем, кого вы выберете."),
        ("сессия в 17:30 отменяется", TO_DESK),
        ("отправь всем, что сессия перенесена", "Объявление придёт тем, кого вы выберете."),
        ("сообщи участникам: обед в 13:00", "Объявление придёт тем, кого вы выберете."),
        ("tell everyone that lunch is at 1 pm", "Объявление придёт тем, кого вы выберете."),
    ],
)
async def test_what_names_no_session_leads_to_the_desk(
    office: UserClient, text: str, begins: str
) -> None:
    [screen] = await office.send(text)

    assert screen.text.startswith(begins)
    await office.click(screen.buttons[0])
    assert office.last.text != screen.text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("измени язык", "Выберите язык"),
        ("вопрос спикеру", "Вопрос докладчику"),
        ("список участников", "Анкета"),
        ("поменять специальность", "Можно ли перевестись?"),
        ("какие сессии отменили?", TO_CHANGES),
        ("сварщик казань", "🔎 Ищу"),
        ("сделай рассылку", "Стол организатора"),
    ],
)
async def test_what_everybody_writes_is_answered_as_to_everybody(
    office: UserClient, text: str, begins: str
) -> None:
    [screen] = await office.send(text)

    assert screen.text.startswith(begins)


@pytest.mark.parametrize(
    "text", ["перенеси лекцию", "в зале 1 сессия отменяется", "the lecture is cancelled"]
)
async def test_participants_who_write_so_are_led_to_what_has_changed(
    stage: Stage, office: UserClient, text: str
) -> None:
    person = stage.person()
    await person.send("/start")
    [screen] = await person.send(text)

    assert screen.text.startswith(TO_CHANGES)


async def test_cutter_is_a_trade_and_closes_nothing(stage: Stage, office: UserClient) -> None:
    [trade] = await office.send("закройщик, программа обучения")
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(WELDING, title="Закройщики")])
    stage.clock.advance(minutes=5)
    [sheet] = await office.send("перенеси закройщиков")

    assert TO_DESK not in trade.text
    assert sheet.text.startswith(TO_SHEET)


async def test_short_word_is_no_beginning_of_another(stage: Stage, office: UserClient) -> None:
    """«Класс» of «мастер-класс» opened the session of who speaks for clusters."""
    talk = session("talk", 26, 14, title="Атом", speakers=("Представители кластеров",))
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([talk])
    [screen] = await office.send("перенеси мастер-класс на 15:00")

    assert screen.text.startswith(TO_DESK)


async def test_where_none_is_named_the_next_ones_are_offered(office: UserClient) -> None:
    [screen] = await office.send("перенеси лекцию")

    assert screen.buttons == [
        "25 нояб. 10:00 Пленарное заседание",
        "25 нояб. 12:00 Сварка",
        "26 нояб. 10:00 Атом",
        "🗓 Программа",
    ]


async def test_without_an_event_nothing_is_opened(stage: Stage) -> None:
    organiser = await stage.organiser()
    [screen] = await organiser.send("перенеси лекцию")
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        past = timedelta(days=30)
        await tx.programme.save_sessions(
            [
                replace(one, starts_at=one.starts_at - past, ends_at=one.ends_at - past)
                for one in (PLENARY, WELDING, NUCLEAR)
            ]
        )
    stage.clock.advance(minutes=5)
    [over] = await organiser.send("перенеси сварку")

    assert TO_DESK not in screen.text
    assert TO_SHEET not in over.text
