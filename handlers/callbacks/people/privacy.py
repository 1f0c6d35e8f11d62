"""Buttons under /privacy: what is kept of a person, and erasing it."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class PrivacyStep(StrEnum):
    EXPORT = "export"
    ERASE = "erase"
    CONFIRM = "confirm"
    SEATS = "seats"
    """All but what concerns the sessions that lie ahead."""
    KEEP = "keep"


class PrivacyButton(CallbackData, prefix="pr"):
    step: PrivacyStep
