"""Every refusal: the class that aiogram makes of it, and Telegram's words, on both fronts."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InputMediaPhoto,
)

from sandbox.floods import FloodLimits, FloodWatch
from tests.contract.conftest import MARIA, Stage
from tests.contract.refusals import (
    BAD_REQUESTS,
    BLOCKER,
    OTHER_REFUSALS,
    PNG,
    SAME,
    STRANGER,
    button,
    buttons,
    document,
    expected,
    html,
    text,
)


@pytest.fixture
async def prepared(stage: Stage) -> Stage:
    stage.world.add_person("Чужой", person_id=STRANGER)
    stage.world.add_person("Закрыл", person_id=BLOCKER)
    stage.world.say(BLOCKER, "/start")
    stage.world.block_bot(BLOCKER)
    await stage.bot.send_message(MARIA, "Меню", reply_markup=SAME.reply_markup)
    await stage.bot.send_photo(MARIA, BufferedInputFile(PNG, "a.png"))
    return stage


@pytest.mark.parametrize("case", [*BAD_REQUESTS, *OTHER_REFUSALS])
async def test_refusal_has_telegrams_class_and_words(prepared: Stage, case: str) -> None:
    method, kind, words = expected(case)
    before = prepared.world.history(MARIA)

    with pytest.raises(TelegramAPIError) as caught:
        await prepared.bot(method)

    assert (type(caught.value), caught.value.message) == (kind, words)
    assert prepared.world.history(MARIA) == before


async def test_limits_are_met_exactly(stage: Stage) -> None:
    """One less than what is refused above."""
    for method in (
        text("я" * 4094 + "🧭"),
        html("<b>" + "&lt;" * 4096 + "</b>"),
        document(b"x", caption="я" * 1024),
        button(callback_data="я" * 32),
        text("a", reply_markup=buttons(100)),
    ):
        await stage.bot(method)

    assert len(stage.world.history(MARIA)) == 6


async def test_unknown_method_is_not_found(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    class Dance(TelegramMethod[bool]):
        __returning__ = bool
        __api_method__ = "danceAround"

    with pytest.raises(TelegramNotFound) as caught:
        await stage.bot(Dance())

    assert caught.value.message == "Not Found: method not found"
    assert caplog.messages == ["the sandbox does not know the method danceAround"]


async def test_unknown_token_is_unauthorized(stage: Stage) -> None:
    with pytest.raises(TelegramUnauthorizedError) as caught:
        await Bot("43:other", session=stage.bot.session).get_me()

    assert caught.value.message == "Unauthorized"


async def test_protected_message_is_not_copied(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Только вам", protect_content=True)

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.copy_message(MARIA, MARIA, sent.message_id)

    assert caught.value.message == "Bad Request: message can't be copied"


async def test_delete_after_two_days_is_refused(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Давно")
    stage.clock.advance(hours=48, seconds=1)

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.delete_message(MARIA, sent.message_id)

    assert caught.value.message == "Bad Request: message can't be deleted for everyone"


async def test_album_is_all_or_nothing(stage: Stage) -> None:
    good, bad = (
        InputMediaPhoto(media=BufferedInputFile(data, "a.png")) for data in (PNG, b"text")
    )

    with pytest.raises(TelegramBadRequest):
        await stage.bot.send_media_group(MARIA, [good, bad])

    assert len(stage.world.history(MARIA)) == 1


async def test_flood_in_one_chat_names_the_wait_and_ends(stage: Stage) -> None:
    stage.world.floods = FloodWatch(FloodLimits(chat_burst=2))
    for _ in range(2):
        await stage.bot.send_message(MARIA, "a")

    with pytest.raises(TelegramRetryAfter) as caught:
        await stage.bot.send_message(MARIA, "a")
    assert caught.value.retry_after == 1
    assert caught.value.message.endswith("Too Many Requests: retry after 1")
    await stage.bot.edit_message_text("b", chat_id=MARIA, message_id=2)  # edits are not counted

    stage.clock.advance(seconds=1)
    await stage.bot.send_message(MARIA, "a")


async def test_flood_over_all_chats_counts_every_message_of_a_batch(stage: Stage) -> None:
    stage.world.floods = FloodWatch(FloodLimits(per_second=3))
    await stage.bot.copy_messages(MARIA, MARIA, [1])
    await stage.bot.copy_messages(MARIA, MARIA, [1, 2])

    with pytest.raises(TelegramRetryAfter) as caught:
        await stage.bot.send_message(MARIA, "a")

    assert caught.value.retry_after == 1


async def test_flood_limit_is_thirty_messages_in_a_sliding_second(stage: Stage) -> None:
    """What is refused costs nothing; edits and answers to taps are not counted."""
    stage.world.floods = FloodWatch(FloodLimits())
    people = [stage.world.add_person("Гость")["id"] for _ in range(31)]
    for person in people:
        stage.world.say(person, "/start")
    first = await stage.bot.send_message(people[0], "a", reply_markup=SAME.reply_markup)
    stage.clock.advance(seconds=0.5)
    for person in people[1:30]:
        await stage.bot.send_message(person, "a")

    for _ in range(2):
        with pytest.raises(TelegramRetryAfter):
            await stage.bot.send_message(people[30], "a")
    await stage.bot.edit_message_text("b", chat_id=people[0], message_id=first.message_id)
    stage.clock.advance(seconds=0.5)
    await stage.bot.send_message(people[30], "a")
    with pytest.raises(TelegramRetryAfter):
        await stage.bot.send_message(people[30], "a")
