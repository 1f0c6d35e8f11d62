"""Messages out: what the bot gets back, and what the person sees."""

from __future__ import annotations

import pytest
from aiogram.enums import ParseMode
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputPollOption,
    KeyboardButton,
    LinkPreviewOptions,
    MediaUnion,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from tests.contract.conftest import MARIA, Stage

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
MENU = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Рядом", callback_data="near", style="primary")],
        [InlineKeyboardButton(text="Сайт", url="https://example.org/a")],
        [InlineKeyboardButton(text="Скопировать", copy_text=CopyTextButton(text="код"))],
        [InlineKeyboardButton(text="Поделиться", switch_inline_query="омск")],
    ]
)
MENU_JSON = {
    "inline_keyboard": [
        [{"text": "Рядом", "callback_data": "near", "style": "primary"}],
        [{"text": "Сайт", "url": "https://example.org/a"}],
        [{"text": "Скопировать", "copy_text": {"text": "код"}}],
        [{"text": "Поделиться", "switch_inline_query": "омск"}],
    ]
}


async def test_send_message_answers_with_the_message_that_is_shown(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, " <b>Омск</b> 🧭 ", parse_mode=ParseMode.HTML)

    assert stage.last.raw == {
        "message_id": 2,
        "from": {"id": 42, "is_bot": True, "first_name": "Компас", "username": "kompas_bot"},
        "chat": {"id": MARIA, "type": "private", "first_name": "Мария", "username": "maria"},
        "date": int(stage.clock.now().timestamp()),
        "text": "Омск 🧭",
        "entities": [{"type": "bold", "offset": 0, "length": 4}],
    }
    assert (sent.message_id, sent.html_text) == (2, "<b>Омск</b> 🧭")


async def test_mention_by_id_names_people_who_wrote_to_the_bot_and_nobody_else(
    stage: Stage,
) -> None:
    text = f'<a href="tg://user?id={MARIA}">Мария</a>, <a href="tg://user?id=77">Некто</a>'
    await stage.bot.send_message(MARIA, text, parse_mode=ParseMode.HTML)

    user = {"id": MARIA, "is_bot": False, "first_name": "Мария", "username": "maria"}
    assert stage.last.text == "Мария, Некто"
    assert stage.last.entities == [
        {"type": "text_mention", "offset": 0, "length": 5, "user": user}
    ]


async def test_send_message_explicit_entities_and_preview_are_kept(stage: Stage) -> None:
    moment = MessageEntity(type="date_time", offset=3, length=5, unix_time=1_700_000_000)

    await stage.bot.send_message(
        MARIA,
        "🧭 завтра",
        entities=[moment],
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )

    kept = {"type": "date_time", "offset": 3, "length": 5, "unix_time": 1_700_000_000}
    assert stage.last.entities == [kept]
    assert stage.last.raw["link_preview_options"] == {"is_disabled": True}


async def test_send_message_inline_keyboard_is_echoed(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Меню", reply_markup=MENU)

    assert stage.last.raw["reply_markup"] == MENU_JSON
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == MENU.model_dump()


async def test_reply_keyboard_opens_stays_and_is_removed(stage: Stage) -> None:
    keyboard = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="Где я", request_location=True)]],
        resize_keyboard=True,
        input_field_placeholder="Город",
    )
    expected = {
        "keyboard": [[{"text": "Где я", "request_location": True}]],
        "resize_keyboard": True,
        "input_field_placeholder": "Город",
    }

    sent = await stage.bot.send_message(MARIA, "Где вы?", reply_markup=keyboard)
    assert (sent.reply_markup, stage.world.open_keyboard(MARIA)) == (None, expected)

    await stage.bot.send_message(MARIA, "Имя?", reply_markup=ForceReply())
    assert stage.world.open_keyboard(MARIA) == expected

    await stage.bot.send_message(MARIA, "Хорошо", reply_markup=ReplyKeyboardRemove())
    assert stage.world.open_keyboard(MARIA) is None


async def test_one_time_keyboard_hides_once_it_is_used(stage: Stage) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Да")]], one_time_keyboard=True)
    await stage.bot.send_message(MARIA, "Точно?", reply_markup=keyboard)

    stage.world.say(MARIA, "Да")

    assert stage.world.open_keyboard(MARIA) is None


async def test_reply_with_quote_names_the_message_and_the_place(stage: Stage) -> None:
    asked = stage.world.say(MARIA, "🧭 где Омск?")

    sent = await stage.bot.send_message(
        MARIA,
        "Тут",
        reply_parameters=ReplyParameters(message_id=asked["message_id"], quote="Омск"),
    )

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "🧭 где Омск?"
    assert stage.last.raw["quote"] == {"text": "Омск", "position": 7, "is_manual": True}


async def test_reply_to_a_lost_message_is_sent_when_that_is_allowed(stage: Stage) -> None:
    reply = ReplyParameters(message_id=99, allow_sending_without_reply=True)

    sent = await stage.bot.send_message(MARIA, "Тут", reply_parameters=reply)

    assert (sent.text, sent.reply_to_message) == ("Тут", None)


async def test_send_venue_shows_the_pin_twice(stage: Stage) -> None:
    sent = await stage.bot.send_venue(MARIA, 56.3, 44.0, "Колледж", "Нижний Новгород")

    pin = {"latitude": 56.3, "longitude": 44.0}
    venue = {"location": pin, "title": "Колледж", "address": "Нижний Новгород"}
    assert (stage.last.raw["venue"], stage.last.raw["location"]) == (venue, pin)
    assert sent.venue is not None


async def test_send_location_and_contact_are_shown(stage: Stage) -> None:
    await stage.bot.send_location(MARIA, 56.3, 44.0)
    assert stage.last.raw["location"] == {"latitude": 56.3, "longitude": 44.0}

    await stage.bot.send_contact(MARIA, "+79990000000", "Приёмная")
    contact = {"phone_number": "+79990000000", "first_name": "Приёмная"}
    assert stage.last.raw["contact"] == contact


async def test_send_poll_is_a_poll_nobody_has_voted_in(stage: Stage) -> None:
    sent = await stage.bot.send_poll(
        MARIA, "Идёте?", [InputPollOption(text="Да"), InputPollOption(text="Нет")]
    )

    assert sent.poll is not None
    assert [(option.text, option.voter_count) for option in sent.poll.options] == [
        ("Да", 0),
        ("Нет", 0),
    ]
    assert (sent.poll.question, sent.poll.is_anonymous, sent.poll.type) == (
        "Идёте?",
        True,
        "regular",
    )


async def test_album_shares_one_id_and_keeps_order(stage: Stage) -> None:
    album: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(PNG, "a.png"), caption="Один"),
        InputMediaPhoto(media=BufferedInputFile(PNG, "b.png")),
    ]

    sent = await stage.bot.send_media_group(MARIA, album)

    assert [message.caption for message in sent] == ["Один", None]
    assert len({message.media_group_id for message in sent}) == 1
    assert sent[0].photo is not None
    assert (sent[0].photo[0].width, sent[0].photo[0].height) == (640, 480)


async def test_copy_keeps_text_and_entities_without_parsing_them_again(stage: Stage) -> None:
    posted = stage.world.say(MARIA, "<b>Завтра</b> в 10:00, подробно: https://example.org/a")

    copied = await stage.bot.copy_message(MARIA, MARIA, posted["message_id"], reply_markup=MENU)

    assert stage.last.message_id == copied.message_id
    assert stage.last.raw == {
        **{name: stage.last.raw[name] for name in ("message_id", "from", "chat", "date")},
        "text": posted["text"],
        "entities": posted["entities"],
        "reply_markup": MENU_JSON,
    }


async def test_copy_with_a_caption_replaces_the_old_one(stage: Stage) -> None:
    photo = stage.world.upload(MARIA, "a.png", PNG, kind="photo", caption="старая https://a.ru/b")

    await stage.bot.copy_message(MARIA, MARIA, photo["message_id"], caption="новая")

    assert (stage.last.caption, stage.last.entities) == ("новая", [])


async def test_copy_messages_skips_what_is_gone(stage: Stage) -> None:
    first = stage.world.say(MARIA, "раз")["message_id"]
    second = stage.world.say(MARIA, "два")["message_id"]

    copies = await stage.bot.copy_messages(MARIA, MARIA, [first, second, 99])

    texts = {m["message_id"]: m["text"] for m in stage.world.history(MARIA)}
    assert [texts[copy.message_id] for copy in copies] == ["раз", "два"]


async def test_forward_names_its_origin(stage: Stage) -> None:
    posted = stage.world.say(MARIA, "Смотрите")

    sent = await stage.bot.forward_message(MARIA, MARIA, posted["message_id"])

    assert (sent.text, stage.last.raw["forward_origin"]) == (
        "Смотрите",
        {"type": "user", "sender_user": posted["from"], "date": posted["date"]},
    )


async def test_edit_replaces_text_and_drops_the_keyboard_that_is_left_out(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Ищу…", reply_markup=MENU)
    stage.clock.advance(seconds=5)

    await stage.bot.edit_message_text(
        "<i>Нашёл</i>", chat_id=MARIA, message_id=sent.message_id, parse_mode="HTML"
    )

    assert (stage.last.text, stage.last.entities, stage.last.buttons) == (
        "Нашёл",
        [{"type": "italic", "offset": 0, "length": 5}],
        [],
    )
    assert stage.last.raw["edit_date"] == stage.last.raw["date"] + 5


async def test_edit_reply_markup_keeps_the_text(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Меню")

    await stage.bot.edit_message_reply_markup(
        chat_id=MARIA, message_id=sent.message_id, reply_markup=MENU
    )

    assert (stage.last.text, stage.last.raw["reply_markup"]) == ("Меню", MENU_JSON)


async def test_edit_media_and_caption_change_a_photo(stage: Stage) -> None:
    sent = await stage.bot.send_photo(MARIA, BufferedInputFile(PNG, "a.png"), caption="Один")
    assert sent.photo is not None

    media = InputMediaPhoto(media=BufferedInputFile(PNG, "b.png"), caption="Два")
    changed = await stage.bot.edit_message_media(media, chat_id=MARIA, message_id=sent.message_id)
    assert not isinstance(changed, bool)
    assert changed.photo is not None
    assert (changed.caption, changed.photo[0].file_id != sent.photo[0].file_id) == ("Два", True)

    await stage.bot.edit_message_caption(chat_id=MARIA, message_id=sent.message_id, caption="Три")
    assert stage.last.caption == "Три"


async def test_delete_takes_messages_away(stage: Stage) -> None:
    one = await stage.bot.send_message(MARIA, "раз")
    two = await stage.bot.send_message(MARIA, "два")

    assert await stage.bot.delete_message(MARIA, one.message_id)
    assert await stage.bot.delete_messages(MARIA, [two.message_id, 99])

    assert [m["text"] for m in stage.world.history(MARIA)] == ["/start"]


async def test_pin_and_unpin_are_seen_in_the_chat(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Важно")

    await stage.bot.pin_chat_message(MARIA, sent.message_id)
    pinned = (await stage.bot.get_chat(MARIA)).pinned_message
    assert pinned is not None
    assert pinned.text == "Важно"

    await stage.bot.unpin_chat_message(MARIA)
    assert (await stage.bot.get_chat(MARIA)).pinned_message is None


@pytest.mark.parametrize("action", ["typing", "upload_document", "find_location"])
async def test_chat_action_is_an_event_and_leaves_no_message(stage: Stage, action: str) -> None:
    seen: list[object] = []
    stage.world.subscribe(seen.append)

    await stage.bot.send_chat_action(MARIA, action)

    assert seen == [{"type": "chat_action", "chat_id": MARIA, "action": action}]
