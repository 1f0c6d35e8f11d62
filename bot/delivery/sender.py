"""Carries one outbox row out to Telegram, and says what came of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod

from bot.delivery.outcomes import CALL_ERRORS, message_ids, outcome_of
from bot.delivery.renderers import Renderers
from domain.ids import UserId
from domain.outbox import (
    OutboxRow,
    Outcome,
    Refused,
    Sent,
    TooLarge,
    Transient,
    Unwanted,
)
from domain.outgoing import Kind
from domain.people.users import Category, Language, language_or
from domain.ports import Turn
from handlers.news.subscriptions.picture_fallback import picture_of, without_picture
from handlers.outgoing import Calls
from ui.screens import NOT_MODIFIED
from ui.translator import translator

log = logging.getLogger(__name__)

NOT_THERE = ("message to edit not found", "message can't be edited")
"""The person has deleted it."""

DONE_ALREADY = {
    Kind.CORRECTION: (NOT_MODIFIED,),
    Kind.RECALL: ("message to delete not found",),
    Kind.NEWS_DIGEST_EDIT: (NOT_MODIFIED,),
    Kind.NEWS_EDIT: (NOT_MODIFIED,),
    Kind.REMINDER_EDIT: (NOT_MODIFIED, *NOT_THERE),
    Kind.NEWS_RECALL: ("message to delete not found",),
}
"""Refusals that say that things are as they were wanted."""

OF_SESSIONS = frozenset({Kind.REMINDER, Kind.RATING, Kind.DIGEST})
"""What people get none of once they have switched that category off."""

OF_NEWS = frozenset({Kind.NEWS, Kind.NEWS_DIGEST})
"""Kinds that people get none of once they have switched off all news; edits and removals of
what has arrived go on."""

OF_ORGANISERS = frozenset(
    {
        Kind.APPROVAL,
        Kind.CHANNEL,
        Kind.COMPLAINT,
        Kind.FEED,
        Kind.QUESTION,
        Kind.REPORT,
        Kind.RETURNED,
        Kind.STALLED,
        Kind.SUMMARY,
    }
)
"""What nobody reads who is no organiser any more: they tell of other people."""

WITH_PICTURES = frozenset({Kind.NEWS, Kind.NEWS_EDIT})
"""Their words go out without the picture where Telegram does not take it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TelegramSender:
    bot: Bot
    renderers: Renderers
    default_language: Language
    is_organiser: Callable[[UserId], Awaitable[bool]]

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        if reason := await self._unwanted(row):
            return Unwanted(reason)
        trouble = await self._introduce()
        if trouble is not None:
            return trouble
        calls = await self.renderers.calls(
            row, translator(language_or(row.recipient, self.default_language))
        )
        if not calls:
            return Unwanted("no longer true")
        if not await turn():
            return None
        outcome = await self._carry_out(row, calls)
        if isinstance(outcome, (Refused, TooLarge)) and row.kind in WITH_PICTURES:
            return await self._without_picture(row, calls[0], outcome)
        return outcome

    async def _introduce(self) -> Outcome | None:
        """Texts name the bot; what came of asking for its name, where it is not known."""
        if not self.renderers.username:
            try:
                self.renderers.username = (await self.bot.me()).username or ""
            except CALL_ERRORS as error:
                return outcome_of(error)
        return None

    async def _without_picture(
        self, row: OutboxRow, call: TelegramMethod[Any], refusal: Refused | TooLarge
    ) -> Outcome:
        """Whatever the refusal says: Telegram has a dozen wordings. Another reason comes again."""
        for plainer in without_picture(call):
            outcome = await self._carry_out(row, [plainer])
            if isinstance(outcome, Sent) and picture_of(call):
                log.warning("news go without a picture that is refused: %s", refusal.error)
                self.renderers.digest_contents.refuse(picture_of(call))
            if not isinstance(outcome, Refused):
                return outcome
        return refusal

    async def _carry_out(self, row: OutboxRow, calls: Calls) -> Outcome:
        """Only the first call makes the message; one that fails after it does not undo it."""
        first, *others = calls
        try:
            outcome = _made(row, await self.bot(first))
        except CALL_ERRORS as error:
            outcome = _failed(row, error)
        return await self._followed(row, outcome, others) if isinstance(outcome, Sent) else outcome

    async def _followed(self, row: OutboxRow, sent: Sent, others: Calls) -> Sent:
        for other in others:
            try:
                sent = replace(sent, more=(*sent.more, *message_ids(await self.bot(other))))
            except CALL_ERRORS as error:
                log.warning("message %s arrived without its buttons: %s", row.id, error)
        return sent

    async def _unwanted(self, row: OutboxRow) -> str:
        """Why the row is not to be sent; empty where it is."""
        if row.kind in OF_ORGANISERS and not await self.is_organiser(UserId(row.chat_id)):
            return "no organiser any more"
        return "" if await self._is_wanted(row) else "opted out"

    async def _is_wanted(self, row: OutboxRow) -> bool:
        """People may have switched a category off since the row was written."""
        if row.kind in OF_SESSIONS:
            wishes = row.recipient and row.recipient.preferences
            is_off = row.kind is Kind.DIGEST and wishes and not wishes.wants_digest
            return bool(wishes and wishes.wants(Category.SESSIONS) and not is_off)
        if row.kind in OF_NEWS:
            return bool(row.recipient and row.recipient.preferences.wants(Category.NEWS))
        if row.kind is not Kind.ANNOUNCEMENT or row.recipient is None or not row.dispatch_id:
            return True
        content = await self.renderers.announcements.content(row)
        return row.recipient.preferences.wants(content.category)


def _made(row: OutboxRow, result: Any) -> Outcome:
    """An album made several messages; an edit or a removal made none."""
    made = message_ids(result)
    if row.targets and not isinstance(result, list):
        return Sent(row.targets[0])
    if not made:
        return Transient("answer without a message", is_uncertain=True)
    return Sent(made[0], made[1:])


def _failed(row: OutboxRow, error: Exception) -> Outcome:
    done_already = DONE_ALREADY.get(row.kind, ())
    if isinstance(error, TelegramBadRequest) and any(
        words in str(error.message) for words in done_already
    ):
        return Sent(row.targets[0])
    outcome = outcome_of(error)
    is_change = isinstance(outcome, Sent) and row.targets
    return Sent(row.targets[0]) if is_change else outcome
