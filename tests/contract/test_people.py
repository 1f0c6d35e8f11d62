"""What people send beside plain text, what they take back, and what of it cannot be copied."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    Message,
    MessageOriginHiddenUser,
    MessageOriginUser,
    ReplyParameters,
)

from sandbox.chats import Json
from sandbox.errors import WorldError
from tests.contract.conftest import MARIA, Stage
from tests.contract.refusals import PNG

ANNA = 1002


@pytest.fixture
def anna(stage: Stage) -> int:
    stage.world.add_person("Анна", person_id=ANNA, last_name="Ли")
    return ANNA


async def received(stage: Stage) -> list[Message]:
    """The messages that wait for the bot, as aiogram reads them."""
    return [update.message for update in await stage.bot.get_updates() if update.message]


async def test_say_with_formatting_and_links_the_client_found(stage: Stage) -> None:
    bold = {"type": "bold", "offset": 2, "length": 5}

    stage.world.say(MARIA, "  Важно: https://example.org/a ", entities=[bold])

    [message] = await received(stage)
    assert message.html_text == "<b>Важно</b>: https://example.org/a"
    assert [entity.type for entity in message.entities or ()] == ["bold", "url"]


def test_say_with_formatting_that_no_client_makes_is_refused(stage: Stage) -> None:
    wrong = [{"type": "bold", "offset": 0, "length": 9}]

    with pytest.raises(WorldError, match="incorrect entity"):
        stage.world.say(MARIA, "Важно", entities=wrong)


async def test_reply_carries_the_message_without_its_own_reply(stage: Stage) -> None:
    sent = await stage.bot.send_message(
        MARIA, "Какой город?", reply_parameters=ReplyParameters(message_id=1)
    )

    stage.world.say(MARIA, "Омск", reply_to=sent.message_id)

    [message] = await received(stage)
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Какой город?"
    assert message.reply_to_message.reply_to_message is None
    with pytest.raises(WorldError, match="no message 99"):
        stage.world.say(MARIA, "Омск", reply_to=99)


@pytest.mark.parametrize(
    "kind",
    ["photo", "video", "animation", "document", "audio", "voice", "sticker", "video_note"],
)
async def test_upload_of_every_kind_is_received_and_copied(stage: Stage, kind: str) -> None:
    uploaded = stage.world.upload(MARIA, "a.png", PNG, kind=kind, reply_to=1)

    [message] = await received(stage)
    assert (message.content_type, message.reply_to_message is not None) == (kind, True)
    await stage.bot.copy_message(MARIA, MARIA, uploaded["message_id"])
    assert stage.last.raw[kind] == uploaded[kind]


async def test_upload_caption_has_formatting(stage: Stage) -> None:
    italic = [{"type": "italic", "offset": 0, "length": 4}]

    stage.world.upload(MARIA, "a.png", PNG, kind="photo", caption="План", entities=italic)

    [message] = await received(stage)
    assert message.html_text == "<i>План</i>"


async def test_album_comes_as_messages_with_one_group(stage: Stage) -> None:
    files = [("a.png", PNG, "photo"), ("b.mp4", b"video", "video"), ("c.png", PNG, "photo")]

    stage.world.upload_album(MARIA, files, "Кадры")

    messages = await received(stage)
    assert [(m.content_type, m.caption) for m in messages] == [
        ("photo", "Кадры"),
        ("video", None),
        ("photo", None),
    ]
    assert len({m.media_group_id for m in messages}) == 1
    assert messages[0].media_group_id is not None


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["photo"], "too few"),
        (["photo"] * 11, "too many"),
        (["photo", "document"], "can't be mixed"),
        (["document", "audio"], "can't be mixed"),
    ],
)
def test_album_that_no_client_makes_is_refused(stage: Stage, kinds: list[str], words: str) -> None:
    with pytest.raises(WorldError, match=words):
        stage.world.upload_album(MARIA, [("a.png", PNG, kind) for kind in kinds])

    assert len(stage.world.history(MARIA)) == 1


async def test_copied_album_stays_an_album_without_what_cannot_be_copied(stage: Stage) -> None:
    album = stage.world.upload_album(MARIA, [("a.png", PNG, "photo")] * 2, "Кадры")
    quiz = stage.world.create_poll(MARIA, "2+2?", ["4", "5"], kind="quiz")
    wanted = [message["message_id"] for message in (*album, quiz)]

    copies = await stage.bot.copy_messages(MARIA, MARIA, wanted)

    shown = stage.world.history(MARIA)[-2:]
    assert [copy.message_id for copy in copies] == [m["message_id"] for m in shown]
    [group] = {message["media_group_id"] for message in shown}
    assert group != album[0]["media_group_id"]


async def test_poll_of_a_person_is_copied_as_a_poll_of_its_own(stage: Stage) -> None:
    asked = stage.world.create_poll(MARIA, "Идёте?", ["Да", "Нет"], anonymous=False)

    [message] = await received(stage)
    assert message.poll is not None
    assert (message.poll.question, message.poll.is_anonymous) == ("Идёте?", False)
    await stage.bot.copy_message(MARIA, MARIA, asked["message_id"])
    copied = stage.last.raw["poll"]
    assert copied == {**asked["poll"], "id": copied["id"]}
    assert copied["id"] != asked["poll"]["id"]


async def test_quiz_is_copied_when_its_answer_is_known(stage: Stage) -> None:
    quiz = stage.world.create_poll(MARIA, "2+2?", ["4", "5"], kind="quiz", correct=[0])

    await stage.bot.copy_message(MARIA, MARIA, quiz["message_id"])

    assert stage.last.raw["poll"]["correct_option_ids"] == [0]


def secret_quiz(stage: Stage) -> Json:
    return stage.world.create_poll(MARIA, "2+2?", ["4", "5"], kind="quiz")


def forwarded_quiz(stage: Stage) -> Json:
    quiz = stage.world.create_poll(MARIA, "2+2?", ["4", "5"], kind="quiz", correct=[0])
    return stage.world.forward(MARIA, MARIA, quiz["message_id"])


def giveaway(stage: Stage) -> Json:
    channel = {"id": -1001000000001, "type": "channel", "title": "Новости"}
    return stage.world.share_giveaway(MARIA, channel)


@pytest.mark.parametrize("make", [secret_quiz, forwarded_quiz, giveaway])
async def test_what_cannot_be_copied(stage: Stage, make: object) -> None:
    assert callable(make)
    message = make(stage)

    assert (await received(stage))[-1].message_id == message["message_id"]
    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.copy_message(MARIA, MARIA, message["message_id"])
    assert caught.value.message == "Bad Request: message can't be copied"


@pytest.mark.parametrize("question", ["", "я" * 301])
def test_poll_that_no_client_makes_is_refused(stage: Stage, question: str) -> None:
    with pytest.raises(WorldError, match="poll question"):
        stage.world.create_poll(MARIA, question, ["Да", "Нет"])


async def test_forward_from_another_person_names_them_unless_they_hide(
    stage: Stage, anna: int
) -> None:
    stage.world.forward_from(MARIA, anna, "Смотрите https://example.org/a")
    stage.world.forward_from(MARIA, anna, "Тайно", hidden=True)

    named, hidden = await received(stage)
    assert isinstance(named.forward_origin, MessageOriginUser)
    assert named.forward_origin.sender_user.id == anna
    assert named.entities is not None
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.forward_origin.sender_user_name == "Анна Ли"
    assert hidden.from_user is not None
    assert hidden.from_user.id == MARIA


async def test_forward_of_a_forward_keeps_the_first_origin(stage: Stage, anna: int) -> None:
    first = stage.world.forward_from(MARIA, anna, "Смотрите")
    stage.world.say(anna, "/start")

    again = stage.world.forward(anna, MARIA, first["message_id"])

    assert again["forward_origin"] == first["forward_origin"]
    assert (again["from"]["id"], again["text"]) == (anna, "Смотрите")


async def test_deleted_by_its_author_is_gone_for_the_bot(stage: Stage) -> None:
    said = stage.world.say(MARIA, "ой")
    await stage.bot.get_updates(offset=-1)

    stage.world.delete_own(MARIA, said["message_id"])

    assert len(await stage.bot.get_updates()) == 1
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await stage.bot.copy_message(MARIA, MARIA, said["message_id"])


async def test_people_change_captions_and_texts_of_their_own_only(stage: Stage) -> None:
    photo = stage.world.upload(MARIA, "a.png", PNG, kind="photo", caption="https://a.ru/b")
    ours = await stage.bot.send_message(MARIA, "Меню")

    stage.world.edit_caption(MARIA, photo["message_id"], "Новая")
    stage.world.edit_caption(MARIA, photo["message_id"], "")

    first, second = [u.edited_message for u in await stage.bot.get_updates() if u.edited_message]
    assert (first.caption, first.caption_entities, first.edit_date) == (
        "Новая",
        None,
        int(stage.clock.now().timestamp()),
    )
    assert (second.caption, second.photo is not None) == (None, True)
    with pytest.raises(WorldError, match="cannot have a caption"):
        stage.world.edit_caption(MARIA, 1, "a")
    with pytest.raises(WorldError, match="has no text"):
        stage.world.edit(MARIA, photo["message_id"], "a")
    with pytest.raises(WorldError, match="is not one of"):
        stage.world.delete_own(MARIA, ours.message_id)
