"""What Telegram refuses: the calls, the class that aiogram makes of each, and the words."""

from __future__ import annotations

from typing import Any

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    CopyMessage,
    CopyMessages,
    CreateForumTopic,
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    ForwardMessage,
    GetChat,
    GetChatMember,
    GetFile,
    PinChatMessage,
    SendChatAction,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendPoll,
    SendVenue,
    SetChatMenuButton,
    SetMyCommands,
    SetMyName,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputPollOption,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    WebAppInfo,
)

from tests.contract.conftest import MARIA

STRANGER = 1002
BLOCKER = 1003
NOBODY = 5
THEIRS, OURS, PHOTO = 1, 2, 3
"""Messages in the chat with Maria: hers, the bot's text with one button, the bot's photo."""

PNG = b"\x89PNG\r\n\x1a\n"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CANNOT_PARSE = "can't parse entities: "


def text(value: str, **more: Any) -> SendMessage:
    return SendMessage(chat_id=MARIA, text=value, **more)


def html(value: str) -> SendMessage:
    return text(value, parse_mode="HTML")


def inline(**button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(**button)]])


def button(**action: Any) -> SendMessage:
    return text("a", reply_markup=inline(text="A", **action))


def buttons(count: int) -> InlineKeyboardMarkup:
    one = InlineKeyboardButton(text="x", callback_data="x")
    return InlineKeyboardMarkup(
        inline_keyboard=[[one] * (count // 2), [one] * (count - count // 2)]
    )


def document(data: bytes, **more: Any) -> SendDocument:
    return SendDocument(chat_id=MARIA, document=BufferedInputFile(data, "a.txt"), **more)


SAME = EditMessageText(
    chat_id=MARIA, message_id=OURS, text="Меню", reply_markup=inline(text="A", callback_data="a")
)

BAD_REQUESTS: dict[str, tuple[TelegramMethod[Any], str]] = {
    "unknown chat": (SendMessage(chat_id=NOBODY, text="a"), "chat not found"),
    "channel name": (SendMessage(chat_id="@news", text="a"), "chat not found"),
    "empty": (text(""), "message text is empty"),
    "blank": (text(" \n\u200b "), "message text is empty"),
    "empty tags": (html("<b></b>"), "message text is empty"),
    "4097 units": (text("я" * 4095 + "🧭"), "message is too long"),
    "caption of 1025": (document(b"x", caption="я" * 1025), "message caption is too long"),
    "unescaped": (html("2 < 3"), CANNOT_PARSE + 'Unsupported start tag "" at byte offset 2'),
    "heart": (html("ё <3"), CANNOT_PARSE + "Unclosed start tag at byte offset 3"),
    "unknown tag": (html("<p>a</p>"), CANNOT_PARSE + 'Unsupported start tag "p" at byte offset 0'),
    "unclosed": (
        html("<b>a"),
        CANNOT_PARSE + 'Can\'t find end tag corresponding to start tag "b"',
    ),
    "crossed": (
        html("<b><i>a</b></i>"),
        CANNOT_PARSE + 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    "parse mode": (text("a", parse_mode="BBCode"), "unsupported parse_mode"),
    "entity in a pair": (
        text("🧭", entities=[MessageEntity(type="bold", offset=1, length=1)]),
        CANNOT_PARSE + "entity beginning or end is inside of a UTF-16 surrogate pair",
    ),
    "entity outside": (
        text("a", entities=[MessageEntity(type="bold", offset=0, length=2)]),
        CANNOT_PARSE + "receive incorrect entity with offset 0 and length 2",
    ),
    "65 bytes": (button(callback_data="я" * 32 + "a"), "BUTTON_DATA_INVALID"),
    "no action": (
        button(),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "two actions": (
        button(callback_data="a", url="https://a.ru"),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button text": (
        text("a", reply_markup=inline(text=" ", callback_data="a")),
        "inline keyboard button text must be non-empty",
    ),
    "button link": (
        button(url="нет такого"),
        "inline keyboard button URL 'нет такого' is invalid: Wrong HTTP URL",
    ),
    "button mailto": (
        button(url="mailto:a@b.ru"),
        "inline keyboard button URL 'mailto:a@b.ru' is invalid: Unsupported URL protocol",
    ),
    "button style": (button(callback_data="a", style="pink"), "invalid button style specified"),
    "copied text": (button(copy_text=CopyTextButton(text="a" * 257)), "BUTTON_COPY_TEXT_INVALID"),
    "web app": (
        button(web_app=WebAppInfo(url="http://a.ru")),
        "inline keyboard button Web App URL 'http://a.ru' is invalid: "
        "Only HTTPS links are allowed",
    ),
    "101 buttons": (text("a", reply_markup=buttons(101)), "reply markup is too long"),
    "empty keyboard": (
        text("a", reply_markup=ReplyKeyboardMarkup(keyboard=[])),
        "reply keyboard is empty",
    ),
    "placeholder": (
        text(
            "a",
            reply_markup=ReplyKeyboardMarkup(
                keyboard=[[KeyboardButton(text="A")]], input_field_placeholder="a" * 65
            ),
        ),
        "input field placeholder must be 1-64 characters long",
    ),
    "reply to nothing": (
        text("a", reply_parameters=ReplyParameters(message_id=99)),
        "message to be replied not found",
    ),
    "wrong quote": (
        text("a", reply_parameters=ReplyParameters(message_id=OURS, quote="нет")),
        "QUOTE_TEXT_INVALID",
    ),
    "not modified": (SAME, NOT_MODIFIED),
    "same keyboard": (
        EditMessageReplyMarkup(chat_id=MARIA, message_id=OURS, reply_markup=SAME.reply_markup),
        NOT_MODIFIED,
    ),
    "edit nothing": (
        EditMessageText(chat_id=MARIA, message_id=99, text="a"),
        "message to edit not found",
    ),
    "edit theirs": (
        EditMessageText(chat_id=MARIA, message_id=THEIRS, text="a"),
        "message can't be edited",
    ),
    "text of a photo": (
        EditMessageText(chat_id=MARIA, message_id=PHOTO, text="a"),
        "there is no text in the message to edit",
    ),
    "caption of a text": (
        EditMessageCaption(chat_id=MARIA, message_id=OURS, caption="a"),
        "there is no caption in the message to edit",
    ),
    "delete nothing": (DeleteMessage(chat_id=MARIA, message_id=99), "message to delete not found"),
    "delete 101": (
        DeleteMessages(chat_id=MARIA, message_ids=list(range(101))),
        "too many message identifiers specified",
    ),
    "pin nothing": (PinChatMessage(chat_id=MARIA, message_id=99), "message to pin not found"),
    "copy nothing": (
        CopyMessage(chat_id=MARIA, from_chat_id=MARIA, message_id=99),
        "message to copy not found",
    ),
    "copy in disorder": (
        CopyMessages(chat_id=MARIA, from_chat_id=MARIA, message_ids=[2, 1]),
        "message identifiers must be in a strictly increasing order",
    ),
    "copy only nothing": (
        CopyMessages(chat_id=MARIA, from_chat_id=MARIA, message_ids=[98, 99]),
        "there are no messages to copy",
    ),
    "forward nothing": (
        ForwardMessage(chat_id=MARIA, from_chat_id=MARIA, message_id=99),
        "message to forward not found",
    ),
    "file id": (
        SendDocument(chat_id=MARIA, document="AgAD"),
        "wrong file identifier/HTTP URL specified",
    ),
    "empty file": (document(b""), "file must be non-empty"),
    "not a photo": (
        SendPhoto(chat_id=MARIA, photo=BufferedInputFile(b"text", "a.png")),
        "IMAGE_PROCESS_FAILED",
    ),
    "album of one": (
        SendMediaGroup(chat_id=MARIA, media=[InputMediaPhoto(media="a")]),
        "too few messages to send as an album",
    ),
    "off the globe": (
        SendLocation(chat_id=MARIA, latitude=91, longitude=0.5),
        "invalid location specified",
    ),
    "venue without a name": (
        SendVenue(chat_id=MARIA, latitude=1.5, longitude=1.5, title=" ", address="a"),
        "venue title and address must be non-empty",
    ),
    "poll option": (
        SendPoll(chat_id=MARIA, question="a", options=[InputPollOption(text="a" * 101)]),
        "poll options length must not exceed 100",
    ),
    "poll question": (
        SendPoll(chat_id=MARIA, question="a" * 301, options=[InputPollOption(text="a")]),
        "poll question length must not exceed 300",
    ),
    "action": (
        SendChatAction(chat_id=MARIA, action="dancing"),
        "wrong parameter action in request",
    ),
    "callback id": (AnswerCallbackQuery(callback_query_id="1"), TOO_OLD),
    "inline id": (AnswerInlineQuery(inline_query_id="1", results=[]), TOO_OLD),
    "command": (
        SetMyCommands(commands=[BotCommand(command="Help", description="a")]),
        "BOT_COMMAND_INVALID",
    ),
    "description": (
        SetMyCommands(commands=[BotCommand(command="help", description="a" * 257)]),
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "101 commands": (
        SetMyCommands(commands=[BotCommand(command=f"c{n}", description="a") for n in range(101)]),
        "BOT_COMMANDS_TOO_MUCH",
    ),
    "long name": (SetMyName(name="a" * 65), "bot name is too long"),
    "menu of nobody": (SetChatMenuButton(chat_id=NOBODY), "chat not found"),
    "chat of a stranger": (GetChat(chat_id=STRANGER), "chat not found"),
    "member": (GetChatMember(chat_id=MARIA, user_id=NOBODY), "user not found"),
    "no file": (GetFile(file_id="a"), "wrong file_id or the file is temporarily unavailable"),
    "webhook": (
        SetWebhook(url="http://example.org"),
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    "secret": (
        SetWebhook(url="https://example.org", secret_token="a b"),
        "secret token contains unallowed characters",
    ),
}

OTHER_REFUSALS: dict[str, tuple[TelegramMethod[Any], type[TelegramAPIError], str]] = {
    "blocked": (
        SendMessage(chat_id=BLOCKER, text="a"),
        TelegramForbiddenError,
        "Forbidden: bot was blocked by the user",
    ),
    "stranger": (
        SendMessage(chat_id=STRANGER, text="a"),
        TelegramForbiddenError,
        "Forbidden: bot can't initiate conversation with a user",
    ),
    "markdown": (
        text("a", parse_mode="MarkdownV2"),
        TelegramServerError,
        "Not Implemented: the sandbox does not parse MarkdownV2",
    ),
    "inline message": (
        EditMessageText(inline_message_id="a", text="a"),
        TelegramServerError,
        "Not Implemented: the sandbox has no inline_message_id",
    ),
    "file by url": (
        SendDocument(chat_id=MARIA, document="https://a.ru/b.pdf"),
        TelegramServerError,
        "Not Implemented: the sandbox does not fetch files by URL",
    ),
    "photo over 10 MB": (
        SendPhoto(chat_id=MARIA, photo=BufferedInputFile(PNG + bytes(10 * 2**20), "a.png")),
        TelegramEntityTooLarge,
        "Request Entity Too Large",
    ),
    "not here": (
        CreateForumTopic(chat_id=MARIA, name="a"),
        TelegramServerError,
        "Not Implemented: the sandbox does not implement createForumTopic",
    ),
}


def expected(case: str) -> tuple[TelegramMethod[Any], type[TelegramAPIError], str]:
    if case in OTHER_REFUSALS:
        return OTHER_REFUSALS[case]
    method, words = BAD_REQUESTS[case]
    return method, TelegramBadRequest, f"Bad Request: {words}"
