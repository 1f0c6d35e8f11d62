"""Announcements under way and afterwards, and what recipients make of them."""

from __future__ import annotations

import pytest

from domain.people.users import Preferences, Role
from sandbox.client import Received, UserClient
from sandbox.faults import Faults, of_method
from tests.handlers.announcements.composing import PNG, panel_for, set_value, texts
from tests.handlers.conftest import ORGANISER, Stage

# -- under way and afterwards


@pytest.mark.slow
async def test_pause_resume_and_stop_while_sending(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(6)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await organiser.click("⏸ Пауза")
    paused = organiser.last.text
    await stage.work()
    nobody = sum(len(person.inbox) for person in people)
    await organiser.click("▶️ Продолжить")
    await organiser.click("⛔️ Остановить")
    await organiser.click("Да, остановить")
    await stage.work()

    assert paused.startswith("Отправка на паузе")
    assert nobody == 0
    assert sum(len(person.inbox) for person in people) == 0
    assert "Отправка остановлена" in organiser.last.text
    assert "• остановлено: " in organiser.last.text


async def test_pause_is_no_part_of_what_sending_took(stage: Stage) -> None:
    organiser = await stage.organiser()
    await stage.audience(6)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    for _ in range(2):
        await organiser.click("⏸ Пауза")
        stage.clock.advance(minutes=30)
        await organiser.click("▶️ Продолжить")
    await stage.work()

    [took, paused] = [
        line for line in organiser.last.text.splitlines() if line.startswith(("Заняло", "и ещё"))
    ]
    assert "секунд" in took
    assert paused == "и ещё около 61 минуты на паузе"


@pytest.mark.slow
async def test_correction_changes_the_copies_in_place(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(2)
    await panel_for(organiser, "Сбор в 10:00")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await organiser.click("✏️ Исправить")
    [wrong] = await organiser.upload("p.png", PNG, kind="photo")
    await organiser.send("Сбор в 11:00", entities=[{"type": "bold", "offset": 7, "length": 5}])
    await stage.work()
    unchanged = [texts(person) for person in people]
    preview, asked = organiser.inbox[-2:]
    [test] = await _test_copy(stage, organiser)
    await organiser.click("Да, исправить", message=asked)
    await stage.work()

    assert organiser.last.text.splitlines()[:3] == ["Исправление завершено", "", "Исправлено: 3"]
    for person in people:
        assert texts(person) == ["Сбор в 11:00"]
        assert person.last.entities == [{"type": "bold", "offset": 7, "length": 5}]
        assert person.last.buttons == ["🔔 Настроить уведомления"]
    assert wrong.text.startswith("Исправить можно только тем же")
    assert unchanged == [["Сбор в 10:00"]] * 2
    assert (preview.text, preview.buttons) == ("Сбор в 11:00", ["🔔 Настроить уведомления"])
    assert asked.text.splitlines() == [
        "Исправление. Пост выше — точно то, что увидят получатели.",
        "",
        "Изменится у тех, кто уже получил: 3.",
    ]
    assert asked.buttons == [
        "Да, исправить",
        "🧪 Проверить на себе",
        "Прислать другой",
        "‹ Назад",
    ]
    assert test.text == "Сбор в 11:00"


async def _test_copy(stage: Stage, organiser: UserClient) -> list[Received]:
    before = len(organiser.inbox)
    await organiser.click("🧪 Проверить на себе")
    await stage.work()
    return organiser.inbox[before:]


@pytest.mark.slow
async def test_correction_confirmed_twice_or_after_another_is_said_to_be_gone(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    await stage.audience(1)
    await panel_for(organiser, "Сбор в 10:00")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await organiser.click("✏️ Исправить")
    await organiser.send("Сбор в 11:00")
    [sure] = [
        button["callback_data"]
        for row in organiser.last.rows
        for button in row
        if button["text"] == "Да, исправить"
    ]
    await organiser.click("Да, исправить")
    await stage.work()
    await organiser.press(sure, forged=True)

    assert organiser.toast == "Исправлять нечем: пришлите исправленный пост ещё раз."


@pytest.mark.slow
async def test_question_for_a_correction_is_cancelled_with_a_button(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser, "Сбор в 10:00")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await organiser.click("✏️ Исправить")
    await organiser.click("✕ Отмена")
    shown = organiser.last.text
    await organiser.send("Саранск")

    assert shown.startswith("Объявление № 1")
    assert organiser.last.text.startswith("📍 Саранск")
    assert texts(guest) == ["Сбор в 10:00"]


DONE_FOR = {"✏️ Исправить", "↩️ Отозвать", "🔁 Тем, кто не получил"}


@pytest.mark.slow
async def test_nothing_offers_after_a_recall_what_can_be_done_no_more(stage: Stage) -> None:
    """Neither the report of the sending, nor its progress, nor the archive."""
    organiser = await stage.organiser()
    await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    before = [one for one in organiser.inbox if DONE_FOR & set(one.buttons)]
    await organiser.click("↩️ Отозвать")
    await organiser.click("Да, отозвать")
    await stage.work()

    assert len(before) == 2
    assert [one.text for one in organiser.inbox if DONE_FOR & set(one.buttons)] == []
    shown = [one.buttons for one in organiser.inbox if one.text.startswith("Объявление № 1")]
    assert shown == [["Открыть отзыв", "🔄 Обновить", "🗂 Архив"]]


@pytest.mark.parametrize("blocks", [False, True])
async def test_nothing_is_repeated_for_accounts_that_are_deleted(
    stage: Stage, blocks: bool
) -> None:
    """Who has blocked the bot may come back; who has left Telegram does not."""
    organiser = await stage.organiser()
    people = await stage.audience(3)
    stage.world.delete_account(people[0].id)
    if blocks:
        stage.world.block_bot(people[1].id)
        stage.world.bot.updates.clear()
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    report = organiser.last

    assert "аккаунт удалён: 1" in report.text
    assert ("🔁 Тем, кто не получил" in report.buttons) is blocks
    await organiser.click("🔄 Обновить")
    assert ("🔁 Тем, кто не получил" in organiser.last.buttons) is blocks


async def test_what_cannot_be_corrected_or_recalled_has_no_button_for_it(stage: Stage) -> None:
    organiser = await stage.organiser()
    await stage.audience(1)
    await organiser.send("/broadcast")
    await organiser.poll("Придёте?", ["Да", "Нет"])
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    report = organiser.last.buttons
    stage.clock.advance(hours=49)
    [shown] = await organiser.click("🔄 Обновить")

    assert report == ["↩️ Отозвать", "🔁 Тем, кто не получил", "🔄 Обновить", "🗂 Архив"]
    assert shown.buttons == ["🔁 Тем, кто не получил", "🔄 Обновить", "🗂 Архив"]


@pytest.mark.slow
async def test_archive_shows_the_first_words_of_each_post_as_it_was_corrected(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    await stage.audience(1)
    for post in ("Сбор в 10:00\nВторая строка", PNG):
        await organiser.send("/broadcast")
        if isinstance(post, bytes):
            await organiser.upload("p.png", post, kind="photo")
        else:
            await organiser.send(post)
        await organiser.click("Отправить")
        await organiser.click("Да, отправить")
        await stage.work()
    [sent] = await organiser.click("🗂 Архив")
    await organiser.click("Открыть № 1: Сбор в 10:00")
    await organiser.click("✏️ Исправить")
    await organiser.send("Сбор в 11:00")
    await organiser.click("Да, исправить")
    await stage.work()
    await organiser.click("🗂 Архив")
    [archive] = [one for one in organiser.inbox if one.text.startswith("Архив —")]

    assert "«Сбор в 10:00»" in sent.text
    assert "Вторая строка" not in sent.text
    assert "«фото или файл»" in sent.text
    assert {"Открыть № 1: Сбор в 10:00", "Открыть № 2: фото или файл"} <= set(sent.buttons)
    assert "«Сбор в 11:00»" in archive.text


@pytest.mark.slow
async def test_recall_deletes_the_copies(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await organiser.click("↩️ Отозвать")
    asked = organiser.last.text
    await organiser.click("Да, отозвать")
    await stage.work()

    assert "Удалить объявление у всех, кто его получил (3)?" in asked
    assert [person.inbox for person in people] == [[], []]
    assert "Отозвано: 3" in organiser.last.text


@pytest.mark.slow
async def test_repeat_goes_to_those_who_did_not_get_it(stage: Stage) -> None:
    organiser = await stage.organiser()
    got, missed = await stage.audience(2)
    await missed.block()
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await missed.send("/start")
    await organiser.click("🔁 Тем, кто не получил")
    assert "Кому: все, кроме таких: те, кто уже получил" in organiser.last.text
    assert "1 получатель" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert (len(got.inbox), texts(missed)[-1]) == (1, "Сбор в 10:00")


@pytest.mark.slow
async def test_post_deleted_before_sending_pauses_and_goes_on_with_a_new_one(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(3)
    await panel_for(organiser)
    copy_id = organiser.inbox[-2].message_id
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    stage.world.remove(stage.world.chat(organiser.id), copy_id)
    await stage.work()
    stalled = organiser.last
    await organiser.click("Прислать пост снова")
    await organiser.send("Сбор в 12:00")
    await stage.work()

    assert stalled.text.startswith("Отправка остановилась.")
    assert [texts(person) for person in people] == [["Сбор в 12:00"]] * 3


async def test_original_deleted_by_its_author_changes_nothing(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.delete(organiser.sent[-1]["message_id"])
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert texts(guest) == ["Сбор в 10:00"]


async def test_progress_message_is_edited_every_three_seconds_at_most(stage: Stage) -> None:
    organiser = await stage.organiser()
    await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    before = stage.session.calls.count("editMessageText")
    await stage.app.announcement_loop.step()
    await stage.app.announcement_loop.step()
    edits = stage.session.calls.count("editMessageText") - before

    assert edits == 1


async def test_last_look_at_the_progress_is_shown_though_telegram_was_away_for_it(
    stage: Stage,
) -> None:
    """Else «осталось» would stand there for ever, with buttons of what is under way."""
    organiser = await stage.organiser()
    await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    progress = organiser.last.message_id
    await stage.app.announcement_loop.step()
    await stage.app.worker.drain()
    stage.world.faults.server_error(502, when=of_method("editMessageText"), times=20)
    await stage.app.announcement_loop.step()
    stage.world.faults = Faults()
    await stage.work()

    [shown] = [one.text for one in organiser.inbox if one.message_id == progress]
    assert shown.startswith("Отправка завершена")


async def test_progress_speaks_the_language_of_the_organisers_client(stage: Stage) -> None:
    organiser = stage.person("Olga", person_id=ORGANISER, language="en")
    await organiser.send("/start")
    await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("Send")
    await organiser.click("Yes, send it")
    await organiser.click("⏸ Pause")
    await stage.app.announcement_loop.step()

    assert organiser.last.text.startswith("Sending is paused")
    assert organiser.last.buttons[0] == "▶️ Resume"


@pytest.mark.slow
async def test_channel_and_topic_get_the_post_too(stage: Stage) -> None:
    organiser = await stage.organiser()
    channel = stage.world.add_channel("Новости кластеров", username="clusters_news")["id"]
    forum = stage.world.add_group("Чат кластеров", is_forum=True)["id"]
    topic = stage.world.add_topic(forum, "Объявления")
    for chat in (channel, forum):
        stage.world.set_bot_status(chat, organiser.id, "administrator")
    await stage.flush()
    await panel_for(organiser)
    await organiser.click("📣 Каналы")
    await organiser.click("Новости кластеров")
    await organiser.click("➕ Добавить по ссылке")
    [wrong] = await organiser.send("какой-то канал")
    number = str(forum).removeprefix("-100")
    await organiser.send(f"https://t.me/c/{number}/{topic}")
    assert "✅ Новости кластеров" in organiser.last.buttons
    await organiser.click("‹ К объявлению")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert wrong.text.startswith("Не понял, что это за канал.")
    [in_channel] = stage.world.history(channel)
    in_topic = stage.world.history(forum)[-1]
    assert (in_channel["text"], in_channel.get("reply_markup")) == ("Сбор в 10:00", None)
    assert (in_topic["text"], in_topic["message_thread_id"]) == ("Сбор в 10:00", topic)


# -- quiet hours: 23:00 in Moscow, where they last from 22 to 8


async def night(stage: Stage) -> tuple[UserClient, UserClient, UserClient]:
    """The organiser, who is quiet too, and two guests: one hears at any hour."""
    organiser = await stage.organiser()
    awake, asleep = await stage.audience(2)
    await set_value(stage, awake, preferences=Preferences(quiet_hours=None))
    stage.clock.advance(hours=11)
    return organiser, awake, asleep


QUIET = "🌙 Тихие часы: сразу получат 1, в 08:00 по своему времени — 2."


async def test_night_announcement_says_before_sending_whom_it_reaches_when(stage: Stage) -> None:
    organiser, _, _ = await night(stage)
    panel = await panel_for(organiser)
    await organiser.click("Отправить")
    asked = organiser.last
    await organiser.click("❗ Сделать важным: всем сразу")
    important = organiser.last

    assert QUIET in panel.text
    assert QUIET in asked.text
    assert "❗ Сделать важным: всем сразу" in panel.buttons
    assert "Категория: важное" in important.text
    assert "🌙" not in important.text
    assert "❗ Сделать важным: всем сразу" not in important.buttons


@pytest.mark.slow
async def test_night_announcement_says_while_it_waits_and_may_be_made_important(
    stage: Stage,
) -> None:
    organiser, awake, asleep = await night(stage)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    waiting = organiser.last.text.splitlines()
    at_night = [texts(person) for person in (awake, asleep)]
    await organiser.click("❗ Сделать важным и не ждать")
    asked = organiser.last.text
    await organiser.click("Да, отправить сейчас")
    await stage.work()

    assert waiting[2:] == [
        "Готово 1 · не вышло 0 · осталось 2",
        "⏳ Ждут своего часа: 2. Уйдёт 24 ноября, 08:00 (Москва, UTC+3).",
        "У этих получателей тихие часы. Важное приходит и в тихие часы.",
    ]
    assert at_night == [["Сбор в 10:00"], []]
    assert asked.startswith("Сделать объявление важным? Сейчас, в тихие часы, его получат: 2.")
    assert texts(asleep) == ["Сбор в 10:00"]
    assert "Доставлено: 3" in organiser.last.text


@pytest.mark.slow
async def test_night_announcement_that_waits_arrives_in_the_morning(stage: Stage) -> None:
    organiser, _, asleep = await night(stage)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    stage.clock.advance(hours=9)
    await stage.work()

    assert texts(asleep) == ["Сбор в 10:00"]


# -- recipients


@pytest.mark.slow
async def test_button_under_an_announcement_leads_to_what_one_wants_to_get(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await guest.click("🔔 Настроить уведомления")
    opened = guest.last
    await guest.click("✅ Новости")
    await guest.click("🌙 Тихие часы")
    await guest.click("Без тихих часов")
    await panel_for(organiser, "Ещё новость")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert opened.text.startswith("Уведомления")
    assert texts(guest)[0] == "Сбор в 10:00"
    assert "⬜️ Новости" in guest.last.buttons
    assert "Тихих часов нет" in guest.last.text
    assert "Ещё новость" not in texts(guest)


async def test_stop_cancels_what_waits_and_is_confirmed(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.app.announcement_loop.step()
    [confirmed] = await guest.send("/stop")
    await stage.work()

    assert confirmed.text.startswith("Хорошо: сам я больше писать не буду.")
    assert texts(guest) == [confirmed.text]


async def test_pause_all_keeps_only_what_is_important(stage: Stage) -> None:
    [guest] = await stage.audience(1)
    await guest.send("/settings")
    await guest.click("🔔 Уведомления")
    await guest.click("⏸ Оставить только важное")

    assert "Сейчас приходит только важное." in guest.last.text
    assert (await stage.user(guest)).preferences == Preferences(is_paused=True)


async def test_role_is_chosen_and_taken_back(stage: Stage, student: UserClient) -> None:
    await student.send("/settings")
    await student.click("Кто вы")
    await student.click("школьник или студент")
    chosen = (await stage.user(student)).role
    await student.click("✅ школьник или студент")

    assert (chosen, (await stage.user(student)).role) == (Role.STUDENT, None)


@pytest.mark.slow
async def test_store_that_fails_in_the_middle_loses_nothing(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(3)
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    stage.world.faults.server_error(502, when=of_method("copyMessage"), times=2)
    await stage.work()
    stage.clock.advance(minutes=1)
    await stage.work()

    assert [len(person.inbox) for person in people] == [1, 1, 1]


@pytest.mark.slow
async def test_desk_in_the_place_of_a_progress_is_not_written_over(stage: Stage) -> None:
    """One looks elsewhere and comes back, while the sending goes on."""
    organiser = await stage.organiser()
    await stage.audience(6)
    await panel_for(organiser)
    panel_markup = organiser.last.buttons
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    shown = organiser.last.message_id

    def text() -> str:
        [one] = [one for one in organiser.inbox if one.message_id == shown]
        return one.text.splitlines()[0]

    await organiser.click("‹ Стол организатора")
    await stage.app.announcement_loop.step()
    on_dashboard = text()
    await organiser.click("⏳ Идут и ждут")
    await organiser.click("Открыть № 1: Сбор в 10:00")
    again = text()
    await stage.work()

    assert "‹ Стол организатора" in panel_markup
    assert on_dashboard == "Стол организатора"
    assert (again, text()) == ("Отправляется", "Отправка завершена")
