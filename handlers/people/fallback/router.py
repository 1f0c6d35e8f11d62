from __future__ import annotations

from aiogram import Router
from aiogram.enums import ContentType
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.people.users import Actor
from handlers.callbacks.clusters.editing import ClusterEditingButton, EditingScreen
from handlers.callbacks.news.editing import NewsEditingButton
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.callbacks.programme.editing import ProgrammeEditingButton
from handlers.clusters.search.unread_views import example_rows
from services.people.organisers import Organisers
from ui.keyboards import button, inline
from ui.menu import command_near, main_keyboard
from ui.screens import Screen, acknowledge, send, send_to_chat
from ui.translator import Translator

FILES = frozenset(
    {
        ContentType.DOCUMENT,
        ContentType.PHOTO,
        ContentType.VIDEO,
        ContentType.AUDIO,
        ContentType.ANIMATION,
        ContentType.VOICE,
        ContentType.VIDEO_NOTE,
    }
)


def build() -> Router:
    router = Router(name="fallback")
    router.message.register(on_anything)
    router.callback_query.register(on_outdated_click)
    return router


async def on_anything(
    message: Message, state: FSMContext, actor: Actor, t: Translator, organisers: Organisers
) -> None:
    """Answers what nothing else takes. Where a text is awaited, a photo or sticker does not end
    the waiting."""
    if await state.get_state() is not None:
        await send(message, Screen(t("not-understood-while-waiting")))
        return
    if ContentType(message.content_type) in FILES and await organisers.may(actor):
        await send(message, files_screen(t))
        return
    await send(message, Screen(_answer(message.text or "", t), inline(*example_rows(t))))


def _answer(text: str, t: Translator) -> str:
    if not text.startswith("/"):
        return t("not-understood")
    near = command_near(text)
    return t("command-unknown") if near is None else t("command-unknown-near", command=near)


def files_screen(t: Translator) -> Screen:
    """Tells organisers which files the bot takes, and where."""
    return Screen(
        t("not-understood-file"),
        inline(
            [button(t.plain("office-open"), ProgrammeEditingButton())],
            [button(t.plain("admin-clusters"), ClusterEditingButton(place=EditingScreen.HOME))],
            [button(t.plain("admin-news"), NewsEditingButton())],
            [button(t.plain("admin-compose"), AdminButton(place=AdminScreen.COMPOSE))],
        ),
    )


async def on_outdated_click(query: CallbackQuery, t: Translator) -> None:
    await acknowledge(query, t.plain("button-outdated"))
    await send_to_chat(query, Screen(t("start-menu"), main_keyboard(t)))
