"""Sessions changed field by field, in the chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.tables import session_drafts
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.organisers import (
    audited,
    goes,
    open_draft,
    open_event,
    opened_office,
    stored,
)
from tests.handlers.programme.test_sessions import EVENT, PLENARY, WELDING


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    return await opened_office(stage)


@pytest.mark.slow
async def test_several_fields_are_saved_at_once_and_told_once(
    stage: Stage, office: UserClient
) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_draft(office)
    await office.click("Начало")
    await office.send("15:00")
    await office.click("Зал")
    await office.send("Зал <2>")
    await office.click("Сохранить…")
    confirm = office.last
    await office.click("Сохранить и сообщить")
    saved_toast = office.toast
    await office.press(confirm.rows[0][0]["callback_data"], message=confirm, forged=True)
    gone = office.toast
    stage.clock.advance(minutes=3)
    await stage.work()

    assert confirm.text.splitlines() == [
        "Пленарное заседание",
        "Сохранить?",
        "",
        "🕒 25 ноября, 10:00–11:00 → 25 ноября, 15:00–16:00",
        "📍 Зал: Зал 1 → Зал <2>",
        "Время: Москва, UTC+3",
        "",
        "Об изменении узнает 1 человек.",
    ]
    assert saved_toast == "Сохранено. Через две минуты об этом узнает 1 человек."
    saved = await stored(stage)
    assert (saved.starts_at, saved.ends_at, saved.room, saved.sequence) == (
        PLENARY.starts_at + timedelta(hours=5),
        PLENARY.ends_at + timedelta(hours=5),
        "Зал <2>",
        1,
    )
    assert gone == "Эта правка уже сохранена или отложена. Вот свежее меню."
    assert guest.last.text.splitlines()[0] == "📢 Изменение в программе"
    assert len(guest.inbox) == 1
    assert await audited(stage) == ["session-changed"]


@pytest.mark.slow
async def test_edit_moves_unsent_reminders_along(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_draft(office)
    await office.click("Начало")
    await office.send("сегодня в 16:00")
    await office.click("Сохранить…")
    await office.click("Сохранить тихо")
    assert office.toast == "Сохранено."
    stage.clock.jump(hours=3)
    await stage.work()

    assert "Пленарное заседание" in guest.last.text
    assert "📢" not in guest.last.text


@pytest.mark.slow
async def test_every_field_can_be_changed(stage: Stage, office: UserClient) -> None:
    await open_draft(office)
    for button, text in (
        ("Конец", "1 ч 30 мин"),
        ("Название", "  Открытие   форума "),
        ("Докладчики", "Первый; Вторая"),
        ("Направление", "Пленум"),
        ("Число мест", "200"),
        ("Описание", "Строка\nвторая"),
        ("Ссылка", "https://example.org/a"),
        ("Зал", "—"),
    ):
        await office.click(button)
        await office.send(text)
    await office.click("Сохранить…")
    await office.click("Сохранить")
    saved = await stored(stage)

    assert saved.ends_at == PLENARY.starts_at + timedelta(minutes=90)
    assert (saved.title, saved.speakers, saved.track, saved.capacity, saved.abstract) == (
        "Открытие форума", ("Первый", "Вторая"), "Пленум", 200, "Строка\nвторая",
    )  # fmt: skip
    assert (saved.url, saved.room) == ("https://example.org/a", "")


async def test_cancel_and_restore(stage: Stage, office: UserClient) -> None:
    await open_draft(office)
    await office.click("Отменить сессию")
    await office.press("oc:x:1", forged=True)
    await office.click("Сохранить…")
    await office.click("Сохранить")
    cancelled = await stored(stage)
    await office.click("Изменить")
    await office.click("Вернуть в программу")
    await office.click("Сохранить…")
    await office.click("Сохранить")

    assert cancelled.is_cancelled
    assert not (await stored(stage)).is_cancelled


@pytest.mark.parametrize(
    ("button", "text", "answer"),
    [
        ("Начало", "когда-нибудь", "Не понял время."),
        ("Начало", "вчера 15:00", "Это время уже прошло."),
        ("Конец", "09:00", "Конец должен быть позже начала."),
        ("Конец", "0 мин", "Конец должен быть позже начала."),
        ("Число мест", "много", "Нужно целое число мест"),
        ("Число мест", "0", "«0» не подходит: мест может быть от 1 до 999999."),
        ("Название", "я" * 201, "Слишком длинно: 201 знаков, а можно до 200."),
        ("Ссылка", "example", "«example» не похоже на адрес"),
    ],
)
async def test_text_that_will_not_do_is_answered_and_asked_again(
    stage: Stage, office: UserClient, button: str, text: str, answer: str
) -> None:
    await open_draft(office)
    await office.click("Название")
    await office.send("Сначала это")
    await office.click(button)
    await office.send(text)
    refused = office.last.text
    await office.send("45 минут" if button == "Конец" else "Другое")

    assert refused.startswith(answer)
    async with stage.app.database.read() as connection:
        [changes] = (await connection.execute(sa.select(session_drafts.c.changes))).scalars()
    assert "title" in changes
    assert await stored(stage) == PLENARY


@pytest.mark.slow
async def test_fewer_places_than_people_is_refused_unless_chosen(
    stage: Stage, office: UserClient
) -> None:
    guests = await stage.audience(2)
    await goes(stage, *guests)
    await open_draft(office)
    await office.click("Число мест")
    await office.send("1")
    refused = office.last
    await office.press("oc:w:1", forged=True)
    alert = office.toast
    await office.click("Оставить всех", message=refused)
    await office.click("Сохранить…")
    await office.click("Сохранить")
    [late] = await stage.audience(1)
    await late.send("/start session_plenary")

    assert refused.text.startswith("Мест стало бы 1, а записаны уже 2.")
    assert alert is not None
    assert alert.startswith("Мест стало бы 1")
    assert (await stored(stage)).capacity == 1
    assert "Встать в лист ожидания" in late.last.buttons


@pytest.mark.slow
async def test_more_places_are_given_to_those_who_wait(stage: Stage, office: UserClient) -> None:
    one, two = await stage.audience(2)
    for person in (one, two):
        await person.send("/start session_welding")
        await person.click("Участвую" if person is one else "Встать в лист ожидания")
    await open_draft(office, "Сварка")
    await office.click("Число мест")
    await office.send("—")
    await office.click("Сохранить…")
    await office.click("Сохранить")
    await stage.work()

    assert two.last.text.startswith("🎉 Для вас освободилось место: Сварка.")


async def test_stale_draft_shows_what_it_is_now_and_keeps_what_was_typed(
    stage: Stage, office: UserClient
) -> None:
    await open_draft(office)
    await office.click("Зал")
    await office.send("Зал 9")
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(PLENARY, title="Открытие", sequence=4)])
    await office.press("oc:w:1", forged=True)
    stale = office.last.text
    await office.press("oc:w:1", forged=True)
    saved = await stored(stage)

    assert stale.splitlines()[0] == "✏️ Открытие"
    assert "⚠️ Пока вы правили, эту сессию изменил кто-то ещё." in stale
    assert (saved.title, saved.room, saved.sequence) == ("Открытие", "Зал 9", 5)


async def test_draft_without_changes_and_dropped_draft(stage: Stage, office: UserClient) -> None:
    await open_draft(office)
    await office.press("oc:w:1", forged=True)
    nothing = office.toast
    await office.click("Название")
    await office.send("Другое")
    await office.click("Не менять")

    assert nothing == "Здесь ничего не изменено, сохранять нечего."
    assert office.last.text.startswith("Пленарное заседание")
    assert await stored(stage) == PLENARY


async def test_menu_button_ends_the_question(stage: Stage, office: UserClient) -> None:
    await open_draft(office)
    await office.click("Название")
    await office.send("🗓 Программа")
    await office.send("Казань")

    assert await stored(stage) == PLENARY
    assert "Казань" in office.last.text


async def test_new_session_from_lines(stage: Stage, office: UserClient) -> None:
    await open_event(office)
    await office.click("➕ Сессия")
    await office.send("Ужин")
    refused = office.last.text
    await office.send("Ужин\n25 ноября 19:00\n2 часа\nРесторан")
    async with stage.app.store.read() as tx:
        [added] = [one for one in await tx.programme.sessions(EVENT.id) if one.title == "Ужин"]
        listed = await tx.changes.count(EVENT.id)

    assert refused.startswith("Нужны две или три строки")
    assert (added.ends_at - added.starts_at, added.room) == (timedelta(hours=2), "Ресторан")
    assert office.last.text.splitlines()[1] == "🕒 25 ноября, 19:00–21:00 (Москва, UTC+3)"
    assert listed == 1
    assert await audited(stage) == ["session-added"]


# -- moving


async def test_session_is_moved_in_four_taps(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_event(office)
    taps = ["10:00 Пленарное заседание", "🕒 Перенести", "+30 мин", "Сохранить и сообщить"]
    for label in taps[:-1]:
        await office.click(label)
    asked = office.last.text.splitlines()
    await office.click(taps[-1])
    stage.clock.advance(minutes=3)
    await stage.work()
    saved = await stored(stage)

    assert asked[:4] == [
        "Пленарное заседание",
        "Сохранить?",
        "",
        "🕒 25 ноября, 10:00–11:00 → 25 ноября, 10:30–11:30",
    ]
    assert (saved.starts_at, saved.ends_at) == (
        PLENARY.starts_at + timedelta(minutes=30),
        PLENARY.ends_at + timedelta(minutes=30),
    )
    assert guest.last.text.splitlines()[0] == "📢 Изменение в программе"


async def test_new_start_may_be_typed_at_the_same_question(
    stage: Stage, office: UserClient
) -> None:
    await open_event(office)
    await office.click("10:00 Пленарное заседание")
    await office.click("🕒 Перенести")
    asked = office.last
    await office.send("какая-то ерунда")
    unclear = office.last.text
    await office.send("15:00")
    await office.click("Сохранить")

    assert "Сейчас начало: 25 ноября, 10:00 (Москва, UTC+3)." in asked.text
    assert {"+15 мин", "+2 ч", "+1 день", "−1 ч", "✕ Отмена"} <= set(asked.buttons)
    assert unclear.startswith("Не понял время.")
    assert (await stored(stage)).starts_at == PLENARY.starts_at + timedelta(hours=5)


async def test_session_is_not_moved_into_the_past(stage: Stage, office: UserClient) -> None:
    await open_event(office)
    await office.click("10:00 Пленарное заседание")
    stage.clock.advance(days=1, hours=21, minutes=30)
    await office.click("🕒 Перенести")
    await office.click("−1 ч")

    assert office.toast is not None
    assert office.toast.startswith("Это время уже прошло.")
    assert (await stored(stage)).starts_at == PLENARY.starts_at


@pytest.mark.parametrize(
    ("start", "room", "warned"),
    [
        ("10:30", "Зал 1", True),
        ("10:30", "зал  1", True),
        ("10:30", "Зал 2", False),
        ("11:00", "Зал 1", False),
    ],
)
async def test_room_that_is_taken_at_that_time_is_pointed_out(
    stage: Stage, office: UserClient, start: str, room: str, warned: bool
) -> None:
    await open_draft(office, "Сварка")
    await office.click("Начало")
    await office.send(start)
    await office.click("Зал")
    await office.send(room)
    draft = office.last.text
    await office.click("Сохранить…")

    line = "⚠️ В это время в зале «Зал 1» стоит «Пленарное заседание»: 25 ноября, 10:00–11:00."
    assert [line in text.splitlines() for text in (draft, office.last.text)] == [warned] * 2
    await office.click("Сохранить")
    assert (await stored(stage, "welding")).room == " ".join(room.split())


async def test_new_session_in_a_taken_room_says_so_on_its_sheet(
    stage: Stage, office: UserClient
) -> None:
    await open_event(office)
    await office.click("➕ Сессия")
    await office.send("Ужин\n25 ноября 10:30–11:30\nЗал 1")
    warned = office.last.text
    await office.click("Изменить")
    await office.click("Зал")
    await office.send("Зал 5")
    moved = office.last.text
    await office.click("Сохранить…")
    await office.click("Сохранить")

    line = "⚠️ В это время в зале «Зал 1» стоит «Пленарное заседание»: 25 ноября, 10:00–11:00."
    assert line in warned.splitlines()
    assert "⚠️" not in moved + office.last.text


async def test_speaker_who_is_elsewhere_at_that_time_is_pointed_out(
    stage: Stage, office: UserClient
) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(PLENARY, speakers=("А. Петрова", "И. Лев"))])
    await open_draft(office, "Сварка")
    await office.click("Начало")
    await office.send("10:30")
    unknown = office.last.text
    await office.click("Докладчики")
    await office.send("О. Мир; а. петрова")
    draft = office.last.text
    await office.click("Сохранить…")
    confirm = office.last.text
    await office.click("Сохранить")

    line = "⚠️ В это время А. Петрова выступает и на «Пленарное заседание»: 25 ноября, 10:00–11:00."
    assert "⚠️" not in unknown
    for text in (draft, confirm, office.last.text):
        assert [one for one in text.splitlines() if "⚠️" in one] == [line]


async def test_more_places_name_those_of_the_waiting_list_who_get_one(
    stage: Stage, office: UserClient
) -> None:
    first, second, third = await stage.audience(3)
    for person in (first, second, third):
        await person.send(f"/start session_{WELDING.id}")
        await person.press(f"pj:{WELDING.id}:1", forged=True)
    await open_draft(office, "Сварка")
    await office.click("Число мест")
    await office.send("2")
    await office.click("Сохранить…")
    confirm = office.last.text.splitlines()
    await office.click("Сохранить")
    stage.clock.advance(minutes=3)
    await stage.work()

    assert confirm[-1] == "Место получит 1 человек из листа ожидания: я ему напишу."
    assert "Сообщать некому." not in confirm
    assert second.last.text.startswith("🎉 Для вас освободилось место: Сварка.")
    assert "освободилось" not in third.last.text
