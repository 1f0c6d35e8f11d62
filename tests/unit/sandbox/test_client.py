"""The user client: what a test may do, and how it fails when the person could not do it."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.world import World

TOKEN = "42:sandbox"


@pytest.fixture
def world() -> World:
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="kompas_bot", name="Компас")
    return world


def say(world: World, person_id: int, text: str, markup: Json | None = None) -> Json:
    params = {"chat_id": person_id, "text": text, "reply_markup": markup}
    status, body = world.call(TOKEN, "sendMessage", params)
    assert status == 200, body
    return dict(body["result"])


def row(*labels: str) -> Json:
    buttons = [{"text": label, "callback_data": label.lower()} for label in labels]
    return {"inline_keyboard": [buttons]}


@pytest.fixture
def student(world: World) -> UserClient:
    """A bot that answers every update in words, and every press with an alert."""

    async def bot(update: Json) -> None:
        if "callback_query" in update:
            query = update["callback_query"]
            answer = {"callback_query_id": query["id"], "text": query["data"], "show_alert": True}
            assert world.call(TOKEN, "answerCallbackQuery", answer).status == 200
        else:
            [kind] = [name for name in update["message"] if name in {"text", "location"}]
            say(world, update["message"]["chat"]["id"], f"получено: {kind}")

    return UserClient(world, world.add_person("Мария")["id"], bot)


async def test_act_returns_what_the_bot_answered(student: UserClient) -> None:
    [to_text] = await student.send("Омск")
    [to_location] = await student.share_location(55.0, 73.4)

    assert (to_text.text, to_location.text) == ("получено: text", "получено: location")
    assert [received.text for received in student.inbox] == [to_text.text, to_location.text]
    assert student.world.pending(TOKEN) == []


async def test_click_presses_the_newest_button_and_keeps_the_answer(student: UserClient) -> None:
    await student.send("/start")
    say(student.world, student.id, "старое", row("Рядом"))
    say(student.world, student.id, "новое", row("Рядом со мной", "Рядом"))

    await student.click("со мной")
    assert (student.toast, student.alert) == ("рядом со мной", True)
    await student.click("Рядом")
    assert student.toast == "рядом"


async def test_click_of_a_reply_button_says_its_words(student: UserClient) -> None:
    await student.send("/start")
    say(student.world, student.id, "меню", {"keyboard": [[{"text": "Новости"}]]})

    [answer] = await student.click("Новости")

    assert (answer.text, student.keyboard) == ("получено: text", [["Новости"]])


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Погода", "no button 'Погода'"),
        ("ря", "no button 'ря'"),
        ("Сайт", "sends nothing to the bot"),
        ("Где я", "use share_location"),
        ("Мой номер", "use share_contact"),
    ],
)
async def test_click_that_a_person_could_not_do_fails_and_shows_the_keyboards(
    student: UserClient, label: str, words: str
) -> None:
    await student.send("/start")
    keyboard = [
        [{"text": "Где я", "request_location": True}],
        [{"text": "Мой номер", "request_contact": True}],
    ]
    say(student.world, student.id, "где?", {"keyboard": keyboard})
    inline = row("Заря", "Моря")
    inline["inline_keyboard"].append([{"text": "Сайт", "url": "https://example.org/"}])
    say(student.world, student.id, "меню", inline)

    with pytest.raises(AssertionError, match=words) as caught:
        await student.click(label)

    if words.startswith("no button"):
        assert "['Заря', 'Моря', 'Сайт']" in str(caught.value)
        assert "[['Где я'], ['Мой номер']]" in str(caught.value)


async def test_wait_for_sees_what_comes_later_and_fails_in_words(world: World) -> None:
    student = UserClient(world, world.add_person("Мария")["id"])
    await student.send("/start")
    waiting = asyncio.ensure_future(student.wait_for(lambda received: received.text == "два"))
    await asyncio.sleep(0)

    say(world, student.id, "раз")
    say(world, student.id, "два")

    assert (await waiting).text == "два"
    with pytest.raises(AssertionError, match="no such message came"):
        await student.wait_for(lambda received: received.text == "три", timeout=0.01)


async def test_person_replies_forwards_asks_and_takes_back(world: World) -> None:
    student = UserClient(world, world.add_person("Мария")["id"])
    world.add_person("Анна", person_id=5)
    await student.send("Омск")
    say(world, student.id, "получено")
    answer = student.last
    bold = [{"type": "bold", "offset": 0, "length": 2}]

    await student.send("да", reply_to=answer, entities=bold)
    await student.album([("a.png", b"1", "photo"), ("b.png", b"2", "photo")], "Кадры")
    await student.poll("Идёте?", ["Да", "Нет"])
    await student.forward_from(5, "Смотрите")
    await student.upload("a.pdf", b"1", caption="План", reply_to=answer.message_id)
    reply, *_, plan = student.sent[1:]
    await student.edit_caption(plan["message_id"], "Новый план")
    await student.edit(reply["message_id"], "нет")
    await student.delete(student.sent[0]["message_id"])

    reply, first, second, asked, forwarded, plan = student.sent
    assert (reply["text"], reply["reply_to_message"]["text"]) == ("нет", answer.text)
    assert first["media_group_id"] == second["media_group_id"]
    assert (asked["poll"]["question"], forwarded["text"]) == ("Идёте?", "Смотрите")
    assert (plan["caption"], plan["reply_to_message"]["text"]) == ("Новый план", answer.text)
