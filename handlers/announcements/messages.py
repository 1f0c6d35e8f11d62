"""Copies of announcements, their edits and removals, and what organisers hear, as they leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    EditMessageMedia,
    EditMessageText,
    SendPhoto,
)
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup

from db.unit_of_work import Store
from domain.announcements.announcements import LinkButton, Post
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementCorrection,
    AnnouncementRecall,
    AnnouncementReturned,
    ApprovalRequest,
    DispatchStalled,
    DispatchSummary,
)
from domain.ids import DispatchId
from domain.outbox import (
    OutboxRow,
)
from domain.people.users import Category, Language
from domain.ports import Clock
from handlers.announcements import dispatch_views, parts, views
from handlers.outgoing import Calls, removed, sent, zone_of
from services.announcements.dispatches import Dispatches
from ui.images.charts import Curve, growth_chart
from ui.screens import SendScreen
from ui.translator import Translator

CONTENT_KEPT_SECONDS = 1.0
"""How long a dispatch's post is not read anew; a correction waits longer, for the announcement
runner."""


class CopyPost(CopyMessage):
    """copyMessage whose markup is JSON text already: the same for everybody of a language."""

    reply_markup: str | None = None  # type: ignore[assignment]  # aiogram wants the models


@dataclass(frozen=True, kw_only=True, slots=True)
class DispatchContent:
    """What a row of a dispatch needs; one for all its rows."""

    post: Post
    buttons: tuple[LinkButton, ...]
    is_silent: bool
    category: Category
    markups: dict[tuple[Language, bool], str | None] = field(default_factory=dict)

    def markup(self, t: Translator, *, is_private: bool) -> str | None:
        key = t.language, is_private
        if key not in self.markups:
            model = self.model(t, is_private=is_private)
            self.markups[key] = model.model_dump_json(exclude_none=True) if model else None
        return self.markups[key]

    def model(self, t: Translator, *, is_private: bool) -> InlineKeyboardMarkup | None:
        if is_private:
            return parts.copy_markup(self.buttons, t)
        return parts.links_only(self.buttons)


@dataclass(kw_only=True, slots=True)
class AnnouncementMessages:
    store: Store
    clock: Clock
    dispatches: Dispatches
    default_zone: ZoneInfo
    is_paid: bool
    _contents: dict[DispatchId, tuple[float, DispatchContent]] = field(default_factory=dict)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def content(
        self, row: OutboxRow, of_test: AnnouncementCopy | None = None
    ) -> DispatchContent:
        """The post and its settings; a test copy belongs to no dispatch and reads the draft."""
        known = self._known(row)
        if known is not None:
            return known
        async with self._reading:
            # A windowful of rows waits here once a second; the first one reads for all.
            known = self._known(row)
            if known is not None:
                return known
            now = self.clock.monotonic()
            found = await self._read(row, of_test)
            self._contents = {
                key: kept
                for key, kept in self._contents.items()
                if now - kept[0] < CONTENT_KEPT_SECONDS
            }
            self._contents[row.dispatch_id] = now, found
            return found

    def _known(self, row: OutboxRow) -> DispatchContent | None:
        now = self.clock.monotonic()
        read_at, known = self._contents.get(row.dispatch_id, (now, None))
        is_fresh = row.dispatch_id and now - read_at < CONTENT_KEPT_SECONDS
        return known if is_fresh else None

    async def _read(self, row: OutboxRow, of_test: AnnouncementCopy | None) -> DispatchContent:
        async with self.store.read() as tx:
            dispatch = await tx.dispatches.find(row.dispatch_id)
            tried = of_test.announcement if of_test else None
            announcement_id = dispatch.announcement_id if dispatch else tried
            one = await tx.announcements.find(announcement_id) if announcement_id else None
            staged = None
            if announcement_id and of_test and of_test.correction:
                staged = await tx.announcements.staged_correction(announcement_id)
        if one is None:
            raise LookupError(f"announcement {announcement_id} is gone")
        return DispatchContent(
            post=dispatch.post if dispatch else staged or one.post,
            buttons=one.buttons,
            is_silent=one.is_silent,
            category=one.category,
        )

    async def copy(self, row: OutboxRow, message: AnnouncementCopy, t: Translator) -> Calls:
        content = await self.content(row, message)
        post, is_private = content.post, row.chat_id > 0
        if len(post.message_ids) == 1:
            return [
                CopyPost(
                    chat_id=row.chat_id,
                    from_chat_id=post.chat_id,
                    message_id=post.message_ids[0],
                    message_thread_id=row.thread_id,
                    disable_notification=content.is_silent or None,
                    reply_markup=content.markup(t, is_private=is_private),
                    allow_paid_broadcast=self.is_paid or None,
                )
            ]
        album = CopyMessages(
            chat_id=row.chat_id,
            from_chat_id=post.chat_id,
            message_ids=list(post.message_ids),
            message_thread_id=row.thread_id,
            disable_notification=content.is_silent or None,
        )
        markup = content.markup(t, is_private=is_private)
        if markup is None:
            return [album]
        # An album cannot carry buttons: they follow in a small message of their own.
        return [
            album,
            SendScreen(
                chat_id=row.chat_id,
                message_thread_id=row.thread_id,
                text=t("announcement-album-tail"),
                disable_notification=True,
                reply_markup=markup,
            ),
        ]

    async def correction(
        self, row: OutboxRow, _message: AnnouncementCorrection, t: Translator
    ) -> Calls:
        content = await self.content(row)
        given: dict[str, Any] = content.post.content
        where: dict[str, Any] = {
            "chat_id": row.chat_id,
            "message_id": row.targets[0],
            "reply_markup": content.model(t, is_private=row.chat_id > 0),
        }
        if "text" in given:
            return [EditMessageText(**where, **given, parse_mode=None)]
        if "media" in given:
            media = {**given, "parse_mode": None}
            return [EditMessageMedia.model_validate({**where, "media": media})]
        raise LookupError("a post of this kind cannot be edited")

    async def recall(self, row: OutboxRow, _message: AnnouncementRecall, _t: Translator) -> Calls:
        return removed(row)

    async def summary(self, row: OutboxRow, message: DispatchSummary, t: Translator) -> Calls:
        found = await self.dispatches.summary(message.dispatch)
        zone = zone_of(row, self.default_zone)
        screen = dispatch_views.summary_screen(found, zone, t)
        words = dispatch_views.chart_words(found, zone, t)
        picture = await asyncio.to_thread(growth_chart, [Curve(points=found.curve)], **words)
        return [
            SendPhoto(
                chat_id=row.chat_id,
                photo=BufferedInputFile(picture, "report.png"),
                caption=screen.text,
                reply_markup=screen.markup,
            )
        ]

    async def approval(self, row: OutboxRow, request: ApprovalRequest, t: Translator) -> Calls:
        async with self.store.read() as tx:
            one = await tx.announcements.find(request.announcement)
        zone = zone_of(row, self.default_zone)
        return sent(row, views.approval_screen(request, one, zone, t))

    async def returned(
        self, row: OutboxRow, message: AnnouncementReturned, t: Translator
    ) -> Calls:
        async with self.store.read() as tx:
            one = await tx.announcements.find(message.announcement)
        return sent(row, views.returned_screen(message, one.post if one else None, t))

    async def stalled(self, row: OutboxRow, message: DispatchStalled, t: Translator) -> Calls:
        return sent(row, dispatch_views.stalled_screen(message.dispatch, t))
