"""The organisers' side of the programme, in the chat: files, edits, materials."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.tables import audit, outbox, session_drafts, sessions, uploads
from domain.ids import SessionId, UserId
from domain.outbox import Kind
from domain.programme import Session
from domain.uploads import UploadSubject
from sandbox.client import UserClient
from services.housekeeping import Housekeeping
from tests.handlers.conftest import Stage
from tests.handlers.test_programme import EVENT, NUCLEAR, PLENARY, WELDING

HEAD = "uid,title,start,end,room,track,capacity\n"
SAME = (
    "plenary,Пленарное заседание,2026-11-25T10:00,2026-11-25T11:00,Зал 1,,\n"
    "welding,Сварка,2026-11-25T12:00,2026-11-25T13:00,,Машиностроение,1\n"
    "nuclear,Атом,2026-11-26T10:00,2026-11-26T11:00,,Энергетика,\n"
)
CHANGED = (
    "plenary,Открытие,2026-11-25T10:30,2026-11-25T11:30,Зал 7,,\n"
    "welding,Сварка,2026-11-25T12:00,2026-11-25T13:00,,Машиностроение,1\n"
    "party,Ужин,2026-11-25T19:00,2026-11-25T21:00,,,\n"
)


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, WELDING, NUCLEAR])
    return await stage.organiser()


async def open_event(person: UserClient) -> None:
    await person.send("/admin")
    await person.click("🗓 Программа")
    await person.click("Экспертная сессия")


async def open_draft(person: UserClient, title: str = "Пленарное заседание") -> None:
    await open_event(person)
    await person.click(title)
    await person.click("Изменить")


async def goes(stage: Stage, *people: UserClient, to: Session = PLENARY) -> None:
    async with stage.app.store.write() as tx:
        for person in people:
            await tx.programme.register(
                UserId(person.id), to.id, stage.clock.now(), is_waiting=False
            )


async def stored(stage: Stage, name: str = "plenary") -> Session:
    async with stage.app.store.read() as tx:
        found = await tx.programme.session(SessionId(name))
    assert found is not None
    return found


async def audited(stage: Stage) -> list[str]:
    async with stage.app.database.read() as connection:
        return list((await connection.execute(sa.select(audit.c.action))).scalars())


async def notices(stage: Stage) -> int:
    query = (
        sa.select(sa.func.count()).select_from(outbox).where(outbox.c.kind == Kind.CHANGE.value)
    )
    async with stage.app.database.read() as connection:
        return (await connection.execute(query)).scalar_one()


# -- looking


async def test_sheet_shows_counts_and_fields(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_event(office)
    day = office.last.text
    await office.click("10:00 Пленарное")

    assert day.splitlines() == [
        "Экспертная сессия",
        "Среда, 25 ноября · время: Москва, UTC+3",
        "Сессий в этот день: 2, всего: 3",
    ]
    assert office.last.text.splitlines() == [
        "Пленарное заседание",
        "🕒 25 ноября, 10:00–11:00 (Москва, UTC+3)",
        "📍 Зал 1",
        "",
        "👥 Идут: 1, в листе ожидания: 0",
        "Число мест не ограничено.",
        "",
        "UID plenary, правка № 0",
    ]


async def test_hundreds_of_sessions_are_paged(stage: Stage, office: UserClient) -> None:
    many = [
        Session(
            id=SessionId(f"s{n}"), event_id=EVENT.id, uid=f"s{n}", title=f"Доклад {n}",
            starts_at=PLENARY.starts_at + timedelta(minutes=n), ends_at=PLENARY.ends_at
            + timedelta(minutes=n),
        )
        for n in range(1, 300)
    ]  # fmt: skip
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions(many)
    await open_event(office)
    first = office.last.buttons
    await office.click("Дальше ›")

    assert "10:01 Доклад 1" in first
    assert "10:10 Доклад 10" in office.last.buttons
    assert "10:01 Доклад 1" not in office.last.buttons


OWN = (
    *("o", "oe:expert", "od:expert:739580:0", "os:plenary", "oa:f:expert", "oa:s:expert"),
    *("ob:plenary", "oc:w:1", "oc:x:1", "of:1:title", "ou:a:1:0:0", "ov:1:expert"),
    *("om:plenary", "on:plenary", "ox:1"),
)
GONE = (
    *("oe:gone", "od:gone:739580:0", "od:expert:-5:0", "os:gone", "ob:gone", "oc:s:77"),
    *("of:77:title", "ou:s:77:0:0", "ov:77:expert", "om:gone", "ox:77"),
    *("km:gone", "ks:77", "kc:gone:0", "kf:gone", "kd:gone:ics"),
)


async def test_office_is_closed_to_others(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await student.send("/start")
    toasts = {}
    for data in OWN:
        await student.press(data, forged=True)
        stage.clock.advance(minutes=1)
        toasts[data] = student.toast

    assert toasts == dict.fromkeys(OWN, "Это только для организаторов.")


async def test_outdated_clicks_get_a_fresh_menu(stage: Stage, office: UserClient) -> None:
    answers = {}
    for data in GONE:
        await office.press(data, forged=True)
        stage.clock.advance(minutes=1)
        answers[data] = bool(office.toast), office.last.text.split(".")[0]

    assert answers == dict.fromkeys(GONE, (True, "Главное меню"))


# -- a file


async def test_file_about_clusters_is_none_of_a_programme(
    stage: Stage, office: UserClient
) -> None:
    sender, now = UserId(office.id), stage.clock.now()
    async with stage.app.store.write() as tx:
        upload_id = await tx.uploads.add(sender, UploadSubject.CLUSTERS, "", "c.csv", b"", now)
    await office.press(f"ou:s:{upload_id}:0:0", forged=True)

    assert (
        office.toast == "Этого файла уже нет: его отложили или прошла неделя. Пришлите его снова."
    )


async def upload(person: UserClient, rows: str, name: str = "p.csv") -> None:
    await open_event(person)
    await person.click("Загрузить файл")
    await person.upload(name, (HEAD + rows).encode())


async def test_file_is_shown_first_and_applied_once(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await upload(office, CHANGED)
    trial = office.last
    before = await stored(stage)
    await office.click("Применить и сообщить: 1")
    applied = office.last.text
    await office.press(trial.rows[1][0]["callback_data"], message=trial, forged=True)

    assert trial.text.splitlines() == [
        "Экспертная сессия",
        "Файл p.csv, время: Москва, UTC+3",
        "",
        "Добавится: 1",
        "Изменится: 1",
        "Без изменений: 1",
        "Есть в программе, но нет в файле: 1",
        "",
        "➕ Ужин, 25 ноября, 19:00–21:00",
        "🕒 Открытие: 25 ноября, 10:00–11:00 → 25 ноября, 10:30–11:30",
        "✏️ «Пленарное заседание» → «Открытие»",
        "📍 Открытие: Зал 1 → Зал 7",
        "❔ Атом, 26 ноября, 10:00–11:00: в файле нет, останется как есть",
        "",
        "Об изменении узнает 1 человек.",
    ]
    assert before == PLENARY
    assert "Через две минуты об изменениях узнает 1 человек." in applied
    assert office.toast == "Этот файл уже применён."
    assert (await stored(stage)).title == "Открытие"
    assert not (await stored(stage, "nuclear")).is_cancelled
    assert (await notices(stage), await audited(stage)) == (1, ["programme-imported"])


async def test_missing_sessions_are_cancelled_only_when_asked(
    stage: Stage, office: UserClient
) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest, to=NUCLEAR)
    await upload(office, CHANGED)
    await office.click("Отменить то, чего нет в файле: 1")
    asked = office.last.text
    await office.click("Применить и сообщить: 1")

    assert "❌ Атом: отменяется" in asked
    assert (await stored(stage, "nuclear")).is_cancelled


async def test_quiet_file_tells_nobody(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await upload(office, CHANGED)
    await office.click("Применить тихо")

    assert (await stored(stage)).room == "Зал 7"
    assert await notices(stage) == 0


async def test_rejected_lines_block_the_file_and_a_corrected_one_may_follow(
    stage: Stage, office: UserClient
) -> None:
    wrong = CHANGED + "bad,Наоборот,2026-11-25T13:00,2026-11-25T12:00,,,\n"
    await upload(office, wrong)
    refused = office.last
    await office.upload("p.csv", (HEAD + CHANGED).encode())

    assert "⛔️ Строка 5, поле «end»: конец не позже начала" in refused.text
    assert refused.text.endswith("Исправьте их и пришлите файл ещё раз.")
    assert refused.buttons == ["Не применять"]
    assert "Применить" in office.last.buttons
    assert await stored(stage) == PLENARY


async def test_forged_apply_of_a_file_with_mistakes_stores_nothing(
    stage: Stage, office: UserClient
) -> None:
    await upload(office, CHANGED + "bad,,2026-11-25T13:00,2026-11-25T14:00,,,\n")
    await office.press("ou:a:1:0:0", forged=True)

    assert await stored(stage) == PLENARY


async def test_programme_that_changed_meanwhile_is_compared_anew(
    stage: Stage, office: UserClient
) -> None:
    await upload(office, CHANGED)
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(NUCLEAR, title="Атомный проект")])
    await office.click("Применить")
    again = office.last.text
    untouched = await stored(stage)
    await office.click("Применить")

    assert "⚠️ Пока вы смотрели, программа изменилась." in again
    assert "Атомный проект" in again
    assert untouched == PLENARY
    assert (await stored(stage)).title == "Открытие"


async def test_capacity_below_those_going_is_pointed_out(stage: Stage, office: UserClient) -> None:
    guests = await stage.audience(2)
    await goes(stage, *guests)
    await upload(office, SAME.replace("Зал 1,,", "Зал 1,,1"))
    warned = office.last.text
    await office.click("Применить")

    assert "⚠️ Пленарное заседание: мест 1, а записаны 2." in warned
    async with stage.app.store.read() as tx:
        assert await tx.programme.counts([PLENARY.id]) == {PLENARY.id: (2, 0)}


async def test_same_file_changes_nothing(office: UserClient) -> None:
    await upload(office, SAME)

    assert office.last.text.endswith("Файл ничего не меняет: программа уже такая.")
    assert office.last.buttons == ["Не применять"]
    await office.click("Не применять")
    assert office.last.text == "Хорошо, файл отложен. Программа осталась прежней."


async def test_unreadable_file_and_text_keep_the_question_open(office: UserClient) -> None:
    await open_event(office)
    await office.click("Загрузить файл")
    answers = []
    for name, data in (("p.pdf", b"%PDF"), ("p.json", b"{"), ("p.ics", b"BEGIN:VCALENDAR\n")):
        await office.upload(name, data)
        answers.append(office.last.text)
    await office.send("вот программа")
    answers.append(office.last.text)
    await office.upload("p.csv", (HEAD + CHANGED).encode())

    assert [answer.split(":")[0][:30] for answer in answers] == [
        "Файлы «.pdf» не читаю. Подойду",
        "Файл повреждён или это не то, ",
        "Календарь нарушен в строке 1",
        "Жду файл",
    ]
    assert "Применить" in office.last.buttons


async def test_too_large_file_is_refused_before_it_is_fetched(office: UserClient) -> None:
    await open_event(office)
    await office.click("Загрузить файл")
    await office.upload("p.csv", b"x" * (20 * 2**20 + 1))

    assert office.last.text == "Файл слишком велик: можно до 20 МБ."


async def test_file_out_of_the_blue_asks_for_its_event(stage: Stage, office: UserClient) -> None:
    await office.upload("p.csv", (HEAD + CHANGED).encode())
    asked = office.last
    await office.click("Экспертная сессия")

    assert asked.buttons == ["Экспертная сессия", "➕ Новое событие", "Не применять"]
    assert "Добавится: 1" in office.last.text


async def test_file_out_of_the_blue_from_others_is_not_understood(
    office: UserClient, student: UserClient
) -> None:
    await student.upload("p.csv", (HEAD + CHANGED).encode())

    assert student.last.text.startswith("Не понял это сообщение.")


async def test_new_event_of_a_table_is_asked_for_its_name_and_zone(
    stage: Stage, office: UserClient
) -> None:
    await office.upload("p.csv", (HEAD + CHANGED).encode())
    await office.click("Новое событие")
    asked = [office.last.text]
    await office.send("Форум\u202e колледжей\x07")
    asked.append(office.last.text)
    await office.send("Ыыыыы")
    asked.append(office.last.text)
    await office.send("Омск")
    trial = office.last.text
    await office.click("Применить")

    assert [text.splitlines()[0] for text in asked] == [
        "Как называется новое событие?",
        "Форум колледжей",
        "Не понял, какой это часовой пояс. Напишите город побольше или пояс, например "
        "Asia/Yekaterinburg.",
    ]
    assert trial.splitlines()[:2] == [
        "Новое событие: Форум колледжей",
        "Файл p.csv, время: Омск, UTC+6",
    ]
    async with stage.app.store.read() as tx:
        [event] = [one for one in await tx.programme.events() if one.id != EVENT.id]
        found = await tx.programme.sessions(event.id)
        assert await tx.changes.count(event.id) == 0
    assert (event.title, event.tz, len(found)) == ("Форум колледжей", "Asia/Omsk", 3)


async def test_new_event_of_a_calendar_needs_no_question(stage: Stage, office: UserClient) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Форум\\, день 1\r\nX-WR-TIMEZONE:Asia/Tomsk\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Открытие\r\nDTSTART:20261201T100000\r\n"
        "DTEND:20261201T110000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    await office.upload("p.ics", calendar.encode())
    await office.click("Новое событие")

    assert office.last.text.splitlines()[:2] == [
        "Новое событие: Форум, день 1",
        "Файл p.ics, время: Томск, UTC+7",
    ]
    assert "➕ Открытие, 1 декабря, 10:00–11:00" in office.last.text


async def test_upload_of_another_organiser_is_not_shown(stage: Stage, office: UserClient) -> None:
    await upload(office, CHANGED)
    async with stage.app.store.write() as tx:
        await tx.organisers.add(UserId(901), "Пётр", UserId(900), stage.clock.now())
    other = stage.person("Пётр", person_id=901)
    await other.send("/start")
    await other.press("ou:a:1:0:0", forged=True)

    assert other.toast is not None
    assert other.toast.startswith("Этого файла уже нет")


async def test_uploads_are_tidied(stage: Stage, office: UserClient) -> None:
    await upload(office, CHANGED)
    await office.click("Применить")
    await office.upload("p.csv", (HEAD + SAME).encode())
    house = Housekeeping(store=stage.app.store, clock=stage.clock)
    await house.tidy()
    query = sa.select(sa.func.length(uploads.c.content)).order_by(uploads.c.id)
    async with stage.app.database.read() as connection:
        kept = list((await connection.execute(query)).scalars())
    stage.clock.advance(days=8)
    await house.tidy()
    async with stage.app.database.read() as connection:
        later = list((await connection.execute(query)).scalars())

    assert (kept, later) == ([0, len((HEAD + SAME).encode())], [])


# -- an edit


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


async def test_edit_moves_unsent_reminders_along(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await open_draft(office)
    await office.click("Начало")
    await office.send("сегодня в 16:00")
    await office.click("Сохранить…")
    await office.click("Сохранить тихо")
    stage.clock.jump(hours=3)
    await stage.work()

    assert "Пленарное заседание" in guest.last.text
    assert "📢" not in guest.last.text


async def test_every_field_can_be_changed(stage: Stage, office: UserClient) -> None:
    await open_draft(office)
    for button, text in (
        ("Конец", "1 ч 30 мин"),
        ("Название", "  Открытие   форума "),
        ("Спикеры", "Первый; Вторая"),
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
        ("Конец", "09:00", "Конец получается не позже начала."),
        ("Конец", "0 мин", "Конец получается не позже начала."),
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

    assert refused.startswith("Нужны три или четыре строки")
    assert (added.ends_at - added.starts_at, added.room) == (timedelta(hours=2), "Ресторан")
    assert office.last.text.splitlines()[1] == "🕒 25 ноября, 19:00–21:00 (Москва, UTC+3)"
    assert listed == 1
    assert await audited(stage) == ["session-added"]


# -- materials


async def test_materials_are_attached_shown_and_removed(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await open_event(office)
    await office.click("Пленарное")
    await office.click("Материалы · 0")
    await office.click("Добавить")
    await office.upload("план.pdf", b"%PDF", caption="План")
    await office.upload("зал.jpg", b"\xff\xd8\xff\xd9", kind="photo")
    await office.upload("о нас.mp4", b"mp4", kind="video")
    await office.send("Слайды https://example.org/slides")
    await office.send("без ссылки")
    refused = office.last.text
    await student.send("/start session_plenary")
    await student.click("Материалы · 4")
    shown = student.last
    await student.click("План", message=shown)
    await student.click("Фото", message=shown)
    await student.click("о нас.mp4", message=shown)
    sent = [one.caption for one in student.inbox[-3:]]
    await office.click("Готово")
    await office.click("🗑 План")
    await student.click("План", message=shown)

    assert shown.buttons[:4] == ["📄 План", "🖼 Фото", "🎬 о нас.mp4", "🔗 Слайды"]
    assert shown.rows[3][0]["url"] == "https://example.org/slides"
    assert sent == ["План", "Фото", "о нас.mp4"]
    assert refused.startswith("Такое прикрепить не могу.")
    assert student.toast == "Этот материал уже убрали. Вот свежее меню."
    assert "Материалы: 3 из 20" in "\n".join(one.text for one in office.inbox)
    assert await audited(stage) == ["material-added"] * 4 + ["material-removed"]


async def test_file_that_telegram_forgot_is_said_so(
    stage: Stage, office: UserClient, student: UserClient
) -> None:
    await office.press("on:plenary", forged=True)
    await office.upload("план.pdf", b"%PDF")
    stage.world.files.clear()
    await student.send("/start session_plenary")
    await student.click("Материалы · 1")
    await student.click("план.pdf")

    assert student.toast == "Файла «план.pdf» в Telegram больше нет. Спросите у организаторов."


async def test_no_more_than_twenty_materials(stage: Stage, office: UserClient) -> None:
    await office.press("on:plenary", forged=True)
    for n in range(21):
        await office.send(f"https://example.org/{n}")

    assert office.last.text.startswith("Больше 20 материалов не поместится.")


# -- privacy


async def test_erasure_takes_uploads_and_drafts_along(stage: Stage, office: UserClient) -> None:
    await upload(office, CHANGED)
    await office.press("on:plenary", forged=True)
    await office.send("https://example.org/1")
    await open_draft(office)
    actor_id = UserId(office.id)
    async with stage.app.store.read() as tx:
        exported = await tx.uploads.names_of(actor_id), await tx.materials.titles_of(actor_id)
    await office.send("/privacy")
    await office.click("Удалить")
    await office.click("Да, удалить")
    async with stage.app.store.read() as tx:
        left = await tx.uploads.names_of(actor_id), await tx.materials.titles_of(actor_id)
        drafts = await tx.drafts.open(actor_id, PLENARY.id)
        assert await tx.materials.count(PLENARY.id) == 1

    assert exported == (["p.csv"], ["example.org"])
    assert (left, drafts) == (([], []), None)


# -- in English


async def test_office_in_english(stage: Stage, office: UserClient) -> None:
    await office.send("/language")
    await office.click("English")
    await office.send("/admin")
    await office.click("🗓 Programme")
    await office.click("Экспертная сессия")
    await office.click("10:00 Пленарное")
    sheet = office.last.text
    await office.click("Edit")
    await office.click("Start")
    await office.send("tomorrow 15:00")
    await office.click("Save…")
    await office.click("Save")
    await office.upload("p.csv", (HEAD + SAME).encode())
    await office.click("Экспертная сессия")

    assert "👥 Going: 0, waiting: 0" in sheet
    assert "File p.csv, times: Moscow, UTC+3" in office.last.text
    await office.click("Apply")
    assert office.last.text.startswith("✅ Done:")
    async with stage.app.database.read() as connection:
        moved = sa.select(sessions.c.starts_at).where(sessions.c.id == "plenary")
        assert (await connection.execute(moved)).scalar_one() == PLENARY.starts_at
