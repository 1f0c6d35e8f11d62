"""A programme out of a file that an organiser sends to the chat."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from db.tables import uploads
from domain.ids import UserId
from domain.uploads import UploadSubject
from sandbox.client import UserClient
from services.people.housekeeping import Housekeeping
from tests.handlers.conftest import ORGANISER, Stage
from tests.handlers.programme.organisers import (
    CHANGED,
    HEAD,
    SAME,
    audited,
    goes,
    notices,
    open_event,
    opened_office,
    stored,
    upload,
)
from tests.handlers.programme.test_sessions import EVENT, NUCLEAR, PLENARY


@pytest.fixture
async def office(stage: Stage) -> UserClient:
    return await opened_office(stage)


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


async def test_file_is_shown_first_and_applied_once(stage: Stage, office: UserClient) -> None:
    [guest] = await stage.audience(1)
    await goes(stage, guest)
    await upload(office, CHANGED)
    preview = office.last
    before = await stored(stage)
    await office.click("Применить и сообщить: 1")
    applied = office.last.text
    await office.press(preview.rows[1][0]["callback_data"], message=preview, forged=True)

    assert preview.text.splitlines() == [
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


OFFICE = (
    "Программа форума;;;\n;;;\nВремя;Мероприятие;Место;Спикеры\nДень первый. 25 ноября;;;\n"
    '10:00-11:00 (60 мин);Открытие;Зал 1;"1. Иванов\n2. Петров"\nДень второй;;;\n'
    "1 пара (9:00-10:30);Экскурсия;-;\n"
)


@pytest.mark.parametrize(
    ("name", "charset"),
    [("p.csv", "mac-cyrillic"), ("p.xls", "cp1251"), ("p.xlsx", "utf-16"), ("Форум", "cp866")],
)
async def test_table_of_an_office_is_shown_as_it_is_meant(
    stage: Stage, office: UserClient, name: str, charset: str
) -> None:
    """By the way of the product: the chat, and the process that reads files."""
    await open_event(office)
    await office.click("Загрузить файл")
    await office.upload(name, OFFICE.encode(charset))

    lines = office.last.text.splitlines()
    assert "Добавится: 2" in lines
    assert {"➕ Открытие, 25 ноября, 10:00–11:00", "➕ Экскурсия, 26 ноября, 09:00–10:30"} <= {
        *lines
    }
    assert "Строка 7: «День второй» — взят день 26.11.2026: по номеру, от дня с датой" in lines


@pytest.mark.parametrize("was_known", [True, False])
async def test_title_that_calls_a_session_off_is_told_as_such(
    stage: Stage, office: UserClient, *, was_known: bool
) -> None:
    """In a table without a column of status, whether the session is new or known."""
    uid, title = ("nuclear", "Атом") if was_known else ("trip", "Поход")
    row = f"{uid},{title} (отменено),2026-11-26T10:00,2026-11-26T11:00\n"
    await open_event(office)
    await office.click("Загрузить файл")
    await office.upload("p.csv", f"uid,title,start,end\n{row}".encode())

    line = "❌ Атом: отменяется" if was_known else "➕ Поход, 26 ноября, 10:00–11:00 — отменена"
    assert line in office.last.text.splitlines()


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

    assert "⛔️ Строка 5, поле «Конец (end)»: конец не позже начала" in refused.text
    assert refused.text.endswith("Исправьте их и пришлите файл ещё раз.")
    assert refused.buttons == ["Не применять"]
    assert "Применить" in office.last.buttons
    assert await stored(stage) == PLENARY


async def test_file_without_a_good_row_names_the_zone_in_words(office: UserClient) -> None:
    await upload(office, "bad,Наоборот,2026-11-25T13:00,2026-11-25T12:00,,,\n")

    assert office.last.text.splitlines()[1] == "Файл p.csv, время: Москва, UTC+3"


async def test_link_or_picture_instead_of_a_file_is_told_what_to_do(office: UserClient) -> None:
    await open_event(office)
    await office.click("Загрузить файл")
    answers = await office.send("https://docs.google.com/spreadsheets/d/1")
    answers += await office.upload("p.jpg", b"", kind="photo")

    assert ["скачайте как xlsx" in one.text for one in answers] == [True, True]


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
        await tx.programme.save_sessions([replace(NUCLEAR, title="Атомный проект", sequence=1)])
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
        assert await tx.registrations.counts([PLENARY.id]) == {PLENARY.id: (2, 0)}


async def test_room_that_a_file_takes_twice_is_pointed_out(office: UserClient) -> None:
    rows = "".join(
        f"s{n},Доклад {n},2026-11-25T10:30,2026-11-25T11:30,зал  1,,\n" for n in range(4)
    )
    await upload(office, rows + "free,Обед,2026-11-25T11:30,2026-11-25T12:00,Зал 1,,\n")

    lines = [one for one in office.last.text.splitlines() if one.startswith("⚠️")]
    assert lines[0] == (
        "⚠️ зал 1, 25 ноября, 10:30–11:30: Пленарное заседание и Доклад 0 — в одно время."
    )
    assert len(lines) == 6
    assert lines[5] == "⚠️ …и ещё таких совпадений: 5"


async def test_speaker_whom_a_file_has_in_two_places_is_pointed_out(office: UserClient) -> None:
    head = "title,start,end,room,speakers\n"
    rows = (
        "Доклад,2026-11-25T14:00,2026-11-25T15:00,1,А. Петрова; И. Лев\n"
        "Разбор,2026-11-25T14:30,2026-11-25T15:30,2,О. Мир; а. петрова\n"
        "Обед,2026-11-25T15:30,2026-11-25T16:00,2,О. Мир\n"
    )
    await open_event(office)
    await office.click("Загрузить файл")
    await office.upload("p.csv", (head + rows).encode())

    assert [one for one in office.last.text.splitlines() if one.startswith("⚠️")] == [
        "⚠️ а. петрова, 25 ноября, 14:30–15:30: Доклад и Разбор — в одно время."
    ]


async def test_room_taken_twice_before_the_file_is_none_of_its_business(
    office: UserClient,
) -> None:
    await upload(office, SAME.replace("13:00,,Машин", "13:00,Зал 1,Машин"))

    assert "⚠️" not in office.last.text


def two_years() -> bytes:
    """The sheet of last year's programme beside that of this one, as people keep them."""
    workbook, target = Workbook(write_only=True), io.BytesIO()
    for year, hall in ((2025, "Зал 9"), (2026, "Зал 1")):
        sheet = workbook.create_sheet(str(year))
        sheet.append(["Название", "Дата", "Время", "Зал"])
        sheet.append(["Пленарное заседание", f"25.11.{year}", "10:00–11:00", hall])
        sheet.append(["Атом", f"26.11.{year}", "10:00–11:00", hall])
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("language", "warned"),
    [
        (
            "ru",
            "⚠️ 2 сессии уже прошли (25 ноября 2025 г. – 26 ноября 2025 г.). Если это прежняя "
            "программа, скройте её лист или удалите эти строки и пришлите файл снова.",
        ),
        (
            "en",
            "⚠️ 2 sessions are over already (25 November 2025 – 26 November 2025). If that is an "
            "earlier programme, hide its sheet or delete these rows, and send the file again.",
        ),
    ],
)
async def test_programme_of_an_old_year_beside_the_new_one_is_pointed_out(
    stage: Stage, language: str, warned: str
) -> None:
    await opened_office(stage)
    office = stage.person("Ольга", person_id=ORGANISER, language=language)
    await office.upload("p.xlsx", two_years())
    await office.click("Экспертная сессия")

    lines = office.last.text.splitlines()
    assert " ".join(lines[3].split()) == warned
    assert [line for line in lines if line.startswith("📍")] == ["📍 Атом: — → Зал 1"]
    assert sum(line.startswith("➕") for line in lines) == 2
    assert "".join(lines).count("Пленарное заседание") == 1


async def test_file_of_sessions_to_come_warns_of_nothing(stage: Stage, office: UserClient) -> None:
    await upload(office, CHANGED)

    assert "прошл" not in office.last.text


async def test_same_file_changes_nothing(office: UserClient) -> None:
    await upload(office, SAME)

    assert office.last.text.endswith("\n\nФайл ничего не меняет: программа уже такая.")
    assert "\n\n\n" not in office.last.text
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
    preview = office.last.text
    await office.click("Применить")

    assert [text.splitlines()[0] for text in asked] == [
        "Как называется новое событие?",
        "Форум колледжей",
        "Не понял, какой это часовой пояс. Напишите город побольше или пояс, например "
        "Asia/Yekaterinburg.",
    ]
    assert preview.splitlines()[:2] == [
        "Новое событие: Форум колледжей",
        "Файл p.csv, время: Омск, UTC+6",
    ]
    async with stage.app.store.read() as tx:
        [event] = [one for one in await tx.programme.events() if one.id != EVENT.id]
        found = await tx.programme.sessions(event.id)
        assert await tx.changes.count(event.id) == 0
    assert (event.title, event.tz, len(found)) == ("Форум колледжей", "Asia/Omsk", 3)


async def test_new_event_abroad_has_the_time_of_the_city_that_everybody_knows(
    stage: Stage, office: UserClient
) -> None:
    await office.upload("p.csv", (HEAD + CHANGED).encode())
    await office.click("Новое событие")
    await office.send("Форум колледжей")
    await office.send("Берлин")

    assert office.last.text.splitlines()[1] == "Файл p.csv, время: Берлин, UTC+1"


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


@pytest.mark.parametrize("name", ["programme.docx", "all.zip", "photo.png"])
async def test_file_that_nobody_awaits_is_told_what_files_there_are(
    office: UserClient, name: str
) -> None:
    await office.send("/admin")
    await office.upload(name, b"PK")

    assert office.last.text.startswith("Не знаю, что делать с этим файлом.")
    assert "xlsx, ods, csv, ics" in office.last.text
    assert office.last.buttons == [
        "🗓 Программа",
        "🏭 Кластеры",
        "📰 Новости",
        "📣 Новое объявление",
    ]


async def test_file_of_a_participant_is_answered_as_before(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    await student.upload("programme.docx", b"PK")

    assert student.last.text.startswith("Не понял это сообщение.")


async def test_table_of_clusters_is_sent_to_their_desk(office: UserClient) -> None:
    await open_event(office)
    await office.click("Загрузить файл")
    await office.upload("c.csv", "id,name,industry,region\nc1,Кластер,it,Москва\n".encode())

    assert office.last.text.startswith("Похоже, это таблица кластеров, а не программа события.")
    assert "«🏭 Кластеры» → «Загрузить файл»" in office.last.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("c.csv", "id,name,industry,region\nc1,Кластер,it,Москва\n", "таблица кластеров"),
        ("c.json", '[{"id": "c1", "name": "К", "industry": "it", "region": "Москва"}]',
         "таблица кластеров"),
        ("d.csv", "Колледж,Дата\nСаранский,12.12.2026\n", "дни открытых дверей"),
    ],
)  # fmt: skip
async def test_file_of_cards_out_of_the_blue_is_shown_at_their_desk(
    office: UserClient, name: str, data: str, words: str
) -> None:
    await office.upload(name, data.encode())
    asked = office.last
    await office.click("Показать")
    shown = office.last
    await office.click("Отменить")

    assert asked.text == (
        f"Похоже, это {words}, а не программа события. Показать, что изменится в карточках?"
    )
    assert shown.text.startswith(name)
    assert office.toast == "Ничего не изменено"


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("p.csv", b"", "Файл пуст."),
        ("p.json", b"{", "Файл повреждён или это не то, чем он назван: смотрите строку 1."),
        ("p.xls", b"\xd0\xcf\x11\xe0 old",
         "Файлы «.xls» не читаю. Подойдут ics, csv, xlsx, ods, schedule.xml и schedule.json. "
         "Откройте файл в Excel, LibreOffice или Google Таблицах и сохраните как xlsx."),
        ("p.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
         "Файл закрыт паролем. Снимите пароль и пришлите файл снова."),
    ],
)  # fmt: skip
async def test_file_beyond_reading_is_refused_before_its_event_is_asked_for(
    stage: Stage, office: UserClient, name: str, data: bytes, answer: str
) -> None:
    await office.upload(name, data)

    assert office.last.text == answer
    async with stage.app.database.read() as connection:
        assert list(await connection.execute(sa.select(uploads.c.id))) == []


async def test_column_of_another_clock_is_none_to_refuse_a_file_by(office: UserClient) -> None:
    """Of an event in Omsk it is its time; which event it is of is asked first."""
    rows = "Дата;Время (Омск);Название\n25.11.2026;10:00-11:00;Открытие\n"
    await office.upload("p.csv", rows.encode())

    assert office.last.buttons == ["Экспертная сессия", "➕ Новое событие", "Не применять"]
