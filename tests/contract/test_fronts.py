"""The rules that a bot meets, asked of both fronts through aiogram's own client and models."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, SendMessage, TelegramMethod
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from sandbox.faults import of_method
from sandbox.floods import FloodLimits
from tests.contract.conftest import TOKEN, Front

Call = Callable[[Front], Awaitable[object]]


def key(text: str = "x", **values: Any) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text=text, **({"callback_data": "x"} | values))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def refusal(call: Awaitable[Any]) -> tuple[type[TelegramAPIError], str]:
    with pytest.raises(TelegramAPIError) as raised:
        await call
    return type(raised.value), raised.value.message


def say(text: str, **options: Any) -> Call:
    return lambda front: front.bot.send_message(front.person.id, text, **options)


MANY = InlineKeyboardMarkup(inline_keyboard=key().inline_keyboard * 101)
SCRIPT = key(callback_data=None, url="javascript:alert(1)")

REFUSED: dict[str, tuple[Call, type[TelegramAPIError], str]] = {
    "4,097 units": (say("🧭" * 2048 + "x"), TelegramBadRequest, "message is too long"),
    "empty text": (say(" \n "), TelegramBadRequest, "message text is empty"),
    "caption of 1,025 units": (
        lambda f: f.bot.send_document(
            f.person.id, BufferedInputFile(b"x", "x.txt"), caption="x" * 1025
        ),
        TelegramBadRequest,
        "message caption is too long",
    ),
    "unknown tag": (
        say("<h1>x</h1>", parse_mode="HTML"), TelegramBadRequest, "can't parse entities",
    ),
    "open tag": (say("<b>x", parse_mode="HTML"), TelegramBadRequest, "can't parse entities"),
    "crossed tags": (
        say("<b><i>x</b></i>", parse_mode="HTML"), TelegramBadRequest, "can't parse entities",
    ),
    "stray <": (say("I <3 you", parse_mode="HTML"), TelegramBadRequest, "can't parse entities"),
    "callback data of 65 bytes": (
        say("x", reply_markup=key(callback_data="я" * 32 + "x")),
        TelegramBadRequest,
        "BUTTON_DATA_INVALID",
    ),
    "101 buttons": (say("x", reply_markup=MANY), TelegramBadRequest, "reply markup is too long"),
    "script as address": (
        say("x", reply_markup=SCRIPT), TelegramBadRequest, "alert(1)' is invalid",
    ),
    "unknown chat": (
        lambda f: f.bot.send_message(987654, "x"), TelegramBadRequest, "chat not found",
    ),
    "person who never wrote": (
        lambda f: f.bot.send_message(f.stranger.id, "x"),
        TelegramForbiddenError,
        "bot can't initiate conversation with a user",
    ),
    "message that is not there": (
        lambda f: f.bot.edit_message_text("x", chat_id=f.person.id, message_id=999),
        TelegramBadRequest,
        "message to edit not found",
    ),
    "somebody else's message": (
        lambda f: f.bot.edit_message_text("x", chat_id=f.person.id, message_id=1),
        TelegramBadRequest,
        "message can't be edited",
    ),
    "unknown query": (
        lambda f: f.bot.answer_callback_query("nothing"), TelegramBadRequest, "query is too old",
    ),
    "venue off the globe": (
        lambda f: f.bot.send_venue(f.person.id, 91, 0, "x", "x"),
        TelegramBadRequest,
        "invalid location specified",
    ),
    "wrong command name": (
        lambda f: f.bot.set_my_commands([BotCommand(command="Ой", description="x")]),
        TelegramBadRequest,
        "BOT_COMMAND_INVALID",
    ),
    "unknown file": (lambda f: f.bot.get_file("nothing"), TelegramBadRequest, "wrong file_id"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
async def test_call_against_the_rules_is_refused_in_telegrams_words(
    front: Front, case: str
) -> None:
    call, kind, words = REFUSED[case]

    error, message = await refusal(call(front))

    assert (error, words in message, front.person.inbox) == (kind, True, [])


async def test_text_of_4096_units_passes(front: Front) -> None:
    await front.bot.send_message(front.person.id, "🧭" * 2048)

    assert front.person.last.text == "🧭" * 2048


async def test_blocked_bot_is_forbidden_until_it_is_unblocked(front: Front) -> None:
    front.world.block_bot(front.person.id)
    blocked = await refusal(front.bot.send_message(front.person.id, "x"))
    front.world.unblock_bot(front.person.id)
    await front.bot.send_message(front.person.id, "x")

    assert blocked[0] is TelegramForbiddenError
    assert "bot was blocked by the user" in blocked[1]
    updates = await front.bot.get_updates()
    changes = [u.my_chat_member for u in updates if u.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_message_carries_entities_and_markup(front: Front) -> None:
    markup = key("Да", style="success")
    text = '<b>Ж</b> <a href="https://a.example/?q=1&amp;r=2">ссылка</a> &lt;3 /help'

    sent = await front.bot.send_message(
        front.person.id, text, parse_mode="HTML", reply_markup=markup
    )

    assert sent.text == "Ж ссылка <3 /help"
    assert [(e.type, e.offset, e.length, e.url) for e in sent.entities or ()] == [
        ("bold", 0, 1, None),
        ("text_link", 2, 6, "https://a.example/?q=1&r=2"),
        ("bot_command", 12, 5, None),
    ]
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump(exclude_none=True) == markup.model_dump(exclude_none=True)
    assert sent.chat.id == front.person.id


async def test_edit_without_a_change_is_not_modified(front: Front) -> None:
    sent = await front.bot.send_message(front.person.id, "x", reply_markup=key())
    same = await refusal(sent.as_(front.bot).edit_text("x", reply_markup=key()))
    edited = await sent.as_(front.bot).edit_text("y")

    assert same[0] is TelegramBadRequest
    assert "message is not modified" in same[1]
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup, front.person.last.text) == ("y", None, "y")


async def test_callback_query_is_answered_once(front: Front) -> None:
    sent = await front.bot.send_message(front.person.id, "x", reply_markup=key())
    query_id = front.world.press(front.person.id, sent.message_id, "x")
    await front.bot.answer_callback_query(query_id, "Готово", show_alert=True)
    twice = await refusal(front.bot.answer_callback_query(query_id))

    answer = {"text": "Готово", "show_alert": True, "url": ""}
    assert front.world.callback_answer(query_id) == answer
    assert twice[0] is TelegramBadRequest


async def test_message_older_than_48_hours_is_not_deleted(front: Front) -> None:
    old = await front.bot.send_message(front.person.id, "x")
    front.now.at += 48 * 3600 + 1
    new = await front.bot.send_message(front.person.id, "y")
    late = await refusal(front.bot.delete_message(front.person.id, old.message_id))
    await front.bot.delete_message(front.person.id, new.message_id)

    assert "message can't be deleted for everyone" in late[1]
    assert [m.text for m in front.person.inbox] == ["x"]


async def test_reply_keyboard_opens(front: Front) -> None:
    rows = [[KeyboardButton(text="Да"), KeyboardButton(text="Нет")]]
    markup = ReplyKeyboardMarkup(keyboard=rows)
    await front.bot.send_message(front.person.id, "x", reply_markup=markup)

    assert front.person.keyboard == [["Да", "Нет"]]


async def test_file_goes_up_and_down(front: Front) -> None:
    content = "Ж🧭".encode() * 1000
    file = BufferedInputFile(content, "данные.txt")
    sent = await front.bot.send_document(
        front.person.id, file, caption="<b>x</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    downloaded = await front.bot.download(sent.document.file_id, io.BytesIO())

    assert downloaded is not None
    assert downloaded.read() == content
    assert (sent.document.file_size, sent.caption) == (len(content), "x")
    again = await front.bot.send_document(front.person.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_name == "данные.txt"


async def test_copy_keeps_content_and_not_the_keyboard(front: Front) -> None:
    sent = await front.bot.send_message(
        front.person.id, "<i>x</i>", parse_mode="HTML", reply_markup=key()
    )
    await front.bot.copy_message(front.person.id, front.person.id, sent.message_id)

    copy = front.person.last
    assert (copy.text, copy.entities[0]["type"], copy.buttons) == ("x", "italic", [])


async def test_updates_come_until_their_offset_confirms_them(front: Front) -> None:
    front.world.say(front.person.id, "два")
    first = await front.bot.get_updates()
    again = await front.bot.get_updates(limit=1)
    rest = await front.bot.get_updates(offset=first[0].update_id + 1)

    assert [u.message.text for u in first if u.message] == ["/start", "два"]
    assert (again, rest) == (first[:1], first[1:])
    assert len(front.world.pending(TOKEN)) == 1


async def waiting_poll(front: Front) -> asyncio.Task[Any]:
    """A long poll that is under way, with nothing to return yet."""
    await front.bot.get_updates(offset=2_000_000_000)
    begun = asyncio.Event()
    stop = front.world.subscribe(lambda _event: begun.set() if front.world.bot.poll > 1 else None)
    polling = asyncio.create_task(front.bot.get_updates(timeout=30))
    async with asyncio.timeout(5):
        await begun.wait()
    stop()
    return polling


async def test_long_poll_returns_when_something_comes(front: Front) -> None:
    polling = await waiting_poll(front)
    front.world.say(front.person.id, "пора")

    [update] = await polling

    assert update.message.text == "пора"


async def test_second_poller_ends_the_first_with_a_conflict(front: Front) -> None:
    polling = await waiting_poll(front)
    await front.bot.get_updates(timeout=0)

    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates"):
        await polling


async def test_polling_with_a_webhook_set_is_a_conflict(front: Front) -> None:
    await front.bot.set_webhook("https://bot.example/hook", secret_token="s")
    info = await front.bot.get_webhook_info()
    conflict = await refusal(front.bot.get_updates())
    await front.bot.delete_webhook()

    assert (info.url, conflict[0]) == ("https://bot.example/hook", TelegramConflictError)
    assert await front.bot.get_updates()


async def test_only_allowed_updates_are_kept(front: Front) -> None:
    await front.bot.get_updates(offset=2_000_000_000, allowed_updates=["callback_query"])
    front.world.say(front.person.id, "мимо")

    assert await front.bot.get_updates() == []


class Unheard(TelegramMethod[bool]):
    __returning__ = bool
    __api_method__ = "frobnicate"


class Unbuilt(TelegramMethod[bool]):
    __returning__ = bool
    __api_method__ = "sendDice"


async def test_unknown_method_fails_loudly(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    unheard = await refusal(front.bot(Unheard()))
    unbuilt = await refusal(front.bot(Unbuilt()))

    assert unheard[0] is TelegramNotFound
    assert "does not implement sendDice" in unbuilt[1]
    assert caplog.text.count("does not know the method") == 2


FAULTS: dict[str, tuple[Callable[[Front], None], type[TelegramAPIError], int]] = {
    "429": (lambda f: f.world.faults.too_many(7), TelegramRetryAfter, 0),
    "502": (lambda f: f.world.faults.server_error(502), TelegramServerError, 0),
    "500": (lambda f: f.world.faults.server_error(500), TelegramServerError, 0),
    "timeout": (lambda f: f.world.faults.timeout(), TelegramNetworkError, 1),
    "reset before": (lambda f: f.world.faults.reset_before(), TelegramNetworkError, 0),
    "reset after": (lambda f: f.world.faults.reset_after(), TelegramNetworkError, 1),
}


@pytest.mark.parametrize("case", FAULTS)
async def test_fault_looks_the_same_and_strikes_once(front: Front, case: str) -> None:
    """The last number says how many messages arrived although the bot was told nothing."""
    plan, kind, arrived = FAULTS[case]
    plan(front)
    call = SendMessage(chat_id=front.person.id, text="x")

    error, _ = await refusal(front.bot(call, request_timeout=1))
    after = len(front.person.inbox)
    await front.bot(call)

    assert (error, after, len(front.person.inbox)) == (kind, arrived, arrived + 1)


async def test_fault_strikes_only_what_it_is_meant_for(front: Front) -> None:
    front.world.faults.server_error(when=of_method("sendVenue"))
    await front.bot.send_message(front.person.id, "x")

    error, _ = await refusal(front.bot.send_venue(front.person.id, 1, 1, "x", "x"))

    assert error is TelegramServerError


class TestFloods:
    @pytest.fixture
    def limits(self) -> FloodLimits:
        return FloodLimits(per_second=5, per_chat=1, chat_burst=3)

    async def test_fourth_message_to_one_chat_must_wait(self, front: Front) -> None:
        for _ in range(3):
            await front.bot.send_message(front.person.id, "x")
        with pytest.raises(TelegramRetryAfter) as raised:
            await front.bot.send_message(front.person.id, "x")
        front.now.at += raised.value.retry_after
        await front.bot.send_message(front.person.id, "x")

        assert (raised.value.retry_after, len(front.person.inbox)) == (1, 4)


async def test_every_act_of_a_person_is_an_update_of_aiograms_model(front: Front) -> None:
    front.world.share_location(front.person.id, 1, 2, live_period=900)
    front.world.share_venue(front.person.id, 1, 2, "x", "y")
    front.world.upload(front.person.id, "x.png", b"x", kind="photo", caption="c")
    front.world.upload(front.person.id, "x.webp", b"x", kind="sticker")
    front.world.ask_inline(front.person.id, "q", location=(1, 2))

    updates = await front.bot(GetUpdates())

    assert [u.event_type for u in updates] == ["message"] * 5 + ["inline_query"]
