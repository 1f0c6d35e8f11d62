"""The feeds and channels that news come from."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import ChatId, SourceId
from domain.news.items import Source
from domain.people.users import Actor
from handlers.callbacks.news.editing import (
    AddChannelButton,
    AddFeedButton,
    SourceAct,
    SourceButton,
    SourcesButton,
)
from handlers.news.editing import views
from handlers.news.reading.channel_views import channel_screen
from handlers.states import EditingNews
from services.news.sources.channels import NewsChannels
from services.news.sources.registry import NewsSources
from ui.filters import FreeText
from ui.menu import main_menu
from ui.pickers import Picked, Request, news_channel_picker
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_sources, SourcesButton.filter())
    router.callback_query.register(on_add, AddFeedButton.filter())
    router.callback_query.register(on_add_channel, AddChannelButton.filter())
    router.message.register(on_channel, Picked(Request.NEWS_CHANNEL))
    router.callback_query.register(on_source, SourceButton.filter())
    router.message.register(on_address, StateFilter(EditingNews.feed), FreeText())


async def on_sources(
    query: CallbackQuery,
    callback_data: SourcesButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_sources: NewsSources,
) -> None:
    found = await news_sources.all(actor)
    await state.clear()
    await show(query, views.sources_screen(found, callback_data.page, t))


async def on_add(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_sources: NewsSources,
) -> None:
    await news_sources.begin(actor)
    await state.set_state(EditingNews.feed)
    await show(query, views.ask_feed(t))


async def on_add_channel(
    query: CallbackQuery, actor: Actor, t: Translator, news_sources: NewsSources
) -> None:
    await news_sources.begin(actor)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("news-sources-pick-ask"), news_channel_picker(t)))


async def on_channel(
    message: Message, state: FSMContext, actor: Actor, t: Translator, channels: NewsChannels
) -> None:
    """The bot has heard before that it is an administrator there: my_chat_member comes first."""
    assert message.chat_shared is not None
    chat_id = ChatId(message.chat_shared.chat_id)
    title = await channels.choose(actor, chat_id, wanted=True)
    await state.clear()
    await send(message, main_menu(t, "news-sources-picked"))
    await send(message, channel_screen(chat_id, title, t, is_taken=True))


async def on_address(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_sources: NewsSources,
) -> None:
    source = await news_sources.add_feed(actor, (message.text or "").strip())
    await state.clear()
    await send(message, views.source_screen(source, actor.zone, t))


async def on_source(
    query: CallbackQuery,
    callback_data: SourceButton,
    actor: Actor,
    t: Translator,
    news_sources: NewsSources,
) -> None:
    source_id, change = SourceId(callback_data.id), callback_data.change
    if change is SourceAct.REMOVE:
        source = await news_sources.find(actor, source_id)
        if not callback_data.sure:
            await show(query, views.remove_screen(source, t))
            return
        await news_sources.remove(actor, source_id)
        await show(query, views.sources_screen(await news_sources.all(actor), 0, t))
        return
    source = await _changed(news_sources, actor, source_id, change)
    toast = t.plain("news-source-asked") if change is SourceAct.ASK else None
    await show(query, views.source_screen(source, actor.zone, t), toast=toast)


async def _changed(
    news_sources: NewsSources, actor: Actor, source_id: SourceId, change: SourceAct
) -> Source:
    if change in {SourceAct.TRUST, SourceAct.DISTRUST}:
        is_trusted = change is SourceAct.TRUST
        return await news_sources.trust(actor, source_id, is_trusted=is_trusted)
    if change in {SourceAct.PAUSE, SourceAct.RESUME}:
        is_paused = change is SourceAct.PAUSE
        return await news_sources.pause(actor, source_id, is_paused=is_paused)
    if change is SourceAct.ASK:
        return await news_sources.ask_now(actor, source_id)
    return await news_sources.find(actor, source_id)
