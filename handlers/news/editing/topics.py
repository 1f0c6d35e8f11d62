"""The topics themselves: names and words."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import TopicCode
from domain.people.users import Actor, Language
from handlers.callbacks.news.editing import (
    AddTopicButton,
    TopicAct,
    TopicButton,
    TopicDraftButton,
    TopicsButton,
    TopicWordButton,
    TopicWordsButton,
)
from handlers.news.editing import topic_views as views
from handlers.states import EditingNews
from services.news.topics import TopicEditing
from ui.asking import ask
from ui.filters import FreeText
from ui.screens import send, show
from ui.translator import Translator

LANGUAGES = {TopicAct.NAME_RU: Language.RU, TopicAct.NAME_EN: Language.EN}


def register(router: Router) -> None:
    router.callback_query.register(on_topics, TopicsButton.filter())
    router.callback_query.register(on_add, AddTopicButton.filter())
    for act, handler in (
        (TopicAct.SHOW, on_topic),
        (TopicAct.NAME_RU, on_name),
        (TopicAct.NAME_EN, on_name),
        (TopicAct.ADD_WORDS, on_add_words),
        (TopicAct.REMOVE, on_remove),
    ):
        router.callback_query.register(handler, TopicButton.filter(F.act == act))
    router.callback_query.register(on_words, TopicWordsButton.filter())
    router.callback_query.register(on_word, TopicWordButton.filter())
    router.callback_query.register(on_save, TopicDraftButton.filter())
    router.message.register(on_topic_sent, StateFilter(EditingNews.topic), FreeText())
    router.message.register(on_words_sent, StateFilter(EditingNews.topic_words), FreeText())
    router.message.register(on_name_sent, StateFilter(EditingNews.topic_name), FreeText())


async def on_topics(
    query: CallbackQuery,
    callback_data: TopicsButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    cards = await topic_editing.all(actor)
    await state.clear()
    await show(query, views.topics_screen(cards, callback_data.page, t))


async def on_topic(
    query: CallbackQuery,
    callback_data: TopicButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    card = await topic_editing.card(actor, TopicCode(callback_data.code))
    await state.clear()
    await show(query, views.topic_screen(card, t))


async def on_add(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    await topic_editing.begin(actor)
    await state.set_state(EditingNews.topic)
    await show(query, views.ask_topic(t))


async def on_topic_sent(
    message: Message, state: FSMContext, actor: Actor, t: Translator, topic_editing: TopicEditing
) -> None:
    """What will not do leaves the bot waiting for something better, here and below."""
    preview = await topic_editing.draft_topic(actor, message.text or "")
    await state.clear()
    await send(message, views.preview_screen(preview, t))


async def on_add_words(
    query: CallbackQuery,
    callback_data: TopicButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    card = await topic_editing.card(actor, TopicCode(callback_data.code))
    await ask(state, EditingNews.topic_words, {"topic": card.topic.code})
    await show(query, views.ask_words(card.topic, t))


async def on_words_sent(
    message: Message, state: FSMContext, actor: Actor, t: Translator, topic_editing: TopicEditing
) -> None:
    code = TopicCode((await state.get_data())["topic"])
    preview = await topic_editing.draft_words(actor, code, message.text or "")
    await state.clear()
    await send(message, views.preview_screen(preview, t))


async def on_words(
    query: CallbackQuery,
    callback_data: TopicWordsButton,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    card = await topic_editing.card(actor, TopicCode(callback_data.code))
    await show(query, views.words_screen(card.topic, callback_data.page, t))


async def on_word(
    query: CallbackQuery,
    callback_data: TopicWordButton,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    code = TopicCode(callback_data.code)
    preview = await topic_editing.draft_without(actor, code, callback_data.mark)
    await show(query, views.preview_screen(preview, t))


async def on_save(
    query: CallbackQuery,
    callback_data: TopicDraftButton,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    card = await topic_editing.save(actor, callback_data.id)
    await show(query, views.topic_screen(card, t), toast=t.plain("topic-saved"))


async def on_name(
    query: CallbackQuery,
    callback_data: TopicButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    card = await topic_editing.card(actor, TopicCode(callback_data.code))
    language = LANGUAGES[callback_data.act]
    await ask(
        state, EditingNews.topic_name, {"topic": card.topic.code, "language": language.value}
    )
    await show(query, views.ask_name(card.topic, language, t))


async def on_name_sent(
    message: Message, state: FSMContext, actor: Actor, t: Translator, topic_editing: TopicEditing
) -> None:
    data = await state.get_data()
    code, language = TopicCode(data["topic"]), Language(data["language"])
    card = await topic_editing.rename(actor, code, language, message.text or "")
    await state.clear()
    await send(message, views.topic_screen(card, t))


async def on_remove(
    query: CallbackQuery,
    callback_data: TopicButton,
    actor: Actor,
    t: Translator,
    topic_editing: TopicEditing,
) -> None:
    code = TopicCode(callback_data.code)
    if not callback_data.sure:
        await show(query, views.remove_screen(await topic_editing.card(actor, code), t))
        return
    await topic_editing.remove(actor, code)
    screen = views.topics_screen(await topic_editing.all(actor), 0, t)
    await show(query, screen, toast=t.plain("topic-removed"))
