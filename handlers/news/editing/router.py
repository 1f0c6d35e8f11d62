from __future__ import annotations

import asyncio
from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import FetchError
from domain.ids import NewsId, TopicCode
from domain.news.items import NewsItem
from domain.people.users import Actor
from handlers.callbacks.news.editing import (
    BUTTONS,
    NewNewsButton,
    NewsAct,
    NewsEditingButton,
    NewsField,
    NewsFieldButton,
    NewsItemButton,
    NewsList,
    NewsTopicButton,
)
from handlers.news.editing import (
    charts,
    links,
    posts,
    sources,
    topics,
    views,
)
from handlers.news.subscriptions.messages import letter_call
from handlers.news.subscriptions.picture_fallback import without_picture
from handlers.states import EditingNews
from services.language.moments.typed_moments import read_moment
from services.news.editing import NewsEditing
from services.news.reading import News
from ui.asking import ask
from ui.filters import FreeText, NoCommand, OwnButton
from ui.screens import Screen, acknowledge, send, send_to, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="news-editing")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_list, NewsEditingButton.filter())
    router.callback_query.register(on_new, NewNewsButton.filter())
    for act, handler in (
        (NewsAct.SHOW, on_item),
        (NewsAct.PREVIEW, on_preview),
        (NewsAct.RELEASE, on_release),
        (NewsAct.PLAN, on_plan),
        (NewsAct.UNPLAN, on_unplan),
        (NewsAct.WITHDRAW, on_withdraw),
        (NewsAct.ACCEPT, on_accept),
        (NewsAct.DROP, on_drop),
        (NewsAct.TOPICS, on_topics),
    ):
        router.callback_query.register(handler, NewsItemButton.filter(F.act == act))
    router.callback_query.register(on_field, NewsFieldButton.filter())
    router.callback_query.register(on_topic, NewsTopicButton.filter())
    router.message.register(on_news_sent, StateFilter(EditingNews.news), NoCommand())
    router.message.register(on_field_sent, StateFilter(EditingNews.field), NoCommand())
    router.message.register(on_moment_sent, StateFilter(EditingNews.moment), FreeText())
    sources.register(router)
    topics.register(router)
    charts.register(router)
    links.register(router)
    return router


async def on_list(
    query: CallbackQuery,
    callback_data: NewsEditingButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_editing: NewsEditing,
) -> None:
    news_list: NewsList = callback_data.news_list
    after = NewsId(callback_data.after) if callback_data.after else None
    found = await news_editing.page(actor, after=after, is_released=news_list is NewsList.RELEASED)
    await state.clear()
    await show(query, views.list_screen(news_list, found, actor.zone, t))


async def on_new(
    query: CallbackQuery, state: FSMContext, actor: Actor, t: Translator, news_editing: NewsEditing
) -> None:
    await news_editing.begin(actor)
    await state.set_state(EditingNews.news)
    await show(query, views.ask_news(t))


async def on_news_sent(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    """A link that cannot be read leaves the bot waiting for another, or for a text."""
    address = posts.address_in(message)
    try:
        if address:
            item = await news_editing.draft_from_link(actor, address)
        else:
            item = await news_editing.write(actor, posts.content_of(message))
    except FetchError as error:
        await send(message, Screen("\n".join([t(error.key, **error.params), t("news-link-next")])))
        return
    await state.clear()
    await send(message, await _card(item, actor, t, news, news_editing))


async def on_item(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.item(actor, NewsId(callback_data.id))
    await state.clear()
    await _show(query, item, actor, t, news, news_editing)


async def on_preview(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    news_editing: NewsEditing,
) -> None:
    """Shows the item as it will arrive: without a picture that Telegram refuses, and with a word
    about that."""
    item = await news_editing.item(actor, NewsId(callback_data.id))
    await acknowledge(query)
    letter = letter_call(query.from_user.id, item, actor.zone, t)
    try:
        await bot(letter)
    except TelegramBadRequest as error:
        plainer = without_picture(letter)
        if not plainer:
            raise
        await bot(plainer[0])
        await send_to(bot, query.from_user.id, views.refused_screen(item, error.message, t))


async def on_release(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    news_id = NewsId(callback_data.id)
    if not callback_data.sure:
        item = await news_editing.item(actor, news_id)
        expected = await news_editing.expected(actor, item)
        await show(query, views.release_screen(item, expected, t))
        return
    item = await news_editing.release(actor, news_id)
    await _show(query, item, actor, t, news, news_editing, toast=t.plain("news-released"))


async def on_plan(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.item(actor, NewsId(callback_data.id))
    await ask(state, EditingNews.moment, {"news": item.id})
    await show(query, views.ask_moment(item, t))


async def on_moment_sent(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
    now: datetime,
) -> None:
    at = await asyncio.to_thread(read_moment, message.text or "", actor.zone, now)
    item = await news_editing.plan(actor, NewsId((await state.get_data())["news"]), at)
    await state.clear()
    await send(message, await _card(item, actor, t, news, news_editing))


async def on_unplan(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.plan(actor, NewsId(callback_data.id), None)
    await _show(query, item, actor, t, news, news_editing)


async def on_withdraw(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    news_id = NewsId(callback_data.id)
    if not callback_data.sure:
        item = await news_editing.item(actor, news_id)
        await show(query, views.sure_screen(item, NewsAct.WITHDRAW, t))
        return
    item = await news_editing.withdraw(actor, news_id)
    await _show(query, item, actor, t, news, news_editing, toast=t.plain("news-withdrawn"))


async def on_accept(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.accept_proposal(
        actor, NewsId(callback_data.id), revision=callback_data.revision
    )
    await _show(query, item, actor, t, news, news_editing)


async def on_drop(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.drop_proposal(actor, NewsId(callback_data.id))
    await _show(query, item, actor, t, news, news_editing)


async def on_topics(
    query: CallbackQuery,
    callback_data: NewsItemButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.item(actor, NewsId(callback_data.id))
    await show(query, views.topics_screen(item, await news.topics(), t))


async def on_topic(
    query: CallbackQuery,
    callback_data: NewsTopicButton,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.set_topic(
        actor,
        NewsId(callback_data.id),
        TopicCode(callback_data.code),
        is_wanted=callback_data.wanted,
    )
    await show(query, views.topics_screen(item, await news.topics(), t))


async def on_field(
    query: CallbackQuery,
    callback_data: NewsFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news_editing: NewsEditing,
) -> None:
    item = await news_editing.item(actor, NewsId(callback_data.id))
    field: NewsField = callback_data.field
    await ask(
        state,
        EditingNews.field,
        {"news": item.id, "field": field.value, "revision": item.revision},
    )
    await show(query, views.ask_field(item, field, t))


async def on_field_sent(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
) -> None:
    """What does not fit leaves the bot waiting for something better."""
    data = await state.get_data()
    item = await news_editing.item(actor, NewsId(data["news"]))
    content = posts.changed(item.content, NewsField(data["field"]), message)
    item = await news_editing.correct(actor, item.id, content, revision=data["revision"])
    await state.clear()
    await send(message, await _card(item, actor, t, news, news_editing))


async def _show(
    query: CallbackQuery,
    item: NewsItem,
    actor: Actor,
    t: Translator,
    news: News,
    news_editing: NewsEditing,
    *,
    toast: str | None = None,
) -> None:
    await show(query, await _card(item, actor, t, news, news_editing), toast=toast)


async def _card(
    item: NewsItem, actor: Actor, t: Translator, news: News, news_editing: NewsEditing
) -> Screen:
    figures = await news_editing.figures(actor, item.id)
    return views.item_screen(item, await news.topics(), figures, actor.zone, t)
