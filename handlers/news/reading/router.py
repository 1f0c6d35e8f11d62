from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound
from domain.ids import NewsId
from domain.people.users import Actor
from handlers.callbacks.news.reading import (
    BUTTONS,
    AskWordsButton,
    ChannelButton,
    FoundButton,
    FoundPageButton,
    NewsItemButton,
    NewsListButton,
    NewsTopicsButton,
    OpenNewsButton,
    RelatedButton,
    WholeTextButton,
)
from handlers.news.reading import (
    channels,
    inline,
    search,
    views,
)
from handlers.news.reading.items import card_of, replace_by_item, send_item
from handlers.news.reading.lists import list_screen
from handlers.states import SearchingNews
from services.clusters.catalogue import Clusters
from services.news.reading import News
from services.news.sources.illustrations import Illustrations
from services.news.subscriptions import Subscriptions
from services.people.users import Users
from ui.filters import FreeText, OwnButton, Pressed, Section
from ui.menu import before_link
from ui.photo_screens import show_text
from ui.screens import Screen, acknowledge, send, send_all, send_to_chat
from ui.translator import Translator

LATEST = "latest"
"""Payload of the link `news_latest`, which leads from inline mode into the chat."""


def build_links() -> Router:
    """Deep links to news, ahead of the router that greets."""
    router = Router(name="news-links")
    link = CommandStart(deep_link=True, magic=F.args.startswith("news_"))
    router.message.register(on_link, link)
    return router


def build() -> Router:
    router = Router(name="news")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_news, or_f(Command("news"), Pressed("menu-news")))
    router.message.register(search.on_words, StateFilter(SearchingNews.words), FreeText())
    router.callback_query.register(on_list, NewsListButton.filter())
    router.callback_query.register(on_topics, NewsTopicsButton.filter())
    router.callback_query.register(on_item, NewsItemButton.filter())
    router.callback_query.register(on_related, RelatedButton.filter())
    router.callback_query.register(on_whole_text, WholeTextButton.filter())
    router.callback_query.register(on_found, FoundButton.filter())
    router.callback_query.register(on_open, OpenNewsButton.filter())
    router.callback_query.register(search.on_ask, AskWordsButton.filter())
    router.callback_query.register(search.on_page, FoundPageButton.filter())
    router.callback_query.register(channels.on_choice, ChannelButton.filter())
    router.inline_query.register(inline.on_section, Section("news-inline-section"))
    router.channel_post.register(channels.on_post)
    router.edited_channel_post.register(channels.on_edit)
    return router


async def on_news(message: Message, actor: Actor, t: Translator, news: News) -> None:
    await send(message, await list_screen(NewsListButton(), actor, t, news))


async def on_link(
    message: Message,
    command: CommandObject,
    bot: Bot,
    actor: Actor,
    t: Translator,
    users: Users,
    news: News,
    clusters: Clusters,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    """`news_<id>`. The greeting comes first for those who see the bot for the first time."""
    await users.follow_link(actor)
    number = (command.args or "").removeprefix("news_")
    await send_all(message, before_link(actor, t))
    if number == LATEST:
        await on_news(message, actor, t, news)
        return
    try:
        item = await news.item(NewsId(int(number) if _is_id(number) else 0))
    except NotFound:
        await send(message, Screen(t("news-gone-fresh")))
        await send(message, await list_screen(NewsListButton(), actor, t, news))
        return
    card = await card_of(item, NewsListButton(), clusters)
    await send_item(bot, message.chat.id, card, actor, t, illustrations, bot_username)


async def on_list(
    query: CallbackQuery,
    callback_data: NewsListButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
) -> None:
    await search.end_wait(state)
    await show_text(query, await list_screen(callback_data, actor, t, news))


async def on_topics(query: CallbackQuery, state: FSMContext, t: Translator, news: News) -> None:
    await search.end_wait(state)
    await show_text(query, views.topics_screen(await news.topics(), t))


async def on_item(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    clusters: Clusters,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    place = _place(callback_data)
    try:
        item = await news.item(NewsId(callback_data.id))
    except NotFound:
        await _show_fresh(query, place, actor, t, news)
        return
    await acknowledge(query)
    card = await card_of(item, place, clusters)
    await replace_by_item(query, card, actor, t, illustrations, bot_username)


async def on_related(
    query: CallbackQuery, callback_data: RelatedButton, actor: Actor, t: Translator, news: News
) -> None:
    place = _place(callback_data)
    try:
        item = await news.item(NewsId(callback_data.id))
    except NotFound:
        await _show_fresh(query, place, actor, t, news)
        return
    related = await news.related(item)
    await show_text(query, views.related_screen(item, related, place, actor.zone, t))


async def on_whole_text(
    query: CallbackQuery, callback_data: WholeTextButton, actor: Actor, t: Translator, news: News
) -> None:
    """A message of its own: the picture stays above."""
    item = await news.item(NewsId(callback_data.id))
    await acknowledge(query)
    await send_to_chat(query, views.whole_text_screen(item, actor.zone, t))


async def on_found(
    query: CallbackQuery,
    callback_data: FoundButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    news: News,
    clusters: Clusters,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    item = await news.item(NewsId(callback_data.id))
    await acknowledge(query)
    card = await card_of(item, NewsListButton(), clusters)
    await send_item(bot, query.from_user.id, card, actor, t, illustrations, bot_username)


async def on_open(
    query: CallbackQuery,
    callback_data: OpenNewsButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    subscriptions: Subscriptions,
    clusters: Clusters,
    illustrations: Illustrations,
    bot_username: str,
) -> None:
    """A message of its own: what was delivered stays above."""
    item = await subscriptions.opened(actor, NewsId(callback_data.id))
    await acknowledge(query)
    card = await card_of(item, NewsListButton(), clusters)
    await send_item(bot, query.from_user.id, card, actor, t, illustrations, bot_username)


async def _show_fresh(
    query: CallbackQuery, place: NewsListButton, actor: Actor, t: Translator, news: News
) -> None:
    """What was chosen is no longer there: says so, and shows the list as it is now."""
    await acknowledge(query, t.plain("news-gone-fresh"), is_alert=True)
    await show_text(query, await list_screen(place, actor, t, news))


def _place(data: NewsItemButton | RelatedButton) -> NewsListButton:
    return NewsListButton(topic=data.topic, edge=data.edge, newer=data.newer)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12
