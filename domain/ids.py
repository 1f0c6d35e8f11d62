"""Identifiers, each a type of its own: a user id is not a chat id."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", int)
"""Telegram user id (up to 52 bits)."""

ChatId = NewType("ChatId", int)
"""Telegram chat id; equal to the user id in a private chat, negative for groups."""

ClusterId = NewType("ClusterId", str)
"""Slug of a cluster, `CLUSTER_ID_PATTERN` in domain.clusters; stands in deep links."""

PlaceId = NewType("PlaceId", int)
"""GeoNames id of a populated place."""

UpdateId = NewType("UpdateId", int)
"""Bot API update_id."""

OutboxId = NewType("OutboxId", int)
"""Row number of the outbox."""
