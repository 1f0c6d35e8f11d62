from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import UserError
from domain.ids import NewsId
from domain.news.subscriptions import SubscriptionKind
from domain.people.users import Actor
from handlers.callbacks.news.subscriptions import (
    BUTTONS,
    AddWordsButton,
    DropButton,
    PaceButton,
    ResumeButton,
    SilentButton,
    StopNewsButton,
    SubscriptionsButton,
    SubscriptionsPage,
    Switch,
    SwitchButton,
    TopicSwitchButton,
)
from handlers.news.subscriptions import views
from handlers.states import ChoosingWords
from services.news.reading import News
from services.news.subscriptions import SubscriberChoices, Subscriptions
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="subscriptions")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_words, StateFilter(ChoosingWords.words), FreeText())
    router.callback_query.register(on_page, SubscriptionsButton.filter())
    router.callback_query.register(on_switch, SwitchButton.filter())
    router.callback_query.register(on_topic, TopicSwitchButton.filter())
    router.callback_query.register(on_add_words, AddWordsButton.filter())
    router.callback_query.register(on_drop, DropButton.filter())
    router.callback_query.register(on_pace, PaceButton.filter())
    router.callback_query.register(on_silent, SilentButton.filter())
    router.callback_query.register(on_resume, ResumeButton.filter())
    router.callback_query.register(on_stop, StopNewsButton.filter())
    return router


async def on_page(
    query: CallbackQuery,
    callback_data: SubscriptionsButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    news: News,
    subscriptions: Subscriptions,
    now: datetime,
) -> None:
    await state.clear()
    choices = await subscriptions.of(actor)
    page: SubscriptionsPage = callback_data.page
    if page is SubscriptionsPage.PACE:
        await show(query, views.pace_screen(choices, actor, now, t))
        return
    await show(query, await _screen(page, choices, actor, t, news))


async def on_switch(
    query: CallbackQuery,
    callback_data: SwitchButton,
    actor: Actor,
    t: Translator,
    news: News,
    subscriptions: Subscriptions,
) -> None:
    kind, value = _switched(callback_data.switch, actor)
    choices = await subscriptions.switch(actor, kind, value, is_wanted=callback_data.wanted)
    await show(query, await _screen(SubscriptionsPage.MAIN, choices, actor, t, news))


def _switched(switch: Switch, actor: Actor) -> tuple[SubscriptionKind, str]:
    """Raises UserError for the region of somebody who has no home (any more)."""
    if switch is Switch.HOME:
        if actor.home is None or not actor.home.region:
            raise UserError("subscriptions-no-home")
        return SubscriptionKind.REGION, actor.home.region
    kinds = {
        Switch.ALL: SubscriptionKind.ALL,
        Switch.FAVOURITES: SubscriptionKind.FAVOURITES,
        Switch.SEARCHES: SubscriptionKind.SEARCHES,
    }
    return kinds[switch], ""


async def on_topic(
    query: CallbackQuery,
    callback_data: TopicSwitchButton,
    actor: Actor,
    t: Translator,
    news: News,
    subscriptions: Subscriptions,
) -> None:
    choices = await subscriptions.switch(
        actor, SubscriptionKind.TOPIC, callback_data.code, is_wanted=callback_data.wanted
    )
    await show(query, await _screen(SubscriptionsPage.TOPICS, choices, actor, t, news))


async def on_add_words(
    query: CallbackQuery, callback_data: AddWordsButton, state: FSMContext, t: Translator
) -> None:
    await ask(state, ChoosingWords.words, {"minus": callback_data.minus})
    await show(query, views.ask_words(t, is_minus=callback_data.minus))


async def on_words(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    subscriptions: Subscriptions,
) -> None:
    """Words that will not do leave the bot waiting for others."""
    is_minus = bool((await state.get_data()).get("minus"))
    choices = await subscriptions.add_words(actor, message.text or "", is_minus=is_minus)
    await state.clear()
    await send(message, views.words_screen(choices, t))


async def on_drop(
    query: CallbackQuery,
    callback_data: DropButton,
    actor: Actor,
    t: Translator,
    news: News,
    subscriptions: Subscriptions,
) -> None:
    choices = await subscriptions.remove(actor, callback_data.id)
    await show(query, await _screen(callback_data.page, choices, actor, t, news))


async def on_pace(
    query: CallbackQuery,
    callback_data: PaceButton,
    actor: Actor,
    t: Translator,
    subscriptions: Subscriptions,
    now: datetime,
) -> None:
    choices = await subscriptions.set_frequency(actor, callback_data.pace, callback_data.hour)
    await show(query, views.pace_screen(choices, actor, now, t))


async def on_silent(
    query: CallbackQuery,
    callback_data: SilentButton,
    actor: Actor,
    t: Translator,
    subscriptions: Subscriptions,
    now: datetime,
) -> None:
    choices = await subscriptions.set_silent(actor, is_silent=callback_data.wanted)
    await show(query, views.pace_screen(choices, actor, now, t))


async def on_resume(
    query: CallbackQuery, actor: Actor, t: Translator, news: News, subscriptions: Subscriptions
) -> None:
    choices = await subscriptions.resume(actor)
    screen = await _screen(SubscriptionsPage.MAIN, choices, actor, t, news)
    await show(query, screen, toast=t.plain("subscriptions-resumed"))


async def on_stop(
    query: CallbackQuery,
    callback_data: StopNewsButton,
    actor: Actor,
    t: Translator,
    subscriptions: Subscriptions,
) -> None:
    """The news themselves stay in the chat; what happened is told below them."""
    await subscriptions.stop(actor, NewsId(callback_data.id) if callback_data.id else None)
    await acknowledge(query, t.plain("subscriptions-stopped-toast"))
    await send_to_chat(query, views.stopped_screen(t))


async def _screen(
    page: SubscriptionsPage, choices: SubscriberChoices, actor: Actor, t: Translator, news: News
) -> Screen:
    if page is SubscriptionsPage.WORDS:
        return views.words_screen(choices, t)
    topics = await news.topics()
    if page is SubscriptionsPage.TOPICS:
        return views.topics_screen(choices, topics, t)
    return views.main_screen(choices, topics, actor, t)
