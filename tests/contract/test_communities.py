"""Channels, supergroups and topics: what the bot may do there and what it hears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputPollOption,
    KeyboardButton,
    Message,
    MessageOriginChannel,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from sandbox.client import received
from sandbox.errors import WorldError
from tests.contract.conftest import MARIA, Stage
from tests.contract.refusals import PNG

BOT = 42
ANNA = 1002
MENU = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Рядом", callback_data="near")]]
)


@dataclass(frozen=True, slots=True)
class Town:
    """A channel and a forum with one topic, owned by Maria, with the bot in both."""

    stage: Stage
    channel: int
    forum: int
    topic: int

    def shown(self, chat_id: int) -> dict[str, Any]:
        """The newest message there."""
        return self.stage.world.history(chat_id)[-1]

    async def heard(self) -> list[Message]:
        updates = await self.stage.bot.get_updates()
        return [update.message for update in updates if update.message]


@pytest.fixture
def town(stage: Stage) -> Town:
    world = stage.world
    channel = world.add_channel("Новости", username="kompas_news")["id"]
    forum = world.add_group("Штаб", is_forum=True)["id"]
    world.add_person("Анна", person_id=ANNA)
    world.set_bot_status(channel, MARIA, "administrator")
    world.set_bot_status(forum, MARIA, "member")
    topic = world.add_topic(forum, "Логистика")
    world.bot.updates.clear()
    return Town(stage, channel, forum, topic)


async def test_ids_are_telegrams_and_heads_are_told(town: Town) -> None:
    channel = await town.stage.bot.get_chat("@Kompas_News")
    forum = await town.stage.bot.get_chat(town.forum)

    assert str(channel.id).startswith("-100")
    assert (channel.id, channel.type, channel.title, channel.username) == (
        town.channel,
        "channel",
        "Новости",
        "kompas_news",
    )
    assert (forum.type, forum.title, forum.is_forum) == ("supergroup", "Штаб", True)
    chosen = town.stage.world.add_channel("Другой", chat_id=-1009)
    assert (await town.stage.bot.get_chat_member_count(town.channel), chosen["id"]) == (2, -1009)


async def test_post_in_a_channel_has_no_author_and_causes_no_update(town: Town) -> None:
    sent = await town.stage.bot.send_message("@kompas_news", "Завтра", reply_markup=MENU)

    assert (sent.from_user, sent.chat.id) == (None, town.channel)
    assert sent.sender_chat is not None
    assert sent.sender_chat.title == "Новости"
    assert town.shown(town.channel)["text"] == "Завтра"
    assert town.stage.world.pending("42:sandbox") == []


async def test_everything_can_be_sent_to_a_topic(town: Town) -> None:
    bot = town.stage.bot
    where: dict[str, Any] = {"message_thread_id": town.topic}
    posted = town.stage.world.say(MARIA, "Смотрите")["message_id"]
    photo = BufferedInputFile(PNG, "a.png")

    await bot.send_message(town.forum, "a", **where)
    await bot.send_photo(town.forum, photo, **where)
    await bot.send_media_group(town.forum, [InputMediaPhoto(media=photo)] * 2, **where)
    await bot.send_poll(
        town.forum, "Идёте?", [InputPollOption(text="Да"), InputPollOption(text="Нет")], **where
    )
    await bot.send_location(town.forum, 55.0, 73.4, **where)
    await bot.copy_message(town.forum, MARIA, posted, **where)
    await bot.copy_messages(town.forum, MARIA, [posted], **where)
    await bot.forward_message(town.forum, MARIA, posted, **where)
    await bot.send_chat_action(town.forum, "typing", **where)

    sent = [Message.model_validate(one.raw) for one in received(town.stage.world, town.forum)]
    assert len(sent) == 9
    assert {(m.message_thread_id, m.is_topic_message) for m in sent} == {(town.topic, True)}


async def test_general_topic_has_no_thread_and_a_reply_stays_in_its_topic(town: Town) -> None:
    general = await town.stage.bot.send_message(town.forum, "всем")
    asked = town.stage.world.say(MARIA, "/help", chat_id=town.forum, thread_id=town.topic)

    answer = await town.stage.bot.send_message(
        town.forum, "вот", reply_parameters=ReplyParameters(message_id=asked["message_id"])
    )

    assert (general.message_thread_id, answer.message_thread_id) == (None, town.topic)


@pytest.mark.parametrize("place", ["forum", "channel", "private"])
async def test_unknown_topic_is_refused(town: Town, place: str) -> None:
    town.stage.world.delete_topic(town.forum, town.topic)
    chat_id = {"forum": town.forum, "channel": town.channel, "private": MARIA}[place]

    for call in (town.stage.bot.send_message, town.stage.bot.send_chat_action):
        with pytest.raises(TelegramBadRequest) as caught:
            await call(chat_id, "typing", message_thread_id=town.topic)
        assert caught.value.message == "Bad Request: message thread not found"

    assert town.stage.world.history(town.forum) == []


@pytest.mark.parametrize(
    ("place", "status", "kind", "words"),
    [
        ("channel", "left", 403, "Forbidden: bot is not a member of the channel chat"),
        ("channel", "kicked", 403, "Forbidden: bot was kicked from the channel chat"),
        ("channel", "member", 400, "Bad Request: need administrator rights in the channel chat"),
        ("forum", "left", 403, "Forbidden: bot is not a member of the supergroup chat"),
        ("forum", "kicked", 403, "Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_writing_without_a_right_to_is_refused(
    town: Town, place: str, status: str, kind: int, words: str
) -> None:
    chat_id = town.channel if place == "channel" else town.forum
    sent = await town.stage.bot.send_message(chat_id, "раньше")
    town.stage.world.set_bot_status(chat_id, MARIA, status)
    error = TelegramForbiddenError if kind == 403 else TelegramBadRequest
    bot = town.stage.bot

    for call in (
        bot.send_message(chat_id, "a"),
        bot.copy_message(chat_id, MARIA, 1),
        bot.edit_message_text("b", chat_id=chat_id, message_id=sent.message_id),
        bot.delete_message(chat_id, sent.message_id),
    ):
        with pytest.raises(TelegramAPIError) as caught:
            await call
        assert (type(caught.value), caught.value.message) == (error, words)


async def test_administrator_without_the_right_to_post_is_refused(town: Town) -> None:
    town.stage.world.set_bot_status(
        town.channel, MARIA, "administrator", rights={"can_edit_messages"}
    )

    with pytest.raises(TelegramBadRequest, match="need administrator rights in the channel chat"):
        await town.stage.bot.send_message(town.channel, "a")


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_private_community_is_closed_to_those_outside(town: Town, status: str) -> None:
    bot = town.stage.bot
    town.stage.world.set_bot_status(town.forum, MARIA, status)

    for call in (
        bot.get_chat(town.forum),
        bot.get_chat_member(town.forum, BOT),
        bot.get_chat_administrators(town.forum),
        bot.copy_message(MARIA, town.forum, 1),
    ):
        with pytest.raises(TelegramForbiddenError, match="supergroup chat"):
            await call


async def test_public_channel_is_read_from_outside_but_not_its_members(town: Town) -> None:
    posted = town.stage.world.post(town.channel, "Новость")
    town.stage.world.set_bot_status(town.channel, MARIA, "left")

    assert (await town.stage.bot.get_chat(town.channel)).title == "Новости"
    await town.stage.bot.copy_message(MARIA, "@kompas_news", posted["message_id"])
    with pytest.raises(TelegramBadRequest, match="member list is inaccessible"):
        await town.stage.bot.get_chat_member(town.channel, MARIA)
    assert isinstance(await town.stage.bot.get_chat_member(town.channel, BOT), ChatMemberLeft)


async def test_status_changes_are_told_once(town: Town) -> None:
    world = town.stage.world
    for status in ("member", "administrator", "administrator", "left"):
        world.set_bot_status(town.forum, ANNA, status)

    changes = [u.my_chat_member for u in await town.stage.bot.get_updates() if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("member", "administrator"),
        ("administrator", "left"),
    ]
    assert {(c.chat.id, c.from_user.id) for c in changes} == {(town.forum, ANNA)}
    promoted = changes[0].new_chat_member
    assert isinstance(promoted, ChatMemberAdministrator)
    assert (promoted.can_manage_topics, promoted.can_post_messages) == (True, None)
    with pytest.raises(WorldError, match="cannot be creator"):
        world.set_bot_status(town.forum, MARIA, "creator")


async def test_members_are_told_by_what_they_are(town: Town) -> None:
    bot, world = town.stage.bot, town.stage.world
    world.set_bot_status(town.channel, MARIA, "administrator", rights={"can_post_messages"})
    world.say(ANNA, "привет", chat_id=town.forum)

    admin = await bot.get_chat_member(town.channel, BOT)
    assert isinstance(admin, ChatMemberAdministrator)
    assert (admin.can_post_messages, admin.can_edit_messages) == (True, False)
    assert isinstance(await bot.get_chat_member(town.forum, BOT), ChatMemberMember)
    assert isinstance(await bot.get_chat_member(town.forum, ANNA), ChatMemberMember)
    assert isinstance(await bot.get_chat_member(town.channel, MARIA), ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(town.channel, ANNA), ChatMemberLeft)
    with pytest.raises(TelegramBadRequest, match="user not found"):
        await bot.get_chat_member(town.forum, 5)


async def test_administrators_are_listed_with_the_bot(town: Town) -> None:
    bot = town.stage.bot
    town.stage.world.set_member_status(town.channel, ANNA, "member")

    listed = await bot.get_chat_administrators(town.channel)

    assert [(one.user.id, one.status) for one in listed] == [
        (MARIA, "creator"),
        (BOT, "administrator"),
    ]
    with pytest.raises(TelegramBadRequest, match="no administrators in the private chat"):
        await bot.get_chat_administrators(MARIA)


async def test_bot_leaves_and_is_told_of_it(town: Town) -> None:
    assert await town.stage.bot.leave_chat(town.forum)

    [update] = await town.stage.bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.from_user.id == BOT
    with pytest.raises(TelegramForbiddenError):
        await town.stage.bot.send_message(town.forum, "a")
    with pytest.raises(TelegramBadRequest, match="can't be changed in private chats"):
        await town.stage.bot.leave_chat(MARIA)


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(town: Town) -> None:
    world = town.stage.world
    ours = await town.stage.bot.send_message(town.forum, "Вопросы?")
    said: dict[str, Any] = {"chat_id": town.forum, "thread_id": town.topic}

    world.say(ANNA, "между собой", **said)
    world.say(ANNA, "/help", **said)
    world.say(ANNA, "/help@kompas_bot", **said)
    world.say(ANNA, "/help@other_bot", **said)
    world.say(ANNA, "🧭 спросим @Kompas_Bot", **said)
    world.say(ANNA, "@kompas_bots", **said)
    world.say(ANNA, "да", reply_to=ours.message_id, **said)

    heard = await town.heard()
    assert [message.text for message in heard] == [
        "/help",
        "/help@kompas_bot",
        "🧭 спросим @Kompas_Bot",
        "да",
    ]
    assert {(m.chat.id, m.message_thread_id, m.is_topic_message) for m in heard} == {
        (town.forum, town.topic, True)
    }
    assert len(world.history(town.forum)) == 9


async def test_administrator_hears_everything_and_a_stranger_nothing(town: Town) -> None:
    world = town.stage.world
    world.set_bot_status(town.forum, MARIA, "administrator")
    said = world.say(ANNA, "между собой", chat_id=town.forum)
    world.edit(ANNA, said["message_id"], "между нами", chat_id=town.forum)
    world.set_bot_status(town.forum, MARIA, "left")
    world.say(ANNA, "/help", chat_id=town.forum)

    updates = await town.stage.bot.get_updates()
    assert [update.event_type for update in updates] == [
        "my_chat_member",
        "message",
        "edited_message",
        "my_chat_member",
    ]


async def test_button_in_a_group_tells_where_it_was_pressed(town: Town) -> None:
    sent = await town.stage.bot.send_message(town.forum, "Меню", reply_markup=MENU)

    question = town.stage.world.press(ANNA, sent.message_id, "near", chat_id=town.forum)

    [update] = await town.stage.bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert (update.callback_query.from_user.id, update.callback_query.message.chat.id) == (
        ANNA,
        town.forum,
    )
    assert await town.stage.bot.answer_callback_query(question, "Готово")


async def test_post_of_the_channels_people_is_heard_and_forwarded(town: Town) -> None:
    world = town.stage.world
    posted = world.post(town.channel, "Новость")
    world.forward(MARIA, town.channel, posted["message_id"])

    post, forwarded = await town.stage.bot.get_updates()
    assert post.channel_post is not None
    assert post.channel_post.text == "Новость"
    assert forwarded.message is not None
    origin = forwarded.message.forward_origin
    assert isinstance(origin, MessageOriginChannel)
    assert (origin.chat.id, origin.message_id) == (town.channel, posted["message_id"])


async def test_albums_and_edits_of_the_channels_people_are_heard(town: Town) -> None:
    world = town.stage.world
    files = [("a.png", PNG, "photo"), ("b.png", PNG, "photo")]
    parts = world.post_files(town.channel, files, "Мастерские")
    world.edit_post(town.channel, parts[0]["message_id"], "Пять мастерских")
    world.edit_post(town.channel, parts[0]["message_id"], "")
    text = world.post(town.channel, "Завтра")
    world.edit_post(town.channel, text["message_id"], "Послезавтра")

    updates = await town.stage.bot.get_updates()
    posts = [update.channel_post for update in updates if update.channel_post]
    edits = [u.edited_channel_post for u in updates if u.edited_channel_post]
    assert [(one.caption, bool(one.photo)) for one in posts[:2]] == [
        ("Мастерские", True),
        (None, True),
    ]
    assert len({one.media_group_id for one in posts[:2]}) == 1
    assert [(one.caption, one.text) for one in edits] == [
        ("Пять мастерских", None),
        (None, None),
        (None, "Послезавтра"),
    ]
    assert all(one.edit_date and one.from_user is None for one in edits)


async def test_only_channels_have_posts(town: Town) -> None:
    with pytest.raises(WorldError, match="is not a channel"):
        town.stage.world.post_files(town.forum, [("a.png", PNG, "photo")])


async def test_in_a_channel_only_the_bots_own_posts_are_edited(town: Town) -> None:
    bot = town.stage.bot
    sent = await bot.send_message(town.channel, "Завтра в 10:00")
    posted = town.stage.world.post(town.channel, "Новость")
    where: dict[str, Any] = {"chat_id": town.channel}

    await bot.edit_message_text("Завтра в 11:00", message_id=sent.message_id, **where)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("a", message_id=posted["message_id"], **where)

    texts = [message["text"] for message in town.stage.world.history(town.channel)]
    assert texts == ["Завтра в 11:00", "Новость"]


async def test_deletion_obeys_rights_and_age(town: Town) -> None:
    bot, world = town.stage.bot, town.stage.world
    theirs = world.say(ANNA, "реклама", chat_id=town.forum)["message_id"]
    ours = (await bot.send_message(town.forum, "a")).message_id
    old = (await bot.send_message(town.channel, "a")).message_id

    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(town.forum, theirs)
    assert await bot.delete_message(town.forum, ours)
    world.set_bot_status(town.forum, MARIA, "administrator")
    assert await bot.delete_messages(town.forum, [theirs])
    town.stage.clock.advance(hours=48, seconds=1)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(town.channel, old)


async def test_pinning_needs_a_right(town: Town) -> None:
    bot = town.stage.bot
    sent = await bot.send_message(town.forum, "Важно")

    for call in (
        bot.pin_chat_message(town.forum, sent.message_id),
        bot.unpin_chat_message(town.forum),
    ):
        with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned"):
            await call
    town.stage.world.set_bot_status(town.forum, MARIA, "administrator")
    assert await bot.pin_chat_message(town.forum, sent.message_id)


async def test_reply_keyboard_in_a_channel_is_refused(town: Town) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Да")]])

    with pytest.raises(TelegramBadRequest, match="inline keyboard expected"):
        await town.stage.bot.send_message(town.channel, "a", reply_markup=keyboard)


async def test_service_message_is_not_copied(town: Town) -> None:
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await town.stage.bot.copy_message(MARIA, town.forum, town.topic)


async def test_events_carry_the_chat(town: Town) -> None:
    seen: list[tuple[str, int]] = []
    town.stage.world.subscribe(lambda event: seen.append((event["type"], event["chat_id"])))

    await town.stage.bot.send_message(town.channel, "a")
    town.stage.world.set_bot_status(town.channel, MARIA, "member")

    assert seen == [("message", town.channel), ("update", 0), ("membership", town.channel)]


def test_people_cannot_do_in_communities_what_clients_do_not_let_them(town: Town) -> None:
    world = town.stage.world
    group = world.add_group("Чат")["id"]

    with pytest.raises(WorldError, match="has no topic 99"):
        world.say(MARIA, "a", chat_id=town.forum, thread_id=99)
    with pytest.raises(WorldError, match="has no topics"):
        world.add_topic(group, "a")
    with pytest.raises(WorldError, match="with `post`"):
        world.say(MARIA, "a", chat_id=town.channel)
    with pytest.raises(WorldError, match="is not a channel"):
        world.post(group, "a")
    with pytest.raises(WorldError, match="is a private one"):
        world.community(MARIA)
    with pytest.raises(WorldError, match="there is no chat"):
        world.history(-5)
