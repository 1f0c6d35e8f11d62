"""Who is registered for a session, on the screen and as a file."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from domain.ids import EventId, SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.checkin import ExportButton, ListButton, TableFormat
from handlers.programme.checkin.attendee_list_views import found_screen, list_screen, words
from handlers.states import SearchingAttendees
from services.programme.admission.attendee_lists import AttendeeLists
from services.programme.admission.checkin import CheckIn
from ui.asking import ask
from ui.filters import FreeText
from ui.screens import acknowledge, send, show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_list, ListButton.filter())
    router.message.register(on_name, StateFilter(SearchingAttendees.name), FreeText())
    router.callback_query.register(on_export, ExportButton.filter())


async def on_list(
    query: CallbackQuery,
    callback_data: ListButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
) -> None:
    """While it is open, a text is a part of a name to look for in it."""
    check_in, found, page = await checkin.attendees(
        actor, SessionId(callback_data.id), callback_data.page
    )
    await ask(state, SearchingAttendees.name, {"session": callback_data.id})
    await show(query, list_screen(check_in, found, page, t))


async def on_name(
    message: Message, state: FSMContext, actor: Actor, t: Translator, checkin: CheckIn
) -> None:
    """Waits for the next one in the queue whatever is found."""
    session_id = SessionId((await state.get_data())["session"])
    text = message.text or ""
    check_in, found = await checkin.find(actor, session_id, text)
    await send(message, found_screen(check_in, found, text, t))


async def end_search(state: FSMContext) -> None:
    """Ends the search by a name: who goes on to another screen of the door looks for nobody any
    more. Another question stays open."""
    if await state.get_state() == SearchingAttendees.name.state:
        await state.clear()


async def on_export(
    query: CallbackQuery,
    callback_data: ExportButton,
    actor: Actor,
    t: Translator,
    attendee_lists: AttendeeLists,
) -> None:
    """Acknowledged first: a long list takes some seconds."""
    await attendee_lists.begin(actor)
    await acknowledge(query, t.plain("list-being-made"))
    is_xlsx = callback_data.format is TableFormat.XLSX
    if callback_data.whole:
        event_id = EventId(callback_data.id)
        found = await attendee_lists.of_event(actor, event_id, words(t), is_xlsx=is_xlsx)
    else:
        session_id = SessionId(callback_data.id)
        found = await attendee_lists.of_session(actor, session_id, words(t), is_xlsx=is_xlsx)
    if query.bot is not None:
        await query.bot.send_document(
            query.from_user.id,
            BufferedInputFile(found.content, f"{callback_data.id}.{callback_data.format}"),
            caption=t("list-caption", title=found.title[:200], count=found.rows),
        )
