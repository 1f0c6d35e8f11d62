"""Messages of tomorrow's Telegram, by both ways in which updates come.

No exception and no update that comes for ever; an answer in words or none; what is asked stays
asked.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.fsm.state import State
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.web import SECRET_HEADER
from handlers.states import AskingSpeakers, ComposingAnnouncement, ReportingCard
from sandbox import sending
from sandbox.chats import Json
from sandbox.client import UserClient
from tests.handlers.announcements.composing import panel_for
from tests.handlers.conftest import Stage
from tests.handlers.newer_telegram import (
    BESIDE_WORDS,
    CHANNEL,
    DATE,
    ME,
    NO_WORDS,
    SENDER,
    SIZE,
    TOLD_BY_TELEGRAM,
    happenings,
)
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("on_threads")

SECRET = "s3cret-of-the-webhook"


@pytest.fixture(autouse=True)
def faults(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """None of ours in the log; what is read in part, or not at all, is told by its own module."""
    yield
    told = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert [one.getMessage() for one in told if one.name != "bot.updates.incoming"] == []


class Wire:
    """Numbers updates; `person` writes in the private chat."""

    def __init__(self, stage: Stage, person: UserClient) -> None:
        self.stage = stage
        self.person = person
        self.number = 10**6

    @property
    def sender(self) -> Json:
        return {"id": self.person.id, "is_bot": False, "first_name": "М", "language_code": "ru"}

    def message(self, *parts: Json, **sender: Any) -> Json:
        self.number += 1
        chat = {"id": self.person.id, "type": "private", "first_name": "М"}
        message: Json = {"message_id": self.number, "date": DATE, "chat": chat}
        message["from"] = {**self.sender, **sender}
        for part in parts:
            message |= part
        return {"update_id": self.number, "message": message}

    async def deliver(self, update: Json) -> list[str]:
        """What the person got for it. Half a minute passes: the flood gate is not meant here."""
        self.stage.clock.advance(seconds=30)
        before = {one.message_id for one in self.person.inbox}
        await self.stage.deliver(json.loads(json.dumps(update)))
        return [one.text for one in self.person.inbox if one.message_id not in before]

    async def wait_for(self, state: State | None, **data: Any) -> None:
        context = self.stage.app.dispatcher.fsm.get_context(
            self.stage.app.bot, self.person.id, self.person.id
        )
        await context.set_state(state)
        await context.set_data(data)

    async def awaited(self) -> str | None:
        return await self.stage.app.dispatcher.fsm.get_context(
            self.stage.app.bot, self.person.id, self.person.id
        ).get_state()


@pytest.fixture
async def wire(stage: Stage, student: UserClient) -> Wire:
    await student.send("/start")
    return Wire(stage, student)


@pytest.fixture
async def desk(stage: Stage) -> Wire:
    return Wire(stage, await stage.organiser())


@pytest.mark.slow
async def test_words_are_understood_whatever_stands_beside_them(wire: Wire) -> None:
    said = {"text": "сварщик в Казани"}
    [plain] = await wire.deliver(wire.message(said))
    answers = {
        name: await wire.deliver(wire.message(said, part)) for name, part in BESIDE_WORDS.items()
    }
    of_sender = {
        name: await wire.deliver(wire.message(said, **part)) for name, part in SENDER.items()
    }

    assert plain.startswith("🔎 Ищу: Сварщик · Казань")
    assert {name: found for name, found in answers.items() if found != [plain]} == {}
    assert {name: found for name, found in of_sender.items() if found != [plain]} == {}
    assert not wire.stage.app.web.metrics_page.unreadable.counts


async def test_what_telegram_tells_of_a_chat_is_no_message_to_the_bot(wire: Wire) -> None:
    await wire.wait_for(AskingSpeakers.question, session_id="one")
    before = len(wire.stage.session.calls)
    for part in TOLD_BY_TELEGRAM.values():
        await wire.deliver(wire.message(part))

    assert wire.stage.session.calls[before:] == []
    assert await wire.awaited() == AskingSpeakers.question.state


@pytest.mark.slow
async def test_student_is_told_of_what_cannot_be_understood(wire: Wire) -> None:
    answers = {name: await wire.deliver(wire.message(part)) for name, part in NO_WORDS.items()}

    assert {name: len(found) for name, found in answers.items()} == dict.fromkeys(NO_WORDS, 1)
    begun = {found[0].split(".")[0].split("\n")[0] for found in answers.values()}
    assert begun == {"Не понял это сообщение", "Картинки и файлы не смотрю — прочитал подпись"}


@pytest.mark.slow
async def test_question_to_speakers_stays_asked(wire: Wire) -> None:
    told = {}
    for name, part in NO_WORDS.items():
        await wire.wait_for(AskingSpeakers.question, session_id="one")
        answers = await wire.deliver(wire.message(part))
        told[name] = (len(answers), answers[0][:25], await wire.awaited())

    state = AskingSpeakers.question.state
    assert told == dict.fromkeys(NO_WORDS, (1, "Здесь нужен обычный текст", state))


@pytest.mark.slow
async def test_organiser_gets_a_copy_or_a_refusal_and_is_asked_on(desk: Wire) -> None:
    """Nothing of these can Telegram copy: the sandbox has none of the messages."""
    told = {}
    for name, part in NO_WORDS.items():
        await desk.wait_for(ComposingAnnouncement.post)
        answers = await desk.deliver(desk.message(part))
        if "media_group_id" in part:
            await desk.stage.settled()
        told[name] = await desk.awaited()
        assert len(answers) <= 1, name
        assert all("копировать" in one or "служебное" in one for one in answers), (name, answers)

    assert told == dict.fromkeys(NO_WORDS, ComposingAnnouncement.post.state)


@pytest.mark.parametrize(
    "content",
    [
        {"hologram": {"cube": 5}},
        {"hologram": {"cube": 5}, "caption": "Сбор в 10:00"},
        {"poll": {"id": 1, "question": "Когда?", "options": [], "type": "ranking"}},
        {"live_photo": {"motion": 5}, "photo": [SIZE]},
    ],
    ids=["unknown", "unknown-with-words", "poll", "live-photo"],
)
async def test_post_of_a_new_kind_is_announced_where_telegram_copies_it(
    desk: Wire, content: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "is_copyable", lambda _message: True)
    monkeypatch.setattr(sending, "copied", lambda _world, original: dict(content))
    await desk.person.send("/broadcast")
    posted = desk.message(content)
    chat = desk.stage.world.chat(desk.person.id)
    chat.messages[posted["update_id"]] = posted["message"]
    await desk.deliver(posted)

    assert "Объявление — черновик" in desk.person.last.text
    assert await desk.awaited() is None


async def test_poll_that_cannot_be_read_is_announced_as_one(
    desk: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older server of one's own tells less of a poll; a screen called it a message."""
    content = {"poll": {"id": 1, "question": "Когда?", "options": [], "type": "ranking"}}
    monkeypatch.setattr(sending, "is_copyable", lambda _message: True)
    monkeypatch.setattr(sending, "copied", lambda _world, original: dict(content))
    await desk.person.send("/broadcast")
    posted = desk.message(content)
    chat = desk.stage.world.chat(desk.person.id)
    chat.messages[posted["update_id"]] = posted["message"]
    await desk.deliver(posted)
    await desk.person.click("Отправить")

    assert "Пост: опрос" in desk.person.last.text.splitlines()


@pytest.mark.parametrize("char", ["\x00", "\ud83d"], ids=["nul", "half"])
async def test_what_no_store_takes_is_replaced_by_what_is_as_long(wire: Wire, char: str) -> None:
    about = {"cluster_id": "nn-sarov-nuclear", "field": "website"}
    await wire.wait_for(ReportingCard.comment, **about)
    said = wire.message({"text": f"Сайт {char} не тот"}, first_name=f"М{char}")
    await wire.deliver(said)
    async with wire.stage.app.store.read() as tx:
        [report] = await tx.card_reports.open(0, 5)

    assert (report.comment, report.reporter_name) == ("Сайт \ufffd не тот", "М\ufffd")


async def test_press_is_answered_whatever_its_message_has_become(wire: Wire) -> None:
    place = {"message_id": 5, "chat": {"id": wire.person.id, "type": "private"}}
    shown = {**place, "date": DATE, "from": ME}
    messages: list[Any] = [
        None, "text", {"hologram": 5}, {**place, "date": 0}, {**shown, "text": 5},
        {**shown, "hologram": 5}, {**shown, "date": None},
        {**shown, "message_id": 0, "ephemeral_message_id": "8", "receiver_user": 5},
        {**shown, "text": "x", "reply_markup": {"inline_keyboard": [[{"teleport": {}}]]}},
    ]  # fmt: skip
    for message in messages:
        query = {"id": "5", "from": wire.sender, "chat_instance": 5, "data": "zz:1"}
        wire.number += 1
        before = len(wire.stage.session.calls)
        await wire.deliver(
            {"update_id": wire.number, "callback_query": {**query, "message": message}}
        )
        assert wire.stage.session.calls[before:][:1] == ["answerCallbackQuery"], message

    assert not wire.stage.app.web.metrics_page.unreadable.counts


@pytest.mark.parametrize("chat_instance", [{}, {"chat_instance": None}, {"chat_instance": [5]}])
async def test_press_works_without_what_nobody_looks_at(wire: Wire, chat_instance: Json) -> None:
    shown = wire.person.last
    query = {"id": "5", "from": wire.sender, "data": "x", "message": shown.raw, **chat_instance}
    wire.number += 1
    await wire.deliver({"update_id": wire.number, "callback_query": query})

    assert wire.person.last.text.startswith("Отменять нечего")
    assert not wire.stage.app.web.metrics_page.unreadable.counts


@pytest.mark.parametrize("offset", [{}, {"offset": None}, {"offset": 5}])
async def test_inline_query_is_answered_without_its_page(wire: Wire, offset: Json) -> None:
    asked = {"id": "5", "from": wire.sender, "query": "сварщик", **offset}
    wire.number += 1
    before = len(wire.stage.session.calls)
    await wire.deliver({"update_id": wire.number, "inline_query": asked})

    assert wire.stage.session.calls[before:] == ["answerInlineQuery"]


@pytest.mark.parametrize("date", [{}, {"date": None}, {"date": "now"}])
async def test_block_is_noticed_whenever_it_was(wire: Wire, date: Json) -> None:
    chat = {"id": wire.person.id, "type": "private", "first_name": "М"}
    change = {
        "chat": chat,
        "from": wire.sender,
        "new_chat_member": {"status": "kicked", "user": ME, "until_date": 0},
        **date,
    }
    wire.number += 1
    await wire.deliver({"update_id": wire.number, "my_chat_member": change})

    assert (await wire.stage.user(wire.person)).unreachable_at is not None


async def test_inline_query_is_answered_without_a_point_that_cannot_be_read(wire: Wire) -> None:
    wire.stage.world.ask_inline(wire.person.id, "сварщик", "", (54.18, 45.18))
    [asked] = wire.stage.world.bot.updates
    wire.stage.world.bot.updates.clear()
    asked["inline_query"] |= {"location": {"latitude": None}, "chat_type": "metaverse"}
    await wire.deliver(asked)

    answer = wire.stage.world.inline_answer(asked["inline_query"]["id"])
    assert answer is not None
    assert answer["results"]


@pytest.mark.parametrize(
    ("was", "rights"),
    [
        ({"status": "left"}, {}),
        ({"status": "overlord"}, {"can_fly": True}),
        ({"status": "restricted", "is_member": True}, {"can_be_edited": False}),
    ],
    ids=["right-missing", "unknown-before", "restricted-before"],
)
async def test_channel_is_known_whatever_rights_this_telegram_tells_of(
    desk: Wire, was: Json, rights: Json
) -> None:
    change = {
        "chat": CHANNEL, "from": desk.sender, "date": DATE,
        "old_chat_member": {"user": ME, **was},
        "new_chat_member": {
            "status": "administrator", "user": ME, "can_post_messages": True, **rights},
    }  # fmt: skip
    await desk.deliver({"update_id": 5, "my_chat_member": change})
    await panel_for(desk.person)
    await desk.person.click("📣 Каналы")

    assert any(CHANNEL["title"] in one for one in desk.person.last.buttons)


async def test_person_who_comes_back_is_reached_though_no_end_of_the_ban_is_told(
    wire: Wire,
) -> None:
    async def change(number: int, was: str, now: str) -> bool:
        chat = {"id": wire.person.id, "type": "private", "first_name": "М"}
        members = {
            "old_chat_member": {"status": was, "user": ME},
            "new_chat_member": {"status": now, "user": ME},
        }
        told = {"chat": chat, "from": wire.sender, "date": DATE, **members}
        await wire.deliver({"update_id": number, "my_chat_member": told})
        return (await wire.stage.user(wire.person)).unreachable_at is None

    assert not await change(5, "member", "kicked")
    assert await change(6, "kicked", "member")


async def test_message_is_read_beside_another_field_of_the_update(wire: Wire) -> None:
    beside: Json = {"context": {"shard": 5}, "poll": {"id": 5}, "edited_message": None}
    answers = await wire.deliver({**wire.message({"text": "сварщик в Казани"}), **beside})
    told = await wire.deliver({**wire.message({"text": 5}), **beside})

    assert [one[:15] for one in answers] == ["🔎 Ищу: Сварщик "]
    assert [one.split(".")[0] for one in told] == ["Не смог прочитать это сообщение"]
    assert wire.stage.app.web.metrics_page.unreadable.counts == {"message": 1}


async def test_operators_see_what_is_passed_over(wire: Wire) -> None:
    for part in ({"hologram": 5}, {"text": "x", "effect_id": {"id": 5}}, {"text": "x", "mood": 5}):
        await wire.deliver(wire.message(part))
    async with TestClient(TestServer(wire.stage.app.web.application())) as client:
        page = await (await client.get("/metrics")).text()

    told = [one for one in page.splitlines() if one.startswith("profkompas_unknown_fields_total")]
    assert told == [
        'profkompas_unknown_fields_total{field="message.effect_id"} 1.0',
        'profkompas_unknown_fields_total{field="message.hologram"} 1.0',
    ]


# -- as bytes


def every_update(wire: Wire) -> list[Json]:
    said = {"text": "сварщик"}
    parts = [*TOLD_BY_TELEGRAM.values(), *NO_WORDS.values()]
    found = [wire.message(said, part) for part in BESIDE_WORDS.values()]
    found += [wire.message(part) for part in parts]
    for held in happenings(wire.sender).values():
        wire.number += 1
        found.append({"update_id": wire.number, **held})
    return found


@pytest.mark.slow
async def test_webhook_takes_each_once_and_for_good(wire: Wire) -> None:
    web = wire.stage.app.web
    web.settings = web.settings.model_copy(
        update={"webhook_url": "https://bot.example.org", "webhook_secret": SecretStr(SECRET)}
    )
    deep = b'{"update_id": 3, "message": ' + b'{"a":' * 5000 + b"1" + b"}" * 5001
    others = [b'{"update_id": 3, "message": {"text": "\xff"}}', deep, b"NaN", b'"\\ud800"', b""]
    bodies = [json.dumps(one, ensure_ascii=False).encode() for one in every_update(wire)]
    statuses = []
    async with TestClient(TestServer(web.application())) as client:
        for body in [*bodies, *others]:
            wire.stage.clock.advance(seconds=30)
            answer = await client.post(
                "/telegram", data=body, headers={SECRET_HEADER: SECRET,
                                                 "Content-Type": "application/json"}
            )  # fmt: skip
            statuses.append(answer.status)

    assert statuses == [200] * len(statuses)
    assert len(statuses) > 100


@pytest.mark.slow
async def test_getupdates_passes_over_each_of_them(wire: Wire) -> None:
    app, waiting = wire.stage.app, wire.stage.world.bot.updates
    waiting.extend(every_update(wire))
    last = wire.message({"text": "/help"})
    waiting.append(last)
    polling = asyncio.create_task(app.polling.run(app.allowed_updates()))
    await until(lambda: not waiting)
    app.polling.stop()
    await polling
    answers = await wire.deliver(wire.message({"text": "/help"}))

    assert answers[0].startswith("Что я умею")
    assert list(waiting) == []
