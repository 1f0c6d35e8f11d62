from __future__ import annotations

from collections.abc import Sequence

from domain.paging import clamped, page_count
from domain.people.users import Language
from domain.programme.checkin import Attendee
from handlers.callbacks.programme.checkin import (
    CheckInSessionButton,
    ExportButton,
    ListButton,
    TableFormat,
    VisitorButton,
)
from services.programme.admission.attendee_lists import COLUMNS, Words
from services.programme.admission.checkin import LIST_PAGE, SessionCheckIn
from ui.formatting import shortened
from ui.keyboards import (
    Row,
    button,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

NAME_CHARACTERS = 60
TITLE_CHARACTERS = 200

DELIMITERS = {Language.RU: ";", Language.EN: ","}
"""What Excel splits a csv at in that language."""


def list_screen(
    check_in: SessionCheckIn, found: Sequence[Attendee], page: int, t: Translator
) -> Screen:
    """A page of those registered; each opens what an organiser can do about them."""
    session, figures = check_in.session, check_in.figures
    total = figures.going + figures.waiting
    lines = [t("list-title", title=shortened(session.title, TITLE_CHARACTERS), count=total), ""]
    lines += [t(_state(one), name=shortened(one.guest.name, NAME_CHARACTERS)) for one in found]
    if not found:
        lines.append(t("list-empty"))
    rows: list[Row] = [
        [
            button(
                _mark(one) + one.guest.name,
                VisitorButton(person=one.guest.id, session=session.id),
            )
        ]
        for one in found
    ]
    pages = page_count(total, LIST_PAGE)
    turn = pager(
        t, clamped(page, total, LIST_PAGE), pages, lambda p: ListButton(id=session.id, page=p)
    )
    back = [button(t.plain("door-back-session"), CheckInSessionButton(id=session.id))]
    return Screen("\n".join(lines), inline(*rows, turn, _exports(session.id, t), back))


def event_exports(event_id: str, t: Translator) -> Row:
    return [
        button(
            t.plain("list-export-all", kind=kind),
            ExportButton(id=event_id, format=kind, whole=True),
        )
        for kind in TableFormat
    ]


def words(t: Translator) -> Words:
    return Words(
        header=[t.plain(f"list-column-{column}") for column in COLUMNS],
        going=t.plain("list-going"),
        waiting=t.plain("list-waiting"),
        sheet=t.plain("list-sheet"),
        delimiter=DELIMITERS[t.language],
    )


def _exports(session_id: str, t: Translator) -> Row:
    return [
        button(t.plain("list-export", kind=kind), ExportButton(id=session_id, format=kind))
        for kind in TableFormat
    ]


def _state(one: Attendee) -> str:
    if one.attended_at is not None:
        return "list-line-came"
    return "list-line-waiting" if one.is_waiting else "list-line-going"


def _mark(one: Attendee) -> str:
    if one.attended_at is not None:
        return "✅ "
    return "⏳ " if one.is_waiting else ""
