"""Screens of an uploaded file: whose programme it is, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.ids import UploadId
from domain.paging import clamped, page_count
from domain.programme.sessions import Event, local_day
from handlers.callbacks.clusters.editing import PreviewButton, UploadAct
from handlers.callbacks.programme.editing import (
    EditAct,
    EventEditingButton,
    ProgrammeEditingButton,
    UploadButton,
    UploadEventButton,
)
from handlers.programme.sessions.change_list_views import span
from handlers.programme.sessions.lines import EVENTS_ON_PAGE
from services.programme.files.diff import ChangeKind, SessionDiff
from services.programme.imports import ScheduleReport
from services.programme.uploads import ProgrammePreview
from ui.formatting import column_words, day, line_words, number, shortened, zone_name
from ui.keyboards import (
    Row,
    button,
    inline,
    paged,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

CHANGES_ON_PAGE = 12
"""Lines of at most some 250 characters: a page stays within one message (4,096)."""

CLASHES_SHOWN = 5
"""A room may be «Онлайн», where any number of sessions run at once."""

NAME_CHARACTERS = 60
REASON_CHARACTERS = 150

FIELD_NAMES = {
    "speakers": "edit-field-speakers",
    "track": "edit-field-track",
    "capacity": "edit-field-capacity",
    "abstract": "edit-field-abstract",
    "url": "edit-field-url",
}

CHANGES = (
    ChangeKind.MOVED,
    ChangeKind.RENAMED,
    ChangeKind.RELOCATED,
    ChangeKind.CANCELLED,
    ChangeKind.RESTORED,
    ChangeKind.CHANGED,
)


def event_screen(
    upload_id: UploadId, events: Sequence[Event], page: int, name: str, t: Translator
) -> Screen:
    shown, turn = paged(
        t,
        events,
        page,
        EVENTS_ON_PAGE,
        lambda other: UploadButton(act=EditAct.EVENTS, id=upload_id, page=other),
    )
    rows: list[Row] = [
        [button(event.title, UploadEventButton(id=upload_id, event=event.id))] for event in shown
    ]
    return Screen(
        t("upload-event-ask", file=shortened(name, NAME_CHARACTERS)),
        inline(
            *rows,
            turn,
            [button(t.plain("upload-event-new"), UploadButton(act=EditAct.NEW, id=upload_id))],
            [button(t.plain("upload-drop"), UploadButton(act=EditAct.DROP, id=upload_id))],
        ),
    )


def of_cards_screen(upload_id: UploadId, key: str, t: Translator) -> Screen:
    """What a file gets that came without a word of what it is, and is no programme."""
    shown = PreviewButton(act=UploadAct.SHOW, id=upload_id)
    drop = PreviewButton(act=UploadAct.DROP, id=upload_id)
    return Screen(
        t(key),
        inline(
            [button(t.plain("upload-look"), shown, ButtonStyle.PRIMARY)],
            [button(t.plain("upload-drop"), drop)],
        ),
    )


def preview_screen(preview: ProgrammePreview, page: int, t: Translator) -> Screen:
    """Counts first, then line after line, a page at a time."""
    report = preview.report
    entries = list(_entries(preview, t))
    shown = clamped(page, len(entries), CHANGES_ON_PAGE)
    parts = [_head(preview, t)]
    if preview.is_news:
        parts.append(t("upload-changed-meanwhile"))
    if report.past and not report.parsed.problems:
        parts.append(past_words(report, t))
    parts.append("\n".join(_counts(preview, t)))
    parts.append("\n".join(entries[shown * CHANGES_ON_PAGE :][:CHANGES_ON_PAGE]))
    if report.parsed.problems:
        parts.append(t("upload-refused"))
    elif not _is_worth(preview):
        parts.append(t("upload-nothing"))
    elif report.audience:
        parts.append(t("edit-audience", count=report.audience))
    turn = pager(
        t,
        shown,
        page_count(len(entries), CHANGES_ON_PAGE),
        lambda p: _button_data(preview, EditAct.SHOW, page=p),
    )
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, inline(turn, *_choices(preview, t)))


def applied_screen(preview: ProgrammePreview, t: Translator, *, is_quiet: bool) -> Screen:
    report = preview.report
    lines = [
        t("upload-applied", title=report.event.title),
        t("upload-was-added", count=len(report.diff.added)),
        t("upload-was-changed", count=len(report.diff.changes)),
    ]
    if report.audience and not is_quiet:
        lines.append(t("upload-telling", count=report.audience))
    back = button(t.plain("office-event"), EventEditingButton(id=report.event.id))
    return Screen("\n".join(lines), inline([back]))


def dropped_screen(t: Translator) -> Screen:
    return Screen(
        t("upload-dropped"), inline([button(t.plain("office-back"), ProgrammeEditingButton())])
    )


def _head(preview: ProgrammePreview, t: Translator) -> str:
    event, report = preview.report.event, preview.report
    sessions = [*report.parsed.sessions, *report.diff.missing]
    key = "upload-head-new" if preview.is_new_event else "upload-head"
    zone = zone_name(ZoneInfo(event.tz), t, sessions[0].starts_at) if sessions else event.tz
    file = shortened(preview.file_name, NAME_CHARACTERS)
    return t(key, file=file, title=event.title, zone=zone)


def _counts(preview: ProgrammePreview, t: Translator) -> list[str]:
    diff = preview.report.diff
    counts = (
        ("upload-added", len(diff.added)),
        ("upload-changed", len(diff.changes)),
        ("upload-unchanged", len(diff.unchanged)),
        ("upload-missing", len(diff.missing)),
        ("upload-rejected", len(preview.report.parsed.problems)),
    )
    return [t(key, count=count) for key, count in counts if count]


def past_words(report: ScheduleReport, t: Translator) -> str:
    """One line of however many: the sheet of an old year has as many as the new one."""
    zone = ZoneInfo(report.event.tz)
    days = [local_day(one, zone) for one in report.past]
    first, last = day(min(days), t), day(max(days), t)
    span = first if first == last else f"{first} – {last}"
    return t("upload-past", count=len(days), days=span)


def _entries(preview: ProgrammePreview, t: Translator) -> Iterator[str]:
    report, zone = preview.report, ZoneInfo(preview.report.event.tz)
    for problem in report.parsed.problems:
        reason = t.plain(problem.key, **problem.params)
        yield t(
            "upload-problem",
            line=line_words(problem.line, problem.sheet, t),
            field=column_words(shortened(problem.column, NAME_CHARACTERS), t),
            reason=shortened(reason, REASON_CHARACTERS),
        )
    for note in report.parsed.notes:
        reason = shortened(t.plain(note.key, **note.params), REASON_CHARACTERS)
        yield t("import-note", line=line_words(note.line, note.sheet, t), reason=reason)
    for crowded in report.crowded:
        session = crowded.session
        yield t(
            "upload-crowded",
            title=_short(session.title),
            going=crowded.going,
            capacity=session.capacity or 0,
        )
    yield from _clashes(report, zone, t)
    for session in report.diff.added:
        key = "upload-line-added-cancelled" if session.is_cancelled else "upload-line-added"
        yield t(key, title=_short(session.title), span=span(session, zone, t))
    for kind in CHANGES:
        for change in report.diff.changes:
            if kind in change.kinds:
                yield _change(kind, change, zone, t)
    for session in report.diff.missing:
        yield t("upload-line-missing", title=_short(session.title), span=span(session, zone, t))
    for uid in report.diff.unknown:
        yield t("upload-line-unknown", uid=shortened(uid, NAME_CHARACTERS))
    for column in report.parsed.unknown_columns:
        yield t("upload-column", column=shortened(column, NAME_CHARACTERS))
    for sheet in report.parsed.unread_sheets:
        yield t("upload-sheet", sheet=shortened(sheet, NAME_CHARACTERS))


def _clashes(report: ScheduleReport, zone: ZoneInfo, t: Translator) -> Iterator[str]:
    for clash in report.clashes[:CLASHES_SHOWN]:
        first, second = clash.sessions
        yield t(
            "upload-clash",
            name=_short(clash.name),
            span=span(second, zone, t),
            first=_short(first.title),
            second=_short(second.title),
        )
    if len(report.clashes) > CLASHES_SHOWN:
        yield t("upload-clash-more", count=len(report.clashes) - CLASHES_SHOWN)


def _change(kind: ChangeKind, change: SessionDiff, zone: ZoneInfo, t: Translator) -> str:
    old, new = change.old, change.new
    values: dict[str, str] = {"title": _short(new.title)}
    if kind is ChangeKind.MOVED:
        values |= {"old": span(old, zone, t), "new": span(new, zone, t)}
    elif kind is ChangeKind.RENAMED:
        values |= {"old": _short(old.title)}
    elif kind is ChangeKind.RELOCATED:
        values |= {"old": _short(old.room) or "—", "new": _short(new.room) or "—"}
    elif kind is ChangeKind.CHANGED:
        values |= {"fields": _fields(change, t)}
    return t(f"upload-line-{kind.value}", **values)


def _fields(change: SessionDiff, t: Translator) -> str:
    """Those that no line of its own tells of."""
    names = (FIELD_NAMES.get(field) for field in change.fields)
    return ", ".join(t.plain(key).lower() for key in dict.fromkeys(filter(None, names)))


def _choices(preview: ProgrammePreview, t: Translator) -> list[Row]:
    report = preview.report
    drop = [_act(preview, "upload-drop", EditAct.DROP, t)]
    if report.parsed.problems:
        return [drop]
    rows: list[Row] = []
    if report.diff.missing or preview.cancels_missing:
        key = "upload-keep-missing" if preview.cancels_missing else "upload-cancel-missing"
        flipped = UploadButton(
            act=EditAct.SHOW, id=preview.upload_id, missing=not preview.cancels_missing
        )
        rows.append([button(t.plain(key, count=len(report.diff.missing)), flipped)])
    if _is_worth(preview):
        key = "upload-apply-telling" if report.audience else "upload-apply"
        rows.append([_act(preview, key, EditAct.APPLY, t, ButtonStyle.SUCCESS)])
        if report.audience:
            rows.append([_act(preview, "upload-apply-quietly", EditAct.QUIET, t)])
    return [*rows, drop]


def _is_worth(preview: ProgrammePreview) -> bool:
    return bool(preview.report.diff.to_save())


def _act(
    preview: ProgrammePreview,
    key: str,
    act: EditAct,
    t: Translator,
    style: ButtonStyle | None = None,
) -> InlineKeyboardButton:
    count = number(preview.report.audience, t)
    return button(t.plain(key, count=count), _button_data(preview, act), style)


def _button_data(preview: ProgrammePreview, act: EditAct, page: int = 0) -> UploadButton:
    return UploadButton(act=act, id=preview.upload_id, missing=preview.cancels_missing, page=page)


def _short(text: str) -> str:
    return shortened(text, NAME_CHARACTERS)
