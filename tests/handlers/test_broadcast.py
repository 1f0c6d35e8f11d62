"""An organiser's announcement from the first message to the report, as people see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.geo import Point
from domain.ids import UserId
from domain.users import Home, Preferences, Role
from sandbox.client import Received, UserClient
from sandbox.faults import of_method
from tests.handlers.conftest import Stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (90).to_bytes(4) + (60).to_bytes(4)


async def panel_for(organiser: UserClient, post: str = "Сбор в 10:00") -> Received:
    """The panel of a fresh draft."""
    await organiser.send("/broadcast")
    await organiser.send(post)
    return organiser.last


def texts(person: UserClient) -> list[str]:
    return [received.text for received in person.inbox]


async def test_post_to_everyone_takes_two_taps_and_arrives_once(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(3)
    panel = await panel_for(organiser)
    preview = organiser.inbox[-2]
    await organiser.click("Отправить", message=panel)
    [confirm] = [organiser.last]
    await organiser.click("Да, отправить")
    await stage.work()

    assert panel.text.splitlines()[:4] == [
        "Объявление — черновик. Пост выше — точно то, что увидят получатели.",
        "",
        "Кому: все",
        "4 получателя, около 1 секунды",
    ]
    assert (preview.text, preview.buttons) == ("Сбор в 10:00", ["🔔 Настроить уведомления"])
    assert confirm.text.startswith("Отправить объявление?")
    for person in people:
        assert texts(person) == ["Сбор в 10:00"]
        assert person.last.buttons == ["🔔 Настроить уведомления"]


async def test_report_comes_with_figures_reasons_and_a_chart(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(4)
    await people[0].block()
    stage.world.block_bot(people[1].id)
    stage.world.bot.updates.clear()
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    progress = organiser.last.message_id
    await stage.work()

    report = organiser.last
    assert "photo" in report.raw
    assert report.text.splitlines()[:5] == [
        "Отправка завершена",
        "",
        "Доставлено: 3",
        "Не вышло: 1",
        "• заблокировали бота: 1",
    ]
    [shown] = [one for one in organiser.inbox if one.message_id == progress]
    assert "Готово 3 · не вышло 1 · осталось 0" in shown.text
    assert "✏️ Исправить" in report.buttons


@pytest.mark.parametrize(
    ("content", "expected"),
    [("photo", "photo"), ("video", "video"), ("document", "document")],
)
async def test_file_is_copied_with_its_caption(stage: Stage, content: str, expected: str) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")
    await organiser.upload("p.png", PNG, kind=content, caption="Смотрите")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert expected in guest.last.raw
    assert guest.last.caption == "Смотрите"


async def test_formatting_is_copied_and_never_parsed_again(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")
    bold = {"type": "bold", "offset": 0, "length": 3}
    await organiser.send("Ура <b>&lt;3</b>", entities=[bold])
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert (guest.last.text, guest.last.entities) == ("Ура <b>&lt;3</b>", [bold])


async def test_album_arrives_whole_and_its_buttons_follow(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")
    await organiser.album([("1.png", PNG, "photo"), ("2.png", PNG, "photo")], caption="Два фото")
    await stage.settled()
    assert "К альбому Telegram не даёт прикрепить кнопки" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    first, second, tail = guest.inbox
    assert first.raw["media_group_id"] == second.raw["media_group_id"]
    assert (first.caption, tail.buttons) == ("Два фото", ["🔔 Настроить уведомления"])


async def test_poll_is_copied_and_a_quiz_without_answer_is_refused(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("/broadcast")
    [refused] = await organiser.poll("2+2?", ["3", "4"], kind="quiz")
    await organiser.poll("Придёте?", ["Да", "Нет"])
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert refused.text.startswith("Викторину можно скопировать, только если")
    assert guest.last.raw["poll"]["question"] == "Придёте?"


async def test_reply_with_the_command_takes_the_message_replied_to(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await organiser.send("Завтра экскурсия на завод")
    [post] = [one for one in organiser.sent if one["text"] == "Завтра экскурсия на завод"]
    await organiser.send("/broadcast", reply_to=post["message_id"])
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert texts(guest) == ["Завтра экскурсия на завод"]


async def test_link_buttons_are_under_preview_and_copy(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    preview_id = organiser.inbox[-2].message_id
    await organiser.click("🔗 Кнопки")
    [wrong] = await organiser.send("Записаться - https://example.org\nБез адреса")
    await organiser.send("Записаться — https://example.org/form\nСайт: https://example.org")
    [preview] = [one for one in organiser.inbox if one.message_id == preview_id]
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert wrong.text.startswith("Строку 2 не понял.")
    assert preview.buttons == ["Записаться", "Сайт", "🔔 Настроить уведомления"]
    assert guest.last.rows[0][0]["url"] == "https://example.org/form"
    assert guest.last.buttons == preview.buttons


async def test_copy_to_oneself_is_what_recipients_get(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)
    await organiser.click("🧪 Проверить на себе")
    assert organiser.toast == "Отправляю вам копию: такой её увидят получатели."
    await stage.work()

    assert (organiser.last.text, organiser.last.buttons) == (
        "Сбор в 10:00",
        ["🔔 Настроить уведомления"],
    )


async def test_silent_announcement_makes_no_sound(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("🔔 Со звуком")
    assert "Без звука" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert guest.last.is_silent


# -- audience


async def test_audience_narrows_step_by_step_and_shows_how_many(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(3)
    [english] = await stage.audience(1, language="en")
    await _set(stage, people[0], role=Role.PARENT)
    await _set(stage, people[1], role=Role.PARENT, region="Республика Мордовия")
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    counts = [_people(organiser.last)]
    await organiser.click("➕ Язык")
    await organiser.click("Русский")
    counts.append(_people(organiser.last))
    await organiser.click("‹ Назад")
    await organiser.click("➕ Роль")
    await organiser.click("родитель")
    counts.append(_people(organiser.last))
    await organiser.click("‹ Назад")
    await organiser.click("➖ Кроме…")
    await organiser.click("➕ Регион")
    await organiser.click("Республика Мордовия · 1")
    counts.append(_people(organiser.last))
    await organiser.click("‹ Назад")
    await organiser.click("‹ Назад")
    panel = organiser.last
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert counts == ["5 получателей", "4 получателя", "2 получателя", "1 получатель"]
    assert "Кому: язык: Русский; роль: родитель; кроме: регион: Республика Мордовия" in panel.text
    assert [len(person.inbox) for person in (*people, english)] == [1, 0, 0, 0]


async def test_audience_near_a_place_by_typed_name(stage: Stage) -> None:
    organiser = await stage.organiser()
    near, far = await stage.audience(2)
    await _set(stage, near, home=Home(name="Рузаевка", point=Point(54.06, 44.95)))
    await _set(stage, far, home=Home(name="Омск", point=Point(54.99, 73.37)))
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Рядом с местом")
    await organiser.send("Саранск")
    await organiser.click("до 50 км")

    assert "1 получатель" in organiser.last.text
    assert "✕ до 50 км от места Саранск" in organiser.last.buttons


async def test_audience_from_a_file_counts_the_known_and_names_a_bad_line(stage: Stage) -> None:
    organiser = await stage.organiser()
    one, two = await stage.audience(2)
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Список из файла")
    [bad] = await organiser.upload("ids.txt", f"{one.id}\nабв\n".encode())
    read, screen = await organiser.upload("ids.csv", f"id;имя\n{one.id};А\n77;Б\n".encode())

    assert bad.text.startswith("Строка 3: «абв» — это не id.")
    assert read.text == "Прочитал 2 id, из них боту знакомы: 1."
    assert "1 получатель" in screen.text
    await organiser.click("‹ Назад")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    assert (len(one.inbox), len(two.inbox)) == (1, 0)


async def test_audience_by_favourites_and_industry(stage: Stage) -> None:
    organiser = await stage.organiser()
    [fan, other] = await stage.audience(2)
    await fan.send("/start cluster_nn-sarov-nuclear")
    await fan.click("☆ В избранное")
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Избранный кластер")
    [chosen] = [label for label in organiser.last.buttons if label.startswith("★ 1 · ")]
    await organiser.click(chosen)
    by_cluster = _people(organiser.last)
    await organiser.click("‹ Назад")
    await organiser.click("➕ Отрасль")
    await organiser.click("Атомная отрасль")
    both = _people(organiser.last)
    await organiser.click("Атомная отрасль")
    await organiser.click("Медицина")

    assert (by_cluster, both) == ("1 получатель", "1 получатель")
    assert "Получателей нет" in organiser.last.text
    assert other.inbox == []


async def test_audience_registered_for_a_session_a_track_or_the_event(stage: Stage) -> None:
    organiser = await stage.organiser()
    one, two, _three = await stage.audience(3)
    await stage.programme({"plenary": ("", [one, two]), "welding": ("Сварка", [one])})
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Записаны на…")
    await organiser.click("Экспертная сессия")
    choices = organiser.last
    counts = []
    for label in ("Все, кто записан на событие", "Направление: Сварка", "Сессия welding"):
        await organiser.click(label, message=choices)
        counts.append(_people(organiser.last))
        await organiser.click("Все без условий")
        await organiser.click("➕ Записаны на…")
        await organiser.click("Экспертная сессия")

    assert counts == ["2 получателя", "1 получатель", "1 получатель"]


async def test_audience_of_nobody_is_refused(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Язык")
    await organiser.click("English")
    await organiser.click("‹ Назад")
    await organiser.click("‹ Назад")
    assert "Получателей нет" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")

    assert (organiser.toast, organiser.alert) == (
        "Получателей нет: измените, кому отправить.",
        True,
    )


# -- time


async def test_planned_announcement_waits_for_its_time_and_names_the_zone(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("🕒 Когда")
    await organiser.click("✏️ Назначить время")
    assert "Часовой пояс: Москва, UTC+3" in organiser.last.text
    [past] = await organiser.send("вчера 10:00")
    [unclear] = await organiser.send("когда-нибудь")
    await organiser.send("завтра 10:00")
    assert "Когда: 24 ноября, 10:00 (Москва, UTC+3)" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, запланировать")
    await stage.work()
    early = len(guest.inbox)
    stage.clock.advance(days=1)
    await stage.work()

    assert past.text.startswith("Это время уже прошло.")
    assert unclear.text.startswith("Не понял время.")
    assert (early, len(guest.inbox)) == (0, 1)


async def test_each_recipient_gets_it_at_their_own_local_hour(stage: Stage) -> None:
    organiser = await stage.organiser()
    moscow, omsk = await stage.audience(2)
    await _set(stage, omsk, tz="Asia/Omsk")
    await panel_for(organiser)
    await organiser.click("🕒 Когда")
    await organiser.click("✏️ Назначить время")
    await organiser.send("завтра 10:00")
    await organiser.click("🕒 Когда")
    await organiser.click("🌍 По местному времени каждого")
    assert "24 ноября, 10:00 по местному времени каждого получателя" in organiser.last.text
    await organiser.click("‹ Назад")
    await organiser.click("Отправить")
    await organiser.click("Да, запланировать")
    at_seven_utc = timedelta(hours=22) - timedelta(hours=3)
    arrived = []
    for hours in (18, 1, 3):  # 03:00, 04:00 and 07:00 UTC of the next day
        stage.clock.advance(hours=hours)
        await stage.work()
        arrived.append((len(omsk.inbox), len(moscow.inbox)))

    assert at_seven_utc == timedelta(hours=19)
    assert arrived == [(0, 0), (1, 0), (1, 1)]


async def test_quiet_hours_hold_news_back_but_not_what_is_important(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    stage.clock.advance(hours=11)  # 23:00 in Moscow
    await panel_for(organiser, "Новость")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await panel_for(organiser, "Важное")
    await organiser.click("🏷 Категория")
    await organiser.click("Важное")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    at_night = texts(guest)
    stage.clock.advance(hours=9)
    await stage.work()

    assert (at_night, texts(guest)) == (["Важное"], ["Важное", "Новость"])


async def test_expiry_before_the_start_is_refused(stage: Stage) -> None:
    organiser = await stage.organiser()
    await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("🕒 Когда")
    await organiser.click("✏️ Назначить время")
    await organiser.send("завтра 10:00")
    await organiser.click("⌛ Срок")
    [refused] = await organiser.send("сегодня 18:00")
    await organiser.send("завтра 12:00")

    assert refused.text.startswith("Срок наступает раньше отправки")
    assert "Не отправлять позже: 24 ноября, 12:00 (Москва, UTC+3)" in organiser.last.text


# -- rights


async def test_stranger_can_open_and_confirm_nothing(stage: Stage, student: UserClient) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    [refused] = await student.send("/broadcast")
    [desk] = await student.send("/admin")
    answers = []
    for data in ("b:yy:1", "b:p:1", "b:dd:1", "d:cc:1", "bs:rr:1", "a:who", "ar:900:1"):
        await student.press(data, forged=True)
        answers.append((student.toast, student.alert))
    await stage.work()

    assert refused.text == desk.text == "Это только для организаторов."
    assert set(answers) <= {
        ("Это только для организаторов.", True),
        ("Это может только владелец бота.", True),
    }
    assert texts(guest) == []


async def test_double_tap_on_confirm_sends_once(stage: Stage) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("Отправить")
    confirm = organiser.last
    await organiser.click("Да, отправить")
    await organiser.press("b:yy:1", message=confirm, forged=True)
    await stage.work()

    assert organiser.toast == "Это объявление уже подтверждено: его больше нельзя изменить."
    assert len(guest.inbox) == 1


async def test_large_audience_needs_a_second_organiser(stage: Stage) -> None:
    organiser = await stage.organiser()
    [second, guest] = await stage.audience(2)
    object.__setattr__(stage.app.broadcasts, "approval_over", 2)
    await organiser.send("/admin")
    await organiser.click("👤 Организаторы")
    await organiser.click("➕ Добавить")
    await organiser.forward_from(second.id, "привет")
    await panel_for(organiser)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    asked = organiser.last
    await stage.work()
    approval = second.last
    await second.click("🧪 Проверить на себе")
    await second.click("Одобрить", message=approval)
    await stage.work()

    assert asked.text.startswith("Отправил на одобрение")
    assert approval.text == (
        "Нужно ваше одобрение. Объявление организатора «Ольга» уйдёт 3 получателям."
    )
    assert texts(guest) == ["Сбор в 10:00"]


# -- under way and afterwards


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

    assert organiser.last.text.splitlines()[:3] == ["Исправление завершено", "", "Исправлено: 3"]
    for person in people:
        assert texts(person) == ["Сбор в 11:00"]
        assert person.last.entities == [{"type": "bold", "offset": 7, "length": 5}]
        assert person.last.buttons == ["🔔 Настроить уведомления"]
    assert wrong.text.startswith("Исправить можно только тем же")


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
    assert "Кому: кроме: кто уже получил" in organiser.last.text
    assert "1 получатель" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert (len(got.inbox), texts(missed)[-1]) == (1, "Сбор в 10:00")


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
    await stage.app.board.step()
    await stage.app.board.step()
    edits = stage.session.calls.count("editMessageText") - before

    assert edits == 1


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
    await organiser.click("‹ Назад")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    assert wrong.text.startswith("Не понял, что это за канал.")
    [in_channel] = stage.world.history(channel)
    in_topic = stage.world.history(forum)[-1]
    assert (in_channel["text"], in_channel.get("reply_markup")) == ("Сбор в 10:00", None)
    assert (in_topic["text"], in_topic["message_thread_id"]) == ("Сбор в 10:00", topic)


# -- recipients


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
    await stage.app.board.step()
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


def _people(screen: Received) -> str:
    [line] = [one for one in screen.text.splitlines() if " получател" in one]
    return line.split(",")[0]


async def _set(
    stage: Stage,
    person: UserClient,
    *,
    role: Role | None = None,
    region: str = "",
    home: Home | None = None,
    tz: str | None = None,
) -> None:
    if region:
        home = Home(name="дом", point=Point(54.2, 45.2), region=region)
    async with stage.app.store.write() as tx:
        if role is not None:
            await tx.users.set_role(UserId(person.id), role)
        if home is not None:
            await tx.users.set_home(UserId(person.id), home)
        if tz is not None:
            await tx.users.set_zone(UserId(person.id), tz)
