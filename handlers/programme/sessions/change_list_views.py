"""Old and new of a session, field by field; for the public list and for who edits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.paging import clamped, page_count
from domain.programme.sessions import Event, Session, SessionChange
from handlers.callbacks.programme.downloads import ChangesButton
from handlers.callbacks.programme.sessions import EventButton
from ui.formatting import clock_time, number, shortened, wall_clock, zone_name
from ui.keyboards import (
    button,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Html, Translator

VALUE_LIMIT = 150
"""Characters of one value: eight fields, old and new, still fit one message (4,096)."""

CHANGES_ON_PAGE = 5
LISTED_LIMIT = 40
LISTED_LINES = 5
"""In the list: five changes of five lines of two such values fit one message."""


def span(session: Session, zone: ZoneInfo, t: Translator) -> Html:
    """Start and end on clocks in `zone`: `25 ноября, 10:00–11:30`, or `25 ноября, 22:00 – 26
    ноября, 01:30`."""
    start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    is_same_day = start.date() == end.date()
    until = f"–{clock_time(end, zone)}" if is_same_day else f" – {wall_clock(end, t)}"
    unix = int(session.starts_at.timestamp())
    return Html(f'<tg-time unix="{unix}">{wall_clock(start, t)}</tg-time>{until}')


def change_lines(
    before: Session, after: Session, zone: ZoneInfo, t: Translator, limit: int = VALUE_LIMIT
) -> list[str]:
    """What matters most comes first."""
    lines: list[str] = []
    if before.is_cancelled != after.is_cancelled:
        lines.append(t("changed-cancelled" if after.is_cancelled else "changed-restored"))
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        lines.append(t("changed-time", old=span(before, zone, t), new=span(after, zone, t)))
    for key, old, new in (
        ("changed-title", before.title, after.title),
        ("changed-room", before.room, after.room),
        ("changed-track", before.track, after.track),
        ("changed-speakers", ", ".join(before.speakers), ", ".join(after.speakers)),
        ("changed-capacity", _places(before, t), _places(after, t)),
        ("changed-url", before.url, after.url),
    ):
        if old != new:
            lines.append(t(key, old=_shown(old, limit), new=_shown(new, limit)))
    if before.abstract != after.abstract:
        lines.append(t("changed-abstract", new=_shown(after.abstract, limit)))
    return lines


def changes_screen(
    event: Event,
    changes: Sequence[SessionChange],
    total: int,
    page: int,
    now: datetime,
    t: Translator,
) -> Screen:
    zone = ZoneInfo(event.tz)
    lines = [
        t("changes-title", title=event.title),
        t("changes-zone", zone=zone_name(zone, t, now)),
    ]
    for change in changes:
        lines += ["", t("changes-at", moment=wall_clock(change.at.astimezone(zone), t))]
        lines += _listed(change, zone, t)
    if not changes:
        lines += ["", t("changes-none")]
    pages = page_count(total, CHANGES_ON_PAGE)
    turn = pager(
        t,
        clamped(page, total, CHANGES_ON_PAGE),
        pages,
        lambda p: ChangesButton(event=event.id, page=p),
    )
    back = [button(t.plain("programme-whole"), EventButton(id=event.id))]
    return Screen("\n".join(lines), inline(turn, back))


def _listed(change: SessionChange, zone: ZoneInfo, t: Translator) -> list[str]:
    before, after = change.before, change.after
    session = after or before
    title = shortened(session.title, 2 * LISTED_LIMIT) if session else ""
    if before is not None and after is not None:
        lines = change_lines(before, after, zone, t, LISTED_LIMIT)[:LISTED_LINES]
        return [t("session-title", title=title), *lines]
    if after is None:
        return [t("changes-removed", title=title)]
    return [t("changes-added", title=title, span=span(after, zone, t))]


def _places(session: Session, t: Translator) -> str:
    if session.capacity is None:
        return t.plain("changed-no-limit")
    return number(session.capacity, t)


def _shown(value: str, limit: int) -> str:
    return shortened(value, limit) or "—"
