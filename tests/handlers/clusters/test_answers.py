"""«Как поступить»: reading, asking in one's own words, and editing by organisers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.clusters.answers import (
    ANSWER_UNITS,
    QUESTION_UNITS,
    SOURCE_UNITS,
    SOURCES_LIMIT,
)
from domain.outbox import (
    OutboxState,
)
from domain.people.admission_dates import AdmissionDate, next_on, reminder_at
from domain.texts import utf16_units
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from ui.formatting import MESSAGE_UNITS


async def test_menu_leads_through_sections_to_an_answer_with_its_source(
    student: UserClient,
) -> None:
    await student.send("/start")
    await student.click("🎓 Как поступить")
    assert student.last.buttons == [
        "О программе · 3",
        "Поступление · 23",
        "Учёба и жизнь · 14",
        "После колледжа · 7",
        "🧭 Кого спросить: колледжи рядом",
    ]
    await student.click("Учёба и жизнь · 14")
    await student.click("Дадут ли общежитие?")

    lines = student.last.text.splitlines()
    assert lines[0] == "Дадут ли общежитие?"
    assert "Спросите о нём до подачи документов." in lines[4]
    assert lines[-2].startswith("Источник: Закон № 273-ФЗ")
    assert lines[-1] == "Проверено 23 ноября 2026\u202fг."
    assert student.last.buttons == [
        "Кто присмотрит вдали от дома?",
        "Платят ли стипендию?",
        "🧭 Кого спросить: колледжи рядом",
        "‹ Другие вопросы",
    ]
    await student.click("‹ Другие вопросы")
    await student.click("‹ Все разделы")
    assert student.last.text.startswith("Как поступить")


async def test_english_reader_reads_answers_in_english(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.send("/apply")
    await person.click("After college · 7")
    await person.click("Is military service deferred?")

    assert "Yes, for full-time students" in person.last.text
    assert person.last.text.splitlines()[-1] == "Checked on 23 November 2026"


@pytest.mark.parametrize("text", ["дают ли общежитие?", "общага", "Общижитие", "j,ot;bnbt"])
async def test_typed_question_opens_its_answer(student: UserClient, text: str) -> None:
    [reply] = await student.send(text)

    assert reply.text.startswith("Дадут ли общежитие?")


async def test_question_with_several_answers_opens_the_best_and_offers_the_others(
    student: UserClient,
) -> None:
    [reply] = await student.send("нужен ли егэ")

    assert reply.text.startswith("Нужен ли ЕГЭ? Какой проходной балл?")
    assert "После какого класса поступать?" in reply.buttons


async def test_card_leads_to_the_questions_and_stays(student: UserClient) -> None:
    [_, card] = await student.send("/start cluster_nn-sarov-nuclear")
    [sections] = await student.click("🎓 Как поступить")

    assert sections.message_id != card.message_id
    assert sections.text.startswith("Как поступить")


async def test_whom_to_ask_are_the_clusters_near_home_or_the_question_where(
    student: UserClient,
) -> None:
    await student.send("/apply")
    [asked] = await student.click("🧭 Кого спросить: колледжи рядом")
    await student.send("Саранск")
    await student.click("🏠 Запомнить")
    await student.send("/apply")
    [near] = await student.click("🧭 Кого спросить: колледжи рядом")

    assert asked.text.startswith("Где искать?")
    assert "Саранск" in near.text.splitlines()[0]


async def open_dormitory(organiser: UserClient) -> None:
    await organiser.send("/admin")
    await organiser.click("🎓 Ответы")
    await organiser.click("Учёба и жизнь · 14")
    await organiser.click("Дадут ли общежитие?")


async def test_organiser_edits_with_a_preview_and_readers_see_it(
    stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    await open_dormitory(organiser)
    assert organiser.last.text.startswith("Виден читателям.")
    await organiser.click("Ответ · рус.")
    assert "Сейчас:\nЕсли у колледжа есть общежитие" in organiser.last.text
    [preview] = await organiser.send("Да, <b>всем</b> & сразу.")
    assert "Так это увидят читатели." in preview.text
    [before] = await student.send("общежитие")
    await organiser.click("Сохранить")
    assert organiser.toast == "Сохранено."
    stage.clock.advance(seconds=2)
    [after] = await student.send("общежитие")

    assert "Да, <b>всем</b> & сразу." not in before.text
    assert "Да, <b>всем</b> & сразу." in after.text
    await organiser.send("/admin")
    await organiser.click("Журнал")
    assert "изменён ответ «Дадут ли общежитие?»" in organiser.last.text


async def test_saving_twice_and_dropping_are_harmless(stage: Stage) -> None:
    organiser = await stage.organiser()
    await open_dormitory(organiser)
    await organiser.click("Слова для поиска")
    [preview] = await organiser.send("койка")
    await organiser.click("Сохранить", message=preview)
    await organiser.press(preview.rows[0][0]["callback_data"], forged=True)
    assert organiser.toast == "Этого черновика уже нет: он сохранён или отменён раньше."
    await organiser.click("Ответ · рус.")
    [preview] = await organiser.send("Другой")
    await organiser.click("Не сохранять")

    assert organiser.toast == "Не сохранено: всё осталось как было."
    assert "Другой" not in organiser.last.text


async def test_text_that_will_not_do_keeps_the_bot_waiting(stage: Stage) -> None:
    organiser = await stage.organiser()
    await open_dormitory(organiser)
    await organiser.click("Когда проверено")
    [refused] = await organiser.send("вчера")
    assert refused.text == "Не понял дату. Напишите её так: 23.11.2026."
    [photo] = await organiser.upload("x.jpg", b"\0", kind="photo")
    assert photo.text.startswith("Здесь нужен обычный текст.")
    [preview] = await organiser.send("22.11.2026")

    assert "Проверено 22 ноября 2026\u202fг." in preview.text
    await organiser.click("Написать заново")
    [out] = await organiser.send("/cancel")
    assert out.text == "Отменено."


@pytest.mark.slow
async def test_hide_show_and_reset(stage: Stage, student: UserClient) -> None:
    organiser = await stage.organiser()
    await student.send("/apply")
    await student.click("Учёба и жизнь · 14")
    questions = student.last
    await open_dormitory(organiser)
    await organiser.click("🙈 Скрыть")
    stage.clock.advance(seconds=2)
    await student.click("Дадут ли общежитие?", message=questions)
    assert student.toast == "Этого ответа больше нет. Вот свежее меню."
    await organiser.click("👁 Показать читателям")
    await organiser.click("Вопрос · рус.")
    await organiser.send("Где жить?")
    await organiser.click("Сохранить")
    await organiser.click("Вернуть исходный текст")
    assert "Ваши правки" in organiser.last.text
    await organiser.click("Да, вернуть")

    assert "Дадут ли общежитие?" in organiser.last.text
    assert "Вернуть исходный текст" not in organiser.last.buttons


async def test_organiser_adds_a_question_of_their_own(stage: Stage, student: UserClient) -> None:
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("🎓 Ответы")
    await organiser.click("После колледжа · 7")
    await organiser.click("➕ Добавить вопрос")
    assert "Здесь пока пусто." in organiser.last.text
    for name, text in (("Вопрос · рус.", "Есть ли клуб выпускников?"), ("Ответ · рус.", "Есть.")):
        await organiser.click(name)
        await organiser.send(text)
        await organiser.click("Сохранить")
    await organiser.click("👁 Показать читателям")
    stage.clock.advance(seconds=2)
    [found] = await student.send("клуб выпускников")

    assert found.text.startswith("Есть ли клуб выпускников?")
    english = stage.person(language="en")
    await english.send("/apply")
    await english.click("After college · 8")
    await english.click("Есть ли клуб выпускников?")
    assert english.last.text.startswith("This answer exists in Russian only so far.")


async def test_button_of_the_desk_is_refused_to_everybody_else(
    stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    await open_dormitory(organiser)
    await student.send("/start")
    for row in organiser.last.rows:
        for button in row:
            await student.press(button["callback_data"], forged=True)
            assert student.toast == "Это только для организаторов."


async def test_longest_answer_fits_one_message(stage: Stage) -> None:
    organiser = await stage.organiser()
    await open_dormitory(organiser)
    url = "https://example.org/"
    sources = "\n".join("и" * SOURCE_UNITS + " " + url for _ in range(SOURCES_LIMIT))
    for name, text in (
        ("Вопрос · рус.", "в" * QUESTION_UNITS),
        ("Ответ · рус.", "а" + "<" * (ANSWER_UNITS - 1)),
        ("Источники", sources),
    ):
        await organiser.click(name)
        await organiser.send(text)
        await organiser.click("Сохранить")

    assert utf16_units(organiser.last.text) < MESSAGE_UNITS
    await organiser.click("Ответ · рус.")
    assert organiser.last.text.startswith("Пришлите новый ответ")


async def test_dates_of_admission_are_reminded_of_a_week_ahead_by_ones_own_clock(
    stage: Stage, student: UserClient
) -> None:
    await student.send("когда подавать документы")
    assert "🔔 Напомнить о датах приёма" in student.last.buttons
    await student.click("🔔 Напомнить о датах приёма")
    assert student.toast == "Напомню за неделю до каждой даты, в 10:00 по вашему времени."
    assert "🔕 Не напоминать о датах" in student.last.buttons
    moment = datetime(2027, 6, 13, 6, 59, tzinfo=UTC)
    stage.clock.advance(seconds=(moment - stage.clock.now()).total_seconds())
    await stage.work()
    before = len(student.inbox)
    stage.clock.advance(seconds=61)
    await stage.work()

    [reminder] = student.inbox[before:]
    assert reminder.text.startswith("📅 20 июня 2027\u202fг. — не позднее этого дня")
    assert "действует до 1 января 2027\u202fг." in reminder.text
    assert reminder.buttons == ["🎓 Все даты приёма", "🔕 Не напоминать о датах"]


async def test_reminders_of_dates_are_switched_off_and_on_again(
    stage: Stage, student: UserClient
) -> None:
    await student.send("когда подавать документы")
    await student.click("🔔 Напомнить о датах приёма")
    await student.click("🔕 Не напоминать о датах")
    assert student.toast == "Напоминать о датах приёма не буду."
    stage.clock.advance(hours=24 * 365)
    await stage.work()
    assert len(student.inbox) == 1
    await student.click("🔔 Напомнить о датах приёма")
    async with stage.app.store.read() as tx:
        totals = await tx.outbox.totals()

    assert (totals[OutboxState.CANCELLED], totals[OutboxState.QUEUED]) == (3, 3)


async def test_reminders_of_dates_switched_off_and_on_within_a_second_are_there(
    stage: Stage, student: UserClient
) -> None:
    await student.send("когда подавать документы")
    for button in ("🔔 Напомнить о датах приёма", "🔕 Не напоминать о датах") * 2:
        await student.click(button)
        stage.clock.advance(seconds=0.1)
    await student.click("🔔 Напомнить о датах приёма")
    async with stage.app.store.read() as tx:
        totals = await tx.outbox.totals()

    assert (totals[OutboxState.CANCELLED], totals[OutboxState.QUEUED]) == (6, 3)


@pytest.mark.parametrize(
    ("today", "on", "at"),
    [
        ("2026-11-24T12:00+00:00", date(2026, 11, 25), "2026-11-25T03:00+00:00"),
        ("2026-11-25T12:00+00:00", date(2027, 11, 25), "2027-11-18T03:00+00:00"),
    ],
)
def test_late_wish_is_reminded_of_the_next_day_and_a_past_date_is_next_years(
    today: str, on: date, at: str
) -> None:
    now, zone = datetime.fromisoformat(today), ZoneInfo("Asia/Krasnoyarsk")

    assert next_on(AdmissionDate.EXTENDED, now.date()) == on
    assert reminder_at(on, zone, now) == datetime.fromisoformat(at)
