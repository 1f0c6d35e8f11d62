from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.announcements.announcements import Announcement, AnnouncementState, Post
from domain.ids import UserId
from domain.paging import clamped, page_count
from domain.people.messages import OutageNotice
from domain.people.organisers import AuditEntry, Organiser
from domain.people.users import Actor
from handlers.announcements.audience_views import audience_words
from handlers.announcements.parts import post_words, when_words
from handlers.callbacks.announcements import (
    AnnouncementAct,
    DispatchButton,
    DraftButton,
    DraftStep,
    Later,
    SentButton,
)
from handlers.callbacks.clusters.answer_editing import AnswerEditingButton
from handlers.callbacks.clusters.card_reports import QueueButton
from handlers.callbacks.clusters.editing import ClusterEditingButton, CoverageButton, EditingScreen
from handlers.callbacks.news.editing import NewsEditingButton
from handlers.callbacks.people.admin import (
    AdminButton,
    AdminScreen,
    ArchiveButton,
    LogButton,
    OrganisersButton,
    RemoveButton,
    UnderWayButton,
)
from handlers.callbacks.programme.checkin import CheckInButton
from handlers.callbacks.programme.editing import ProgrammeEditingButton
from handlers.callbacks.programme.feedback import FeedbackButton
from services.announcements.dispatches import ARCHIVE_PAGE, Archived, DispatchProgress, UnderWay
from services.people.organisers import LOG_PAGE, Dashboard
from ui.formatting import duration, moment, number, shortened
from ui.keyboards import (
    Row,
    button,
    inline,
    paged,
    pager,
)
from ui.screens import Screen
from ui.translator import Html, Translator

OPENING = 30
"""Characters of an announcement that its button in a list repeats."""

UNDER_WAY_ON_PAGE = 8
AUDIENCE_CHARACTERS = 250
"""Of each of them: a page stays within one message (4,096)."""

ORGANISERS_ON_PAGE = 12


def outage_message(notice: OutageNotice, zone: ZoneInfo, t: Translator) -> Screen:
    """Telegram was away, to an owner. It can only be told when it is over, or nearly."""
    since, until = notice.since, notice.until
    waiting = number(notice.waiting, t)
    if until is None:
        return Screen(t("outage-begun", since=moment(since, zone, t), waiting=waiting))
    return Screen(
        t(
            "outage-over",
            since=moment(since, zone, t),
            until=moment(until, zone, t),
            lasted=duration(until - since, t),
            waiting=waiting,
        )
    )


def dashboard_screen(dashboard: Dashboard, now: datetime, t: Translator) -> Screen:
    people = dashboard.people
    lines = [
        t("admin-title"),
        "",
        t("admin-people", shown=number(people.all, t)),
        t("admin-active", week=number(people.week, t), month=number(people.month, t)),
        t(
            "admin-unreachable",
            unreachable=number(people.unreachable, t),
            stopped=number(people.stopped, t),
        ),
        t("admin-queue", shown=number(dashboard.queue_length, t)),
    ]
    if dashboard.oldest_due_at is not None:
        lines.append(t("admin-late", late=duration(now - dashboard.oldest_due_at, t)))
    lines.append(t("admin-announcements", planned=dashboard.planned, running=dashboard.running))
    if dashboard.errors:
        lines += ["", t("admin-errors")]
        lines += [t("admin-error", error=shortened(one.error, 120)) for one in dashboard.errors]
    return Screen(
        "\n".join(lines),
        inline(
            [_place(t, "admin-compose", AdminScreen.COMPOSE)],
            [
                _place(t, "admin-under-way", AdminScreen.UNDER_WAY),
                button(t.plain("admin-archive"), ArchiveButton()),
            ],
            [
                button(t.plain("office-open"), ProgrammeEditingButton()),
                button(t.plain("admin-door"), CheckInButton()),
            ],
            [button(t.plain("admin-news"), NewsEditingButton())],
            [
                button(t.plain("admin-feedback"), FeedbackButton()),
                button(t.plain("admin-answers"), AnswerEditingButton()),
            ],
            [
                button(t.plain("admin-clusters"), ClusterEditingButton(place=EditingScreen.HOME)),
                button(t.plain("admin-reports", count=dashboard.reports), QueueButton()),
            ],
            [button(t.plain("admin-coverage"), CoverageButton())],
            [
                _place(t, "admin-organisers", AdminScreen.ORGANISERS),
                button(t.plain("admin-log"), LogButton()),
            ],
            [_place(t, "admin-refresh", AdminScreen.HOME)],
        ),
    )


def under_way_screen(found: UnderWay, page: int, actor: Actor, t: Translator) -> Screen:
    """What leaves comes before what is planned, and that before drafts."""
    every: list[DispatchProgress | Announcement] = [*found.running, *found.planned, *found.drafts]
    shown, turn = paged(t, every, page, UNDER_WAY_ON_PAGE, lambda p: UnderWayButton(page=p))
    lines = [t("admin-under-way-title")]
    rows: list[Row] = []
    for one in shown:
        words, row = (
            _running(one, t) if isinstance(one, DispatchProgress) else _waiting(one, actor, t)
        )
        lines += ["", words]
        rows.append([row])
    if not rows:
        lines += ["", t("admin-under-way-none")]
    home = [_place(t, "admin-home", AdminScreen.HOME)]
    return Screen("\n".join(lines), inline(*rows, turn, home))


def _running(progress: DispatchProgress, t: Translator) -> tuple[str, InlineKeyboardButton]:
    one, totals = progress.announcement, progress.totals
    words = t(
        "admin-running",
        number=one.id,
        done=number(totals.all - totals.left, t),
        all=number(totals.all, t),
    )
    target = DispatchButton(act=AnnouncementAct.REFRESH, id=progress.dispatch.id)
    return words, button(_opening(one, progress.dispatch.post, t), target)


def _waiting(one: Announcement, actor: Actor, t: Translator) -> tuple[str, InlineKeyboardButton]:
    is_draft = one.state is AnnouncementState.DRAFT
    when = moment(one.created_at, actor.zone, t) if is_draft else _when(one, actor, t)
    audience = shortened(audience_words(one.audience, t), AUDIENCE_CHARACTERS)
    words = t(f"admin-{one.state}", number=one.id, when=when, audience=audience)
    target = DraftButton(step=DraftStep.PANEL, id=one.id)
    return words, button(_opening(one, one.post, t), target)


def _opening(one: Announcement, post: Post, t: Translator) -> str:
    label = t.plain("admin-open", number=one.id)
    return f"{label}: {shortened(post_words(post, t), OPENING)}"


def _when(one: Announcement, actor: Actor, t: Translator) -> Html:
    return Html(when_words(one, actor.zone, None, t))


def archive_screen(
    found: Sequence[Archived], total: int, page: int, zone: ZoneInfo, t: Translator
) -> Screen:
    lines = [t("admin-archive-title", count=total)]
    rows: list[Row] = []
    for row in found:
        one, totals = row.announcement, row.totals
        lines += [
            "",
            t(
                "admin-archived",
                number=one.id,
                moment=moment(one.created_at, zone, t),
                sent=number(totals.sent, t),
                all=number(totals.all, t),
            ),
            t("admin-archived-words", words=post_words(row.post, t)),
        ]
        label = _opening(one, row.post, t)
        rows.append([button(label, SentButton(step=Later.SHOW, id=one.id))])
    turn = pager(t, page, page_count(total, ARCHIVE_PAGE), lambda p: ArchiveButton(page=p))
    return Screen(
        "\n".join(lines), inline(*rows, turn, [_place(t, "admin-home", AdminScreen.HOME)])
    )


def organisers_screen(
    found: Sequence[Organiser], page: int, actor: Actor, t: Translator
) -> Screen:
    shown, turn = paged(t, found, page, ORGANISERS_ON_PAGE, lambda p: OrganisersButton(page=p))
    lines = [t("organisers-title"), ""]
    for one in shown:
        added = moment(one.added_at, actor.zone, t)
        lines.append(t("organisers-line", name=one.name, id=str(one.id), moment=added))
    if not found:
        lines.append(t("organisers-none"))
    rows: list[Row] = []
    if actor.is_owner:
        rows = [
            [button(t.plain("organisers-remove", name=one.name), RemoveButton(id=one.id))]
            for one in shown
        ]
    add = [_place(t, "organisers-add", AdminScreen.ADD)] if actor.is_owner else []
    home = [_place(t, "admin-home", AdminScreen.HOME)]
    return Screen("\n".join(lines), inline(*rows, turn, add, home))


def page_of(user_id: UserId, found: Sequence[Organiser]) -> int:
    """The first of somebody who is not there: an owner, or one just removed."""
    places = (n for n, one in enumerate(found) if one.id == user_id)
    return next(places, 0) // ORGANISERS_ON_PAGE


def remove_screen(organiser: Organiser, page: int, t: Translator) -> Screen:
    sure = RemoveButton(id=organiser.id, sure=True)
    return Screen(
        t("organisers-remove-ask", name=organiser.name),
        inline(
            [button(t.plain("organisers-remove-yes"), sure, ButtonStyle.DANGER)],
            [button(t.plain("admin-back"), OrganisersButton(page=page))],
        ),
    )


def ask_organiser(t: Translator) -> Screen:
    return Screen(
        t("organisers-ask"), inline([_place(t, "cancel-button", AdminScreen.ORGANISERS)])
    )


def log_screen(
    entries: Sequence[AuditEntry], total: int, page: int, zone: ZoneInfo, t: Translator
) -> Screen:
    lines = [t("log-title")]
    for entry in entries:
        at = moment(entry.at, zone, t)
        lines += ["", t("log-line", moment=at, name=entry.actor_name, what=_what(entry, t))]
    if not entries:
        lines += ["", t("log-none")]
    pages = page_count(total, LOG_PAGE)
    turn = pager(t, clamped(page, total, LOG_PAGE), pages, lambda p: LogButton(page=p))
    return Screen("\n".join(lines), inline(turn, [_place(t, "admin-home", AdminScreen.HOME)]))


def _what(entry: AuditEntry, t: Translator) -> Html:
    """An action in the reader's words; one of a newer version by its name."""
    key = f"audit-{entry.action}"
    if not t.has(key):
        return Html(t("audit-unknown", action=entry.action))
    details = {name: str(value) for name, value in entry.details.items()}
    return Html(t(key, **details))


def _place(t: Translator, key: str, place: AdminScreen) -> InlineKeyboardButton:
    return button(t.plain(key), AdminButton(place=place))
