"""The door: badges are scanned, people marked once, let in, added; how many are inside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db import tables
from domain.ids import EventId, UserId
from domain.programme.sessions import Event
from sandbox.client import Received, UserClient
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, session_at

EXPERT = Event(id=EventId("expert"), title="Экспертная сессия", tz="Asia/Omsk")


@pytest.fixture
async def programme(stage: Stage) -> None:
    """One session that begins in an hour, one of tomorrow. START is noon in Moscow."""
    soon = stage.clock.now() + timedelta(hours=1)
    await add_sessions(
        stage.app.store,
        replace(session_at(soon, "a"), title="Сварка", capacity=1),
        replace(session_at(soon + timedelta(days=1), "b"), title="Атом"),
        event=EXPERT,
    )


async def badge(person: UserClient) -> str:
    """Its link, from the caption."""
    await person.send("/start")
    await person.press("yb", forged=True)
    return link_in(person.last)


def link_in(message: Received) -> str:
    found = re.search(r"https://t\.me/profkompas_bot\?start=in_[\w-]+", message.text)
    assert found is not None, message.text
    return found[0]


async def join(person: UserClient, session: str = "a") -> None:
    await person.send("/start")
    await person.press(f"pj:{session}:1", forged=True)


async def attended(stage: Stage) -> list[tuple[int, int | None]]:
    """Who is registered for session a, and who marked them."""
    rows = tables.registrations
    query = sa.select(rows.c.user_id, rows.c.attended_by).where(rows.c.session_id == "a")
    async with stage.app.database.read() as connection:
        found = await connection.execute(query.order_by(rows.c.created_at, rows.c.user_id))
        return [(row.user_id, row.attended_by) for row in found]


async def test_badge_is_a_picture_and_a_link_that_stays_until_renewed(
    stage: Stage, student: UserClient
) -> None:
    first, again = await badge(student), await badge(student)
    picture = stage.world.files[student.last.raw["photo"][0]["file_id"]]
    old = student.last
    await student.click("Выпустить новый", message=old)
    renewed = link_in(student.last)
    await student.click("Выпустить новый", message=old)

    assert first == again != renewed
    assert picture.data.startswith(b"\x89PNG")
    assert old.caption.startswith("🎫 Мария\n")
    assert link_in(student.last) == renewed


async def test_badge_is_found_in_the_schedule_even_an_empty_one(
    programme: None, student: UserClient
) -> None:
    await student.send("/program")
    await student.click("🗓 Мои сессии")
    await student.click("🎫 Мой пропуск")
    first = link_in(student.last)
    await join(student)
    await student.send("/my")
    await student.click("🎫 Мой пропуск", message=student.inbox[-2])

    assert link_in(student.last) == first


async def test_owner_sees_the_own_badge_and_others_a_polite_refusal(
    stage: Stage, student: UserClient
) -> None:
    link = await badge(student)
    other = stage.person("Б")
    [refused] = await other.open_link(link)
    [unknown] = await other.send("/start in_nothing")
    [own] = await student.open_link(link)
    organiser = await stage.organiser()
    [gone] = await organiser.send("/start in_nothing")

    assert refused.text.startswith("По этой ссылке на входе отмечают гостей")
    assert unknown.text == refused.text
    assert link_in(own) == link
    assert gone.text.startswith("Этот пропуск больше не действует.")


async def test_scan_marks_once_with_one_tap_and_says_when_and_by_whom(
    programme: None, stage: Stage
) -> None:
    guest = stage.person("<b>Ия</b>")
    await join(guest)
    await join(guest, "b")
    link = await badge(guest)
    organiser = await stage.organiser()
    [sheet] = await organiser.open_link(link)
    text, buttons = sheet.text, sheet.buttons
    marked = await organiser.click("✅ Отметить: 16:00 Сварка")
    toast = organiser.toast
    [again] = await organiser.open_link(link)
    await organiser.press(f"yp:m:a:{guest.id}", forged=True)

    assert text.splitlines()[0] == "👤 <b>Ия</b>"
    assert "23 ноября, 16:00 (Омск, UTC+6) · Зал 3" in text
    assert "Атом" not in text
    assert buttons[0] == "✅ Отметить: 16:00 Сварка"
    assert (marked, toast) == ([], "Отмечено.")
    assert "✅ Отмечено: 23 ноября, 15:00 (Омск, UTC+6) — Ольга" in again.text
    assert organiser.toast == "Так уже и есть."
    assert await attended(stage) == [(guest.id, organiser.id)]


async def test_unregistered_guest_is_added_with_places_in_view(
    programme: None, stage: Stage
) -> None:
    inside, guest = stage.person("А"), stage.person("Б")
    await join(inside)
    link = await badge(guest)
    organiser = await stage.organiser()
    [sheet] = await organiser.open_link(link)
    await organiser.click("➕ Добавить на сессию")
    choice = organiser.last.buttons
    await organiser.click("➕ 16:00 Сварка · 1/1")
    toast = organiser.toast
    await organiser.press(f"yp:a:a:{guest.id}", forged=True)

    assert "На ближайшие сессии не записан." in sheet.text
    assert choice == ["➕ 16:00 Сварка · 1/1", "‹ Назад"]
    assert toast == "Человек добавлен, приход отмечен."
    assert organiser.toast == "Так уже и есть."
    assert await attended(stage) == [(inside.id, None), (guest.id, organiser.id)]


async def test_waiting_guest_is_let_in_on_purpose_only(programme: None, stage: Stage) -> None:
    inside, guest = stage.person("А"), stage.person("Б")
    await join(inside)
    await join(guest)
    link = await badge(guest)
    organiser = await stage.organiser()
    await organiser.open_link(link)
    answers = []
    for act in ("m", "a"):
        await organiser.press(f"yp:{act}:a:{guest.id}", forged=True)
        answers.append(organiser.toast)
    before = await attended(stage)
    await organiser.click("Впустить: 16:00 Сварка · 1/1")

    assert answers == [
        "У этого человека нет места на сессии. Откройте его пропуск ещё раз.",
        "Этот человек в листе ожидания. Откройте его пропуск ещё раз и нажмите «Впустить».",
    ]
    assert before == [(inside.id, None), (guest.id, None)]
    assert await attended(stage) == [(inside.id, None), (guest.id, organiser.id)]
    await guest.send("/start session_a")
    assert "✅ Вы участвуете." in guest.last.text


async def test_door_counts_live_and_takes_the_last_mark_back(
    programme: None, stage: Stage
) -> None:
    guest, waiting = stage.person("А"), stage.person("Б")
    await join(guest)
    await join(waiting)
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("🚪 Вход, списки")
    await organiser.click("23 нояб. 16:00 Сварка")
    before = organiser.last.text
    await organiser.press(f"yp:m:a:{guest.id}", forged=True)
    await organiser.click("‹ На входе")
    after = organiser.last.text
    await organiser.click("🔄 Обновить")
    refreshed = organiser.last.text
    await organiser.click("↩️ Снять отметку: А")
    undone = organiser.toast
    await organiser.press(f"yp:u:a:{guest.id}", forged=True)

    assert before.splitlines() == [
        "🚪 Сварка",
        "🕒 23 ноября, 16:00 (Омск, UTC+6)",
        "",
        "Пришли: 0",
        "Записаны: 1",
        "Мест: 1",
        "В листе ожидания: 1",
        "",
        before.splitlines()[-1],
    ]
    assert "Пришли: 1" in after
    assert refreshed != after
    assert (undone, organiser.toast) == ("Отметка снята.", "Так уже и есть.")
    assert await attended(stage) == [(guest.id, None), (waiting.id, None)]


async def test_marks_are_in_the_log_and_an_erased_guest_leaves_it(
    programme: None, stage: Stage
) -> None:
    guest = stage.person("А")
    await join(guest)
    organiser = await stage.organiser()
    for act in "mu":
        await organiser.press(f"yp:{act}:a:{guest.id}", forged=True)
    await organiser.send("/admin")
    await organiser.click("📜 Журнал")
    log = organiser.last.text
    await guest.send("/privacy")
    await guest.click("Удалить мои данные")
    await guest.click("Да, удалить")
    await organiser.send("/admin")
    await organiser.click("📜 Журнал")

    assert f"отмечен приход на «Сварка»: гость {guest.id}" in log
    assert f"снята отметка о приходе на «Сварка»: гость {guest.id}" in log
    assert str(guest.id) not in organiser.last.text
    assert "отмечен приход на «Сварка»: гость 0" in organiser.last.text


async def test_marked_guest_cannot_leave_the_session(programme: None, stage: Stage) -> None:
    guest = stage.person("А")
    await join(guest)
    organiser = await stage.organiser()
    await organiser.press(f"yp:m:a:{guest.id}", forged=True)
    await guest.press("pj:a:0", forged=True)

    assert guest.toast is not None
    assert guest.toast.startswith("Вы уже отмечены на входе")
    assert await attended(stage) == [(guest.id, organiser.id)]


async def test_door_is_for_organisers_and_answers_old_buttons(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await join(student)
    answers = []
    for data in (
        "y", "ye:expert:0", "ys:a", f"yv:{student.id}:a", f"yp:m:a:{student.id}",
        f"yw:{student.id}", "yl:a:0", "yx:a:csv:0", "yx:expert:xlsx:1",
    ):  # fmt: skip
        await student.press(data, forged=True)
        answers.append(student.toast)
    organiser = await stage.organiser()
    gone = []
    for data in ("ys:gone", f"yp:m:gone:{student.id}", "yp:m:a:999", "yv:999:", "ye:gone:0"):
        await organiser.press(data, forged=True)
        gone.append(organiser.toast)

    session_gone = "Этой сессии больше нет в программе. Вот свежее меню."
    assert set(answers) == {"Это только для организаторов."}
    assert gone == [
        session_gone,
        session_gone,
        "Этого человека в боте больше нет. Вот свежее меню.",
        "Этого человека в боте больше нет. Вот свежее меню.",
        "Этого события больше нет. Вот свежее меню.",
    ]
    assert await attended(stage) == [(student.id, None)]


async def test_export_holds_attendance_codes_and_badge(programme: None, stage: Stage) -> None:
    guest = stage.person("А")
    await join(guest)
    await badge(guest)
    organiser = await stage.organiser()
    await organiser.press(f"yp:m:a:{guest.id}", forged=True)
    async with stage.app.store.write() as tx:
        await tx.admissions.set_code(["b"], "0123456789abc")  # type: ignore[list-item]  # an id
    await guest.send("/start join_0000000000000")
    await guest.send("/start join_0123456789abc")
    await guest.send("/privacy")
    [document] = await guest.click("Скачать мои данные")
    stored = json.loads(stage.world.files[document.raw["document"]["file_id"]].data)
    await guest.click("Удалить мои данные")
    await guest.click("Да, удалить")
    left = []
    async with stage.app.database.read() as connection:
        for table in ("registrations", "admissions", "wrong_codes", "personal_links"):
            query = sa.select(sa.func.count()).select_from(tables.metadata.tables[table])
            left.append((await connection.execute(query)).scalar_one())

    assert list(stored["attended_sessions"]) == ["a"]
    assert list(stored["invitation_codes"]) == ["0123456789abc"]
    assert len(stored["wrong_codes_at"]) == 1
    assert list(stored["personal_links"]) == ["badge"]
    assert left == [0, 0, 0, 0]


async def test_door_speaks_english(programme: None, stage: Stage) -> None:
    guest = stage.person("Ann", language="en")
    await guest.send("/start session_a")
    await guest.click("I am going")
    await guest.send("/my")
    await guest.click("🎫 My badge")
    link = link_in(guest.last)
    caption = guest.last.caption
    organiser = stage.person("Olga", language="en", person_id=900)
    await organiser.send("/start")
    await organiser.open_link(link)
    await organiser.click("✅ Check in: 16:00 Сварка")
    await organiser.click("‹ At the door")

    assert "This is your personal badge" in caption
    assert "Came: 1" in organiser.last.text


@pytest.mark.slow
async def test_list_is_paged_and_opens_each_guest(programme: None, stage: Stage) -> None:
    guests = [stage.person(f"Гость {n:02}") for n in range(12)]
    for guest in guests:
        await join(guest, "b")
    organiser = await stage.organiser()
    await organiser.press(f"yp:m:b:{guests[0].id}", forged=True)
    await organiser.press("ys:b", forged=True)
    await organiser.click("👥 Список")
    first = organiser.last
    await organiser.press("yl:b:99", forged=True)
    rest = organiser.last
    await organiser.click("Гость 11")
    sheet = organiser.last

    assert first.text.splitlines()[0] == "👥 Атом: 12 человек"
    assert first.text.splitlines()[3:5] == ["✅ Гость 00 — на месте", "• Гость 01"]
    assert rest.text.splitlines()[3:] == ["• Гость 10", "• Гость 11"]
    assert sheet.text.splitlines()[0] == "👤 Гость 11"
    assert "✅ Отметить: 16:00 Атом" in sheet.buttons


async def test_lists_come_as_files_of_a_session_and_of_the_event(
    programme: None, stage: Stage
) -> None:
    guest = stage.person("=1+1")
    await join(guest)
    await join(guest, "b")
    organiser = await stage.organiser()
    await organiser.press("yl:a:0", forged=True)
    [csv_file] = await organiser.click("⬇️ csv")
    await organiser.press("ye:expert:0", forged=True)
    [xlsx_file] = await organiser.click("⬇️ Всё событие: xlsx")
    files = [stage.world.files[one.raw["document"]["file_id"]] for one in (csv_file, xlsx_file)]
    await organiser.send("/admin")
    await organiser.click("📜 Журнал")

    lines = files[0].data.decode("utf-8-sig").splitlines()
    assert [file.name for file in files] == ["a.csv", "expert.xlsx"]
    assert lines[0].startswith("Сессия;Начало;Имя;")
    assert lines[1].startswith("Сварка;2026-11-23 16:00 (Asia/Omsk);'=1+1;")
    assert csv_file.caption.startswith("«Сварка»: 1 запись.")
    assert xlsx_file.caption.startswith("«Экспертная сессия»: 2 записи.")
    assert files[1].data.startswith(b"PK")
    assert "выгружен список «Экспертная сессия» (xlsx, записей: 2)" in organiser.last.text


@pytest.mark.slow
async def test_hall_of_many_long_sessions_fits_one_message(stage: Stage) -> None:
    soon = stage.clock.now() + timedelta(hours=1)
    halls = [
        replace(session_at(soon, f"s{n}"), title=f"{n} " + "&" * 300, room="&" * 300)
        for n in range(60)
    ]
    await add_sessions(stage.app.store, *halls, event=EXPERT)
    guest = stage.person("&" * 64)
    link = await badge(guest)
    for n in range(12):
        await guest.press(f"pj:s{n}:1", forged=True)
    organiser = await stage.organiser()
    await organiser.open_link(link)
    sheet = organiser.last
    await organiser.click("➕ Добавить на сессию")
    choice = organiser.last
    await organiser.press(f"yv:{guest.id}:s11", forged=True)
    asked = organiser.last.buttons[0]
    await organiser.press("ys:s0", forged=True)

    assert asked.startswith("✅ Отметить: 16:00 11 &&&")
    assert len([label for label in sheet.buttons if label.startswith("✅")]) == 8
    assert len(choice.buttons) == 41
    assert organiser.last.text.startswith("🚪 0 &&&")


@pytest.mark.slow
async def test_who_is_let_in_or_added_is_told_once(programme: None, stage: Stage) -> None:
    waiting, added, organiser = stage.person("А"), stage.person("Б"), await stage.organiser()
    await join(stage.person("Первый"))
    await join(waiting)
    await added.send("/start")
    for data in (f"yp:l:a:{waiting.id}", f"yp:a:a:{added.id}"):
        await organiser.press(data, forged=True)
        await organiser.press(data, forged=True)
    await stage.work()

    told = "🎫 Вас записали на входе: Сварка. Место за вами, приход отмечен."
    assert [message.text for message in waiting.inbox].count(told) == 1
    assert [message.text for message in added.inbox].count(told) == 1
    assert added.last.buttons == ["Открыть карточку"]


async def test_guest_of_a_session_that_is_over_is_told_nothing(
    programme: None, stage: Stage
) -> None:
    guest, organiser = stage.person("А"), await stage.organiser()
    await guest.send("/start")
    stage.clock.advance(hours=3)
    await organiser.press(f"yp:a:a:{guest.id}", forged=True)
    await stage.work()

    assert not [one for one in guest.inbox if one.text.startswith("🎫 Вас записали")]


async def test_sheets_of_a_session_lead_to_one_another(programme: None, stage: Stage) -> None:
    organiser = await stage.organiser()
    await organiser.press("ys:a", forged=True)
    await organiser.click("💬 Вопросы и оценки")
    feedback = organiser.last
    await organiser.click("🗓 Сессия")
    office = organiser.last
    await organiser.click("🚪 Вход")

    assert "Оценок пока нет." in feedback.text
    assert {"🗓 Сессия", "🚪 Вход"} <= set(feedback.buttons)
    assert {"🚪 Вход", "💬 Вопросы и оценки"} <= set(office.buttons)
    assert organiser.last.text.startswith("🚪 Сварка")


async def listed(stage: Stage, *names: str, session: str = "b") -> list[UserClient]:
    guests = [stage.person(name) for name in names]
    for guest in guests:
        await join(guest, session)
    return guests


async def test_part_of_a_name_over_the_list_marks_with_one_press(
    programme: None, stage: Stage
) -> None:
    crowd = [f"Гость {n:02}" for n in range(11)]
    royal, *_ = await listed(stage, "Анна Королёва", *crowd)
    organiser = await stage.organiser()
    await organiser.press("yl:b:0", forged=True)
    [found] = await organiser.send("rjhjktd")
    await organiser.click("✅ Отметить: Анна Королёва")
    marked = organiser.last.text
    [again] = await organiser.send("КОРОЛЕВА")
    [many] = await organiser.send("гость")

    assert found.text.splitlines()[:3] == [
        "🔎 «rjhjktd», Атом: нашёл 1 человека",
        "",
        "• Анна Королёва",
    ]
    assert marked.splitlines()[0] == "👤 Анна Королёва"
    assert "✅ Отмечено: " in marked
    assert again.text.splitlines()[2] == "✅ Анна Королёва — на месте"
    assert again.buttons[0] == "✅ Анна Королёва"
    assert "Показал первых 10: напишите имя полнее." in many.text
    assert many.buttons[:10] == [f"✅ Отметить: {name}" for name in crowd[:10]]
    async with stage.app.store.read() as tx:
        assert list(await tx.checkin.of(UserId(royal.id))) == ["b"]


async def test_who_waits_for_a_place_is_found_and_let_in(programme: None, stage: Stage) -> None:
    await listed(stage, "Яна", "Борис", session="a")
    organiser = await stage.organiser()
    await organiser.press("yl:a:0", forged=True)
    [found] = await organiser.send("бор")
    await organiser.click("Впустить: Борис · 1/1")

    assert found.text.splitlines()[2] == "⏳ Борис — лист ожидания"
    assert "✅ Отмечено: " in organiser.last.text


@pytest.mark.parametrize("way_out", ["ys:a", "ye:expert:0", "y", "/cancel", "отмена"])
async def test_text_after_the_list_is_left_looks_for_nobody(
    programme: None, stage: Stage, way_out: str
) -> None:
    await listed(stage, "Яна", session="a")
    organiser = await stage.organiser()
    await organiser.press("yl:a:0", forged=True)
    [nobody] = await organiser.send("сварщик")
    if way_out.startswith("y"):
        await organiser.press(way_out, forged=True)
    else:
        await organiser.send(way_out)
    later = await organiser.send("сварщик")

    assert nobody.text.startswith("🔎 «сварщик»: среди записавшихся никого не нашёл.")
    assert later
    assert not any("🔎 «" in one.text for one in later)


async def test_list_of_who_is_organiser_no_more_finds_nobody(
    programme: None, stage: Stage
) -> None:
    await listed(stage, "Яна", session="a")
    owner, helper = await stage.organiser(), stage.person("Олег")
    await helper.send("/start")
    async with stage.app.store.write() as tx:
        await tx.organisers.add(UserId(helper.id), "Олег", UserId(owner.id), stage.clock.now())
    await helper.press("yl:a:0", forged=True)
    async with stage.app.store.write() as tx:
        await tx.organisers.remove(UserId(helper.id))
    first = await helper.send("яна")
    second = await helper.send("яна")

    assert not any("Яна" in one.text for one in (*first, *second))
    assert first[-1].text != second[-1].text


async def test_names_of_one_sound_are_told_apart(programme: None, stage: Stage) -> None:
    for name in ("vanya", "ivan77"):
        person = stage.world.add_person("Иван", username=name, language_code="ru")
        await join(UserClient(stage.world, person["id"], stage.deliver), "b")
    organiser = await stage.organiser()
    await organiser.press("yl:b:0", forged=True)
    [found] = await organiser.send("иван")
    [one] = await organiser.send("@vanya")

    assert found.text.splitlines()[2:4] == ["• Иван · @vanya", "• Иван · @ivan77"]
    assert one.text.splitlines()[2:4] == ["• Иван · @vanya", ""]
