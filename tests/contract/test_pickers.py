"""Buttons that ask for people and chats, and those that do nothing.

https://core.telegram.org/bots/api#keyboardbutton, #inlinekeyboardbutton.
"""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    ChatAdministratorRights,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    KeyboardButtonRequestUsers,
    ReplyKeyboardMarkup,
)

from sandbox.errors import WorldError
from tests.contract.conftest import MARIA, Stage

RIGHTS = dict.fromkeys(
    ["is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
     "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
     "can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages"],
    False,
)  # fmt: skip


def rights(*names: str) -> ChatAdministratorRights:
    return ChatAdministratorRights.model_validate({**RIGHTS, **dict.fromkeys(names, True)})


def keyboard(*buttons: KeyboardButton) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(keyboard=[list(buttons)])


def people(request_id: int = 7, **wishes: object) -> KeyboardButton:
    wanted = KeyboardButtonRequestUsers.model_validate({"request_id": request_id, **wishes})
    return KeyboardButton(text="Кто", request_users=wanted)


def chats(request_id: int = 8, **wishes: object) -> KeyboardButton:
    given = {"request_id": request_id, "chat_is_channel": True, **wishes}
    wanted = KeyboardButtonRequestChat.model_validate(given)
    return KeyboardButton(text="Где", request_chat=wanted)


async def test_chosen_person_is_told_by_id_and_by_name_where_that_is_asked_for(
    stage: Stage,
) -> None:
    anna = 2002
    stage.world.add_person("Анна", person_id=anna, last_name="Б", username="anna")
    await stage.bot.send_message(MARIA, "?", reply_markup=keyboard(people()))
    stage.world.share_users(MARIA, anna)
    named = keyboard(people(request_name=True, max_quantity=2))
    await stage.bot.send_message(MARIA, "?", reply_markup=named)
    stage.world.share_users(MARIA, anna, MARIA)
    found = [one.message.users_shared for one in await stage.bot.get_updates() if one.message]

    assert [one and one.request_id for one in found] == [7, 7]
    assert [
        (one.user_id, one.first_name, one.last_name, one.username)
        for shared in found
        for one in (shared.users if shared else ())
    ] == [(anna, None, None, None), (anna, "Анна", "Б", None), (MARIA, "Мария", None, None)]


async def test_bot_becomes_the_administrator_that_the_chosen_channel_needs(stage: Stage) -> None:
    channel = stage.world.add_channel("Новости")["id"]
    wanted = chats(
        request_title=True,
        bot_administrator_rights=rights("can_post_messages"),
        user_administrator_rights=rights("can_post_messages", "can_promote_members"),
    )
    await stage.bot.send_message(MARIA, "?", reply_markup=keyboard(wanted))
    stage.world.share_chat(MARIA, channel)
    made, told = await stage.bot.get_updates(allowed_updates=["message", "my_chat_member"])

    assert made.my_chat_member is not None
    assert made.my_chat_member.new_chat_member.status == "administrator"
    assert told.message is not None
    assert told.message.chat_shared is not None
    shared = told.message.chat_shared
    assert (shared.request_id, shared.chat_id, shared.title) == (8, channel, "Новости")
    assert (await stage.bot.send_message(channel, "Привет")).message_id


@pytest.mark.parametrize(
    ("buttons", "words"),
    [
        ((people(2**31),), "signed 32-bit"),
        ((people(max_quantity=11),), "BUTTON_COUNT_INVALID"),
        ((people(5), chats(5)), "BUTTON_ID_INVALID"),
        ((chats(bot_administrator_rights=rights("can_post_messages"),
                user_administrator_rights=rights()),), "BUTTON_USER_RIGHTS_INVALID"),
    ],
)  # fmt: skip
async def test_request_that_telegram_would_refuse_is_refused(
    stage: Stage, buttons: tuple[KeyboardButton, ...], words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await stage.bot.send_message(MARIA, "?", reply_markup=keyboard(*buttons))


async def test_nobody_chooses_what_no_button_asks_for(stage: Stage) -> None:
    channel = stage.world.add_channel("Новости")["id"]
    with pytest.raises(WorldError):
        stage.world.share_users(MARIA, MARIA)
    await stage.bot.send_message(MARIA, "?", reply_markup=keyboard(people()))
    with pytest.raises(WorldError):
        stage.world.share_users(MARIA, MARIA, MARIA)
    with pytest.raises(WorldError):
        stage.world.share_chat(MARIA, channel)


async def test_disabled_button_stays_and_sends_nothing(stage: Stage) -> None:
    button = InlineKeyboardButton(text="2 / 5", disabled=DisabledButton())
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await stage.bot.send_message(MARIA, "?", reply_markup=markup)
    edited = await stage.bot.edit_message_text(
        "Иначе", chat_id=MARIA, message_id=sent.message_id, reply_markup=markup
    )

    assert stage.last.rows == [[{"text": "2 / 5", "disabled": {}}]]
    assert not isinstance(edited, bool)
    assert edited.reply_markup is not None
    assert edited.reply_markup.inline_keyboard[0][0].disabled is not None
