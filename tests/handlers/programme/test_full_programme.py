"""More sessions than one message or keyboard holds: every screen stays whole and has a way on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import SessionId, UserId
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.programmes import add_sessions, session_at

LONG = "Заседание рабочей группы о практике на предприятиях региона. " * 5
AT_ONCE = 120
DAYS = 380


@pytest.fixture
async def full_day(stage: Stage, student: UserClient) -> None:
    """All at the same hour of one day; the student goes to each of them."""
    await student.send("/start")
    starts_at = stage.clock.now() + timedelta(hours=1)
    sessions = [
        replace(session_at(starts_at, f"s{number}"), title=LONG) for number in range(AT_ONCE)
    ]
    await add_sessions(stage.app.store, *sessions)
    async with stage.app.store.write() as tx:
        for number in range(AT_ONCE):
            await tx.registrations.register(
                UserId(student.id), SessionId(f"s{number}"), stage.clock.now(), is_waiting=False
            )


async def test_day_of_many_sessions_comes_in_pages(full_day: None, student: UserClient) -> None:
    await student.send("/program")
    first = student.last
    await student.click("Дальше ›")

    assert "1 / 12" in first.buttons
    assert "2 / 12" in student.last.buttons
    assert len(student.last.buttons) < 20


async def test_my_schedule_of_many_sessions_comes_in_pages(
    full_day: None, student: UserClient
) -> None:
    schedule, _ = await student.send("/my")
    await student.click("Дальше ›", message=schedule)

    assert "1 / 12" in schedule.buttons
    assert "2 / 12" in student.inbox[-2].buttons


async def test_board_of_many_sessions_says_how_many_more(
    full_day: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/program")
    await student.click("▶️ Что сейчас")
    before = student.last.text
    stage.clock.advance(minutes=70)
    await student.click("🔄 Обновить")

    assert before.endswith("…и ещё 115 — во всей программе.")
    assert "…и ещё 110 — во всей программе." in student.last.text


async def test_card_that_clashes_with_everything_names_a_few(
    full_day: None, student: UserClient
) -> None:
    await student.send("/start session_s5")

    assert student.last.text.count("Заседание") > 1
    assert "и ещё" in student.last.text


async def test_series_of_a_year_shows_the_days_around(stage: Stage, student: UserClient) -> None:
    starts_at = stage.clock.now() + timedelta(hours=1)
    sessions = [
        replace(session_at(starts_at + timedelta(days=number), f"d{number}"), track="Сварка")
        for number in range(DAYS)
    ]
    await add_sessions(stage.app.store, *sessions)
    await student.send("/program")
    days = [label for label in student.last.buttons if "нояб" in label or "дек" in label]

    assert days[0].startswith("• ")
    assert len(days) == 28


async def test_track_without_sessions_on_the_day_leads_to_its_next_day(
    stage: Stage, student: UserClient
) -> None:
    starts_at = stage.clock.now() + timedelta(hours=1)
    await add_sessions(
        stage.app.store,
        replace(session_at(starts_at, "a"), track="Сварка"),
        replace(session_at(starts_at + timedelta(days=1), "b"), track="Атом"),
    )
    await student.send("/program")
    await student.click("Направления")
    tracks = student.last.buttons
    await student.click("Атом · 1")

    assert tracks == ["Все направления", "Атом · 1", "Сварка · 1"]
    assert student.last.text.splitlines()[2] == "Направление: Атом"
    assert [label for label in student.last.buttons if "нояб" in label] == ["• 24 нояб."]


async def test_more_holds_what_is_rarely_wanted_and_leads_back(
    full_day: None, student: UserClient
) -> None:
    await student.send("/program")
    day = student.last.text
    await student.click("⋯ Ещё")
    more = student.last.buttons
    await student.click("‹ К программе дня")

    assert more == ["📢 Изменения", "💾 Скачать", "🤝 Знакомства", "‹ К программе дня"]
    assert student.last.text == day
