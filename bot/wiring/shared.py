"""What every area stands on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from db.unit_of_work import Store
from domain.ports import Alarm, Clock, Fetcher
from services.files.isolation import FileReader
from services.people.organisers import Organisers

DATA = Path(__file__).parent.parent.parent / "data"
"""Starter data and dictionaries that the product ships."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedParts:
    settings: Settings
    store: Store
    clock: Clock
    alarm: Alarm
    fetcher: Fetcher
    file_reader: FileReader
    organisers: Organisers
    is_shared: bool = False
    """Several replicas may be one bot: updates come by the webhook, the store is PostgreSQL."""
