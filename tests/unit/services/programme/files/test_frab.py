from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.errors import ImportFileError
from domain.ids import EventId
from domain.programme.sessions import Event, Session
from services.programme.files import read_schedule
from services.programme.files.parsed import SESSION_LIMIT, ParsedSchedule

FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow")

TALK: dict[str, Any] = {
    "guid": "7e4d1f8e-0000-4000-8000-000000000001",
    "id": 7,
    "date": "2026-12-01T10:00:00+05:00",
    "start": "10:00",
    "duration": "00:45",
    "room": "Зал 1",
    "url": "https://example.org/talk/7",
    "title": "Открытие",
    "subtitle": "и знакомство",
    "track": "Главное",
    "abstract": "Коротко",
    "description": "Долго",
    "persons": [{"id": 1, "public_name": "Модератор"}, {"id": 2, "name": "Эксперт"}],
    "links": [],
}

XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule>
  <version>1</version>
  <conference><title>Ярмарка</title><time_zone_name>Asia/Yekaterinburg</time_zone_name></conference>
  <day index="1" date="2026-12-01">
    <room name="Зал 1">
      <event guid="7e4d1f8e-0000-4000-8000-000000000001" id="7">
        <date>2026-12-01T10:00:00+05:00</date>
        <start>10:00</start>
        <duration>00:45</duration>
        <room>Зал 1</room>
        <url>https://example.org/talk/7</url>
        <title>Открытие</title>
        <subtitle>и знакомство</subtitle>
        <track>Главное</track>
        <recording><license>CC BY</license><title>Запись</title></recording>
        <abstract>Коротко</abstract>
        <description>Долго</description>
        <persons><person id="1">Модератор</person><person id="2">Эксперт</person></persons>
      </event>
    </room>
  </day>
</schedule>"""


def schedule(*talks: dict[str, Any], zone: str | None = None) -> bytes:
    day = {"index": 1, "date": "2026-12-01", "rooms": {"Зал 1": list(talks)}}
    conference: dict[str, Any] = {"title": "Ярмарка", "days": [day]}
    if zone is not None:
        conference["time_zone_name"] = zone
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def without(*names: str, **changed: Any) -> dict[str, Any]:
    return {name: value for name, value in {**TALK, **changed}.items() if name not in names}


def only(parsed: ParsedSchedule) -> Session:
    assert parsed.problems == ()
    [session] = parsed.sessions
    return session


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as raised:
        read_schedule("schedule", data, FAIR)
    return raised.value.key


@pytest.mark.parametrize(
    "data", [schedule(TALK), XML.encode(), XML.replace("utf-8", "utf-16").encode("utf-16")]
)
def test_talk_becomes_a_session(data: bytes) -> None:
    name = "schedule.json" if data.startswith(b"{") else "schedule.xml"
    parsed = read_schedule(name, data, FAIR)

    session = only(parsed)
    assert session.uid == "7e4d1f8e-0000-4000-8000-000000000001"
    assert (session.title, session.abstract) == (
        "Открытие — и знакомство",
        "Коротко\n\nДолго",
    )
    assert (session.room, session.track) == ("Зал 1", "Главное")
    assert session.speakers == ("Модератор", "Эксперт")
    assert session.starts_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(minutes=45)
    assert parsed.silent == {"capacity"}


@pytest.mark.parametrize(
    ("talk", "zone", "expected"),
    [
        (without("date"), None, "12-01 07:00"),
        (without("date"), "Asia/Yekaterinburg", "12-01 05:00"),
        (without("date", start="9:30"), None, "12-01 06:30"),
        (without("date", start="00:30"), None, "12-01 21:30"),
        (without(date="2026-12-01T10:00:00"), None, "12-01 07:00"),
        (without(date="2026-12-01T10:00:00Z"), "Mars/Base", "12-01 10:00"),
    ],
)
def test_start_is_found_in_old_files_too(
    talk: dict[str, Any], zone: str | None, expected: str
) -> None:
    session = only(read_schedule("x.json", schedule(talk, zone=zone), FAIR))

    assert f"{session.starts_at:%m-%d %H:%M}" == expected


def test_values_of_other_shapes_are_read_or_left_out() -> None:
    talk = without("guid", "abstract", "subtitle", "url", track={"en": "Main", "ru": "Главное"},
                   persons=["Гость", {"full_public_name": "Ведущий"}, {}, 7.5],
                   duration="1:02:30", title={"de": "Eröffnung"}, room=None)  # fmt: skip

    session = only(read_schedule("x.json", schedule(talk), FAIR))

    assert (session.uid, session.abstract, session.track) == ("7", "Долго", "Главное")
    assert session.speakers == ("Гость", "Ведущий", "7.5")
    assert session.ends_at - session.starts_at == timedelta(days=1, hours=2, minutes=30)
    assert (session.title, session.room) == ("Eröffnung", "")


@pytest.mark.parametrize(
    ("talk", "found"),
    [
        (without("guid", "id"), ("guid", "import-row-empty")),
        (without("title"), ("title", "import-row-empty")),
        (without("duration"), ("duration", "import-session-duration")),
        (without(duration="45"), ("duration", "import-session-duration")),
        (without(duration="00:00"), ("duration", "import-session-order")),
        (without(duration="999:00:00"), ("duration", "import-session-too-long")),
        (without(date="soon"), ("date", "import-session-moment")),
        (without("date", "start"), ("start", "import-session-moment")),
        (without(duration="00:90"), ("duration", "import-session-duration")),
        (without(guid="a\ud800"), ("guid", "import-row-control")),
        (without(date="9999-12-31T23:59:59-05:00"), ("date", "import-session-year")),
    ],
)
def test_talk_is_refused_for_each_reason(talk: dict[str, Any], found: tuple[str, str]) -> None:
    [problem] = read_schedule("x.json", schedule(TALK | {"guid": "ok"}, talk), FAIR).problems

    assert (problem.line, problem.column, problem.key) == (2, *found)


def test_talks_of_one_guid_are_refused_also_in_a_file_of_one_line() -> None:
    flat = XML.replace("\n", "")
    talk = flat[flat.index("<event") : flat.index("</event>") + 8]
    [in_json] = read_schedule("x.json", schedule(TALK, TALK), FAIR).problems
    [in_xml] = read_schedule("x.xml", flat.replace(talk, talk * 2).encode(), FAIR).problems

    assert (in_json.line, in_json.key, in_json.params) == (
        2,
        "import-row-duplicate",
        {"first": "1"},
    )
    assert (in_xml.line, in_xml.key) == (1, "import-row-duplicate")


def test_problem_in_xml_has_the_line_of_the_talk() -> None:
    data = XML.replace("00:45", "soon").encode()

    assert [one.line for one in read_schedule("x.xml", data, FAIR).problems] == [7]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"{", "import-file-corrupt"),
        (b'{"a":' * 100_000, "import-file-corrupt"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "import-file-corrupt"),
        (b'{"clusters": []}', "import-file-of-clusters"),
        (b'{"schedule": {"conference": {"days": 1}}}', "import-schedule-shape"),
        (b'{"schedule": {"conference": {"days": [1]}}}', "import-schedule-shape"),
        (b'{"schedule": {"conference": {"days": [{"rooms": []}]}}}', "import-schedule-shape"),
        (b'{"schedule": {"conference": {"days": [{"rooms": {"a": 1}}]}}}',
         "import-schedule-shape"),
        (schedule(), "import-schedule-empty"),
        (schedule(*[{}] * (SESSION_LIMIT + 1)), "import-schedule-too-many"),
        (b"<schedule>", "import-file-corrupt"),
        (b"<schedule/>", "import-schedule-empty"),
        (b"<html><body/></html>", "import-schedule-type"),
        (b"<schedule>" + b"<a>" * 100_000, "import-schedule-shape"),
        (b'<?xml version="1.0" encoding="nonsense"?><schedule/>', "import-file-corrupt"),
        (b"<schedule><day><room>" + b"<event/>" * 5_001 + b"</room></day></schedule>",
         "import-schedule-too-many"),
    ],
)  # fmt: skip
def test_file_that_is_no_schedule_is_refused_with_a_reason(data: bytes, key: str) -> None:
    assert refusal(data) == key


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE schedule [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE schedule SYSTEM "http://127.0.0.1:1/schedule.dtd">',
    ],
)
def test_xml_that_brings_entities_is_refused(doctype: str) -> None:
    assert refusal(doctype.encode() + b"<schedule>&a;</schedule>") == "import-schedule-doctype"


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("0:45:00", 45), ("1:30:00", 90), ("00:45", 45), ("36:00", 2160), ("1:12:00", 2160)],
)
def test_hours_of_a_day_tell_seconds_from_minutes(duration: str, minutes: int) -> None:
    session = only(read_schedule("x.json", schedule(without(duration=duration)), FAIR))

    assert session.ends_at - session.starts_at == timedelta(minutes=minutes)


def test_lengths_of_one_file_are_written_alike() -> None:
    talks = without(duration="1:15:00"), without(duration="0:45:00", guid="b")
    parsed = read_schedule("x.json", schedule(*talks), FAIR)

    lengths = {one.uid: one.ends_at - one.starts_at for one in parsed.sessions}
    assert sorted(lengths.values()) == [timedelta(minutes=45), timedelta(minutes=75)]


@pytest.mark.parametrize(
    ("change", "start", "expected"),
    [
        ("00:00", "00:30", "11-30 21:30"),
        ("06:00", "05:30", "12-02 02:30"),
        ("06:00:00", "06:30", "12-01 03:30"),
        ("", "03:30", "12-02 00:30"),
    ],
)
def test_day_changes_when_the_file_says(change: str, start: str, expected: str) -> None:
    text = (
        f"<schedule><conference><title>x</title><day_change>{change}</day_change></conference>"
        f'<day date="2026-12-01"><room name="A"><event id="1"><start>{start}</start>'
        "<duration>00:30</duration><title>y</title></event></room></day></schedule>"
    )

    assert f"{only(read_schedule('x.xml', text.encode(), FAIR)).starts_at:%m-%d %H:%M}" == expected


def test_excess_of_an_export_is_shortened_and_noted() -> None:
    talk = without(
        subtitle="о" * 250, abstract="а" * 9_000, description="о" * 9_000, url="/talk/7"
    )
    parsed = read_schedule("x.json", schedule(talk), FAIR)

    session = only(parsed)
    assert (session.title, len(session.abstract), session.url) == ("Открытие", 10_000, "")
    assert {one.key for one in parsed.notes} == {"import-note-shortened", "import-note-url"}


def test_markup_and_both_texts_of_a_talk_are_kept() -> None:
    link = 'Ещё: <a href="https://example.org/x">тут</a>'
    session = only(read_schedule("x.json", schedule(without(description=link)), FAIR))

    assert session.abstract == "Коротко\n\nЕщё: тут (https://example.org/x)"
