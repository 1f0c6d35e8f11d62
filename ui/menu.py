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

ORGANISER_COMMANDS = ("broadcast", "admin")
"""In the menu of owners only: organisers come and go, and these answer to anybody who may."""

GUESSED = {
    "/admin": "stats statistics export upload import panel dashboard desk organiser organisers "
    "organizer organizers users checkin scan",
    "/broadcast": "announce announcement announcements post send mail mailing",
    "/program": "programme today event events speakers register signup join day",
    "/my": "mine saved favorites favourites compare",
    "/clusters": "search find near nearby location colleges college",
    "/apply": "faq admission",
    "/news": "feed",
    "/settings": "profile me account options config id",
    "/language": "lang english russian",
    "/privacy": "delete erase forget data",
    "/help": "about info commands",
    "/start": "restart reset hello hi",
    "my schedule": "schedule myschedule mysessions leave rate",
    "my badge": "badge ticket qr qrcode pass code",
    "add to calendar": "calendar ics ical",
    "my question for the speaker": "ask question questions",
    "what has changed in the programme": "changes changed updates",
}
"""What people who know other bots try, and what is meant by it: a command, or words that the bot
reads (data/intents.csv)."""

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


def words_of_unknown(text: str) -> str:
    """What a command means that there is none of: another one, or its own words («/my_sessions»);
    empty for all other texts."""
    if not text.startswith("/") or not text[1:2].isascii():
        return ""
    name = text.removeprefix("/").partition(" ")[0].partition("@")[0].casefold()
    if not name or name in COMMANDS or name in ORGANISER_COMMANDS:
        return ""
    return _guessed().get(name.replace("_", ""), name.replace("_", " "))


@cache
def _guessed() -> dict[str, str]:
    return {name: meant for meant, names in GUESSED.items() for name in names.split()}


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
