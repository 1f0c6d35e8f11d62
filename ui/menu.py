"""The main menu: the large reply keyboard that every conversation returns to."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from aiogram.types import KeyboardButton

from domain.people.users import Actor
from ui.screens import Screen, SharedKeyboard
from ui.translator import Translator, labels

COMMANDS = (
    "clusters", "apply", "choose", "news", "program", "my", "settings", "language", "help",
    "privacy", "stop", "cancel", "start",
)  # fmt: skip
"""For everybody, in the order of the client's menu."""

NEAR = 0.7
"""How like a command its slip is: of “programme” 0.88, of “calendar” to “cancel” 0.57."""

MENU_KEYS = (
    "menu-clusters",
    "menu-apply",
    "menu-choose",
    "menu-news",
    "menu-programme",
    "menu-settings",
    "menu-home",
    "clusters-by-region",
    "clusters-by-industry",
    "clusters-send-location",
)


def command_near(text: str) -> str | None:
    """`/program` for “/programme”, “/Program@a_bot”; None where none is like it."""
    name = text.removeprefix("/").partition("@")[0].partition(" ")[0].casefold()
    found = get_close_matches(name, COMMANDS, n=1, cutoff=NEAR)
    return f"/{found[0]}" if found else None


def is_way_out(text: str) -> bool:
    """A command or a menu button: whoever sends one has left the question that was open."""
    return text.startswith("/") or text in _menu_labels()


@cache
def _menu_labels() -> frozenset[str]:
    return frozenset().union(*(labels(key) for key in MENU_KEYS))


@cache
def main_keyboard(t: Translator) -> SharedKeyboard:
    return SharedKeyboard(
        keyboard=[
            [_key(t, "menu-clusters"), _key(t, "menu-news")],
            [_key(t, "menu-apply"), _key(t, "menu-choose")],
            [_key(t, "menu-programme"), _key(t, "menu-settings")],
        ],
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=t.plain("menu-placeholder"),
    )


def main_menu(t: Translator, key: str = "start-menu") -> Screen:
    """The menu under a sentence of the caller's choice."""
    return Screen(t(key), main_keyboard(t))


def _key(t: Translator, key: str) -> KeyboardButton:
    return KeyboardButton(text=t.plain(key))


def hello(actor: Actor, t: Translator) -> Screen:
    return Screen(t("start-hello", name=actor.name), main_keyboard(t))


def before_link(actor: Actor, t: Translator) -> list[Screen]:
    """What is said before that which a shared link opens: nothing to who knows the bot.

    Who has said /stop reads that it holds; a link that somebody else made does not undo it.
    """
    if actor.is_new:
        return [hello(actor, t)]
    return [Screen(t("start-still-stopped"))] if actor.is_stopped else []
