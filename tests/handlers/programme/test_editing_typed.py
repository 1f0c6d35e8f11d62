"""What organisers write instead of pressing leads to the desk where it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import opened_office, stored
from tests.handlers.programme.test_sessions import (
    EVENT,
    MOSCOW,
    NUCLEAR,
    PLENARY,
    WELDING,
    session,
)

TO_SHEET = "Похоже, вы об этой сессии. Что с ней сделать, выберите кнопкой."
TO_DESK = "Не понял, о какой сессии речь. Вот ближайшие, а все — в программе."
TO_CHANGES = "Что перенесли, отменили и добавили"


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    return await opened_office(stage)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("перенеси сварку", "Сварка"),
        ("перенеси сварку на вечер", "Сварка"),
        ("отмени запись на сварку", "Сварка"),
        ("добавь спикера на сварку", "Сварка"),
        ("сколько человек записалось на сварку?", "Сварка"),
        ("как перенести сессию по сварке?", "Сварка"),
        ("поменяй зал у пленарки", "Пленарное заседание"),
        ("кто придёт на пленарку", "Пленарное заседание"),
        ("верни сессию атом", "Атом"),
        ("сделай сессию атом закрытой", "Атом"),
        ("увеличь число мест на сварке", "Сварка"),
        ("закрой запись на сварку", "Сварка"),
        ("прикрепи презентацию к сварке", "Сварка"),
        ("список участников сварки", "Сварка"),
        ("какие вопросы задали на пленарке", "Пленарное заседание"),
        ("оценки пленарного", "Пленарное заседание"),
    ],
)
async def test_session_that_is_named_is_opened_for_editing(
    office: UserClient, text: str, title: str
) -> None:
    [screen] = await office.send(text)

    assert screen.text.splitlines()[:3] == [TO_SHEET, "", title]
    assert screen.buttons[:2] == ["🕒 Перенести", "✏️ Изменить"]


MOVED_TO_THREE = "🕒 25 ноября, 12:00–13:00 → 25 ноября, 15:00–16:00"


@pytest.mark.parametrize(
    ("text", "title", "change"),
    [
        ("перенеси сессию про сварку на 15:00", "Сварка", MOVED_TO_THREE),
        ("ой, лекцию «Сварка» на 15:00", "Сварка", MOVED_TO_THREE),
        ("move the session «Сварка» to 3 pm", "Сварка", MOVED_TO_THREE),
        ("сессию 12:00 перенести на 15:00", "Сварка", MOVED_TO_THREE),
        ("перенеси сварку с 12:00 на 15:00", "Сварка", MOVED_TO_THREE),
        ("перенеси сварку на три часа позже", "Сварка", MOVED_TO_THREE),
        ("Сварка переносится на три часа дня", "Сварка", MOVED_TO_THREE),
        ("Сварка переносится на час", "Сварка", "13:00–14:00"),
        ("сдвинь сварку на полчаса раньше", "Сварка", "11:30–12:30"),
        ("перенеси сварку на четверг", "Сварка", "26 ноября, 12:00–13:00"),
        ("перенеси сварку на четверг в 15", "Сварка", "26 ноября, 15:00–16:00"),
        ("перенеси сварку на 26 ноября с 10 до 12", "Сварка", "26 ноября, 10:00–12:00"),
        ("пленарное заседание начнётся в 11:00", "Пленарное заседание", "11:00–12:00"),
        ("продли сварку на полчаса", "Сварка", "12:00–13:30"),
        ("сократи сварку до 12:40", "Сварка", "12:00–12:40"),
        ("перенеси сварку в зал 1", "Сварка", "Зал 1"),
        ("поменяй зал сварки на Малый зал", "Сварка", "Малый зал"),
        ("увеличь число мест на сварке до 40", "Сварка", "40"),
        ("отмени сварку", "Сварка", "❌ Отменено"),
        ("пленарка отменена", "Пленарное заседание", "❌ Отменено"),
        ("сварки не будет", "Сварка", "❌ Отменено"),
        ("мест на сварке 30", "Сварка", "30"),
        ("поставь сварку на 15:00", "Сварка", MOVED_TO_THREE),
        ("сварку сокращаем до 40 минут", "Сварка", "12:00–12:40"),
        ("на сварке теперь 30 мест", "Сварка", "30"),
        ("исправь время сварки на 15:00", "Сварка", MOVED_TO_THREE),
        ("сварка начнётся в 15:00", "Сварка", MOVED_TO_THREE),
        ("закончим сварку в 12:40", "Сварка", "12:00–12:40"),
        ("сессия в 12:00 отменяется", "Сварка", "❌ Отменено"),
        ("доклад модератора отменяется", "Сварка", "❌ Отменено"),
        ("в зале 1 сессия отменяется", "Пленарное заседание", "❌ Отменено"),
        ("отменить сессию атом", "Атом", "❌ Отменено"),
        ("отмена сессии атом", "Атом", "❌ Отменено"),
        ("the session at 12:00 is cancelled", "Сварка", "❌ Отменено"),
    ],
)
async def test_what_is_wanted_of_a_session_is_asked_about(
    stage: Stage, office: UserClient, text: str, title: str, change: str
) -> None:
    before = [await stored(stage, name) for name in ("plenary", "welding", "nuclear")]
    [screen] = await office.send(text)

    assert screen.text.splitlines()[:2] == [title, "Сохранить?"]
    assert change in screen.text
    assert [await stored(stage, name) for name in ("plenary", "welding", "nuclear")] == before


async def test_moved_session_is_saved_by_one_press(stage: Stage, office: UserClient) -> None:
    await office.send("перенеси сварку на завтра в 15")
    await office.send("отмени сварку")
    [screen] = await office.send("нет, сварку перенеси на 16:00")
    assert "❌" not in screen.text
    await office.click(screen.buttons[0])

    moved = await stored(stage, "welding")
    assert (moved.starts_at.astimezone(MOSCOW).hour, moved.is_cancelled) == (16, False)


async def test_moment_that_has_passed_is_told_above_the_sheet(
    stage: Stage, office: UserClient
) -> None:
    stage.clock.jump(seconds=(PLENARY.ends_at - stage.clock.now()).total_seconds())
    [screen] = await office.send("перенеси сварку на 10:00")

    assert screen.text.splitlines()[:3] == [
        "Это время уже прошло. Назначьте другое кнопкой «Перенести».",
        "",
        "Сварка",
    ]
    assert screen.buttons[0] == "🕒 Перенести"


@pytest.mark.parametrize(
    "text", ["оценки пленарки", "кто не пришёл на пленарку", "список участников пленарки"]
)
async def test_what_is_asked_of_a_session_that_is_over_is_told(
    stage: Stage, office: UserClient, text: str
) -> None:
    stage.clock.jump(days=5)
    [screen] = await office.send(text)

    assert screen.text.splitlines()[:3] == [TO_SHEET, "", "Пленарное заседание"]


@pytest.mark.parametrize(
    "text",
    [
        "удалённая работа",
        "изменения климата",
        "заменитель сахара",
        "отменная практика",
        "можно работать удаленно",
    ],
)
async def test_nouns_change_nothing(stage: Stage, office: UserClient, text: str) -> None:
    about = session("about", 26, 14, title="Климат, сахар, практика и первая работа")
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([about])
    [screen] = await office.send(text)

    assert not screen.text.startswith((TO_SHEET, TO_DESK, about.title))


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
    assert screen.text.splitlines()[0] == "Сварка: разбор"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("перенеси лекцию", TO_DESK),
        ("поменяй зал", TO_DESK),
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
