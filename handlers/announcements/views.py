"""Screens of an announcement before it leaves: panel, time, buttons, confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardMarkup

from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Outlet,
    Post,
    PostKind,
)
from domain.announcements.messages import AnnouncementReturned, ApprovalRequest
from domain.people.users import Actor, Category
from handlers.announcements.audience_views import audience_words
from handlers.announcements.dispatch_views import progress_screen
from handlers.announcements.parts import (
    people_words,
    post_words,
    quiet_words,
    step,
    to_admin,
    when_words,
)
from handlers.callbacks.announcements import (
    ApproveButton,
    CategoryButton,
    ConfirmButton,
    DraftButton,
    DraftStep,
    OutletButton,
    OutletsButton,
)
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from services.announcements.dispatches import DispatchProgress
from services.announcements.release import Confirmation, Confirmed, Estimate
from ui.formatting import moment, number, quoted, zone_name
from ui.keyboards import Row, button, cancelling_to, inline, paged
from ui.screens import Screen
from ui.translator import Translator

OUTLETS_ON_PAGE = 12
OUTLETS_NAMED = 8
"""Titles, of up to 128 characters: a message holds 4,096."""


def panel(one: Announcement, estimate: Estimate | None, actor: Actor, t: Translator) -> Screen:
    """Everything about an announcement, and a button for each thing that can be changed.

    Here as elsewhere no estimate means that its people are still being counted.
    """
    text = "\n".join(
        [t(f"broadcast-title-{one.state}"), "", *_facts(one, estimate, actor, t), *_hints(one, t)]
    )
    if one.state is AnnouncementState.DRAFT:
        return Screen(text, _draft_markup(one, estimate, t))
    return Screen(text, _waiting_markup(one, t))


def _waiting_markup(one: Announcement, t: Translator) -> InlineKeyboardMarkup:
    """Buttons under an announcement that is confirmed and has not begun."""
    return inline(
        [step(t, "broadcast-withdraw", DraftStep.WITHDRAW, one)],
        [step(t, "broadcast-discard", DraftStep.DISCARD, one)],
        [to_admin(one.id, t)],
    )


def _important(one: Announcement, estimate: Estimate | None, t: Translator) -> Row:
    """The offer not to wait for the end of quiet hours."""
    important = CategoryButton(id=one.id, category=Category.IMPORTANT)
    is_held = estimate is not None and estimate.held
    return [button(t.plain("broadcast-make-important"), important)] if is_held else []


def _draft_markup(
    one: Announcement, estimate: Estimate | None, t: Translator
) -> InlineKeyboardMarkup:
    silent = "broadcast-silent-on" if one.is_silent else "broadcast-silent-off"
    return inline(
        [
            step(t, "broadcast-audience", DraftStep.AUDIENCE, one),
            step(t, "broadcast-when", DraftStep.WHEN, one),
        ],
        [
            step(t, "broadcast-category", DraftStep.CATEGORY, one),
            step(t, "broadcast-buttons", DraftStep.BUTTONS, one),
        ],
        [
            step(t, silent, DraftStep.SILENT, one),
            step(t, "broadcast-expiry", DraftStep.EXPIRY, one),
        ],
        [
            step(t, "broadcast-outlets", DraftStep.OUTLETS, one),
            step(t, "broadcast-test", DraftStep.TEST, one),
        ],
        [step(t, "broadcast-replace", DraftStep.POST, one)],
        _important(one, estimate, t),
        [step(t, "broadcast-send", DraftStep.SEND, one, ButtonStyle.SUCCESS)],
        [step(t, "broadcast-discard", DraftStep.DISCARD, one)],
        [to_admin(one.id, t)],
    )


def _facts(one: Announcement, estimate: Estimate | None, actor: Actor, t: Translator) -> list[str]:
    lines = [
        t("broadcast-fact-audience", audience=audience_words(one.audience, t)),
        people_words(estimate, t),
        when_words(one, actor.zone, estimate, t),
        *quiet_words(one, estimate, t),
        t(f"broadcast-fact-category-{one.category}"),
    ]
    if one.outlets:
        lines.append(_outlets_words(one.outlets, t))
    if one.buttons:
        labels = ", ".join(quoted(shown.text, t) for shown in one.buttons)
        lines.append(t("broadcast-fact-buttons", labels=labels))
    if one.is_silent:
        lines.append(t("broadcast-fact-silent"))
    if one.expires_at is not None:
        lines.append(t("broadcast-fact-expiry", moment=moment(one.expires_at, actor.zone, t)))
    return lines


def _outlets_words(outlets: Sequence[Outlet], t: Translator) -> str:
    titles = ", ".join(outlet.title for outlet in outlets[:OUTLETS_NAMED])
    left = len(outlets) - OUTLETS_NAMED
    if left > 0:
        return t("broadcast-fact-outlets-more", titles=titles, count=left)
    return t("broadcast-fact-outlets", titles=titles)


def _hints(one: Announcement, t: Translator) -> list[str]:
    if one.post.kind is PostKind.ALBUM:
        return ["", t("broadcast-album-hint")]
    return []


def when_screen(
    one: Announcement, estimate: Estimate | None, actor: Actor, t: Translator
) -> Screen:
    local = "broadcast-local-off" if one.is_local else "broadcast-local-on"
    rows = [[step(t, "broadcast-type-time", DraftStep.TYPE_TIME, one)]]
    if one.starts_at is not None:
        rows += [
            [step(t, local, DraftStep.LOCAL, one)],
            [step(t, "broadcast-now", DraftStep.NOW, one)],
        ]
    text = "\n".join([t("broadcast-when-title"), "", when_words(one, actor.zone, estimate, t)])
    return Screen(text, inline(*rows, [step(t, "broadcast-back", DraftStep.PANEL, one)]))


def category_screen(one: Announcement, t: Translator) -> Screen:
    rows = [
        [
            button(
                ("✅ " if one.category is category else "") + t.plain(f"category-{category}"),
                CategoryButton(id=one.id, category=category),
            )
        ]
        for category in Category
    ]
    back = [step(t, "broadcast-back", DraftStep.PANEL, one)]
    return Screen(t("broadcast-category-title"), inline(*rows, back))


def ask(one_id: int, key: str, t: Translator, *rows: Row) -> Screen:
    """A question that is answered with a text, a file or a message."""
    cancel = cancelling_to(DraftButton(step=DraftStep.PANEL, id=one_id), t)
    return Screen(t(key), inline(*rows, [cancel]))


def ask_time(one: Announcement, actor: Actor, t: Translator, now: datetime) -> Screen:
    cancel = cancelling_to(DraftButton(step=DraftStep.PANEL, id=one.id), t)
    zone = zone_name(actor.zone, t, now)
    return Screen(t("broadcast-time-ask", zone=zone), inline([cancel]))


def ask_buttons(one: Announcement, t: Translator) -> Screen:
    remove = (
        [step(t, "broadcast-buttons-remove", DraftStep.NO_BUTTONS, one)] if one.buttons else []
    )
    return ask(one.id, "broadcast-buttons-ask", t, remove)


def ask_expiry(one: Announcement, t: Translator) -> Screen:
    remove = [step(t, "broadcast-expiry-remove", DraftStep.NO_EXPIRY, one)]
    return ask(one.id, "broadcast-expiry-ask", t, remove if one.expires_at else [])


def outlets_screen(one: Announcement, known: Sequence[Outlet], page: int, t: Translator) -> Screen:
    """Also those that the announcement goes to and the bot may not write to any more."""
    chosen = {_place(outlet) for outlet in one.outlets}
    there = {_place(outlet) for outlet in known}
    shown, turn = paged(
        t,
        listed(one, known),
        page,
        OUTLETS_ON_PAGE,
        lambda other: OutletsButton(id=one.id, page=other),
    )
    rows = [
        [
            button(
                ("✅ " if _place(o) in chosen else "")
                + ("" if _place(o) in there else "⚠️ ")
                + o.title,
                OutletButton(id=one.id, chat=o.chat_id, thread=o.thread_id or 0),
            )
        ]
        for o in shown
    ]
    lines = [t("broadcast-outlets-title") if known else t("broadcast-outlets-none")]
    if chosen - there:
        lines += ["", t("broadcast-outlets-gone")]
    add = [step(t, "broadcast-outlet-add", DraftStep.ADD_OUTLET, one)]
    back = [step(t, "broadcast-outlets-back", DraftStep.PANEL, one)]
    return Screen("\n".join(lines), inline(*rows, turn, add, back))


def listed(one: Announcement, known: Sequence[Outlet]) -> list[Outlet]:
    there = {_place(outlet) for outlet in known}
    return [*known, *(outlet for outlet in one.outlets if _place(outlet) not in there)]


def page_of(outlet: Outlet, known: Sequence[Outlet]) -> int:
    places = (n for n, other in enumerate(known) if _place(other) == _place(outlet))
    return next(places, 0) // OUTLETS_ON_PAGE


def _place(outlet: Outlet) -> tuple[int, int | None]:
    return outlet.chat_id, outlet.thread_id


def confirm_screen(
    one: Announcement, estimate: Estimate | None, actor: Actor, t: Translator
) -> Screen:
    """What is confirmed is the number that stands there: before it is known, nothing is."""
    lines = [
        t("broadcast-confirm"),
        "",
        t("broadcast-post-words", words=post_words(one.post, t)),
        *_facts(one, estimate, actor, t),
    ]
    if estimate is not None and estimate.needs_approval:
        lines += ["", t("broadcast-confirm-approval")]
    key = "broadcast-confirm-yes" if one.starts_at is None else "broadcast-confirm-plan"
    target = ConfirmButton(id=one.id, mark=one.mark)
    confirm = [button(t.plain(key), target, ButtonStyle.SUCCESS)]
    return Screen(
        "\n".join(lines),
        inline(
            confirm if estimate is not None else [],
            _important(one, estimate, t),
            [step(t, "broadcast-back", DraftStep.PANEL, one)],
        ),
    )


def discard_screen(one: Announcement, t: Translator) -> Screen:
    return Screen(
        t("broadcast-discard-ask"),
        inline(
            [step(t, "broadcast-discard-yes", DraftStep.DISCARD_SURE, one, ButtonStyle.DANGER)],
            [step(t, "broadcast-back", DraftStep.PANEL, one)],
        ),
    )


def confirmed_screen(
    done: Confirmation, progress: DispatchProgress | None, zone: ZoneInfo, t: Translator
) -> Screen:
    if progress is not None:
        return progress_screen(progress, zone, t)
    one = done.announcement
    if done.outcome is Confirmed.AWAITING:
        text = t("broadcast-awaiting")
    else:
        text = "\n".join([t("broadcast-planned"), when_words(one, zone, None, t)])
    return Screen(text, _waiting_markup(one, t))


def ended_screen(key: str, t: Translator) -> Screen:
    """What stands in the place of a draft, or of a question about one, that is over."""
    return Screen(
        t(key), inline([button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))])
    )


def approval_screen(
    request: ApprovalRequest, one: Announcement | None, zone: ZoneInfo, t: Translator
) -> Screen:
    """What is to be judged: the first words, to whom and when; the test copy shows all of it."""
    shown = number(request.people, t)
    lines = [t("broadcast-approval", author=request.author, count=request.people, shown=shown)]
    if one is not None:
        lines += [
            "",
            t("broadcast-post-words", words=post_words(one.post, t)),
            t("broadcast-fact-audience", audience=audience_words(one.audience, t)),
            when_words(one, zone, None, t),
        ]
    approve = (
        ApproveButton(id=one.id, mark=one.mark)
        if one is not None
        else DraftButton(step=DraftStep.APPROVE, id=request.announcement)
    )
    reject = DraftButton(step=DraftStep.WITHDRAW, id=request.announcement)
    test = DraftButton(step=DraftStep.TEST, id=request.announcement)
    return Screen(
        "\n".join(lines),
        inline(
            [
                button(t.plain("broadcast-approve"), approve, ButtonStyle.SUCCESS),
                button(t.plain("broadcast-reject"), reject),
            ],
            [button(t.plain("broadcast-test"), test)],
        ),
    )


def returned_screen(message: AnnouncementReturned, post: Post | None, t: Translator) -> Screen:
    """Tells an author that their announcement came back, while their panel still says that it
    waits."""
    lines = [t("broadcast-returned-plan" if message.planned else "broadcast-returned")]
    if post is not None:
        lines.append(t("broadcast-post-words", words=post_words(post, t)))
    lines += ["", t("broadcast-returned-by", organiser=message.by)]
    opened = DraftButton(step=DraftStep.PANEL, id=message.announcement)
    return Screen("\n".join(lines), inline([button(t.plain("broadcast-open-draft"), opened)]))
