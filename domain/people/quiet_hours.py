"""When a message may be heard: quiet hours and local times, as wall clocks of the reader show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.people.users import QuietHours, zone_or

Schedule = Callable[[str | None, QuietHours | None], datetime]
"""When a person of this zone (None: the default one) and these quiet hours may be written to."""

NEAR = timedelta(hours=6)
"""News of a session that starts within this time is sent even in quiet hours."""

LEAST_WARNING = timedelta(hours=1)
"""News of a session waits for the end of quiet hours only if that leaves at least this much time
before the start."""


def at_wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which clocks in `zone` show the wall time of `moment`.

    A wall time that a change of the clocks skips is taken as if they had not changed yet, one that
    comes twice is its first (PEP 495, fold=0).
    """
    return moment.replace(tzinfo=zone, fold=0).astimezone(UTC)


def after_quiet(moment: datetime, hours: QuietHours | None, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours that it falls into (UTC)."""
    if hours is None or hours.start == hours.end:
        return moment
    local = moment.astimezone(zone)
    wall = local.time()
    if hours.start < hours.end:
        is_quiet = hours.start <= wall < hours.end
    else:
        is_quiet = wall >= hours.start or wall < hours.end
    if not is_quiet:
        return moment
    ends_on = local.date() + timedelta(days=1 if wall >= hours.end else 0)
    # Within an hour that comes twice the end is that of the same coming, not an earlier moment.
    ends_at = datetime.combine(ends_on, hours.end, zone).replace(fold=local.fold)
    return ends_at.astimezone(UTC)


def may_wait(moment: datetime, morning: datetime, starts_at: datetime) -> bool:
    """Whether news of a session may come in the `morning` instead of at the `moment`."""
    return starts_at - moment > NEAR and starts_at - morning >= LEAST_WARNING


def outside_quiet(moment: datetime, default: ZoneInfo) -> Schedule:
    """A Schedule: `moment`, or the end of the quiet hours it falls into, on the clock of each
    person (`default` for those without a zone)."""

    def when(tz: str | None, hours: QuietHours | None) -> datetime:
        return after_quiet(moment, hours, zone_or(tz, default))

    return when
