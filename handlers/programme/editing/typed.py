"""What organisers write instead of pressing: «перенеси сессию про сварку на 15:00», «сообщи всем,
что обед в час». Words alone change nothing: they open the desk where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from domain.errors import UserError
from domain.people.users import Actor
from domain.programme.sessions import Session, local_day
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.callbacks.programme.editing import ProgrammeEditingButton, SessionEditingButton
from handlers.programme.editing.edit_views import confirm_screen, crowded
from handlers.programme.editing.views import sheet_screen
from handlers.programme.sessions.lines import session_label
from services.people.organisers import Organisers
from services.programme.editing import ProgrammeEditing
from services.programme.sessions import Programmes
from services.programme.typed.meant_sessions import (
    ANNOUNCES,
    OF_ITS_SHEETS,
    THING,
    Meant,
    speaks_of_programme,
    speaks_of_things,
)
from ui.filters import FreeText
from ui.formatting import short_day
from ui.keyboards import Row, button, inline
from ui.screens import Screen, send
from ui.translator import Translator

SHOWN = 8


class Announces(Filter):
    """An organiser wants people to be told something of the programme: what is only said to be
    sent («сделай рассылку») opens the desk as ever."""

    async def __call__(self, message: Message, actor: Actor, organisers: Organisers) -> bool:
        text = message.text or ""
        is_told = ANNOUNCES.search(text) is not None and THING.search(text) is not None
        return is_told and await organisers.may(actor)


class Meaning(Filter):
    """What an organiser writes of the programme; the handler gets the sessions as `meant`.

    «Измени язык» names nothing of a programme.
    """

    async def __call__(
        self,
        message: Message,
        actor: Actor,
        organisers: Organisers,
        programmes: Programmes,
        programme_editing: ProgrammeEditing,
    ) -> dict[str, list[Meant]] | bool:
        text = message.text or ""
        if not speaks_of_programme(text) or not await organisers.may(actor):
            return False
        if not await programmes.events():
            return False
        meant = await programme_editing.meant(actor, text)
        is_of_it = speaks_of_things(text) and OF_ITS_SHEETS.search(text) is None
        return {"meant": meant} if meant or is_of_it else False


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="programme-editing-typed")
    router.message.register(on_announcement, FreeText(), Announces())
    router.message.register(on_meant, FreeText(), Meaning())
    return router


async def on_announcement(message: Message, t: Translator) -> None:
    rows: list[Row] = [
        [button(t.plain("admin-compose"), AdminButton(place=AdminScreen.COMPOSE))],
        [button(t.plain("office-open"), ProgrammeEditingButton())],
    ]
    await send(message, Screen(t("office-typed-announce"), inline(*rows)))


async def on_meant(
    message: Message,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
    meant: list[Meant],
) -> None:
    """What is wanted of the one session that is named, or buttons of those that may be: where none
    is named, of the next ones."""
    if len(meant) == 1:
        [(_, session)] = meant
        await send(
            message, await _of_one(session, message.text or "", actor, t, programme_editing)
        )
        return
    shown = meant[:SHOWN] or await programme_editing.next_ones(actor, SHOWN)
    sessions = [session for _, session in shown]
    rows = [_row(one, sessions, t) for one in shown]
    key = "office-typed-several" if meant else "office-typed-none"
    desk = button(t.plain("office-open"), ProgrammeEditingButton())
    await send(message, Screen(t(key), inline(*rows, [desk])))


async def _of_one(
    session: Session, text: str, actor: Actor, t: Translator, programme_editing: ProgrammeEditing
) -> Screen:
    """What the text wants it to be, to be confirmed; else its sheet, with the reason above it
    where that cannot be."""
    reason = t("office-typed-one")
    try:
        edit = await programme_editing.propose(actor, session.id, text)
    except UserError as error:
        past = "office-typed-past" if error.key == "moment-past" else error.key
        edit, reason = None, t(past, **error.params)
    if edit is not None:
        going = await programme_editing.crowded(actor, edit.draft.id)
        return confirm_screen(edit, t) if going is None else crowded(edit, going, t)
    sheet = sheet_screen(await programme_editing.sheet(actor, session.id), t)
    return Screen("\n\n".join([reason, sheet.text]), sheet.markup)


def _row(one: Meant, others: Sequence[Session], t: Translator) -> Row:
    event, session = one
    zone = ZoneInfo(event.tz)
    label = session_label(session, zone, {}, t, others=others)
    day = short_day(local_day(session, zone), t)
    return [button(f"{day} {label}", SessionEditingButton(id=session.id))]
