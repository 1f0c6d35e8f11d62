"""«Помоги выбрать» in the chat: taps, back, stop, results, and the nearest clusters."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.wiring.shared import DATA
from db.tables import conversations
from sandbox.client import Received, UserClient
from services.clusters.questionnaire import load_questionnaire
from tests.handlers.conftest import Stage

QUESTIONS = load_questionnaire(DATA / "choosing.csv").questions
VERSION = load_questionnaire(DATA / "choosing.csv").version


async def answered(person: UserClient, number: int = 0) -> Received:
    """Every question by the same option; one that has fewer of them by its last."""
    await person.send("/choose")
    for question in QUESTIONS:
        flat = [button for row in person.last.rows for button in row]
        await person.press(flat[min(number, len(question.options) - 1)]["callback_data"])
    return person.last


async def test_questions_lead_to_industries_with_a_reason(student: UserClient) -> None:
    await student.send("/start")
    [first] = await student.click("🧩 Помоги выбрать")
    assert first.text.startswith("Помоги выбрать\nНесколько коротких вопросов")
    assert first.text.endswith("1 из 9\nГде вам интереснее?")
    assert first.buttons[-1] == "Пропустить"
    for _ in range(8):
        await student.click("Пропустить")
    assert "9 из 9" in student.last.text
    await student.click("🖥 Разберусь с программой или схемой")

    assert student.last.message_id == first.message_id
    lines = student.last.text.splitlines()
    assert lines[0] == "Вот что может вам подойти"
    assert lines[2:4] == [
        "1. Радиоэлектроника",
        "Вы выбрали: «Разберусь с программой или схемой».",
    ]
    assert student.last.buttons[:2] == [
        "📍 Где учат: Радиоэлектроника",
        "📍 Где учат: Робототехника",
    ]


async def test_back_stop_go_on_and_start_over(student: UserClient) -> None:
    await student.send("/choose")
    assert "Хватит, покажите результат" not in student.last.buttons
    await student.click("💻 За компьютером")
    await student.click("🎨 С красивыми вещами")
    await student.click("‹ Назад")
    assert "2 из 9" in student.last.text
    await student.click("Хватит, покажите результат")
    assert "«За компьютером»" in student.last.text
    await student.click("Продолжить")
    assert "2 из 9" in student.last.text
    await student.click("Хватит, покажите результат")
    await student.click("↻ Сначала")
    assert "1 из 9" in student.last.text


async def test_skipping_everything_still_leads_somewhere(student: UserClient) -> None:
    await student.send("/choose")
    for _ in QUESTIONS:
        await student.click("Пропустить")

    assert student.last.text.startswith("Вы пропустили все вопросы")
    assert "📍 Где учат: Машиностроение" in student.last.buttons
    await student.click("‹ Назад")
    assert "9 из 9" in student.last.text


async def test_industry_asks_for_the_place_and_lists_what_is_near(student: UserClient) -> None:
    await answered(student)
    result = student.last
    label = result.buttons[0]
    industry = label.removeprefix("📍 Где учат: ")
    [asked] = await student.click(label)
    assert asked.text.startswith(f"{industry}: где искать?")
    [again] = await student.send("Зззжжжггг")
    assert again.text.startswith("Такого места в моём списке нет.")
    [found] = await student.send("Саранск")

    assert found.text.splitlines()[0] == "📍 Саранск, Республика Мордовия"
    assert f"Отрасль: {industry}" in found.buttons
    [other] = await student.send("Казань")
    assert "Отрасль: все" in other.buttons


async def test_place_of_several_keeps_the_industry(student: UserClient) -> None:
    await answered(student)
    await student.click(student.last.buttons[0])
    await student.send("Киров")
    await student.click("Киров, Калужская область")

    assert "Отрасль: все" not in student.last.buttons


async def test_location_answers_where_to_look(student: UserClient) -> None:
    await answered(student)
    await student.click(student.last.buttons[0])
    [found] = await student.share_location(56.32867, 44.00205)

    assert "Отрасль: все" not in found.buttons


async def test_home_is_looked_around_at_once(student: UserClient) -> None:
    await student.send("Саранск")
    await student.click("🏠 Запомнить")
    result = await answered(student)
    [found] = await student.click(result.buttons[0])

    assert "Саранск" in found.text.splitlines()[0]
    assert found.message_id != result.message_id


async def test_button_of_another_version_offers_to_start_over(student: UserClient) -> None:
    await student.send("/choose")
    for data in ("g:00000000:11", "gr:00000000:11", f"g:{VERSION}:99", f"g:{VERSION}:{'1' * 12}"):
        await student.press(data, forged=True)
        assert student.last.text.startswith("С тех пор вопросы изменились.")
    await student.click("↻ Сначала")
    assert "1 из 9" in student.last.text


async def test_answers_are_stored_nowhere(stage: Stage, student: UserClient) -> None:
    await answered(student)

    async with stage.app.database.read() as connection:
        kept = (await connection.execute(sa.select(conversations))).all()
    assert kept == []


async def test_english_reader_is_asked_in_english(stage: Stage) -> None:
    person = stage.person(language="en")
    result = await answered(person, 2)

    assert result.text.startswith("This may suit you")
    assert "You chose: “" in result.text
    assert result.buttons[0].startswith("📍 Where: ")


async def test_what_one_likes_stands_above_the_first_question(student: UserClient) -> None:
    [asked] = await student.send("люблю животных, не знаю куда идти")

    assert asked.text.startswith(
        "Из ваших слов напрашивается: Ветеринария, Лесная промышленность."
    )
    assert "1 из 9\nГде вам интереснее?" in asked.text
    assert asked.buttons[:2] == ["🔎 Искать: Ветеринария", "📍 Где учат: Лесная промышленность"]

    [found] = await student.click(asked.buttons[0])
    assert found.text.startswith("🔎 Ищу: Ветеринария")
    await student.click("🌾 На свежем воздухе", message=asked)
    assert any("2 из 9" in one.text for one in student.inbox)


@pytest.mark.parametrize(
    "said", ["за компьютером", "💻 За компьютером", "третье", "3", "мне нравится за компьютером"]
)
async def test_answer_may_be_typed(student: UserClient, said: str) -> None:
    await student.send("помоги выбрать")
    [second] = await student.send(said)
    assert second.text.startswith("2 из 9")

    [third] = await student.send("с людьми")
    assert third.text.startswith("3 из 9")
    [found] = await student.send("хватит")
    assert "Вы выбрали: «С людьми»" in found.text


@pytest.mark.parametrize("said", ["не знаю", "пропустить", "всё равно", "дальше"])
async def test_question_is_skipped_in_words(student: UserClient, said: str) -> None:
    await student.send("/choose")
    [second] = await student.send(said)

    assert second.text.startswith("2 из 9")


async def test_question_before_is_asked_again_in_words(student: UserClient) -> None:
    await student.send("/choose")
    await student.click("🛤 В дороге")
    [third] = await student.send("с техникой")
    assert third.text.startswith("3 из 9")

    [second] = await student.send("назад")
    assert second.text.startswith("2 из 9")


async def test_all_of_it_may_be_typed(student: UserClient) -> None:
    await student.send("/choose")
    for said in (
        "на воздухе",
        "с техникой",
        "робота",
        "физика",
        "самолёт",
        "руками",
        "еду",
        "завод",
    ):
        await student.send(said)
    [found] = await student.send("починю мотоцикл")
    assert "Вы выбрали" in found.text

    [after] = await student.send("с людьми")
    assert "из 9" not in after.text


async def test_option_of_a_later_question_is_understood_with_a_courtesy(
    student: UserClient,
) -> None:
    await student.send("/choose")
    [after] = await student.send("с людьми, пожалуйста")

    assert "3 из 9" in after.text


@pytest.mark.parametrize("between", ["повар Казань", "Тула"])
async def test_after_anything_else_no_question_is_open(student: UserClient, between: str) -> None:
    await student.send("/choose")
    await student.send(between)
    [answer] = await student.send("с людьми")

    assert "из 9" not in answer.text


async def test_trade_is_searched_whatever_was_asked(student: UserClient) -> None:
    await student.send("/choose")
    [found] = await student.send("повар")

    assert found.text.startswith("🔎 Ищу: Повар")


async def test_question_of_an_hour_ago_is_open_no_more(stage: Stage, student: UserClient) -> None:
    await student.send("/choose")
    stage.clock.advance(hours=2)
    [answer] = await student.send("с людьми")

    assert "из 9" not in answer.text


async def test_option_of_a_later_question_skips_to_it(student: UserClient) -> None:
    await student.send("/choose")
    [third] = await student.send("с людьми")
    assert third.text.startswith("3 из 9")

    [found] = await student.send("хватит")
    assert "Вы выбрали: «С людьми»" in found.text
