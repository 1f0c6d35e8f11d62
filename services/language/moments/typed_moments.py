"""Moments as people type them: «завтра 10:00», «в пятницу вечером», «через 2 часа», "at 6 pm".

Each word is taken out of the text by the one rule that knows it, and nothing may remain: a
library that leaves out what it does not know reads «завтра в час дня» as now (docs/adr/0020).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.people.quiet_hours import at_wall_clock
from services.language.moments.moment_words import (
    AGO,
    AHEAD,
    AMOUNT,
    AMOUNTS,
    AT_ONCE,
    CLOCKS,
    DAY_PART_WORDS,
    DAY_PARTS,
    DAYS,
    DIAL,
    EVERY_OTHER,
    HALF_OF_DAY,
    HOURS_BEGUN,
    ISO_DAY,
    MONTHS,
    NEXT_WEEK,
    NOW,
    NUMBERED_DAY,
    NUMBERS,
    PART,
    SHORT_OF,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    WORDED_DAY,
    ZONE,
    DayPart,
)

LONGEST_AHEAD = timedelta(days=366)
TEXT_LIMIT = 60
"""Characters."""

EARLIEST_UNTOLD = 8
"""«В три» is of the night or of the day, «в восемь» of the morning."""

LEFT_OVER = re.compile(r"(?:[\s,]|\b(?:и|года?|г\b\.?|ровно|at|on)\b)*")


class OtherWeekday(UserError):
    """The day that a text names is of another weekday than it says: «вторник, 25 ноября»."""

    def __init__(self, word: str, day: date, *, is_year_guessed: bool) -> None:
        self.told: dict[str, str | int] = {
            "value": word, "date": f"{day:%d.%m.%Y}", "weekday": day.weekday()
        }  # fmt: skip
        super().__init__("moment-weekday", **self.told)
        self.is_year_guessed = is_year_guessed


@dataclass(slots=True)
class _Text:
    """What is not understood yet. Taken words leave a bar, so that no pattern joins strangers."""

    rest: str
    is_at_midnight: bool = False
    is_year_guessed: bool = False
    mistake: OtherWeekday | None = None
    """Told when nothing else of the text is unclear."""

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found is not None:
            self.rest = f"{self.rest[: found.start()]} | {self.rest[found.end() :]}"
        return found

    @property
    def is_used_up(self) -> bool:
        return LEFT_OVER.fullmatch(self.rest.replace("|", " ")) is not None


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """An instant (UTC) from words in `zone`. Raises UserError for what is unclear or past."""
    found = read_wall_time(text, zone, now)
    moment = found.astimezone(UTC) if found.tzinfo else at_wall_clock(found, zone)
    if moment <= now:
        raise UserError("moment-past")
    if moment - now > LONGEST_AHEAD:
        raise UserError("moment-too-far")
    return moment


def read_wall_time(text: str, zone: ZoneInfo, now: datetime, day: date | None = None) -> datetime:
    """The time that the words say: naive, on clocks in `zone`, unless they name an offset of their
    own. A clock alone is one of `day`; without it, the next such one.

    Raises UserError: `moment-unclear` where a word is not understood or says two things,
    `moment-no-clock` where a day has no time, `moment-no-such-day`; OtherWeekday.
    """
    try:
        return _read(_cleaned(text), zone, now, day)
    except (ValueError, OverflowError) as error:
        raise UserError("moment-unclear") from error


@dataclass(frozen=True, slots=True)
class Dated:
    """`clock` is None where the text says none."""

    day: date
    clock: time | None
    is_year_guessed: bool


def read_dated(text: str, today: date) -> Dated:
    """A day of the calendar, as tables hold them, perhaps with its weekday and a clock: nothing
    that depends on when it was written. Without a year it is the nearest one to `today`.

    Raises UserError: `moment-unclear`, `moment-no-such-day`; OtherWeekday.
    """
    try:
        rest = _cleaned(text)
        found = {one for one in (_dated(rest, today), _worded(rest, today)) if one is not None}
        if len(found) != 1:
            raise ValueError(rest.rest)
        [day] = found
        _weekday(rest, today, day, is_next_week=False)
        clock = _clock(rest)
        if rest.is_at_midnight or not rest.is_used_up:
            raise ValueError(rest.rest)
    except (ValueError, OverflowError) as error:
        raise UserError("moment-unclear") from error
    if rest.mistake is not None:
        raise rest.mistake
    return Dated(day, clock, rest.is_year_guessed)


def read_clock(text: str) -> time:
    """A clock alone: «14:00», «в 10 часов». Raises UserError: `moment-unclear`."""
    try:
        rest = _cleaned(text)
        clock = _clock(rest)
        if clock is None or rest.is_at_midnight or not rest.is_used_up:
            raise ValueError(rest.rest)
    except (ValueError, OverflowError) as error:
        raise UserError("moment-unclear") from error
    return clock


def read_dial(text: str) -> tuple[int, int] | None:
    """Hour (1 to 12) and minute of «половина шестого», «без четверти два», “half past five”; None
    for what is none. Which half of the day is meant nobody has said."""
    found = DIAL.fullmatch(" ".join(text.lower().replace("ё", "е").split()))
    return None if found is None else _on_the_dial(found)


def _on_the_dial(found: re.Match[str]) -> tuple[int, int]:
    if begun := found["begun"]:
        return HOURS_BEGUN[begun], 30 if found["half"] else 15
    hour = int(NUMBERS.get(found["to"] or found["of"]) or found["to"] or found["of"])
    if found["of"] and not found["part"].endswith("to"):
        return hour, 30 if found["part"].startswith("half") else 15
    short = found["short"] or "четверти"
    return (hour - 2) % 12 + 1, 60 - int(SHORT_OF.get(short) or short)


def read_duration(text: str) -> timedelta | None:
    """«45 минут», «полтора часа», «1 ч 30 мин», "half an hour"; None for what is none, as «3 часа
    дня»: of two units the longer one stands first.

    Raises UserError: `moment-unclear` for a part of a day or week.
    """
    apart = re.sub(r"(?<=[^\W\d])(?=\d)", " ", text.lower())
    cleaned = " ".join(apart.split()).rstrip("!")
    if not AMOUNTS.fullmatch(cleaned):
        return None
    lengths = [_length(found) for found in AMOUNT.finditer(cleaned)]
    if any(first <= second for first, second in pairwise(lengths)):
        return None
    try:
        days, seconds, months = _amounts(cleaned)
    except ValueError as error:
        raise UserError("moment-unclear") from error
    return timedelta(days=days, seconds=seconds) if not months else None


def says_at_once(text: str) -> bool:
    """«Сразу», «сейчас», "now"."""
    return AT_ONCE.fullmatch(" ".join(text.lower().split()).rstrip(".!")) is not None


def _cleaned(text: str) -> _Text:
    """Raises ValueError for no text, and for one too long."""
    cleaned = " ".join(text.lower().replace("ё", "е").split()).rstrip(".!")
    cleaned = cleaned.replace("tonight", "today evening")
    if not cleaned or len(cleaned) > TEXT_LIMIT:
        raise ValueError(cleaned)
    return _Text(DIAL.sub(_in_digits, re.sub("[‐-―]", "-", cleaned)))


def _in_digits(found: re.Match[str]) -> str:
    """Left as it is where nobody knows which half of the day is meant, as of «в пять»."""
    hour, minute = _on_the_dial(found)
    is_told = hour >= EARLIEST_UNTOLD or HALF_OF_DAY.match(found.string, found.end())
    return f"{hour}:{minute:02}" if is_told else found[0]


def _read(text: _Text, zone: ZoneInfo, now: datetime, day: date | None) -> datetime:
    """Raises ValueError for what is unclear."""
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    if text.take(NOW):
        return _all_used(text, local)
    named_zone = _zone(text, local)
    if named_zone is not None:
        local = local.astimezone(named_zone)
    moment = _relative(text, local)
    if moment is None:
        moment = _of_the_calendar(text, local.replace(tzinfo=None), day)
    if named_zone is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=named_zone)
    return _all_used(text, moment)


def _all_used(text: _Text, moment: datetime) -> datetime:
    if not text.is_used_up:
        raise ValueError(text.rest)
    if text.mistake is not None:
        raise text.mistake
    return moment


def _zone(text: _Text, local: datetime) -> tzinfo | None:
    found = text.take(ZONE)
    if found is None:
        return None
    sign, hours, minutes = found["sign"], int(found["hours"] or 0), int(found["minutes"] or 0)
    if sign is not None:
        ahead = timedelta(hours=hours, minutes=minutes)
        if hours > 14 or minutes > 59:
            raise ValueError(found[0])
        return timezone(-ahead if sign == "-" else ahead)
    return UTC if found["utc"] else ZoneInfo("Europe/Moscow")


def _relative(text: _Text, local: datetime) -> datetime | None:
    """«через 2 дня», «час назад», "in a week"; days may have a clock beside them, hours not."""
    if found := EVERY_OTHER.search(text.rest):
        raise ValueError(found[0])
    found = text.take(AHEAD) or text.take(AGO)
    if found is None:
        return None
    sign = -1 if found.re is AGO else 1
    days, seconds, months = _amounts(found["amounts"])
    if seconds:
        day = (local.astimezone(UTC) + sign * timedelta(days=days, seconds=seconds)).astimezone(
            local.tzinfo
        )
        return day if not months else _unclear(found[0])
    day = _months_later(local.replace(tzinfo=None), sign * months) + timedelta(days=sign * days)
    clock = _clock(text)
    return day if clock is None else datetime.combine(day, clock)


def _unit(found: re.Match[str]) -> str:
    return next(unit for unit, words in UNITS.items() if words.fullmatch(found["unit"]))


def _length(found: re.Match[str]) -> int:
    """A greater one for a longer unit; half an hour is told as minutes are."""
    return 0 if found["half"] else [*UNITS].index(_unit(found))


def _amounts(text: str) -> tuple[int, int, int]:
    """Days, seconds, months."""
    days, seconds, months = 0, 0, 0
    for found in AMOUNT.finditer(text):
        if found["half"]:
            seconds += 1800
            continue
        number = found["number"]
        unit = _unit(found)
        value = NUMBERS[number] if number in NUMBERS else float((number or "1").replace(",", "."))
        if unit in {"minute", "hour"}:
            seconds += round(value * (60 if unit == "minute" else 3600))
        elif value != int(value):
            raise ValueError(text)
        elif unit in {"month", "year"}:
            months += int(value) * (12 if unit == "year" else 1)
        else:
            days += int(value) * (7 if unit == "week" else 1)
    return days, seconds, months


def _months_later(moment: datetime, months: int) -> datetime:
    """Raises ValueError where that month has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    return moment.replace(year=moment.year + years, month=month + 1)


def _of_the_calendar(text: _Text, local: datetime, usual: date | None) -> datetime:
    day = _day(text, local.date())
    clock = _clock(text)
    if not text.is_used_up or (day is None and clock is None):
        raise ValueError(text.rest)
    if clock is None:
        assert day is not None
        raise UserError(_lacking(day, local.date()))
    day = day or usual
    if day is not None and text.is_at_midnight:
        # Of «завтра в полночь» nobody knows which end of the day is meant.
        raise ValueError(text.rest)
    if day is not None:
        return datetime.combine(day, clock)
    today = datetime.combine(local, clock)
    # The very minute that is on the clock is not tomorrow's.
    return today if today >= local else today + timedelta(days=1)


def _lacking(day: date, today: date) -> str:
    """What is wrong with a day that has no time; the clock of now is never put in."""
    if day < today:
        return "moment-past"
    return "moment-too-far" if day - today > LONGEST_AHEAD else "moment-no-clock"


def _day(text: _Text, today: date) -> date | None:
    """All that the text says of the day, which has to be one."""
    found = {
        one
        for one in (_near_day(text, today), _dated(text, today), _worded(text, today))
        if one is not None
    }
    is_next_week = text.take(NEXT_WEEK) is not None
    weekday = _weekday(text, today, next(iter(found), None), is_next_week=is_next_week)
    if weekday is not None:
        found.add(weekday)
    elif is_next_week:
        raise ValueError(text.rest)
    if len(found) > 1:
        raise ValueError(text.rest)
    return found.pop() if found else None


def _near_day(text: _Text, today: date) -> date | None:
    for words, days in DAYS:
        if text.take(words):
            return today + timedelta(days=days)
    return None


def _dated(text: _Text, today: date) -> date | None:
    """2026-12-25, 25.12, 25.12.26. Alone, `14.30` is a clock and `05.12` a day."""
    iso = text.take(ISO_DAY)
    if iso is not None:
        return _existing(int(iso[1]), int(iso[2]), int(iso[3]))
    found = text.take(NUMBERED_DAY)
    if found is None:
        return None
    text.is_year_guessed = found["year"] is None
    return _in_year(int(found["day"]), int(found["month"]), found["year"], today)


def _worded(text: _Text, today: date) -> date | None:
    for pattern in WORDED_DAY:
        found = text.take(pattern)
        if found is not None:
            text.is_year_guessed = found["year"] is None
            month = next(n for n, words in MONTHS.items() if words.fullmatch(found["month"]))
            return _in_year(int(found["day"]), month, found["year"], today)
    return None


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    """Without a year the nearest such day is meant, be it past: a slip is not next year's."""
    if year is not None:
        return _existing(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [_date_or_none(today.year + step, month, day) for step in (-1, 0, 1)]
    known = [one for one in near if one is not None]
    if not known:
        raise UserError("moment-no-such-day", day=f"{day:02}.{month:02}")
    return min(known, key=lambda one: abs(one - today))


def _existing(year: int, month: int, day: int) -> date:
    """Raises UserError for a day that its month does not have: «31.02»."""
    found = _date_or_none(year, month, day)
    if found is None:
        raise UserError("moment-no-such-day", day=f"{day:02}.{month:02}.{year}")
    return found


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(text: _Text, today: date, known: date | None, *, is_next_week: bool) -> date | None:
    found = text.take(WEEKDAY)
    if found is None:
        return None
    number = next(n for n, words in WEEKDAYS.items() if words.fullmatch(found["weekday"]))
    if known is not None:
        if known.weekday() != number:
            text.mistake = OtherWeekday(
                found["weekday"], known, is_year_guessed=text.is_year_guessed
            )
        return known
    monday = today - timedelta(days=today.weekday())
    if found["next"] or is_next_week:
        return monday + timedelta(days=7 + number)
    if found["this"]:
        return monday + timedelta(days=number)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _clock(text: _Text) -> time | None:
    """None where the text says none. Raises ValueError for half of one («в час»)."""
    part = text.take(PART)
    day_part = (
        next(h for h, words in DAY_PART_WORDS.items() if words.fullmatch(part["part"]))
        if part
        else None
    )
    for pattern in CLOCKS:
        found = text.take(pattern)
        if found is not None:
            text.is_at_midnight = bool(found.groupdict().get("midnight"))
            return time(0) if text.is_at_midnight else _clock_of(found, day_part)
    return None if day_part is None else DAY_PARTS[day_part].usual or _unclear(text.rest)


def _clock_of(found: re.Match[str], day_part: DayPart | None) -> time:
    groups = found.groupdict()
    if groups.get("noon"):
        return time(12)
    word = groups.get("word")
    hour = int(NUMBERS[word]) if word else int(groups["hour"])
    own = groups.get("half")
    named = next(
        (h for h, words in DAY_PART_WORDS.items() if own and words.fullmatch(own)), day_part
    )
    if own and day_part not in {None, named}:
        raise ValueError(found[0])
    if named is not None:
        hour = DAY_PARTS[named].hours.get(hour, -1)
    elif word and hour < EARLIEST_UNTOLD:
        # «в три»: of the night or of the day?
        raise ValueError(found[0])
    return time(hour, int(groups.get("minute") or 0))


def _unclear(text: str) -> NoReturn:
    raise ValueError(text)
