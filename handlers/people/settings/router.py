from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, time

from aiogram import F, Router
from aiogram.filters import Command, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound, UserError
from domain.people.users import (
    Actor,
    Category,
    Home,
    Language,
    QuietHours,
)
from domain.places.geo import Point
from domain.places.places import Place
from handlers.callbacks.people.settings import (
    Choice,
    DigestButton,
    LanguageButton,
    MuteButton,
    QuietButton,
    RoleButton,
    SettingsButton,
)
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.reminders import LeadButton
from handlers.people.privacy.views import privacy_screen
from handlers.people.settings.views import (
    language_screen,
    notify_screen,
    quiet_screen,
    role_screen,
    settings_screen,
)
from handlers.states import ChangingSettings
from services.people.users import Users
from services.places.gazetteer import Gazetteer
from services.places.zones import zone_told
from ui.filters import FreeText, HasLocation, Pressed
from ui.formatting import shortened, zone_name
from ui.keyboards import inline
from ui.menu import main_keyboard
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator, translator

PLACE_QUOTED = 60
"""Characters of a place that nobody knows, as it was typed."""


def build() -> Router:
    router = Router(name="settings")
    router.message.register(on_settings, or_f(Command("settings"), Pressed("menu-settings")))
    router.message.register(on_language, Command("language"))
    router.callback_query.register(
        on_language_list_click, SettingsButton.filter(F.choice == Choice.LANGUAGE)
    )
    router.callback_query.register(on_home_click, SettingsButton.filter(F.choice == Choice.HOME))
    router.callback_query.register(on_zone_click, SettingsButton.filter(F.choice == Choice.ZONE))
    router.callback_query.register(
        on_forget_click, SettingsButton.filter(F.choice == Choice.FORGET_HOME)
    )
    router.callback_query.register(
        on_privacy_click, SettingsButton.filter(F.choice == Choice.PRIVACY)
    )
    for choice, handler in (
        (Choice.MAIN, on_main_click),
        (Choice.NOTIFY, on_notify_click),
        (Choice.PAUSE, on_pause_click),
        (Choice.QUIET, on_quiet_list_click),
        (Choice.ROLE, on_role_list_click),
    ):
        router.callback_query.register(handler, SettingsButton.filter(F.choice == choice))
    router.callback_query.register(on_mute_click, MuteButton.filter())
    router.callback_query.register(on_digest_click, DigestButton.filter())
    router.callback_query.register(on_quiet_click, QuietButton.filter())
    router.callback_query.register(on_role_click, RoleButton.filter())
    router.callback_query.register(on_language_click, LanguageButton.filter())
    router.message.register(on_home_location, StateFilter(ChangingSettings.home), HasLocation())
    router.message.register(on_home_text, StateFilter(ChangingSettings.home), FreeText())
    router.message.register(on_zone_text, StateFilter(ChangingSettings.zone), FreeText())
    return router


async def on_settings(message: Message, actor: Actor, t: Translator, now: datetime) -> None:
    await send(message, settings_screen(actor, t, now))


async def on_language(message: Message, t: Translator) -> None:
    await send(message, language_screen(t))


async def on_language_list_click(query: CallbackQuery, t: Translator) -> None:
    await show(query, language_screen(t))


async def on_language_click(
    query: CallbackQuery, callback_data: LanguageButton, actor: Actor, users: Users
) -> None:
    """Answers in the new language, with its menu: the old keyboard speaks the old one."""
    language: Language = callback_data.language
    await users.choose_language(actor, language)
    chosen = translator(language)
    await acknowledge(query, chosen.plain("settings-done"))
    await send_to_chat(query, Screen(chosen("start-menu"), main_keyboard(chosen)))


async def on_home_click(query: CallbackQuery, state: FSMContext, t: Translator) -> None:
    await state.set_state(ChangingSettings.home)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("settings-home-ask"), inline([cancelling(t)])))


async def on_zone_click(query: CallbackQuery, state: FSMContext, t: Translator) -> None:
    await state.set_state(ChangingSettings.zone)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("settings-zone-ask"), inline([cancelling(t)])))


async def on_forget_click(
    query: CallbackQuery, actor: Actor, t: Translator, users: Users, now: datetime
) -> None:
    homeless = await users.forget_home(actor)
    screen = settings_screen(homeless, t, now)
    await show(query, screen, toast=t.plain("settings-done"))


async def on_privacy_click(query: CallbackQuery, t: Translator) -> None:
    await show(query, privacy_screen(t))


async def on_main_click(query: CallbackQuery, actor: Actor, t: Translator, now: datetime) -> None:
    await show(query, settings_screen(actor, t, now))


async def on_notify_click(query: CallbackQuery, actor: Actor, t: Translator) -> None:
    """Under an announcement it opens a message of its own: the post stays as it is."""
    screen = notify_screen(actor, t)
    if is_own_screen(query):
        await show(query, screen)
        return
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_mute_click(
    query: CallbackQuery, callback_data: MuteButton, actor: Actor, t: Translator, users: Users
) -> None:
    """What is important cannot be switched off; a forged button changes nothing."""
    wanted = actor.preferences
    category: Category = callback_data.category
    if category is not Category.IMPORTANT:
        wanted = wanted.switched(category, is_wanted=not wanted.wants(category))
    await show(query, notify_screen(await users.prefer(actor, wanted), t))


async def on_digest_click(
    query: CallbackQuery, callback_data: DigestButton, actor: Actor, t: Translator, users: Users
) -> None:
    wanted = replace(actor.preferences, wants_digest=callback_data.wanted)
    screen = notify_screen(await users.prefer(actor, wanted), t)
    key = "digest-switched-on" if callback_data.wanted else "digest-switched-off"
    if callback_data.wanted and not actor.hears_of(Category.SESSIONS):
        key = "digest-switched-on-silent"
    await show(query, screen, toast=t.plain(key))


async def on_pause_click(query: CallbackQuery, actor: Actor, t: Translator, users: Users) -> None:
    wanted = replace(actor.preferences, is_paused=not actor.preferences.is_paused)
    await show(query, notify_screen(await users.prefer(actor, wanted), t))


async def on_quiet_list_click(query: CallbackQuery, t: Translator) -> None:
    await show(query, quiet_screen(t))


async def on_quiet_click(
    query: CallbackQuery, callback_data: QuietButton, actor: Actor, t: Translator, users: Users
) -> None:
    start, end = callback_data.start, callback_data.end
    if not (0 <= start < 24 and 0 <= end < 24):
        raise NotFound("button-outdated")
    hours = QuietHours(time(start), time(end)) if start != end else None
    wanted = replace(actor.preferences, quiet_hours=hours)
    await show(query, notify_screen(await users.prefer(actor, wanted), t))


async def on_role_list_click(query: CallbackQuery, actor: Actor, t: Translator) -> None:
    await show(query, role_screen(actor, t))


async def on_role_click(
    query: CallbackQuery, callback_data: RoleButton, actor: Actor, t: Translator, users: Users
) -> None:
    await show(query, role_screen(await users.choose_role(actor, callback_data.role), t))


async def on_home_location(
    message: Message,
    point: Point,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    found = places.nearest(point)
    name = found[0].name if found else t.plain("home-point")
    region = found[0].region if found else ""
    home = Home(name=name, point=point, region=region)
    await _save_home(message, state, actor, t, users, home)


async def on_home_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    place = _one_place(message.text or "", places)
    home = Home(name=place.name, point=place.point, region=place.region)
    await _save_home(message, state, actor, t, users, home)


async def on_zone_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
    now: datetime,
) -> None:
    told = await asyncio.to_thread(zone_told, message.text or "", places)
    if told is None:
        raise UserError("settings-zone-unclear")
    zone = await users.choose_zone(actor, told)
    await state.clear()
    name = zone_name(zone, t, now)
    await send(message, Screen(t("settings-zone-saved", zone=name), main_keyboard(t)))


def is_own_screen(query: CallbackQuery) -> bool:
    """Whether the button stands under one of the settings' own screens."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    buttons = [one for row in markup.inline_keyboard for one in row] if markup else []
    own = tuple(
        f"{kind.__prefix__}:"
        for kind in (MuteButton, QuietButton, DigestButton, LanguageButton, LeadButton)
    )
    choices = {SettingsButton(choice=choice).pack() for choice in (Choice.MAIN, Choice.LANGUAGE)}
    return any(
        one.callback_data and (one.callback_data.startswith(own) or one.callback_data in choices)
        for one in buttons
    )


async def _save_home(
    message: Message, state: FSMContext, actor: Actor, t: Translator, users: Users, home: Home
) -> None:
    saved = await users.remember_home(actor, home)
    await state.clear()
    parts = dict.fromkeys(part for part in (saved.name, saved.region) if part)
    place = ", ".join(map(t.toponym, parts))
    await send(message, Screen(t("settings-home-saved", place=place), main_keyboard(t)))


def _one_place(text: str, places: Gazetteer) -> Place:
    """Raises UserError unless the text names one place: here there is no list to choose from."""
    if places.is_abroad(text):
        raise UserError("place-abroad")
    match = places.find(text)
    if not match.places:
        raise UserError("settings-place-unknown", text=shortened(text, PLACE_QUOTED))
    if len(match.places) != 1:
        raise UserError("settings-place-unclear")
    return match.places[0]
