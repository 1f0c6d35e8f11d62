"""What organisers see of an announcement: panel, audience, time, confirmation, progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from db.dispatches import Reason
from domain.announcements import (
    Announcement,
    AnnouncementState,
    DispatchAction,
    DispatchState,
    LinkButton,
    Outlet,
    PostKind,
)
from domain.audiences import (
    Audience,
    Chosen,
    Condition,
    Favourites,
    Industries,
    Languages,
    Received,
    Regions,
    Registered,
    Roles,
    Term,
    Within,
)
from domain.outbox import OutboxState
from domain.places import Place
from domain.users import Actor, Category
from handlers.broadcast.callbacks import (
    Act,
    CategoryButton,
    DispatchButton,
    DraftButton,
    DropButton,
    EventButton,
    Kind,
    KindButton,
    Later,
    OutletButton,
    RegisteredButton,
    SentButton,
    Step,
    ValueButton,
    WithinButton,
)
from handlers.settings.callbacks import Choice, SettingsButton
from services.broadcasts import Confirmation, Confirmed, Estimate
from services.dispatches import Progress, Summary
from ui.formatting import duration, moment, number, shortened, wall_clock, zone_name
from ui.keyboards import Row, button, clamped, in_columns, inline, link, page_count, pager
from ui.screens import Screen
from ui.translator import Translator

RADII_KM = (25, 50, 100, 200, 500)
BAR_CELLS = 12
VALUES_A_PAGE = 12
REASONS_SHOWN = 5


# -- the copy itself


def copy_markup(buttons: Sequence[LinkButton], t: Translator) -> InlineKeyboardMarkup:
    """Under every copy: the organiser's links, and the way to choose what one wants to get."""
    settings = button(t.plain("announcement-settings"), SettingsButton(choice=Choice.NOTIFY))
    return inline(*[[link(one.text, one.url)] for one in buttons], [settings])


def links_only(buttons: Sequence[LinkButton]) -> InlineKeyboardMarkup | None:
    """In channels and groups: no settings, which are a person's."""
    return inline(*[[link(one.text, one.url)] for one in buttons]) if buttons else None


# -- the panel of a draft


def panel(one: Announcement, estimate: Estimate, actor: Actor, t: Translator) -> Screen:
    """Everything about an announcement, and a button for each thing that can be changed."""
    text = "\n".join(
        [t(f"broadcast-title-{one.state}"), "", *_facts(one, estimate, actor, t), *_hints(one, t)]
    )
    if one.state is AnnouncementState.DRAFT:
        return Screen(text, _draft_markup(one, t))
    withdraw = _step(t, "broadcast-withdraw", Step.WITHDRAW, one)
    return Screen(text, inline([withdraw], [_step(t, "broadcast-discard", Step.DISCARD, one)]))


def _draft_markup(one: Announcement, t: Translator) -> InlineKeyboardMarkup:
    silent = "broadcast-silent-on" if one.is_silent else "broadcast-silent-off"
    return inline(
        [
            _step(t, "broadcast-audience", Step.AUDIENCE, one),
            _step(t, "broadcast-when", Step.WHEN, one),
        ],
        [
            _step(t, "broadcast-category", Step.CATEGORY, one),
            _step(t, "broadcast-buttons", Step.BUTTONS, one),
        ],
        [_step(t, silent, Step.SILENT, one), _step(t, "broadcast-expiry", Step.EXPIRY, one)],
        [
            _step(t, "broadcast-outlets", Step.OUTLETS, one),
            _step(t, "broadcast-test", Step.TEST, one),
        ],
        [_step(t, "broadcast-send", Step.SEND, one, ButtonStyle.SUCCESS)],
        [_step(t, "broadcast-discard", Step.DISCARD, one)],
    )


def _facts(one: Announcement, estimate: Estimate, actor: Actor, t: Translator) -> list[str]:
    lines = [
        t("broadcast-fact-audience", audience=audience_words(one.audience, t)),
        _people(estimate, t),
        when_words(one, actor.zone, estimate, t),
        t(f"broadcast-fact-category-{one.category}"),
    ]
    if one.outlets:
        titles = ", ".join(outlet.title for outlet in one.outlets)
        lines.append(t("broadcast-fact-outlets", titles=titles))
    if one.buttons:
        labels = ", ".join(f"«{shown.text}»" for shown in one.buttons)
        lines.append(t("broadcast-fact-buttons", labels=labels))
    if one.is_silent:
        lines.append(t("broadcast-fact-silent"))
    if one.expires_at is not None:
        lines.append(t("broadcast-fact-expiry", moment=moment(one.expires_at, actor.zone, t)))
    return lines


def _hints(one: Announcement, t: Translator) -> list[str]:
    if one.post.kind is PostKind.ALBUM:
        return ["", t("broadcast-album-hint")]
    return []


def _people(estimate: Estimate, t: Translator) -> str:
    return t(
        "broadcast-fact-people",
        count=estimate.people,
        shown=number(estimate.people, t),
        takes=duration(estimate.takes, t),
    )


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


# -- audience


def audience_words(audience: Audience, t: Translator) -> str:
    """One line, such as: язык: русский; кроме: регион: Пензенская область."""
    if not audience.terms:
        return t.plain("audience-everyone")
    return "; ".join(term_words(term, t) for term in audience.terms)


def term_words(term: Term, t: Translator) -> str:
    words = _condition_words(term.condition, t)
    return t.plain("audience-except", words=words) if term.is_excluded else words


def _condition_words(condition: Condition, t: Translator) -> str:  # noqa: PLR0911  (a row for each)
    match condition:
        case Languages(values):
            names = [t.plain(f"language-{value}") for value in sorted(values)]
            return t.plain("audience-languages", values=", ".join(names))
        case Roles(values):
            names = [t.plain(f"role-{value}") for value in sorted(values)]
            return t.plain("audience-roles", values=", ".join(names))
        case Regions(values):
            return t.plain("audience-regions", values=", ".join(sorted(values)))
        case Within(name, _, km):
            return t.plain("audience-within", place=name, km=km)
        case Favourites(values):
            return t.plain("audience-favourites", count=len(values))
        case Industries(values):
            names = [t.plain(f"industry-{value}") for value in sorted(values)]
            return t.plain("audience-industries", values=", ".join(names))
        case Registered(name=name):
            return t.plain("audience-registered", name=name)
        case Chosen(count=count):
            return t.plain("audience-chosen", count=count)
        case Received():
            return t.plain("audience-received")


def audience_screen(one: Announcement, estimate: Estimate, t: Translator) -> Screen:
    lines = [t("audience-title"), "", _people(estimate, t)]
    if not one.audience.terms:
        lines.append(t("audience-none-yet"))
    drops = [
        [button("✕ " + term_words(term, t), DropButton(id=one.id, number=n))]
        for n, term in enumerate(one.audience.terms)
    ]
    add = in_columns([_kind(t, one, kind, is_excluded=False) for kind in Kind], 2)
    without = [
        button(
            t.plain("audience-add-except"),
            KindButton(id=one.id, kind=Kind.LANGUAGE, excluded=True, page=-1),
        )
    ]
    everyone = [_step(t, "audience-reset", Step.EVERYONE, one)] if one.audience.terms else []
    back = [_step(t, "broadcast-back", Step.PANEL, one)]
    return Screen("\n".join(lines), inline(*drops, *add, without, everyone, back))


def except_screen(one: Announcement, estimate: Estimate, t: Translator) -> Screen:
    rows = in_columns([_kind(t, one, kind, is_excluded=True) for kind in Kind], 2)
    text = "\n".join([t("audience-except-title"), "", _people(estimate, t)])
    return Screen(text, inline(*rows, [_step(t, "broadcast-back", Step.AUDIENCE, one)]))


def values_screen(
    one: Announcement,
    estimate: Estimate,
    opened: KindButton,
    values: Sequence[tuple[str, str, bool]],
    t: Translator,
) -> Screen:
    """`values` are (code, label, whether it is chosen)."""
    page = clamped(opened.page, len(values), VALUES_A_PAGE)
    shown = values[page * VALUES_A_PAGE : (page + 1) * VALUES_A_PAGE]
    rows = in_columns(
        [
            button(
                ("✅ " if is_chosen else "") + label,
                ValueButton(
                    id=one.id,
                    kind=opened.kind,
                    value=code,
                    excluded=opened.excluded,
                    page=page,
                ),
            )
            for code, label, is_chosen in shown
        ],
        1 if opened.kind is Kind.FAVOURITE else 2,
    )
    pages = page_count(len(values), VALUES_A_PAGE)
    turn = pager(
        t,
        page,
        pages,
        lambda p: KindButton(id=one.id, kind=opened.kind, excluded=opened.excluded, page=p),
    )
    key = "audience-values-except" if opened.excluded else "audience-values"
    head = t(key) if values else t("audience-values-none")
    text = "\n".join([head, "", _people(estimate, t)])
    return Screen(text, inline(*rows, turn, [_step(t, "broadcast-back", Step.AUDIENCE, one)]))


def radius_screen(
    announcement_id: int, place: Place, t: Translator, *, is_excluded: bool
) -> Screen:
    buttons = [
        button(
            t.plain("audience-radius", km=km),
            WithinButton(id=announcement_id, place=place.id, km=km, excluded=is_excluded),
        )
        for km in RADII_KM
    ]
    title = t("audience-radius-title", place=place.name, region=place.region)
    back = button(t.plain("broadcast-back"), DraftButton(step=Step.AUDIENCE, id=announcement_id))
    return Screen(title, inline(*in_columns(buttons, 3), [back]))


def events_screen(
    one: Announcement,
    events: Sequence[tuple[str, str]],
    t: Translator,
    *,
    is_excluded: bool,
) -> Screen:
    rows = [
        [button(title, EventButton(id=one.id, event=event_id, excluded=is_excluded))]
        for event_id, title in events
    ]
    text = t("audience-events") if events else t("audience-events-none")
    return Screen(text, inline(*rows, [_step(t, "broadcast-back", Step.AUDIENCE, one)]))


def sessions_screen(
    one: Announcement,
    event: tuple[str, str],
    sessions: Sequence[tuple[str, str, str]],
    t: Translator,
    *,
    is_excluded: bool,
) -> Screen:
    """The whole event, its tracks, its sessions."""
    event_id, title = event

    def choice(label: str, what: str, item: str, place: int = 0) -> Row:
        data = RegisteredButton(
            id=one.id, what=what, item=item, number=place, excluded=is_excluded
        )
        return [button(label, data)]

    rows = [choice(t.plain("audience-event-whole"), "e", event_id)]
    for n, track in enumerate(tracks_of(sessions)):
        rows.append(choice(t.plain("audience-event-track", track=track), "t", event_id, n))
    for session_id, name, _ in sessions[:VALUES_A_PAGE]:
        rows.append(choice(name, "s", session_id))
    back = [_step(t, "broadcast-back", Step.AUDIENCE, one)]
    return Screen(t("audience-event-title", title=title), inline(*rows, back))


def tracks_of(sessions: Sequence[tuple[str, str, str]]) -> list[str]:
    return sorted({track for _, _, track in sessions if track})


# -- time, category, buttons, expiry, outlets


def when_screen(one: Announcement, estimate: Estimate, actor: Actor, t: Translator) -> Screen:
    local = "broadcast-local-off" if one.is_local else "broadcast-local-on"
    rows = [[_step(t, "broadcast-type-time", Step.TYPE_TIME, one)]]
    if one.starts_at is not None:
        rows += [
            [_step(t, local, Step.LOCAL, one)],
            [_step(t, "broadcast-now", Step.NOW, one)],
        ]
    text = "\n".join([t("broadcast-when-title"), "", when_words(one, actor.zone, estimate, t)])
    return Screen(text, inline(*rows, [_step(t, "broadcast-back", Step.PANEL, one)]))


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
    back = [_step(t, "broadcast-back", Step.PANEL, one)]
    return Screen(t("broadcast-category-title"), inline(*rows, back))


def ask(one_id: int, key: str, t: Translator, *rows: Row) -> Screen:
    """A question that is answered with a text, a file or a message."""
    back = button(t.plain("broadcast-back"), DraftButton(step=Step.PANEL, id=one_id))
    return Screen(t(key), inline(*rows, [back]))


def ask_time(one: Announcement, actor: Actor, t: Translator, now: datetime) -> Screen:
    back = button(t.plain("broadcast-back"), DraftButton(step=Step.WHEN, id=one.id))
    zone = zone_name(actor.zone, t, now)
    return Screen(t("broadcast-time-ask", zone=zone), inline([back]))


def ask_buttons(one: Announcement, t: Translator) -> Screen:
    remove = [_step(t, "broadcast-buttons-remove", Step.NO_BUTTONS, one)] if one.buttons else []
    return ask(one.id, "broadcast-buttons-ask", t, remove)


def ask_expiry(one: Announcement, t: Translator) -> Screen:
    remove = [_step(t, "broadcast-expiry-remove", Step.NO_EXPIRY, one)]
    return ask(one.id, "broadcast-expiry-ask", t, remove if one.expires_at else [])


def outlets_screen(one: Announcement, known: Sequence[Outlet], t: Translator) -> Screen:
    chosen = {(outlet.chat_id, outlet.thread_id) for outlet in one.outlets}
    rows = [
        [
            button(
                ("✅ " if (o.chat_id, o.thread_id) in chosen else "") + o.title,
                OutletButton(id=one.id, chat=o.chat_id, thread=o.thread_id or 0),
            )
        ]
        for o in known
    ]
    text = t("broadcast-outlets-title") if known else t("broadcast-outlets-none")
    add = [_step(t, "broadcast-outlet-add", Step.ADD_OUTLET, one)]
    return Screen(text, inline(*rows, add, [_step(t, "broadcast-back", Step.PANEL, one)]))


# -- confirmation


def confirm_screen(one: Announcement, estimate: Estimate, actor: Actor, t: Translator) -> Screen:
    lines = [
        t("broadcast-confirm"),
        "",
        _people(estimate, t),
        when_words(one, actor.zone, estimate, t),
    ]
    if one.outlets:
        titles = ", ".join(outlet.title for outlet in one.outlets)
        lines.append(t("broadcast-fact-outlets", titles=titles))
    if estimate.needs_approval:
        lines += ["", t("broadcast-confirm-approval")]
    key = "broadcast-confirm-yes" if one.starts_at is None else "broadcast-confirm-plan"
    return Screen(
        "\n".join(lines),
        inline(
            [_step(t, key, Step.CONFIRM, one, ButtonStyle.SUCCESS)],
            [_step(t, "broadcast-back", Step.PANEL, one)],
        ),
    )


def discard_screen(one: Announcement, t: Translator) -> Screen:
    return Screen(
        t("broadcast-discard-ask"),
        inline(
            [_step(t, "broadcast-discard-yes", Step.DISCARD_SURE, one, ButtonStyle.DANGER)],
            [_step(t, "broadcast-back", Step.PANEL, one)],
        ),
    )


def confirmed_screen(
    done: Confirmation, progress: Progress | None, zone: ZoneInfo, t: Translator
) -> Screen:
    if progress is not None:
        return progress_screen(progress, t)
    one = done.announcement
    if done.outcome is Confirmed.AWAITING:
        text = t("broadcast-awaiting")
    else:
        text = "\n".join([t("broadcast-planned"), when_words(one, zone, None, t)])
    return Screen(
        text,
        inline(
            [_step(t, "broadcast-withdraw", Step.WITHDRAW, one)],
            [_step(t, "broadcast-discard", Step.DISCARD, one)],
        ),
    )


def approval_screen(announcement_id: int, author: str, people: int, t: Translator) -> Screen:
    shown = number(people, t)
    return Screen(
        t("broadcast-approval", author=author, count=people, shown=shown),
        inline(
            [
                button(
                    t.plain("broadcast-approve"),
                    DraftButton(step=Step.APPROVE, id=announcement_id),
                    ButtonStyle.SUCCESS,
                ),
                button(
                    t.plain("broadcast-reject"),
                    DraftButton(step=Step.WITHDRAW, id=announcement_id),
                ),
            ],
            [button(t.plain("broadcast-test"), DraftButton(step=Step.TEST, id=announcement_id))],
        ),
    )


# -- under way


def bar(done: int, whole: int) -> str:
    cells = BAR_CELLS * done // whole if whole else 0
    return "▰" * cells + "▱" * (BAR_CELLS - cells)


def progress_screen(progress: Progress, t: Translator) -> Screen:
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
    if dispatch.state is DispatchState.RUNNING and totals.left:
        lines.append(t("dispatch-left-in", takes=duration(progress.left_in, t)))
    return Screen("\n".join(lines), _progress_markup(progress, t))


def _progress_markup(progress: Progress, t: Translator) -> InlineKeyboardMarkup:
    dispatch = progress.dispatch
    if not dispatch.is_open:
        return sent_markup(progress.announcement, t)
    key, act = (
        ("dispatch-pause", Act.PAUSE)
        if dispatch.state is DispatchState.RUNNING
        else ("dispatch-resume", Act.RESUME)
    )
    return inline(
        [
            button(t.plain(key), DispatchButton(act=act, id=dispatch.id)),
            button(t.plain("dispatch-cancel"), DispatchButton(act=Act.CANCEL, id=dispatch.id)),
        ]
    )


def cancel_screen(progress: Progress, t: Translator) -> Screen:
    dispatch = progress.dispatch
    return Screen(
        t("dispatch-cancel-ask", left=number(progress.totals.left, t)),
        inline(
            [
                button(
                    t.plain("dispatch-cancel-yes"),
                    DispatchButton(act=Act.CANCEL_SURE, id=dispatch.id),
                    ButtonStyle.DANGER,
                )
            ],
            [button(t.plain("broadcast-back"), DispatchButton(act=Act.REFRESH, id=dispatch.id))],
        ),
    )


def stalled_screen(dispatch_id: int, t: Translator) -> Screen:
    return Screen(
        t("dispatch-stalled"),
        inline(
            [button(t.plain("dispatch-replace"), DispatchButton(act=Act.REPLACE, id=dispatch_id))],
            [button(t.plain("dispatch-cancel"), DispatchButton(act=Act.CANCEL, id=dispatch_id))],
        ),
    )


# -- afterwards


def sent_markup(one: Announcement, t: Translator) -> InlineKeyboardMarkup:
    def later(key: str, step: Later) -> InlineKeyboardButton:
        return button(t.plain(key), SentButton(step=step, id=one.id))

    return inline(
        [later("sent-correct", Later.CORRECT), later("sent-recall", Later.RECALL)],
        [later("sent-repeat", Later.REPEAT)],
        [later("sent-refresh", Later.SHOW)],
    )


def sent_screen(rounds: Sequence[Progress], zone: ZoneInfo, t: Translator) -> Screen:
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
            DispatchButton(act=Act.REFRESH, id=progress.dispatch.id),
        )
        for progress in rounds
        if progress.dispatch.is_open
    ]
    markup = sent_markup(one, t)
    return Screen("\n".join(lines), inline(open_rounds, *markup.inline_keyboard))


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
        took = dispatch.finished_at - dispatch.started_at
        lines += ["", t("summary-took", takes=duration(took, t))]
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
    return Screen(text, sent_markup(summary.progress.announcement, t) if is_send else None)


def _step(
    t: Translator, key: str, step: Step, one: Announcement, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(t.plain(key), DraftButton(step=step, id=one.id), style)


def _kind(
    t: Translator, one: Announcement, kind: Kind, *, is_excluded: bool
) -> InlineKeyboardButton:
    return button(
        t.plain(f"audience-kind-{kind.name.lower()}"),
        KindButton(id=one.id, kind=kind, excluded=is_excluded),
    )
