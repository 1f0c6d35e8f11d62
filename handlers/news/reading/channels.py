"""Posts of channels on their way into the news, and the organisers' choice of channels."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import CallbackQuery, Message, MessageEntity

from domain.ids import ChatId
from domain.news.items import Content, Entity, Entry
from domain.people.users import Actor
from domain.texts import utf16_units
from handlers.callbacks.news.reading import ChannelButton
from handlers.news.reading.channel_views import channel_screen
from handlers.news.reading.texts import kept
from services.files.richtext import cut
from services.news.sources.channels import NewsChannels
from ui.albums import Albums
from ui.photo_screens import file_id
from ui.screens import show
from ui.translator import Translator

HEADLINE = 150
"""UTF-16 units of a post's beginning that become the title."""


async def on_post(message: Message, channels: NewsChannels, albums: Albums) -> None:
    """An album is a message for each part: they become one item."""
    if not await channels.wants(ChatId(message.chat.id)):
        return

    async def whole(parts: list[Message]) -> None:
        entry = entry_of(parts)
        if entry is not None:
            await channels.posted(ChatId(message.chat.id), entry)

    await albums.collect(message, whole)


async def on_edit(message: Message, channels: NewsChannels) -> None:
    """Takes the edit of a post. The part of an album with the words tells of the whole; edits of
    others change no words."""
    entry = entry_of([message])
    if entry is not None:
        await channels.posted(ChatId(message.chat.id), entry, is_edit=True)


async def on_choice(
    query: CallbackQuery,
    callback_data: ChannelButton,
    actor: Actor,
    t: Translator,
    channels: NewsChannels,
) -> None:
    chat_id = ChatId(callback_data.chat)
    title = await channels.choose(actor, chat_id, wanted=callback_data.wanted)
    await show(query, channel_screen(chat_id, title, t, is_taken=callback_data.wanted))


def entry_of(parts: Sequence[Message]) -> Entry | None:
    """None for a post without words: a lone picture, a poll, a service message."""
    ordered = sorted(parts, key=lambda part: part.message_id)
    worded = [part for part in ordered if (part.text or part.caption or "").strip()]
    if not worded:
        return None
    post = worded[0]
    title, text, entities = headed(
        post.text or post.caption or "", post.entities or post.caption_entities or ()
    )
    if not title:
        return None
    group = ordered[0].media_group_id
    content = Content(
        title=title,
        text=text,
        entities=entities,
        url=f"https://t.me/{post.chat.username}/{post.message_id}" if post.chat.username else "",
        picture_id=next(filter(None, map(file_id, ordered)), ""),
    )
    guid = f"album/{group}" if group else f"post/{ordered[0].message_id}"
    return Entry(guid=guid, content=content, published_at=post.date)


def headed(text: str, entities: Sequence[MessageEntity]) -> tuple[str, str, tuple[Entity, ...]]:
    """Title, and the text without it: the first line, or the first sentence of a long one."""
    line = text.lstrip().partition("\n")[0].strip()
    title = cut(line, HEADLINE)
    start = len(text) - len(text.lstrip())
    if line.startswith(title):
        start += len(title)
        start += len(text[start:]) - len(text[start:].lstrip())
    shift = utf16_units(text[:start])
    found = []
    for one in entities:
        begin, end = max(0, one.offset - shift), one.offset + one.length - shift
        if end > begin:
            found.append(kept(one, begin, end - begin))
    return title, text[start:].rstrip(), tuple(found)
