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


class Request(IntEnum):
    """What a choice is for; old keyboards stay, so a number is never used for another thing."""

    ORGANISER = 1
    OUTLET_CHANNEL = 2
    OUTLET_GROUP = 3


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
        user_administrator_rights=_rights(is_channel=True, is_owner=True),
        bot_administrator_rights=_rights(is_channel=True),
        request_title=True,
    )
    group = KeyboardButtonRequestChat(
        request_id=Request.OUTLET_GROUP,
        chat_is_channel=False,
        user_administrator_rights=_rights(is_channel=False, is_owner=True),
        bot_administrator_rights=_rights(is_channel=False),
        request_title=True,
    )
    return _keyboard(
        t,
        KeyboardButton(text=t.plain("pick-channel"), request_chat=channel),
        KeyboardButton(text=t.plain("pick-group"), request_chat=group),
    )


def _keyboard(t: Translator, *buttons: KeyboardButton) -> ReplyKeyboardMarkup:
    home = KeyboardButton(text=t.plain("menu-home"))
    return ReplyKeyboardMarkup(keyboard=[list(buttons), [home]], resize_keyboard=True)


def _rights(*, is_channel: bool, is_owner: bool = False) -> ChatAdministratorRights:
    """To post, to correct and to recall; of the person that they may grant these as well."""
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=True,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=is_owner,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_send_welcome_messages=False,
        can_post_messages=True if is_channel else None,
        can_edit_messages=True if is_channel else None,
    )


class Picked(Filter):
    """A message that brings the choice made for `request`, whatever is waited for meanwhile."""

    def __init__(self, request: Request) -> None:
        self._request = request

    async def __call__(self, message: Message) -> bool:
        shared = message.users_shared or message.chat_shared
        return shared is not None and shared.request_id == self._request
