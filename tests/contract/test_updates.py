"""What people do, as updates; long polling, offsets and the fight of two pollers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultVenue,
    InputTextMessageContent,
    Update,
)

from sandbox.errors import WorldError
from tests.clocks import PATIENCE
from tests.contract.conftest import MARIA, Stage

MENU = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Рядом", callback_data="near")]]
)
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def ids(updates: list[Update]) -> list[int]:
    return [update.update_id for update in updates]


async def until_polled(stage: Stage, act: Callable[[], Awaitable[object]]) -> asyncio.Task[object]:
    """Starts a poll and returns once it waits in the world."""
    before = stage.world.bot.poll
    polled = asyncio.Event()
    stop = stage.world.subscribe(
        lambda _event: polled.set() if stage.world.bot.poll > before else None
    )
    task = asyncio.ensure_future(act())
    async with asyncio.timeout(PATIENCE):
        await polled.wait()
    stop()
    return task


async def test_updates_stay_until_an_offset_confirms_them(stage: Stage) -> None:
    for text in ("раз", "два", "три"):
        stage.world.say(MARIA, text)

    first, second, third = ids(await stage.bot.get_updates())
    assert ids(await stage.bot.get_updates()) == [first, second, third]
    assert ids(await stage.bot.get_updates(limit=1)) == [first]
    assert ids(await stage.bot.get_updates(offset=third)) == [third]
    assert ids(await stage.bot.get_updates()) == [third]
    assert await stage.bot.get_updates(offset=third + 1) == []


async def test_poll_brings_at_most_a_hundred_and_again_until_they_are_confirmed(
    stage: Stage,
) -> None:
    """Whoever polls: to the server, a bot that was killed and started again is the same one."""
    for number in range(102):
        stage.world.say(MARIA, str(number))

    first = ids(await stage.bot.get_updates(limit=100))
    assert len(first) == 100
    assert first == sorted(set(first))
    assert ids(await stage.second_bot().get_updates()) == first
    rest = ids(await stage.second_bot().get_updates(offset=first[-1] + 1))
    assert rest == [first[-1] + 1, first[-1] + 2]
    assert ids(await stage.bot.get_updates(offset=first[0])) == rest
    assert ids(await stage.bot.get_updates(offset=rest[0])) == rest


async def test_negative_offset_keeps_the_newest(stage: Stage) -> None:
    for text in ("раз", "два", "три"):
        stage.world.say(MARIA, text)

    updates = await stage.bot.get_updates(offset=-2)

    texts = [update.message.text for update in updates if update.message]
    assert (texts, len(stage.world.bot.updates)) == (["два", "три"], 2)


async def test_long_poll_returns_as_soon_as_something_happens(stage: Stage) -> None:
    poll = await until_polled(stage, lambda: stage.bot.get_updates(timeout=30))

    stage.world.say(MARIA, "привет")

    async with asyncio.timeout(PATIENCE):
        updates = await poll
    assert isinstance(updates, list)
    assert [update.message.text for update in updates] == ["привет"]


async def test_two_pollers_the_older_loses(stage: Stage) -> None:
    older = await until_polled(stage, lambda: stage.bot.get_updates(timeout=30))
    newer = await until_polled(stage, lambda: stage.second_bot().get_updates(timeout=30))

    with pytest.raises(TelegramConflictError) as caught:
        await older
    assert caught.value.message == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    stage.world.say(MARIA, "привет")
    async with asyncio.timeout(PATIENCE):
        assert await newer


async def test_poll_that_does_not_wait_leaves_the_waiting_one_alone(stage: Stage) -> None:
    waiting = await until_polled(stage, lambda: stage.bot.get_updates(timeout=30))

    assert await stage.second_bot().get_updates() == []
    stage.world.say(MARIA, "привет")

    async with asyncio.timeout(PATIENCE):
        updates = await waiting
    assert isinstance(updates, list)
    assert ids(updates) == ids(await stage.bot.get_updates())


async def test_poll_after_the_webhook_was_deleted_finds_what_waited(stage: Stage) -> None:
    await stage.bot.set_webhook("https://example.org/hook")
    stage.world.say(MARIA, "привет")

    await stage.second_bot().delete_webhook()

    assert (await stage.bot.get_webhook_info()).url == ""
    assert (await stage.bot.get_webhook_info()).pending_update_count == 1
    assert len(await stage.bot.get_updates()) == 1


async def test_long_poll_ends_when_a_webhook_is_set(stage: Stage) -> None:
    poll = await until_polled(stage, lambda: stage.bot.get_updates(timeout=30))

    await stage.second_bot().set_webhook("https://example.org/hook")

    with pytest.raises(TelegramConflictError) as caught:
        async with asyncio.timeout(PATIENCE):
            await poll
    assert caught.value.message == "Conflict: terminated by setWebhook request"


async def test_poll_beside_a_webhook_is_a_conflict(stage: Stage) -> None:
    await stage.bot.set_webhook("https://example.org/hook", drop_pending_updates=True)

    with pytest.raises(TelegramConflictError) as caught:
        await stage.bot.get_updates()
    assert caught.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )

    assert (await stage.bot.get_webhook_info()).url == "https://example.org/hook"
    await stage.bot.delete_webhook()
    assert (await stage.bot.get_webhook_info()).url == ""
    assert await stage.bot.get_updates() == []


async def test_allowed_updates_keep_the_others_out(stage: Stage) -> None:
    await stage.bot.get_updates(allowed_updates=["my_chat_member"])
    stage.world.say(MARIA, "не нужно")
    stage.world.block_bot(MARIA)
    [update] = await stage.bot.get_updates()
    assert update.event_type == "my_chat_member"

    await stage.bot.get_updates(allowed_updates=["message"])
    stage.world.say(MARIA, "нужно")
    assert [u.event_type for u in await stage.bot.get_updates(update.update_id + 1)] == ["message"]


async def test_what_people_send_is_what_aiogram_reads(stage: Stage) -> None:
    world = stage.world
    world.say(MARIA, "/start cluster_1 @somebody #кластер https://example.org/a a@b.ru")
    live = world.share_location(MARIA, 56.3, 44.0, live_period=900)
    world.move_location(MARIA, live["message_id"], 56.4, 44.1)
    world.share_venue(MARIA, 56.3, 44.0, "Кремль", "Нижний Новгород")
    world.share_contact(MARIA, "+79990000000")
    for kind in ("document", "photo", "sticker", "voice", "video"):
        world.upload(MARIA, "file.bin", b"\x89PNG\r\n\x1a\n", kind=kind)

    updates = await stage.bot.get_updates()

    kinds = [u.message.content_type if u.message else u.event_type for u in updates]
    assert kinds == [
        "text", "location", "edited_message", "venue", "contact",
        "document", "photo", "sticker", "voice", "video",
    ]  # fmt: skip
    assert updates[0].message is not None
    assert [entity.type for entity in updates[0].message.entities or ()] == [
        "bot_command", "mention", "hashtag", "url", "email",
    ]  # fmt: skip
    moved = updates[2].edited_message
    assert moved is not None
    assert moved.location is not None
    assert (moved.location.latitude, moved.location.live_period) == (56.4, 900)


async def test_edit_by_a_person_is_an_edited_message(stage: Stage) -> None:
    said = stage.world.say(MARIA, "Омс")
    stage.world.edit(MARIA, said["message_id"], "Омск")

    updates = await stage.bot.get_updates()

    assert updates[0].message is not None
    assert updates[1].edited_message is not None
    assert (updates[0].message.text, updates[1].edited_message.text) == ("Омс", "Омск")


async def test_press_is_answered_once(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Меню", reply_markup=MENU)
    query_id = stage.world.press(MARIA, sent.message_id, "near")
    [update] = await stage.bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (query_id, "near")

    await stage.bot.answer_callback_query(query_id, text="Сейчас", show_alert=True)

    answer = {"text": "Сейчас", "show_alert": True, "url": ""}
    assert stage.world.callback_answer(query_id) == answer
    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.answer_callback_query(query_id)
    assert caught.value.message == OLD_QUERY


async def test_press_answered_after_a_quarter_of_an_hour_is_too_old(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Меню", reply_markup=MENU)
    query_id = stage.world.press(MARIA, sent.message_id, "near")
    stage.clock.advance(minutes=15, seconds=1)

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.answer_callback_query(query_id)

    assert caught.value.message == OLD_QUERY


async def test_press_of_a_button_that_is_not_there_needs_forging(stage: Stage) -> None:
    sent = await stage.bot.send_message(MARIA, "Меню", reply_markup=MENU)
    with pytest.raises(WorldError, match="has no button"):
        stage.world.press(MARIA, sent.message_id, "чужое")

    stage.world.press(MARIA, sent.message_id, "чужое", forged=True)
    stage.world.press(MARIA, 99, "чужое", forged=True)

    known, gone = [u.callback_query for u in await stage.bot.get_updates()]
    assert known is not None
    assert known.message is not None
    assert known.message.message_id == sent.message_id
    assert gone is not None
    assert type(gone.message).__name__ == "InaccessibleMessage"


async def test_inline_query_is_answered_and_a_result_chosen(stage: Stage) -> None:
    query_id = stage.world.ask_inline(MARIA, "омск", location=(55.0, 73.4))
    [asked] = await stage.bot.get_updates()
    assert asked.inline_query is not None
    assert asked.inline_query.location is not None
    content = InputTextMessageContent(message_text="<b>Омск</b>", parse_mode="HTML")
    article = InlineQueryResultArticle(id="1", title="Омск", input_message_content=content)
    venue = InlineQueryResultVenue(
        id="2", latitude=55.0, longitude=73.4, title="Колледж", address="Омск"
    )

    await stage.bot.answer_inline_query(
        query_id,
        [article, venue],
        next_offset="2",
        button=InlineQueryResultsButton(text="Открыть", start_parameter="inline"),
    )

    answer = stage.world.inline_answer(query_id)
    assert answer is not None
    assert ([result["id"] for result in answer["results"]], answer["next_offset"]) == (
        ["1", "2"],
        "2",
    )
    text = stage.world.choose_inline(MARIA, query_id, "1")
    assert (text["text"], text["entities"], text["via_bot"]["id"]) == (
        "Омск",
        [{"type": "bold", "offset": 0, "length": 4}],
        42,
    )
    assert stage.world.choose_inline(MARIA, query_id, "2")["venue"]["title"] == "Колледж"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([("1", "a")] * 2, "RESULT_ID_DUPLICATE"),
        ([("я" * 33, "a")], "RESULT_ID_INVALID"),
        ([(str(number), "a") for number in range(51)], "RESULTS_TOO_MUCH"),
        ([("1", "a" * 4097)], "message is too long"),
    ],
)
async def test_inline_answer_wrong_results_are_refused(
    stage: Stage, results: list[tuple[str, str]], words: str
) -> None:
    query_id = stage.world.ask_inline(MARIA, "омск")
    articles = [
        InlineQueryResultArticle(
            id=number, title="a", input_message_content=InputTextMessageContent(message_text=text)
        )
        for number, text in results
    ]

    with pytest.raises(TelegramBadRequest) as caught:
        await stage.bot.answer_inline_query(query_id, list(articles))

    assert caught.value.message == f"Bad Request: {words}"
    assert stage.world.inline_answer(query_id) is None


async def test_block_and_return_are_told_and_obeyed(stage: Stage) -> None:
    stage.world.block_bot(MARIA)
    stage.world.block_bot(MARIA)
    stage.world.say(MARIA, "/start")

    updates = await stage.bot.get_updates()

    changes = [u.my_chat_member for u in updates if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert (await stage.bot.send_message(MARIA, "С возвращением")).text == "С возвращением"


async def test_open_link_starts_with_its_payload(stage: Stage) -> None:
    texts = [
        stage.world.open_link(MARIA, address)["text"]
        for address in (
            "https://t.me/kompas_bot?start=cluster_1",
            "t.me/Kompas_Bot",
            "https://t.me/kompas_bot?start=не+годится",
        )
    ]

    assert texts == ["/start cluster_1", "/start", "/start"]
    with pytest.raises(WorldError, match="does not lead"):
        stage.world.open_link(MARIA, "https://t.me/other_bot?start=1")


@pytest.mark.parametrize("is_personal", [True, False])
async def test_inline_answer_is_cached_as_long_and_for_whom_it_says(
    stage: Stage, is_personal: bool
) -> None:
    """answerInlineQuery: cache_time and is_personal; two devices of a person are one person."""
    stage.world.add_person("Иван", person_id=1002)
    asked = stage.world.ask_inline(MARIA, "омск")
    await stage.bot.answer_inline_query(asked, [], cache_time=60, is_personal=is_personal)
    stage.world.bot.updates.clear()

    again = stage.world.ask_inline(MARIA, "омск")
    assert stage.world.inline_answer(again) == stage.world.inline_answer(asked)
    assert not stage.updates("inline_query")
    stage.world.ask_inline(1002, "омск")
    assert len(stage.updates("inline_query")) == is_personal
    stage.world.ask_inline(MARIA, "омск", "1")
    stage.world.ask_inline(MARIA, "омск", location=(55.0, 73.4))
    assert len(stage.updates("inline_query")) == is_personal + 2
    stage.clock.advance(seconds=61)
    stage.world.ask_inline(MARIA, "омск")
    assert len(stage.updates("inline_query")) == is_personal + 3


async def test_inline_answer_of_no_cache_time_is_asked_for_again(stage: Stage) -> None:
    asked = stage.world.ask_inline(MARIA, "омск")
    await stage.bot.answer_inline_query(asked, [], cache_time=0)
    stage.world.bot.updates.clear()

    stage.world.ask_inline(MARIA, "омск")

    assert len(stage.updates("inline_query")) == 1


def test_inline_query_longer_than_clients_send_is_refused(stage: Stage) -> None:
    with pytest.raises(WorldError, match="256"):
        stage.world.ask_inline(MARIA, "я" * 257)
