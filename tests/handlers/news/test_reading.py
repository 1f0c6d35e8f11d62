"""«Новости»: the list, one item with its picture, relatives, search, links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from domain.ids import NewsId, UpdateId, UserId
from domain.news.items import Content, Entity, NewsItem, NewsLine
from domain.people.users import Actor
from domain.texts import utf16_units
from sandbox.client import UserClient
from services.news.sources.pictures import Picture
from tests.contract.refusals import PNG
from tests.handlers.conftest import ORGANISER, Stage
from ui.formatting import CAPTION_UNITS, MESSAGE_UNITS

FORGED = "vi:999999::0:0"


@dataclass(slots=True)
class Newspaper:
    """Releases items as an organiser does."""

    stage: Stage
    reader: UserClient
    actor: Actor
    count: int = 0

    async def release(self, title: str = "", text: str = "Текст.", **more: object) -> NewsItem:
        self.count += 1
        self.stage.clock.advance(minutes=1)
        editing = self.stage.app.news.news_editing
        actor = replace(self.actor, update_id=UpdateId(10_000 + self.count))
        content = Content(title=title or f"Новость {self.count}", text=text, **more)  # type: ignore[arg-type]  # values of a Content
        draft = await editing.write(actor, content)
        return await editing.release(actor, draft.id)

    async def withdraw(self, item: NewsItem | NewsLine) -> None:
        await self.stage.app.news.news_editing.withdraw(self.actor, item.id)


@pytest.fixture
async def paper(stage: Stage, student: UserClient) -> Newspaper:
    await stage.organiser()
    await student.send("/start")
    actor = Actor(
        id=UserId(ORGANISER),
        name="Ольга",
        language=stage.app.settings.default_language,
        zone=stage.app.settings.zone,
        home=None,
        is_owner=True,
        update_id=UpdateId(0),
    )
    return Newspaper(stage, student, actor)


def titles(reader: UserClient) -> list[str]:
    """Of the list on the screen, without numbers."""
    lines = reader.last.text.splitlines()
    return [line.partition(". ")[2] for line in lines if line[:1].isdigit() and ". " in line]


async def test_menu_button_shows_the_newest_and_pages_go_there_and_back(
    paper: Newspaper, student: UserClient
) -> None:
    for _ in range(6):
        await paper.release()

    await student.click("📰 Новости")
    assert titles(student)[:5] == [f"Новость {n}" for n in (6, 5, 4, 3, 2)]
    assert student.last.buttons == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "Раньше ›",
        "🏷 Темы",
        "🔎 Найти",
        "🔔 Подписки",
    ]
    await paper.release()
    await student.click("Раньше ›")
    assert titles(student)[0] == "Новость 1"
    await student.click("‹ Новее")

    assert titles(student) == [f"Новость {n}" for n in (6, 5, 4, 3, 2)]
    assert len(student.inbox) == 2, "pages replace each other"


async def test_item_has_title_date_text_and_leads_back_to_its_page(
    paper: Newspaper, student: UserClient
) -> None:
    for _ in range(7):
        await paper.release()
    await student.send("/news")
    await student.click("Раньше ›")
    await student.click("1")

    assert student.last.text.splitlines() == [
        "Новость 2",
        "23 ноября 2026 г., 12:02 (Москва, UTC+3)",
        "",
        "Текст.",
    ]
    assert student.last.buttons == ["Другие события", "Поделиться", "‹ К новостям"]
    assert {one["type"] for one in student.last.entities} == {"bold", "date_time"}
    await student.click("‹ К новостям")
    assert titles(student)[0] == "Новость 2"


async def test_english_reader_reads_in_english(paper: Newspaper) -> None:
    await paper.release()
    person = paper.stage.person(language="en")
    await person.send("/news")
    await person.click("🏷 Topics")
    assert person.last.buttons[:2] == ["📰 All news", "Admissions"]
    await person.click("📰 All news")
    await person.click("1")

    assert "23 November 2026, 12:01 (Moscow, UTC+3)" in person.last.text
    assert person.last.buttons == ["Other events", "Share", "‹ Back to the news"]


async def test_topic_narrows_the_list_and_stays_while_reading(
    paper: Newspaper, student: UserClient
) -> None:
    await paper.release("Чемпионат сварщиков")
    await paper.release("Погода на завтра")
    await student.send("/news")
    await student.click("🏷 Темы")
    await student.click("Чемпионаты")

    assert student.last.text.startswith("Новости: Чемпионаты")
    assert titles(student)[0] == "Чемпионат сварщиков"
    assert "Погода на завтра" not in student.last.text
    await student.click("1")
    await student.click("‹ К новостям")
    assert student.last.text.startswith("Новости: Чемпионаты")
    await student.click("📰 Все новости")
    assert titles(student)[0] == "Погода на завтра"


async def test_long_text_is_cut_at_a_sentence_and_keeps_its_marks(
    paper: Newspaper, student: UserClient
) -> None:
    sentence = "Кластер 🏭 открыл <новые> мастерские & классы. "
    text = (sentence * 200).strip()
    await paper.release(
        text=text,
        entities=(Entity("bold", 0, 7), Entity("text_link", 11, 6, "https://a.example/")),
        url="https://a.example/n/1",
    )
    await student.send("/news")
    await student.click("1")

    shown = student.last.text
    assert utf16_units(shown) <= MESSAGE_UNITS
    assert shown.endswith("мастерские & классы.")
    [link] = [one for one in student.last.entities if one["type"] == "text_link"]
    assert link["url"] == "https://a.example/"
    assert student.last.buttons[0] == "📖 Читать полностью"


async def test_regions_and_clusters_named_in_the_text_are_buttons(
    paper: Newspaper, student: UserClient
) -> None:
    await paper.release("Встреча в Саратове", "В Саратовской области прошла встреча.")
    await student.send("/news")
    await student.click("1")
    await student.click("🗺 Саратовская область")

    assert "Саратовская область" in student.last.text


async def test_regions_of_an_item_are_in_latin_letters_for_english_readers(
    paper: Newspaper,
) -> None:
    await paper.release("Встреча в Саратове", "В Саратовской области прошла встреча.")
    person = paper.stage.person(language="en")
    await person.send("/news")
    await person.click("1")
    await person.click("🗺 Saratov Oblast")

    assert "Saratov Oblast" in person.last.text


async def test_related_items_open_and_lead_back(paper: Newspaper, student: UserClient) -> None:
    await paper.release("Чемпионат сварщиков")
    await paper.release("Погода на завтра")
    await paper.release("Чемпионат поваров")
    await student.send("/news")
    await student.click("1")
    await student.click("Другие события")

    assert "Чемпионат сварщиков" in titles(student)
    await student.click("‹ Назад к новости")
    assert student.last.text.startswith("Чемпионат поваров")


# -- pictures


async def test_picture_and_text_replace_each_other(paper: Newspaper, student: UserClient) -> None:
    await student.upload("a.png", PNG, kind="photo")
    picture_id = student.sent[-1]["photo"][0]["file_id"]
    await paper.release("Без картинки")
    await paper.release("С картинкой", picture_id=picture_id)
    await student.send("/news")
    count = len(student.inbox)
    await student.click("1")

    assert (student.last.caption.splitlines()[0], len(student.inbox)) == ("С картинкой", count)
    assert student.last.raw["photo"][0]["file_id"] == picture_id
    await student.click("Другие события")
    assert "photo" not in student.last.raw
    await student.click("‹ Назад к новости")
    assert "photo" in student.last.raw
    await student.click("‹ К новостям")

    assert titles(student)[0] == "С картинкой"
    assert ("photo" in student.last.raw, len(student.inbox)) == (False, count)


async def test_text_too_long_for_a_caption_has_a_way_to_the_rest(
    paper: Newspaper, student: UserClient
) -> None:
    await student.upload("a.png", PNG, kind="photo")
    picture_id = student.sent[-1]["photo"][0]["file_id"]
    await paper.release("С картинкой", "Длинно. " * 300, picture_id=picture_id)
    await student.send("/news")
    await student.click("1")

    assert utf16_units(student.last.caption) <= CAPTION_UNITS
    await student.click("📄 Весь текст")
    assert student.last.text.endswith("Длинно.")
    assert utf16_units(student.last.text) > CAPTION_UNITS


async def test_picture_of_the_source_is_fetched_once_and_then_sent_by_its_id(
    paper: Newspaper, student: UserClient
) -> None:
    pictures = PreparedPictures(PNG)
    paper.stage.app.dispatcher["illustrations"].pictures = pictures
    item = await paper.release(picture_url="https://a.example/p.png")
    await student.send("/news")
    for _ in range(2):
        await student.click("1")
        assert "photo" in student.last.raw
        await student.click("‹ К новостям")

    kept = await paper.stage.app.dispatcher["news"].item(item.id)
    assert (pictures.asked, bool(kept.content.picture_id)) == (1, True)


@pytest.mark.parametrize("data", [None, b"no picture at all"])
async def test_picture_that_does_not_come_leaves_the_text(
    paper: Newspaper, student: UserClient, data: bytes | None
) -> None:
    pictures = PreparedPictures(data)
    paper.stage.app.dispatcher["illustrations"].pictures = pictures
    await paper.release(picture_url="https://a.example/p.png")
    await student.send("/news")
    for _ in range(2):
        await student.click("1")
        assert student.last.text.startswith("Новость 1")
        await student.click("‹ К новостям")

    assert pictures.asked == 1, "the next readers do not wait for it"


async def test_picture_id_of_another_bot_is_forgotten(
    paper: Newspaper, student: UserClient
) -> None:
    item = await paper.release(picture_id="another-bots")
    await student.send("/news")
    await student.click("1")

    assert student.last.text.startswith("Новость 1")
    kept = await paper.stage.app.dispatcher["news"].item(item.id)
    assert kept.content.picture_id == ""


@dataclass(slots=True)
class PreparedPictures:
    """services.news.sources.pictures.Pictures with one picture, or none."""

    data: bytes | None
    asked: int = 0

    async def find(self, url: str) -> Picture | None:
        self.asked += 1
        return Picture(self.data, "picture.png", 100, 100) if self.data else None


# -- links and what is gone


async def test_shared_link_opens_the_item(paper: Newspaper) -> None:
    item = await paper.release("Чемпионат сварщиков")
    friend = paper.stage.person("Анна")
    await friend.send("/news")
    await friend.click("1")
    [share] = [b for row in friend.last.rows for b in row if b["text"] == "Поделиться"]
    assert f"start%3Dnews_{item.id}" in share["url"]

    link = f"https://t.me/profkompas_bot?start=news_{item.id}"
    newcomer = paper.stage.person("Борис")
    [hello, shown] = await newcomer.open_link(link)
    [again] = await friend.open_link(link)

    assert newcomer.keyboard
    assert hello.text.startswith("Здравствуйте, Борис!")
    assert again.text == shown.text
    assert shown.text.startswith("Чемпионат сварщиков")


@pytest.mark.parametrize("payload", ["news_999999", "news_", "news_abc", "news_" + "9" * 40])
async def test_link_to_what_is_gone_shows_fresh_news(paper: Newspaper, payload: str) -> None:
    await paper.release()
    friend = paper.stage.person("Анна")

    replies = await friend.send(f"/start {payload}")

    assert "Этой новости больше нет" in replies[1].text
    assert titles(friend)[0] == "Новость 1"


async def test_withdrawn_item_is_told_and_the_list_is_fresh(
    paper: Newspaper, student: UserClient
) -> None:
    await paper.release()
    item = await paper.release()
    await student.send("/news")
    await paper.withdraw(item)
    await student.click("1")

    assert student.toast is not None
    assert student.toast.startswith("Этой новости больше нет")
    assert titles(student)[0] == "Новость 1"
    await student.press(FORGED, forged=True)
    assert titles(student)[0] == "Новость 1"


@pytest.mark.parametrize(
    "data",
    ["vl::999999:0", "vl::999999:1", "vl:nothing:0:0", "vl:nothing:5:1"],
)
async def test_page_whose_neighbour_or_topic_is_gone_is_the_first_one(
    paper: Newspaper, student: UserClient, data: str
) -> None:
    await paper.release()
    await student.send("/news")
    await student.press(data, forged=True)

    assert titles(student)[0] == "Новость 1"


@pytest.mark.parametrize(
    "data", ["vi:x::0:0", "vl:a:b:c:d", "vs:-1:0", "vr:0::0:0", "vf:", "vx:0", "vc:x:1"]
)
async def test_forged_buttons_are_outdated(
    paper: Newspaper, student: UserClient, data: str
) -> None:
    await student.send("/news")
    await student.press(data, forged=True)

    assert student.toast == "Эта кнопка устарела. Вот свежее меню."


async def test_double_tap_shows_the_same(paper: Newspaper, student: UserClient) -> None:
    await paper.release()
    await student.send("/news")
    listed = student.last
    for _ in range(2):
        await student.press(listed.rows[0][0]["callback_data"], message=listed, forged=True)

    assert student.last.text.startswith("Новость 1")


async def test_list_without_news_says_so(paper: Newspaper, student: UserClient) -> None:
    page = await paper.stage.app.dispatcher["news"].newest(size=100)
    for item in page.items:
        await paper.withdraw(item)
    await student.send("/news")

    assert "Здесь пока пусто" in student.last.text


# -- search


async def test_search_finds_marks_and_pages(paper: Newspaper, student: UserClient) -> None:
    for number in range(7):
        await paper.release(f"Сварщики № {number}", "Лучший сварщик области.")
    await student.send("/news")
    await student.click("🔎 Найти")
    await student.send("сварщика")

    assert student.last.text.startswith("🔎 Нашлось по словам «сварщика»")
    assert [one["type"] for one in student.last.entities][:2] == ["bold", "underline"]
    assert titles(student) == [f"Сварщики № {n}" for n in (6, 5, 4, 3, 2)]
    await student.click("Ещё ›")
    assert titles(student) == ["Сварщики № 1", "Сварщики № 0"]
    await student.click("‹ К началу")
    await student.click("Сначала подходящие")
    assert "Сначала новые" in student.last.buttons
    [item] = await student.click("1")
    assert item.text.startswith("Сварщики №")


async def test_search_forgives_the_layout(paper: Newspaper, student: UserClient) -> None:
    await paper.release("Новый чемпионат")
    await student.send("/news")
    await student.click("🔎 Найти")
    await student.send("yjdsq xtvgbjyfn")

    assert "другая раскладка" in student.last.text
    assert titles(student)[0] == "Новый чемпионат"


@pytest.mark.slow
@pytest.mark.parametrize("words", ["абракадабра", "🙂🙂", "<b>&", "я" * 4096])
async def test_nothing_found_leads_on_and_waits_for_other_words(
    paper: Newspaper, student: UserClient, words: str
) -> None:
    await paper.release("Чемпионат сварщиков")
    await student.send("/news")
    await student.click("🔎 Найти")
    await student.send(words)

    assert "в новостях ничего нет" in student.last.text
    assert student.last.buttons == ["🏷 Все темы", "📰 Все новости"]
    await student.send("сварщики")
    assert titles(student) == ["Чемпионат сварщиков"]
    await student.send("Саратов")
    assert "Нашлось по словам" not in student.last.text, "it waits no more"


async def test_command_ends_the_wait_for_words(paper: Newspaper, student: UserClient) -> None:
    await student.send("/news")
    await student.click("🔎 Найти")
    await student.send("/help")
    await student.send("Саратов")

    assert "в новостях" not in student.last.text


async def test_turning_to_the_list_ends_the_wait_for_words(
    paper: Newspaper, student: UserClient
) -> None:
    await student.send("/news")
    await student.click("🔎 Найти")
    await student.send("абракадабра")
    await student.click("📰 Все новости")
    await student.send("Саратов")

    assert "в новостях" not in student.last.text
    assert "по словам" not in student.last.text


async def test_old_item_shows_its_year(paper: Newspaper, student: UserClient) -> None:
    page = await paper.stage.app.dispatcher["news"].newest(size=100)
    oldest = next(item for item in page.items if item.is_dated)
    paper.stage.clock.advance(seconds=timedelta(days=400).total_seconds())
    await student.send(f"/start news_{NewsId(oldest.id)}")

    assert "2025 г., " in student.last.text


# -- inline mode


async def described(person: UserClient, query: str, offset: str = "") -> list[str]:
    answer = await person.inline(query, offset)
    assert answer is not None
    return [one["title"] for one in answer["results"]]


@pytest.mark.parametrize("query", ["новости", "Новости ", "news"])
async def test_inline_section_gives_the_newest_by_pages(
    paper: Newspaper, student: UserClient, query: str
) -> None:
    for _ in range(11):
        await paper.release()
    answer = await student.inline(query)
    assert answer is not None
    assert [one["title"] for one in answer["results"]] == [
        f"Новость {n}" for n in range(11, 1, -1)
    ]
    assert (await described(student, query, answer["next_offset"]))[0] == "Новость 1"


async def test_inline_words_find_unfinished_ones_and_lead_into_the_bot(
    paper: Newspaper, student: UserClient
) -> None:
    item = await paper.release("Чемпионат <сварщиков>", "Прошёл в Перми & рядом.")
    answer = await student.inline("новости сварщик")
    assert answer is not None
    [found] = answer["results"]
    [[opening]] = found["reply_markup"]["inline_keyboard"]

    assert opening["url"] == f"https://t.me/profkompas_bot?start=news_{item.id}"
    assert "Чемпионат &lt;сварщиков&gt;" in found["input_message_content"]["message_text"]
    assert await described(student, "новости абракадабра") == [
        "Новостей по словам «абракадабра» нет"
    ]
    [listed] = await student.send(f"/start {answer['button']['start_parameter']}")
    assert listed.text.startswith("Новости")


@pytest.mark.parametrize("offset", ["999999", "-1", "x", "9" * 60])
async def test_inline_forged_offset_is_harmless(
    paper: Newspaper, student: UserClient, offset: str
) -> None:
    assert await student.inline("новости", offset) is not None


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://firpo.ru/", "🌐 Сайт источника"),
        ("https://firpo.ru", "🌐 Сайт источника"),
        ("https://firpo.ru/news/1", "📖 Читать полностью"),
        ("https://firpo.ru/?id=1", "📖 Читать полностью"),
    ],
)
async def test_link_is_called_by_what_it_leads_to(paper: Newspaper, url: str, label: str) -> None:
    await paper.release("Сессия", url=url)
    reader = paper.stage.person("Анна")
    await reader.send("/news")
    await reader.click("1")

    assert label in reader.last.buttons
