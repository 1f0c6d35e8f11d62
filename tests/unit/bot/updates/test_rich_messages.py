"""Rich messages as texts, without aiogram's models of them."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import EditMessageText, GetChat
from aiogram.types import Message, RichMessage
from pydantic import ValidationError

from bot.session import JsonSession
from bot.updates.incoming import mended, read_json, read_update
from bot.updates.rich_messages import (
    CHARACTERS,
    ENTITIES,
    NODES,
    flattened,
)
from domain.texts import utf16_units
from sandbox.chats import Json
from ui.rich import is_rich

PLACE = {"align": "left", "valign": "top"}
CHAT = {"id": 5, "type": "private", "first_name": "М"}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 90, "height": 60}


def flat(*blocks: Any) -> tuple[str, list[Json]]:
    found = flattened({"blocks": list(blocks)})
    return found.text, found.entities


def paragraph(text: Any) -> Json:
    return {"type": "paragraph", "text": text}


def bold(text: Any) -> Json:
    return {"type": "bold", "text": text}


def test_paragraphs_and_headings_are_divided_by_an_empty_line() -> None:
    text, entities = flat(
        {"type": "heading", "text": "Новость 🎓", "size": 1},
        {"type": "divider"},
        paragraph(["Итоги ", bold("чемпионата"), " здесь"]),
        {"type": "footer", "text": "Колледж"},
    )

    assert text == "Новость 🎓\n\nИтоги чемпионата здесь\n\nКолледж"
    assert entities == [
        {"type": "bold", "offset": 0, "length": 10},
        {"type": "bold", "offset": 18, "length": 10},
    ]


@pytest.mark.parametrize(
    ("given", "words", "entity"),
    [
        ({"type": "url", "text": "сайт", "url": "https://a.example"}, "сайт",
         {"type": "text_link", "url": "https://a.example"}),
        ({"type": "date_time", "text": "завтра", "unix_time": 7, "date_time_format": "wD"},
         "завтра", {"type": "date_time", "unix_time": 7, "date_time_format": "wD"}),
        ({"type": "date_time", "text": "завтра"}, "завтра", None),
        ({"type": "custom_emoji", "custom_emoji_id": "9", "alternative_text": "😀"}, "😀",
         {"type": "custom_emoji", "custom_emoji_id": "9"}),
        ({"type": "mathematical_expression", "expression": "a^2"}, "a^2", {"type": "code"}),
        ({"type": "email_address", "text": "a@b.example", "email_address": "a@b.example"},
         "a@b.example", {"type": "email"}),
        ({"type": "marked", "text": "важно"}, "важно", None),
        ({"type": "button", "button": {"text": "Сайт", "url": "https://a.example"}}, "Сайт",
         {"type": "text_link", "url": "https://a.example"}),
        ({"type": "brand_new", "text": "слова"}, "слова", None),
        ({"type": "anchor", "name": "x"}, "", None),
    ],
    ids=lambda one: str(one["type"]) if isinstance(one, dict) else "",
)  # fmt: skip
def test_rich_text_of_each_kind_keeps_its_words(
    given: Json, words: str, entity: Json | None
) -> None:
    text, entities = flat(paragraph(["Вот: ", given]))

    assert text == f"Вот: {words}".strip()
    expected = [] if entity is None else [{**entity, "offset": 5, "length": utf16_units(words)}]
    assert entities == expected


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ({"type": "blockquote", "blocks": [paragraph("Слова")]}, "blockquote"),
        ({"type": "pullquote", "text": "Слова"}, "blockquote"),
        ({"type": "expandable_blockquote", "text": "Слова"}, "expandable_blockquote"),
        ({"type": "expandable_blockquote", "blocks": [paragraph("Слова")]},
         "expandable_blockquote"),
        ({"type": "blockquote", "is_expandable": True, "blocks": [paragraph("Слова")]},
         "expandable_blockquote"),
    ],
)  # fmt: skip
def test_quotation_keeps_its_kind_wherever_its_words_are(block: Json, kind: str) -> None:
    text, entities = flat(paragraph("Сказано:"), {**block, "credit": "Директор"})

    assert text == "Сказано:\n\nСлова\nДиректор"
    assert entities == [{"type": kind, "offset": 10, "length": 14}]


def test_lists_tables_and_details_have_a_line_for_each_part() -> None:
    text, entities = flat(
        {"type": "list", "items": [
            {"label": "1.", "blocks": [paragraph("Сварка")]},
            {"label": "•", "blocks": [paragraph("Пайка")], "has_checkbox": True,
             "is_checked": True},
        ]},
        {"type": "table", "caption": "Итог", "cells": [
            [{**PLACE, "text": "А", "is_header": True}, {**PLACE, "text": "Б"}],
            [{**PLACE, "text": "1"}, {**PLACE}],
        ]},
        {"type": "details", "summary": "Подробнее", "blocks": [paragraph("Текст")]},
    )  # fmt: skip

    assert text == ("1. Сварка\n☑ Пайка\n\nА | Б\n1 | \nИтог\n\nПодробнее\n\nТекст")
    assert [one["type"] for one in entities] == ["bold", "bold"]


def test_pictures_give_their_captions_and_the_first_one_itself() -> None:
    found = flattened(
        {
            "blocks": [
                {"type": "photo", "photo": [{"file_id": "broken"}], "caption": {"text": "Раз"}},
                {"type": "photo", "photo": [PHOTO], "caption": {"text": "Два", "credit": "ТАСС"}},
                {"type": "map", "location": {}, "zoom": 1},
            ]
        }
    )

    assert (found.text, found.photo) == ("Раз\n\nДва\nТАСС", [PHOTO])


def test_entities_that_telegram_forbids_inside_each_other_are_left_out() -> None:
    inner = {"type": "blockquote", "blocks": [paragraph("В цитате")]}
    text, entities = flat(
        {"type": "blockquote", "blocks": [paragraph("Цитата"), inner]},
        {"type": "pre", "text": bold("код"), "language": "python"},
    )

    assert text == "Цитата\n\nВ цитате\n\nкод"
    assert entities == [
        {"type": "blockquote", "offset": 0, "length": 16},
        {"type": "pre", "language": "python", "offset": 18, "length": 3},
    ]


def test_size_is_bounded_in_units_nodes_and_entities() -> None:
    long, _ = flat(paragraph("😀" * CHARACTERS))
    many, entities = flat(*(paragraph(bold("a")) for _ in range(NODES)))

    assert utf16_units(long) <= CHARACTERS
    assert len(long) == CHARACTERS // 2
    assert len(many) < 2 * NODES
    assert len(entities) == ENTITIES


@pytest.mark.parametrize(
    "rich",
    [{}, {"blocks": 5}, {"blocks": [5, None, ["x"], {"type": 7}, {"type": "list", "items": 1}]},
     {"blocks": [{"type": "table", "cells": [[5], 7], "caption": 4}]},
     {"blocks": [paragraph("\ud800")]}],
)  # fmt: skip
def test_odd_shapes_are_survived(rich: Json) -> None:
    assert utf16_units(flattened(rich).text) < 5


# -- where they stand in what Telegram sends


RICH = {
    "blocks": [{"type": "no such block of any version", "text": {"type": "none", "text": "Р"}}]
}
"""aiogram's models would refuse it: what holds it and is read has not reached them."""


def of_person(**content: Any) -> Json:
    sender = {"id": 5, "is_bot": False, "first_name": "М"}
    return {"message_id": 9, "date": 1_790_000_000, "chat": CHAT, "from": sender, **content}


def test_the_probe_is_one_that_aiogram_refuses() -> None:
    with pytest.raises(ValidationError):
        RichMessage.model_validate(RICH)


@pytest.mark.parametrize(
    "update",
    [
        {"message": of_person(rich_message=RICH)},
        {"edited_message": of_person(rich_message=RICH)},
        {"channel_post": of_person(rich_message=RICH)},
        {"edited_channel_post": of_person(rich_message=RICH)},
        {"business_message": of_person(rich_message=RICH)},
        {"message": of_person(text="а", reply_to_message=of_person(rich_message=RICH))},
        {"message": of_person(pinned_message=of_person(rich_message=RICH))},
        {"message": of_person(text="а", external_reply={
            "origin": {"type": "hidden_user", "date": 5}, "rich_message": RICH})},
        {"callback_query": {"id": "1", "from": of_person()["from"], "chat_instance": "1",
                            "message": of_person(rich_message=RICH)}},
    ],
    ids=lambda one: "-".join([*one, *next(iter(one.values()))][::5]),
)  # fmt: skip
def test_models_of_rich_text_are_reached_from_no_update(update: Json) -> None:
    raw = {"update_id": 1, **update}
    before = repr(raw)
    read = read_update(raw, Bot("42:x"))

    assert read is not None
    assert repr(raw) == before
    assert "RichMessage" not in repr(read)
    told = read.event.model_dump_json()
    assert ('"text":"Р"' in told, "no such block" in told) == (True, False)


def test_message_that_was_rich_is_known_as_such() -> None:
    message = Message.model_validate(mended(of_person(rich_message=RICH)))
    plain = Message.model_validate(of_person(text="Р"))

    assert (message.text, is_rich(message), is_rich(plain)) == ("Р", True, False)


def test_models_of_rich_text_are_reached_from_no_answer() -> None:
    bot, session = Bot("42:x"), JsonSession()
    session.json_loads = read_json
    edited = '{"ok":true,"result":' + Message.model_validate(of_person()).model_dump_json(
        exclude_none=True
    )[:-1] + ',"rich_message":{"blocks":[{"type":"none","text":"Р"}]}}}'  # fmt: skip
    chat = (
        '{"ok":true,"result":{"id":5,"type":"private","accent_color_id":1,"max_reaction_count":1,'
        '"accepted_gift_types":{"unlimited_gifts":true,"limited_gifts":true,"unique_gifts":true,'
        '"premium_subscription":true,"gifts_from_channels":true},"pinned_message":'
        '{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},'
        '"rich_message":{"blocks":[{"type":"none","text":"Р"}]}}}}'
    )
    made = session.check_response(bot, EditMessageText(text="а"), 200, edited).result
    found = session.check_response(bot, GetChat(chat_id=5), 200, chat).result

    assert isinstance(made, Message)
    assert made.text == "Р"
    assert found is not None
    assert isinstance(found.pinned_message, Message)
    assert found.pinned_message.text == "Р"
