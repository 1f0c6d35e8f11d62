"""What organisers type about a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import UserError
from domain.ids import EventId, SessionId
from domain.programme.sessions import Event, Session
from services.programme.session_fields import (
    Field,
    edited,
    read_field,
    read_session,
)

BERLIN = ZoneInfo("Europe/Berlin")
EVENT = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Berlin")
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)
SESSION = Session(
    id=SessionId("a"),
    event_id=EVENT.id,
    uid="a",
    title="Открытие",
    starts_at=datetime(2026, 10, 24, 10, tzinfo=BERLIN).astimezone(UTC),
    ends_at=datetime(2026, 10, 24, 11, tzinfo=BERLIN).astimezone(UTC),
)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def read(field: Field, text: str) -> Session:
    return edited(SESSION, read_field(field, text, EVENT, SESSION, NOW))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("15:00", local(24, 15)),
        ("с 15:00", local(24, 15)),
        ("с полудня", local(24, 12)),
        ("в 15.30", local(24, 15, 30)),
        ("15-30", local(24, 15, 30)),
        ("в 3 часа дня", local(24, 15)),
        ("в полдень", local(24, 12)),
        ("вечером", local(24, 18)),
        ("at 3 pm", local(24, 15)),
        ("15", local(24, 15)),
        ("1500", local(24, 15)),
        ("930", local(24, 9, 30)),
        ("на 15", local(24, 15)),
        ("на час позже", local(24, 11)),
        ("На 30 минут раньше", local(24, 9, 30)),
        ("полтора часа позже", local(24, 11, 30)),
        ("позже на 2 часа", local(24, 12)),
        ("перенести на полчаса раньше", local(24, 9, 30)),
        ("an hour later", local(24, 11)),
        ("30 minutes earlier", local(24, 9, 30)),
        ("через час", local(20, 12)),
        ("завтра 15:00", local(21, 15)),
        ("25 октября 15:00", local(25, 15)),
        ("25.10.2026 15:00", local(25, 15)),
        ("2026-10-25 15:00", local(25, 15)),
        ("2026-10-25 02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_start_moves_the_end_along(text: str, start: datetime) -> None:
    found = read(Field.STARTS, text)

    assert (found.starts_at, found.ends_at) == (start, start + timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("полтора часа", local(24, 11, 30)),
        ("1,5 часа", local(24, 11, 30)),
        ("полчаса", local(24, 10, 30)),
        ("1ч30мин", local(24, 11, 30)),
        ("90 м", local(24, 11, 30)),
        ("до 16:00", local(24, 16)),
        ("until 4 pm", local(24, 16)),
        ("три часа дня", local(24, 15)),
        ("16:00 по москве", local(24, 15)),
        ("час дня", local(24, 13)),
        ("до 16", local(24, 16)),
        ("до 16 часов", local(24, 16)),
        ("12:30", local(24, 12, 30)),
        ("45 минут", local(24, 10, 45)),
        ("1 ч 30 мин", local(24, 11, 30)),
        ("2 hours", local(24, 12)),
        ("25 октября 01:00", local(25, 1)),
        ("на час позже", local(24, 12)),
        ("1230", local(24, 12, 30)),
        ("полночь", local(25, 0)),
        ("до полуночи", local(25, 0)),
        ("24:00", local(25, 0)),
        ("до 24", local(25, 0)),
        ("00:00", local(25, 0)),
        ("until midnight", local(25, 0)),
        ("12 ночи", local(25, 0)),
        ("до полудня", local(24, 12)),
        ("до пяти вечера", local(24, 17)),
        ("До двух часов дня.", local(24, 14)),
        ("до часу дня", local(24, 13)),
        ("до одиннадцати вечера", local(24, 23)),
        ("до часу", local(24, 13)),
        ("до пяти", local(24, 17)),
        ("до 0 часов", local(25, 0)),
        ("до половины шестого", local(24, 17, 30)),
        ("до полшестого", local(24, 17, 30)),
        ("в половине двенадцатого", local(24, 11, 30)),
        ("до четверти второго", local(24, 13, 15)),
        ("без десяти час", local(24, 12, 50)),
        ("до без четверти шесть вечера", local(24, 17, 45)),
        ("till half past five", local(24, 17, 30)),
        ("a quarter to six", local(24, 17, 45)),
        ("до трёх часов", local(24, 15)),
        ("до 5", local(24, 17)),
        ("до 11 часов", local(24, 11)),
        ("до 12", local(24, 12)),
        ("2026-10-24T12:00+02:00", local(24, 12)),
    ],
)
def test_end_is_a_time_or_a_duration(text: str, end: datetime) -> None:
    assert read(Field.ENDS, text).ends_at == end


EVENING = replace(SESSION, starts_at=local(24, 22), ends_at=local(24, 23))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("01:00", local(25, 1)),
        ("до часу ночи", local(25, 1)),
        ("до часу", local(25, 1)),
        ("до 6", local(25, 6)),
        ("в 7 утра", local(25, 7)),
        ("полночь", local(25, 0)),
        ("23:30", local(24, 23, 30)),
    ],
)
def test_end_of_an_evening_may_be_in_the_night(text: str, end: datetime) -> None:
    changes = read_field(Field.ENDS, text, EVENT, EVENING, NOW)

    assert edited(EVENING, changes).ends_at == end


def test_hour_of_the_night_that_comes_twice_is_answered_with_both() -> None:
    with pytest.raises(UserError, match="edit-session-twice"):
        read_field(Field.ENDS, "до двух", EVENT, EVENING, NOW)


@pytest.mark.parametrize("text", ["21:00", "10:30", "24 октября 21:00", "завтра 01:00"])
def test_end_before_the_start_and_no_night_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="edit-session-order"):
        read_field(Field.ENDS, text, EVENT, EVENING, NOW)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("с 10 до 11:30", local(24, 10), local(24, 11, 30)),
        ("с полудня до 15:00", local(24, 12), local(24, 15)),
        ("с полудня до трёх", local(24, 12), local(24, 15)),
        ("с 12 до полуночи", local(24, 12), local(25, 0)),
        ("С 9 утра до 6 вечера", local(24, 9), local(24, 18)),
        ("25 октября с двух дня до половины четвёртого", local(25, 14), local(25, 15, 30)),
        ("from noon to half past three", local(24, 12), local(24, 15, 30)),
        ("с 10:00 по 11:30", local(24, 10), local(24, 11, 30)),
        ("12:00-13:30", local(24, 12), local(24, 13, 30)),
        ("в 12.00–13.30", local(24, 12), local(24, 13, 30)),
        ("10-11", local(24, 10), local(24, 11)),
        ("завтра с 15 до 16:30", local(21, 15), local(21, 16, 30)),
        ("23 октября, 10:00 — 11:30", local(23, 10), local(23, 11, 30)),
        ("пятница 23:00-01:00", local(23, 23), local(24, 1)),
        ("22:00-24:00", local(24, 22), local(25, 0)),
        ("с 22 до 24", local(24, 22), local(25, 0)),
        ("завтра 22-24", local(21, 22), local(22, 0)),
    ],
)
def test_span_is_start_and_end_at_once(text: str, start: datetime, end: datetime) -> None:
    found = read(Field.STARTS, text)

    assert (found.starts_at, found.ends_at) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "10-15",
        "10.11-12.11",
        "25-27",
        "10:00-09:30",
        "10-11-12",
        "с понедельника до среды",
        "с двух до пяти",
        "в половине шестого",
    ],
)
def test_what_may_be_no_span_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"moment-unclear|edit-session-order|moment-past"):
        read(Field.STARTS, text)


def test_day_and_a_clock_are_no_span() -> None:
    assert read(Field.STARTS, "10.11 15:00").starts_at == datetime(2026, 11, 10, 15, tzinfo=BERLIN)


def test_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(UserError, match="edit-session-skipped"):
        read(Field.STARTS, "28 марта 2027 02:30")


def test_time_that_comes_twice_is_answered_with_both() -> None:
    with pytest.raises(UserError, match="edit-session-twice") as caught:
        read(Field.STARTS, "25 октября 02:30")
    first, second = (str(caught.value.params[name]) for name in ("first", "second"))

    assert (first, second) == ("2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00")
    assert read(Field.STARTS, first).starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read(Field.STARTS, second).starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (Field.STARTS, "позавчера", "moment-past"),
        (Field.STARTS, "31.02", "moment-no-such-day"),
        (Field.STARTS, "31 ноября 10:00", "moment-no-such-day"),
        (Field.STARTS, "2400", "moment-unclear"),
        (Field.STARTS, "45", "moment-unclear"),
        (Field.STARTS, "немного позже", "moment-unclear"),
        (Field.STARTS, "2029-01-01 10:00", "moment-too-far"),
        (Field.ENDS, "10:00", "edit-session-order"),
        (Field.ENDS, "900 часов", "edit-session-too-long"),
        (Field.ENDS, "полтора дня", "moment-unclear"),
        (Field.ENDS, "1,5 недели", "moment-unclear"),
        (Field.ENDS, "30 минут 2 часа", "moment-unclear"),
        (Field.STARTS, "полтора дня", "moment-unclear"),
        (Field.TITLE, "—\u0000", "edit-row-control"),
        (Field.CAPACITY, "-5", "edit-capacity"),
        (Field.CAPACITY, "1000000", "edit-row-out-of-range"),
    ],
)
def test_what_will_not_do_names_the_reason(field: Field, text: str, key: str) -> None:
    with pytest.raises(UserError, match=key):
        read(field, text)


def test_dash_empties_what_may_be_empty() -> None:
    assert read(Field.CAPACITY, "—").capacity is None
    assert read(Field.SPEAKERS, "-").speakers == ()
    assert read(Field.TITLE, "—").title == "—"


def test_new_session_from_lines() -> None:
    found = read_session("Ужин\nзавтра 19:00\n2 часа\nЗал", EVENT, SESSION, NOW)

    assert (found.title, found.starts_at, found.ends_at, found.room) == (
        "Ужин", local(21, 19), local(21, 21), "Зал",
    )  # fmt: skip
    with pytest.raises(UserError, match="edit-new-lines"):
        read_session("Ужин\nзавтра", EVENT, SESSION, NOW)


@pytest.mark.parametrize("room", ["", "Зал"])
def test_new_session_with_its_span_in_one_line(room: str) -> None:
    found = read_session(f"Ужин\nзавтра с 19 до 21:30\n{room}", EVENT, SESSION, NOW)

    assert (found.starts_at, found.ends_at, found.room) == (local(21, 19), local(21, 21, 30), room)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("40", 40),
        ("100 мест", 100),
        ("до 30 человек", 30),
        ("1 000", 1000),
        ("25 seats", 25),
        ("—", None),
        ("без ограничений", None),
        ("no limit", None),
    ],
)
def test_places_are_read_as_people_write_them(text: str, places: int | None) -> None:
    assert read(Field.CAPACITY, text).capacity == places
