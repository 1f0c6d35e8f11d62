"""A screen is text and markup; showing it means a new message or an edit in place."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from json.encoder import encode_basestring as quoted_json
from typing import Self, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageId,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel, PrivateAttr

log = logging.getLogger(__name__)

M = TypeVar("M", bound=BaseModel)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_PREVIEW_JSON = '{"is_disabled": true}'
NOT_MODIFIED = "message is not modified"

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


class SharedMarkup(InlineKeyboardMarkup):
    """An inline keyboard of a message that many people get: its JSON is made once."""

    @cached_property
    def json_text(self) -> str:
        return inline_json(self)


class SharedKeyboard(ReplyKeyboardMarkup):
    """A reply keyboard of a message that many people get: its JSON is made once."""

    @cached_property
    def json_text(self) -> str:
        return self.model_dump_json(exclude_none=True)


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is HTML, as the translator made it."""

    text: str
    markup: Markup | None = None


def like(blank: M, **fields: object) -> M:
    """A copy of `blank` with other fields, as `model_copy` makes it, of a model that holds plain
    values: in half its time, which was a quarter of what a list of buttons took."""
    kind = type(blank)
    made = kind.__new__(kind)
    values = {**blank.__dict__, **fields}
    values.pop("json_text", None)  # it was of the fields before
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", blank.__pydantic_fields_set__ | fields.keys())
    extra = blank.__pydantic_extra__
    _set(made, "__pydantic_extra__", None if extra is None else dict(extra))
    _set(made, "__pydantic_private__", dict(blank.__pydantic_private__ or {}))
    return made


_set = object.__setattr__


def pressed(text: str, data: str) -> InlineKeyboardButton:
    """A button that sends `data` when it is pressed, as `like` would make it of a blank one: most
    buttons are such, and nothing of them has to be looked through."""
    made = _new(InlineKeyboardButton)
    _set(made, "__dict__", {**_blank_fields(), "text": text, "callback_data": data})
    _set(made, "__pydantic_fields_set__", PRESSED)
    _set(made, "__pydantic_extra__", {})
    _set(made, "__pydantic_private__", {"_bot": None})
    return made


_new = object.__new__

PRESSED = {"text", "callback_data"}
"""Shared by all of them: aiogram's types are frozen, and a copy of one copies this too."""


@cache
def _blank_fields() -> dict[str, object]:
    return dict(vars(InlineKeyboardButton(text="")))


def with_shared_markup(screen: Screen) -> Screen:
    """The screen with its keyboard as one that many people get."""
    markup = screen.markup
    if not isinstance(markup, InlineKeyboardMarkup):
        return screen
    return Screen(screen.text, shared_markup(markup.inline_keyboard))


def shared_markup(rows: list[list[InlineKeyboardButton]]) -> SharedMarkup:
    """Without looking through buttons that are buttons already."""
    return like(_blank_shared(), inline_keyboard=rows)


def ready_markup(rows: list[list[InlineKeyboardButton]], json_text: str) -> SharedMarkup:
    """A keyboard whose JSON is known already."""
    made = shared_markup(rows)
    made.__dict__["json_text"] = json_text  # where a cached_property keeps it
    return made


@cache
def _blank_shared() -> SharedMarkup:
    return SharedMarkup(inline_keyboard=[])


class SendScreen(SendMessage):
    """sendMessage that reads only the new message's id from the answer, not its whole echo.

    The markup is JSON text already, in which shape the Bot API takes it too; so may options be.
    """

    __returning__ = MessageId  # type: ignore[assignment]  # aiogram types it as Message
    reply_markup: str | None = None  # type: ignore[assignment]  # aiogram wants the models
    link_preview_options: LinkPreviewOptions | str | None = None  # type: ignore[assignment]


DONE = bool | MessageId
"""What calls return at whose result nobody looks; the Bot API says either of an edit."""


class ToldScreen(SendScreen):
    """Its sender does not look at what it returns, and need not wait for it (bot.replies)."""

    __returning__ = DONE  # type: ignore[assignment]


class ShownScreen(EditMessageText):
    """An edit in place of which `successor` is sent when the message cannot be edited.

    Like ToldScreen otherwise, and short: a crowd's screens wait in memory.
    """

    __returning__ = DONE
    reply_markup: str | None = None  # type: ignore[assignment]
    link_preview_options: LinkPreviewOptions | str | None = None  # type: ignore[assignment]
    _reader_id: int = PrivateAttr()

    def of(self, reader_id: int) -> Self:
        """Whoever pressed gets the successor."""
        self._reader_id = reader_id
        return self

    @property
    def successor(self) -> ToldScreen:
        return ToldScreen(
            chat_id=self._reader_id,
            text=self.text,
            reply_markup=self.reply_markup,
            link_preview_options=NO_PREVIEW_JSON,
        )


async def send(message: Message, screen: Screen) -> None:
    bot = message.bot
    if bot is not None:
        await bot(screen_call(message.chat.id, screen, ToldScreen))


async def send_all(message: Message, screens: Iterable[Screen]) -> None:
    """One message each, in this order."""
    for screen in screens:
        await send(message, screen)


async def send_to(bot: Bot, chat_id: int, screen: Screen) -> int:
    """The new message's id."""
    return (await bot(screen_call(chat_id, screen))).message_id


def screen_call(chat_id: int, screen: Screen, method: type[SendScreen] = SendScreen) -> SendScreen:
    markup = _markup_json(screen)
    return like(_blank(method), chat_id=chat_id, text=screen.text, reply_markup=markup)


@cache
def _blank(method: type[SendScreen]) -> SendScreen:
    """Copied: to look through twenty fields for each screen takes longer than all else of it."""
    return method(chat_id=0, text="", link_preview_options=NO_PREVIEW_JSON)


@cache
def _blank_edit() -> ShownScreen:
    return ShownScreen(text="", link_preview_options=NO_PREVIEW_JSON)


@cache
def _blank_toast() -> AnswerCallbackQuery:
    return AnswerCallbackQuery(callback_query_id="")


def _markup_json(screen: Screen) -> str | None:
    return None if screen.markup is None else markup_json(screen.markup)


def markup_json(markup: Markup) -> str:
    """The JSON of a keyboard, as `model_dump_json(exclude_none=True)` writes it. Buttons that are
    pressed take a third of its time: none of the other twelve fields is asked for."""
    if isinstance(markup, SharedMarkup | SharedKeyboard):
        return markup.json_text
    if not isinstance(markup, InlineKeyboardMarkup):
        return markup.model_dump_json(exclude_none=True)
    return inline_json(markup)


def inline_json(markup: InlineKeyboardMarkup) -> str:
    rows = [",".join(map(_button_json, row)) for row in markup.inline_keyboard]
    return '{"inline_keyboard":[' + ",".join([f"[{row}]" for row in rows]) + "]}"


def _button_json(one: InlineKeyboardButton) -> str:
    if one.__pydantic_fields_set__ != PRESSED or one.callback_data is None:
        return one.model_dump_json(exclude_none=True)
    return f'{{"text":{quoted_json(one.text)},"callback_data":{quoted_json(one.callback_data)}}}'


async def show(
    query: CallbackQuery, screen: Screen, *, toast: str | None = None, is_answered: bool = False
) -> None:
    """Edits the message under the button; a message that cannot be edited gets a successor.

    `is_answered`: the spinner has been ended, as by an earlier `show` of the same press.
    """
    if not is_answered:
        await acknowledge(query, toast)
    message = query.message
    inline = screen.markup if isinstance(screen.markup, InlineKeyboardMarkup) else None
    if not isinstance(message, Message) or message.text is None or inline is not screen.markup:
        await send_to_chat(query, screen)
        return
    bot = query.bot
    if bot is None:
        return
    edit = _edit(message.chat.id, message.message_id, screen)
    try:
        await bot(edit.of(query.from_user.id))
    except TelegramBadRequest as error:
        if NOT_MODIFIED in error.message:
            return
        await send_to_chat(query, screen)


async def show_again(bot: Bot, reader_id: int, message_id: int, screen: Screen) -> None:
    """Edits a message that we have just sent somebody."""
    await bot(_edit(reader_id, message_id, screen).of(reader_id))


def _edit(chat_id: int, message_id: int, screen: Screen) -> ShownScreen:
    return like(
        _blank_edit(),
        chat_id=chat_id,
        message_id=message_id,
        text=screen.text,
        reply_markup=_markup_json(screen),
    )


async def acknowledge(
    query: CallbackQuery, toast: str | None = None, *, is_alert: bool = False
) -> None:
    """Ends the button's spinner. Where that fails or comes too late, the screen still follows."""
    bot = query.bot
    if bot is None:
        return
    call = like(_blank_toast(), callback_query_id=query.id, text=toast, show_alert=is_alert)
    try:
        await bot(call)
    except TelegramAPIError as error:
        log.info("query not answered: %s", error.message)


async def send_to_chat(query: CallbackQuery, screen: Screen) -> None:
    """A new message to the person who pressed, whatever became of the old one."""
    if query.bot is not None:
        await query.bot(screen_call(query.from_user.id, screen, ToldScreen))
