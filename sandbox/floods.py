"""How fast a bot may send: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.errors import BotApiError

SENDING = ("send", "copy", "forward")
"""First words of the methods that put messages into chats; editing is not counted."""

SILENT = frozenset({"sendchataction"})


@dataclass(frozen=True, kw_only=True, slots=True)
class FloodLimits:
    """`per_second` over all chats in any sliding second; `per_chat` in a second, after a burst.

    `paid_per_second` is for calls with allow_paid_broadcast, "to allow up to 1000 messages per
    second"; `per_group` for channels and groups, "not more than 20 messages per minute".
    """

    per_second: int = 30
    paid_per_second: int = 1000
    per_chat: float = 1.0
    per_group: float = 20 / 60
    chat_burst: int = 20
    is_on: bool = True

    @classmethod
    def off(cls) -> FloodLimits:
        return cls(is_on=False)


@dataclass(slots=True)
class FloodWatch:
    limits: FloodLimits
    _sent: deque[float] = field(default_factory=deque)
    _paid: deque[float] = field(default_factory=deque)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)

    def admit(
        self, method: str, chat_id: int, now: float, messages: int = 1, *, is_paid: bool = False
    ) -> None:
        """Raises BotApiError 429 with the seconds to wait; a refused call costs nothing."""
        name = method.lower()
        if not self.limits.is_on or not name.startswith(SENDING) or name in SILENT:
            return
        sent = self._paid if is_paid else self._sent
        while sent and sent[0] <= now - 1:
            sent.popleft()
        if len(sent) >= (self.limits.paid_per_second if is_paid else self.limits.per_second):
            raise too_many(sent[0] + 1 - now)
        self._spend(chat_id, now, messages)
        sent.extend([now] * messages)

    def _spend(self, chat_id: int, now: float, messages: int) -> None:
        """Tokens of one chat; ids of groups and channels are negative."""
        rate = self.limits.per_group if chat_id < 0 else self.limits.per_chat
        tokens, filled_at = self._chats.get(chat_id, (float(self.limits.chat_burst), now))
        tokens = min(self.limits.chat_burst, tokens + (now - filled_at) * rate)
        if tokens < 1:
            raise too_many((1 - tokens) / rate)
        self._chats[chat_id] = (tokens - messages, now)


def too_many(seconds: float) -> BotApiError:
    wait = max(1, math.ceil(seconds))
    return BotApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
