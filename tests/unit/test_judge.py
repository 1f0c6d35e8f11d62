"""The judge sees what is wrong, and is told where teremok itself is."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputRichBlockParagraph,
    InputRichMessage,
)
from teremok.validation import ApiRuleViolation, validate_method

from tests.judge import THEIRS, judged
from ui.screens import Screen, screen_call

BOT = Bot("42:x", default=DefaultBotProperties(parse_mode=ParseMode.HTML))


def keyboard(**button: Any) -> InlineKeyboardMarkup:
    one = InlineKeyboardButton(text="Кнопка", **button)
    return InlineKeyboardMarkup(inline_keyboard=[[one]])


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (SendMessage(chat_id=1, text="<b>не закрыт"), "end tag"),
        (SendMessage(chat_id=1, text="a < b"), "Unsupported start tag"),
        (SendMessage(chat_id=1, text="Рога & копыта"), "escape it"),
        (SendMessage(chat_id=1, text="я" * 4_097), "too long"),
        (SendPhoto(chat_id=1, photo="a", caption="я" * 1_025), "caption is too long"),
        (AnswerCallbackQuery(callback_query_id="1", text="я" * 201), "MESSAGE_TOO_LONG"),
        (SendMessage(chat_id=1, text="я", reply_markup=keyboard()), "exactly one"),
        (screen_call(1, Screen("я", keyboard(callback_data="я" * 33))), "BUTTON_DATA_INVALID"),
    ],
)
def test_what_breaks_a_rule_is_named(method: TelegramMethod[Any], words: str) -> None:
    assert words in (judged(BOT, method) or "")


RICH = InputRichMessage(blocks=[InputRichBlockParagraph(text="я")])
NOVELTIES: dict[str, TelegramMethod[Any]] = {
    "tg-time": SendMessage(chat_id=1, text='<tg-time unix="1" format="wDT">завтра</tg-time>'),
    "disabled": SendMessage(chat_id=1, text="я", reply_markup=keyboard(disabled=DisabledButton())),
    "rich_message": EditMessageText(chat_id=1, message_id=1, rich_message=RICH),
    "length": SendMessage(chat_id=1, text="<b>" + "я" * 4_096 + "</b>"),
}


@pytest.mark.parametrize("name", THEIRS)
def test_what_only_teremok_holds_for_wrong_is_no_dispute(name: str) -> None:
    with pytest.raises(ApiRuleViolation):
        validate_method(BOT, NOVELTIES[name])

    assert judged(BOT, NOVELTIES[name]) is None
