"""sendRichMessage: https://core.telegram.org/bots/api#sendrichmessage, with blocks."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramServerError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputRichBlockDivider,
    InputRichBlockParagraph,
    InputRichBlockSectionHeading,
    InputRichBlockTable,
    InputRichMessage,
    RichBlockTable,
    RichBlockTableCell,
    RichTextBold,
    RichTextUrl,
)

from sandbox.errors import WorldError
from tests.contract.conftest import MARIA, Stage

MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Рядом", callback_data="near")]]
)


def cell(text: Any, **more: Any) -> RichBlockTableCell:
    return RichBlockTableCell(align="left", valign="top", text=text, **more)


def table(*rows: list[RichBlockTableCell], **more: Any) -> InputRichMessage:
    return InputRichMessage(blocks=[InputRichBlockTable(cells=list(rows), **more)])


def paragraph(text: Any) -> InputRichMessage:
    return InputRichMessage(blocks=[InputRichBlockParagraph(text=text)])


async def test_rich_message_is_stored_without_nulls_and_told_back(stage: Stage) -> None:
    link = RichTextUrl(text="сайт", url="https://example.org")
    rows = [
        [cell(RichTextBold(text="А"), is_header=True, colspan=2)],
        [cell(["1 ", link]), cell(None)],
    ]
    title = InputRichBlockSectionHeading(text="Сравнение", size=3)
    given = InputRichBlockTable(cells=rows, is_striped=True, caption="<b>как есть</b>")
    rich = InputRichMessage(blocks=[title, InputRichBlockDivider(), given])

    sent = await stage.bot.send_rich_message(MARIA, rich, reply_markup=MARKUP)

    place = {"align": "left", "valign": "top"}
    bold = {"type": "bold", "text": "А"}
    url = {"type": "url", "text": "сайт", "url": "https://example.org/"}
    assert stage.last.raw["rich_message"] == {
        "blocks": [
            {"type": "heading", "text": "Сравнение", "size": 3},
            {"type": "divider"},
            {
                "type": "table",
                "cells": [
                    [{**place, "text": bold, "is_header": True, "colspan": 2}],
                    [{**place, "text": ["1 ", url]}, place],
                ],
                "is_striped": True,
                "caption": "<b>как есть</b>",
            },
        ]
    }
    assert stage.last.text == "Сравнение\nА\n1 сайт | \n<b>как есть</b>"
    assert stage.last.buttons == ["Рядом"]
    assert sent.rich_message is not None
    assert isinstance(sent.rich_message.blocks[2], RichBlockTable)
    assert (sent.content_type, sent.text) == ("rich_message", None)


async def test_rich_message_text_and_rich_turn_into_each_other(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Было")

    await stage.bot.edit_message_text(
        rich_message=table([cell("стало")]), chat_id=MARIA, message_id=sent.message_id
    )
    assert stage.last.text == "стало"
    assert "text" not in stage.last.raw
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await stage.bot.edit_message_text(
            rich_message=table([cell("стало")]), chat_id=MARIA, message_id=sent.message_id
        )
    await stage.bot.edit_message_text("Снова", chat_id=MARIA, message_id=sent.message_id)
    assert (stage.last.text, "rich_message" in stage.last.raw) == ("Снова", False)


async def test_rich_message_is_copied_and_comes_with_a_click(stage: Stage) -> None:
    sent = await stage.bot.send_rich_message(MARIA, table([cell("А")]), reply_markup=MARKUP)
    stage.world.press(MARIA, sent.message_id, "near")

    await stage.bot.copy_message(MARIA, MARIA, sent.message_id)
    [update] = await stage.bot.get_updates()

    assert stage.last.text == "А"
    assert update.callback_query is not None
    assert type(update.callback_query.message).__name__ == "Message"


def nested(depth: int) -> Any:
    text: Any = "а"
    for _ in range(depth - 1):
        text = RichTextBold(text=text)
    return text


REFUSED = {
    "nothing": (InputRichMessage(), "RICH_MESSAGE_CONTENT_REQUIRED"),
    "no blocks": (InputRichMessage(blocks=[]), "RICH_MESSAGE_CONTENT_REQUIRED"),
    "no words": (paragraph("  "), "RICH_MESSAGE_CONTENT_REQUIRED"),
    "characters": (paragraph("я" * 32_769), "rich message is too long"),
    "rows": (table(*[[cell("а")]] * 500), "too many blocks"),
    "depth": (paragraph(nested(17)), "too many nested blocks"),
    "columns": (table([cell("а")] * 21), "too many columns"),
    "wide cells": (table([cell("а", colspan=21)]), "too many columns"),
    "address": (paragraph(RichTextUrl(text="а", url="нет такого")), "URL is invalid"),
    "align": (
        table([RichBlockTableCell(align="justify", valign="top", text="а")]),
        "wrong horizontal alignment",
    ),
    "heading": (
        InputRichMessage(blocks=[InputRichBlockSectionHeading(text="а", size=7)]),
        "wrong heading size",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_rich_message_that_breaks_a_rule_is_refused(stage: Stage, name: str) -> None:
    rich, words = REFUSED[name]

    with pytest.raises(TelegramBadRequest, match=words):
        await stage.bot.send_rich_message(MARIA, rich)


@pytest.mark.parametrize(
    "rich",
    [paragraph("я" * 32_768), paragraph(nested(16)), table(*[[cell("а")] * 20] * 499)],
    ids=["characters", "depth", "rows"],
)
def test_rich_message_at_the_limits_is_taken(stage: Stage, rich: InputRichMessage) -> None:
    """Not through aiogram: it takes a minute to validate the answer, trying all unions."""
    given = {"chat_id": MARIA, "rich_message": rich.model_dump(exclude_none=True, mode="json")}

    assert stage.world.call(stage.bot.token, "sendRichMessage", given).status == 200


@pytest.mark.parametrize(
    ("rich", "words"),
    [
        ({"blocks": [{"type": "table"}]}, 'InputRichBlock: Can\'t find field "cells"'),
        ({"blocks": [{"type": "heading", "text": "а"}]}, 'Can\'t find field "size"'),
        (
            {"blocks": [{"type": "table", "cells": [[
                {"align": "left", "valign": "top", "text": {"type": "plain", "text": "а"}}
            ]]}]},
            "Can't parse PageBlockTableCell: Unsupported rich text type",
        ),
        ({"blocks": "нет"}, "expected an Array of InputRichBlock"),
        ({"blocks": ["нет"]}, "expected an Object"),
    ],
)  # fmt: skip
def test_rich_message_malformed_is_refused_in_telegrams_words(
    stage: Stage, rich: dict[str, Any], words: str
) -> None:
    reply = stage.world.call(
        stage.bot.token, "sendRichMessage", {"chat_id": MARIA, "rich_message": rich}
    )

    assert reply.status == 400
    assert words in reply.body["description"]


async def test_rich_message_the_sandbox_has_not_fails_loudly(stage: Stage) -> None:
    with pytest.raises(TelegramServerError, match="blocks only"):
        await stage.bot.send_rich_message(MARIA, InputRichMessage(html="<b>а</b>"))


async def test_people_write_post_and_edit_rich_messages(stage: Stage) -> None:
    rich = {"blocks": [{"type": "paragraph", "text": ["Вот ", {"type": "bold", "text": "так"}]}]}
    channel = stage.world.add_channel("Новости")["id"]
    stage.world.set_bot_status(channel, MARIA, "administrator")
    stage.world.say_rich(MARIA, rich)
    posted = stage.world.post_rich(channel, rich)
    stage.world.edit_post(channel, posted["message_id"], {"blocks": []})

    told = [stage.updates(kind)[-1] for kind in ("message", "channel_post", "edited_channel_post")]
    assert [one["rich_message"] for one in told] == [rich, rich, {"blocks": []}]
    assert not any("text" in one for one in told)
    with pytest.raises(WorldError):
        stage.world.say_rich(MARIA, {"text": "Вот"})
