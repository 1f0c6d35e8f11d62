"""An announcement's life: copies with options, corrections of what was sent, and refusals."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    MessageEntity,
)

from sandbox.client import UserClient, received
from sandbox.floods import FloodLimits, FloodWatch
from tests.contract.conftest import MARIA, Stage
from tests.contract.refusals import PNG

BOLD = MessageEntity(type="bold", offset=0, length=6)
MENU = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Сайт", url="https://example.org/")]]
)


@pytest.fixture(params=["private", "channel"])
def place(request: pytest.FixtureRequest, stage: Stage) -> int:
    """Where the announcement goes."""
    if request.param == "private":
        return MARIA
    channel = stage.world.add_channel("Новости")["id"]
    stage.world.set_bot_status(channel, MARIA, "administrator")
    return int(channel)


def newest(stage: Stage, place: int) -> Message:
    return Message.model_validate(received(stage.world, place)[-1].raw)


async def copied(stage: Stage, place: int, posted: dict[str, Any], **options: Any) -> int:
    """The message_id of the copy of Maria's message."""
    copy = await stage.bot.copy_message(place, MARIA, posted["message_id"], **options)
    return copy.message_id


async def test_copied_text_is_corrected_with_explicit_entities(stage: Stage, place: int) -> None:
    copy = await copied(stage, place, stage.world.say(MARIA, "Завтра"), reply_markup=MENU)

    await stage.bot.edit_message_text(
        "Завтра в 11:00 #сбор",
        chat_id=place,
        message_id=copy,
        entities=[BOLD],
        reply_markup=MENU,
    )

    message = newest(stage, place)
    assert message.message_id == copy
    assert message.html_text == "<b>Завтра</b> в 11:00 #сбор"
    assert [entity.type for entity in message.entities or ()] == ["bold", "hashtag"]
    assert (message.reply_markup, message.edit_date is not None) == (MENU, True)


async def test_copied_photo_is_corrected_in_caption_and_in_media(stage: Stage, place: int) -> None:
    posted = stage.world.upload(MARIA, "a.png", PNG, kind="photo", caption="Старая подпись")
    copy = await copied(stage, place, posted, caption="Подпись", caption_entities=[BOLD])
    assert newest(stage, place).html_text == "<b>Подпис</b>ь"

    await stage.bot.edit_message_caption(
        chat_id=place, message_id=copy, caption="Завтра", caption_entities=[BOLD]
    )
    assert newest(stage, place).html_text == "<b>Завтра</b>"
    picture = BufferedInputFile(PNG, "b.png")
    media = InputMediaPhoto(media=picture, caption="Завтра!", caption_entities=[BOLD])
    await stage.bot.edit_message_media(media, chat_id=place, message_id=copy)

    message = newest(stage, place)
    assert message.photo is not None
    assert message.photo[0].file_id != posted["photo"][0]["file_id"]
    assert message.html_text == "<b>Завтра</b>!"


async def test_text_is_replaced_by_a_photo(stage: Stage, place: int) -> None:
    sent = await stage.bot.send_message(place, "Завтра")
    media = InputMediaPhoto(media=BufferedInputFile(PNG, "b.png"), caption="План")

    await stage.bot.edit_message_media(media, chat_id=place, message_id=sent.message_id)

    message = newest(stage, place)
    assert (message.text, message.caption, message.photo is not None) == (None, "План", True)


async def test_poll_copy_is_edited_only_in_its_keyboard(stage: Stage, place: int) -> None:
    posted = stage.world.create_poll(MARIA, "Идёте?", ["Да", "Нет"])
    copy = await copied(stage, place, posted)
    where: dict[str, Any] = {"chat_id": place, "message_id": copy}
    photo = InputMediaPhoto(media=BufferedInputFile(PNG, "b.png"))

    for call, words in (
        (stage.bot.edit_message_text("a", **where), "there is no text in the message to edit"),
        (
            stage.bot.edit_message_caption(caption="a", **where),
            "there is no caption in the message to edit",
        ),
        (
            stage.bot.edit_message_media(photo, **where),
            "there is no media in the message to edit",
        ),
    ):
        with pytest.raises(TelegramBadRequest) as caught:
            await call
        assert caught.value.message == f"Bad Request: {words}"
    await stage.bot.edit_message_reply_markup(reply_markup=MENU, **where)

    message = newest(stage, place)
    assert message.reply_markup == MENU
    assert message.poll is not None
    assert message.poll.question == "Идёте?"


async def test_album_item_keeps_its_kind(stage: Stage, place: int) -> None:
    album = stage.world.upload_album(MARIA, [("a.png", PNG, "photo")] * 2)
    ids = [message["message_id"] for message in album]
    first, second = await stage.bot.copy_messages(place, MARIA, ids)
    document = InputMediaDocument(media=BufferedInputFile(b"x", "a.txt"))
    photo = InputMediaPhoto(media=BufferedInputFile(PNG, "b.png"), caption="Новое")

    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await stage.bot.edit_message_media(document, chat_id=place, message_id=first.message_id)
    await stage.bot.edit_message_media(photo, chat_id=place, message_id=second.message_id)

    message = newest(stage, place)
    assert (message.caption, message.media_group_id is not None) == ("Новое", True)


async def test_forwarded_and_missing_messages_are_not_edited(stage: Stage, place: int) -> None:
    posted = stage.world.say(MARIA, "Завтра")
    forwarded = await stage.bot.forward_message(place, MARIA, posted["message_id"])

    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await stage.bot.edit_message_text("a", chat_id=place, message_id=forwarded.message_id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await stage.bot.edit_message_text("a", chat_id=place, message_id=999)


async def test_copies_are_deleted_together(stage: Stage, place: int) -> None:
    posted = stage.world.say(MARIA, "Завтра")
    before = len(stage.world.history(place))
    copies = [await copied(stage, place, posted) for _ in range(3)]

    assert await stage.bot.delete_messages(place, [*copies, 999])

    assert len(stage.world.history(place)) == before
    assert received(stage.world, place) == []


async def test_silent_copy_is_seen_by_tests_and_not_told_in_json(stage: Stage) -> None:
    maria = UserClient(stage.world, MARIA)
    posted = stage.world.say(MARIA, "Завтра")

    loud = await copied(stage, MARIA, posted)
    silent = await copied(stage, MARIA, posted, disable_notification=True, protect_content=True)

    assert [(one.message_id, one.is_silent) for one in maria.inbox] == [
        (loud, False),
        (silent, True),
    ]
    assert set(maria.last.raw) - set(maria.inbox[0].raw) == {"has_protected_content"}


async def test_paid_broadcast_goes_beyond_the_common_limit(stage: Stage) -> None:
    stage.world.floods = FloodWatch(FloodLimits(per_second=1, paid_per_second=3))
    posted = stage.world.say(MARIA, "Завтра")
    await copied(stage, MARIA, posted)

    with pytest.raises(TelegramRetryAfter):
        await copied(stage, MARIA, posted)
    for _ in range(3):
        await copied(stage, MARIA, posted, allow_paid_broadcast=True)
    with pytest.raises(TelegramRetryAfter):
        await copied(stage, MARIA, posted, allow_paid_broadcast=True)


async def test_channel_is_slower_than_a_private_chat(stage: Stage) -> None:
    stage.world.floods = FloodWatch(FloodLimits(chat_burst=1))
    channel = stage.world.add_channel("Новости", username="kompas_news")["id"]
    stage.world.set_bot_status(channel, MARIA, "administrator")
    await stage.bot.send_message(channel, "a")

    with pytest.raises(TelegramRetryAfter) as caught:
        await stage.bot.send_message("@kompas_news", "a")
    assert caught.value.retry_after == 3
