"""A session of several days, as it stands on each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.ids import UserId
from domain.programme.sessions import Session
from handlers.callbacks.programme.sessions import JoinButton
from sandbox.client import Received, UserClient
from tests.handlers.announcements.composing import texts
from tests.handlers.conftest import Stage
from tests.handlers.programme.test_sessions import EVENT, MOSCOW, session
from tests.programmes import register

ENDS = datetime(2026, 11, 27, 18, tzinfo=MOSCOW)
EXPO = session("expo", 25, 10, title="Выставка", room="Холл", ends_at=ENDS)
PARTY = session("party", 25, 23, title="Вечер", ends_at=ENDS.replace(day=26, hour=2))
TALK = session("talk", 26, 10, title="Доклад", track="Наука")


async def put(stage: Stage, *sessions: Session) -> None:
    async with stage.app.store.write() as tx:
        await tx.programme.save_event(EVENT)
        await tx.programme.save_sessions(sessions)


def at(stage: Stage, day: int, hour: int, minute: int = 0) -> None:
    wanted = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    stage.clock.advance(seconds=(wanted - stage.clock.now()).total_seconds())


@pytest.mark.parametrize(
    ("day", "lines", "buttons"),
    [
        (
            "• 25 нояб.",
            [
                "10:00 – 27 ноября, 18:00 Выставка · Холл · 1-й день из 3",
                "",
                "23:00–02:00 Вечер",
            ],
            ["10:00 Выставка", "23:00 Вечер"],
        ),
        (
            "26 нояб.",
            [
                "до 27 ноября, 18:00 Выставка · Холл · 2-й день из 3",
                "",
                "10:00–11:00 Доклад",
            ],
            ["2-й день · Выставка", "10:00 Доклад"],
        ),
        ("27 нояб.", ["до 18:00 Выставка · Холл · 3-й день из 3"], ["3-й день · Выставка"]),
    ],
)
async def test_each_day_of_a_session_lists_it_with_its_number(
    stage: Stage, student: UserClient, day: str, lines: list[str], buttons: list[str]
) -> None:
    await put(stage, EXPO, PARTY, TALK)
    await student.send("/program")
    await student.click(day)

    assert student.last.text.splitlines()[3:] == lines
    assert student.last.buttons[: len(buttons)] == buttons
    assert [one for one in student.last.buttons if "нояб." in one] == [
        ("• " if day.endswith(one) else "") + one for one in ("25 нояб.", "26 нояб.", "27 нояб.")
    ]


async def test_day_without_beginnings_is_the_present_one(
    stage: Stage, student: UserClient
) -> None:
    """On the 26th the programme led to the 25th, or on to the 27th."""
    await put(stage, EXPO, session("late", 27, 12, title="Закрытие"))
    await student.send("/start")
    at(stage, 26, 9)
    await student.send("/program")
    now = student.last.text
    await student.click("‹ Вся программа")
    listed = student.last.text
    await student.click("2-й день · Выставка")
    await student.click("‹ К программе дня")

    assert "Выставка · Холл · 2-й день из 3 — до 27 ноября, 18:00" in now
    assert "Четверг, 26 ноября" in listed
    assert student.last.text == listed


@pytest.mark.parametrize(
    ("day", "hour", "language", "left"),
    [
        (25, 11, "ru", "ещё 2 дня 7 ч"),
        (25, 18, "ru", "ещё 2 дня"),
        (26, 17, "ru", "ещё 1 день 1 ч"),
        (26, 18, "ru", "ещё 1 день"),
        (26, 19, "ru", "ещё 23 ч 0 мин"),
        (25, 11, "en", "2 days 7 h left"),
        (26, 18, "en", "1 day left"),
    ],
)
async def test_days_that_are_left_are_told_as_days(
    stage: Stage, day: int, hour: int, language: str, left: str
) -> None:
    """«Ещё 55 ч 0 мин» had to be divided by who read it."""
    await put(stage, EXPO)
    person = stage.person(language=language)
    await person.send("/start")
    at(stage, day, hour)
    [screen] = await person.send("/program")

    [line] = [line for line in screen.text.splitlines() if "Выставка" in line]
    assert line.replace("\xa0", " ").endswith(f", {left}")


@pytest.mark.parametrize(("day", "number"), [(25, 1), (26, 2), (27, 3)])
async def test_programme_of_a_lone_session_is_on_to_its_end(
    stage: Stage, student: UserClient, day: int, number: int
) -> None:
    """A day after its beginning nothing was on any more: /program led into the list of days."""
    await put(stage, EXPO)
    await student.send("/start")
    at(stage, day, 17)
    [screen] = await student.send("/program")

    assert f"Выставка · Холл · {number}-й день из 3 — до" in screen.text
    assert "Обновлено" in screen.text


async def test_night_after_the_last_day_is_still_that_day(
    stage: Stage, student: UserClient
) -> None:
    long = session("long", 25, 10, ends_at=datetime(2026, 11, 27, 3, tzinfo=MOSCOW))
    await put(stage, long)
    await student.send("/start")
    at(stage, 27, 1)
    [screen] = await student.send("/program")

    assert "2-й день из 2 — до 27 ноября, 03:00" in screen.text


async def test_pages_and_tracks_count_a_session_on_each_of_its_days(
    stage: Stage, student: UserClient
) -> None:
    """Eleven on the 26th are two pages, ten of which would have been one."""
    talks = [session(f"t{n}", 26, 9 + n, title=f"Доклад {n}") for n in range(10)]
    science = session(
        "lab", 25, 9, title="Практикум", track="Наука", ends_at=EXPO.ends_at
    )  # fmt: skip
    await put(stage, science, *talks)
    await student.send("/program")
    await student.click("26 нояб.")
    first = student.last
    await student.click("Дальше ›")
    second = student.last.text
    await student.click("Направления")
    await student.click("Наука · 1")

    assert sum("Доклад" in one or "Практикум" in one for one in first.buttons) == 10
    assert second.splitlines()[3:] == ["18:00–19:00 Доклад 9"]
    assert student.last.text.splitlines()[1:] == [
        "Четверг, 26 ноября · время: Москва, UTC+3",
        "Направление: Наука",
        "",
        "до 27 ноября, 18:00 Практикум · 2-й день из 3",
    ]


async def test_own_schedule_has_the_days_that_are_left(stage: Stage, student: UserClient) -> None:
    await put(stage, EXPO, TALK)
    await student.send("/start")
    await register(stage.app.store, student.id, session="expo")
    await register(stage.app.store, student.id, session="talk", is_waiting=True)
    [whole] = await student.send("моё расписание")
    at(stage, 26, 12)
    [left] = await student.send("моё расписание")

    assert whole.text.splitlines() == [
        "Моё расписание",
        "",
        "Среда, 25 ноября · время: Москва, UTC+3",
        "✅ 10:00 – 27 ноября, 18:00 Выставка · Холл · 1-й день из 3",
        "",
        "Четверг, 26 ноября · время: Москва, UTC+3",
        "✅ до 27 ноября, 18:00 Выставка · Холл · 2-й день из 3",
        "⏳ 10:00–11:00 Доклад — лист ожидания",
        "",
        "Пятница, 27 ноября · время: Москва, UTC+3",
        "✅ до 18:00 Выставка · Холл · 3-й день из 3",
    ]
    assert left.text.splitlines()[2:] == [
        "Четверг, 26 ноября · время: Москва, UTC+3",
        "✅ до 27 ноября, 18:00 Выставка · Холл · 2-й день из 3",
        "",
        "Пятница, 27 ноября · время: Москва, UTC+3",
        "✅ до 18:00 Выставка · Холл · 3-й день из 3",
    ]


async def test_organisers_find_it_on_each_of_its_days(stage: Stage) -> None:
    owner = await stage.organiser()
    await put(stage, EXPO, TALK)
    at(stage, 26, 9)
    await owner.send("/admin")
    await owner.press(f"oe:{EVENT.id}", forged=True)
    day = owner.last.text
    await owner.click("2-й день · Выставка")
    await owner.click("‹ К программе дня")

    assert "Сессий в этот день: 2, всего: 2" in day
    assert owner.last.text == day


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        (
            "Europe/Moscow",
            [
                "10:00 – 27 ноября, 18:00 Выставка · Холл · 1-й день из 3",
                "до 27 ноября, 18:00 Выставка · Холл · 2-й день из 3",
                "до 18:00 Выставка · Холл · 3-й день из 3",
            ],
        ),
        (
            "Europe/Samara",
            [
                "10:00 – 27 ноября, 18:00 Выставка · Холл · 1-й день из 3 · по вашим часам 11:00",
                "до 27 ноября, 18:00 Выставка · Холл · 2-й день из 3"
                " · по вашим часам 27 ноября, 19:00",
                "до 18:00 Выставка · Холл · 3-й день из 3 · по вашим часам 19:00",
            ],
        ),
    ],
)
async def test_digest_of_each_day_says_which_it_is(
    stage: Stage, student: UserClient, zone: str, lines: list[str]
) -> None:
    await put(stage, EXPO)
    await student.send("/start")
    await register(stage.app.store, student.id, session="expo")
    async with stage.app.store.write() as tx:
        await tx.users.set_zone(student.id, zone)  # type: ignore[arg-type]  # a user id
    got: list[Received] = []
    for day in (25, 26, 27, 28):
        at(stage, day, 8, 1)
        await stage.work()
        got += [one for one in student.inbox if "Ваш день" in one.text][len(got) :]

    assert [one.text.splitlines()[-1] for one in got] == lines
    assert [one.buttons[0] for one in got] == [
        "10:00 Выставка",
        "2-й день · Выставка",
        "3-й день · Выставка",
    ]


FULL = session("lab", 25, 10, title="Мастерская", ends_at=ENDS, capacity=1)


async def going_and_waiting(stage: Stage, one: Session) -> tuple[UserClient, UserClient]:
    """Who has the only place, and who is in line for it."""
    await put(stage, one)
    people = await stage.audience(2)
    for person in people:
        await join(person, one)
    assert "вы в листе ожидания" in (people[1].toast or "")
    first, second = people
    return first, second


async def join(person: UserClient, one: Session, *, wanted: bool = True) -> None:
    await person.send(f"/start session_{one.id}")
    await person.press(JoinButton(id=one.id, wanted=wanted).pack(), forged=True)


def calls(person: UserClient) -> list[str]:
    return [text for text in texts(person) if "освободилось место" in text]


async def test_place_that_is_left_on_a_later_day_goes_to_the_first_in_line(
    stage: Stage,
) -> None:
    first, second = await going_and_waiting(stage, FULL)
    [third] = await stage.audience(1)
    at(stage, 25, 19)
    await join(first, FULL, wanted=False)
    await join(third, FULL)
    turned_away = third.toast
    await stage.work()
    told = texts(second)[-1]
    at(stage, 27, 17, 30)
    await join(second, FULL, wanted=False)
    await stage.work()

    assert turned_away == "Мест нет: вы в листе ожидания. Напишу, если место освободится."
    assert told.startswith(
        "🎉 Для вас освободилось место: Мастерская. Вы участвуете. Сессия уже идёт, до 27 ноября, "
        "18:00"
    )
    assert texts(third)[-1].startswith("🎉 Для вас освободилось место: Мастерская.")


async def test_word_of_a_place_left_at_night_waits_for_the_morning(stage: Stage) -> None:
    first, second = await going_and_waiting(stage, FULL)
    at(stage, 25, 23)
    await join(first, FULL, wanted=False)
    await stage.work()
    at_night = calls(second)
    at(stage, 26, 8, 1)
    await stage.work()

    assert at_night == []
    assert len(calls(second)) == 1


@pytest.mark.parametrize(
    ("hours", "leaves_after", "is_told"),
    [
        (1, timedelta(minutes=5), False),
        (1, timedelta(minutes=-5), True),
        (8, timedelta(hours=1), True),
        (8, timedelta(hours=7, minutes=1), False),
        (56, timedelta(hours=55, minutes=50), True),
        (56, timedelta(hours=57), False),
    ],
)
async def test_who_waits_is_called_while_coming_is_of_use(
    stage: Stage, hours: int, leaves_after: timedelta, is_told: bool
) -> None:
    begins = datetime(2026, 11, 25, 10, tzinfo=MOSCOW)
    one = session("lab", 25, 10, title="Мастерская", ends_at=begins + timedelta(hours=hours))
    one = replace(one, capacity=1)
    first, second = await going_and_waiting(stage, one)
    stage.clock.advance(seconds=(begins + leaves_after - stage.clock.now()).total_seconds())
    await join(first, one, wanted=False)
    await stage.work()

    assert len(calls(second)) == is_told


async def test_place_that_nobody_was_called_for_goes_to_who_waits_before_who_comes(
    stage: Stage,
) -> None:
    """As one that an earlier release has left free."""
    first, second = await going_and_waiting(stage, FULL)
    [third] = await stage.audience(1)
    at(stage, 25, 19)
    async with stage.app.store.write() as tx:
        await tx.registrations.leave(UserId(first.id), FULL.id)
    await join(third, FULL)
    await stage.work()

    assert third.toast == "Мест нет: вы в листе ожидания. Напишу, если место освободится."
    assert texts(second)[-1].startswith("🎉 Для вас освободилось место: Мастерская.")


async def test_erasure_during_a_session_gives_the_place_on(stage: Stage) -> None:
    first, second = await going_and_waiting(stage, FULL)
    at(stage, 26, 12)
    await first.send("/privacy")
    await first.click("Удалить мои данные")
    await first.click("Да, удалить")
    await stage.work()

    assert texts(second)[-1].startswith("🎉 Для вас освободилось место: Мастерская.")


async def test_waiting_list_of_what_is_about_to_be_over_promises_nothing(stage: Stage) -> None:
    one = session("talk", 26, 10, title="Доклад", capacity=1)
    await put(stage, one)
    first, second = await stage.audience(2)
    await join(first, one)
    at(stage, 26, 10, 30)
    await join(second, one)

    assert second.toast == (
        "Мест нет: вы в листе ожидания. Сессия уже идёт, поэтому о свободном месте не напишу: "
        "спросите у входа."
    )
