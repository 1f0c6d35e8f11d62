"""What other conversations show of this one: the way in, and the offer after a first session."""

from __future__ import annotations

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardMarkup

from handlers.callbacks.programme.directory import OpenDirectoryButton
from handlers.callbacks.programme.profile import OfferButton, ProfileAct, ProfileButton
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator


def people_row(t: Translator) -> Row:
    return [
        button(t.plain("profile-open"), ProfileButton(act=ProfileAct.OPEN)),
        button(t.plain("directory-open"), OpenDirectoryButton()),
    ]


def with_offer(screen: Screen, session_id: str, t: Translator) -> Screen:
    """The answer to a first registration, and beneath it the one question about a profile."""
    above = (
        screen.markup.inline_keyboard if isinstance(screen.markup, InlineKeyboardMarkup) else []
    )
    offer = [
        button(
            t.plain("profile-fill"),
            OfferButton(session=session_id, wanted=True),
            ButtonStyle.PRIMARY,
        ),
        button(t.plain("profile-not-now"), OfferButton(session=session_id, wanted=False)),
    ]
    return Screen("\n\n".join([screen.text, t("profile-offer")]), inline(offer, *above))
