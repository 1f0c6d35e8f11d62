"""What is written is read back equal, by our own readers and by plain ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from domain.geo import Point
from domain.ids import EventId
from domain.programme import Event, Session, session_id
from services.exports.frab import schedule_json, schedule_xml
from services.exports.ics import calendar
from services.imports.schedules import read_schedule

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FAIR = Event(
    id=EventId("fair"),
    title="Ярмарка <профессий> & друзья",
    tz="Europe/Berlin",
    venue="Дом науки; корпус 2",
    address="ул. Мира, 1",
    point=Point(55.5, 37.25),
)

OPENING = Session(
    id=session_id("opening@example.org"),
    event_id=FAIR.id,
    uid="opening@example.org",
    title="Открытие: «слово»; запятая, и \\n не строка",
    starts_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
    ends_at=datetime(2026, 12, 1, 9, 15, tzinfo=UTC),
    abstract="Раз\n\nДва & три <b>" + " очень длинная строка" * 10,
    speakers=("Модератор, ведущий", 'Эксперт "по всему"'),
    room="Зал 1, левый",
    track="Связь, ИТ",
    url="https://example.org/a?b=1,2;c&d",
    sequence=3,
)
PARTY = replace(
    OPENING,
    id=session_id("party"),
    uid="party",
    title="Вечер",
    # In Berlin clocks show this hour twice.
    starts_at=datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    ends_at=datetime(2027, 11, 1, 4, 30, tzinfo=UTC),
    speakers=(),
    room="",
    url="",
    sequence=0,
)

TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    max_size=30,
)
LINE = TEXT.map(lambda text: " ".join(text.split()))
PARAGRAPHS = st.lists(LINE, max_size=4).map(lambda lines: "\n".join(lines).strip())


@st.composite
def programmes(draw: st.DrawFn) -> list[Session]:
    """As an import leaves them: in order, texts trimmed, times of whole minutes."""
    uids = draw(st.lists(LINE.filter(bool), unique=True, max_size=4))
    return [
        Session(
            id=session_id(uid),
            event_id=FAIR.id,
            uid=uid,
            title=draw(LINE) or "x",
            starts_at=NOW + timedelta(minutes=60 * number + draw(st.integers(0, 59))),
            ends_at=NOW + timedelta(days=1, minutes=draw(st.integers(0, 10_000))),
            abstract=draw(PARAGRAPHS),
            speakers=tuple(draw(st.lists(LINE.filter(bool), unique=True, max_size=3))),
            room=draw(LINE),
            track=draw(LINE),
        )
        for number, uid in enumerate(uids)
    ]


def as_calendar(sessions: list[Session]) -> bytes:
    return calendar(FAIR, sessions, name="Ярмарка", now=NOW)


def as_json(sessions: list[Session]) -> bytes:
    return schedule_json(FAIR, sessions, version="1")


def as_xml(sessions: list[Session]) -> bytes:
    return schedule_xml(FAIR, sessions, version="1")


def read_back(data: bytes) -> list[Session]:
    parsed = read_schedule("schedule", data, FAIR)
    assert parsed.problems == ()
    return list(parsed.sessions)


WRITERS = pytest.mark.parametrize("write", [as_calendar, as_json, as_xml])


@WRITERS
def test_programme_is_read_back_equal(write: Callable[[list[Session]], bytes]) -> None:
    sessions = [replace(one, sequence=0) for one in (OPENING, PARTY)]

    assert read_back(write(sessions)) == sessions


@WRITERS
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sessions=programmes().filter(bool))
def test_any_programme_is_read_back_equal(
    write: Callable[[list[Session]], bytes], sessions: list[Session]
) -> None:
    assert read_back(write(sessions)) == sessions


def test_calendar_says_what_is_cancelled_and_how_often_it_changed() -> None:
    sessions = [OPENING, replace(PARTY, is_cancelled=True)]

    assert read_back(as_calendar(sessions)) == sessions


def test_calendar_is_what_rfc_5545_asks_for() -> None:
    data = as_calendar([OPENING, replace(PARTY, is_cancelled=True)])

    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    read = Calendar.from_ical(data)
    assert {"PRODID", "VERSION", "NAME", "X-WR-CALNAME"} <= set(read)
    assert (read["X-PUBLISHED-TTL"], read["X-WR-TIMEZONE"]) == ("PT1H", "Europe/Berlin")
    assert read["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    opening, party = read.walk("VEVENT")
    assert str(opening["UID"]) == "opening@example.org"
    assert opening["DTSTART"].to_ical() == b"20261201T080000Z"
    assert (
        opening["DTSTAMP"].to_ical() == opening["LAST-MODIFIED"].to_ical() == b"20261123T090000Z"
    )
    assert opening["SEQUENCE"] == 3
    assert opening["GEO"].to_ical() == "55.5;37.25"
    assert opening["LOCATION"] == "Зал 1, левый, Дом науки; корпус 2, ул. Мира, 1"
    assert (opening["STATUS"], party["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert "ATTENDEE" not in opening
    assert "METHOD" not in read


def test_calendar_of_the_same_moment_is_the_same_file() -> None:
    assert as_calendar([OPENING]) == as_calendar([OPENING])


def test_calendar_may_describe_sessions_in_words() -> None:
    data = calendar(FAIR, [OPENING], name="x", now=NOW, describe=lambda one: f"Зал: {one.room}")

    [read] = Calendar.from_ical(data).walk("VEVENT")
    assert read["DESCRIPTION"] == "Зал: Зал 1, левый"


def test_frab_files_hold_what_apps_look_for() -> None:
    off = replace(PARTY, is_cancelled=True)
    late = replace(PARTY, starts_at=NOW.replace(month=12, day=1, hour=23, minute=30),
                   ends_at=NOW.replace(month=12, day=3, hour=1))  # fmt: skip

    conference = json.loads(as_json([late, OPENING, off]))["schedule"]["conference"]
    root = ElementTree.fromstring(as_xml([late, OPENING, off]))

    assert [day["date"] for day in conference["days"]] == ["2026-12-01", "2026-12-02"]
    assert (conference["daysCount"], conference["acronym"]) == (2, "fair")
    [talk] = conference["days"][0]["rooms"]["Зал 1, левый"]
    assert (talk["date"], talk["start"]) == ("2026-12-01T09:00:00+01:00", "09:00")
    assert (talk["guid"], talk["duration"]) == ("opening@example.org", "01:15")
    assert 0 <= talk["id"] < 2**31
    [event] = root.findall("day[@index='2']/room[@name='Дом науки; корпус 2']/event")
    assert (event.get("guid"), event.findtext("duration")) == ("party", "25:30")
    assert root.findtext("conference/days") == "2"
    assert root.find("day").attrib["end"] == "2026-12-01T23:59:00+01:00"  # type: ignore[union-attr]


def test_programme_without_sessions_is_an_empty_file() -> None:
    assert json.loads(as_json([]))["schedule"]["conference"]["days"] == []
    assert ElementTree.fromstring(as_xml([])).findall("day") == []
    assert Calendar.from_ical(as_calendar([])).walk("VEVENT") == []


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    data = as_xml([replace(OPENING, title="a\x0bb\ud800")])

    assert read_back(data)[0].title == "ab"
