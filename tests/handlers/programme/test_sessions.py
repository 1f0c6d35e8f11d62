"""The programme as participants see it: browse, join, wait for a place, one's own schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import services.programme.sessions
from domain.ids import EventId, SessionId, UserId
from domain.places.geo import Point
from domain.programme.sessions import Event, Session, track_key
from sandbox.client import UserClient
from tests.handlers.conftest import ORGANISER, Stage

MOSCOW = ZoneInfo("Europe/Moscow")
EVENT = Event(
    id=EventId("expert"),
    title="Экспертная сессия",
    tz="Europe/Moscow",
    venue="Ярмарка",
    address="Нижний Новгород",
    point=Point(56.33, 43.96),
)


def session(name: str, day: int, hour: int, **values: object) -> Session:
    starts_at = datetime(2026, 11, day, hour, tzinfo=MOSCOW)
    defaults: dict[str, object] = {
        "title": f"Сессия {name}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
    }
    return Session(
        id=SessionId(name),
        event_id=EVENT.id,
        uid=name,
        **(defaults | values),  # type: ignore[arg-type]  # a builder
    )


PLENARY = session("plenary", 25, 10, title="Пленарное заседание", room="Зал 1")
WELDING = session(
    "welding", 25, 12, title="Сварка", track="Машиностроение", capacity=1, speakers=("Модератор",)
)
NUCLEAR = session("nuclear", 26, 10, title="Атом", track="Энергетика")
AT_ONCE = session("at-once", 25, 12, title="Тоже в полдень")
CANCELLED = session("off", 26, 12, title="Не будет", is_cancelled=True)


@pytest.fixture
async def programme(stage: Stage) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([PLENARY, WELDING, NUCLEAR, AT_ONCE, CANCELLED])


async def test_programme_opens_at_the_next_day_with_its_sessions(
    programme: None, student: UserClient
) -> None:
    [screen] = await student.send("/program")

    assert screen.text.splitlines() == [
        "Экспертная сессия",
        "Среда, 25 ноября · время: Москва, UTC+3",
        "",
        "10:00–11:00 Пленарное заседание · Зал 1",
        "",
        "12:00–13:00 Тоже в полдень",
        "12:00–13:00 Сварка",
    ]
    assert {"• 25 нояб.", "26 нояб.", "Направления", "▶️ Что сейчас"} <= set(screen.buttons)


async def test_programme_by_day_and_track(programme: None, student: UserClient) -> None:
    await student.send("🗓 Программа")
    await student.click("26 нояб.")
    other_day = student.last.text
    await student.click("Направления")
    await student.click("Энергетика · 1")

    assert "12:00–13:00 Не будет — отменено" in other_day
    assert student.last.text.splitlines()[2:] == [
        "Направление: Энергетика",
        "",
        "10:00–11:00 Атом",
    ]


async def test_card_tells_all_and_the_readers_own_time(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    async with stage.app.store.write() as tx:
        await tx.users.set_zone(student.id, "Asia/Omsk")  # type: ignore[arg-type]  # a user id
    await student.send("/program")
    await student.click("12:00 Сварка")

    assert student.last.text.splitlines() == [
        "Сварка",
        "🕒 25 ноября, 12:00 (Москва, UTC+3) — до 13:00",
        "По вашему времени: 25 ноября, 15:00 (Омск, UTC+6)",
        "Направление: Машиностроение",
        "Выступают: Модератор",
        "Свободных мест: 1 из 1",
    ]


async def test_join_and_leave_in_one_tap_each(programme: None, student: UserClient) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    toast = student.toast
    await student.click("Не сейчас")
    joined = student.last.text
    await student.press("pj:plenary:1", forged=True)
    again = student.last.text
    await student.click("Не пойду")

    assert "✅ Вы участвуете." in joined
    assert toast == "Вы участвуете. Напомню за день, за час и за 10 минут."
    assert again == joined
    assert "Вы участвуете" not in student.last.text


async def test_who_is_let_in_learns_it_whatever_fails_after_it(
    programme: None,
    stage: Stage,
    student: UserClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("no reminders today")

    await student.send("/start session_plenary")
    monkeypatch.setattr(services.programme.sessions, "_with_reminders", broken)
    await student.click("Участвую")

    assert student.toast is not None
    assert student.toast.startswith("Вы участвуете.")
    assert "cards of those who have joined" in caplog.text


async def test_session_under_way_is_joined_without_a_promise_to_remind(
    stage: Stage, programme: None, student: UserClient
) -> None:
    """Who joins at the door would wait for a reminder that cannot come."""
    stage.clock.advance(seconds=(PLENARY.starts_at - stage.clock.now()).total_seconds() + 60)
    await student.send("/start session_plenary")
    await student.click("Участвую")
    assert student.toast == "Вы участвуете. Сессия уже идёт."


async def test_full_session_has_a_waiting_list_and_the_first_in_line_gets_the_place(
    programme: None, stage: Stage
) -> None:
    one, two, three = [stage.person(name) for name in ("А", "Б", "В")]
    for person in (one, two, three):
        await person.send("/start session_welding")
        await person.click("Участвую" if person is one else "Встать в лист ожидания")
    waiting = two.last.text
    await one.click("Не пойду")
    await stage.work()

    assert "⏳ Мест нет. Вы первый в очереди." in waiting
    assert two.last.text.startswith("🎉 Для вас освободилось место: Сварка.")
    assert "освободилось" not in three.last.text
    await two.click("Открыть карточку")
    assert "✅ Вы участвуете." in two.last.text


async def test_two_sessions_at_once_are_warned_of(programme: None, student: UserClient) -> None:
    await student.send("/start session_welding")
    await student.click("Участвую")
    await student.send("/start session_at-once")
    await student.click("Участвую")

    assert "⚠️ В это же время вы идёте на «Сварка»." in student.last.text


async def test_my_schedule_lists_what_lies_ahead(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/program")
    await student.click("🗓 Мои сессии")
    empty = student.last.text
    await student.click("‹ Вся программа")
    assert student.last.text.startswith("Какое событие?")
    for name in ("nuclear", "plenary"):
        await student.send(f"/start session_{name}")
        await student.click("Участвую")
    await student.send("/program")
    await student.click("🗓 Мои сессии")
    both = student.last.text
    stage.clock.advance(days=2, hours=12)
    await student.send("/program")
    await student.click("🗓 Мои сессии")

    assert empty.startswith("Моё расписание пока пусто.")
    assert both.splitlines() == [
        "Моё расписание",
        "",
        "Среда, 25 ноября · время: Москва, UTC+3",
        "✅ 10:00–11:00 Пленарное заседание · Зал 1",
        "",
        "Четверг, 26 ноября · время: Москва, UTC+3",
        "✅ 10:00–11:00 Атом",
    ]
    assert "Пленарное" not in student.last.text


async def test_my_shows_schedule_and_clusters(programme: None, student: UserClient) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    schedule, clusters = await student.send("/my")

    assert schedule.text.startswith("Моё расписание")
    assert clusters.text.startswith("Мои кластеры")


async def test_programme_opens_at_what_is_on_while_the_event_lasts(
    programme: None, stage: Stage, student: UserClient
) -> None:
    stage.clock.advance(days=1, hours=22, minutes=15)  # 10:15 of the 25th in Moscow
    await student.send("/program")
    during = student.last.text
    stage.clock.advance(hours=1)
    await student.click("🔄 Обновить")
    in_the_break = student.last.text
    await student.click("‹ Вся программа")

    assert during.splitlines() == [
        "Экспертная сессия",
        "Обновлено в 10:15 · время: Москва, UTC+3",
        "",
        "Сейчас",
        "Пленарное заседание · Зал 1 — до 11:00, ещё 45 мин",
        "",
        "Дальше. Через 1 час 45 минут: 25 ноября, 12:00 (Москва, UTC+3)",
        "12:00–13:00 Тоже в полдень",
        "12:00–13:00 Сварка",
    ]
    assert in_the_break.splitlines()[1:5] == [
        "Обновлено в 11:15 · время: Москва, UTC+3",
        "",
        "Сейчас перерыв.",
        "",
    ]
    assert in_the_break.splitlines()[5].startswith("Дальше. Через 45 минут")
    assert student.last.text.splitlines()[1].startswith("Среда, 25 ноября")


async def test_what_is_on_is_one_tap_from_the_programme_and_from_other_events(
    programme: None, stage: Stage
) -> None:
    person = stage.person(language="en")
    other = replace(EVENT, id=EventId("other"), title="Другое событие")
    later = replace(PLENARY, id=SessionId("later"), event_id=other.id)
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(other)
        await tx.programme.save_sessions([later])
    await person.send("/program")
    listed = person.last.buttons
    await person.click("Экспертная сессия")
    await person.click("▶️ Now and next")
    before = person.last.text.splitlines()
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([replace(later, is_cancelled=True)])
    stage.clock.advance(days=1, hours=22, minutes=55)
    await person.send("/program")
    during = person.last.text
    await person.click("All events")

    assert {"Экспертная сессия", "Другое событие"} <= set(listed)
    assert before[3] == "Nothing is on just now."
    assert before[5].startswith("Next: 25 November, 10:00")
    assert "Пленарное заседание · Зал 1 — until 11:00, 5 min left" in during
    assert "Другое событие" in person.last.buttons


async def test_events_are_listed_page_by_page_and_what_is_long_over_comes_last(
    programme: None, stage: Stage, student: UserClient
) -> None:
    """A keyboard has room for 100 buttons; a year has more events than that."""
    async with stage.app.store.write() as tx:
        for number in range(120):
            event = replace(EVENT, id=EventId(f"e{number}"), title=f"Событие {number}")
            days = timedelta(days=number - 100)
            moved = replace(PLENARY, starts_at=PLENARY.starts_at + days)
            held = replace(moved, id=SessionId(f"e{number}"), ends_at=PLENARY.ends_at + days)
            await tx.programme.save_event(event)
            await tx.programme.save_sessions([replace(held, uid=held.id, event_id=event.id)])
    await student.send("/program")
    first = student.last.buttons
    await student.click("Дальше ›")
    second = student.last.buttons
    for _ in range(11):
        await student.click("Дальше ›")
    last = student.last.buttons

    assert first[:10] == [f"Событие {number}" for number in range(67, 77)]
    assert first[10:] == ["1 / 13", "Дальше ›", "🗓 Мои сессии"]
    assert second[10:13] == ["‹ Назад", "2 / 13", "Дальше ›"]
    assert last == ["Событие 0", "‹ Назад", "13 / 13", "🗓 Мои сессии"]


async def test_calendar_file_and_venue_come_with_a_tap(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    await student.click("📅 В календарь")
    file = stage.world.files[student.last.raw["document"]["file_id"]]
    await student.click("📍 Где это")

    assert file.name == "plenary.ics"
    assert b"SUMMARY:" in file.data
    assert student.last.raw["venue"]["title"] == "Ярмарка"


async def test_cancelled_over_and_gone_sessions_cannot_be_joined(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    answers = []
    for data in ("pj:off:1", "pj:nothing:1", "p:nothing", "pd:expert:99999999:0"):
        await student.press(data, forged=True)
        answers.append(student.toast)
    stage.clock.advance(days=9)
    await student.press("pj:plenary:1", forged=True)

    assert answers == [
        "Эта сессия отменена.",
        "Этой сессии больше нет в программе. Вот свежее меню.",
        "Этой сессии больше нет в программе. Вот свежее меню.",
        "Эта кнопка устарела. Вот свежее меню.",
    ]
    assert student.toast == "Эта сессия уже закончилась."


CSV = "uid,title,start,end,room,status\n"


@pytest.mark.slow
async def test_change_is_told_to_those_who_go_once_with_old_and_new(
    programme: None, stage: Stage
) -> None:
    goes, other = stage.person("А"), stage.person("Б")
    for person in (goes, other):
        await person.send("/start session_plenary")
    await goes.click("Участвую")
    heard = len(other.inbox)
    for hour in (11, 12):
        row = f"plenary,Пленарное заседание,2026-11-25T{hour}:00,2026-11-25T14:00,Зал 2,\n"
        await stage.app.programme.schedules.import_file(EVENT, "p.csv", (CSV + row).encode())
        await stage.work()
    early = goes.last.text
    stage.clock.advance(minutes=2)
    await stage.work()

    assert "Изменение" not in early
    assert [one.text for one in goes.inbox if "Изменение" in one.text] == [
        "📢 Изменение в программе\n"
        "Пленарное заседание\n\n"
        "🕒 Было 25 ноября, 10:00 (Москва, UTC+3), стало 25 ноября, 12:00 (Москва, UTC+3)\n"
        "🕒 Конец: был 11:00, стал 14:00\n"
        "📍 Зал: Зал 1 → Зал 2"
    ]
    assert len(other.inbox) == heard


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("25T11:30", "🕒 Конец: был 11:00, стал 11:30"),
        ("25T10:30", "🕒 Конец: был 11:00, стал 10:30"),
        ("26T01:00", "🕒 Конец: был 11:00, стал 01:00"),
        ("27T18:00", "🕒 Конец: был 11:00, стал 27 ноября, 18:00"),
    ],
)
async def test_end_alone_that_moves_is_told_to_those_who_go(
    programme: None, stage: Stage, end: str, said: str
) -> None:
    """The organiser was promised so, and nothing left."""
    [goes] = await stage.audience(1)
    await goes.send("/start session_plenary")
    await goes.click("Участвую")
    row = f"plenary,Пленарное заседание,2026-11-25T10:00,2026-11-{end},Зал 1,\n"
    await stage.app.programme.schedules.import_file(EVENT, "p.csv", (CSV + row).encode())
    await stage.work()
    stage.clock.advance(minutes=3)
    await stage.work()

    assert goes.last.text == f"📢 Изменение в программе\nПленарное заседание\n\n{said}"


@pytest.mark.parametrize(
    ("day", "hour", "card", "line"),
    [
        (25, 18, "— до 18:00", "10:00–18:00"),
        (26, 2, "— до 02:00", "10:00–02:00"),
        (26, 18, "— до 26 ноября, 18:00", "10:00 – 26 ноября, 18:00"),
        (28, 10, "— до 28 ноября, 10:00", "10:00 – 28 ноября, 10:00"),
    ],
)
async def test_end_on_a_later_day_says_which(
    stage: Stage, student: UserClient, day: int, hour: int, card: str, line: str
) -> None:
    """An exhibition of three days was said to close on its first evening."""
    ends_at = datetime(2026, 11, day, hour, tzinfo=MOSCOW)
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions(
            [session("expo", 25, 10, title="Выставка", ends_at=ends_at)]
        )
    [listed] = await student.send("/program")
    await student.click("10:00 Выставка")
    shown = student.last.text
    await student.click("Участвую")
    [mine] = await student.send("моё расписание")
    stage.clock.advance(days=2, minutes=30)
    await student.send("/program")
    [now] = [one for one in student.last.text.splitlines() if "Выставка" in one]

    assert f"{line} Выставка" in listed.text
    assert f"{line} Выставка" in mine.text
    assert card in shown
    assert card in now


@pytest.mark.slow
async def test_change_taken_back_and_a_quiet_one_are_told_to_nobody(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    moved = "plenary,Пленарное заседание,2026-11-25T15:00,2026-11-25T16:00,Зал 1,\n"
    back = "plenary,Пленарное заседание,2026-11-25T10:00,2026-11-25T11:00,Зал 1,\n"
    for row in (moved, back):
        await stage.app.programme.schedules.import_file(EVENT, "p.csv", (CSV + row).encode())
    stage.clock.advance(minutes=3)
    await stage.work()
    quiet = (CSV + moved).encode()
    await stage.app.programme.schedules.import_file(EVENT, "p.csv", quiet, is_quiet=True)
    stage.clock.advance(minutes=3)
    await stage.work()

    assert [one.text for one in student.inbox if "Изменение" in one.text] == []


@pytest.mark.slow
async def test_reminder_follows_a_moved_session(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    await student.send("/settings")
    await student.click("🔔 Уведомления")
    await student.click("✅ Утренняя сводка")
    stage.clock.advance(days=1, hours=21, minutes=5)  # 09:05 of the 25th in Moscow
    await stage.work()
    first = student.last.text
    moved = "plenary,Пленарное заседание,2026-11-25T13:00,2026-11-25T14:00,Зал 1,\n"
    await stage.app.programme.schedules.import_file(
        EVENT, "p.csv", (CSV + moved).encode(), is_quiet=True
    )
    await stage.work()
    again = student.last.text
    stage.clock.advance(hours=3)
    await stage.work()

    assert first.splitlines()[0] == "⏰ Через 55 минут"
    assert again.splitlines()[0].startswith("⏰ Через 3 часа 5")
    assert student.last.text.splitlines()[0] == "⏰ Через 55 минут"
    assert "25 ноября, 13:00" in student.last.text


async def test_lead_times_are_chosen_for_all_sessions_and_for_one(
    programme: None, student: UserClient
) -> None:
    await student.send("/settings")
    await student.click("🔔 Уведомления")
    await student.click("⏰ Напоминания о сессиях")
    usual = [label for label in student.last.buttons if label.startswith("✅")]
    await student.click("✅ За день")
    await student.send("/start session_plenary")
    await student.click("Участвую")
    await student.click("⏰ Напоминания")
    before = student.last
    await student.click("За 30 минут")
    own = student.last
    await student.click("Как обычно")

    assert usual == ["✅ За день", "✅ За час", "✅ За 10 минут"]
    assert "Напомню как обычно." in before.text
    assert [label for label in before.buttons if "✅" in label] == [
        "✅ За час",
        "✅ За 10 минут",
    ]
    assert "У этой сессии свои напоминания." in own.text
    assert "✅ За 30 минут" in own.buttons
    assert "✅ За 30 минут" not in student.last.buttons


async def test_lead_times_are_chosen_for_a_whole_track(
    programme: None, student: UserClient
) -> None:
    await student.send("/start session_welding")
    await student.click("Участвую")
    await student.send("/program")
    await student.click("Направления")
    await student.click("Машиностроение · 1")
    await student.click("⏰ Напоминания по направлению")
    before = student.last
    await student.click("За 30 минут")
    own = student.last
    await student.click("🔕 Не напоминать")
    off = student.last
    await student.send("/start session_welding")
    await student.click("⏰ Напоминания")
    of_track = student.last
    await student.click("За 5 минут")
    of_session = student.last
    await student.click("Как для направления")

    assert before.text.startswith("Напоминания по направлению «Машиностроение»\nНапоминаю как")
    assert [label for label in before.buttons if "✅" in label] == [
        "✅ За день",
        "✅ За час",
        "✅ За 10 минут",
    ]
    assert "✅ За 30 минут" in own.buttons
    assert "Как обычно" in own.buttons
    assert "О сессиях этого направления не напомню" in off.text
    assert "🔕 Не напоминать" not in off.buttons
    assert "как вы выбрали для направления «Машиностроение»" in of_track.text
    assert "У этой сессии свои напоминания." in of_session.text
    assert student.last.text == of_track.text


async def test_track_as_usual_again_forgets_its_set_and_english_reads_alike(
    programme: None, stage: Stage
) -> None:
    person = stage.person("Ann", language="en")
    await person.send("/start")
    await person.press(f"zi:expert:{track_key('Энергетика')}:-1", forged=True)
    off = person.last.text
    await person.click("As usual")

    assert off.startswith("Reminders of the track “Энергетика”\nI will not remind you")
    assert "I remind you as usual." in person.last.text
    assert "As usual" not in person.last.buttons


async def test_buttons_of_a_track_that_is_gone_or_forged_are_outdated(
    programme: None, student: UserClient
) -> None:
    await student.send("/start")
    answers = []
    for data in (f"zg:expert:{'0' * 8}", f"zi:gone:{'0' * 8}:60",
                 f"zi:expert:{track_key('Энергетика')}:61"):  # fmt: skip
        await student.press(data, forged=True)
        answers.append(student.toast)

    assert answers == [
        "Этого направления больше нет в программе. Вот свежее меню.",
        "Этого направления больше нет в программе. Вот свежее меню.",
        "Эта кнопка устарела. Вот свежее меню.",
    ]


async def test_session_over_midnight_is_on_until_it_ends(
    programme: None, stage: Stage, student: UserClient
) -> None:
    """It stands on the day it begins on, and people who look after midnight still find it."""
    starts_at = datetime(2026, 11, 25, 23, 30, tzinfo=MOSCOW)
    night = session("night", 25, 23, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([night])
    await student.send("/start session_night")
    await student.click("Участвую")
    stage.clock.advance(days=2, hours=12, minutes=45)  # 00:45 of the 26th in Moscow
    await student.send("/program")
    now = student.last.text
    await student.click("‹ Вся программа")
    next_day = student.last.text
    await student.send("/my")
    schedule = next(one for one in student.inbox[::-1] if one.text.startswith("Моё расписание"))
    stage.clock.advance(hours=1)
    await student.send("/program")
    await student.click("▶️ Что сейчас")

    assert "Четверг, 26 ноября" in next_day
    assert "✅ Сессия night — до 01:30, ещё 45 мин" in now
    assert "Среда, 25 ноября" in schedule.text
    assert "✅ 23:30–01:30 Сессия night" in schedule.text
    assert "Сессия night" not in student.last.text


async def test_card_of_a_cancelled_session_speaks_of_no_places_and_no_queue(
    stage: Stage, student: UserClient
) -> None:
    other = stage.person("Борис")
    await other.send("/start")
    off = replace(WELDING, is_cancelled=True)
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions([WELDING])
    await student.send("/start")
    for person in (other, student):
        await person.press("pj:welding:1", forged=True)
    waiting = student.last.text
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions([off])
    seen = []
    for person in (other, student):
        await person.press("p:welding", forged=True)
        seen.append(person.last.text)

    assert "Мест нет" in waiting
    for text in seen:
        assert "Отменено" in text
        assert not [one for one in ("Свободных мест", "Мест нет", "Вы участвуете") if one in text]


async def test_organiser_edits_a_session_from_its_card_however_it_was_opened(
    programme: None, stage: Stage, student: UserClient
) -> None:
    organiser = await stage.organiser()
    await student.send("/start")
    for data, text in (
        (f"p:{PLENARY.id}", ""),
        ("", f"/start session_{PLENARY.id}"),
        ("", "пленарное заседание"),
        (f"pj:{PLENARY.id}:1", ""),
    ):
        await (organiser.press(data, forged=True) if data else organiser.send(text))
        assert organiser.last.buttons[-3:] == ["✏️ Править", "🚪 Вход", "‹ К программе дня"]
        await organiser.click("✏️ Править")
        assert "🕒 Перенести" in organiser.last.buttons
    await student.press(f"p:{PLENARY.id}", forged=True)

    assert "✏️ Править" not in student.last.buttons


async def test_twins_of_one_hour_are_told_apart_by_their_rooms(
    programme: None, stage: Stage, student: UserClient
) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_sessions(
            [
                session("one", 25, 15, title="Экскурсия", room="Цех 1"),
                session("two", 25, 15, title="Экскурсия", room="Цех 2"),
                session("later", 25, 16, title="Экскурсия", room="Цех 1"),
            ]
        )
    await student.send("/program")
    await student.press(f"pd:{EVENT.id}:{PLENARY.starts_at.toordinal()}:-1", forged=True)
    labels = [one for one in student.last.buttons if "Экскурсия" in one]
    await student.click("15:00 Цех 2 · Экскурсия")
    card = student.last.text
    await student.click("Участвую")
    await student.press("pm", forged=True)
    organiser = await stage.organiser()
    await organiser.press(f"od:{EVENT.id}:{PLENARY.starts_at.toordinal()}:0", forged=True)

    assert labels == ["15:00 Цех 1 · Экскурсия", "15:00 Цех 2 · Экскурсия", "16:00 Экскурсия"]
    assert "Цех 2" in card
    assert "✅ 15:00 Экскурсия" in student.last.buttons
    assert [one for one in organiser.last.buttons if "Экскурсия" in one] == labels


async def test_who_organises_no_more_finds_no_way_to_edit(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    async with stage.app.store.write() as tx:
        await tx.organisers.add(UserId(student.id), "", UserId(ORGANISER), stage.clock.now())
    await student.press(f"p:{PLENARY.id}", forged=True)
    assert "✏️ Править" in student.last.buttons
    async with stage.app.store.write() as tx:
        await tx.organisers.remove(UserId(student.id))
    await student.click("✏️ Править")
    refused = student.toast or student.last.text
    await student.press(f"p:{PLENARY.id}", forged=True)

    assert "организатор" in refused
    assert "✏️ Править" not in student.last.buttons
