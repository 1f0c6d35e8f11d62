"""What organisers write of their desk rather than press: «отзови рассылку», «опубликуй новость»,
«кто не пришёл». Words alone do nothing: they show the buttons of where it is done."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from domain.people.users import Actor
from handlers.callbacks.clusters.card_reports import QueueButton
from handlers.callbacks.news.editing import NewNewsButton, NewsEditingButton
from handlers.callbacks.people.admin import (
    AdminButton,
    AdminScreen,
    ArchiveButton,
    LogButton,
    OrganisersButton,
)
from handlers.callbacks.programme.checkin import CheckInButton
from handlers.callbacks.programme.editing import ProgrammeEditingButton
from handlers.callbacks.programme.feedback import FeedbackButton
from handlers.people.admin.places import Desk, desk_of
from services.people.organisers import Organisers
from ui.filters import FreeText
from ui.keyboards import button, inline
from ui.screens import Screen, send
from ui.translator import Translator

Labelled = tuple[str, CallbackData]

HOME: Labelled = ("admin-home", AdminButton(place=AdminScreen.HOME))
ROWS: dict[Desk, list[list[Labelled]]] = {
    Desk.ANNOUNCEMENTS: [
        [("admin-compose", AdminButton(place=AdminScreen.COMPOSE))],
        [
            ("admin-under-way", AdminButton(place=AdminScreen.UNDER_WAY)),
            ("admin-archive", ArchiveButton()),
        ],
    ],
    Desk.NEWS: [[("news-desk-new", NewNewsButton())], [("admin-news", NewsEditingButton())]],
    Desk.DOOR: [[("admin-door", CheckInButton()), ("office-open", ProgrammeEditingButton())]],
    Desk.FEEDBACK: [[("admin-feedback", FeedbackButton())]],
    Desk.REPORTS: [[("desk-typed-reports", QueueButton())]],
    Desk.ORGANISERS: [[("admin-organisers", OrganisersButton())]],
    Desk.LOG: [[("admin-log", LogButton())]],
}


class AtDesk(Filter):
    """The handler gets `place`."""

    async def __call__(
        self, message: Message, actor: Actor, organisers: Organisers
    ) -> dict[str, Desk] | bool:
        place = desk_of(message.text or "")
        return {"place": place} if place is not None and await organisers.may(actor) else False


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="admin-typed")
    router.message.register(on_place, FreeText(), AtDesk())
    return router


async def on_place(message: Message, t: Translator, place: Desk) -> None:
    rows = [
        [button(t.plain(key), target) for key, target in row] for row in [*ROWS[place], [HOME]]
    ]
    await send(message, Screen(t("desk-typed"), inline(*rows)))
