"""Updates as they come: read one by one, so that one nobody can read stops no other.

aiogram validates an answer of getUpdates as a whole; the first update that does not fit its types
(a new kind of content after a Bot API release) would raise for all 100, again and again.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

log = logging.getLogger(__name__)


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is `list[Any]`: what JSON held, most likely objects."""

    __returning__: ClassVar[Any] = list[Any]


def id_of(raw: object) -> int | None:
    """None of what is no update at all."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) else None


def read_update(raw: object, bot: Bot) -> Update | None:
    """None of what does not fit; its kind and its first misfit are logged, never its words."""
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        _ = update.event_type
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        _complain(raw, f"{first['type']} at {place}")
        return None
    except UpdateTypeLookupError:
        _complain(raw, "no known kind")
        return None
    return update


def _complain(raw: object, reason: str) -> None:
    kinds = sorted(str(key) for key in raw if key != "update_id") if isinstance(raw, dict) else []
    log.error("update %s (%s) cannot be read: %s", id_of(raw), ", ".join(kinds), reason)
