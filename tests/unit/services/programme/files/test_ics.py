"""Calendars of organisers, each made up here."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import ImportFileError
from domain.ids import EventId
from domain.programme.sessions import Event, Session
from services.files.rows import Problem
from services.programme.files import event_details, read_schedule
from services.programme.files.diff import cancel
from services.programme.files.parsed import SESSION_LIMIT, ParsedSchedule

FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow", venue="Дом науки")
BERLIN = Event(id=EventId("fair"), title="Messe", tz="Europe/Berlin")

START = "DTSTART;TZID=Europe/Moscow:20261201T100000"
END = "DTEND;TZID=Europe/Moscow:20261201T110000"
BASIC = ("UID:a", "SUMMARY:Открытие", START, END)

FACTORY_ZONE = """BEGIN:VTIMEZONE
TZID:Заводское время
BEGIN:STANDARD
DTSTART:20001029T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0430
TZOFFSETTO:+0330
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0330
TZOFFSETTO:+0430
END:DAYLIGHT
END:VTIMEZONE"""


def entry(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    whole = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""))
    return whole.replace("\n", "\r\n").encode()


def read(*lines: str, event: Event = FAIR) -> ParsedSchedule:
    return read_schedule("x.ics", calendar(entry(*lines)), event)


def only(parsed: ParsedSchedule) -> Session:
    assert parsed.problems == ()
    [session] = parsed.sessions
    return session


def starts(parsed: ParsedSchedule) -> list[str]:
    assert parsed.problems == ()
    return [f"{one.starts_at:%m-%d %H:%M}" for one in parsed.sessions]


def problem(parsed: ParsedSchedule) -> tuple[int, str, str]:
    [found] = parsed.problems
    return found.line, found.column, found.key


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as raised:
        read_schedule("x.ics", data, FAIR)
    return raised.value.key


def test_event_of_a_calendar_becomes_a_session() -> None:
    parsed = read(
        *BASIC,
        "SEQUENCE:4",
        "DESCRIPTION:Первый абзац\\, с запятой\\n",
        " Второй",
        "LOCATION:Зал 1\\, Дом науки",
        "CATEGORIES:Связь\\, ИТ,прочее",
        "URL:https://example.org/opening",
        "ATTENDEE;ROLE=CHAIR;CN=Модератор:mailto:chair@example.org",
        'ATTENDEE;CN="Гость";ROLE=REQ-PARTICIPANT:mailto:guest@example.org',
        "ORGANIZER;CN=Секретарь:mailto:office@example.org",
        "X-MOOD:good",
        "BEGIN:VALARM",
        "UID:other",
        "DESCRIPTION:Пора",
        "END:VALARM",
    )

    session = only(parsed)
    assert (session.id, session.uid, session.event_id, session.sequence) == ("a", "a", "fair", 4)
    assert (session.title, session.room, session.track) == ("Открытие", "Зал 1", "Связь, ИТ")
    assert session.abstract == "Первый абзац, с запятой\nВторой"
    assert session.speakers == ("Модератор",)
    assert session.url == "https://example.org/opening"
    assert not session.is_cancelled
    assert session.starts_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(hours=1)
    assert parsed.silent == {"capacity"}


def test_highest_sequence_of_a_calendar_leaves_room_for_changes() -> None:
    """A column holds integers up to 2**31 - 1."""
    session = only(read(*BASIC, f"SEQUENCE:{2**31 - 1}"))

    assert session.sequence < cancel(session).sequence < 2**31


def test_cancelled_event_is_a_cancelled_session() -> None:
    assert only(read(*BASIC, "STATUS:CANCELLED")).is_cancelled


@pytest.mark.parametrize("title", ["Canceled: Открытие", "Отменено: Открытие"])
def test_event_whose_title_says_so_is_cancelled(title: str) -> None:
    """So calendar programs mark what they keep of a meeting that was called off."""
    lines = [one for one in BASIC if not one.startswith("SUMMARY")]
    session = only(read(*lines, f"SUMMARY:{title}"))

    assert (session.title, session.is_cancelled) == ("Открытие", True)
    assert not only(read(*lines, f"SUMMARY:{title}", "STATUS:CONFIRMED")).is_cancelled


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261201T100000", "12-01 07:00"),
        ("DTSTART:20261201T100000Z", "12-01 10:00"),
        ("DTSTART;TZID=Asia/Vladivostok:20261201T100000", "12-01 00:00"),
        ("DTSTART;TZID=Russian Standard Time:20261201T100000", "12-01 07:00"),
        ("DTSTART;TZID=/example.org/Asia/Omsk:20261201T100000", "12-01 04:00"),
        ("DTSTART;TZID=Заводское время:20261201T100000", "12-01 06:30"),
        ("DTSTART;TZID=Заводское время:20260701T100000", "07-01 05:30"),
    ],
)
def test_start_is_on_the_clock_that_the_file_names(start: str, expected: str) -> None:
    event = entry("UID:a", "SUMMARY:Открытие", start, "DURATION:PT45M")

    parsed = read_schedule("x.ics", calendar(event, FACTORY_ZONE), FAIR)

    assert starts(parsed) == [expected]
    assert only(parsed).ends_at - only(parsed).starts_at == timedelta(minutes=45)


def test_zone_of_one_file_is_not_known_in_the_next() -> None:
    event = entry("UID:a", "SUMMARY:Открытие", "DTSTART;TZID=Заводское время:20261201T100000",
                  "DURATION:PT1H")  # fmt: skip
    read_schedule("x.ics", calendar(FACTORY_ZONE, event), FAIR)

    parsed = read_schedule("x.ics", calendar(event), FAIR)

    assert parsed.problems == (
        Problem(3, "DTSTART", "import-row-zone", {"value": "Заводское время"}),
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;INTERVAL=2",
        "FREQ=YEARLY;BYDAY=MO",
    ],
)
def test_zone_with_an_odd_rule_is_not_known(rule: str) -> None:
    zone = FACTORY_ZONE.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", rule)
    event = entry("UID:a", "SUMMARY:Открытие", "DTSTART;TZID=Заводское время:20261201T100000",
                  "DURATION:PT1H")  # fmt: skip

    assert problem(read_schedule("x.ics", calendar(zone, event), FAIR))[2] == "import-row-zone"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("UID:a", START, END), ("SUMMARY", "import-row-empty")),
        (("UID:a", "SUMMARY:x", END), ("DTSTART", "import-row-empty")),
        (("UID:a", "SUMMARY:x", START, "DURATION:-PT1H"), ("DTEND", "import-session-order")),
        (("UID:a", "SUMMARY:x", START, "DURATION:P32D"), ("DTEND", "import-session-too-long")),
        (("UID:a", "SUMMARY:x", START, "DURATION:P9999999999D"),
         ("DURATION", "import-session-duration")),
        (("UID:a", "SUMMARY:x", "DTSTART:tomorrow"), ("DTSTART", "import-session-moment")),
        (("UID:a", "SUMMARY:x", "DTSTART:00010101T000000"), ("DTSTART", "import-session-year")),
        (("UID:a", "SUMMARY:x", "DTSTART;TZID=Mars/Base:20261201T100000"),
         ("DTSTART", "import-row-zone")),
        (("UID:a", "SUMMARY:x", "DTSTART;TZID=Europe:20261201T100000"),
         ("DTSTART", "import-row-zone")),
        (("UID:a", "SUMMARY:" + "я" * 20_001, START, END), ("SUMMARY", "import-row-too-long")),
        (("UID:a", "SUMMARY:a\x07b", START, END), ("SUMMARY", "import-row-control")),
        (("UID:a", "SUMMARY;=:x", START, END), ("SUMMARY", "import-session-line")),
        ((*BASIC, "RRULE:FREQ=HOURLY;COUNT=2"), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "RRULE:FREQ=DAILY;COUNT=0"), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "RRULE:FREQ=DAILY;COUNT=2;BYDAY=1MO"), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "RRULE:FREQ=YEARLY;COUNT=2;BYWEEKNO=3"), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "RRULE:nonsense"), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "EXRULE:FREQ=DAILY;COUNT=2"), ("EXRULE", "import-session-rule-part")),
        ((*BASIC, *["RRULE:FREQ=DAILY;COUNT=2"] * 2), ("RRULE", "import-session-rule-part")),
        ((*BASIC, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T100000"),
         ("RECURRENCE-ID", "import-session-rule-part")),
        ((*BASIC, "RRULE:FREQ=DAILY;COUNT=400"), ("RRULE", "import-session-rule-long")),
        ((*BASIC, "RRULE:FREQ=DAILY;UNTIL=20301201"), ("RRULE", "import-session-rule-long")),
        ((*BASIC, "RRULE:FREQ=DAILY;COUNT=2;BYMONTH=2;BYMONTHDAY=30"),
         ("RRULE", "import-session-rule-long")),
        ((*BASIC, "RDATE:20261202"), ("RDATE", "import-session-date-only")),
    ],
)  # fmt: skip
def test_event_is_refused_for_each_reason(
    lines: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert problem(read(*lines)) == (3, *expected)


@pytest.mark.parametrize(
    ("start", "key"),
    [
        ("20260329T023000", "import-session-skipped"),
        ("20261025T023000", "import-session-twice"),
    ],
)
@pytest.mark.parametrize("zone", ["", ";TZID=Заводское время"])
def test_time_that_clocks_skip_or_show_twice_is_refused_with_its_line(
    start: str, key: str, zone: str
) -> None:
    bad = entry("UID:b", "SUMMARY:Ночь", f"DTSTART{zone}:{start}", "DURATION:PT1H")

    parsed = read_schedule("x.ics", calendar(FACTORY_ZONE, entry(*BASIC), bad), BERLIN)

    assert problem(parsed) == (24, "DTSTART", key)
    assert [session.uid for session in parsed.sessions] == ["a"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("RRULE:FREQ=WEEKLY;COUNT=3",), ["12-01 07:00", "12-08 07:00", "12-15 07:00"]),
        (("RRULE:FREQ=DAILY;UNTIL=20261202",), ["12-01 07:00", "12-02 07:00"]),
        (("RRULE:FREQ=DAILY;UNTIL=20261202T065959Z",), ["12-01 07:00"]),
        (("RRULE:FREQ=DAILY;COUNT=3;BYHOUR=10;BYMINUTE=0;BYSECOND=0",
          "EXDATE;TZID=Europe/Moscow:20261202T100000"), ["12-01 07:00", "12-03 07:00"]),
        (("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261201,20261203"), ["12-02 07:00"]),
        (("RDATE:20261205T090000,20261206T080000Z",),
         ["12-01 07:00", "12-05 06:00", "12-06 08:00"]),
        (("RDATE;VALUE=PERIOD:20261205T090000/PT1H",), ["12-01 07:00", "12-05 06:00"]),
        (("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20261208T100000,20261208T070000Z"),
         ["12-01 07:00", "12-08 07:00"]),
    ],
)  # fmt: skip
def test_recurring_event_is_a_session_each_time(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    parsed = read(*BASIC, *lines)

    assert starts(parsed) == expected
    assert all(one.ends_at - one.starts_at == timedelta(hours=1) for one in parsed.sessions)
    assert len({one.id for one in parsed.sessions}) == len(expected)


def test_weekly_event_keeps_its_wall_time_when_clocks_change() -> None:
    parsed = read("UID:a", "SUMMARY:Kurs", "DTSTART:20261019T180000", "DURATION:PT1H",
                  "RRULE:FREQ=WEEKLY;COUNT=2", event=BERLIN)  # fmt: skip

    assert starts(parsed) == ["10-19 16:00", "10-26 17:00"]


def test_occurrence_of_its_own_keeps_the_name_of_the_one_it_stands_for() -> None:
    series = entry(*BASIC, "RRULE:FREQ=DAILY;COUNT=3")
    moved = entry("UID:a", "SUMMARY:Перенос", "RECURRENCE-ID:20261202T070000Z",
                  "DTSTART:20261202T120000Z", "DURATION:PT2H", "SEQUENCE:2")  # fmt: skip
    older = moved.replace("SEQUENCE:2", "SEQUENCE:1").replace("Перенос", "Старое")
    off = entry("UID:a", "SUMMARY:Отмена", "RECURRENCE-ID:20261203T070000Z",
                "DTSTART:20261203T070000Z", "DURATION:PT1H", "STATUS:CANCELLED")  # fmt: skip

    parsed = read_schedule("x.ics", calendar(moved, older, series, off), FAIR)
    plain = read_schedule("x.ics", calendar(series), FAIR)

    assert starts(parsed) == ["12-01 07:00", "12-02 12:00", "12-03 07:00"]
    assert [one.title for one in parsed.sessions] == ["Открытие", "Перенос", "Отмена"]
    assert [one.is_cancelled for one in parsed.sessions] == [False, False, True]
    assert [one.uid for one in parsed.sessions] == [one.uid for one in plain.sessions]


def test_occurrence_without_its_series_is_a_session() -> None:
    assert starts(read(*BASIC, "RECURRENCE-ID:20261202T070000Z")) == ["12-01 07:00"]


def test_two_events_of_one_uid_are_refused_naming_both_lines() -> None:
    parsed = read_schedule("x.ics", calendar(entry(*BASIC), entry(*BASIC)), FAIR)

    assert parsed.problems == (Problem(9, "UID", "import-row-duplicate", {"first": "3"}),)


def test_problem_of_a_rule_names_the_session() -> None:
    [found] = read(*BASIC, "RRULE:FREQ=DAILY;COUNT=0").problems

    assert found.params["title"] == "Открытие"


def test_too_many_dates_of_one_event_are_refused() -> None:
    first = datetime(2026, 12, 1, tzinfo=UTC)
    dates = (f"RDATE:{first + timedelta(hours=n):%Y%m%dT%H%M%SZ}" for n in range(1_001))

    assert problem(read(*BASIC, *dates)) == (3, "RDATE", "import-session-rule-many")


def test_too_many_events_are_refused_at_once() -> None:
    began = time.thread_time()

    assert refusal(calendar(*[entry("UID:a")] * 100_000)) == "import-schedule-too-many"
    assert time.thread_time() - began < 0.5


def test_too_many_sessions_of_few_events_are_refused() -> None:
    daily = [entry(f"UID:{n}", "SUMMARY:x", START, END, "RRULE:FREQ=DAILY;COUNT=366")
             for n in range(SESSION_LIMIT // 366 + 1)]  # fmt: skip

    assert refusal(calendar(*daily)) == "import-schedule-too-many"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (calendar(), "import-schedule-empty"),
        (calendar(entry(*BASIC))[:-30], "import-schedule-cut"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "import-schedule-cut"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\nVERSION:2.0", "import-schedule-cut"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" * 50, "import-schedule-cut"),
        (b"BEGIN:VCALENDAR" + b"\n" * 200_001, "import-file-too-many-rows"),
    ],
)
def test_broken_calendar_is_refused_with_a_reason(data: bytes, key: str) -> None:
    assert refusal(data) == key


def test_old_programs_write_windows_1251() -> None:
    data = calendar(entry(*BASIC)).decode().encode("cp1251")

    assert only(read_schedule("x.ics", data, FAIR)).title == "Открытие"


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (("UID:b", "SUMMARY:x", "DTSTART;VALUE=DATE:20261201"), "import-note-all-day"),
        (("UID:b", "SUMMARY:x", START, END, "RRULE:FREQ=WEEKLY"), "import-note-endless"),
        (
            ("UID:b", "SUMMARY:x", START, END, "RRULE:FREQ=WEEKLY;UNTIL=20261130T070000Z"),
            "import-note-ended",
        ),
    ],
)
def test_entry_that_is_no_session_is_left_out_and_named(lines: tuple[str, ...], note: str) -> None:
    text = (
        calendar(entry(*BASIC))
        .decode()
        .replace(
            "END:VCALENDAR", "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"))
        )
    )
    parsed = read_schedule("x.ics", text.encode(), FAIR)

    assert [one.uid for one in parsed.sessions] == ["a"]
    assert [(one.key, one.params["title"]) for one in parsed.notes] == [(note, "x")]


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ((), "import-note-no-end"),
        (("DTEND:20261201T100000",), "import-note-no-end"),
        ((END, "DESCRIPTION:" + "я" * 30_000), "import-note-shortened"),
        ((END, "LOCATION:" + "я" * 201), "import-note-shortened"),
        ((END, "URL:message:%3Cid@example.org%3E"), "import-note-url"),
        ((END, "URL:http://localhost:8000/x"), "import-note-url"),
    ],
)
def test_harmless_excess_is_mended_and_noted(lines: tuple[str, ...], note: str) -> None:
    parsed = read("UID:a", "SUMMARY:x", START, *lines)

    session = only(parsed)
    assert session.ends_at - session.starts_at == timedelta(hours=1)
    assert (session.url, [one.key for one in parsed.notes]) == ("", [note])


def test_markup_of_a_description_becomes_words_and_links() -> None:
    parsed = read(
        *BASIC,
        'DESCRIPTION:<p>Приходите\\, <b>ждём</b>!</p><a href="https://example.org/x">тут</a>&nbsp\\;',
    )

    assert only(parsed).abstract == "Приходите, ждём!\n\nтут (https://example.org/x)"


def test_abbreviated_zone_is_what_the_file_defines() -> None:
    """vobject writes Kaliningrad as «EET»; the zone of that name has a summer time."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:EET\r\nBEGIN:STANDARD\r\nDTSTART:20150101T000000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    text = calendar(
        entry("UID:a", "SUMMARY:x", "DTSTART;TZID=EET:20260710T100000", "DURATION:PT1H")
    )
    data = text.replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT")

    assert starts(read_schedule("x.ics", data, FAIR)) == ["07-10 08:00"]


def test_comma_in_the_name_of_a_zone_is_escaped_or_quoted() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:(UTC+05:00) Perm\\, Ufa\r\nBEGIN:STANDARD\r\n"
        "DTSTART:16010101T000000\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    start = 'DTSTART;TZID="(UTC+05:00) Perm, Ufa":20261201T100000'
    data = calendar(entry("UID:a", "SUMMARY:x", start, "DURATION:PT1H")).replace(
        b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT"
    )

    assert starts(read_schedule("x.ics", data, FAIR)) == ["12-01 05:00"]


def test_fold_inside_a_character_is_no_other_text() -> None:
    data = calendar(entry(*BASIC, "DESCRIPTION:Описание"))
    cut = data.replace("Описание".encode(), "О".encode()[:1] + b"\r\n " + "Описание".encode()[1:])

    assert only(read_schedule("x.ics", cut, FAIR)).abstract == "Описание"


def test_cancellation_names_what_it_ends_and_nothing_else() -> None:
    once = calendar(entry("UID:a", "RECURRENCE-ID:20261201T070000Z"))
    whole = calendar(entry("UID:a", "SUMMARY:x"))

    for data, ended in ((once, frozenset({"a/20261201T070000Z"})), (whole, frozenset({"a"}))):
        sent = data.replace(b"BEGIN:VEVENT", b"METHOD:CANCEL\r\nBEGIN:VEVENT", 1)
        parsed = read_schedule("x.ics", sent, FAIR)
        assert (len(parsed.sessions), parsed.ended) == (0, ended)
        assert not parsed.is_whole


def test_zone_that_is_no_place_was_not_said() -> None:
    for tz, known in (("UTC", ""), ("Etc/GMT-3", ""), ("GMT", ""), ("Asia/Omsk", "Asia/Omsk")):
        data = calendar(entry(*BASIC)).replace(
            b"BEGIN:VEVENT", f"X-WR-TIMEZONE:{tz}\r\nBEGIN:VEVENT".encode(), 1
        )
        assert event_details("x.ics", data).tz == known


def test_part_of_a_rule_is_quoted_as_written() -> None:
    [found] = read(*BASIC, "RRULE:FREQ=HOURLY;COUNT=2").problems

    assert found.params["part"] == "FREQ=HOURLY"


@pytest.mark.parametrize(
    "period",
    [
        "RDATE;VALUE=PERIOD:20261205T060000Z/PT3H",
        "RDATE;VALUE=PERIOD:20261205T060000Z/20261205T090000Z",
        "RDATE;VALUE=PERIOD;TZID=Europe/Moscow:20261205T090000/20261205T120000",
    ],
)
def test_period_lasts_as_long_as_it_says(period: str) -> None:
    """RFC 5545, 3.8.5.2: its duration is that of the one occurrence."""
    first, other = read(*BASIC, period).sessions

    assert first.ends_at - first.starts_at == timedelta(hours=1)
    assert (other.starts_at, other.ends_at - other.starts_at) == (
        datetime(2026, 12, 5, 6, tzinfo=UTC),
        timedelta(hours=3),
    )


@pytest.mark.parametrize("period", ["20261205T060000Z/PT3X", "20261205T060000Z/later"])
def test_period_without_a_length_is_refused(period: str) -> None:
    parsed = read(*BASIC, f"RDATE;VALUE=PERIOD:{period}")

    assert problem(parsed)[1] == "RDATE"


@pytest.mark.parametrize(
    "line",
    [
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Телемост:https://telemost.yandex.ru/j/1",
        "X-GOOGLE-CONFERENCE:https://telemost.yandex.ru/j/1",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://telemost.yandex.ru/j/1",
        "X-TELEMOST-CONFERENCE:https://telemost.yandex.ru/j/1",
        "CONFERENCE;VALUE=URI:tel:+74951234567\nCONFERENCE:https://telemost.yandex.ru/j/1",
    ],
)
def test_call_in_which_a_session_takes_place_is_its_address(line: str) -> None:
    assert only(read(*BASIC, line)).url == "https://telemost.yandex.ru/j/1"
    assert only(read(*BASIC, line, "URL:https://example.org/a")).url == "https://example.org/a"


def test_call_by_telephone_is_no_address() -> None:
    assert only(read(*BASIC, "CONFERENCE;VALUE=URI:tel:+74951234567")).url == ""


@pytest.mark.parametrize("secrecy", ["PRIVATE", "CONFIDENTIAL", "private"])
def test_private_event_is_taken_and_told(secrecy: str) -> None:
    parsed = read(*BASIC, f"CLASS:{secrecy}")

    assert only(parsed).title == "Открытие"
    assert [(one.line, one.key) for one in parsed.notes] == [(3, "import-note-private")]
    assert read(*BASIC, "CLASS:PUBLIC").notes == ()


@pytest.mark.parametrize(
    "line",
    [
        "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9E=D1=82=D0=BA",
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=9E=\n=D1=82=\n=D0=BA",
        "SUMMARY;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CE=F2=EA",
        "SUMMARY;ENCODING=quoted-printable:=D0=9E=D1=82=D0=BA",
    ],
)
def test_title_of_a_telephone_is_read(line: str) -> None:
    """vCalendar 1.0, 2.1.3."""
    assert only(read("UID:a", line, START, END)).title == "Отк"


def test_sign_at_the_end_of_a_line_means_nothing_in_a_newer_calendar() -> None:
    assert only(read("UID:a", "SUMMARY:2 + 2 =", START, END)).title == "2 + 2 ="


# -- this one and all that follow

DAILY = entry(*BASIC, "RRULE:FREQ=DAILY;COUNT=4")


def following(*lines: str, at: str = "20261203T070000Z", uid: str = "a") -> str:
    return entry(f"UID:{uid}", f"RECURRENCE-ID;RANGE=THISANDFUTURE:{at}", *lines)


LATER = ("SUMMARY:Позже", "DTSTART:20261203T090000Z", "DURATION:PT2H")


@pytest.mark.parametrize("is_first", [True, False])
def test_change_of_all_that_follow_moves_them(is_first: bool) -> None:
    parts = [following(*LATER), DAILY] if is_first else [DAILY, following(*LATER)]
    parsed = read_schedule("x.ics", calendar(*parts), FAIR)
    plain = read_schedule("x.ics", calendar(DAILY), FAIR)

    assert starts(parsed) == ["12-01 07:00", "12-02 07:00", "12-03 09:00", "12-04 09:00"]
    assert [one.title for one in parsed.sessions] == ["Открытие"] * 2 + ["Позже"] * 2
    assert {one.ends_at - one.starts_at for one in parsed.sessions[2:]} == {timedelta(hours=2)}
    assert [one.uid for one in parsed.sessions] == [one.uid for one in plain.sessions]


def test_later_change_of_all_that_follow_and_one_of_its_own_hold() -> None:
    last = following("SUMMARY:Ещё позже", "DTSTART:20261204T120000Z", "DURATION:PT1H",
                     at="20261204T070000Z")  # fmt: skip
    own = entry("UID:a", "SUMMARY:Одна", "RECURRENCE-ID:20261203T070000Z",
                "DTSTART:20261203T050000Z", "DURATION:PT1H")  # fmt: skip
    parsed = read_schedule("x.ics", calendar(DAILY, last, following(*LATER), own), FAIR)

    assert starts(parsed)[2:] == ["12-03 05:00", "12-04 12:00"]


@pytest.mark.parametrize("start", [("DTSTART:20261203T070000Z", "DURATION:PT1H"), ()])
def test_all_that_follow_may_be_cancelled(start: tuple[str, ...]) -> None:
    off = following("SUMMARY:Открытие", "STATUS:CANCELLED", *start)
    parsed = read_schedule("x.ics", calendar(DAILY, off), FAIR)

    assert starts(parsed) == ["12-01 07:00", "12-02 07:00", "12-03 07:00", "12-04 07:00"]
    assert [one.is_cancelled for one in parsed.sessions] == [False, False, True, True]


def test_change_of_what_follows_in_no_series_or_of_what_went_before_is_refused() -> None:
    prior = following(*LATER).replace("THISANDFUTURE", "THISANDPRIOR")
    for parts in ([following(*LATER, uid="b"), DAILY], [DAILY, prior]):
        [found] = read_schedule("x.ics", calendar(*parts), FAIR).problems
        assert (found.column, found.key) == ("RECURRENCE-ID", "import-session-rule-part")


# -- several calendars in one file


def test_each_calendar_of_a_file_has_its_own_method() -> None:
    goes = calendar(entry(*BASIC), entry("UID:b", "SUMMARY:Обед", START, END))
    off = calendar("METHOD:CANCEL", entry("UID:b", "SUMMARY:Обед", START, END))
    for data in (goes + off, off + goes):
        parsed = read_schedule("x.ics", data, FAIR)
        cancelled = {one.title: one.is_cancelled for one in parsed.sessions}
        assert cancelled == {"Открытие": False, "Обед": True}
        assert (parsed.ended, parsed.is_whole) == (frozenset({"b"}), True)


def test_each_calendar_of_a_file_has_its_own_clock() -> None:
    def floating(zone: str, uid: str) -> bytes:
        lines = ("DTSTART:20261201T100000", "DTEND:20261201T110000", f"UID:{uid}", "SUMMARY:x")
        return calendar(f"X-WR-TIMEZONE:{zone}", entry(*lines))

    data = floating("Asia/Omsk", "a") + floating("UTC", "b") + floating("Europe/Samara", "c")

    assert starts(read_schedule("x.ics", data, FAIR)) == [
        "12-01 04:00", "12-01 06:00", "12-01 07:00",
    ]  # fmt: skip


@pytest.mark.parametrize("tzid", ["UTC+3", "UTC+03:00", "GMT+0300", "GMT+03"])
def test_zone_may_be_an_offset(tzid: str) -> None:
    lines = (f"DTSTART;TZID={tzid}:20261201T100000", f"DTEND;TZID={tzid}:20261201T110000")

    assert starts(read("UID:a", "SUMMARY:x", *lines)) == ["12-01 07:00"]


def test_lines_may_end_as_on_the_first_macs() -> None:
    data = calendar(entry(*BASIC)).replace(b"\r\n", b"\r")

    assert starts(read_schedule("x.ics", data, FAIR)) == ["12-01 07:00"]


@pytest.mark.parametrize("method", ["COUNTER", "DECLINECOUNTER", "REFRESH", "reply"])
def test_answer_to_an_invitation_is_no_programme(method: str) -> None:
    data = calendar(f"METHOD:{method}", entry(*BASIC))

    assert refusal(data) == "import-calendar-method"


@pytest.mark.parametrize(
    ("tzid", "hour"),
    [
        ('"(UTC+03:00) Moscow, St. Petersburg"', "07:00"),
        ('"(UTC+01:00) Amsterdam, Berlin"', "09:00"),
        ("RTZ 2 (зима)", "07:00"),
        ("RTZ 4 (winter)", "05:00"),
        ("MSK", "07:00"),
    ],
)
def test_zone_is_known_as_windows_shows_it(tzid: str, hour: str) -> None:
    parsed = read("UID:a", "SUMMARY:x", f"DTSTART;TZID={tzid}:20261201T100000", "DURATION:PT1H")

    assert f"{only(parsed).starts_at:%H:%M}" == hour


def test_event_without_a_uid_is_known_by_its_title() -> None:
    first = entry("SUMMARY:Открытие", START, END)
    moved = first.replace("20261201T070000Z", "20261201T073000Z")
    two = [entry("SUMMARY:Обед", f"DTSTART:2026120{day}T100000Z", "DURATION:PT1H") for day in "12"]

    assert only(read_schedule("x.ics", calendar(first), FAIR)).uid.endswith("@fair")
    assert len({one.uid for one in read_schedule("x.ics", calendar(*two), FAIR).sessions}) == 2
    assert (
        only(read_schedule("x.ics", calendar(moved), FAIR)).uid
        == only(read_schedule("x.ics", calendar(first), FAIR)).uid
    )


def test_latest_version_of_an_event_holds() -> None:
    old = entry("UID:a", "SUMMARY:Было", "SEQUENCE:1", START, END)
    new = entry("UID:a", "SUMMARY:Стало", "SEQUENCE:2", START, END)

    assert only(read_schedule("x.ics", calendar(old, new), FAIR)).title == "Стало"


def test_place_that_is_an_address_is_the_address() -> None:
    address = "https://example.org/room/1?code=a"
    session = only(read(*BASIC, f"LOCATION:{address}"))

    assert (session.room, session.url) == ("", address)


@pytest.mark.parametrize(
    "start", ["2026-12-01T07:00:00Z", "20261201T0700Z", "20261201T100000+0300"]
)
def test_moment_against_the_rules_is_read(start: str) -> None:
    parsed = read("UID:a", "SUMMARY:x", f"DTSTART:{start}", "DURATION:PT1H")

    assert starts(parsed) == starts(read("UID:a", "SUMMARY:x", START, "DURATION:PT1H"))


def test_whole_day_of_outlook_is_left_out_and_named() -> None:
    day = entry("UID:b", "SUMMARY:x", START, END, "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
    parsed = read_schedule("x.ics", calendar(entry(*BASIC), day), FAIR)

    assert [one.uid for one in parsed.sessions] == ["a"]
    assert [one.key for one in parsed.notes] == ["import-note-all-day"]
