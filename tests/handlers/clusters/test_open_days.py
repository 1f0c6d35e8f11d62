"""Days of open doors: on the card, near the reader, and in a calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay
from domain.ids import ClusterId, UserId
from domain.people.users import Preferences, QuietHours
from domain.places.geo import Point
from sandbox.client import UserClient
from services.clusters.files.exports import clusters_csv
from tests.handlers.conftest import Stage

KAZAN = Point(55.79, 49.12)


def college(name: str, *days: OpenDay, point: Point | None = KAZAN) -> Cluster:
    return Cluster(
        id=ClusterId(name),
        name=f"Кластер {name}",
        industry=Industry.IT,
        region="Республика Татарстан",
        city="Казань",
        point=point,
        tz="Europe/Moscow",
        base_college=f"Колледж {name}",
        open_days=days,
    )


async def put(stage: Stage, *clusters: Cluster) -> None:
    async with stage.app.store.write() as tx:
        await tx.clusters.save(clusters)
    stage.clock.advance(seconds=2)


async def remember_kazan(student: UserClient) -> None:
    await student.share_location(KAZAN.lat, KAZAN.lon)
    await student.click("🏠 Запомнить")


async def test_days_near_home_come_first_by_date_and_far_ones_not_at_all(
    stage: Stage, student: UserClient
) -> None:
    await remember_kazan(student)
    await put(
        stage,
        college("a", OpenDay(on=date(2030, 10, 16), at=time(11), address="Актовый <зал>")),
        college("b", OpenDay(on=date(2030, 4, 17)), OpenDay(on=date(2020, 1, 1))),
        college("far", OpenDay(on=date(2030, 1, 1)), point=Point(43.1, 131.9)),
    )
    await student.send("/apply")
    [found] = await student.click("🚪 Дни открытых дверей")

    lines = [line for line in found.text.splitlines() if line]
    assert lines[0] == "Дни открытых дверей"
    assert lines[1] == "1. Колледж b"
    assert lines[2].endswith("· Казань · в этом городе")
    assert lines[3] == "2. Колледж a"
    assert "11:00, Актовый <зал> · Казань · в этом городе" in lines[4]
    assert len(lines) == 5
    [days] = await student.click("2. Колледж a")
    assert "• 16 октября 2030\u202fг., 11:00, Актовый <зал>" in days.text
    [card] = await student.click("К карточке")
    assert "День открытых дверей: 16 октября 2030" in card.text


async def test_without_any_the_next_step_is_said(student: UserClient) -> None:
    """From an older message: the button is only where a day is known."""
    [sections] = await student.send("/apply")
    [found] = await student.press("cd", message=sections, forged=True)

    assert "🚪 Дни открытых дверей" not in sections.buttons
    assert found.text.startswith("Дней открытых дверей, о которых сообщили бы колледжи")


async def test_nobody_near_shows_those_that_there_are(stage: Stage, student: UserClient) -> None:
    await put(stage, college("far", OpenDay(on=date(2030, 1, 1)), point=Point(43.1, 131.9)))
    await student.send("/apply")
    [found] = await student.click("🚪 Дни открытых дверей")

    assert "1. Колледж far" in found.text


@pytest.mark.parametrize(
    ("at", "start"),
    [(time(11), "DTSTART:20300417T080000Z"), (None, "DTSTART;VALUE=DATE:20300417")],
)
async def test_calendar_file_has_the_day_as_far_as_it_is_known(
    stage: Stage, student: UserClient, at: time | None, start: str
) -> None:
    day = OpenDay(
        on=date(2030, 4, 17), at=at, address="ул. Мира, 1", source="https://example.org/"
    )
    await put(stage, college("a", day, OpenDay(on=date(2020, 1, 1))))
    await student.send("/start cluster_a")
    [sent] = await student.click("📅 В календарь")
    file = stage.world.files[sent.raw["document"]["file_id"]]
    lines = file.data.decode().split("\r\n")

    assert lines.count("BEGIN:VEVENT") == 1
    assert start in lines
    assert "SUMMARY:Колледж a" in lines
    assert "LOCATION:ул. Мира\\, 1" in lines
    assert "URL:https://example.org/" in lines


async def test_card_without_days_has_no_button_for_them(student: UserClient) -> None:
    await student.send("/start cluster_nn-sarov-nuclear")

    assert "📅 В календарь" not in student.last.buttons


DAY = OpenDay(
    on=date(2026, 12, 12), at=time(11), address="ул. Мира, 1", source="https://example.org/days"
)


async def announce(stage: Stage, *days: OpenDay) -> None:
    """As organisers do: a file of cards."""
    report = await stage.app.clusters.cluster_imports.import_file(
        "x.csv", clusters_csv([college("a", *days)])
    )
    assert report.is_applied
    stage.clock.advance(seconds=2)


async def until(stage: Stage, moment: str) -> None:
    """Of Moscow."""
    target = datetime.fromisoformat(f"{moment}+03:00")
    stage.clock.advance(seconds=(target - stage.clock.now()).total_seconds())
    await stage.work()


@pytest.mark.slow
async def test_day_of_a_card_is_reminded_of_and_shown_among_ones_own(
    stage: Stage, student: UserClient
) -> None:
    await announce(stage, DAY)
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    await student.click("🔔 Напомнить", message=days)
    toast = student.toast
    [own, _] = await student.send("/my")
    await until(stage, "2026-12-11 18:00")

    assert days.text.splitlines() == [
        "Дни открытых дверей",
        "Колледж a · Казань",
        "",
        "• 12 декабря 2026\u202fг., 11:00, ул. Мира, 1 (example.org)",
        "",
        "Время — местное.",
    ]
    assert toast == "Напомню 11 декабря, 18:00 по вашему времени. Если день изменится, сообщу."
    assert own.text.startswith("🔔 Напомню о днях открытых дверей\n\n1. Колледж a\n12 декабря")
    reminder = student.last
    assert reminder.text.splitlines() == [
        "🚪 Завтра, 12 декабря 2026\u202fг., — день открытых дверей: Колледж a",
        "",
        "• 11:00, ул. Мира, 1",
        "",
        "Время — местное.",
    ]
    assert reminder.buttons == ["К карточке", "📅 В календарь"]


async def test_tomorrow_is_by_the_calendar_of_the_reader(
    stage: Stage, student: UserClient
) -> None:
    """In Владивосток the day itself has begun, and in Москва it is the evening before."""
    await put(stage, replace(college("a", DAY), tz="Asia/Vladivostok"))
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    await student.click("🔔 Напомнить", message=days)
    await until(stage, "2026-12-11 18:00")

    assert student.last.text.startswith("🚪 Завтра, 12 декабря")


async def test_reminder_is_switched_off_in_the_same_place(
    stage: Stage, student: UserClient
) -> None:
    await announce(stage, DAY, replace(DAY, on=date(2027, 4, 17), at=None))
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    assert days.buttons[:2] == ["🔔 Напомнить: 12 дек.", "🔔 Напомнить: 17 апр. 2027"]
    await student.click("🔔 Напомнить: 12 дек.", message=days)
    assert student.last.buttons[0] == "🔕 Не напоминать: 12 дек."
    assert "🔔 12 декабря 2026" in student.last.text
    await student.click("🔕 Не напоминать: 12 дек.")
    assert student.toast == "О дне открытых дверей напоминать не буду."
    before = len(student.inbox)
    await until(stage, "2026-12-12 10:00")

    assert len(student.inbox) == before


async def test_late_press_says_that_the_day_is_over(stage: Stage, student: UserClient) -> None:
    await announce(stage, DAY)
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    await until(stage, "2026-12-12 10:00")
    await student.click("🔔 Напомнить", message=days)
    late = student.toast
    await until(stage, "2026-12-13 10:00")
    await student.click("🔔 Напомнить", message=days)

    assert late == "Напомнить уже не успею: начало совсем скоро."
    assert student.toast == "Этот день открытых дверей уже прошёл или больше не объявлен."


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (
            [replace(DAY, on=date(2026, 12, 19), address="")],
            [
                "🔁 Изменился день открытых дверей: Колледж a",
                "",
                "Было: 12 декабря 2026\u202fг., 11:00, ул. Мира, 1",
                "Стало: 19 декабря 2026\u202fг., 11:00",
            ],
        ),
        (
            [],
            [
                "❌ День открытых дверей больше не объявлен: Колледж a",
                "",
                "Было: 12 декабря 2026\u202fг., 11:00, ул. Мира, 1",
                "",
                "Напоминать о нём не буду. Что случилось, уточните в колледже.",
            ],
        ),
    ],
)
async def test_who_waits_for_a_day_is_told_what_became_of_it(
    stage: Stage, student: UserClient, now: list[OpenDay], lines: list[str]
) -> None:
    await announce(stage, DAY)
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    await student.click("🔔 Напомнить", message=days)
    await announce(stage, *now)
    await stage.work()

    assert student.last.text.splitlines() == lines
    assert "К карточке" in student.last.buttons


async def test_reminder_that_waits_tells_the_day_as_it_is_when_it_leaves(
    stage: Stage, student: UserClient
) -> None:
    """It was written, and quiet hours hold it back while the card changes."""
    await announce(stage, DAY)
    await student.send("/start")
    wanted = Preferences(quiet_hours=QuietHours(time(17), time(9)))
    async with stage.app.store.write() as tx:
        await tx.users.set_preferences(UserId(student.id), wanted)
    await student.send("/start cluster_a")
    [days] = await student.click("🔔 Напоминания")
    await student.click("🔔 Напомнить", message=days)
    await until(stage, "2026-12-11 18:00")
    await announce(stage, replace(DAY, at=time(13), address="ул. Ленина, 2"))
    before = len(student.inbox)
    await until(stage, "2026-12-12 09:00")

    texts = [one.text for one in student.inbox[before:]]
    [reminder] = [text for text in texts if text.startswith("🚪 Сегодня, 12 декабря")]
    assert "• 13:00, ул. Ленина, 2" in reminder


async def test_two_on_one_date_are_two_entries_of_the_calendar(
    stage: Stage, student: UserClient
) -> None:
    await put(stage, college("a", DAY, replace(DAY, at=time(15))))
    await student.send("/start cluster_a")
    [sent] = await student.click("📅 В календарь")
    file = stage.world.files[sent.raw["document"]["file_id"]]
    lines = file.data.decode().split("\r\n")

    assert [line for line in lines if line.startswith("UID")] == [
        "UID:open-day-a-20261212@profkompas",
        "UID:open-day-a-20261212-2@profkompas",
    ]
