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
    """`per_second` over all chats in any sliding second; `per_chat` in a second, after a burst."""

    per_second: int = 30
    per_chat: float = 1.0
    chat_burst: int = 20
    is_on: bool = True

    @classmethod
    def off(cls) -> FloodLimits:
        return cls(is_on=False)


@dataclass(slots=True)
class FloodWatch:
    limits: FloodLimits
    _sent: deque[float] = field(default_factory=deque)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)

    def admit(self, method: str, chat_id: int, now: float, messages: int = 1) -> None:
        """Raises BotApiError 429 with the seconds to wait; a refused call costs nothing."""
        name = method.lower()
        if not self.limits.is_on or not name.startswith(SENDING) or name in SILENT:
            return
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) >= self.limits.per_second:
            raise too_many(self._sent[0] + 1 - now)
        tokens, filled_at = self._chats.get(chat_id, (float(self.limits.chat_burst), now))
        gained = (now - filled_at) * self.limits.per_chat
        tokens = min(self.limits.chat_burst, tokens + gained)
        if tokens < 1:
            raise too_many((1 - tokens) / self.limits.per_chat)
        self._chats[chat_id] = (tokens - messages, now)
        self._sent.extend([now] * messages)


def too_many(seconds: float) -> BotApiError:
    wait = max(1, math.ceil(seconds))
    return BotApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
