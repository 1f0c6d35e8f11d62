"""Reply keyboards on which a person chooses somebody, or a chat, from their own Telegram.

Who is chosen so is known by id, even where they hide themselves in forwards (Bot API,
KeyboardButtonRequestUsers, KeyboardButtonRequestChat; in private chats only).
"""

from __future__ import annotations

from enum import IntEnum

from aiogram.filters import Filter
from aiogram.types import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    KeyboardButtonRequestUsers,
    Message,
    ReplyKeyboardMarkup,
)

from ui.translator import Translator

GROUP_RIGHTS = ("can_delete_messages",)
CHANNEL_RIGHTS = (*GROUP_RIGHTS, "can_post_messages", "can_edit_messages")
"""To post, to correct and to recall."""


class Request(IntEnum):
    """What a choice is for; old keyboards stay, so a number is never used for another thing."""

    ORGANISER = 1
    OUTLET_CHANNEL = 2
    OUTLET_GROUP = 3
    NEWS_CHANNEL = 4


def person_picker(t: Translator, label: str, request: Request) -> ReplyKeyboardMarkup:
    wanted = KeyboardButtonRequestUsers(
        request_id=request, user_is_bot=False, max_quantity=1, request_name=True
    )
    return _keyboard(t, KeyboardButton(text=t.plain(label), request_users=wanted))


def outlet_picker(t: Translator) -> ReplyKeyboardMarkup:
    """A channel or a group where the person may make the bot an administrator; their client does
    so at once."""
    channel = KeyboardButtonRequestChat(
        request_id=Request.OUTLET_CHANNEL,
        chat_is_channel=True,
        user_administrator_rights=_rights(*CHANNEL_RIGHTS, is_owner=True),
        bot_administrator_rights=_rights(*CHANNEL_RIGHTS),
        request_title=True,
    )
    group = KeyboardButtonRequestChat(
        request_id=Request.OUTLET_GROUP,
        chat_is_channel=False,
        user_administrator_rights=_rights(*GROUP_RIGHTS, is_owner=True),
        bot_administrator_rights=_rights(*GROUP_RIGHTS),
        request_title=True,
    )
    return _keyboard(
        t,
        KeyboardButton(text=t.plain("pick-channel"), request_chat=channel),
        KeyboardButton(text=t.plain("pick-group"), request_chat=group),
    )


def news_channel_picker(t: Translator) -> ReplyKeyboardMarkup:
    """A channel whose posts the bot shall hear: any administrator does."""
    channel = KeyboardButtonRequestChat(
        request_id=Request.NEWS_CHANNEL,
        chat_is_channel=True,
        user_administrator_rights=_rights(is_owner=True),
        bot_administrator_rights=_rights(),
    )
    return _keyboard(t, KeyboardButton(text=t.plain("pick-channel"), request_chat=channel))


def _keyboard(t: Translator, *buttons: KeyboardButton) -> ReplyKeyboardMarkup:
    home = KeyboardButton(text=t.plain("menu-home"))
    return ReplyKeyboardMarkup(keyboard=[list(buttons), [home]], resize_keyboard=True)


def _rights(*allowed: str, is_owner: bool = False) -> ChatAdministratorRights:
    """`allowed` by the Bot API's names; of the person also that they may grant these."""
    names = {"can_manage_chat", *allowed, *(["can_promote_members"] if is_owner else [])}
    required = (
        name for name, field in ChatAdministratorRights.model_fields.items() if field.is_required()
    )
    return ChatAdministratorRights.model_validate(
        {**dict.fromkeys(required, False), **dict.fromkeys(names, True)}
    )


class Picked(Filter):
    """A message that brings the choice made for `request`, whatever is waited for meanwhile."""

    def __init__(self, request: Request) -> None:
        self._request = request

    async def __call__(self, message: Message) -> bool:
        shared = message.users_shared or message.chat_shared
        return shared is not None and shared.request_id == self._request
