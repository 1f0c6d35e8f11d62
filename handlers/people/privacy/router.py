from __future__ import annotations

import json

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from domain.people.users import Actor
from handlers.callbacks.people.privacy import PrivacyButton, PrivacyStep
from handlers.people.privacy.views import confirm_screen, done_screen, privacy_screen
from services.people.users import Users
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from ui.screens import Screen, acknowledge, send, show
from ui.translator import Translator

EXPORT_NAME = "profkompas.json"


def build() -> Router:
    router = Router(name="privacy")
    router.message.register(on_privacy, Command("privacy"))
    router.message.register(on_stop, Command("stop"))
    for step, handler in (
        (PrivacyStep.EXPORT, on_export_click),
        (PrivacyStep.ERASE, on_erase_click),
        (PrivacyStep.CONFIRM, on_confirm_click),
        (PrivacyStep.SEATS, on_seats_click),
        (PrivacyStep.KEEP, on_keep_click),
    ):
        router.callback_query.register(handler, PrivacyButton.filter(F.step == step))
    return router


async def on_privacy(message: Message, t: Translator) -> None:
    await send(message, privacy_screen(t))


async def on_stop(message: Message, actor: Actor, t: Translator, users: Users) -> None:
    await users.stop(actor)
    await send(message, Screen(t("stop-done")))


async def on_export_click(query: CallbackQuery, actor: Actor, t: Translator, users: Users) -> None:
    stored = await users.export(actor)
    await acknowledge(query)
    if query.bot is not None:
        content = json.dumps(stored, ensure_ascii=False, indent=2).encode()
        await query.bot.send_document(
            query.from_user.id,
            BufferedInputFile(content, EXPORT_NAME),
            caption=t("privacy-export-caption"),
        )


async def on_erase_click(query: CallbackQuery, actor: Actor, t: Translator, users: Users) -> None:
    await show(query, confirm_screen(await users.holdings(actor), t))


async def on_confirm_click(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    programmes: Programmes,
    lookup: Lookup,
) -> None:
    """The places first: who waits for one gets it."""
    await state.clear()
    await programmes.leave_all(actor)
    await users.erase(actor)
    lookup.forget_shown(actor)
    await show(query, Screen(t("privacy-erased")))


async def on_seats_click(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    lookup: Lookup,
) -> None:
    await state.clear()
    await users.erase_but_seats(actor)
    lookup.forget_shown(actor)
    kept = (await users.holdings(actor)).lies_ahead
    await show(query, done_screen(t("privacy-erased-but-seats", count=kept), t))


async def on_keep_click(query: CallbackQuery, t: Translator) -> None:
    await show(query, done_screen(t("privacy-kept"), t))
