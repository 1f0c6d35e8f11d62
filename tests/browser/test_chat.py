"""What the web chat shows and how it behaves, with messages put straight into the world."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from sandbox.demo import TOKEN
from tests.browser.conftest import PHONE, Save, Site

pytestmark = pytest.mark.browser

STUDENT = 1001
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf50cf0000038101008d1d1b2d0000000049454e44ae426082"
)


async def enter(page: Page) -> None:
    """As the student, with the bot's greeting already there."""
    await page.locator("#welcome").get_by_role("button", name="Школьник").click()
    await page.locator("#start").click()
    await expect(page.get_by_role("log")).to_contain_text("Здравствуйте")


def tell(site: Site, method: str = "sendMessage", **params: Any) -> Any:
    status, body = site.world.call(TOKEN, method, {"chat_id": STUDENT, **params})
    assert status == 200, body
    return body["result"]


async def asked(page: Page, act: Awaitable[None], name: str) -> str:
    """The id of the question that an act of the visitor put to the bot."""
    async with page.expect_response(f"**/{name}") as response:
        await act
    return str((await (await response.value).json())["result"])


async def test_what_is_told_while_the_page_opens_a_chat_is_shown(page: Page, site: Site) -> None:
    """Between the state that it loads and the events that it follows there is no gap."""

    async def slowly(route: Route) -> None:
        tell(site, text="Между тем")
        await route.continue_()

    site.world.say(STUDENT, "/start")
    await page.route("**/events", slowly)
    await page.locator("#welcome").get_by_role("button", name="Школьник").click()

    await expect(page.get_by_role("log").get_by_text("Между тем")).to_be_visible(timeout=15_000)


async def test_entities_are_shown_and_text_never_becomes_html(page: Page, site: Site) -> None:
    await enter(page)
    script = "<img src=x onerror=\"document.title='hacked'\">"
    tell(site, text=script)
    tell(
        site,
        text=(
            "<b>жирный</b> <i>курсив</i> <u>под</u> <s>за</s> <code>код</code> "
            '<a href="https://a.example/">ссылка</a> <tg-spoiler>тайна</tg-spoiler> /help '
            '<tg-time unix="1800000000" format="wDT">15 января</tg-time>'
            "<blockquote expandable>раз\nдва\nтри\nчетыре\nпять</blockquote>"
        ),
        parse_mode="HTML",
    )
    log = page.get_by_role("log")

    await expect(log.get_by_text(script)).to_be_visible()
    for tag, text in (("strong", "жирный"), ("em", "курсив"), ("u", "под"), ("s", "за")):
        await expect(log.locator(tag, has_text=text).last).to_be_visible()
    await expect(log.locator("code", has_text="код")).to_be_visible()
    link = log.get_by_role("link", name="ссылка")
    await expect(link).to_have_attribute("href", "https://a.example/")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(log.locator("time")).to_have_attribute("datetime", "2027-01-15T08:00:00.000Z")
    await log.get_by_role("button", name="Скрытый текст, показать").click()
    await expect(log.locator(".spoiler")).to_have_attribute("aria-expanded", "true")
    await log.get_by_role("button", name="Показать всё").click()
    await expect(log.get_by_role("button", name="Свернуть")).to_be_visible()
    assert await page.title() == "Профкомпас"


async def test_buttons_have_colours_toasts_alerts_and_a_spinner(page: Page, site: Site) -> None:
    await enter(page)
    row = [
        {"text": "Да", "callback_data": "yes", "style": "success"},
        {"text": "Нет", "callback_data": "no", "style": "danger"},
    ]
    tell(site, text="Точно?", reply_markup={"inline_keyboard": [row]})
    site.app.polling.stop()  # the real bot shall not hear of this
    yes, no = (page.get_by_role("button", name=name, exact=True) for name in ("Да", "Нет"))
    await expect(yes).to_have_class("key success")
    query_id = await asked(page, yes.click(), "press")
    await expect(yes).to_have_attribute("aria-busy", "true")
    tell(site, "answerCallbackQuery", callback_query_id=query_id, text="Принято")
    await expect(page.locator("#toast")).to_have_text("Принято")
    await expect(yes).not_to_have_attribute("aria-busy", "true")
    query_id = await asked(page, no.click(), "press")
    tell(site, "answerCallbackQuery", callback_query_id=query_id, text="Важно", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Важно")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_edit_stays_in_its_place_and_delete_removes(page: Page, site: Site) -> None:
    await enter(page)
    first = tell(site, text="было")
    tell(site, text="после")
    await expect(page.get_by_text("после", exact=True)).to_be_visible()
    tell(site, "editMessageText", message_id=first["message_id"], text="стало")
    node = page.locator(f"[data-id='{first['message_id']}']")

    await expect(node).to_contain_text("стало")
    await expect(node).to_contain_text("изменено")
    texts = await page.locator(".message .words").all_inner_texts()
    assert texts[-2:] == ["стало", "после"]
    tell(site, "deleteMessage", message_id=first["message_id"])
    await expect(node).to_have_count(0)


async def test_files_go_up_and_down_and_photos_are_shown(page: Page, site: Site) -> None:
    await enter(page)
    await page.get_by_role("button", name="Прикрепить").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Файл").click()
    page_file = FilePayload(name="план.html", mimeType="text/html", buffer=b"<script>1</script>")
    await (await chooser.value).set_files(page_file)
    link = page.get_by_role("link", name="план.html")
    await expect(link).to_be_visible()
    async with page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "план.html"
    await page.get_by_role("button", name="Прикрепить").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Фото").click()
    await (await chooser.value).set_files(
        FilePayload(name="a.png", mimeType="image/png", buffer=PNG)
    )
    photo = page.get_by_role("img", name="Фото").last

    await expect(photo).to_be_visible()
    assert await photo.evaluate("image => image.naturalWidth") == 1


async def test_typing_is_shown_until_the_message_comes(page: Page, site: Site) -> None:
    await enter(page)
    tell(site, "sendChatAction", action="typing")
    await expect(page.locator("#bot-status")).to_have_text("печатает…")
    tell(site, text="готово")
    await expect(page.locator("#bot-status")).to_have_text("бот")


async def test_location_typed_with_a_name_is_a_venue(page: Page, site: Site) -> None:
    await enter(page)
    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("menuitem", name="Геопозиция").click()
    await page.get_by_label("или координаты").fill("север")
    await page.get_by_role("button", name="Отправить", exact=True).last.click()
    await expect(page.get_by_role("alert")).to_contain_text("Нужны два числа")
    await page.get_by_label("или координаты").fill("56.33, 44.00")
    await page.get_by_label("Название места").fill("Ярмарка")
    await page.get_by_label("или координаты").press("Enter")

    await expect(page.locator(".mine .place")).to_contain_text("Ярмарка")
    await expect(page.get_by_role("log")).to_contain_text("В радиусе 30 км")


async def test_commands_are_suggested_and_chosen_by_keyboard(page: Page) -> None:
    await enter(page)
    box = page.get_by_role("combobox")
    await box.fill("/pri")
    await expect(page.get_by_role("option", name="/privacy")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Что хранит бот")
    await expect(page.get_by_role("listbox")).to_be_hidden()


async def test_inline_query_without_an_answer_says_so(page: Page, site: Site) -> None:
    await enter(page)
    site.app.polling.stop()
    await page.get_by_role("combobox").fill("@profkompas_bot казань")

    await expect(page.get_by_role("option")).to_contain_text("Бот не отвечает")


async def test_inline_results_are_chosen_and_sent(page: Page, site: Site) -> None:
    await enter(page)
    site.app.polling.stop()  # the real bot shall not hear of this
    typing = page.get_by_role("combobox").press_sequentially("@profkompas_bot казань")
    query_id = await asked(page, typing, "inline")
    content = {"message_text": "Кластеры Казани"}
    result = {
        "type": "article", "id": "1", "title": "Казань", "input_message_content": content,
    }  # fmt: skip
    site.world.call(TOKEN, "answerInlineQuery", {"inline_query_id": query_id, "results": [result]})
    await page.get_by_role("option", name="Казань").click()

    await expect(page.locator(".mine").last).to_contain_text("Кластеры Казани")
    await expect(page.locator(".mine").last).to_contain_text("через @profkompas_bot")


async def test_inline_mode_of_the_bot_pages_and_leads_into_it(phone: Page) -> None:
    await enter(phone)
    box, options = phone.get_by_role("combobox"), phone.get_by_role("option")
    await box.fill("@profkompas_bot производство еды")
    await expect(options).to_have_count(52)
    await options.last.click()
    await expect(options).to_have_count(102)
    await box.fill("@profkompas_bot педагогика")
    await options.nth(1).click()
    await expect(phone.locator(".mine").last).to_contain_text("через @profkompas_bot")
    await box.fill("@profkompas_bot педагогика")
    await phone.get_by_role("option", name="Искать в чате с ботом").click()
    await expect(phone.get_by_role("log")).to_contain_text("Где искать?")


async def test_table_of_three_columns_fits_a_phone(phone: Page, site: Site) -> None:
    await enter(phone)
    place = {"align": "left", "valign": "top"}
    names = [{**place, "text": f"Информационные технологии <b>{n}</b>"} for n in range(3)]
    wide = [
        {**place, "text": {"type": "bold", "text": "Отрасль"}, "is_header": True, "colspan": 3}
    ]
    link = {"type": "url", "text": "сайт", "url": "https://a.example/"}
    table = {"type": "table", "cells": [wide, names, [{**place, "text": link}]], "caption": "Итог"}
    tell(site, "sendRichMessage", rich_message={"blocks": [table]})

    shown = phone.locator(".rich-table")
    await expect(shown.get_by_role("cell", name="технологии <b>0</b>")).to_be_visible()
    await expect(shown.get_by_role("link", name="сайт")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    assert await shown.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_keyboard_alone_is_enough(page: Page) -> None:
    await page.locator("#roles button").first.focus()
    await page.keyboard.press("Enter")
    # What is hidden takes no focus, and nobody waits for it: it comes with the person's state.
    await expect(page.locator("#start")).to_be_visible()
    await page.locator("#start").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Здравствуйте")
    await page.get_by_role("combobox").focus()
    await page.keyboard.type("Саранск")
    await page.keyboard.press("Enter")
    first = page.get_by_role("button", name="1", exact=True)
    await first.focus()
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("log")).to_contain_text("Источник:")


async def test_every_control_has_a_name_in_both_languages(page: Page) -> None:
    await enter(page)
    nameless = """() => [...document.querySelectorAll('button, input, textarea, a')]
        .filter(node => node.type !== 'file' && !node.closest('[hidden]'))
        .filter(node => !(node.getAttribute('aria-label') || node.textContent.trim()
            || node.labels?.length)).map(node => node.outerHTML)"""

    assert await page.evaluate(nameless) == []
    await page.locator("#language").click()
    assert await page.evaluate(nameless) == []
    assert await page.locator("html").get_attribute("lang") == "en"


async def test_switch_of_the_language_is_the_persons_too(page: Page) -> None:
    await enter(page)
    await page.locator("#language").click()
    await page.get_by_role("combobox").fill("/start")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("log")).to_contain_text("Hello, ")


async def test_long_label_is_cut_as_in_the_apps(page: Page, site: Site) -> None:
    await enter(page)
    keyboard = {
        "inline_keyboard": [[{"text": "Очень длинная подпись " * 6, "callback_data": "x"}]]
    }
    tell(site, text="Выберите", reply_markup=keyboard)
    shown = page.locator(".inline-row .key").last
    await expect(shown).to_be_visible()

    assert await shown.evaluate("node => node.scrollWidth > node.clientWidth")
    assert await shown.evaluate("node => node.clientHeight < 50")


async def test_phone_has_no_sideways_scroll_and_shows_people_on_demand(
    phone: Page, save: Save
) -> None:
    await enter(phone)
    wide = "document.documentElement.scrollWidth"
    assert await phone.evaluate(wide) == PHONE["width"]
    await phone.get_by_role("button", name="Показать людей").click()
    await save(phone, "phone-people")
    await phone.get_by_role("button", name="Участник").click()

    await expect(phone.locator("#start")).to_be_visible()
    assert await phone.evaluate(wide) == PHONE["width"]


async def test_blocking_the_bot_is_told_and_undone(page: Page, site: Site) -> None:
    await enter(page)
    await page.get_by_role("button", name="Ещё", exact=True).click()
    await page.get_by_role("menuitem", name="Заблокировать бота").click()
    await expect(page.locator("#bot-status")).to_have_text("бот заблокирован")
    assert site.world.call(TOKEN, "sendMessage", {"chat_id": STUDENT, "text": "x"})[0] == 403
    await page.get_by_role("button", name="Ещё", exact=True).click()
    await page.get_by_role("menuitem", name="Разблокировать бота").click()

    await expect(page.locator("#bot-status")).to_have_text("бот")


async def test_other_sites_cannot_act_for_the_visitor(page: Page, site: Site) -> None:
    """A foreign page can send a form or a text body without asking; neither may act."""
    request = page.request
    url = f"{site.address}/chat/api/{STUDENT}/say"
    foreign = await request.post(
        url, data={"text": "x"}, headers={"Origin": "https://evil.example"}
    )
    form = await request.post(url, form={"text": "x"})
    headers = (await request.get(site.address)).headers

    assert (foreign.status, form.status) == (403, 403)
    assert "script-src 'self'" in headers["content-security-policy"]
    assert site.world.history(STUDENT) == []


async def attach(page: Page, item: str, *files: FilePayload) -> None:
    await page.get_by_role("button", name="Прикрепить").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name=item).click()
    await (await chooser.value).set_files(list(files))


def picture(name: str) -> FilePayload:
    return FilePayload(name=name, mimeType="image/png", buffer=PNG)


def mine(site: Site) -> dict[str, Any]:
    """The newest message of the student."""
    messages = [m for m in site.world.history(STUDENT) if m["from"]["id"] == STUDENT]
    return messages[-1]


async def test_reply_shows_what_it_answers_and_can_be_dropped(page: Page, site: Site) -> None:
    await enter(page)
    asked = tell(site, text="Какой город?")
    reply = page.locator(f"[data-id='{asked['message_id']}']").get_by_label("Ответить")
    await reply.click()
    await expect(page.locator("#reply-bar")).to_contain_text("Какой город?")
    await page.get_by_role("button", name="Не отвечать").click()
    await expect(page.locator("#reply-bar")).to_be_hidden()
    await reply.click()
    await page.get_by_role("combobox").fill("Омск")
    await page.keyboard.press("Enter")

    await expect(page.locator(".mine .quote")).to_contain_text("Какой город?")
    await expect(page.locator("#reply-bar")).to_be_hidden()
    assert mine(site)["reply_to_message"]["message_id"] == asked["message_id"]
    await page.locator(".mine .quote").click()
    await expect(page.locator(".pointed")).to_contain_text("Какой город?")


async def test_several_pictures_are_one_album(page: Page, site: Site, save: Save) -> None:
    await enter(page)
    site.app.polling.stop()  # the real bot shall not hear of this
    await page.get_by_role("combobox").fill("Кадры сессии")
    await attach(page, "Фото или видео", *(picture(f"{name}.png") for name in "abc"))
    album = page.locator(".mine.has-album")

    await expect(album.locator(".tile img")).to_have_count(3)
    await expect(album).to_contain_text("Кадры сессии")
    await expect(page.get_by_role("combobox")).to_have_value("")
    await save(page, "album")
    album_id = mine(site)["media_group_id"]
    parts = [m for m in site.world.history(STUDENT) if m.get("media_group_id") == album_id]
    site.world.delete_own(STUDENT, parts[-1]["message_id"])
    await expect(album.locator(".tile")).to_have_count(2)
    await album.get_by_label("Удалить сообщение").click()
    await expect(album).to_have_count(0)
    assert not [m for m in site.world.history(STUDENT) if m.get("media_group_id")]


async def test_video_is_sent_as_a_video(page: Page, site: Site) -> None:
    await enter(page)
    film = FilePayload(name="a.mp4", mimeType="video/mp4", buffer=b"\0\0\0\x18ftypmp42broken")
    await attach(page, "Фото или видео", film)

    # This one cannot be played, so that it is offered as a file.
    await expect(page.locator(".mine .file")).to_contain_text("a.mp4")
    assert "video" in mine(site)


async def test_poll_is_made_in_a_dialog_that_tells_what_is_wrong(
    page: Page, site: Site, save: Save
) -> None:
    await enter(page)
    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("menuitem", name="Опрос").click()
    await page.get_by_label("Варианты ответа").fill("Да\n\n Нет ")
    await page.get_by_role("button", name="Отправить опрос").click()
    await expect(page.locator("#poll-error")).to_have_text("Нужны вопрос и хотя бы один ответ")
    await page.get_by_label("Вопрос").fill("Придёте на сбор?")
    await page.get_by_label("Анонимный").uncheck()
    await save(page, "poll-dialog")
    await page.get_by_role("button", name="Отправить опрос").click()

    card = page.locator(".mine .poll")
    await expect(card).to_contain_text("Придёте на сбор?")
    await expect(card).to_contain_text("Открытый опрос")
    assert await card.get_by_role("listitem").all_inner_texts() == ["Да", "Нет"]
    assert mine(site)["poll"]["is_anonymous"] is False


async def test_own_message_is_deleted_and_the_bots_is_not(page: Page, site: Site) -> None:
    await enter(page)
    theirs = page.locator(".message:not(.mine)").first
    await expect(theirs.get_by_label("Удалить сообщение")).to_have_count(0)
    await page.locator(".mine").first.get_by_label("Удалить сообщение").click()

    await expect(page.locator(".mine")).to_have_count(0)
    assert all(m["from"]["is_bot"] for m in site.world.history(STUDENT))


async def test_channels_and_topics_are_read_in_the_list(
    page: Page, site: Site, save: Save
) -> None:
    world = site.world
    await enter(page)
    channel = world.add_channel("Новости кластеров")["id"]
    forum = world.add_group("Штаб сессии", is_forum=True)["id"]
    topic = world.add_topic(forum, "Логистика")
    world.set_bot_status(channel, STUDENT, "administrator")
    world.set_bot_status(forum, STUDENT, "member")
    places = page.locator("#communities-list")
    await places.get_by_role("button", name="Логистика").click()
    await expect(page.locator("#bot-name")).to_have_text("Логистика")
    await expect(page.get_by_role("combobox")).to_be_hidden()
    tell(site, chat_id=channel, text="Открыт набор")
    tell(site, chat_id=forum, text="всем")
    tell(site, chat_id=forum, message_thread_id=topic, text="Автобус в 9:00")

    log = page.get_by_role("log")
    await expect(log).to_contain_text("Автобус в 9:00")
    await expect(log).not_to_contain_text("всем")
    await expect(log.get_by_label("Ответить")).to_have_count(0)
    news = places.get_by_role("button", name="Новости кластеров")
    await expect(news).to_contain_text("1")
    await news.click()
    await expect(log).to_contain_text("Открыт набор")
    await expect(page.locator("#bot-status")).to_have_text("канал · только чтение")
    await expect(news.locator(".badge")).to_have_count(0)
    await save(page, "communities")
    await page.locator("#people-list").get_by_role("button", name="Школьник").click()
    await expect(log).to_contain_text("Здравствуйте")
    await expect(page.get_by_role("combobox")).to_be_visible()


async def test_button_under_a_post_in_a_group_asks_the_bot(page: Page, site: Site) -> None:
    world = site.world
    await enter(page)
    group = world.add_group("Штаб")["id"]
    world.set_bot_status(group, STUDENT, "member")
    row = [{"text": "Записаться", "callback_data": "join"}]
    tell(site, chat_id=group, text="Сбор", reply_markup={"inline_keyboard": [row]})
    await page.locator("#communities-list").get_by_role("button", name="Штаб").click()
    site.app.polling.stop()  # the real bot shall not hear of this
    press = page.get_by_role("button", name="Записаться").click()
    query_id = await asked(page, press, "press")
    tell(site, "answerCallbackQuery", callback_query_id=query_id, text="Записали")

    await expect(page.locator("#toast")).to_have_text("Записали")


async def test_phone_fits_albums_polls_replies_and_channels(
    phone: Page, site: Site, save: Save
) -> None:
    world = site.world
    await enter(phone)
    site.app.polling.stop()  # the real bot shall not hear of this
    world.upload_album(STUDENT, [("a.png", PNG, "photo")] * 4, "Длинная подпись " * 12)
    world.upload_album(STUDENT, [("план-мероприятий-на-неделю.pdf", b"1", "document")] * 2)
    world.create_poll(STUDENT, "Придёте?" * 12, ["Да", "Нет, " * 15])
    world.forward_from(STUDENT, STUDENT + 1, "Смотрите", hidden=True)
    channel = world.add_channel("Новости кластеров")["id"]
    world.post(channel, "Открыт набор")
    await expect(phone.get_by_role("log")).to_contain_text("Переслано: Участник")
    await phone.locator(".message").last.get_by_label("Ответить").click()
    await save(phone, "phone-replies")
    await phone.locator(".has-album").first.scroll_into_view_if_needed()
    await save(phone, "phone-album")
    wide = "document.documentElement.scrollWidth"
    assert await phone.evaluate(wide) == PHONE["width"]
    await phone.get_by_role("button", name="Показать людей").click()
    await phone.locator("#communities-list button").click()

    await expect(phone.get_by_role("log")).to_contain_text("Открыт набор")
    assert await phone.evaluate(wide) == PHONE["width"]
    await save(phone, "phone-channel")


async def test_keyboard_that_asks_for_a_person_or_a_channel_lets_one_choose(
    page: Page, site: Site
) -> None:
    world = site.world
    await enter(page)
    channel = world.add_channel("Новости кластеров")["id"]
    world.bot.allowed = frozenset()
    wanted = [
        {"text": "Кто", "request_users": {"request_id": 1}},
        {"text": "Где", "request_chat": {"request_id": 2, "chat_is_channel": True}},
    ]
    tell(site, text="?", reply_markup={"keyboard": [wanted]})
    page.once("dialog", lambda dialog: dialog.accept("1"))
    person = await asked(page, page.get_by_role("button", name="Кто").click(), "pick_users")
    page.once("dialog", lambda dialog: dialog.accept("1"))
    chat = await asked(page, page.get_by_role("button", name="Где").click(), "pick_chat")

    assert "users_shared" in person
    assert f"'chat_id': {channel}" in chat


async def test_button_that_only_says_something_cannot_be_pressed(page: Page, site: Site) -> None:
    await enter(page)
    row = [{"text": "2 / 5", "disabled": {}}]
    tell(site, text="Страница", reply_markup={"inline_keyboard": [row]})

    await expect(page.get_by_role("button", name="2 / 5")).to_be_disabled()


FOCUSED = "document.activeElement.textContent"
MOST_STOPS = 40


async def stops_to(page: Page, label: str) -> int:
    """How often Tab is pressed from the beginning of the page to a button."""
    await page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    await page.locator("#people").evaluate("(node) => { node.tabIndex = -1; node.focus(); }")
    for count in range(1, 200):
        await page.keyboard.press("Tab")
        if await page.evaluate(FOCUSED) == label:
            return count
    raise AssertionError(label)


async def test_long_talk_is_a_few_stops_to_its_newest_message_and_walked_by_arrows(
    page: Page, site: Site
) -> None:
    await enter(page)
    site.app.polling.stop()  # the real bot shall not hear of this
    for number in range(12):
        rows = [[{"text": f"{number}-{key}", "callback_data": f"k{key}"}] for key in range(6)]
        tell(
            site,
            text='<a href="https://a.example/">ссылка</a>',
            parse_mode="HTML",
            reply_markup={"inline_keyboard": rows},
        )
    await expect(page.get_by_role("button", name="11-5")).to_be_visible()
    stops = await stops_to(page, "11-0")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    for _ in range(4):  # to answer, the link, and two keys
        await page.keyboard.press("Tab")
    older = await page.evaluate(FOCUSED)
    await asked(page, page.keyboard.press("Enter"), "press")
    await page.locator("#text").focus()

    assert older == "9-1"
    assert stops <= MOST_STOPS
    assert await stops_to(page, "11-0") == stops


@pytest.mark.parametrize("text", ["сварщик в Саранске", "повар в Казани", "Мордовия"])
async def test_answer_to_a_search_fits_the_screen_of_a_phone(phone: Page, text: str) -> None:
    """All of it, above the menu keyboard: the title, and the last row of buttons."""
    await enter(phone)
    await phone.locator("#text").fill(text)
    await phone.keyboard.press("Enter")
    log = phone.get_by_role("log")
    found = log.locator(".message", has_text="Ищу:")
    await expect(found).to_be_visible()
    await expect(found.get_by_role("button", name="1", exact=True)).to_be_in_viewport(ratio=1)
    await expect(phone.locator("#reply-keyboard")).to_be_visible()

    whole = await found.bounding_box()
    seen = await phone.locator("#scroll").bounding_box()
    assert whole is not None
    assert seen is not None
    assert whole["height"] <= seen["height"]
