"""What people write as rich messages is taken wherever a text is."""

from __future__ import annotations

import pytest

from sandbox.chats import Json
from sandbox.client import UserClient
from tests.handlers.announcements.composing import panel_for, texts
from tests.handlers.conftest import Stage
from tests.handlers.news.test_channels import news
from tests.handlers.news.test_editing import at_news_editing, newest

LINK = {"type": "url", "text": "на сайте", "url": "https://a.example/"}
POST = {
    "blocks": [
        {"type": "heading", "text": "Чемпионат сварщиков", "size": 1},
        {"type": "paragraph", "text": ["Пройдёт в Саранске, подробно ", LINK]},
        {"type": "expandable_blockquote", "text": "Приходите все"},
    ]
}
BODY = "Пройдёт в Саранске, подробно на сайте\n\nПриходите все"
MARKS = [("text_link", 29, 8, "https://a.example/"), ("expandable_blockquote", 39, 13, "")]


def paragraph(text: str) -> Json:
    return {"blocks": [{"type": "paragraph", "text": text}]}


@pytest.fixture
async def channel(stage: Stage) -> int:
    """A public channel whose posts are news."""
    owner = await stage.organiser()
    chat_id = int(stage.world.add_channel("Колледж", username="college_news")["id"])
    stage.world.set_bot_status(chat_id, owner.id, "administrator")
    await stage.flush()
    await stage.work()
    await owner.click("Да, брать")
    return chat_id


async def test_rich_post_of_a_channel_is_news_and_its_edit_changes_them(
    stage: Stage, channel: int
) -> None:
    posted = stage.world.post_rich(channel, POST)
    await stage.flush()
    [item] = await news(stage)
    stage.world.edit_post(channel, posted["message_id"], paragraph("Чемпионат отменён"))
    await stage.flush()
    [edited] = await news(stage)

    assert (item.content.title, item.content.text) == ("Чемпионат сварщиков", BODY)
    found = [(one.type, one.offset, one.length, one.url) for one in item.content.entities]
    assert found == MARKS
    assert edited.content.title == "Чемпионат отменён"


async def test_rich_message_is_taken_by_news_editing(stage: Stage) -> None:
    organiser = await at_news_editing(stage)
    await organiser.click("Добавить новость")
    await organiser.send_rich(POST)
    content = (await newest(stage)).content

    assert (content.title, content.text) == ("Чемпионат сварщиков", BODY)
    assert [(one.type, one.offset, one.length, one.url) for one in content.entities] == MARKS


async def test_rich_message_is_searched_for_like_a_text(stage: Stage, student: UserClient) -> None:
    await student.send("/start")
    await student.send("сварщик в Казани")
    typed = student.last.text
    await student.send_rich(paragraph("сварщик в Казани"))

    assert student.last.text == typed


@pytest.mark.slow
async def test_rich_message_is_announced_as_it_is_and_corrected_by_another(stage: Stage) -> None:
    organiser = await stage.organiser()
    people = await stage.audience(2)
    await organiser.send("/broadcast")
    await organiser.send_rich(POST)
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    arrived = [person.last.raw.get("rich_message") for person in people]
    await organiser.click("✏️ Исправить")
    await organiser.send_rich(paragraph("Сбор в 11:00"))
    await organiser.click("Да, исправить")
    await stage.work()

    assert arrived == [POST, POST]
    assert [texts(person) for person in people] == [["Сбор в 11:00"]] * 2


@pytest.mark.slow
async def test_correction_longer_than_an_edit_may_be_is_refused_in_words(stage: Stage) -> None:
    organiser = await stage.organiser()
    [person] = await stage.audience(1)
    await panel_for(organiser, "Сбор в 10:00")
    await organiser.click("Отправить")
    await organiser.click("Да, отправить")
    await stage.work()
    await organiser.click("✏️ Исправить")
    await organiser.send_rich(paragraph("б" * 4_097))

    assert organiser.last.text.startswith("В исправлении не больше 4")
    assert texts(person) == ["Сбор в 10:00"]


async def test_reply_to_a_rich_message_is_read(stage: Stage, student: UserClient) -> None:
    await student.send("/start")
    stage.world.say_rich(student.id, POST)
    original = stage.world.bot.updates.pop()["message"]
    await student.send("/help", reply_to=original["message_id"])

    assert "Не смог" not in student.last.text
    assert stage.world.chat(student.id).messages[original["message_id"]] == original


async def test_moments_and_foldable_quotes_survive_desk_and_channel_alike(
    stage: Stage, channel: int
) -> None:
    text = "Чемпионат\nНачало завтра в 10\nДлинная цитата"
    entities = [
        {"type": "date_time", "offset": 17, "length": 11, "unix_time": 1_790_000_000,
         "date_time_format": "wDT"},
        {"type": "expandable_blockquote", "offset": 29, "length": 14},
    ]  # fmt: skip
    stage.world.post(channel, text, entities=entities)
    await stage.flush()
    [posted] = await news(stage)
    organiser = await at_news_editing(stage)
    await organiser.click("Добавить новость")
    await organiser.send(text, entities=entities)
    written = await newest(stage)

    assert written.content.entities == posted.content.entities
    [quote] = [one for one in organiser.last.entities if one["type"] == "expandable_blockquote"]
    words = organiser.last.text.encode("utf-16-le")[2 * quote["offset"] :]
    assert words.decode("utf-16-le").startswith("Длинная цитата")
    moment = {"unix_time": 1_790_000_000, "date_time_format": "wDT"}
    assert any(moment.items() <= one.items() for one in organiser.last.entities)
