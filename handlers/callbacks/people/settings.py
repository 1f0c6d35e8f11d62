"""Buttons of /settings; those that open it stand under many messages."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.people.users import Category, Language, Role
from handlers.callbacks.fields import Hour


class Choice(StrEnum):
    LANGUAGE = "language"
    HOME = "home"
    FORGET_HOME = "forget"
    ZONE = "zone"
    PRIVACY = "privacy"
    NOTIFY = "notify"
    """Opens what the bot may send, in a new message: the button stands under announcements."""
    PAUSE = "pause"
    QUIET = "quiet"
    ROLE = "role"
    MAIN = "main"


class MuteButton(CallbackData, prefix="sm"):
    category: Category


class DigestButton(CallbackData, prefix="sd"):
    """Says what is wanted, so that a double tap does not take it back."""

    wanted: bool


class RoleButton(CallbackData, prefix="sr"):
    role: Role


class QuietButton(CallbackData, prefix="sq"):
    """Hours of the local day; equal ones mean: at any time."""

    start: Hour
    end: Hour


class SettingsButton(CallbackData, prefix="s"):
    choice: Choice


class LanguageButton(CallbackData, prefix="sl"):
    language: Language
