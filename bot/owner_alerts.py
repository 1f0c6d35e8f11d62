"""Tells the owners of trouble at once: past the store, which may be the trouble."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiogram import Bot

from bot.delivery.outcomes import CALL_ERRORS
from domain.ids import UserId
from domain.people.users import Language
from domain.ports import Clock
from ui.translator import translator

log = logging.getLogger(__name__)

QUIET_SECONDS = 15 * 60
"""Between two reports of the same problem."""

AGAIN_SECONDS = 60
"""After a report that reached nobody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TelegramOwnerAlerts:
    bot: Bot
    clock: Clock
    owners: Iterable[UserId]
    language: Language
    _told_at: dict[str, float] = field(default_factory=dict)

    async def report(self, problem: str, **params: str | int) -> bool:
        """Never raises: whoever reports is in trouble already."""
        now = self.clock.monotonic()
        told_at = self._told_at.get(problem)
        if told_at is not None and now - told_at < QUIET_SECONDS:
            return False
        self._told_at[problem] = now
        text, is_told = translator(self.language)(problem, **params), False
        for owner in sorted(self.owners):
            try:
                await self.bot.send_message(owner, text)
                is_told = True
            except CALL_ERRORS as error:
                log.warning("owner could not be told of %s: %s", problem, error)
        if not is_told:
            self._told_at[problem] = now - QUIET_SECONDS + AGAIN_SECONDS
        return is_told
