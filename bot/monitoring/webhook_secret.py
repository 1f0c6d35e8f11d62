"""Who comes to the webhook with another secret: strangers, or Telegram itself where replicas are
set up differently. The one that was started last has told Telegram its own.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field

from domain.ports import Clock

log = logging.getLogger(__name__)

WARN_SECONDS = 15 * 60.0
"""Between two lines of the log: whoever is refused comes again at once."""

REFUSALS_AT_LEAST = 3
"""In the window. A new secret reaches the replicas one after another."""

WINDOW = 10
"""Looks, one a minute."""


@dataclass(kw_only=True, slots=True)
class SecretWatch:
    clock: Clock
    _admitted: int = 0
    _refused: int = 0
    """With a secret, though another one: a stranger rarely has any."""
    _unlogged: int = 0
    _warned_at: float = float("-inf")
    _looks: deque[tuple[int, int]] = field(
        default_factory=lambda: deque([(0, 0)], maxlen=WINDOW + 1)
    )

    def admit(self) -> None:
        self._admitted += 1

    def refuse(self, *, has_secret: bool) -> None:
        self._refused += has_secret
        self._unlogged += 1
        now = self.clock.monotonic()
        if now - self._warned_at < WARN_SECONDS:
            return
        log.warning(
            "the webhook has refused requests (403, %s since the last such line), now %s",
            self._unlogged,
            "with another secret than WEBHOOK_SECRET" if has_secret else "without a secret",
        )
        self._warned_at, self._unlogged = now, 0

    def look(self) -> bool:
        """Once a minute: whether this replica's secret is not the one that Telegram was told.

        As long as anybody comes with the right one, it is.
        """
        self._looks.append((self._admitted, self._refused))
        (admitted, refused), now = self._looks[0], self._looks[-1]
        return now[0] == admitted and now[1] - refused >= REFUSALS_AT_LEAST
