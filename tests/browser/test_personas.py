"""The product walked through in the web chat, as each persona, in both languages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

Save = Callable[[Page, str], Awaitable[None]]


async def say(page: Page, text: str) -> None:
    await page.get_by_role("combobox").fill(text)
    await page.keyboard.press("Enter")


async def enter(page: Page, title: str) -> None:
    await page.locator("#welcome").get_by_role("button", name=title).click()
    await page.locator("#start").click()


async def test_student_finds_a_college_and_the_way_to_it(page: Page, save: Save) -> None:
    await save(page, "welcome")
    await enter(page, "Школьник")
    await expect(page.get_by_role("log")).to_contain_text("Здравствуйте, Школьник!")

    await page.get_by_role("button", name="Кластеры рядом").click()
    await say(page, "нижний новгрод")
    await expect(page.get_by_role("log")).to_contain_text("В радиусе 30 км — 4 кластера")
    await save(page, "nearest")
    await page.get_by_role("button", name="1", exact=True).click()
    await expect(page.get_by_role("log")).to_contain_text(
        "Базовый колледж: Нижегородский авиационный технический колледж"
    )
    on_map = page.get_by_text("📍 На карте").last
    await expect(on_map).to_have_attribute("href", re.compile(r"^https://yandex\.ru/maps/\?text="))
    await page.get_by_role("button", name="В избранное").click()
    await expect(page.locator("#toast")).to_contain_text("Добавлено в избранное")
    await expect(page.get_by_role("button", name="★ В избранном")).to_be_visible()
    await save(page, "card")


async def test_student_searches_and_compares_on_a_phone(phone: Page, save: Save) -> None:
    log = phone.get_by_role("log")
    await enter(phone, "Школьник")
    await say(phone, "сваршик рядом с Саранском")
    await expect(log).to_contain_text("Нашёл 1 кластер и ещё 2 похожих.")
    await save(phone, "search")
    for count, cluster in enumerate(("mor-ruzaevka-mech", "mor-saransk-cable"), 1):
        await say(phone, f"/start cluster_{cluster}")
        await log.get_by_role("button", name="⚖️ Сравнить", exact=True).click()
        await expect(log.get_by_role("button", name="✓ В сравнении")).to_have_count(count)
    await log.get_by_role("button", name="⚖️ Сравнить (2)").last.click()
    await expect(log).to_contain_text("Знак ≠ — здесь кластеры отличаются")
    await expect(phone.locator("#toast")).to_be_hidden()
    await save(phone, "comparison")


HEIGHTS = """() => {
    const shown = [...document.querySelectorAll('.message')].at(-1).getBoundingClientRect();
    const top = document.querySelector('#scroll').getBoundingClientRect().top;
    const form = document.querySelector('#form').getBoundingClientRect();
    return [shown.height, window.innerHeight - top - form.height];
}"""
"""Of the answer, and of the chat when the menu's keyboard is folded."""


async def test_answer_to_a_search_is_one_screen_and_its_card_takes_its_place(phone: Page) -> None:
    log = phone.get_by_role("log")
    await enter(phone, "Школьник")
    for text, told in (
        ("Нижний Новгород", "В радиусе 30 км — 4"),
        ("машиностроение 300 км от Казани", "Машиностроение · Казань, 300 км"),
    ):
        await say(phone, text)
        await expect(log).to_contain_text(told)
        height, room = await phone.evaluate(HEIGHTS)
        assert 300 < height < room, text
    count = await phone.locator(".message").count()
    await log.get_by_role("button", name="2", exact=True).last.click()
    await log.get_by_role("button", name="‹ К списку").click()

    await expect(log.get_by_role("button", name="2", exact=True).last).to_be_visible()
    assert await phone.locator(".message").count() == count


async def test_student_on_a_phone_shares_a_location(phone: Page, save: Save) -> None:
    await enter(phone, "Школьник")
    await phone.get_by_role("button", name="Кластеры рядом").click()
    await phone.get_by_role("button", name="Отправить геопозицию").click()
    await phone.get_by_label("Город").fill("Саранск")
    await phone.get_by_role("button", name="Саранск Республика Мордовия").click()

    await expect(phone.get_by_role("log")).to_contain_text("ближайшее место — Саранск")
    await save(phone, "phone")
    await phone.get_by_role("button", name="Ещё", exact=True).click()
    await phone.get_by_role("menuitem", name="Тёмная тема").click()
    await save(phone, "phone-dark")


async def test_english_browser_gets_english_words(english: Page, save: Save) -> None:
    await enter(english, "Student")
    await expect(english.get_by_role("log")).to_contain_text("Hello, ")
    await say(english, "Saransk")

    await expect(english.get_by_role("log")).to_contain_text("Within 100 km")
    await save(english, "phone-english")


async def test_organiser_gets_the_report_of_a_wrong_card(page: Page, save: Save) -> None:
    await enter(page, "Организатор")
    await expect(page.get_by_role("log")).to_contain_text("Здравствуйте, Организатор!")
    await page.get_by_role("button", name="Школьник").click()
    await page.get_by_role("button", name="Начать").click()
    await say(page, "/start cluster_nn-sarov-nuclear")
    await page.get_by_role("button", name="Сообщить об ошибке").click()
    await page.get_by_role("button", name="Сайт", exact=True).click()
    await expect(page.get_by_role("log")).to_contain_text("Напишите одним сообщением")
    await say(page, "Сайт колледжа <b>сменился</b>")
    await expect(page.get_by_role("log")).to_contain_text("Спасибо! Организаторы проверят")

    badge = page.get_by_label("1 непрочитано")
    await expect(badge).to_be_visible()
    await expect(page).to_have_title("(1) Профкомпас")
    await page.get_by_role("button", name="Организатор").click()
    await expect(page.get_by_role("log")).to_contain_text("Сайт колледжа <b>сменился</b>")
    await expect(badge).to_be_hidden()
    await page.get_by_role("button", name="К карточке").click()
    await expect(page.get_by_role("log")).to_contain_text("Отрасль: Атомная отрасль")
    await save(page, "organiser")
    await page.get_by_role("button", name="Ответить или закрыть").click()
    await page.get_by_text("Ответить", exact=True).click()
    await say(page, "Спасибо, исправили")
    await expect(page.get_by_role("log")).to_contain_text("✅ Закрыто")


async def test_participant_opens_the_programme_and_settings(page: Page, save: Save) -> None:
    await enter(page, "Участник")
    await page.get_by_role("button", name="Программа").click()
    await expect(page.get_by_role("log")).to_contain_text("Сейчас событий нет")
    await page.get_by_role("button", name="Настройки").click()
    await page.get_by_role("button", name="Часовой пояс").click()
    await say(page, "Омск")

    await expect(page.get_by_role("log")).to_contain_text("Часовой пояс: Омск, UTC+6")
    await save(page, "participant")


async def test_organiser_announces_on_a_phone_and_gets_the_report(
    phone: Page, site: Site, save: Save
) -> None:
    guests = range(2001, 2013)
    for guest in guests:
        site.world.add_person("Гость", person_id=guest)
        site.world.say(guest, "/start")
    site.world.delete_account(guests[-1])
    await enter(phone, "Организатор")
    await say(phone, "/broadcast")
    log = phone.get_by_role("log")
    await expect(log).to_contain_text("Пришлите пост одним сообщением")
    await say(phone, "🎓 День открытых дверей — 25 ноября. Приходите знакомиться!")
    await expect(log).to_contain_text("13 получателей, около 1 секунды")
    await log.get_by_role("button", name="Кнопки").click()
    await expect(log).to_contain_text("Пришлите до восьми строк")
    await say(phone, "Записаться — https://example.org/form")
    await expect(log).to_contain_text("Кнопки: «Записаться»")
    await save(phone, "announcement")
    # The clock on the wall is the real one here: in quiet hours only what is important goes out.
    await log.get_by_role("button", name="🏷 Категория").last.click()
    await log.get_by_role("button", name="Важное").click()
    await log.get_by_role("button", name="Отправить", exact=True).last.click()
    await log.get_by_role("button", name="Да, отправить").click()

    await expect(log).to_contain_text("Доставлено: 12")
    await expect(log).to_contain_text("аккаунт удалён: 1")
    await expect(log.get_by_role("img").last).to_be_visible()
    await save(phone, "announcement-report")


async def test_organiser_sees_the_desk_in_english(english: Page, save: Save) -> None:
    await enter(english, "Organiser")
    await say(english, "/language")
    await english.get_by_role("button", name="English").click()
    await expect(english.get_by_role("log")).to_contain_text("Main menu.")
    await say(english, "/admin")

    await expect(english.get_by_role("log")).to_contain_text("Organisers' desk")
    await save(english, "desk-english")


async def test_student_chooses_what_to_get(phone: Page, save: Save) -> None:
    await enter(phone, "Школьник")
    await phone.get_by_role("button", name="Настройки").click()
    await phone.get_by_role("log").get_by_role("button", name="Уведомления").click()
    await phone.get_by_role("button", name="✅ Новости").click()
    await expect(phone.get_by_role("button", name="⬜️ Новости")).to_be_visible()
    await phone.get_by_role("button", name="Тихие часы").click()
    await phone.get_by_role("button", name="21:00–09:00").click()

    await expect(phone.get_by_role("log")).to_contain_text("Тихие часы: 21:00–09:00")
    await save(phone, "notifications")
