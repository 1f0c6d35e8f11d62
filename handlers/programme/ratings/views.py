from __future__ import annotations

from functools import lru_cache

from aiogram.types import InlineKeyboardMarkup

from domain.ids import SessionId
from domain.programme.ratings import MOST_STARS, Rating
from domain.programme.sessions import Session
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.ratings import CommentButton, RateButton
from handlers.callbacks.programme.sessions import SessionButton
from services.programme.ratings import COMMENT_UNITS, Rated
from ui.formatting import shortened
from ui.keyboards import Row, button, inline
from ui.screens import Screen, SharedMarkup
from ui.translator import Translator

TITLE_CHARACTERS = 200

MARKUPS_KEPT = 100
"""Buttons of sessions: those of one are the same for all who were there."""


def rating_request(session: Session, t: Translator) -> Screen:
    """The message that the bot sends itself once a session is over."""
    title = shortened(session.title, TITLE_CHARACTERS)
    return Screen(t("rating-ask", title=title), _request_markup(session.id, t))


def rating_screen(rated: Rated, t: Translator) -> Screen:
    session, rating = rated.session, rated.rating
    if rating is None:
        return rating_request(session, t)
    title = shortened(session.title, TITLE_CHARACTERS)
    lines = [t("rating-thanks", title=title, stars=stars_of(rating.stars))]
    if rating.comment:
        lines += ["", t("rating-your-comment", text=rating.comment)]
    lines += ["", t("rating-can-change")]
    return Screen("\n".join(lines), _rated_markup(session, rating, t))


def ask_comment(session: Session, t: Translator) -> Screen:
    title = shortened(session.title, TITLE_CHARACTERS)
    return Screen(
        t("rating-comment-ask", title=title, limit=COMMENT_UNITS), inline([cancelling(t)])
    )


def stars_of(stars: int) -> str:
    return "★" * stars + "☆" * (MOST_STARS - stars)


def _rated_markup(session: Session, rating: Rating, t: Translator) -> InlineKeyboardMarkup:
    key = "rating-comment-change" if rating.comment else "rating-comment-add"
    return inline(
        _stars(session.id, rating.stars, t),
        [button(t.plain(key), CommentButton(id=session.id))],
        [button(t.plain("session-open"), SessionButton(id=session.id))],
    )


@lru_cache(maxsize=MARKUPS_KEPT)
def _request_markup(session_id: SessionId, t: Translator) -> SharedMarkup:
    return SharedMarkup(inline_keyboard=[_stars(session_id, None, t)])


def _stars(session_id: str, chosen: int | None, t: Translator) -> Row:
    return [
        button(
            t.plain("rating-star-chosen" if stars == chosen else "rating-star", stars=stars),
            RateButton(id=session_id, stars=stars),
        )
        for stars in range(1, MOST_STARS + 1)
    ]
