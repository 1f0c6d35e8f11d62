"""Recurrence rules against dateutil, which has the same semantics without the bounds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from services.files.calendars.recurrence import (
    LONGEST_SERIES,
    RuleRefused,
    expand,
    read_rule,
)

TUESDAY = datetime.fromisoformat("2026-12-01T10:00")


def occurrences(text: str, start: datetime = TUESDAY) -> list[datetime]:
    parts: dict[str, list[Any]] = dict(vRecur.from_ical(text))
    until = parts.get("UNTIL", [None])[0]
    return expand(read_rule(parts, start, until), start)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=3;COUNT=3", ["12-01", "12-04", "12-07"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["12-01", "12-03", "12-08"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=3", ["12-01", "12-06", "12-15"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=3", ["12-01", "12-13", "12-15"]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", ["12-01", "01-05", "02-02"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,1;COUNT=3", ["12-01", "12-31", "01-01"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["12-01", "12-31"]),
        ("FREQ=YEARLY;COUNT=2", ["12-01", "12-01"]),
        ("FREQ=YEARLY;BYMONTH=1,2;BYDAY=-1SU;COUNT=3", ["12-01", "01-31", "02-28"]),
        ("FREQ=DAILY;UNTIL=20261203T095959", ["12-01", "12-02"]),
        ("FREQ=DAILY;UNTIL=20261203T100000", ["12-01", "12-02", "12-03"]),
        # The start counts even when the rule does not name it (3.8.5.3).
        ("FREQ=WEEKLY;BYDAY=FR;COUNT=2", ["12-01", "12-04"]),
    ],
)
def test_rule_gives_days(rule: str, days: list[str]) -> None:
    assert [f"{one:%m-%d}" for one in occurrences(rule)] == days


ORDINALS = st.sampled_from(["1", "2", "-1", "-2"])
DAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


def some(values: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[str]:
    """A part of a rule with up to three values, or nothing."""
    lists = st.lists(values, max_size=3, unique=True)
    return lists.map(lambda found: f";{name}={','.join(map(str, found))}" if found else "")


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    interval = f";INTERVAL={draw(st.integers(1, 5))}"
    week_start = f";WKST={draw(DAYS)}"
    months = draw(some(st.integers(1, 12), "BYMONTH"))
    # Never mixed: of «MO,1TU» dateutil takes the days that are both, and the RFC any of them.
    has_ordinals = frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans())
    named = st.tuples(ORDINALS, DAYS).map("".join) if has_ordinals else DAYS
    days = draw(some(named, "BYDAY"))
    month_days = some(st.integers(1, 31) | st.integers(-31, -1), "BYMONTHDAY")
    by_month_day = "" if frequency == "WEEKLY" else draw(month_days)
    # Nor by position in a week: dateutil cuts the first week off before it counts.
    counted = days and frequency != "WEEKLY"
    positions = draw(some(st.sampled_from([1, 2, -1]), "BYSETPOS")) if counted else ""
    return f"FREQ={frequency}{interval}{week_start}{months}{days}{by_month_day}{positions}"


@pytest.mark.slow
@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(rules(), st.integers(0, 400))
def test_rules_agree_with_dateutil(rule: str, later: int) -> None:
    start = TUESDAY + timedelta(days=later)
    until = start + timedelta(days=300)
    bounded = f"{rule};UNTIL={until:%Y%m%dT%H%M%S}"
    found = occurrences(bounded, start)
    assume(len(found) > 1)  # dateutil would search for the first one till the year 9999

    assert set(found) | {start} == {start, *rrulestr(bounded, dtstart=start)}


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("FREQ=DAILY", "import-session-endless"),
        ("FREQ=DAILY;COUNT=368", "import-session-rule-long"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "import-session-rule-long"),
        ("FREQ=DAILY;UNTIL=20271203T100000", "import-session-rule-long"),
        ("FREQ=MINUTELY;COUNT=2", "import-session-rule-part"),
        ("FREQ=DAILY;COUNT=2;INTERVAL=1001", "import-session-rule-part"),
        ("FREQ=DAILY;COUNT=2;BYHOUR=9,18", "import-session-rule-part"),
        ("FREQ=YEARLY;COUNT=2;BYYEARDAY=100", "import-session-rule-part"),
        ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32", "import-session-rule-part"),
        ("FREQ=MONTHLY;COUNT=2;BYMONTH=5L", "import-session-rule-part"),
        ("FREQ=WEEKLY;COUNT=2;BYMONTHDAY=1", "import-session-rule-part"),
        ("BYDAY=MO;COUNT=2", "import-session-rule-part"),
    ],
)
def test_rule_beyond_the_bounds_is_refused(rule: str, key: str) -> None:
    with pytest.raises(RuleRefused) as raised:
        occurrences(rule)

    assert raised.value.key == key


def test_rule_of_a_whole_year_is_within_the_window() -> None:
    assert occurrences("FREQ=DAILY;COUNT=367")[-1] == TUESDAY + LONGEST_SERIES
