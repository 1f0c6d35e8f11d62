"""An event walked through on a phone: who takes part in it, and who runs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from domain.ids import EventId, SessionId, UserId
from domain.places.geo import Point
from domain.programme.sessions import Event
from sandbox.crowd import Press, Say, SimulatedUser, bring
from sandbox.programme import write_programme
from tests.browser.conftest import ROOT, Site
from tests.browser.test_personas import enter, say

pytestmark = pytest.mark.browser

Save = Callable[[Page, str], Awaitable[None]]

MOSCOW = ZoneInfo("Europe/Moscow")
EXPERT = Event(
    id=EventId("expert"),
    title="Экспертная сессия кластеров",
    tz=MOSCOW.key,
    venue="Выставочный центр",
    point=Point(56.328, 43.961),
)
GUESTS = range(2001, 2013)
STARS = (5, 5, 4, 5, 4, 3, 5, 4, 5, 2, 5, 4)


@pytest_asyncio.fixture(loop_scope="package")
async def programme(site: Site, tmp_path: Path) -> bytes:
    """That of the demo, as a csv file."""
    file = tmp_path / "programme.csv"
    write_programme(ROOT / "data" / "demo_programme.csv", file, datetime.now(MOSCOW))
    content = file.read_bytes()
    await site.app.programme.schedules.import_file(EXPERT, file.name, content, dry_run=False)
    return content


async def keep(phone: Page, save: Save, name: str) -> None:
    """The end of the chat, without the words that pass."""
    await expect(phone.locator("#toast")).to_be_hidden()
    last = phone.get_by_role("article").last
    await last.evaluate("node => node.scrollIntoView({block: 'end', behavior: 'instant'})")
    await save(phone, name)


async def crowd_joins(site: Site) -> None:
    acts = (Say("/start session_plenary"), Press("Участвую"))
    guests = [
        SimulatedUser(id=guest, name=f"Гость {guest - GUESTS.start + 1}", language="ru", acts=acts)
        for guest in GUESTS
    ]
    assert await bring(site.world, guests) == len(GUESTS)


async def test_participant_joins_is_offered_a_profile_and_shows_the_badge(
    phone: Page, programme: bytes, save: Save
) -> None:
    log = phone.get_by_role("log")
    await enter(phone, "Участник")
    await phone.get_by_role("button", name="🗓 Программа").click()
    await expect(log).to_contain_text("Установочная встреча модераторов · Малый зал — до")
    await save(phone, "board")
    await log.get_by_role("button", name="‹ Вся программа").click()
    await expect(log.get_by_role("button", name="⋯ Ещё")).to_be_visible()
    await save(phone, "day")
    # By its link: late in the evening this session is not of the day that is shown.
    await say(phone, "/start session_plenary")
    await log.get_by_role("button", name="Участвую", exact=True).click()
    await expect(log).to_contain_text("👋 Представиться организаторам?")
    await log.get_by_role("button", name="Не сейчас").click()
    await expect(log).to_contain_text("✅ Вы участвуете.")
    await keep(phone, save, "session")
    await say(phone, "/my")
    await expect(log).to_contain_text("Моё расписание")
    await log.get_by_role("button", name="🎫 Мой пропуск").click()
    await expect(log).to_contain_text("Это ваш личный пропуск")
    await expect(log.get_by_role("img").last).to_be_visible()
    await keep(phone, save, "badge")

    wide = "document.documentElement.scrollWidth"
    assert await phone.evaluate(wide) == phone.viewport_size["width"]  # type: ignore[index]  # set


async def test_organiser_uploads_looks_at_the_changes_and_applies_them(
    phone: Page, site: Site, programme: bytes, save: Save
) -> None:
    content = programme.decode().replace("Большой зал", "Зал «Волга»")
    file = FilePayload(name="план.csv", mimeType="text/csv", buffer=content.encode())
    log = phone.get_by_role("log")
    await enter(phone, "Организатор")
    await say(phone, "/admin")
    await log.get_by_role("button", name="🗓 Программа").click()
    await log.get_by_role("button", name="Экспертная сессия кластеров").click()
    await expect(log.get_by_role("button", name="➕ Сессия")).to_be_visible()
    await log.get_by_role("button", name="Загрузить файл").click()
    await expect(log).to_contain_text("Пришлите файл с программой")
    await phone.get_by_role("button", name="Прикрепить").click()
    async with phone.expect_file_chooser() as chooser:
        await phone.get_by_role("menuitem", name="Файл").click()
    await (await chooser.value).set_files([file])
    await expect(log).to_contain_text("Большой зал → Зал «Волга»")
    await keep(phone, save, "trial")
    await log.get_by_role("button", name="Применить").first.click()
    await expect(log).to_contain_text("✅ Готово: Экспертная сессия кластеров")

    async with site.app.store.read() as tx:
        plenary = await tx.programme.session(SessionId("plenary"))
    assert plenary is not None
    assert plenary.room == "Зал «Волга»"


async def test_organiser_checks_a_guest_in_and_reads_the_ratings(
    phone: Page, site: Site, programme: bytes, save: Save
) -> None:
    await crowd_joins(site)
    async with site.app.store.write() as tx:
        opening = await tx.programme.session(SessionId("opening"))
        assert opening is not None
        now = opening.ends_at + timedelta(minutes=1)
        for guest, stars in zip(GUESTS, STARS, strict=True):
            await tx.ratings.rate(UserId(guest), opening.id, stars, now)
    log = phone.get_by_role("log")
    await enter(phone, "Организатор")
    await say(phone, "/admin")
    await log.get_by_role("button", name="🚪 Вход, списки").click()
    await log.get_by_role("button", name="Пленарное заседание").click()
    await log.get_by_role("button", name="👥 Список").click()
    await log.get_by_role("button", name="Гость 1", exact=True).click()
    await log.get_by_role("button", name="✅ Отметить").click()
    await expect(log).to_contain_text("✅ Отмечено:")
    await log.get_by_role("button", name="‹ На входе").click()
    await expect(log).to_contain_text("Пришли: 1")
    await keep(phone, save, "check-in")
    await say(phone, "/admin")
    await expect(log.get_by_role("button", name="📣 Новое объявление")).to_be_visible()
    await log.get_by_role("button", name="💬 Вопросы и оценки").last.click()
    await log.get_by_role("button", name="Установочная встреча").click()
    await log.get_by_role("button", name="📊 Оценки").click()
    await expect(log).to_contain_text("★ 4,2 — 12 оценок")
    await expect(log.get_by_role("img").last).to_be_visible()
    await keep(phone, save, "ratings")
