"""Every question that waits for a text is ended by a button below it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from aiogram.fsm.storage.base import StorageKey

from db.tables import questions
from domain.ids import ClusterId
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, register, session_at

CANCEL = "✕ Отмена"
FILE = b"uid,title,start,end\na,A,2026-12-01T10:00,2026-12-01T11:00\n"

ASKED = [
    ("/settings", ["Указать место"]),
    ("/settings", ["Часовой пояс"]),
    ("/news", ["🔎 Найти"]),
    ("/start cluster_nn-sarov-nuclear", ["Сообщить об ошибке", "Название"]),
    ("/start session_closed", ["🔑 Ввести код"]),
]

BY_ORGANISERS = [
    ("/broadcast", []),
    ("/admin", ["📣 Новое объявление"]),
    ("/admin", ["🗓 Программа", "Загрузить файл"]),
    ("/admin", ["🗓 Программа", "Экспертная сессия", "➕ Сессия"]),
]


async def state_of(stage: Stage, person: UserClient) -> str | None:
    key = StorageKey(bot_id=stage.app.bot.id, chat_id=person.id, user_id=person.id)
    return await stage.app.dispatcher.storage.get_state(key)


async def waits(stage: Stage, person: UserClient) -> bool:
    return await state_of(stage, person) is not None


async def asked(stage: Stage, person: UserClient, command: str, labels: list[str]) -> bool:
    await person.send(command)
    for label in labels:
        await person.click(label)
    return await waits(stage, person) and any(CANCEL in one.buttons for one in person.inbox)


@pytest.fixture
async def programme(stage: Stage) -> None:
    closed = session_at(START + timedelta(days=2), "closed")
    await add_sessions(stage.app.store, session_at(START + timedelta(days=2)), closed)
    async with stage.app.store.write() as tx:
        await tx.admissions.set_code([closed.id], "abcdefghijklm")


@pytest.mark.parametrize(("command", "labels"), ASKED)
async def test_question_is_ended_by_its_button(
    stage: Stage, programme: None, student: UserClient, command: str, labels: list[str]
) -> None:
    await student.send("/start")
    is_asked = await asked(stage, student, command, labels)
    await student.click(CANCEL)

    assert is_asked
    assert "Отменено." in [one.text for one in student.inbox]
    assert not await waits(stage, student)


@pytest.mark.parametrize(("command", "labels"), BY_ORGANISERS)
async def test_question_to_an_organiser_is_ended_by_its_button(
    stage: Stage, programme: None, command: str, labels: list[str]
) -> None:
    organiser = await stage.organiser()
    is_asked = await asked(stage, organiser, command, labels)
    await organiser.click(CANCEL)

    assert is_asked
    assert not await waits(stage, organiser)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Отмена", "ru"),
        ("назад.", "ru"),
        ("Передумала", "ru"),
        ("Cancel", "en"),
        ("go back", "en"),
    ],
)
async def test_question_is_ended_by_words_in_its_place(
    stage: Stage, programme: None, text: str, language: str
) -> None:
    """Else they would be a room, a question to speakers, or a report, said to others."""
    reader = stage.person(language=language)
    await reader.send("/start")
    stage.clock.advance(days=2, minutes=10)
    await reader.send("/start session_a")
    await reader.click("🙋")
    is_asked = await waits(stage, reader)
    await reader.send(text)

    assert is_asked
    assert reader.last.text in {"Отменено.", "Cancelled."}
    assert not await waits(stage, reader)
    async with stage.app.database.read() as connection:
        assert (await connection.execute(sa.select(questions.c.id))).all() == []


@pytest.mark.parametrize(("command", "labels"), ASKED + BY_ORGANISERS)
async def test_every_question_is_ended_by_words(
    stage: Stage, programme: None, command: str, labels: list[str]
) -> None:
    organiser = await stage.organiser()
    is_asked = await asked(stage, organiser, command, labels)
    await organiser.send("отмена")

    assert is_asked
    assert organiser.last.text == "Отменено."
    assert not await waits(stage, organiser)


async def test_words_of_ending_within_an_answer_are_an_answer(
    stage: Stage, programme: None, student: UserClient
) -> None:
    await student.send("/start")
    stage.clock.advance(days=2, minutes=10)
    await student.send("/start session_a")
    await student.click("🙋")
    await student.send("Отмена занятий из-за мороза будет?")

    assert student.last.text.startswith("Спасибо! Вопрос появится")


async def test_old_cancel_button_has_nothing_to_end(stage: Stage, student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    question = student.last
    await student.click(CANCEL)
    await student.press("x", message=question, forged=True)

    assert [one.text for one in student.inbox if one.message_id == question.message_id] == [
        "Отменять нечего: я ничего не жду. Вот главное меню."
    ]


async def test_question_to_speakers_is_cancelled_with_a_button(
    stage: Stage, programme: None, student: UserClient
) -> None:
    stage.clock.advance(days=2, minutes=10)

    assert await asked(stage, student, "/start session_a", ["🙋 Спросить"])


async def test_comment_of_a_rating_is_cancelled_with_a_button(
    stage: Stage, programme: None, student: UserClient
) -> None:
    await student.send("/start")
    await register(stage.app.store, student.id)
    stage.clock.advance(days=2, minutes=70)
    labels = ["⭐ Оценить сессию", "5 ★", "✏️ Добавить комментарий"]
    is_asked = await asked(stage, student, "/start session_a", labels)

    assert is_asked


async def test_questions_about_a_new_event_are_cancelled_with_a_button(
    stage: Stage, programme: None
) -> None:
    """After a file: for its title, then for the place whose time it is in."""
    organiser = await stage.organiser()
    asked_for = []
    for answers in ((), ("Ярмарка",)):
        await organiser.upload("p.csv", FILE)
        await organiser.click("Новое событие")
        for answer in answers:
            await organiser.send(answer)
        asked_for.append(await state_of(stage, organiser))
        await organiser.click(CANCEL)
        assert not await waits(stage, organiser)

    assert asked_for == ["Office:title", "Office:zone"]


async def test_question_about_what_is_gone_or_over_is_asked_no_more(
    stage: Stage, programme: None, student: UserClient
) -> None:
    """Whatever was typed next was refused again and again, until somebody thought of /cancel."""
    assert await asked(stage, student, *ASKED[3])
    async with stage.app.store.write() as tx:
        await tx.clusters.delete([ClusterId("nn-sarov-nuclear")])
    await student.send("Называется иначе")
    gone = student.last.text.split(".")[0], await state_of(stage, student)
    stage.clock.advance(days=2, minutes=10)
    assert await asked(stage, student, "/start session_a", ["🙋 Спросить"])
    stage.clock.advance(days=1)
    await student.send("А общежитие есть?")
    over = await state_of(stage, student)
    await student.send("сварщик")

    assert gone == ("Этого кластера больше нет в списке", None)
    assert over is None
    assert student.last.text.startswith("🔎 Ищу: Сварщик")


async def test_wrong_code_is_told_and_another_one_awaited(
    stage: Stage, programme: None, student: UserClient
) -> None:
    assert await asked(stage, student, *ASKED[4])
    await student.send("zzzzzzzzzzzzz")

    assert student.last.text.split(".")[0] == "Такой код сейчас ничего не открывает"
    assert await waits(stage, student)
