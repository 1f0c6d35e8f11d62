"""Organisers write, review, release, correct and withdraw news in the chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.ids import NewsId, UpdateId
from domain.news.items import Content, Entry, NewsItem, NewsState
from domain.people.users import Actor
from handlers.callbacks.news.editing import NewsAct, NewsEditingButton, NewsItemButton, NewsList
from sandbox.client import UserClient
from sandbox.errors import bad_request
from sandbox.faults import of_method
from services.news.sources.articles import Articles
from tests.handlers.conftest import ORGANISER, Stage

TITLE = "Абилимпикс ищет волонтёров"


async def at_news_editing(stage: Stage) -> UserClient:
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("Новости", message=organiser.last)
    return organiser


async def drafted(stage: Stage, text: str = f"{TITLE}\nЧемпионат пройдёт в Москве.") -> UserClient:
    organiser = await at_news_editing(stage)
    await organiser.click("Добавить новость")
    await organiser.send(text)
    return organiser


async def newest(stage: Stage) -> NewsItem:
    async with stage.app.store.read() as tx:
        [item] = await tx.news.drafts(1) or await tx.news.newest(1)
    return item


async def acting(stage: Stage, person: UserClient) -> Actor:
    profile = (await stage.user(person)).profile
    actor: Actor = await stage.app.dispatcher["users"].touch(profile, UpdateId(1))
    return actor


async def test_desk_of_news_leads_back_to_the_desk_by_its_name(stage: Stage) -> None:
    organiser = await at_news_editing(stage)

    assert organiser.last.buttons[-1] == "‹ Стол организатора"
    await organiser.click("‹ Стол организатора")
    assert organiser.last.text.startswith("Стол организатора")


async def test_written_news_become_a_draft_with_its_topics(stage: Stage) -> None:
    organiser = await drafted(stage)

    card = organiser.last
    assert card.text.startswith("📝 Черновик. Читатели его не видят.\n\nАбилимпикс ищет")
    assert "Абилимпикс" in card.text.partition("Темы и регионы:")[2]
    item = await newest(stage)
    assert (item.state, item.content.text) == (NewsState.DRAFT, "Чемпионат пройдёт в Москве.")


async def test_formatting_of_written_news_is_kept_and_signs_are_harmless(stage: Stage) -> None:
    organiser = await at_news_editing(stage)
    await organiser.click("Добавить новость")
    text = "🎓 <b>Итоги</b>\n\n🏆 Победил Саранск & все"
    bold = {"type": "bold", "offset": text.index("Победил") + 2, "length": 7}

    await organiser.send(text, entities=[bold])

    item = await newest(stage)
    [mark] = item.content.entities
    assert (mark.type, mark.offset, mark.length) == ("bold", 3, 7)
    assert "<b>Итоги</b>" in organiser.last.text


async def test_preview_looks_as_what_is_delivered(stage: Stage) -> None:
    organiser = await drafted(stage)

    [preview] = await organiser.click("Как увидят")

    assert preview.text.splitlines()[0] == TITLE
    assert preview.text.endswith("Чемпионат пройдёт в Москве.")
    assert preview.buttons == ["📖 Читать полностью", "🔕 Не присылать новости"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("wrong file identifier/HTTP URL specified", "файла больше нет или"),
        ("failed to get HTTP URL content", "по адресу, который указал источник"),
        ("PHOTO_INVALID_DIMENSIONS", "она слишком большая"),
        ("IMAGE_PROCESS_FAILED", "файл не читается"),
        ("SOMETHING_NEW", "причину он не назвал"),
    ],
)
async def test_preview_tells_why_telegram_refuses_the_picture(
    stage: Stage, words: str, why: str
) -> None:
    organiser = await drafted(stage)
    await organiser.click("Картинка")
    await organiser.upload("p.jpg", b"photo", kind="photo")
    stage.world.faults.refuse(bad_request(words), when=of_method("sendPhoto"))

    [preview, word] = await organiser.click("Как увидят")

    assert preview.text.startswith(f"{TITLE}\n")
    assert preview.buttons == ["📖 Читать полностью", "🔕 Не присылать новости"]
    assert word.text.startswith(f"⚠️ Telegram не принимает картинку этой новости: {why}")
    await organiser.click("Картинка", message=word)
    assert organiser.last.text.startswith("Пришлите картинку как фото.")


async def test_preview_with_a_refused_address_of_a_picture_comes_without_it(stage: Stage) -> None:
    organiser = await drafted(stage)
    item = await newest(stage)
    content = replace(item.content, picture_url="https://example.org/p.jpg")
    actor = await acting(stage, organiser)
    await stage.app.news.news_editing.correct(actor, item.id, content, revision=item.revision)
    refused = bad_request("WEBPAGE_CURL_FAILED")
    stage.world.faults.refuse(refused, when=of_method("sendMessage"))

    [preview, word] = await organiser.click("Как увидят")

    assert preview.text.startswith(f"{TITLE}\n")
    assert preview.raw["link_preview_options"] == {"is_disabled": True}
    assert "по адресу, который указал источник" in word.text


async def test_release_asks_first_and_a_second_tap_changes_nothing(stage: Stage) -> None:
    organiser = await drafted(stage)
    item = await newest(stage)

    await organiser.click("Выпустить")
    assert organiser.last.text.startswith(f"Выпустить «{TITLE}»?")
    assert (await newest(stage)).state is NewsState.DRAFT
    sure = NewsItemButton(act=NewsAct.RELEASE, id=item.id, revision=0, sure=True).pack()
    await organiser.press(sure)
    assert organiser.toast == "Новость вышла"
    await organiser.press(sure, forged=True)

    assert organiser.toast == "Это уже не черновик: обновите список."
    page = await stage.app.dispatcher["news"].newest(size=1)
    assert page.items[0].id == item.id


async def test_release_at_a_typed_time_can_be_taken_back(stage: Stage) -> None:
    organiser = await drafted(stage)

    await organiser.click("Позже")
    await organiser.send("вчера 10:00")
    await organiser.send("завтра 10:00")
    assert "Выйдет 24 ноября, 10:00 (Москва, UTC+3)" in organiser.last.text
    await organiser.click("Отменить время")
    assert organiser.last.text.startswith("📝 Черновик")
    await organiser.click("Позже")
    await organiser.send("через 2 часа")
    stage.clock.advance(hours=2)
    await stage.app.news.news_editing.release_due()

    assert (await newest(stage)).state is NewsState.RELEASED


@pytest.mark.slow
async def test_fields_are_edited_and_bad_input_waits_for_better(stage: Stage) -> None:
    organiser = await drafted(stage)

    await organiser.click("Заголовок")
    await organiser.send("а" * 301)
    assert organiser.last.text.startswith("Заголовок длиннее 300 знаков.")
    await organiser.send("Новый заголовок")
    await organiser.click("Подводка")
    await organiser.send("Коротко о главном.")
    await organiser.click("Картинка")
    await organiser.send("красивая")
    assert organiser.last.text.startswith("Здесь нужна картинка")
    await organiser.upload("p.jpg", b"photo", kind="photo")
    await organiser.click("Подводка")
    await organiser.send("-")

    item = await newest(stage)
    assert (item.content.title, item.content.lead) == ("Новый заголовок", "")
    assert item.content.picture_id
    [preview] = await organiser.click("Как увидят")
    assert "photo" in preview.raw
    assert preview.caption.startswith("Новый заголовок\n")


async def test_draft_is_deleted_and_what_is_out_is_withdrawn(stage: Stage) -> None:
    organiser = await drafted(stage)
    assert "🗑 Удалить" in organiser.last.buttons
    assert "🚫 Снять" not in organiser.last.buttons

    await organiser.click("🚀 Выпустить")
    await organiser.click("🚀 Да, выпустить")
    assert "🚫 Снять" in organiser.last.buttons


async def test_topics_set_by_hand_survive_a_correction(stage: Stage) -> None:
    organiser = await drafted(stage)

    await organiser.click("Темы")
    await organiser.click("Конкурсы")
    await organiser.click("‹ К новости")
    await organiser.click("Заголовок")
    await organiser.send("Без слов правил")

    assert "contests" in (await newest(stage)).labels.topics


async def test_stale_edit_of_what_another_has_changed_is_refused(stage: Stage) -> None:
    organiser = await drafted(stage)
    other = stage.person("Пётр", person_id=901)
    await other.send("/start")
    async with stage.app.store.write() as tx:
        await tx.organisers.add(other.id, "Пётр", ORGANISER, stage.clock.now())  # type: ignore[arg-type]
    await organiser.click("Заголовок")
    item = await newest(stage)
    await other.press(f"ef:{item.id}:title", forged=True, message=other.last)
    await other.send("От Петра")

    await organiser.send("От Ольги")

    assert organiser.last.text.startswith("Новость успела измениться.")
    assert (await newest(stage)).content.title == "От Петра"


async def test_withdrawn_news_leave_the_readers(stage: Stage) -> None:
    organiser = await drafted(stage)
    item = await newest(stage)
    await organiser.click("Выпустить")
    await organiser.click("Да, выпустить")

    await organiser.click("Снять")
    await organiser.click("Да, снять")

    assert organiser.last.text.startswith("🚫 Снята.")
    async with stage.app.store.read() as tx:
        found = await tx.news.find(item.id)
    assert found is not None
    assert found.state is NewsState.WITHDRAWN


async def test_link_that_cannot_be_read_waits_for_another_text(stage: Stage) -> None:
    organiser = await at_news_editing(stage)
    await organiser.click("Добавить новость")

    await organiser.send("http://127.0.0.1:1/article")
    assert organiser.last.text.splitlines() == [
        "Этот адрес ведёт во внутреннюю сеть: туда не хожу.",
        "Проверьте ссылку и пришлите ещё раз — или напишите новость сами. Передумали — /cancel.",
    ]
    await organiser.send(TITLE)

    assert (await newest(stage)).content.title == TITLE


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/news/1",
        "вот новость: https://example.org/news/1, опубликуйте",
        "t.me/spo_news/15",
        "https://example.org/?id=5&all=1",
    ],
)
async def test_link_that_nobody_waits_for_is_a_press_away_from_a_draft(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    async def extract(_reader: object, url: str) -> Entry:
        return Entry(guid=url, content=Content(title=TITLE, url=url))

    monkeypatch.setattr(Articles, "extract", extract)
    organiser = await stage.organiser()
    [offer] = await organiser.send(text)
    assert offer.buttons == ["➕ Добавить новость", "📰 Новости"]
    await organiser.click("➕ Добавить новость")

    assert organiser.last.text.startswith("📝 Черновик. Читатели его не видят.")
    url = (await newest(stage)).content.url
    assert url.removeprefix("https://") in text
    assert offer.text.splitlines()[-1] == url


async def test_link_that_nobody_waits_for_and_that_cannot_be_read_is_asked_for_again(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    await organiser.send("http://127.0.0.1:1/article")
    await organiser.click("➕ Добавить новость")
    assert organiser.last.text.startswith("Этот адрес ведёт во внутреннюю сеть: туда не хожу.")
    await organiser.send(TITLE)

    assert (await newest(stage)).content.title == TITLE


@pytest.mark.parametrize(
    "text", ["https://example.org", "https://t.me/spo_news", "example.org", "a@example.org"]
)
async def test_link_to_a_site_or_a_channel_is_no_news(stage: Stage, text: str) -> None:
    organiser = await stage.organiser()
    [answer] = await organiser.send(text)

    assert "➕ Добавить новость" not in answer.buttons


async def test_link_of_who_is_no_organiser_is_no_news(student: UserClient) -> None:
    [answer] = await student.send("https://example.org/news/1")

    assert answer.text.startswith("По ссылкам я не ищу")


async def test_addresses_without_a_scheme_are_links_and_other_schemes_are_refused(
    stage: Stage,
) -> None:
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.press("en", forged=True)
    await organiser.send("ftp://x")
    refused = organiser.last.text
    await organiser.press("ea", forged=True)
    await organiser.send("ftp://x")
    refused_too = organiser.last.text
    await organiser.send("example.ru/feed.xml")

    assert refused.startswith("Это не похоже на адрес страницы.")
    assert refused_too == refused
    assert "https://example.ru/feed.xml" in organiser.last.text


async def test_list_shows_drafts_and_what_is_out(stage: Stage) -> None:
    organiser = await drafted(stage)

    await organiser.click("К новостям")
    assert "Ждёт решения 1 черновик." in organiser.last.text
    assert TITLE in organiser.last.buttons
    await organiser.click("Что вышло")

    assert "Вышли, новые сверху:" in organiser.last.text
    await organiser.click("Черновики")
    await organiser.click(TITLE)
    assert organiser.last.text.startswith("📝 Черновик")


async def test_sources_are_added_trusted_paused_and_removed(stage: Stage) -> None:
    organiser = await at_news_editing(stage)
    await organiser.click("Источники")
    await organiser.click("Добавить ленту")
    await organiser.send("не адрес")
    assert organiser.last.text.startswith("Это не похоже на адрес страницы.")
    await organiser.send("https://news.example.org/feed")
    await organiser.click("Выпускать без проверки")
    assert "выходят без проверки" in organiser.last.text
    await organiser.click("Прочитать сейчас")
    assert organiser.toast == "Прочитаю в течение минуты"
    await organiser.click("Остановить")
    assert "остановлен" in organiser.last.text
    await organiser.click("Возобновить")
    await organiser.click("Удалить")
    await organiser.click("Да, удалить")

    assert "Пока ни одного." in organiser.last.text
    async with stage.app.store.read() as tx:
        log = [entry.action for entry in await tx.organisers.log(0, 10)]
    assert log[:2] == ["news-source-removed", "news-source-resumed"]


async def test_failing_source_shows_why(stage: Stage) -> None:
    organiser = await at_news_editing(stage)
    await stage.app.news.news_sources.ensure_feeds(["http://127.0.0.1:1/feed"])
    await stage.app.news.feeds.poll_due()

    await organiser.click("Источники")

    assert "⚠️ В последний раз не прочитался. Этот адрес ведёт" in organiser.last.text


async def test_strangers_have_no_right_to_any_button(stage: Stage) -> None:
    await drafted(stage)
    item = await newest(stage)
    stranger = stage.person()
    await stranger.send("/start")

    for data in (
        "e:d:0",
        "en",
        f"ei:s:{item.id}:0:0",
        f"ei:p:{item.id}:0:0",
        f"ei:r:{item.id}:0:1",
        f"ei:w:{item.id}:0:1",
        f"ef:{item.id}:title",
        f"et:{item.id}:contests:1",
        "es:0",
        "ea",
        "eo:1:s:0",
    ):
        await stranger.press(data, forged=True)
        assert stranger.alert, data
    assert (await newest(stage)).state is NewsState.DRAFT


async def test_button_of_an_item_that_is_gone_gives_a_fresh_menu(stage: Stage) -> None:
    organiser = await at_news_editing(stage)

    await organiser.press(f"ei:s:{NewsId(999_999)}:0:0", forged=True)

    assert organiser.toast == "Этой новости больше нет."


async def test_desk_speaks_english(stage: Stage) -> None:
    organiser = stage.person("Olga", person_id=ORGANISER, language="en")
    await organiser.send("/start")
    await organiser.send("/admin")
    await organiser.click("News", message=organiser.last)
    await organiser.click("Add an item")

    await organiser.send("Final of the championship\nIt is held in Moscow.")

    assert organiser.last.text.startswith("📝 Draft. Readers do not see it.")
    assert "🚀 Release" in organiser.last.buttons


@pytest.mark.parametrize(
    ("language", "marked", "asked"),
    [
        ("ru", "⚠️ Источник изменил её: откройте и решите.", "Источник изменил эту новость"),
        ("en", "⚠️ The source has changed it: open it and decide.", "The source has changed this"),
    ],
)
async def test_released_item_that_its_source_changed_is_marked_until_it_is_withdrawn(
    stage: Stage, language: str, marked: str, asked: str
) -> None:
    owner = stage.person("Ольга", person_id=ORGANISER, language=language)
    await owner.send("/start")
    async with stage.app.store.write() as tx:
        [first, second] = await tx.news.newest(2)
        await tx.news.propose(first.id, replace(first.content, title="Иначе"))
    await owner.press(NewsEditingButton(news_list=NewsList.RELEASED).pack(), forged=True)
    lines = owner.last.text.splitlines()
    await owner.press(NewsItemButton(act=NewsAct.SHOW, id=first.id).pack(), forged=True)
    shown = owner.last.text
    await owner.press(
        NewsItemButton(act=NewsAct.WITHDRAW, id=first.id, sure=True).pack(), forged=True
    )

    assert [n for n, line in enumerate(lines) if line == marked] == [
        next(n for n, line in enumerate(lines) if first.content.title in line) + 1
    ]
    assert any(second.content.title in line for line in lines)
    assert asked in shown
    assert asked not in owner.last.text


@pytest.mark.parametrize("title", ["\u200b\u2060", "\u00ad", "\u2060 \u200b"])
async def test_title_that_nobody_sees_is_none(stage: Stage, title: str) -> None:
    organiser = await drafted(stage, f"{title}\nЧемпионат пройдёт в Москве.")

    assert organiser.last.text.startswith("У новости должен быть хотя бы заголовок.")
    await organiser.send(f"{TITLE}\nЧемпионат пройдёт в Москве.")
    await organiser.click("Заголовок")
    await organiser.send(title)
    assert (await newest(stage)).content.title == TITLE
