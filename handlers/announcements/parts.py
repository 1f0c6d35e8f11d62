"""What several screens of an announcement share: its copies' buttons, a few lines, a button."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.announcements.announcements import Announcement, LinkButton, Post
from handlers.callbacks.announcements import DraftButton, DraftStep
from handlers.callbacks.people.admin import LeaveButton
from handlers.callbacks.people.settings import Choice, SettingsButton
from services.announcements.release import Estimate
from ui.formatting import duration, moment, number, shortened, wall_clock
from ui.keyboards import button, inline, link
from ui.translator import Translator

WORDS_SHOWN = 80


def copy_markup(buttons: Sequence[LinkButton], t: Translator) -> InlineKeyboardMarkup:
    """Under every copy: the organiser's links, and the way to choose what one wants to get."""
    settings = button(t.plain("announcement-settings"), SettingsButton(choice=Choice.NOTIFY))
    return inline(*[[link(one.text, one.url)] for one in buttons], [settings])


def links_only(buttons: Sequence[LinkButton]) -> InlineKeyboardMarkup | None:
    """Buttons of a copy in channels and groups: no settings, which are a person's."""
    return inline(*[[link(one.text, one.url)] for one in buttons]) if buttons else None


def when_words(one: Announcement, zone: ZoneInfo, estimate: Estimate | None, t: Translator) -> str:
    if one.starts_at is None:
        return t("broadcast-fact-now")
    if not one.is_local:
        return t("broadcast-fact-at", moment=moment(one.starts_at, zone, t))
    local = t("broadcast-fact-local", moment=wall_clock(one.starts_at, t))
    if estimate is not None and estimate.zones_past:
        past = t("broadcast-fact-zones-past", past=estimate.zones_past, zones=estimate.zones)
        return f"{local}\n{past}"
    return local


def people_words(estimate: Estimate | None, t: Translator) -> str:
    """None: they are still being counted."""
    if estimate is None:
        return t("broadcast-fact-counting")
    return t(
        "broadcast-fact-people",
        count=estimate.people,
        shown=number(estimate.people, t),
        takes=duration(estimate.takes, t),
    )


def quiet_words(one: Announcement, estimate: Estimate | None, t: Translator) -> list[str]:
    """Lines on whom quiet hours hold back and until when; none where they hold back nobody."""
    if estimate is None or not estimate.held:
        return []
    hours = "–".join(
        dict.fromkeys(f"{end:%H:%M}" for end in (estimate.held_until[0], estimate.held_until[-1]))
    )
    reached, held = number(estimate.people - estimate.held, t), number(estimate.held, t)
    key = "broadcast-fact-quiet" if one.starts_at is None else "broadcast-fact-quiet-planned"
    return [t(key, reached=reached, held=held, hours=hours)]


def step(
    t: Translator, key: str, step: DraftStep, one: Announcement, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(t.plain(key), DraftButton(step=step, id=one.id), style)


def to_admin(announcement_id: int, t: Translator) -> InlineKeyboardButton:
    """The button from a message that shows how far it is, and goes on to do so unless it is
    left."""
    return button(t.plain("admin-home"), LeaveButton(id=announcement_id))


def post_words(post: Post, t: Translator) -> str:
    """The first ones of a post; of one without any, what it is."""
    text = str(post.content.get("text") or post.content.get("caption") or "")
    line = next(iter(text.strip().splitlines()), "")
    return shortened(line, WORDS_SHOWN) or t.plain(f"post-kind-{post.kind}")
