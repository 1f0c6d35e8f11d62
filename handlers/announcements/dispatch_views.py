"""Screens of a dispatch under way, and of what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.announcements.announcements import Announcement, DispatchAction, DispatchState, Reason
from domain.outbox import (
    OutboxState,
)
from handlers.announcements.audience_views import audience_words
from handlers.announcements.parts import to_admin
from handlers.callbacks.announcements import (
    AnnouncementAct,
    DispatchButton,
    Later,
    SentButton,
)
from handlers.callbacks.people.admin import ArchiveButton
from services.announcements.dispatches import DispatchProgress, Summary
from ui.formatting import duration, moment, number, shortened, wall_clock
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

BAR_CELLS = 12


REASONS_SHOWN = 5


def bar(done: int, whole: int) -> str:
    cells = BAR_CELLS * done // whole if whole else 0
    return "▰" * cells + "▱" * (BAR_CELLS - cells)


def progress_screen(progress: DispatchProgress, zone: ZoneInfo, t: Translator) -> Screen:
    """`zone` is the organiser's."""
    dispatch, totals = progress.dispatch, progress.totals
    done = totals.all - totals.left
    lines = [t(f"dispatch-{dispatch.action}-{dispatch.state}")]
    if not dispatch.is_filled and dispatch.is_open:
        lines.append(t("dispatch-filling", shown=number(totals.all, t)))
    else:
        percent = 100 * done // totals.all if totals.all else 100
        lines.append(t("dispatch-bar", bar=bar(done, totals.all), percent=percent))
    lines.append(
        t(
            "dispatch-figures",
            sent=number(totals.sent, t),
            failed=number(totals.failed, t),
            left=number(totals.left, t),
        )
    )
    waiting = progress.waiting
    if dispatch.state is DispatchState.RUNNING and totals.left > waiting.count:
        lines.append(t("dispatch-left-in", takes=duration(progress.left_in, t)))
    if waiting.first_at is not None and waiting.last_at is not None:
        key = (
            "dispatch-waiting" if waiting.first_at == waiting.last_at else "dispatch-waiting-till"
        )
        first, last = moment(waiting.first_at, zone, t), moment(waiting.last_at, zone, t)
        lines.append(t(key, shown=number(waiting.count, t), first=first, last=last))
        if progress.can_hurry:
            lines.append(t("dispatch-waiting-why"))
    return Screen("\n".join(lines), _progress_markup(progress, t))


def _progress_markup(progress: DispatchProgress, t: Translator) -> InlineKeyboardMarkup:
    dispatch = progress.dispatch
    if not dispatch.is_open:
        return sent_markup(progress, t)
    key, act = (
        ("dispatch-pause", AnnouncementAct.PAUSE)
        if dispatch.state is DispatchState.RUNNING
        else ("dispatch-resume", AnnouncementAct.RESUME)
    )
    hurry = DispatchButton(act=AnnouncementAct.IMPORTANT, id=dispatch.id)
    return inline(
        [button(t.plain("dispatch-make-important"), hurry)] if progress.can_hurry else [],
        [
            button(t.plain(key), DispatchButton(act=act, id=dispatch.id)),
            button(
                t.plain("dispatch-cancel"),
                DispatchButton(act=AnnouncementAct.CANCEL, id=dispatch.id),
            ),
        ],
        [to_admin(progress.announcement.id, t)],
    )


def important_screen(progress: DispatchProgress, t: Translator) -> Screen:
    dispatch = progress.dispatch
    sure = DispatchButton(act=AnnouncementAct.IMPORTANT_SURE, id=dispatch.id)
    return Screen(
        t("dispatch-important-ask", shown=number(progress.waiting.count, t)),
        inline(
            [button(t.plain("dispatch-important-yes"), sure, ButtonStyle.DANGER)],
            [
                button(
                    t.plain("broadcast-back"),
                    DispatchButton(act=AnnouncementAct.REFRESH, id=dispatch.id),
                )
            ],
        ),
    )


def cancel_screen(progress: DispatchProgress, t: Translator) -> Screen:
    dispatch = progress.dispatch
    return Screen(
        t("dispatch-cancel-ask", left=number(progress.totals.left, t)),
        inline(
            [
                button(
                    t.plain("dispatch-cancel-yes"),
                    DispatchButton(act=AnnouncementAct.CANCEL_SURE, id=dispatch.id),
                    ButtonStyle.DANGER,
                )
            ],
            [
                button(
                    t.plain("broadcast-back"),
                    DispatchButton(act=AnnouncementAct.REFRESH, id=dispatch.id),
                )
            ],
        ),
    )


def stalled_screen(dispatch_id: int, t: Translator) -> Screen:
    return Screen(
        t("dispatch-stalled"),
        inline(
            [
                button(
                    t.plain("dispatch-replace"),
                    DispatchButton(act=AnnouncementAct.REPLACE, id=dispatch_id),
                )
            ],
            [
                button(
                    t.plain("dispatch-cancel"),
                    DispatchButton(act=AnnouncementAct.CANCEL, id=dispatch_id),
                )
            ],
        ),
    )


def sent_markup(progress: DispatchProgress, t: Translator) -> InlineKeyboardMarkup:
    """Only what can still be done."""

    def later(key: str, step: Later, action: DispatchAction) -> Row:
        data = SentButton(step=step, id=progress.announcement.id)
        return [button(t.plain(key), data)] if action in progress.remedies else []

    refresh = SentButton(step=Later.SHOW, id=progress.announcement.id)
    return inline(
        later("sent-correct", Later.CORRECT, DispatchAction.CORRECT)
        + later("sent-recall", Later.RECALL, DispatchAction.RECALL),
        later("sent-repeat", Later.REPEAT, DispatchAction.SEND),
        [
            button(t.plain("sent-refresh"), refresh),
            button(t.plain("sent-archive"), ArchiveButton()),
        ],
    )


def sent_screen(rounds: Sequence[DispatchProgress], zone: ZoneInfo, t: Translator) -> Screen:
    """Everything about a sent announcement: each of its rounds with figures."""
    one = rounds[0].announcement
    lines = [
        t("sent-title", number=one.id),
        t("broadcast-fact-audience", audience=audience_words(one.audience, t)),
    ]
    for progress in rounds:
        dispatch, totals = progress.dispatch, progress.totals
        lines += [
            "",
            t(f"dispatch-{dispatch.action}-{dispatch.state}"),
            t("sent-began", moment=moment(dispatch.started_at, zone, t)),
            t(
                "dispatch-figures",
                sent=number(totals.sent, t),
                failed=number(totals.failed, t),
                left=number(totals.left, t),
            ),
        ]
    open_rounds = [
        button(
            t.plain(f"dispatch-open-{progress.dispatch.action}"),
            DispatchButton(act=AnnouncementAct.REFRESH, id=progress.dispatch.id),
        )
        for progress in rounds
        if progress.dispatch.is_open
    ]
    markup = sent_markup(rounds[0], t)
    return Screen("\n".join(lines), inline(open_rounds, *markup.inline_keyboard))


def ask_correction(announcement_id: int, t: Translator) -> Screen:
    cancel = button(t.plain("cancel-button"), SentButton(step=Later.SHOW, id=announcement_id))
    return Screen(t("sent-correct-ask"), inline([cancel]))


def correction_screen(progress: DispatchProgress, t: Translator) -> Screen:
    """Under the preview: whom it reaches, a copy to try, and the last word."""
    totals, one = progress.totals, progress.announcement

    def step(key: str, step: Later, style: ButtonStyle | None = None) -> InlineKeyboardButton:
        return button(t.plain(key), SentButton(step=step, id=one.id), style)

    sent, left = number(totals.sent, t), number(totals.left, t)
    lines = [t("sent-correction"), "", t("sent-correction-reach", shown=sent)]
    if totals.left:
        lines.append(t("sent-correction-left", shown=left))
    return Screen(
        "\n".join(lines),
        inline(
            [step("sent-correction-yes", Later.CORRECT_SURE, ButtonStyle.SUCCESS)],
            [
                step("broadcast-test", Later.CORRECT_TEST),
                step("sent-correction-other", Later.CORRECT),
            ],
            [step("broadcast-back", Later.SHOW)],
        ),
    )


def recall_screen(one: Announcement, sent: int, t: Translator) -> Screen:
    return Screen(
        t("sent-recall-ask", shown=number(sent, t)),
        inline(
            [
                button(
                    t.plain("sent-recall-yes"),
                    SentButton(step=Later.RECALL_SURE, id=one.id),
                    ButtonStyle.DANGER,
                )
            ],
            [button(t.plain("broadcast-back"), SentButton(step=Later.SHOW, id=one.id))],
        ),
    )


def summary_text(summary: Summary, zone: ZoneInfo, t: Translator) -> str:
    """The caption under the chart: at most 1,024 units, so only the commonest reasons."""
    progress = summary.progress
    dispatch, totals = progress.dispatch, progress.totals
    lines = [
        t(f"dispatch-{dispatch.action}-{dispatch.state}"),
        "",
        t(f"summary-sent-{dispatch.action}", shown=number(totals.sent, t)),
    ]
    failures = [reason for reason in summary.reasons if reason.count]
    if failures:
        lines.append(t("summary-failed", shown=number(totals.failed, t)))
        lines += [
            t("summary-reason", reason=reason, shown=number(count, t))
            for reason, count in grouped(failures, t)[:REASONS_SHOWN]
        ]
    if totals.uncertain:
        lines.append(t("summary-uncertain", shown=number(totals.uncertain, t)))
    if dispatch.finished_at is not None:
        took = dispatch.finished_at - dispatch.started_at - dispatch.paused_in
        lines += ["", t("summary-took", takes=duration(took, t))]
        if dispatch.paused_in:
            lines.append(t("summary-paused", lasted=duration(dispatch.paused_in, t)))
        lines.append(t("sent-began", moment=moment(dispatch.started_at, zone, t)))
    return "\n".join(lines)


def grouped(reasons: Sequence[Reason], t: Translator) -> list[tuple[str, int]]:
    """Telegram's many wordings as few reasons that a person understands, largest first."""
    counts: dict[str, int] = {}
    for reason in reasons:
        words = _reason(reason, t)
        counts[words] = counts.get(words, 0) + reason.count
    return sorted(counts.items(), key=lambda item: -item[1])


REASON_WORDS = {
    "blocked": "reason-blocked",
    "deactivated": "reason-deactivated",
    "chat not found": "reason-not-found",
    "initiate conversation": "reason-not-found",
    "opted out": "reason-opted-out",
    "stopped": "reason-opted-out",
    "cancelled": "reason-cancelled",
    "can't be deleted": "reason-too-old",
    "too late": "reason-expired",
}


def _reason(reason: Reason, t: Translator) -> str:
    for words, key in REASON_WORDS.items():
        if words in reason.error:
            return t.plain(key)
    if reason.state is OutboxState.EXPIRED:
        return t.plain("reason-expired")
    if reason.state is OutboxState.UNDELIVERABLE:
        return t.plain("reason-not-found")
    return t.plain("reason-other", error=shortened(reason.error, 80))


def chart_words(summary: Summary, zone: ZoneInfo, t: Translator) -> dict[str, str]:
    began: datetime = summary.progress.dispatch.started_at
    return {
        "title": t.plain(f"chart-title-{summary.progress.dispatch.action}"),
        "x_label": t.plain("chart-seconds", moment=wall_clock(began.astimezone(zone), t)),
        "y_label": t.plain("chart-count"),
    }


def summary_screen(summary: Summary, zone: ZoneInfo, t: Translator) -> Screen:
    text = summary_text(summary, zone, t)
    is_send = summary.progress.dispatch.action is DispatchAction.SEND
    return Screen(text, sent_markup(summary.progress, t) if is_send else None)
