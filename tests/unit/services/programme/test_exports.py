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

from domain.ids import EventId, SessionId
from domain.places.geo import Point
from domain.programme.sessions import (
    Event,
    Session,
    global_uid,
    guid_of,
    own_uid,
    session_id,
)
from services.files.ics import CalendarWording, calendar
from services.programme.exports.frab import schedule_json, schedule_xml
from services.programme.files import read_schedule
from services.programme.files.diff import compare
from tests import c3voc

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BOT = "profkompas_bot"
WORDING = CalendarWording(bot=BOT, cancelled="Отменено:")
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
    return calendar(FAIR, sessions, name="Ярмарка", wording=WORDING, now=NOW)


def as_json(sessions: list[Session]) -> bytes:
    return schedule_json(FAIR, sessions, version="1", bot=BOT)


def as_xml(sessions: list[Session]) -> bytes:
    return schedule_xml(FAIR, sessions, version="1", bot=BOT)


def read_back(data: bytes) -> list[Session]:
    parsed = read_schedule("schedule", data, FAIR)
    assert parsed.problems == ()
    return list(parsed.sessions)


def brought_back(data: bytes, sessions: list[Session]) -> list[Session]:
    """As the store has them after the file has come back: by time and room."""
    diff = compare(sessions, read_back(data), now=NOW, silent={"sequence", "capacity"})
    kept = [*diff.unchanged, *(change.new for change in diff.changes), *diff.added, *diff.missing]
    return sorted(kept, key=lambda one: (one.starts_at, one.room))


WRITERS = pytest.mark.parametrize("write", [as_calendar, as_json, as_xml])


@WRITERS
def test_programme_is_read_back_equal(write: Callable[[list[Session]], bytes]) -> None:
    sessions = [replace(one, sequence=0) for one in (OPENING, PARTY)]

    assert brought_back(write(sessions), sessions) == sessions
    assert compare(sessions, read_back(write(sessions)), now=NOW).changes == ()


@pytest.mark.slow
@WRITERS
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sessions=programmes().filter(bool))
def test_any_programme_is_read_back_equal(
    write: Callable[[list[Session]], bytes], sessions: list[Session]
) -> None:
    diff = compare(sessions, read_back(write(sessions)), now=NOW)

    assert list(diff.unchanged) == sorted(sessions, key=lambda one: (one.starts_at, one.room))
    assert (diff.added, diff.changes, diff.missing) == ((), (), ())


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sessions=programmes().filter(bool))
def test_any_programme_keeps_to_the_schemas_of_c3voc(sessions: list[Session]) -> None:
    assert c3voc.wrong_in_json(json.loads(as_json(sessions))) == []
    assert c3voc.wrong_in_xml(ElementTree.fromstring(as_xml(sessions))) == []


def test_calendar_says_what_is_cancelled_and_how_often_it_changed() -> None:
    sessions = [OPENING, replace(PARTY, is_cancelled=True)]

    assert read_back(as_calendar(sessions)) == sessions


@pytest.mark.parametrize("title", ["Отменено: Вечер", "Canceled: Вечер", "CANCELLED:Вечер"])
def test_word_before_a_cancelled_title_is_no_part_of_it(title: str) -> None:
    off, on = replace(PARTY, title=title, is_cancelled=True), replace(PARTY, title=title)
    bare = as_calendar([off]).replace("SUMMARY:Отменено: ".encode(), b"SUMMARY:")

    assert [one.title for one in read_back(bare)] == ["Вечер"]
    assert [one.title for one in read_back(as_calendar([on]))] == [title]


def test_cancelled_title_that_is_the_word_alone_stays() -> None:
    off = replace(PARTY, title="Отменено:", is_cancelled=True)

    assert read_back(as_calendar([off])) == [off]


def test_calendar_is_what_rfc_5545_asks_for() -> None:
    data = as_calendar([OPENING, replace(PARTY, is_cancelled=True)])

    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    read = Calendar.from_ical(data)
    assert {"PRODID", "VERSION", "NAME", "X-WR-CALNAME"} <= set(read)
    assert (read["X-PUBLISHED-TTL"], read["X-WR-TIMEZONE"]) == ("PT1H", "Europe/Berlin")
    assert read["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    opening, party = read.walk("VEVENT")
    assert str(opening["UID"]) == "opening@example.org@fair.profkompas_bot"
    assert (opening["SUMMARY"], party["SUMMARY"]) == (OPENING.title, "Отменено: Вечер")
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
    assert (talk["duration"], talk["end"]) == ("01:15", "2026-12-01T10:15:00+01:00")
    assert talk["url"] == f"https://t.me/profkompas_bot?start=session_{OPENING.id}"
    assert [link["url"] for link in talk["links"]] == [OPENING.url]
    assert [person["name"] for person in talk["persons"]] == list(OPENING.speakers)
    [event] = root.findall("day[@index='2']/room[@name='Дом науки; корпус 2']/event")
    assert (event.get("guid"), event.findtext("duration")) == (guid_of(PARTY), "1:01:30")
    empty = {element.tag for element in event if not (element.text or list(element))}
    assert empty == {"room", "type", "persons", "links"}
    assert root.findtext("conference/days") == "2"
    assert root.find("day").attrib["end"] == "2026-12-01T23:59:00+01:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("event_id", "tz"),
    [("x", "Europe/Moscow"), ("a-b", "EST"), ("forum-2026", "America/Argentina/Buenos_Aires")],
)
def test_any_event_keeps_to_the_schemas_of_c3voc(event_id: str, tz: str) -> None:
    event = replace(FAIR, id=EventId(event_id), tz=tz)
    ids = ["a", "a-", "a--", "b" * 40]
    sessions = [replace(OPENING, id=SessionId(one), uid=one, event_id=event.id) for one in ids]
    off = [replace(PARTY, is_cancelled=True)]

    for held in (sessions, off):
        json_file = schedule_json(event, held, version="1", bot=BOT)
        xml_file = schedule_xml(event, held, version="1", bot=BOT)
        assert c3voc.wrong_in_json(json.loads(json_file)) == []
        assert c3voc.wrong_in_xml(ElementTree.fromstring(xml_file)) == []


def test_ids_are_told_apart_where_their_checksums_meet() -> None:
    """The CRC-32 of these two differs in its last bit alone, which ids do not hold."""
    uids = ("s2289854", "s8022000")
    sessions = [replace(OPENING, id=session_id(uid), uid=uid) for uid in uids]

    assert c3voc.wrong_in_xml(ElementTree.fromstring(as_xml(sessions))) == []


def test_uid_that_is_a_guid_stays_one() -> None:
    uid = "7E4D1F8E-0000-4000-8000-000000000001"

    assert guid_of(replace(OPENING, uid=uid)) == uid
    assert guid_of(OPENING) != guid_of(replace(OPENING, event_id=EventId("other")))


@pytest.mark.parametrize("bot", ["profkompas_bot", "JobBot", "wiki", ""])
@pytest.mark.parametrize("uid", ["a", "a@b.org", "строка/20261201T080000Z", "a@fair.other_bot"])
def test_uid_comes_back_from_the_one_of_calendars(uid: str, bot: str) -> None:
    given = global_uid(replace(OPENING, uid=uid), bot)

    assert given.startswith(f"{uid}@fair.")
    assert own_uid(given, FAIR.id) == uid
    assert own_uid(given, EventId("other")) == given


@pytest.mark.parametrize("uid", ["7@fair.org", "7@fair.bot", "7@fair", "fair.profkompas_bot"])
def test_uid_of_other_programs_is_what_it_is(uid: str) -> None:
    assert own_uid(uid, FAIR.id) == uid


def test_calendar_of_before_the_global_names_is_the_same_programme() -> None:
    old = as_calendar([OPENING]).replace(b"@fair.profkompas_bot", b"")

    assert read_back(old) == read_back(as_calendar([OPENING])) == [OPENING]


def test_programme_without_sessions_is_an_empty_file() -> None:
    assert json.loads(as_json([]))["schedule"]["conference"]["days"] == []
    assert ElementTree.fromstring(as_xml([])).findall("day") == []
    assert Calendar.from_ical(as_calendar([])).walk("VEVENT") == []


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    data = as_xml([replace(OPENING, title="a\x0bb\ud800")])

    assert read_back(data)[0].title == "ab"


def test_schedule_ends_with_the_last_day_of_a_long_session() -> None:
    """It stands once, under its first day: apps know sessions by their guid."""
    days = replace(OPENING, ends_at=OPENING.ends_at + timedelta(days=2))
    found = json.loads(schedule_json(FAIR, [days], version="1", bot=BOT))["schedule"]["conference"]
    root = ElementTree.fromstring(schedule_xml(FAIR, [days], version="1", bot=BOT))

    assert (found["start"], found["end"], found["daysCount"]) == ("2026-12-01", "2026-12-03", 1)
    assert root.findtext("conference/end") == "2026-12-03"
    assert len(root.findall("day/room/event")) == 1
