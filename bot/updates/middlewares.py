"""What every update passes on its way to a handler: trace, retry, actor, throttle, repeats."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType, ContentType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, TelegramObject, Update
from aiogram.types import User as TelegramUser

from bot.updates.context import UpdateContext, current_update
from bot.updates.incoming import CHANNEL_POSTS
from bot.updates.persistence import persistently
from db.unit_of_work import Store
from domain.errors import AlreadyHandled, StoreUnavailable
from domain.ids import UpdateId
from domain.people.users import Actor
from domain.ports import Clock
from handlers.people.profiles import profile_of
from services.people.users import Users
from services.search.lookup import Lookup
from services.search.reading.intents import Intent
from ui.albums import Albums
from ui.filters import left_out
from ui.formatting import PRESENT
from ui.menu import is_way_out, main_menu, words_of_unknown
from ui.screens import ToldScreen, acknowledge, screen_call
from ui.translator import translator

SERVICE_ACCOUNTS = frozenset({777000, 136817688, 1087968824})
"""Telegram's own: forwards of linked channels, posts as a channel, anonymous admins (Bot API,
Message, `from`).
"""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Trace(BaseMiddleware):
    """Every log line written while an update is handled names the update (bot.logs), and so do its
    answers.

    Who has fetched the update may have said more of it already.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        known = current_update.get() or UpdateContext(
            event.update_id, _finish_nothing, is_confirmed_by_return=True
        )
        token = current_update.set(known)
        try:
            return await handler(event, data)
        finally:
            current_update.reset(token)


class StoreRetry(BaseMiddleware):
    """Handles the update again while the store is away, within the bounds of
    bot.updates.persistence.

    Inside the user's lock, so that nothing of theirs overtakes it. What the store has taken before
    it went away is claimed by the update, and so not done twice (docs/adr/0018).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        async def attempt() -> Any:
            try:
                return await handler(event, data)
            except StoreUnavailable:
                data["may_be_repeated"] = True
                raise

        return await persistently(self._clock, attempt)


class ActorAndLocale(BaseMiddleware):
    """Tells handlers who acts, when, and in which language to answer.

    Posts of channels have no actor, not even where they are signed by one: nobody talks to the bot
    there. Other updates without a person, and those of bots, end here.
    """

    def __init__(self, users: Users) -> None:
        self._users = users

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        if event.event_type in CHANNEL_POSTS:
            return await handler(event, data)
        person: TelegramUser | None = data.get("event_from_user")
        if person is None or person.is_bot or person.id in SERVICE_ACCOUNTS:
            return None
        # Who writes in a group or asks inline may never have started the bot: stored is nobody.
        is_stranger = isinstance(event.event, InlineQuery) or _is_elsewhere(data)
        meet = self._users.recognise if is_stranger else self._users.touch
        actor = await meet(profile_of(person), UpdateId(event.update_id))
        now = self._users.clock.now()
        PRESENT.set(now)
        data["now"] = now
        data["actor"] = actor
        data["t"] = translator(actor.language)
        return await handler(event, data)


def _is_elsewhere(data: dict[str, Any]) -> bool:
    """Whether the update comes from a group or a channel, and from nobody's own chat."""
    chat: Chat | None = data.get("event_chat")
    return chat is not None and chat.type != ChatType.PRIVATE


class Throttle(BaseMiddleware):
    """Words the answer to a flood; the gate in bot.updates.dispatcher decided that it is one."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not data.get("is_throttled"):
            return await handler(event, data)
        assert isinstance(event, Update)
        words = data["t"].plain("throttled")
        if isinstance(event.event, CallbackQuery):
            await acknowledge(event.event, words, is_alert=True)
        elif isinstance(event.event, Message):
            await event.event.answer(words)
        elif isinstance(event.event, InlineQuery):
            await event.event.answer([], cache_time=0, is_personal=True)
        return None


class MenuLanguage(BaseMiddleware):
    """Whose app has been switched to another language gets the menu in it before the answer: the
    large keyboard stays as it was sent, and an answer with buttons of its own brings none.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        actor: Actor | None = data.get("actor")
        is_theirs = isinstance(event.event, Message | CallbackQuery) and not _is_elsewhere(data)
        if actor is not None and actor.is_switched and is_theirs and not _brings_menu(event.event):
            t = data["t"]
            call = screen_call(actor.id, main_menu(t, "menu-language"), ToldScreen)
            # The answer matters more.
            with suppress(TelegramAPIError):
                await data["bot"](call)
        return await handler(event, data)


def _brings_menu(event: TelegramObject) -> bool:
    return isinstance(event, Message) and (event.text or "").startswith("/start")


class AlbumsFirst(BaseMiddleware):
    """What somebody does after an album waits until the album has been taken, which then waits for
    no further parts: together in one answer of getUpdates, it would overtake what came before."""

    def __init__(self, albums: Albums) -> None:
        self._albums = albums

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        actor: Actor | None = data.get("actor")
        happening = event.event
        if actor is not None and isinstance(happening, Message | CallbackQuery):
            part = happening if isinstance(happening, Message) else None
            if await self._albums.end(actor.id, part):
                data["raw_state"] = await data["state"].get_state()
        return await handler(event, data)


class Repeats(BaseMiddleware):
    """A text whose effect another life of the process has committed is not read once more: by now
    another question may wait for a text. Buttons and commands mean the same at any time.

    The open question ends: nobody knows whether the person has seen it, and what they type next
    must not become an answer to it. What was asked by a later update is asked anew by that.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        if data.get("may_be_repeated") and event.message is not None and "actor" in data:
            async with self._store.read() as tx:
                is_claimed = await tx.updates.is_claimed(UpdateId(event.update_id))
            if is_claimed:
                await data["state"].clear()
                raise AlreadyHandled
        return await handler(event, data)


SERVICE = frozenset(
    {
        ContentType.BOOST_ADDED,
        ContentType.CHAT_BACKGROUND_SET,
        ContentType.CHAT_OWNER_CHANGED,
        ContentType.CHAT_OWNER_LEFT,
        ContentType.CHECKLIST_TASKS_ADDED,
        ContentType.CHECKLIST_TASKS_DONE,
        ContentType.COMMUNITY_CHAT_ADDED,
        ContentType.COMMUNITY_CHAT_JOINED,
        ContentType.COMMUNITY_CHAT_REMOVED,
        ContentType.CONNECTED_WEBSITE,
        ContentType.DIRECT_MESSAGE_PRICE_CHANGED,
        ContentType.FORUM_TOPIC_CLOSED,
        ContentType.FORUM_TOPIC_CREATED,
        ContentType.FORUM_TOPIC_EDITED,
        ContentType.FORUM_TOPIC_REOPENED,
        ContentType.GENERAL_FORUM_TOPIC_HIDDEN,
        ContentType.GENERAL_FORUM_TOPIC_UNHIDDEN,
        ContentType.GIFT_UPGRADE_SENT,
        ContentType.GIVEAWAY_COMPLETED,
        ContentType.GIVEAWAY_CREATED,
        ContentType.MANAGED_BOT_CREATED,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.PAID_MESSAGE_PRICE_CHANGED,
        ContentType.PINNED_MESSAGE,
        ContentType.POLL_OPTION_ADDED,
        ContentType.POLL_OPTION_DELETED,
        ContentType.PROXIMITY_ALERT_TRIGGERED,
        ContentType.REFUNDED_PAYMENT,
        ContentType.SUCCESSFUL_PAYMENT,
        ContentType.SUGGESTED_POST_APPROVAL_FAILED,
        ContentType.SUGGESTED_POST_APPROVED,
        ContentType.SUGGESTED_POST_DECLINED,
        ContentType.SUGGESTED_POST_PAID,
        ContentType.SUGGESTED_POST_REFUNDED,
        ContentType.VIDEO_CHAT_ENDED,
        ContentType.VIDEO_CHAT_PARTICIPANTS_INVITED,
        ContentType.VIDEO_CHAT_SCHEDULED,
        ContentType.VIDEO_CHAT_STARTED,
        ContentType.WRITE_ACCESS_ALLOWED,
    }
)
"""What Telegram tells of a private chat: nobody has written anything."""


class PrivateOnly(BaseMiddleware):
    """Lets through only messages of private chats: in groups and topics the bot posts
    announcements and no more.

    Of a group it has to hear one thing: that it has become a supergroup. Of a private chat it
    leaves out what Telegram itself tells of it (a pinned message), and what a person sent there
    through inline mode: the bot's own card is no question.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message)
        if event.chat.type != ChatType.PRIVATE and event.migrate_to_chat_id is None:
            return None
        if (
            event.via_bot is not None
            and event.bot is not None
            and event.via_bot.id == event.bot.id
        ):
            return None
        if event.text is None and _is_service(event):
            return None
        return await handler(event, data)


def _is_service(message: Message) -> bool:
    """Whether the message is Telegram's own about the chat, even where what it tells could not be
    read."""
    return message.content_type in SERVICE or not SERVICE.isdisjoint(left_out(message))


class OneByOne(BaseMiddleware):
    """Posts of channels in the order they came: they have no user whose lock would see to it.

    An edit that overtook its post would be overwritten by the older words.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        async with self._lock:
            return await handler(event, data)


UNASKED = frozenset([Intent.COMPLAINT, Intent.INSULT, Intent.MORE, Intent.CLOSER, Intent.ANYWHERE])
"""Not what a command is for."""


class DialogueExit(BaseMiddleware):
    """A command or a menu button ends the wait for a text; /cancel itself says that it did."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        text = event.text if isinstance(event, Message) else None
        if text and data.get("raw_state") and is_way_out(text) and text != "/cancel":
            await data["state"].clear()
            data["raw_state"] = None
        return await handler(event, data)


class GuessedCommand(BaseMiddleware):
    """«/badge», «/my_sessions»: a command that there is none of is read as what it means, where
    that is known for certain. All others are told that there is none."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        words = words_of_unknown((event.text or "") if isinstance(event, Message) else "")
        if words and (words.startswith("/") or await self._is_known(words)):
            event = event.model_copy(update={"text": words, "entities": None})
        return await handler(event, data)

    async def _is_known(self, words: str) -> bool:
        query = await self._lookup.read(words)
        return query.is_all_intent and query.intent not in UNASKED


def _finish_nothing() -> None:
    """An update that came by the webhook is confirmed by the end of its handler."""
