from __future__ import annotations

from datetime import datetime

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.people.users import (
    Actor,
    Category,
    Language,
    Preferences,
    QuietHours,
    Role,
)
from handlers.callbacks.news.subscriptions import SubscriptionsButton
from handlers.callbacks.people.settings import (
    Choice,
    DigestButton,
    LanguageButton,
    MuteButton,
    QuietButton,
    RoleButton,
    SettingsButton,
)
from handlers.callbacks.programme.profile import ProfileAct, ProfileButton
from handlers.callbacks.programme.reminders import LeadsButton
from ui.formatting import lowered, zone_name
from ui.keyboards import button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

QUIET_CHOICES = ((22, 8), (21, 9), (23, 7), (20, 10), (0, 8), (0, 0))
"""Hours of the local day; equal ones: no quiet hours."""


def settings_screen(actor: Actor, t: Translator, now: datetime) -> Screen:
    home = (
        t("settings-home", place=t.toponym(actor.home.name))
        if actor.home
        else t("settings-home-none")
    )
    lines = [
        t("settings-title"),
        "",
        t("settings-language", language=t.plain("language-name")),
        home,
        t("settings-zone", zone=zone_name(actor.zone, t, now)),
        t("settings-role", role=_role(actor, t)),
        t("settings-notify", wishes=wishes(actor, t)),
    ]
    forget = [_choice(t, "settings-forget-home", Choice.FORGET_HOME)] if actor.home else []
    place = "settings-change-home" if actor.home else "settings-set-home"
    markup = inline(
        [
            _choice(t, "settings-set-notify", Choice.NOTIFY, ButtonStyle.PRIMARY),
            button(t.plain("profile-open"), ProfileButton(act=ProfileAct.OPEN)),
        ],
        [
            _choice(t, "settings-set-language", Choice.LANGUAGE),
            _choice(t, "settings-set-zone", Choice.ZONE),
        ],
        [_choice(t, place, Choice.HOME), *forget],
        [
            _choice(t, "settings-set-role", Choice.ROLE),
            _choice(t, "settings-privacy", Choice.PRIVACY),
        ],
    )
    return Screen("\n".join(lines), markup)


def wishes(actor: Actor, t: Translator) -> str:
    """One line: what the person gets, what not, and when not."""
    preferences = actor.preferences
    if actor.is_stopped:
        return t.plain("notify-nothing")
    if preferences.is_paused:
        return t.plain("notify-only-important")
    wanted = [lowered(t.plain(f"category-{one}")) for one in Category if preferences.wants(one)]
    words = ", ".join(wanted)
    off = _off(preferences, t)
    if off:
        words = t.plain("notify-with-off", words=words, off=", ".join(off))
    if preferences.quiet_hours is None:
        return words
    return t.plain("notify-with-quiet", words=words, hours=_hours(preferences.quiet_hours))


def _off(preferences: Preferences, t: Translator) -> list[str]:
    """What is switched off by itself; the digest goes with the sessions."""
    off = [lowered(t.plain(f"category-{one}")) for one in Category if not preferences.wants(one)]
    has_no_digest = not preferences.wants_digest and preferences.wants(Category.SESSIONS)
    return [*off, t.plain("digest-name")] if has_no_digest else off


def notify_screen(actor: Actor, t: Translator) -> Screen:
    preferences = actor.preferences
    lines = [t("notify-title"), ""]
    if actor.is_stopped:
        lines += [t("notify-stopped"), ""]
    lines.append(t("notify-important"))
    if preferences.is_paused:
        lines.append(t("notify-paused"))
    elif not preferences.wants(Category.SESSIONS):
        lines.append(t("notify-no-sessions"))
    quiet = preferences.quiet_hours
    lines.append(t("notify-quiet", hours=_hours(quiet)) if quiet else t("notify-no-quiet"))
    mutes = [
        [
            button(
                ("✅ " if preferences.wants(one) else "⬜️ ") + t.plain(f"category-{one}"),
                MuteButton(category=one),
            )
        ]
        for one in Category
        if one is not Category.IMPORTANT
    ]
    wanted = preferences.wants_digest
    digest = button(
        t.plain("digest-switch-off" if wanted else "digest-switch-on"),
        DigestButton(wanted=not wanted),
    )
    pause = "notify-unpause" if preferences.is_paused else "notify-pause"
    return Screen(
        "\n".join(lines),
        inline(
            *mutes,
            [digest],
            [button(t.plain("subscriptions-open"), SubscriptionsButton())],
            [_choice(t, "notify-set-quiet", Choice.QUIET)],
            [button(t.plain("notify-leads"), LeadsButton())],
            [_choice(t, pause, Choice.PAUSE)],
            [_choice(t, "settings-back", Choice.MAIN)],
        ),
    )


def quiet_screen(t: Translator) -> Screen:
    buttons = [
        button(
            t.plain("quiet-none") if start == end else f"{start:02}:00–{end:02}:00",
            QuietButton(start=start, end=end),
        )
        for start, end in QUIET_CHOICES
    ]
    back = [_choice(t, "settings-back", Choice.NOTIFY)]
    return Screen(t("quiet-title"), inline(*in_columns(buttons, 2), back))


def role_screen(actor: Actor, t: Translator) -> Screen:
    rows = [
        [
            button(
                ("✅ " if actor.role is one else "") + t.plain(f"role-{one}"), RoleButton(role=one)
            )
        ]
        for one in Role
    ]
    return Screen(t("role-title"), inline(*rows, [_choice(t, "settings-back", Choice.MAIN)]))


def language_screen(t: Translator) -> Screen:
    buttons = [
        button(t.plain(f"language-{language.value}"), LanguageButton(language=language))
        for language in Language
    ]
    back = [_choice(t, "settings-back", Choice.MAIN)]
    return Screen(t("language-title"), inline(buttons, back))


def _role(actor: Actor, t: Translator) -> str:
    return t.plain(f"role-{actor.role}") if actor.role else t.plain("role-none")


def _hours(quiet: QuietHours) -> str:
    return f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"


def _choice(
    t: Translator, key: str, choice: Choice, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(t.plain(key), SettingsButton(choice=choice), style)
