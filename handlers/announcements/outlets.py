"""Channels, groups and topics: what an organiser names, checked with Telegram."""

from __future__ import annotations

import re
from typing import cast

from aiogram import Bot
from aiogram.enums import ChatAction, ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetChat
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberUpdated,
    Message,
    MessageOriginChannel,
    TelegramObject,
)

from domain.announcements.announcements import Outlet
from domain.errors import UserError
from domain.ids import ChatId
from services.announcements.outlets import Outlets
from services.news.sources.channels import NewsChannels

LINK = re.compile(
    r"(?:https?://)?t\.me/(?:c/(?P<number>\d+)|(?P<name>\w{4,32}))(?:/(?P<thread>\d+))?/?"
    r"|@(?P<handle>\w{4,32})"
)


class OutletChat(TelegramObject):
    """As much of a chat (ChatFullInfo) as is looked at: other servers leave out what aiogram
    requires of the whole (aiogram#1679), or name reactions that it does not know (aiogram#1561).
    """

    id: int
    type: str
    title: str | None = None
    is_forum: bool | None = None


class GetPlace(GetChat):
    __returning__ = OutletChat  # type: ignore[assignment]  # aiogram types it as ChatFullInfo


async def named_outlet(bot: Bot, message: Message) -> Outlet:
    """Chosen with the button, from a link, a @name, or a post forwarded from the channel.

    Raises UserError.
    """
    chat, thread = _target(message)
    try:
        found = cast(OutletChat, await bot(GetPlace(chat_id=chat)))
        await _check_rights(bot, found)
        thread_id = thread if found.is_forum else None
        if thread_id is not None:
            await bot.send_chat_action(found.id, ChatAction.TYPING, message_thread_id=thread_id)
    except TelegramAPIError as error:
        raise UserError("outlet-not-reachable") from error
    title = found.title or str(found.id)
    if thread_id is not None:
        title = f"{title} #{thread_id}"
    return Outlet(chat_id=ChatId(found.id), title=title, thread_id=thread_id)


def _target(message: Message) -> tuple[int | str, int | None]:
    if message.chat_shared is not None:
        return message.chat_shared.chat_id, None
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return origin.chat.id, None
    match = LINK.fullmatch((message.text or "").strip())
    if match is None:
        raise UserError("outlet-unclear")
    thread = int(match["thread"]) if match["thread"] else None
    if match["number"]:
        # A private supergroup or channel: its link leaves out the -100 of the Bot API's id.
        return int(f"-100{match['number']}"), thread
    return f"@{match['name'] or match['handle']}", thread


async def _check_rights(bot: Bot, chat: OutletChat) -> None:
    member = await bot.get_chat_member(chat.id, bot.id)
    if not isinstance(member, ChatMemberAdministrator):
        raise UserError("outlet-no-rights")
    if chat.type == ChatType.CHANNEL and not member.can_post_messages:
        raise UserError("outlet-no-rights")


async def on_membership(
    event: ChatMemberUpdated, outlets: Outlets, channels: NewsChannels
) -> None:
    """The bot was made an administrator somewhere, or is one no more."""
    member = event.new_chat_member
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        await outlets.forget(ChatId(event.chat.id))
        return
    title = event.chat.title or str(event.chat.id)
    await outlets.remember(Outlet(chat_id=ChatId(event.chat.id), title=title))
    if event.chat.type == ChatType.CHANNEL:
        await channels.offer(ChatId(event.chat.id), title)


async def on_migration(message: Message, outlets: Outlets) -> None:
    """migrate_to_chat_id comes as a message of the old group."""
    if message.migrate_to_chat_id is not None:
        await outlets.move(ChatId(message.chat.id), ChatId(message.migrate_to_chat_id))
