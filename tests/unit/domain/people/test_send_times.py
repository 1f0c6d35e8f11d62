"""When people of many zones may be written to."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.people.quiet_hours import outside_quiet
from domain.people.users import QuietHours, zone_or

MOSCOW = ZoneInfo("Europe/Moscow")
NIGHT = QuietHours(time(22), time(8))
AT = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tz", "hours", "when"),
    [
        (None, None, AT),
        (None, NIGHT, AT.replace(hour=5, minute=0)),
        ("Asia/Yekaterinburg", NIGHT, AT),
        ("Europe/Kaliningrad", NIGHT, AT.replace(hour=6, minute=0)),
    ],
)
def test_nobody_is_written_to_in_their_quiet_hours(
    tz: str | None, hours: QuietHours | None, when: datetime
) -> None:
    assert outside_quiet(AT, MOSCOW)(tz, hours) == when


@pytest.mark.parametrize("untold", [None, ""])
def test_zone_that_nobody_has_told_is_the_default_one(untold: str | None) -> None:
    assert zone_or(untold, MOSCOW) == MOSCOW
    assert zone_or("Asia/Omsk", MOSCOW) == ZoneInfo("Asia/Omsk")
