"""Notices that another program has taken this bot's updates away, and tells the owners."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import AiogramError

from domain.ports import Clock, OwnerAlerts

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram"

WEBHOOK_WORDS = "webhook"
"""Of a 409 to getUpdates, where a webhook is set ("can't use getUpdates method while webhook is
active", "terminated by setWebhook request"); else another getUpdates has ended ours."""

LASTING_SECONDS = 20.0
"""A new version that starts before the old one has ended is no second poller."""

CHECK_SECONDS = 20
"""For Telegram's answer; the next check comes within a minute."""

FORGOTTEN_SECONDS = 120.0
"""After this time without a conflict the next one begins another series."""


@dataclass(kw_only=True, slots=True)
class ConnectionWatch:
    """One for each way to get updates: `on_conflict` while polling, `check_webhook` each minute
    where `address` (the webhook's, without its path) is set.

    Nothing is taken back from another program: the two would take turns at it for ever.
    """

    bot: Bot
    clock: Clock
    owner_alerts: OwnerAlerts
    address: str
    secret: str
    allowed_updates: Sequence[str] = ()
    is_in_charge: Callable[[], bool] = lambda: True
    """Of several processes one sets the webhook again and tells of it; each looks."""
    is_set: bool = field(default=False, init=False)
    """The webhook was seen to be ours, or was set, at the newest look."""
    _is_told: bool = False
    """Owners know that the webhook is not ours, and have not heard that it is again."""
    _since: float = float("-inf")
    _last: float = float("-inf")

    async def on_conflict(self, words: str) -> None:
        """Called with Telegram's words for every getUpdates that was refused with 409."""
        if WEBHOOK_WORDS in words.lower():
            await self.owner_alerts.report("alarm-webhook-set", reason=words)
            return
        now = self.clock.monotonic()
        if now - self._last > FORGOTTEN_SECONDS:
            self._since = now
        self._last = now
        if now - self._since >= LASTING_SECONDS:
            await self.owner_alerts.report("alarm-second-poller", reason=words)

    async def set_webhook(self) -> None:
        """Raises what the Bot API answers."""
        await self.bot.set_webhook(
            self._url, secret_token=self.secret, allowed_updates=list(self.allowed_updates)
        )
        self.is_set = True

    async def check_webhook(self) -> None:
        """Sets a webhook that is gone again; where another's stands, only tells of it."""
        try:
            found = (await self.bot.get_webhook_info(request_timeout=CHECK_SECONDS)).url
            self.is_set = found == self._url
            if self.is_set:
                if self._is_told:
                    self._is_told = not await self.owner_alerts.report("alarm-webhook-over")
                return
            log.error("the webhook is %s", "another program's" if found else "gone")
            if not self.is_in_charge():
                return
            # Told first: a call that sets it and whose answer is lost would hide what happened.
            if not self._is_told:
                problem = "alarm-webhook-taken" if found else "alarm-webhook-gone"
                self._is_told = await self.owner_alerts.report(problem)
            if not found:
                await self.set_webhook()
        except AiogramError as error:
            log.warning("the webhook could not be looked after: %s", type(error).__name__)

    @property
    def _url(self) -> str:
        return self.address.rstrip("/") + WEBHOOK_PATH
