"""The queue of reports, one report, and the messages that leave because of them."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle

from domain.clusters.card_reports import CardField, CardReport
from domain.clusters.messages import CardReportAnswer, CardReportNotice
from domain.paging import clamped, page_count
from handlers.callbacks.clusters.card_reports import QueueButton, ReportAct, ReportedButton
from handlers.callbacks.clusters.cards import CardButton
from handlers.callbacks.clusters.editing import EditButton
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.clusters.cards.card_views import field_name
from services.clusters.card_reports import QUEUE_PAGE
from ui.formatting import moment, shortened
from ui.keyboards import (
    Row,
    button,
    cancelling_to,
    inline,
    pager,
)
from ui.links import deep_link
from ui.screens import Screen
from ui.translator import Translator

SHOWN = 120
"""Characters of a comment in the queue."""


def queue_screen(
    found: Sequence[CardReport], total: int, page: int, zone: ZoneInfo, t: Translator
) -> Screen:
    lines = [t("reports-title", count=total)]
    rows: list[Row] = []
    for report in found:
        lines += [
            "",
            t(
                "reports-line",
                number=report.id,
                moment=moment(report.created_at, zone, t),
                name=report.cluster_name,
                field=field_name(report.field, t),
                comment=shortened(report.comment, SHOWN),
            ),
        ]
        label = t.plain("reports-open", number=report.id)
        rows.append([button(label, ReportedButton(act=ReportAct.SHOW, id=report.id))])
    if not found:
        lines += ["", t("reports-none")]
    page = clamped(page, total, QUEUE_PAGE)
    turn = pager(t, page, page_count(total, QUEUE_PAGE), lambda p: QueueButton(page=p))
    back = [button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))]
    return Screen("\n".join(lines), inline(*rows, turn, back))


def report_screen(report: CardReport, zone: ZoneInfo, t: Translator) -> Screen:
    lines = [
        t("report-title", number=report.id, name=report.cluster_name),
        t(
            "report-from",
            reporter=report.reporter_name or t.plain("report-from-nobody"),
            moment=moment(report.created_at, zone, t),
        ),
        t("report-about", field=field_name(report.field, t)),
        "",
        t("report-comment", comment=report.comment),
    ]
    card: Row = []
    if report.cluster_id is not None:
        card = [
            button(t.plain("report-open"), CardButton(id=report.cluster_id)),
            button(t.plain("card-edit"), EditButton(id=report.cluster_id)),
        ]
    elif report.field is not CardField.MISSING:
        lines += ["", t("report-card-gone")]
    if report.closed_at is not None:
        closed_at = moment(report.closed_at, zone, t)
        lines += ["", t("report-closed", name=report.closed_by, moment=closed_at)]
        if report.answer:
            lines.append(t("report-answered", answer=report.answer))
    queue = [button(t.plain("reports-back"), QueueButton())]
    return Screen("\n".join(lines), inline(card, *_decisions(report, t), queue))


def ask_answer(report: CardReport, t: Translator) -> Screen:
    cancel = cancelling_to(ReportedButton(act=ReportAct.SHOW, id=report.id), t)
    return Screen(t("report-answer-ask", number=report.id), inline([cancel]))


def report_message(notice: CardReportNotice, t: Translator, bot_username: str) -> Screen:
    """What organisers get; rendered when it is sent, in their own language."""
    words = {
        "name": notice.cluster_name,
        "reporter": notice.reporter,
        "field": field_name(notice.field, t),
        "comment": notice.comment,
    }
    text, rows = t("report-message-missing", **words), list[Row]()
    if notice.cluster_id is not None:
        url = deep_link(bot_username, "cluster", notice.cluster_id)
        text = t("report-message", url=url, **words)
        rows = [[button(t.plain("report-open"), CardButton(id=notice.cluster_id))]]
    if notice.report is not None:
        shown = ReportedButton(act=ReportAct.SHOW, id=notice.report)
        rows.append([button(t.plain("report-settle"), shown, ButtonStyle.PRIMARY)])
    return Screen(text, inline(*rows))


def answer_message(told: CardReportAnswer, t: Translator) -> Screen:
    """Tells the reporter how an organiser has settled the report."""
    key = "report-told-answer" if told.answer else "report-told"
    card: Row = []
    if told.cluster_id:
        card = [button(t.plain("report-open"), CardButton(id=told.cluster_id))]
    return Screen(t(key, name=told.cluster_name, answer=told.answer), inline(card))


def _decisions(report: CardReport, t: Translator) -> list[Row]:
    if report.closed_at is not None:
        return []
    return [
        [
            button(
                t.plain("report-answer"),
                ReportedButton(act=ReportAct.ANSWER, id=report.id),
                ButtonStyle.PRIMARY,
            ),
            button(t.plain("report-close"), ReportedButton(act=ReportAct.CLOSE, id=report.id)),
        ]
    ]
