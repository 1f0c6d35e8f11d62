from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardButton

from domain.users import Actor, Language
from handlers.settings.callbacks import Choice, LanguageButton, SettingsButton
from ui.formatting import zone_name
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Translator


def settings_screen(actor: Actor, t: Translator, now: datetime) -> Screen:
    home = t("settings-home", place=actor.home.name) if actor.home else t("settings-home-none")
    lines = [
        t("settings-title"),
        "",
        t("settings-language", language=t.plain("language-name")),
        home,
        t("settings-zone", zone=zone_name(actor.zone, t, now)),
    ]
    forget = [_choice(t, "settings-forget-home", Choice.FORGET_HOME)] if actor.home else []
    markup = inline(
        [
            _choice(t, "settings-set-language", Choice.LANGUAGE),
            _choice(t, "settings-set-zone", Choice.ZONE),
        ],
        [_choice(t, "settings-set-home", Choice.HOME), *forget],
        [_choice(t, "settings-privacy", Choice.PRIVACY)],
    )
    return Screen("\n".join(lines), markup)


def language_screen(t: Translator) -> Screen:
    buttons = [
        button(t.plain(f"language-{language.value}"), LanguageButton(language=language))
        for language in Language
    ]
    return Screen(t("language-title"), inline(buttons))


def _choice(t: Translator, key: str, choice: Choice) -> InlineKeyboardButton:
    return button(t.plain(key), SettingsButton(choice=choice))
