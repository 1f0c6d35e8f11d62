"""Days of open doors: on the card, near the reader, and in a calendar file."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay
from domain.ids import ClusterId
from domain.places.geo import Point
from sandbox.client import UserClient
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
    [found] = await student.click("🚪 Дни дверей")

    lines = [line for line in found.text.splitlines() if line]
    assert lines[0] == "Дни открытых дверей"
    assert lines[1] == "1. Колледж b"
    assert lines[2].endswith("· Казань · в вашем городе")
    assert lines[3] == "2. Колледж a"
    assert "11:00, Актовый <зал> · Казань · в вашем городе" in lines[4]
    assert len(lines) == 5
    [card] = await student.click("2. Колледж a")
    assert "День открытых дверей: 16 октября 2030" in card.text


async def test_without_any_the_next_step_is_said(student: UserClient) -> None:
    """From an older message: the button is only where a day is known."""
    [sections] = await student.send("/apply")
    [found] = await student.press("cd", message=sections, forged=True)

    assert "🚪 Дни дверей" not in sections.buttons
    assert found.text.startswith("Дней открытых дверей, о которых сообщили бы колледжи")


async def test_nobody_near_shows_those_that_there_are(stage: Stage, student: UserClient) -> None:
    await put(stage, college("far", OpenDay(on=date(2030, 1, 1)), point=Point(43.1, 131.9)))
    await student.send("/apply")
    [found] = await student.click("🚪 Дни дверей")

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
