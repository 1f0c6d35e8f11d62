"""Whether replicas on one store have the settings that all of them should share.

Each leaves digests of its own beside its name, of the settings below: none of them is a secret,
and the store has none of their values. Another secret of the webhook is noticed by itself
(bot.monitoring.webhook_secret), another bot when it starts (db.replicas.served_bots).
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.settings import Settings

SHARED = (
    "admin_ids", "default_timezone", "default_language", "send_rate", "paid_broadcast",
    "approval_over", "news_feeds", "news_keep_days", "outbox_keep_days", "webhook_url",
    "public_url",
)  # fmt: skip
"""What people would notice if one replica had another. Addresses of ports and folders are each
machine's own."""

LOOKS = 5
"""One a minute. While replicas are replaced one after another they differ, and shall."""

DIGEST_CHARACTERS = 12


def digests(settings: Settings) -> dict[str, str]:
    """Digests of the settings, by the names of the environment's variables."""
    return {name.upper(): _digest(name, getattr(settings, name)) for name in SHARED}


def _digest(name: str, value: object) -> str:
    """The digest of a setting, the same in whatever order owners and feeds are listed: they are
    sets. The slash at the end of PUBLIC_URL is cut where it is used."""
    said: object = value
    if isinstance(value, frozenset | tuple):
        said = sorted(set(map(str, value)))
    elif name == "public_url":
        said = str(value).rstrip("/")
    return hashlib.sha256(f"{name}={said}".encode()).hexdigest()[:DIGEST_CHARACTERS]


@dataclass(slots=True)
class SettingsWatch:
    mine: Mapping[str, str]
    _looks: deque[frozenset[str]] = field(
        default_factory=lambda: deque([frozenset()], maxlen=LOOKS)
    )

    def look(self, others: Sequence[Mapping[str, str]]) -> list[str]:
        """Names of settings that have differed for so long. Of one that another release does not
        know nothing follows."""
        self._looks.append(
            frozenset(
                name
                for name, digest in self.mine.items()
                if any(other.get(name, digest) != digest for other in others)
            )
        )
        return sorted(frozenset.intersection(*self._looks))
