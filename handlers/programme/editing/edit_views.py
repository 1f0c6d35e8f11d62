"""Screens of a draft: what it changes so far, a question for one field, old and new."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from handlers.callbacks.programme.editing import (
    EditStep,
    EditStepButton,
    MoveByButton,
    SessionFieldButton,
)
from handlers.programme.editing.views import clash_lines
from handlers.programme.sessions.change_list_views import change_lines
from services.programme.editing import Edit
from services.programme.session_fields import Field
from ui.formatting import moment, zone_name
from ui.keyboards import button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

HOUR, DAY = 60, 1440
"""Minutes."""

SHIFTS = (15, 30, 60, 120, DAY, -15, -30, -60, -120)
"""Minutes by which sessions are moved most."""


def edit_screen(edit: Edit, t: Translator) -> Screen:
    lines = [t("edit-title", title=edit.now.title)]
    if edit.is_stale:
        lines += ["", t("edit-stale")]
    lines += ["", *(_changes(edit, t) or [t("edit-empty")])]
    fields = [
        button(
            t.plain(f"edit-field-{field.name.lower()}"),
            SessionFieldButton(id=edit.draft.id, field=field),
        )
        for field in Field
    ]
    is_off = edit.then.is_cancelled
    held = ("edit-restore", EditStep.RESTORE) if is_off else ("edit-cancel", EditStep.CANCEL)
    save = [] if edit.is_empty else [_step(edit, "edit-save", EditStep.CONFIRM, t)]
    return Screen(
        "\n".join(lines),
        inline(
            *in_columns(fields, 2),
            [_step(edit, *held, t)],
            save,
            [_step(edit, "edit-drop", EditStep.DROP, t)],
        ),
    )


def ask_screen(edit: Edit, field: Field, t: Translator) -> Screen:
    zone = ZoneInfo(edit.event.tz)
    place = zone_name(zone, t, edit.then.starts_at)
    return Screen(
        t(f"edit-ask-{field.name.lower()}", zone=place),
        inline([_step(edit, "cancel-button", EditStep.SHOW, t)]),
    )


def move_screen(edit: Edit, t: Translator) -> Screen:
    """Asks by how much to move the session, in one tap; or the new start is typed."""
    zone = ZoneInfo(edit.event.tz)
    present = moment(edit.then.starts_at, zone, t)
    shifts = [
        button(_shift(minutes, t), MoveByButton(id=edit.draft.id, minutes=minutes))
        for minutes in SHIFTS
    ]
    return Screen(
        t("move-ask", title=edit.now.title, present=present),
        inline(*in_columns(shifts, 3), [_step(edit, "cancel-button", EditStep.DROP, t)]),
    )


def _shift(minutes: int, t: Translator) -> str:
    sign, length = ("−" if minutes < 0 else "+"), abs(minutes)
    if length % DAY == 0:
        return sign + t.plain("move-days", count=length // DAY)
    if length % HOUR == 0:
        return sign + t.plain("move-hours", count=length // HOUR)
    return sign + t.plain("move-minutes", count=length)


def confirm_screen(edit: Edit, t: Translator) -> Screen:
    """Both ways to save, where there is anybody to tell."""
    lines = [
        t("edit-confirm", title=edit.now.title),
        "",
        *(_changes(edit, t) or [t("edit-empty")]),
        "",
    ]
    if edit.audience or not edit.called:
        lines.append(t("edit-audience", count=edit.audience))
    if edit.called:
        lines.append(t("edit-called", count=edit.called))
    if edit.is_empty:
        return Screen("\n".join(lines), inline([_step(edit, "edit-back", EditStep.SHOW, t)]))
    key = "edit-save-telling" if edit.audience else "edit-save-now"
    quiet = [_step(edit, "edit-save-quietly", EditStep.QUIET, t)] if edit.audience else []
    return Screen(
        "\n".join(lines),
        inline(
            [_step(edit, key, EditStep.SAVE, t, ButtonStyle.SUCCESS)],
            quiet,
            [_step(edit, "edit-back", EditStep.SHOW, t)],
        ),
    )


def crowded(edit: Edit, going: int, t: Translator) -> Screen:
    """Fewer places than people: refused, unless the organiser wants just that."""
    capacity = edit.then.capacity or 0
    again = SessionFieldButton(id=edit.draft.id, field=Field.CAPACITY)
    return Screen(
        t("edit-crowded", going=going, capacity=capacity),
        inline(
            [button(t.plain("edit-capacity-again"), again)],
            [_step(edit, "edit-keep-all", EditStep.KEEP, t)],
            [_step(edit, "edit-drop", EditStep.DROP, t)],
        ),
    )


def _changes(edit: Edit, t: Translator) -> list[str]:
    zone = ZoneInfo(edit.event.tz)
    lines = change_lines(edit.now, edit.then, zone, t)
    if edit.now.starts_at != edit.then.starts_at or edit.now.ends_at != edit.then.ends_at:
        lines.append(t("changes-zone", zone=zone_name(zone, t, edit.then.starts_at)))
    return lines + clash_lines(edit.clashes, zone, t)


def _step(
    edit: Edit, key: str, step: EditStep, t: Translator, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(t.plain(key), EditStepButton(step=step, id=edit.draft.id), style)
