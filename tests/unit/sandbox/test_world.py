"""What the world remembers, forgets and refuses to let people do."""

from __future__ import annotations

import pytest

from sandbox.chats import HISTORY_LIMIT, Json
from sandbox.errors import WorldError
from sandbox.floods import FloodLimits
from sandbox.world import World

TOKEN = "42:sandbox"


@pytest.fixture
def world() -> World:
    world = World(now=lambda: 1_700_000_000.5, limits=FloodLimits.off())
    world.add_bot(TOKEN, username="kompas_bot", name="Компас")
    world.add_person("Мария", person_id=1)
    world.say(1, "/start")
    return world


def call(world: World, method: str, **params: object) -> Json:
    status, body = world.call(TOKEN, method, params)
    assert status == 200, body
    result: Json = body["result"]
    return result


def test_update_ids_start_at_the_present_second(world: World) -> None:
    world.say(1, "ещё")

    ids = [update["update_id"] for update in world.pending(TOKEN)]
    assert ids == [1_700_000_000, 1_700_000_001]


def test_history_forgets_the_oldest(world: World) -> None:
    for number in range(HISTORY_LIMIT + 5):
        call(world, "sendMessage", chat_id=1, text=str(number))

    texts = [message["text"] for message in world.history(1)]
    assert (len(texts), texts[0], texts[-1]) == (HISTORY_LIMIT, "5", str(HISTORY_LIMIT + 4))


def test_update_on_its_way_keeps_what_it_said(world: World) -> None:
    sent = call(
        world,
        "sendMessage",
        chat_id=1,
        text="Меню",
        reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    )
    world.press(1, sent["message_id"], "a")

    call(world, "editMessageText", chat_id=1, message_id=sent["message_id"], text="Другое")

    pressed = world.pending(TOKEN)[-1]["callback_query"]["message"]
    assert (pressed["text"], world.history(1)[-1]["text"]) == ("Меню", "Другое")


def test_events_tell_what_happened_until_unsubscribed(world: World) -> None:
    seen: list[tuple[str, int]] = []
    stop = world.subscribe(lambda event: seen.append((event["type"], event["chat_id"])))

    sent = call(world, "sendMessage", chat_id=1, text="a")
    call(world, "editMessageText", chat_id=1, message_id=sent["message_id"], text="b")
    call(world, "pinChatMessage", chat_id=1, message_id=sent["message_id"])
    call(world, "deleteMessage", chat_id=1, message_id=sent["message_id"])
    world.block_bot(1)
    stop()
    world.say(1, "снова")

    assert seen == [
        ("message", 1),
        ("edited", 1),
        ("pinned", 1),
        ("deleted", 1),
        ("update", 0),
        ("membership", 1),
    ]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "я" * 4097])
def test_say_what_a_client_would_not_send_is_refused(world: World, text: str) -> None:
    with pytest.raises(WorldError):
        world.say(1, text)

    assert len(world.history(1)) == 1


def test_people_cannot_edit_the_bots_messages(world: World) -> None:
    sent = call(world, "sendMessage", chat_id=1, text="a")

    with pytest.raises(WorldError):
        world.edit(1, sent["message_id"], "b")


def test_second_bot_is_refused_out_loud(world: World) -> None:
    with pytest.raises(WorldError, match="has its bot already"):
        world.add_bot("43:other", username="other_bot", name="Другой")
