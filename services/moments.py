"""Moments as people type them: "завтра 10:00", "25 декабря 14:30", "через 2 часа"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.quiet import at_wall_clock

LONGEST_AHEAD = timedelta(days=366)
TEXT_LIMIT = 60
SPOKEN = ["ru", "en"]

PART_OF_DAY = re.compile(
    r"\b(?:в\s+)?(1[0-2]|[1-9])\s*(?:час\w*\s+)?(утра|дня|вечера)\b", re.IGNORECASE
)
CLOCK = re.compile(
    r"(?<![\d.:])(\b(?:в|at)\s+)?([01]?\d|2[0-3])([:.])([0-5]\d)(?![\d:]|\.\d)", re.IGNORECASE
)
FULL_HOUR = re.compile(
    r"\b(?:в|at)\s+([01]?\d|2[0-3])(?:\s*час(?:а|ов)?(?:\s+([0-5]?\d)\s*мин\w*)?)?"
    r"(?![\w:.]|\s*(?:час|[ap]m|\d))",
    re.IGNORECASE,
)


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """An instant (UTC) from words in `zone`. Raises UserError for what is unclear or past.

    dateparser is imported here: it is heavy, and only organisers need it. Call this in a thread.
    """
    found = read_wall_time(text, zone, now)
    moment = found.astimezone(UTC) if found.tzinfo else at_wall_clock(found, zone)
    if moment <= now:
        raise UserError("moment-past")
    if moment - now > LONGEST_AHEAD:
        raise UserError("moment-too-far")
    return moment


def read_wall_time(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """As the words say: naive, on clocks in `zone`, unless they name an offset of their own."""
    import dateparser  # noqa: PLC0415  (heavy, as `read_moment` says)

    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > TEXT_LIMIT:
        raise UserError("moment-unclear")
    local = now.astimezone(zone)
    found: datetime | None = dateparser.parse(
        _spaced(cleaned),
        languages=SPOKEN,
        settings={
            # All of it on the clock of `zone`: dateparser would compare a time without a day
            # with the base as if the base were UTC.
            "TIMEZONE": "UTC",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": local.replace(tzinfo=None),
            "DATE_ORDER": "DMY",
        },
    )
    if found is None:
        raise UserError("moment-unclear")
    wall: datetime = found.replace(second=0, microsecond=0)
    return wall


def _spaced(text: str) -> str:
    """Clocks as `14:30`: dateparser stumbles over `в 14.30`, `9 утра` and `завтра в 10`."""
    return FULL_HOUR.sub(_full_hour, CLOCK.sub(_clock, PART_OF_DAY.sub(_part_of_day, text)))


def _part_of_day(match: re.Match[str]) -> str:
    hour = int(match[1])
    is_later = match[2].lower() in {"дня", "вечера"} and hour < 12
    return f"{hour + 12 if is_later else hour}:00"


def _clock(match: re.Match[str]) -> str:
    """`05.12` is a day and its month, unless a preposition says otherwise."""
    preposition, hour, separator, minutes = match.groups()
    if separator == "." and not preposition and 1 <= int(minutes) <= 12:
        return f"{hour}/{minutes}"
    return f"{hour}:{minutes}"


def _full_hour(match: re.Match[str]) -> str:
    return f"{match[1]}:{int(match[2] or 0):02}"
