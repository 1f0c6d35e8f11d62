"""What an organiser sees while those who will get an announcement are being counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields

import pytest

from domain.announcements.announcements import Announcement
from domain.people.users import Actor
from handlers.announcements import counted
from sandbox.client import Received, UserClient
from services.announcements.release import AnnouncementRelease, Estimate
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage

pytestmark = pytest.mark.usefixtures("on_threads")

COUNTING = "Получателей: считаю…"


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRelease(AnnouncementRelease):
    """Counts when it is let."""

    may_count: asyncio.Event = field(default_factory=asyncio.Event)

    async def estimate(self, actor: Actor, one: Announcement) -> Estimate:
        await self.may_count.wait()
        return await AnnouncementRelease.estimate(self, actor, one)


@pytest.fixture(autouse=True)
def _no_screen_waits(_counts_are_waited_for: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "PATIENCE_SECONDS", 0.0)


@pytest.fixture
def held(stage: Stage) -> HeldRelease:
    """In place of what counts for the handlers; it may, until a test says otherwise."""
    release = stage.app.dispatcher["announcement_release"]
    given = {one.name: getattr(release, one.name) for one in fields(release)}
    held = HeldRelease(**given)
    held.may_count.set()
    stage.app.dispatcher["announcement_release"] = held
    return held


async def test_screen_is_shown_before_its_people_are_counted(
    stage: Stage, held: HeldRelease
) -> None:
    organiser = await stage.organiser()
    await stage.audience(2)
    await panel_for(organiser)

    async with while_counting(organiser, held, organiser.click("👥 Кому")) as early:
        shown = early.text
    assert COUNTING in shown
    assert organiser.last.message_id == early.message_id
    assert "3 получателя" in organiser.last.text
    assert COUNTING not in organiser.last.text


async def test_new_panel_comes_before_its_people_are_counted(
    stage: Stage, held: HeldRelease
) -> None:
    organiser = await stage.organiser()
    await organiser.send("/broadcast")

    async with while_counting(organiser, held, organiser.send("Сбор в 10:00")) as early:
        assert COUNTING in early.text
    assert organiser.last.message_id == early.message_id
    assert "1 получатель" in organiser.last.text


async def test_nothing_is_confirmed_before_its_people_are_counted(
    stage: Stage, held: HeldRelease
) -> None:
    organiser = await stage.organiser()
    await panel_for(organiser)

    async with while_counting(organiser, held, organiser.click("Отправить")) as early:
        assert early.buttons == ["‹ Назад"]
    assert "Да, отправить" in organiser.last.buttons


@asynccontextmanager
async def while_counting(
    organiser: UserClient, held: HeldRelease, act: Coroutine[object, object, object]
) -> AsyncIterator[Received]:
    """The screen that stands until the count ends, for the block; after it all has been done."""
    held.may_count.clear()
    task = asyncio.ensure_future(act)
    try:
        yield await organiser.wait_for(lambda one: COUNTING in one.text)
    finally:
        held.may_count.set()
        await task
