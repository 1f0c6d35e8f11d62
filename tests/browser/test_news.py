"""News walked through on a phone: who reads and subscribes, and who writes."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Save
from tests.browser.test_personas import enter, say

pytestmark = pytest.mark.browser


async def test_reader_opens_an_item_its_relatives_and_goes_back(phone: Page, save: Save) -> None:
    log = phone.get_by_role("log")
    await enter(phone, "Школьник")
    await phone.get_by_role("button", name="📰 Новости").click()
    await expect(log).to_contain_text("1. Экспертная сессия «Профессионалитета»")
    await log.get_by_role("button", name="1", exact=True).click()
    await expect(log).to_contain_text("Программа сессий и напоминания о них есть в этом боте")
    opened = log.get_by_role("article").last
    await opened.evaluate("node => node.scrollIntoView({block: 'start', behavior: 'instant'})")
    await save(phone, "news")
    await log.get_by_role("button", name="Другие события").click()
    await expect(log).to_contain_text("Как устроен кластер «Профессионалитета»")
    await log.get_by_role("button", name="‹ Назад к новости").click()
    await log.get_by_role("button", name="‹ К новостям").click()
    await expect(log.get_by_role("button", name="🏷 Темы")).to_be_visible()


async def test_what_an_organiser_releases_reaches_who_subscribed(phone: Page) -> None:
    log = phone.get_by_role("log")
    await enter(phone, "Школьник")
    await say(phone, "новости")
    await log.get_by_role("button", name="🔔 Подписки").click()
    await log.get_by_role("button", name="Темы", exact=True).click()
    await log.get_by_role("button", name="⬜️ Волонтёры").click()
    await log.get_by_role("button", name="‹ К подпискам").click()
    await expect(log).to_contain_text("Присылаю: Волонтёры")
    await _without_quiet_hours(phone)

    await _become(phone, "Организатор")
    await phone.get_by_role("button", name="Начать").click()
    await say(phone, "/admin")
    await log.get_by_role("button", name="📰 Новости").click()
    await log.get_by_role("button", name="➕ Добавить новость").click()
    await expect(log).to_contain_text("Получится черновик")
    await say(phone, "Волонтёры нужны в Саранске\nЗаписаться можно до 1 декабря.")
    await log.get_by_role("button", name="🚀 Выпустить").click()
    await log.get_by_role("button", name="🚀 Да, выпустить").click()
    await expect(log).to_contain_text("✅ Вышла")

    await _become(phone, "Школьник")
    letter = log.get_by_role("article").filter(has_text="Записаться можно до 1 декабря.")
    await expect(letter.last).to_be_visible()
    await letter.last.get_by_role("button", name="📖 Читать полностью").click()
    await expect(letter).to_have_count(2)


async def _without_quiet_hours(phone: Page) -> None:
    """The clock on the wall is the real one here, and the news would wait for the morning."""
    log = phone.get_by_role("log")
    await say(phone, "/settings")
    await log.get_by_role("button", name="🔔 Уведомления").click()
    await log.get_by_role("button", name="🌙 Тихие часы").click()
    await log.get_by_role("button", name="Без тихих часов").click()
    await expect(log).to_contain_text("Тихих часов нет")


async def _become(phone: Page, title: str) -> None:
    await phone.locator("#show-people").click()
    await phone.locator("#people-list").get_by_role("button", name=title).click()
