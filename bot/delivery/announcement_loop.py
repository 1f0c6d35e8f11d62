"""The loop that carries announcements on and shows organisers how far each one is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup

from bot.delivery.outcomes import CALL_ERRORS, outcome_of
from db.unit_of_work import Store
from domain.announcements.announcements import Dispatch
from domain.ids import DispatchId, UserId
from domain.outbox import FloodWait, Transient
from domain.people.users import Language, language_or
from domain.ports import Clock
from domain.troubles import log_trouble
from handlers.announcements.dispatch_views import progress_screen
from services.announcements.dispatches import Dispatches
from services.announcements.runner import AnnouncementRunner
from ui.screens import NO_PREVIEW, NOT_MODIFIED
from ui.translator import Translator, translator

log = logging.getLogger(__name__)

EDIT_SECONDS = 3.0
"""Between two edits of one progress message: more would cost the sending its budget."""


def always() -> bool:
    return True


@dataclass(kw_only=True, slots=True)
class AnnouncementLoop:
    bot: Bot
    store: Store
    clock: Clock
    runner: AnnouncementRunner
    dispatches: Dispatches
    default_language: Language
    shows: Callable[[], bool] = always
    """Whether this process shows the progress: of several replicas one does, or they would take
    turns at one message."""
    rest_seconds: float = EDIT_SECONDS
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _shown: dict[int, str] = field(default_factory=dict)
    _late: set[DispatchId] = field(default_factory=set)
    """Whose progress could not be shown, though it may be in a moment: the last look at what has
    ended meanwhile comes once and never again."""

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    async def run(self) -> None:
        """Runs until it is stopped. Trouble with the store is the worker's to report, here it is
        sat out."""
        while not self._stopping.is_set():
            self._wake.clear()
            is_busy = True
            try:
                is_busy = await self.step()
            except Exception as error:
                log_trouble(log, error, "announcements could not be carried on")
            if is_busy:
                await self._pause()
            else:
                await self._wake.wait()

    async def step(self) -> bool:
        """One round; whether there is more to do soon."""
        before = await self._open()
        left = await self.runner.advance()
        if not self.shows():
            self._late.clear()
            return bool(left)
        late = await self._found(self._late)
        self._late.clear()
        for dispatch in {one.id: one for one in (*late, *before, *left)}.values():
            await self._show(dispatch)
        for gone in self._shown.keys() - {one.id for one in left}:
            del self._shown[gone]
        return bool(left or self._late)

    async def _open(self) -> list[Dispatch]:
        async with self.store.read() as tx:
            return await tx.dispatches.unreported()

    async def _found(self, ids: Collection[DispatchId]) -> list[Dispatch]:
        """As they are now: an organiser may have turned the message to something else."""
        if not ids:
            return []
        async with self.store.read() as tx:
            found = [await tx.dispatches.find(one) for one in sorted(ids)]
        return [one for one in found if one is not None]

    async def _show(self, dispatch: Dispatch) -> None:
        if dispatch.progress_id is None:
            return
        progress = await self.dispatches.progress(dispatch.id)
        zone, t = await self._reader(dispatch.begun_by)
        screen = progress_screen(progress, zone, t)
        if self._shown.get(dispatch.id) == screen.text:
            return
        self._shown[dispatch.id] = screen.text
        markup = screen.markup if isinstance(screen.markup, InlineKeyboardMarkup) else None
        try:
            await self.bot.edit_message_text(
                screen.text,
                chat_id=dispatch.begun_by,
                message_id=dispatch.progress_id,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            if NOT_MODIFIED not in error.message:
                log.info("progress of dispatch %s is not shown: %s", dispatch.id, error.message)
        except CALL_ERRORS as error:
            log.info("progress of dispatch %s is not shown now: %s", dispatch.id, error)
            if isinstance(outcome_of(error), (FloodWait, Transient)):
                self._late.add(dispatch.id)
                self._shown.pop(dispatch.id, None)

    async def _reader(self, organiser: UserId) -> tuple[ZoneInfo, Translator]:
        user = await self.store.user(organiser)
        zone = (
            ZoneInfo(user.tz)
            if user and user.tz
            else self.runner.announcement_release.default_zone
        )
        return zone, translator(language_or(user, self.default_language))

    async def _pause(self) -> None:
        """Waits until the next edit is due; a wake-up (a start, a pause) does not hurry the
        edits."""
        tasks: list[asyncio.Task[object]] = [
            asyncio.create_task(self.clock.sleep(self.rest_seconds)),
            asyncio.create_task(self._stopping.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
