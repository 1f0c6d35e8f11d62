from __future__ import annotations

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.paging import clamped, page_count
from domain.programme.checkin import Attendee
from handlers.callbacks.programme.checkin import (
    ActButton,
    CheckInAct,
    CheckInSessionButton,
    ExportButton,
    ListButton,
    TableFormat,
    VisitorButton,
)
from services.files.spreadsheets import DELIMITERS
from services.programme.admission.attendee_lists import COLUMNS, ListWording
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


def list_screen(
    check_in: SessionCheckIn, found: Sequence[Attendee], page: int, t: Translator
) -> Screen:
    """A page of those registered; each opens what an organiser can do about them."""
    session, figures = check_in.session, check_in.figures
    total = figures.going + figures.waiting
    lines = [t("list-title", title=shortened(session.title, TITLE_CHARACTERS), count=total)]
    lines += [t("list-search-hint"), ""] if total else [""]
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


def found_screen(
    check_in: SessionCheckIn, found: Sequence[Attendee], text: str, t: Translator
) -> Screen:
    """Those whom a part of a name has found: each is marked, or let in, by one button."""
    session = check_in.session
    asked = shortened(text.strip(), NAME_CHARACTERS)
    if not found:
        lines = [t("list-found-nobody", text=asked)]
    else:
        title = shortened(session.title, TITLE_CHARACTERS)
        lines = [t("list-found", text=asked, title=title, count=len(found)), ""]
        lines += [t(_state(one), name=_described(one)) for one in found[:LIST_PAGE]]
        if len(found) > LIST_PAGE:
            lines += ["", t("list-found-more", shown=LIST_PAGE)]
        lines += ["", t("list-search-next")]
    rows = [[_act(one, check_in, t)] for one in found[:LIST_PAGE]]
    whole = button(t.plain("door-list"), ListButton(id=session.id))
    back = button(t.plain("door-back-session"), CheckInSessionButton(id=session.id))
    return Screen("\n".join(lines), inline(*rows, [whole, back]))


def event_exports(event_id: str, t: Translator) -> Row:
    return [
        button(
            t.plain("list-export-all", kind=kind),
            ExportButton(id=event_id, format=kind, whole=True),
        )
        for kind in TableFormat
    ]


def words(t: Translator) -> ListWording:
    return ListWording(
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


def _described(one: Attendee) -> str:
    """A person's name with what tells people of one name apart."""
    username = f"@{one.guest.username}" if one.guest.username else ""
    parts = (one.guest.name, username, one.organisation or one.cluster)
    return " · ".join(shortened(part, NAME_CHARACTERS) for part in parts if part)


def _act(one: Attendee, check_in: SessionCheckIn, t: Translator) -> InlineKeyboardButton:
    """What is to be done about somebody at the door; who has come, or cannot, is only opened."""
    session, person, name = check_in.session, one.guest.id, shortened(one.guest.name, 40)
    if one.attended_at is not None or session.is_cancelled:
        return button(_mark(one) + name, VisitorButton(person=person, session=session.id))
    if one.is_waiting:
        places = f"{check_in.figures.going}"
        places += f"/{session.capacity}" if session.capacity is not None else ""
        act = ActButton(act=CheckInAct.LET_IN, session=session.id, person=person)
        return button(t.plain("visit-let-in", title=name, places=places), act)
    act = ActButton(act=CheckInAct.MARK, session=session.id, person=person)
    return button(t.plain("visit-mark", title=name), act, ButtonStyle.SUCCESS)


def _mark(one: Attendee) -> str:
    if one.attended_at is not None:
        return "✅ "
    return "⏳ " if one.is_waiting else ""
