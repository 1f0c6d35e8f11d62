"""RRULE of RFC 5545, 3.3.10, within bounds.

dateutil would search a rule that never comes, such as every 30 February, till the year 9999; here
the search itself ends with the window.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST_SERIES = timedelta(days=366)
INTERVAL_LIMIT = 1_000
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class RuleRefused(Exception):
    """`key` is a message id of locales/ that takes the title of the session and `part`."""

    def __init__(self, key: str, part: str) -> None:
        super().__init__(key)
        self.key = key
        self.part = part


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """`days`: (ordinal or 0 for every, weekday from Monday 0); `until` is the last wall time."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0


def read_rule(parts: dict[str, list[Any]], start: datetime, until: datetime | None) -> Rule:
    """`parts` as icalendar's vRecur has them; raises RuleRefused for what is not understood."""
    left = {name.upper(): values for name, values in parts.items()}
    own_time = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    for name, own in own_time.items():
        # Some programs repeat the time of DTSTART here: it says nothing new.
        if left.get(name) == [own]:
            del left[name]
    left.pop("UNTIL", None)
    part = _Parts(left)
    rule = Rule(
        frequency=part.take("FREQ", [""], lambda found: Frequency(str(found[0]).upper())),
        interval=part.take("INTERVAL", [1], lambda found: _positive(found[0], INTERVAL_LIMIT)),
        count=part.take("COUNT", [], lambda found: _positive(found[0], 10**9) if found else None),
        until=until,
        months=part.take("BYMONTH", [], lambda found: _numbers(found, 1, 12)),
        month_days=part.take("BYMONTHDAY", [], lambda found: _numbers(found, -31, 31)),
        days=part.take("BYDAY", [], lambda found: frozenset(_day(str(day)) for day in found)),
        positions=part.take("BYSETPOS", [], lambda found: _numbers(found, -366, 366)),
        week_start=part.take("WKST", ["MO"], lambda found: _day(str(found[0]))[1]),
    )
    has_ordinals = any(ordinal for ordinal, _ in rule.days)
    if has_ordinals and rule.frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        raise RuleRefused("import-session-rule-part", "BYDAY")
    if rule.month_days and rule.frequency is Frequency.WEEKLY:
        raise RuleRefused("import-session-rule-part", "BYMONTHDAY")
    if left:
        raise RuleRefused("import-session-rule-part", min(left))
    return rule


@dataclass(frozen=True, slots=True)
class _Parts:
    left: dict[str, list[Any]]

    def take(self, name: str, default: list[Any], read: Callable[[list[Any]], T]) -> T:
        """Raises RuleRefused that quotes the part as the file has it."""
        values = self.left.pop(name, default)
        try:
            return read(values)
        except (ValueError, TypeError, IndexError) as error:
            written = f"{name}={','.join(str(value) for value in values)}"
            raise RuleRefused("import-session-rule-part", written[:60]) from error


def expand(rule: Rule, start: datetime) -> list[datetime]:
    """Wall times of every occurrence, `start` the first of them (as 3.8.5.3 has it)."""
    if rule.count is None and rule.until is None:
        raise RuleRefused("import-session-endless", "RRULE")
    last = start + LONGEST_SERIES
    if rule.until is not None and rule.until > last:
        raise RuleRefused("import-session-rule-long", "UNTIL")
    end = rule.until or last
    found = [start]
    for day in _days(rule, start.date(), end.date()):
        if rule.count is not None and len(found) >= rule.count:
            return found
        moment = datetime.combine(day, start.time())
        if start < moment <= end:
            found.append(moment)
    if rule.until is None and rule.count is not None and len(found) < rule.count:
        raise RuleRefused("import-session-rule-long", "COUNT")
    return found


def days_of_year(rule: Rule, start: date, year: int) -> list[date]:
    """Days of one year on which a yearly rule falls: what time zones are written with."""
    return _chosen(rule, start, [date(year, 1, 1) + timedelta(n) for n in range(_length(year))])


def _days(rule: Rule, start: date, end: date) -> Iterator[date]:
    for first, last in _periods(rule, start, end):
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        yield from _chosen(rule, start, days)


def _periods(rule: Rule, start: date, end: date) -> Iterator[tuple[date, date]]:
    """Days, weeks, months or years, each from its first to its last day."""
    number = 0
    while True:
        first, last = _period(rule, start, number)
        if first > end:
            return
        yield first, last
        number += rule.interval


def _period(rule: Rule, start: date, number: int) -> tuple[date, date]:
    match rule.frequency:
        case Frequency.DAILY:
            day = start + timedelta(days=number)
            return day, day
        case Frequency.WEEKLY:
            back = (start.weekday() - rule.week_start) % 7
            first = start + timedelta(weeks=number, days=-back)
            return first, first + timedelta(days=6)
        case Frequency.MONTHLY:
            years, month = divmod(start.month - 1 + number, 12)
            return _month(start.year + years, month + 1)
        case Frequency.YEARLY:
            return date(start.year + number, 1, 1), date(start.year + number, 12, 31)


def _chosen(rule: Rule, start: date, days: list[date]) -> list[date]:
    """Days of one period that the rule names; what it leaves out is taken from its start."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.days
    if not month_days and not weekdays:
        if rule.frequency is Frequency.WEEKLY:
            weekdays = frozenset({(0, start.weekday())})
        elif rule.frequency is not Frequency.DAILY:
            month_days = frozenset({start.day})
        if rule.frequency is Frequency.YEARLY and not months:
            months = frozenset({start.month})
    by_year = rule.frequency is Frequency.YEARLY and not months
    found = [
        day
        for day in days
        if (not months or day.month in months)
        and (not month_days or _is_month_day(day, month_days))
        and (not weekdays or _is_weekday(day, weekdays, by_year=by_year))
    ]
    if not rule.positions:
        return found
    total = len(found)
    return [
        day
        for index, day in enumerate(found)
        if index + 1 in rule.positions or index - total in rule.positions
    ]


def _is_month_day(day: date, month_days: frozenset[int]) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - length - 1 in month_days


def _is_weekday(day: date, weekdays: frozenset[tuple[int, int]], *, by_year: bool) -> bool:
    weekday = day.weekday()
    if (0, weekday) in weekdays:
        return True
    if by_year:
        number, length = day.timetuple().tm_yday, _length(day.year)
    else:
        number, length = day.day, calendar.monthrange(day.year, day.month)[1]
    from_start, from_end = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
    return (from_start, weekday) in weekdays or (from_end, weekday) in weekdays


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _positive(value: Any, limit: int) -> int:
    number = int(value)
    if not 1 <= number <= limit:
        raise ValueError(str(value))
    return number


def _numbers(values: list[Any], low: int, high: int) -> frozenset[int]:
    # As text first: a leap month, 5L of RFC 7529, is an int for icalendar.
    numbers = frozenset(int(str(value)) for value in values)
    if any(number == 0 or not low <= number <= high for number in numbers):
        raise ValueError(str(values))
    return numbers


def _day(text: str) -> tuple[int, int]:
    ordinal, name = text[:-2], text[-2:].upper()
    if name not in WEEKDAYS:
        raise ValueError(text)
    return int(ordinal or 0), WEEKDAYS.index(name)
