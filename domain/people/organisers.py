"""Who may organise, and the log of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.ids import UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Organiser:
    id: UserId
    name: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """`action` names a text of locales/ (audit-<action>), `details` its arguments."""

    at: datetime
    actor_id: UserId
    actor_name: str
    action: str
    details: dict[str, Any]
