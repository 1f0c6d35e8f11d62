from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import UserError
from domain.geo import Point
from domain.places import Place
from domain.users import Actor, Home, Language
from handlers.privacy.views import privacy_screen
from handlers.settings.callbacks import Choice, LanguageButton, SettingsButton
from handlers.settings.states import Choosing
from handlers.settings.views import language_screen, settings_screen
from services.places import Gazetteer
from services.users import Users
from ui.filters import FreeText, HasLocation, Pressed
from ui.formatting import zone_name
from ui.menu import main_keyboard
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator, translator


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
    router.callback_query.register(on_language_click, LanguageButton.filter())
    router.message.register(on_home_location, StateFilter(Choosing.home), HasLocation())
    router.message.register(on_home_text, StateFilter(Choosing.home), FreeText())
    router.message.register(on_zone_text, StateFilter(Choosing.zone), FreeText())
    return router


async def on_settings(message: Message, actor: Actor, t: Translator, users: Users) -> None:
    await send(message, settings_screen(actor, t, users.clock.now()))


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
    await state.set_state(Choosing.home)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("settings-home-ask")))


async def on_zone_click(query: CallbackQuery, state: FSMContext, t: Translator) -> None:
    await state.set_state(Choosing.zone)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("settings-zone-ask")))


async def on_forget_click(query: CallbackQuery, actor: Actor, t: Translator, users: Users) -> None:
    homeless = await users.forget_home(actor)
    screen = settings_screen(homeless, t, users.clock.now())
    await show(query, screen, toast=t.plain("settings-done"))


async def on_privacy_click(query: CallbackQuery, t: Translator) -> None:
    await show(query, privacy_screen(t))


async def on_home_location(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    if message.location is None:
        return
    try:
        point = Point(message.location.latitude, message.location.longitude)
    except ValueError as error:
        raise UserError("location-invalid") from error
    found = places.nearest(point)
    name = found[0].name if found else t.plain("home-point")
    await _save_home(message, state, actor, t, users, Home(name=name, point=point))


async def on_home_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    place = _one_place(message.text or "", places)
    await _save_home(message, state, actor, t, users, Home(name=place.name, point=place.point))


async def on_zone_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    users: Users,
    places: Gazetteer,
) -> None:
    place = _one_place(message.text or "", places)
    zone = await users.choose_zone(actor, place.tz)
    await state.clear()
    name = zone_name(zone, t, users.clock.now())
    await send(message, Screen(t("settings-zone-saved", zone=name), main_keyboard(t)))


async def _save_home(
    message: Message, state: FSMContext, actor: Actor, t: Translator, users: Users, home: Home
) -> None:
    saved = await users.remember_home(actor, home)
    await state.clear()
    await send(message, Screen(t("settings-home-saved", place=saved.name), main_keyboard(t)))


def _one_place(text: str, places: Gazetteer) -> Place:
    """Raises UserError unless the text names one place: here there is no list to choose from."""
    match = places.find(text)
    if len(match.places) != 1:
        raise UserError("settings-place-unclear")
    return match.places[0]
