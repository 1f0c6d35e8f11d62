"""Refusals, worded as the Bot API words them: libraries tell errors apart by the words."""

from __future__ import annotations

from typing import Any


class BotApiError(Exception):
    """Becomes `{"ok": false, "error_code": ..., "description": ...}` with the same HTTP status."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(description: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {description}")


class WorldError(Exception):
    """A person did what no client lets them do, such as pressing a button that is not there."""
