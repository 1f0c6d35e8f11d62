"""An announcement in the chat: the post, its time, who may send it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.ids import AnnouncementId, UserId
from handlers.callbacks.announcements import DraftButton, DraftStep
from sandbox.client import UserClient
from tests.handlers.announcements.composing import (
    PNG,
    panel_for,
    set_value,
    texts,
)
from tests.handlers.conftest import ORGANISER, Stage


@pytest.mark.slow
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
        "Объявление — черновик. Последняя копия поста — точно то, что увидят получатели.",
        "",
        "Кому: все",
        "4 получателя, около 1 секунды",
    ]
    assert (preview.text, preview.buttons) == ("Сбор в 10:00", ["🔔 Настроить уведомления"])
    assert confirm.text.splitlines() == [
        "Отправить объявление?",
        "",
        "Пост: Сбор в 10:00",
        "Кому: все",
        "4 получателя, около 1 секунды",
        "Когда: сразу после подтверждения",
        "Категория: новости. Тихие часы получателей соблюдаются",
    ]
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


async def test_pictures_that_are_forwarded_one_by_one_are_one_post(stage: Stage) -> None:
    organiser = await stage.organiser()
    author, guest = await stage.audience(2)
    for name in ("1.png", "2.png"):
        await author.upload(name, PNG, kind="photo")
    sent = [one["message_id"] for one in stage.world.chat(author.id).messages.values()
            if one.get("photo")]  # fmt: skip
    await organiser.send("/broadcast")
    for message_id in sent:
        await organiser.forward(author.id, message_id)
    await stage.settled()
    assert "К альбому Telegram не даёт прикрепить кнопки" in organiser.last.text
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()

    first, second, _ = guest.inbox
    assert all(one.raw["photo"] for one in (first, second))


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


@pytest.mark.slow
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


async def test_draft_left_aside_is_found_again_by_its_author_alone(stage: Stage) -> None:
    organiser = await stage.organiser()
    [other] = await stage.audience(1)
    await organiser.send("/admin")
    await organiser.click("Организаторы")
    await organiser.click("➕ Добавить")
    await organiser.forward_from(other.id, "привет")
    await panel_for(organiser)
    await organiser.send("/cancel")
    await organiser.send("/admin")
    await organiser.click("⏳ Идут и ждут")
    listed = organiser.last.text
    await organiser.click("Открыть № 1: Сбор в 10:00")
    await other.send("/admin")
    await other.click("⏳ Идут и ждут")

    assert "№ 1: черновик от 23 ноября, 12:00 (Москва, UTC+3). Кому: все" in listed
    assert "🗑 Удалить" in organiser.last.buttons
    assert "черновиков у вас нет" in other.last.text


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


async def test_question_when_is_answered_in_words_without_another_button(stage: Stage) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)
    await organiser.click("🕒 Когда")
    await organiser.send("завтра в 10")
    planned = organiser.last.text
    await organiser.click("🕒 Когда")
    await organiser.click("✏️ Назначить время")
    await organiser.click("✕ Отмена")
    [searched] = await organiser.send("завтра в 10")
    await organiser.click("🕒 Когда", message=organiser.inbox[-2])
    await organiser.send("сразу")

    assert "Когда: 24 ноября, 10:00 (Москва, UTC+3)" in planned
    assert searched.text.startswith("Программа")
    assert "Когда: сразу после подтверждения" in organiser.last.text


@pytest.mark.slow
async def test_each_recipient_gets_it_at_their_own_local_hour(stage: Stage) -> None:
    organiser = await stage.organiser()
    moscow, omsk = await stage.audience(2)
    await set_value(stage, omsk, tz="Asia/Omsk")
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


@pytest.mark.slow
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

    assert refused.text.startswith("Срок раньше отправки")
    assert "Не отправлять позже: 24 ноября, 12:00 (Москва, UTC+3)" in organiser.last.text


# -- rights


async def test_stranger_can_open_and_confirm_nothing(stage: Stage, student: UserClient) -> None:
    organiser = await stage.organiser()
    [guest] = await stage.audience(1)
    await panel_for(organiser)
    [refused] = await student.send("/broadcast")
    [dashboard] = await student.send("/admin")
    answers = []
    for data in ("b:yy:1", "b:p:1", "b:dd:1", "d:cc:1", "bs:rr:1", "a:who", "ar:900:1"):
        await student.press(data, forged=True)
        answers.append((student.toast, student.alert))
    await stage.work()

    assert refused.text == dashboard.text == "Это только для организаторов."
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


@pytest.mark.slow
async def test_large_audience_needs_a_second_organiser(stage: Stage) -> None:
    organiser = await stage.organiser()
    [second, guest] = await stage.audience(2)
    object.__setattr__(stage.app.dispatcher["announcement_release"], "approval_over", 2)
    await organiser.send("/admin")
    await organiser.click("Организаторы")
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
        "Нужно ваше одобрение. Объявление организатора «Ольга» уйдёт 3 получателям.\n\n"
        "Пост: Сбор в 10:00\nКому: все\nКогда: сразу после подтверждения"
    )
    assert texts(guest) == ["Сбор в 10:00"]


async def asked_for_approval(stage: Stage, *, language: str, when: str = "") -> list[UserClient]:
    """The author, and two whose approval is asked for."""
    author = stage.person("Ольга", person_id=ORGANISER, language=language)
    await author.send("/start")
    second, third = others = await stage.audience(2, language=language)
    object.__setattr__(stage.app.dispatcher["announcement_release"], "approval_over", 1)
    async with stage.app.store.write() as tx:
        for one in others:
            await tx.organisers.add(UserId(one.id), "", UserId(ORGANISER), stage.clock.now())
    await panel_for(author)
    draft = AnnouncementId(1)
    if when:
        await author.press(DraftButton(step=DraftStep.TYPE_TIME, id=draft).pack(), forged=True)
        await author.send(when)
    await author.press(DraftButton(step=DraftStep.SEND, id=draft).pack(), forged=True)
    await author.click("Да, " if language == "ru" else "Yes, ")
    await stage.work()
    return [author, second, third]


@pytest.mark.parametrize(
    ("language", "told", "told_late", "opens"),
    [
        (
            "ru",
            [
                "Объявление не одобрили: оно снова в черновиках и само не уйдёт.",
                "Пост: Сбор в 10:00",
                "",
                "Вернул организатор «Гость 0». Поправьте, что нужно, и отправьте снова.",
            ],
            "Это объявление уже вернули автору в черновики.",
            "Объявление — черновик.",
        ),
        (
            "en",
            [
                "Your announcement was not approved: it is a draft again and will not go out by "
                "itself.",
                "The post: Сбор в 10:00",
                "",
                "It was returned by “Гость 0”. Change what is needed and send it again.",
            ],
            "This announcement is back among its author’s drafts.",
            "Announcement, a draft.",
        ),
    ],
)
async def test_author_hears_that_an_announcement_was_given_back(
    stage: Stage, language: str, told: list[str], told_late: str, opens: str
) -> None:
    author, second, third = await asked_for_approval(stage, language=language)
    waiting = author.last
    request = third.last
    await second.press(DraftButton(step=DraftStep.WITHDRAW, id=1).pack(), message=second.last)
    await stage.work()
    heard = author.last
    unmarked = DraftButton(step=DraftStep.APPROVE, id=1).pack()
    offered = [one["callback_data"] for one in request.rows[0]]
    for late in (*offered, unmarked):
        await third.press(late, message=request, forged=late == unmarked)
        assert third.toast is not None
        assert third.toast.startswith(told_late)
    await author.press(DraftButton(step=DraftStep.WITHDRAW, id=1).pack(), message=waiting)

    assert heard.text.splitlines() == told
    assert author.toast is None
    assert any(opens in one.text for one in author.inbox)
    await author.click(heard.buttons[0], message=heard)
    assert author.toast is None


async def test_author_hears_that_a_plan_was_taken_back_by_another(stage: Stage) -> None:
    author, second, third = await asked_for_approval(stage, language="ru", when="завтра 10:00")
    request = third.last
    await second.click("Одобрить", message=second.last)
    await third.press(DraftButton(step=DraftStep.WITHDRAW, id=1).pack(), message=request)
    await stage.work()

    assert re.search(r"^Когда: .*10:00", request.text, re.MULTILINE)
    assert author.last.text.startswith("Объявление сняли с отправки: оно снова в черновиках")
    assert "«Гость 1»" in author.last.text


async def test_author_who_takes_an_announcement_back_is_told_nothing(stage: Stage) -> None:
    author, *_ = await asked_for_approval(stage, language="ru")
    before = len(author.inbox)
    waiting = author.last
    for _ in range(2):
        await author.press(
            DraftButton(step=DraftStep.WITHDRAW, id=1).pack(), message=waiting, forged=True
        )
        await stage.work()

    assert (author.toast, len(author.inbox)) == (None, before)


async def test_time_of_next_year_is_shown_with_its_year_on_every_screen(stage: Stage) -> None:
    organiser = await stage.organiser()
    await stage.audience(1)
    await panel_for(organiser)
    await organiser.click("🕒 Когда")
    await organiser.click("✏️ Назначить время")
    [past] = await organiser.send("23.11 11:00")
    [no_clock] = await organiser.send("15 января")
    await organiser.send("15 января 11:00")
    panel = organiser.last.text
    await organiser.click("Отправить")
    confirmation = organiser.last.text
    await organiser.click("Да, запланировать")

    assert past.text.startswith("Это время уже прошло.")
    assert no_clock.text.startswith("В какое время?")
    for screen in (panel, confirmation, organiser.last.text):
        assert "15 января 2027 г., 11:00" in screen


async def test_post_of_somebody_who_is_no_organiser_any_more_is_not_copied(stage: Stage) -> None:
    owner = await stage.organiser()
    helper = stage.person("Помощник")
    await helper.send("/start")
    async with stage.app.store.write() as tx:
        await tx.organisers.add(UserId(helper.id), "Помощник", UserId(owner.id), stage.clock.now())
    await helper.send("/broadcast")
    async with stage.app.store.write() as tx:
        await tx.organisers.remove(UserId(helper.id))
    got = await helper.send("Сбор в 10:00")

    assert [one.text for one in got] == ["Это только для организаторов."]
