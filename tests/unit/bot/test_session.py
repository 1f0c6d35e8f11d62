"""What goes over the wire is what aiogram would send, in another wrapping."""

from __future__ import annotations

import gc
import json
import weakref
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    GetChat,
    GetChatMember,
    GetFile,
    GetMe,
    GetUpdates,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    MessageId,
)
from aiohttp import BytesPayload, FormData

from bot.delivery.outcomes import UnreadableAnswer
from bot.session import JsonSession, PlainAnswer
from bot.updates.incoming import read_json
from ui.screens import Screen, ShownScreen, ToldScreen, screen_call

MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="a:1")]]
)
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
         "gifts_from_channels")  # fmt: skip
METHODS: tuple[TelegramMethod[Any], ...] = (
    screen_call(1, Screen("<b>Текст</b>", MARKUP)),
    SendMessage(
        chat_id=1,
        text="Текст",
        entities=[MessageEntity(type="bold", offset=0, length=2)],
        link_preview_options=LinkPreviewOptions(url="https://example.org"),
        reply_markup=MARKUP,
        disable_notification=True,
    ),
    AnswerInlineQuery(
        inline_query_id="1",
        results=[
            InlineQueryResultArticle(
                id="1",
                title="Кластер",
                input_message_content=InputTextMessageContent(message_text="Текст"),
            )
        ],
        is_personal=False,
    ),
    SetMyCommands(
        commands=[BotCommand(command="start", description="Начать")],
        scope=BotCommandScopeChat(chat_id=1),
    ),
    GetUpdates(offset=5, allowed_updates=["message"]),
)


@pytest.fixture
def bot() -> Bot:
    return Bot("1:a", default=DefaultBotProperties(parse_mode=ParseMode.HTML))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: type(method).__name__)
async def test_parameters_are_those_of_aiogram(bot: Bot, method: TelegramMethod[Any]) -> None:
    session = JsonSession()
    prepared = {
        key: session.prepare_value(value, bot=bot, files={})
        for key, value in method.model_dump(warnings=False).items()
    }
    body = session.build_form_data(bot, method)
    assert isinstance(body, BytesPayload)
    assert json.loads(body.decode()) == {key: one for key, one in prepared.items() if one}


async def test_file_is_sent_as_a_form(bot: Bot) -> None:
    photo = BufferedInputFile(b"picture", "map.png")
    body = JsonSession().build_form_data(bot, SendPhoto(chat_id=1, photo=photo))
    assert isinstance(body, FormData)
    assert body.is_multipart


async def test_preview_of_a_screen_is_off(bot: Bot) -> None:
    body = JsonSession().build_form_data(bot, screen_call(1, Screen("Текст")))
    assert isinstance(body, BytesPayload)
    assert json.loads(json.loads(body.decode())["link_preview_options"]) == {"is_disabled": True}


@pytest.mark.slow
async def test_class_of_answers_outlives_a_collection(bot: Bot) -> None:
    """To make one takes as long as ten answers, and pydantic forgets those not in use."""
    answer = '{"ok": true, "result": {"id": 5, "is_bot": true, "first_name": "Бот"}}'
    response = JsonSession().check_response(bot, GetMe(), 200, answer)
    made = weakref.ref(type(response))
    del response
    gc.collect()
    assert made() is not None


SHOWN = ShownScreen(chat_id=1, message_id=5, text="Текст")
TOLD = ToldScreen(chat_id=1, text="Текст")
SENT = screen_call(1, Screen("Текст"))
TOAST = AnswerCallbackQuery(callback_query_id="1")
MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Текст"}


@pytest.mark.parametrize(
    ("method", "result", "expected"),
    [
        (SENT, MESSAGE, MessageId(message_id=5)),
        (TOLD, MESSAGE, True),
        (SHOWN, MESSAGE, True),
        (SHOWN, True, True),
        (TOAST, True, True),
    ],
)
async def test_short_answer_is_read_without_its_models(
    bot: Bot, method: TelegramMethod[Any], result: object, expected: object
) -> None:
    answer = json.dumps({"ok": True, "result": result})
    read = JsonSession().check_response(bot, method, 200, answer)
    assert cast(object, read) == PlainAnswer(expected)


@pytest.mark.parametrize("method", [SENT, TOLD, SHOWN, TOAST], ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        "[]",
        '{"ok": true}',
        '{"ok": true, "result": {"message_id": "x"}}',
        '{"ok": true, "result": [1]}',
        '{"ok": false, "error_code": 400, "description": "Bad Request"}',
    ],
)
async def test_any_other_answer_is_left_to_aiogram(
    bot: Bot, method: TelegramMethod[Any], answer: str
) -> None:
    def told(session: JsonSession) -> object:
        try:
            return session.check_response(bot, method, 200, answer).result
        except (TelegramAPIError, ClientDecodeError) as error:
            return str(error)

    assert told(JsonSession()) == told(WithModels())


@pytest.mark.parametrize(
    ("method", "result", "found"),
    [
        (GetMe(), {"id": 42, "is_bot": True, "first_name": "P", "can_join_groups": "some"},
         {"id": 42, "is_bot": True, "first_name": "P"}),
        (GetFile(file_id="f"), {"file_id": "f", "file_unique_id": "u", "file_size": "much"},
         {"file_id": "f", "file_unique_id": "u"}),
        (GetChatMember(chat_id=1, user_id=2),
         {"status": "restricted", "user": {"id": 2, "is_bot": False, "first_name": "M"},
          "is_member": True, "can_fly": {"high": 5}},
         {"status": "restricted", "is_member": True, "can_send_messages": False,
          "can_react_to_messages": False}),
        (GetChat(chat_id=1),
         {"id": 1, "type": "channel", "accent_color_id": 1, "max_reaction_count": 1,
          "accepted_gift_types": dict.fromkeys(GIFTS, True),
          "available_reactions": [{"type": "hologram"}, {"type": "emoji", "emoji": "A"}]},
         {"id": 1, "available_reactions": [{"type": "emoji", "emoji": "A"}]}),
    ],
)  # fmt: skip
async def test_answer_of_a_new_shape_is_read_without_what_does_not_fit(
    bot: Bot, method: TelegramMethod[Any], result: dict[str, Any], found: dict[str, Any]
) -> None:
    session = JsonSession(json_loads=read_json)
    answer = json.dumps({"ok": True, "result": result})
    read = session.check_response(bot, method, 200, answer).result

    assert read is not None
    assert found.items() <= read.model_dump(mode="json").items()


@pytest.mark.parametrize(
    "content",
    [
        '{"ok": true, "result": {"id": "x"}}', '{"ok": true, "result": []}',
        '{"ok": true, "result": null, "description": 5}', '[{"ok": true}]',
        '{"ok": true, "result": {"id": 42, "is_bot": true}}',
    ],
)  # fmt: skip
async def test_answer_without_what_was_asked_for_is_unreadable(bot: Bot, content: str) -> None:
    with pytest.raises(UnreadableAnswer):
        JsonSession().check_response(bot, GetMe(), 200, content)


class WithModels(JsonSession):
    """As if no answer were short."""

    def _plain(self, *_given: object) -> None:
        return None


@pytest.mark.parametrize("text", ["Итог \ud83d", "\udc00x", "a\ud83d\ud83db"])
async def test_half_a_character_is_written_as_a_sign_of_its_length(text: str) -> None:
    """Such a text was taken for an outage of Telegram, and all that is sent waited."""
    session = JsonSession()
    body = session.build_form_data(Bot("42:TEST"), SendMessage(chat_id=1, text=text))

    assert isinstance(body, BytesPayload)
    told = json.loads(body.decode())["text"]
    assert (len(told), told.count("?")) == (
        len(text),
        sum("\ud800" <= c <= "\udfff" for c in text),
    )
