"""What participants type rather than press."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.test_sessions import EVENT, NUCLEAR, PLENARY, session

pytestmark = pytest.mark.usefixtures("programme")
LATER = session("later", 27, 9, title="Итоги")


@pytest.fixture
async def programme(stage: Stage) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, NUCLEAR, LATER])


@pytest.mark.parametrize(
    ("text", "language"),
    [("где мой бейдж", "ru"), ("мой пропуск", "ru"), ("where is my badge", "en")],
)
async def test_badge_is_a_press_away(stage: Stage, text: str, language: str) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [screen] = await person.send(text)

    assert "QR" in screen.text
    await person.click(screen.buttons[0])
    assert any(one.raw.get("photo") for one in person.inbox)


@pytest.mark.parametrize("text", ["какая программа", "что сейчас идёт", "во сколько начало"])
async def test_programme_is_opened_by_a_question(student: UserClient, text: str) -> None:
    [screen] = await student.send(text)

    assert screen.text.startswith("Экспертная сессия")


@pytest.mark.parametrize(
    "text", ["моё расписание", "когда моя сессия", "где проходит сессия", "я не приду"]
)
async def test_own_schedule_is_opened_by_a_question(student: UserClient, text: str) -> None:
    [empty] = await student.send(text)
    assert empty.text.startswith("Моё расписание пока пусто")

    await student.send("/program")
    await student.click("10:00 Пленарное заседание")
    await student.click("Участвую")
    [mine] = await student.send(text)
    assert "Пленарное заседание" in mine.text
    assert mine.text.startswith("Если не придёте") is (text == "я не приду")


async def test_tomorrow_is_the_next_day_of_the_event_that_is_on(
    stage: Stage, student: UserClient
) -> None:
    stage.clock.jump(seconds=(PLENARY.starts_at - stage.clock.now()).total_seconds())
    [screen] = await student.send("во сколько завтра начало")

    assert "26 ноября" in screen.text
    assert "10:00–11:00 Атом" in screen.text


async def test_question_that_somebody_waits_for_is_no_question_of_the_programme(
    student: UserClient,
) -> None:
    """A trade beside the words makes it a search."""
    [found] = await student.send("сварщик завтра в Казани")

    assert found.text.startswith("🔎 Ищу: Сварщик")
