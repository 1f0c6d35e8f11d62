from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.users import Language


class Choice(StrEnum):
    LANGUAGE = "language"
    HOME = "home"
    FORGET_HOME = "forget"
    ZONE = "zone"
    PRIVACY = "privacy"


class SettingsButton(CallbackData, prefix="s"):
    choice: Choice


class LanguageButton(CallbackData, prefix="sl"):
    language: Language
