from __future__ import annotations

from domain.people.users import Actor
from ui.menu import main_keyboard
from ui.screens import Screen
from ui.translator import Translator


def hello(actor: Actor, t: Translator) -> Screen:
    return Screen(t("start-hello", name=actor.name), main_keyboard(t))
