"""Search in the news: words in, what was found by pages. The message keeps the words."""

from __future__ import annotations

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import NewsId
from domain.people.users import Actor
from handlers.callbacks.news.reading import AskWordsButton, FoundPageButton
from handlers.callbacks.people.start import cancelling
from handlers.news.reading import views
from handlers.states import SearchingNews
from services.news.reading import News
from ui.keyboards import inline
from ui.photo_screens import show_text
from ui.screens import Screen, acknowledge, send, send_to_chat
from ui.translator import Translator


async def on_ask(
    query: CallbackQuery, callback_data: AskWordsButton, state: FSMContext, t: Translator
) -> None:
    """A message of its own: the list above stays."""
    await state.set_state(SearchingNews.words)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("news-ask-words"), inline([cancelling(t)])))


async def on_words(
    message: Message, state: FSMContext, actor: Actor, t: Translator, news: News
) -> None:
    """Finds news by the words. Where nothing is found it goes on waiting: the reader just writes
    others."""
    found = await news.search(message.text or "")
    if found.items:
        await state.clear()
    await send(message, views.found_screen(found, FoundPageButton(), actor.zone, t))


async def end_wait(state: FSMContext) -> None:
    """A reader who turns to the list has left the question; another one's stays open."""
    if await state.get_state() == SearchingNews.words.state:
        await state.clear()


async def on_page(
    query: CallbackQuery,
    callback_data: FoundPageButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
) -> None:
    words = words_of(query.message)
    if not words:
        await on_ask(query, AskWordsButton(), state, t)
        return
    after = NewsId(callback_data.after) if callback_data.after else None
    found = await news.search(words, after=after, is_best_first=callback_data.best)
    if not found.items and after is not None:
        callback_data = FoundPageButton(best=callback_data.best)
        found = await news.search(words, is_best_first=callback_data.best)
    if not found.items:
        await show_text(query, views.nothing_found_screen(words, t))
        return
    await show_text(query, views.found_screen(found, callback_data, actor.zone, t))


def words_of(message: object) -> str:
    """The first bold part of what found_screen made.

    Words fit into no button, and a table of searches would keep what people look for.
    """
    if not isinstance(message, Message) or message.text is None:
        return ""
    bold = [one for one in message.entities or () if one.type == "bold"]
    return bold[0].extract_from(message.text) if bold else ""
