"""Moments as people type them: "завтра 10:00", "25 декабря 14:30", "через 2 часа"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError

LONGEST_AHEAD = timedelta(days=366)
TEXT_LIMIT = 60
SPOKEN = ["ru", "en"]

CLOCK_PATTERN = re.compile(r"\b(?:в\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)\b")

PART_OF_DAY = re.compile(
    r"\b(?:в\s+)?(1[0-2]|[1-9])\s*(?:час\w*\s+)?(утра|дня|вечера)\b", re.IGNORECASE
)


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """An instant (UTC) from words in `zone`. Raises UserError for what is unclear or past.

    dateparser is imported here: it is heavy, and only organisers need it. Call this in a thread.
    """
    import dateparser  # noqa: PLC0415  (as the docstring says)

    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > TEXT_LIMIT:
        raise UserError("moment-unclear")
    local = now.astimezone(zone)
    found = dateparser.parse(
        _spaced(cleaned),
        languages=SPOKEN,
        settings={
            "TIMEZONE": zone.key,
            "RETURN_AS_TIMEZONE_AWARE": True,
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": local.replace(tzinfo=None),
            "DATE_ORDER": "DMY",
        },
    )
    if found is None:
        raise UserError("moment-unclear")
    moment: datetime = found.replace(second=0, microsecond=0).astimezone(UTC)
    if moment <= now:
        raise UserError("moment-past")
    if moment - now > LONGEST_AHEAD:
        raise UserError("moment-too-far")
    return moment


def _spaced(text: str) -> str:
    """Clocks as `14:30`: dateparser stumbles over `в 14.30`, and over `9 утра`."""
    return PART_OF_DAY.sub(_clock, CLOCK_PATTERN.sub(r"\1:\2", text))


def _clock(match: re.Match[str]) -> str:
    hour = int(match[1])
    is_later = match[2].lower() in {"дня", "вечера"} and hour < 12
    return f"{hour + 12 if is_later else hour}:00"
