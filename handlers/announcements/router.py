from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.errors import AlreadyHandled, Forbidden, UserError
from domain.people.users import Actor
from handlers.announcements import (
    audience,
    dispatches,
    panel,
    parts,
    release,
    times,
)
from handlers.announcements.outlets import on_membership, on_migration
from handlers.announcements.posts import copied
from handlers.callbacks.announcements import BUTTONS
from handlers.callbacks.people.start import cancelling
from handlers.states import ComposingAnnouncement
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from ui.albums import Albums
from ui.filters import Migrates, OwnButton
from ui.keyboards import inline
from ui.screens import Screen, send
from ui.translator import Translator


def build() -> Router:
    router = Router(name="announcements")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.my_chat_member.register(on_membership, F.chat.type != ChatType.PRIVATE)
    router.message.register(on_broadcast, Command("broadcast"))
    router.message.register(on_post, StateFilter(ComposingAnnouncement.post))
    for part in (panel, times, release, audience, dispatches):
        part.register(router)
    return router


def build_migrations() -> Router:
    """A router of its own, to stand first: groups speak to the bot in nothing else."""
    router = Router(name="migrations")
    router.message.register(on_migration, Migrates())
    return router


async def on_broadcast(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """Alone it asks for the post; as a reply it takes the message that it replies to."""
    await announcement_drafts.begin(actor)
    if message.reply_to_message is not None:
        await take_post(
            [message.reply_to_message], bot, actor, t, announcement_drafts, announcement_release
        )
        return
    await state.set_state(ComposingAnnouncement.post)
    await send(message, Screen(t("broadcast-ask"), inline([cancelling(t)])))


async def on_post(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    albums: Albums,
) -> None:
    async def whole(parts: list[Message]) -> None:
        try:
            await announcement_drafts.begin(actor)
            await take_post(parts, bot, actor, t, announcement_drafts, announcement_release)
        except UserError as error:
            await send(message, Screen(t(error.key, **error.params)))
            if isinstance(error, Forbidden):
                await state.clear()
            return
        except AlreadyHandled:
            await state.clear()
            raise
        await state.clear()

    await albums.collect(message, whole, forwarded=True)


async def take_post(
    messages: list[Message],
    bot: Bot,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """The copy is the preview: made by the method that delivers, with the buttons it will have."""
    post = await copied(bot, messages, parts.copy_markup((), t))
    one = await announcement_drafts.draft(actor, post)
    await panel.send_panel(bot, one, actor, t, announcement_release)
