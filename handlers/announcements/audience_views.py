"""Screens on which an organiser chooses whom an announcement is for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from domain.announcements.announcements import Announcement
from domain.announcements.audiences import (
    Audience,
    AudienceKind,
    AudienceTerm,
    Chosen,
    Condition,
    Offered,
    Received,
    Registered,
    ValueCondition,
    Values,
    Within,
)
from domain.paging import clamped
from domain.places.places import Place
from domain.programme.sessions import Event, Session, room_that_tells
from handlers.announcements.parts import people_words, step
from handlers.callbacks.announcements import (
    DraftButton,
    DraftStep,
    DropButton,
    EventButton,
    EventPageButton,
    KindButton,
    RegisteredButton,
    ValueButton,
    WithinButton,
)
from services.announcements.release import Estimate
from ui.formatting import clock_time, short_day, shortened, wall_clock
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    paged,
)
from ui.screens import Screen
from ui.translator import Translator

RADII_KM = (25, 50, 100, 200, 500)


VALUES_A_PAGE = 12

LABEL_ROOM = 15


def audience_words(audience: Audience, t: Translator) -> str:
    """One line, such as: русскоязычные; но не Пензенская область."""
    if not audience.terms:
        return t.plain("audience-everyone")
    if all(term.is_excluded for term in audience.terms):
        left_out = "; ".join(_condition_words(term.condition, t) for term in audience.terms)
        return t.plain("audience-all-except", words=left_out)
    return "; ".join(term_words(term, t) for term in audience.terms)


def term_words(term: AudienceTerm, t: Translator) -> str:
    words = _condition_words(term.condition, t)
    return t.plain("audience-except", words=words) if term.is_excluded else words


def _condition_words(condition: Condition, t: Translator) -> str:
    key = f"audience-{condition.code}"
    match condition:
        case Values(values):
            names = [_told(type(condition), value, t) for value in sorted(values)]
            return t.plain(key, values=", ".join(names), count=len(names))
        case Within(name, _, km):
            return t.plain(key, place=t.toponym(name), km=km)
        case Registered(name=name):
            return t.plain(key, name=name)
        case Chosen(count=count):
            return t.plain(key, count=count)
        case Received():
            return t.plain(key)
        case _:
            assert_never(condition)


def _told(kind: type[ValueCondition], value: str, t: Translator) -> str:
    """The value's name within a sentence: «русскоязычные», where the button says «Русский»."""
    key = f"audience-{kind.value_type.__name__.lower()}-{value}" if kind.value_type else ""
    return t.plain(key) if t.has(key) else value_name(kind, value, t)


def value_name(kind: type[ValueCondition], value: str, t: Translator) -> str:
    """A value that the store knows is its own name (of a region, in the reader's letters), or has
    none but its number.
    """
    if kind.value_type is None:
        return t.toponym(value)
    return t.plain(f"{kind.value_type.__name__.lower()}-{value}")


def option_label(kind: type[ValueCondition], one: Offered, t: Translator) -> str:
    if kind.value_type is not None:
        return value_name(kind, one.value, t)
    return t.plain(f"audience-option-{kind.code}", name=t.toponym(one.name), people=one.people)


def audience_screen(one: Announcement, estimate: Estimate | None, t: Translator) -> Screen:
    lines = [t("audience-title"), "", people_words(estimate, t)]
    if not one.audience.terms:
        lines.append(t("audience-none-yet"))
    drops = [
        [button("✕ " + term_words(term, t), DropButton(id=one.id, number=n))]
        for n, term in enumerate(one.audience.terms)
    ]
    add = in_columns([_kind(t, one, kind, is_excluded=False) for kind in AudienceKind], 2)
    without = [
        button(
            t.plain("audience-add-except"),
            KindButton(id=one.id, kind=AudienceKind.LANGUAGE, excluded=True, page=-1),
        )
    ]
    everyone = [step(t, "audience-reset", DraftStep.EVERYONE, one)] if one.audience.terms else []
    back = [step(t, "broadcast-back", DraftStep.PANEL, one)]
    return Screen("\n".join(lines), inline(*drops, *add, without, everyone, back))


def except_screen(one: Announcement, estimate: Estimate | None, t: Translator) -> Screen:
    rows = in_columns([_kind(t, one, kind, is_excluded=True) for kind in AudienceKind], 2)
    text = "\n".join([t("audience-except-title"), "", people_words(estimate, t)])
    return Screen(text, inline(*rows, [step(t, "broadcast-back", DraftStep.AUDIENCE, one)]))


def values_screen(
    one: Announcement,
    estimate: Estimate | None,
    opened: KindButton,
    values: Sequence[tuple[str, str, bool]],
    t: Translator,
) -> Screen:
    """`values` are (code, label, whether it is chosen)."""
    page = clamped(opened.page, len(values), VALUES_A_PAGE)
    shown, turn = paged(t, values, page, VALUES_A_PAGE, partial(_at, opened))
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
        1 if opened.kind is AudienceKind.FAVOURITE else 2,
    )
    key = "audience-values-except" if opened.excluded else "audience-values"
    head = t(key) if values else t("audience-values-none")
    text = "\n".join([head, "", people_words(estimate, t)])
    return Screen(text, inline(*rows, turn, [step(t, "audience-back", DraftStep.AUDIENCE, one)]))


def _at(opened: KindButton, page: int) -> KindButton:
    return opened.model_copy(update={"page": page})


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
    title = t("audience-radius-title", place=t.toponym(place.name), region=t.toponym(place.region))
    back = button(
        t.plain("broadcast-back"), DraftButton(step=DraftStep.AUDIENCE, id=announcement_id)
    )
    return Screen(title, inline(*in_columns(buttons, 3), [back]))


def events_screen(
    one: Announcement,
    opened: KindButton,
    events: Sequence[Event],
    t: Translator,
) -> Screen:
    shown, turn = paged(t, events, opened.page, VALUES_A_PAGE, partial(_at, opened))
    rows = [
        [button(event.title, EventButton(id=one.id, event=event.id, excluded=opened.excluded))]
        for event in shown
    ]
    text = t("audience-events") if events else t("audience-events-none")
    return Screen(text, inline(*rows, turn, [step(t, "audience-back", DraftStep.AUDIENCE, one)]))


def sessions_screen(
    one: Announcement,
    event: Event,
    sessions: Sequence[Session],
    page: int,
    t: Translator,
    *,
    is_excluded: bool,
) -> Screen:
    """The whole event, its tracks, its sessions."""
    zone = ZoneInfo(event.tz)

    def choice(label: str, what: str, item: str, place: int = 0) -> Row:
        data = RegisteredButton(
            id=one.id, what=what, item=item, number=place, excluded=is_excluded
        )
        return [button(label, data)]

    rows = [choice(t.plain("audience-event-whole"), "e", event.id)]
    for n, track in enumerate(tracks_of(sessions)):
        rows.append(choice(t.plain("audience-event-track", track=track), "t", event.id, n))
    rows += [choice(session_label(one, sessions, zone, t), "s", one.id) for one in sessions]
    shown, turn = paged(
        t,
        rows,
        page,
        VALUES_A_PAGE,
        lambda other: EventPageButton(id=one.id, event=event.id, excluded=is_excluded, page=other),
    )
    back = [step(t, "audience-back", DraftStep.AUDIENCE, one)]
    return Screen(t("audience-event-title", title=event.title), inline(*shown, turn, back))


def session_label(
    session: Session, others: Sequence[Session], zone: ZoneInfo, t: Translator
) -> str:
    """With its day and time: a master class is often given twice, and its room where two are
    given at once."""
    starts_at = session.starts_at.astimezone(zone)
    when = f"{short_day(starts_at, t)} {clock_time(starts_at, zone)}"
    room = room_that_tells(session, others)
    title = f"{shortened(room, LABEL_ROOM)} · {session.title}" if room else session.title
    return f"{'❌ ' if session.is_cancelled else ''}{when} {title}"


def session_name(
    session: Session, others: Sequence[Session], zone: ZoneInfo, t: Translator
) -> str:
    """What tells it from the others of its event."""
    if sum(other.title == session.title for other in others) == 1:
        return session.title
    room = room_that_tells(session, others)
    when = wall_clock(session.starts_at.astimezone(zone), t)
    return ", ".join(filter(None, [session.title, when, room]))


def tracks_of(sessions: Sequence[Session]) -> list[str]:
    return sorted({one.track for one in sessions if one.track})


def _kind(
    t: Translator, one: Announcement, kind: AudienceKind, *, is_excluded: bool
) -> InlineKeyboardButton:
    return button(
        t.plain(f"audience-kind-{kind.name.lower()}"),
        KindButton(id=one.id, kind=kind, excluded=is_excluded),
    )
