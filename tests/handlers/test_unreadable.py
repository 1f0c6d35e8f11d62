"""What aiogram cannot read: told to whoever sent it, counted, and in nobody's way."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import Message, MessageId
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from domain.ids import UserId
from domain.people.users import Language
from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.errors import BotApiError
from sandbox.faults import of_method
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage

RU = "Не смог прочитать это сообщение. Напишите его, пожалуйста, обычным текстом."
EN = "I could not read this message. Please write it as plain text."
SECRET = "s3cret-of-the-webhook"


def chat_of(person: UserClient) -> Json:
    return {"id": person.id, "type": "private", "first_name": "Мария"}


def sender(person: UserClient, language: str = "ru") -> Json:
    return {"id": person.id, "is_bot": False, "first_name": "М", "language_code": language}


def message_of(person: UserClient, number: int = 50, **content: Any) -> Json:
    """As the person's client would send it."""
    return {
        "message_id": number,
        "date": 1_790_000_000,
        "chat": chat_of(person),
        "from": sender(person),
        **content,
    }


def update(number: int, **content: Any) -> Json:
    return {"update_id": 7_000 + number, **content}


BROKEN: Json = {"text": 5, "entities": "secret words"}


async def test_person_is_told_once_in_their_language(stage: Stage, student: UserClient) -> None:
    await student.send("/start")
    english = stage.person("Mary", language="en")
    await english.send("/start")
    # Delivered twice, and the next part of the same album.
    for number in (1, 1, 2):
        await stage.deliver(update(number, message=message_of(student, **BROKEN)))
    await stage.deliver(
        update(3, message={**message_of(english, **BROKEN), "from": sender(english, "en")})
    )

    assert [one.text for one in student.inbox].count(RU) == 1
    assert english.last.text == EN
    assert stage.app.web.metrics_page.unreadable.counts == {"message": 3}
    stage.clock.advance(seconds=60)
    async with stage.app.store.write() as tx:
        await tx.users.set_language(UserId(student.id), Language.EN)
    await stage.deliver(update(4, message=message_of(student, **BROKEN)))
    assert student.last.text == EN


async def test_stranger_whose_message_cannot_be_read_is_told_and_not_stored(stage: Stage) -> None:
    stranger = stage.person("Гость")
    stage.world.say(stranger.id, "открывает чат")
    stage.world.bot.updates.clear()
    await stage.deliver(update(1, message=message_of(stranger, **BROKEN)))

    assert stranger.last.text == RU
    async with stage.app.store.read() as tx:
        assert await tx.users.find(UserId(stranger.id)) is None


@pytest.mark.parametrize("kind", ["group", "channel", "bot", "nobody", "edit"])
async def test_nobody_else_is_written_to(stage: Stage, student: UserClient, kind: str) -> None:
    await student.send("/start")
    before = len(stage.session.calls)
    broken = message_of(student, **BROKEN)
    content: dict[str, Json] = {
        "group": {"message": {**broken, "chat": {"id": -5, "type": "group", "title": "Г"}}},
        "channel": {"channel_post": {**broken, "chat": {"id": -7, "type": "channel"}}},
        "bot": {"message": {**broken, "from": {**sender(student), "is_bot": True}}},
        "nobody": {"message": {"chat": chat_of(student), "text": 5}},
        "edit": {"edited_message": broken},
    }
    await stage.deliver(update(1, **content[kind]))

    assert stage.session.calls[before:] == []
    assert sum(stage.app.web.metrics_page.unreadable.counts.values()) == 1


async def test_press_whose_message_cannot_be_read_works_all_the_same(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.world.press(student.id, student.last.message_id, "none:such", forged=True)
    pressed = stage.world.bot.updates.pop()
    pressed["callback_query"]["message"] = message_of(student, student.last.message_id, **BROKEN)
    await stage.deliver(pressed)

    assert stage.world.callback_answer(pressed["callback_query"]["id"]) is not None
    assert not stage.app.web.metrics_page.unreadable.counts


async def test_press_that_cannot_be_read_ends_its_spinner(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/start")
    stage.world.press(student.id, student.last.message_id, "none:such", forged=True)
    pressed = stage.world.bot.updates.pop()
    pressed["callback_query"]["data"] = 5
    await stage.deliver(pressed)

    answer = stage.world.callback_answer(pressed["callback_query"]["id"])
    assert answer is not None
    assert answer["text"].startswith("Не смог прочитать")


@pytest.mark.parametrize(
    "context",
    [
        {"external_reply": {"origin": {"type": "brand_new"}}},
        {"external_reply": {"origin": {"type": "hidden_user", "date": 5}, "story": {}}},
        {"reply_to_story": {}},
        {"forward_origin": {"type": "hidden_user", "date": 1_422_450_181}},
        {"forward_origin": {"type": "brand_new_origin"}},
        {"reply_to_message": {"message_id": "seven"}},
        {"quote": {"text": 5}},
    ],
    ids="-".join,
)
async def test_words_are_read_whatever_they_refer_to(
    stage: Stage, student: UserClient, context: Json
) -> None:
    await student.send("/start")
    await stage.deliver(update(1, message=message_of(student, text="/help", **context)))

    assert "Не смог" not in student.last.text
    assert "/help" in student.last.text or "Что я умею" in student.last.text
    assert not stage.app.web.metrics_page.unreadable.counts


async def test_kind_is_logged_and_no_words(
    stage: Stage, student: UserClient, caplog: pytest.LogCaptureFixture
) -> None:
    await student.send("/start")
    with caplog.at_level(logging.INFO):
        await stage.deliver(update(1, message=message_of(student, **BROKEN)))
        await stage.deliver(update(2, brand_new={"text": "secret words"}))
    assert "update 7001 (message) cannot be read" in caplog.text
    assert "update 7002 (brand_new) cannot be read: no known kind" in caplog.text
    assert "secret" not in caplog.text


async def test_webhook_answers_200_and_metrics_count(stage: Stage, student: UserClient) -> None:
    await student.send("/start")
    settings = stage.app.settings.model_copy(
        update={"webhook_url": "https://bot.example.org", "webhook_secret": SecretStr(SECRET)}
    )
    stage.app.web.settings = settings
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    bodies: list[Any] = [
        update(1, message=message_of(student, **BROKEN)),
        update(2, brand_new={}),
        [],
        "no update",
        {"update_id": None},
    ]
    async with TestClient(TestServer(stage.app.web.application())) as client:
        statuses = [
            (await client.post("/telegram", json=body, headers=headers)).status for body in bodies
        ]
        cut = await client.post("/telegram", data=b'{"update_id": 7', headers=headers)
        well = update(3, message=message_of(student, text="/help"))
        read = await client.post("/telegram", json=well, headers=headers)
        metrics = await (await client.get("/metrics")).text()

    assert [*statuses, cut.status, read.status] == [200] * 7
    assert [one.text for one in student.inbox].count(RU) == 1
    assert 'profkompas_unreadable_updates_total{kind="message"} 1.0' in metrics
    assert 'profkompas_unreadable_updates_total{kind="brand_new"} 1.0' in metrics
    assert 'profkompas_unreadable_updates_total{kind="other"} 4.0' in metrics


# -- answers of other calls


def spoiled(stage: Stage, method: str) -> None:
    """From now on the answers to `method` hold something that aiogram does not know."""
    plain = stage.session.json_loads

    def loads(text: str) -> Any:
        value = plain(text)
        if stage.session.calls[-1] == method and isinstance(value.get("result"), dict):
            value["result"]["date"] = value["result"].get("date", 1)
            value["result"]["entities"] = [{"brand": "new"}]
            value["result"]["type"] = {"brand": "new"}
        return value

    stage.session.json_loads = loads


@pytest.mark.parametrize("name", ["sendMessage", "editMessageText"])
async def test_message_that_was_made_is_an_outcome_and_no_error(
    stage: Stage, student: UserClient, name: str
) -> None:
    await student.send("/start")
    shown = student.last
    spoiled(stage, name)
    calls: dict[str, TelegramMethod[Any]] = {
        "sendMessage": SendMessage(chat_id=student.id, text="Здравствуйте"),
        "editMessageText": EditMessageText(
            chat_id=student.id, message_id=shown.message_id, text="Здравствуйте"
        ),
    }
    before = stage.session.calls.count(name)
    made = await stage.app.bot(calls[name])

    assert isinstance(made, (Message, MessageId))
    assert made.message_id == student.last.message_id
    assert stage.session.calls.count(name) - before == 1
    assert student.last.text == "Здравствуйте"


async def test_question_to_telegram_that_is_answered_oddly_is_told_in_words(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    owner = await stage.organiser()
    await owner.send("/admin")
    await owner.click("Программа")
    answer_oddly(stage, "getFile")
    with caplog.at_level(logging.ERROR):
        await owner.upload("programme.csv", b"title\n")

    assert owner.last.text.startswith("Telegram ответил непонятно")
    assert "error id" not in caplog.text


async def test_file_that_does_not_get_through_is_told_and_sent_once(stage: Stage) -> None:
    await stage.programme({"one": ("Сварка", [])})
    person = stage.person()
    await person.send("/start")
    await person.open_link("https://t.me/profkompas_bot?start=session_one")
    refused = BotApiError(413, "Request Entity Too Large")
    stage.world.faults.refuse(refused, when=of_method("sendDocument"), times=100)
    await person.click("📅 В календарь")

    assert person.last.text.startswith("Отправить не получилось")
    assert stage.session.calls.count("sendDocument") == 1


async def test_channel_that_is_described_oddly_is_not_reachable(stage: Stage) -> None:
    owner = await stage.organiser()
    channel = stage.world.add_channel("Новости", username="clusters_news")["id"]
    stage.world.set_bot_status(channel, owner.id, "administrator")
    await stage.flush()
    await panel_for(owner)
    await owner.click("📣 Каналы")
    await owner.click("➕ Добавить по ссылке")
    answer_oddly(stage, "getChat")
    await owner.send("@clusters_news")

    assert owner.last.text.startswith("Не вижу такого канала")


async def test_channel_of_another_server_is_reachable(stage: Stage) -> None:
    """Of ChatFullInfo it tells less than aiogram wants to know, and some of it in another way."""
    owner = await stage.organiser()
    channel = stage.world.add_channel("Новости", username="clusters_news")["id"]
    stage.world.set_bot_status(channel, owner.id, "administrator")
    await stage.flush()
    await panel_for(owner)
    await owner.click("📣 Каналы")
    await owner.click("➕ Добавить по ссылке")
    plain = stage.session.json_loads

    def loads(text: str) -> Any:
        value = plain(text)
        if stage.session.calls[-1] == "getChat":
            value["result"].pop("accepted_gift_types", None)
            value["result"]["available_reactions"] = [{"type": "hologram"}]
        return value

    stage.session.json_loads = loads
    await owner.send("@clusters_news")

    assert "Не вижу" not in owner.last.text
    assert any("Новости" in one for one in owner.last.buttons)


def answer_oddly(stage: Stage, method: str) -> None:
    """Of a future Bot API, all of it."""
    plain = stage.session.json_loads

    def loads(text: str) -> Any:
        value = plain(text)
        if stage.session.calls[-1] == method:
            value["result"] = {"brand": "new"}
        return value

    stage.session.json_loads = loads


def test_bot_reads_all_answers_by_one_reader(stage: Stage) -> None:
    assert isinstance(stage.app.bot, Bot)
    assert stage.app.bot.session.json_loads.__module__ == "bot.updates.incoming"
