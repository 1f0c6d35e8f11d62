"""A year has more events than a keyboard has room for (100 buttons): organisers turn pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import EventId
from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage
from tests.programmes import EVENT, add_sessions, session_at

EVENTS = 120
OVER = 60
"""Of them began so long ago that nothing of them is on."""

ON_PAGE = 10


pytestmark = pytest.mark.slow


@pytest.fixture
async def organiser(stage: Stage) -> UserClient:
    """Event 60 begins first of those to come, event 59 was the last to end."""
    async with stage.app.store.write() as tx:
        for number in range(EVENTS):
            event = replace(EVENT, id=EventId(f"e{number}"), title=f"Событие {number}")
            days = number + 1 if number >= OVER else number - OVER - 40
            held = session_at(START + timedelta(days=days), f"s{number}")
            await tx.programme.save_event(event)
            await tx.programme.save_sessions([replace(held, event_id=event.id)])
    return await stage.organiser()


async def opened(organiser: UserClient, way: str) -> None:
    """The list of events on that way."""
    if way == "audience":
        await panel_for(organiser)
        for label in ("👥 Кому", "➕ Записаны"):
            await organiser.click(label)
        return
    await organiser.send("/admin")
    if way == "file":
        await organiser.upload(
            "programme.csv", b"title,start,end\nA,2026-12-01T10:00,2026-12-01T11:00\n"
        )
    else:
        await organiser.press(way, forged=True)


@pytest.mark.parametrize("way", ["o", "y", "fe::0", "file", "audience"])
async def test_organisers_turn_pages_of_events_what_is_long_over_comes_last(
    organiser: UserClient, way: str
) -> None:
    await opened(organiser, way)
    pages = [organiser.last.buttons]
    while "Дальше ›" in organiser.last.buttons:
        await organiser.click("Дальше ›")
        pages.append(organiser.last.buttons)
    listed = [label for page in pages for label in page if label.startswith("Событие ")]

    assert max(len(page) for page in pages) < 20
    assert listed == [
        f"Событие {number}" for number in (*range(OVER, EVENTS), *reversed(range(OVER)))
    ]


@pytest.mark.parametrize("way", ["o", "y", "fe::0", "file", "audience"])
async def test_an_event_of_the_second_page_opens(organiser: UserClient, way: str) -> None:
    await opened(organiser, way)
    await organiser.click("Дальше ›")
    await organiser.click("Событие 72")

    assert "Событие 72" in organiser.last.text.splitlines()[0]
    assert "Событие 73" not in organiser.last.buttons


async def test_an_announcement_can_be_for_any_of_many_sessions(stage: Stage) -> None:
    sessions = [
        replace(
            session_at(START + timedelta(hours=number), f"s{number}"), title=f"Сессия {number}"
        )
        for number in range(1, 41)
    ]
    await add_sessions(stage.app.store, *sessions)
    organiser = await stage.organiser()
    await panel_for(organiser)
    for label in ("👥 Кому", "➕ Записаны", EVENT.title):
        await organiser.click(label)
    for _ in range(3):
        await organiser.click("Дальше ›")
    last = organiser.last.buttons
    await organiser.click("Сессия 40")

    labels = [f"25 нояб. {n - 36:02}:00 Сессия {n}" for n in range(36, 41)]
    assert last == [*labels, "‹ Назад", "4 / 4", "‹ К условиям"]
    assert "✕ записаны на «Сессия 40»" in organiser.last.buttons
