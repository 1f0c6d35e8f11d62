from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import CommandStart

from handlers.callbacks.programme.checkin import BUTTONS
from handlers.programme.checkin import attendee_lists, checkin, invitations
from ui.filters import OwnButton


def build_links() -> Router:
    """Deep links of the door, ahead of the router that greets."""
    router = Router(name="checkin-links")
    for prefix, handler in (("join_", invitations.on_link), ("in_", checkin.on_link)):
        link = CommandStart(deep_link=True, magic=F.args.startswith(prefix))
        router.message.register(handler, link)
    return router


def build() -> Router:
    router = Router(name="checkin")
    router.callback_query.filter(OwnButton(*BUTTONS))
    for part in (invitations, checkin, attendee_lists):
        part.register(router)
    return router
