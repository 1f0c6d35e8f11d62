"""A place is typed in seven dialogues, and each reads it as the search box does."""

from __future__ import annotations

import pytest

from bot.wiring.shared import DATA
from sandbox.client import UserClient
from services.clusters.questionnaire import load_questionnaire
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage
from tests.handlers.programme.meeting import profile

TYPED = {
    "Нижнего Новгорода": "Нижний Новгород",
    "наб челны": "Набережные Челны",
    "rfpfym": "Казань",
    "CAPAHCK": "Саранск",
    "cfhfycr": "Саранск",
}
"""In another case, abbreviated, on the other keyboard layout, in letters that look alike."""

REGIONS = {
    "Нижний Новгород": "Нижегородская область",
    "Набережные Челны": "Республика Татарстан",
    "Казань": "Республика Татарстан",
    "Саранск": "Республика Мордовия",
}

every_text = pytest.mark.parametrize("text", TYPED)


@pytest.mark.slow
@every_text
async def test_place_and_zone_of_the_settings(student: UserClient, text: str) -> None:
    await student.send("/settings")
    await student.click("Указать место")
    [home] = await student.send(text)
    await student.send("/settings")
    await student.click("Часовой пояс")
    [zone] = await student.send(text)

    assert home.text == f"Запомнил место: {TYPED[text]}, {REGIONS[TYPED[text]]}."
    assert zone.text == "Часовой пояс: Москва, UTC+3"


@pytest.mark.slow
@every_text
async def test_place_of_an_audience(stage: Stage, text: str) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)
    await organiser.click("👥 Кому")
    await organiser.click("➕ Место")
    await organiser.send(text)
    await organiser.click("до 50 км")

    assert f"✕ до 50 км от места {TYPED[text]}" in organiser.last.buttons


@pytest.mark.slow
@every_text
async def test_place_of_the_questionnaire(student: UserClient, text: str) -> None:
    await student.send("/choose")
    for _ in load_questionnaire(DATA / "choosing.csv").questions:
        await student.click("Пропустить")
    await student.click("📍 Где учат: Машиностроение")
    [found] = await student.send(text)

    assert found.text.startswith(f"📍 {TYPED[text]}, {REGIONS[TYPED[text]]}")


@pytest.mark.slow
@every_text
async def test_zone_of_an_uploaded_programme(stage: Stage, text: str) -> None:
    organiser = await stage.organiser()
    table = "id;title;starts_at;ends_at\n1;Открытие;2026-12-01 10:00;2026-12-01 11:00\n"
    await organiser.upload("p.csv", table.encode())
    await organiser.click("Новое событие")
    await organiser.send("Форум")
    await organiser.send(text)
    await organiser.click("Применить")
    async with stage.app.store.read() as tx:
        zones = [event.tz for event in await tx.programme.events()]

    assert zones == ["Europe/Moscow"]


@pytest.mark.slow
@every_text
async def test_region_and_cluster_of_a_profile(
    stage: Stage, student: UserClient, text: str
) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    await student.send("Мария")
    await student.send(text)
    [which] = await student.send(text)
    known = await profile(stage, student)

    assert known is not None
    assert known.region == REGIONS[TYPED[text]]
    assert which.text.startswith("Похоже на один из этих кластеров.")
