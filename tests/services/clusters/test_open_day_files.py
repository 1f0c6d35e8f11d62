"""Files of days of open doors alone: tables and calendars, to the cards of their colleges."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay
from domain.errors import ImportFileError
from domain.ids import ClusterId
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.clusters.imports import ClusterImports, ImportReport
from services.clusters.open_days import filing
from services.clusters.open_days.filing import Filing, stems
from services.files.isolation import InProcess
from services.places.gazetteer import Gazetteer, load_gazetteer
from tests.clocks import ManualClock
from tests.services.rigs import day_reminders

DATA = Path(__file__).parents[3] / "data"
APRIL = date(2027, 4, 17)
LINK = "https://example.org/days"


def card(name: str, college: str, city: str, tz: str = "Europe/Moscow", **more: str) -> Cluster:
    return Cluster(
        id=ClusterId(name),
        name=f"Кластер «{name}»",
        industry=Industry.IT,
        region="Нижегородская область",
        city=city,
        base_college=college,
        tz=tz,
        **more,  # type: ignore[arg-type]
    )


SAROV = card("sarov", "Саровский политехнический техникум имени Б. Г. Музрукова", "Саров")
AUTO = card("auto", "Нижегородский автомеханический колледж", "Нижний Новгород")
AUTO_TOO = card("auto-2", "Нижегородский автомеханический колледж", "Нижний Новгород")
EAST = card(
    "east", "Дальневосточный колледж судостроения", "Владивосток", "Asia/Vladivostok",
    website="https://www.sea-college.example/abitur",
)  # fmt: skip
MEDIC = card("medic", "Медицинский колледж", "Саров")
MEDIC_TOO = card("medic-2", "Медицинский колледж", "Арзамас")
CARDS = (SAROV, AUTO, AUTO_TOO, EAST, MEDIC, MEDIC_TOO)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


@pytest.fixture
async def imports(store: Store, clock: ManualClock, places: Gazetteer) -> ClusterImports:
    async with store.write() as tx:
        await tx.clusters.save(CARDS)
    reminders = day_reminders(store, clock)
    return ClusterImports(store=store, clock=clock, places=places, reminders=reminders)


async def days(store: Store, card_id: str) -> tuple[OpenDay, ...]:
    async with store.read() as tx:
        found = await tx.clusters.find(ClusterId(card_id))
    assert found is not None
    return found.open_days


async def taken(imports: ClusterImports, text: str, name: str = "days.csv") -> ImportReport:
    return await imports.import_file(name, text.encode())


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.key) for one in report.parsed.problems]


def noted(report: ImportReport) -> list[tuple[int, str]]:
    return [(one.line, one.key) for one in report.parsed.notes]


async def test_table_is_read_as_people_write_it(imports: ClusterImports, store: Store) -> None:
    text = (
        "Дни открытых дверей;;;;;\n"
        "Колледж;Город;Дата проведения;Время;Адрес;Ссылка\n"
        f"{SAROV.base_college};;17.04.2027;11:00–14:00;ул. Мира, 1|2;{LINK}\n"
        f"{EAST.base_college};Владивосток;18 апреля 2027;с 9.30;;\n"
        "Нижегородский автомеханический колледж;;2027-04-19;;;\n"
        "Медицинский колледж;г. Арзамас;20.04.2027;12-00;;\n"
    )
    report = await taken(imports, text)

    assert (report.is_applied, told(report), noted(report)) == (True, [], [])
    assert await days(store, "sarov") == (
        OpenDay(on=APRIL, at=time(11), address="ул. Мира, 1/2", source=LINK),
    )
    assert await days(store, "east") == (OpenDay(on=date(2027, 4, 18), at=time(9, 30)),)
    assert await days(store, "auto") == (OpenDay(on=date(2027, 4, 19)),)
    assert await days(store, "auto-2") == await days(store, "auto")
    assert await days(store, "medic") == ()
    assert await days(store, "medic-2") == (OpenDay(on=date(2027, 4, 20), at=time(12)),)


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ("17.04.2027 в 14:00;", time(14)),
        ("17.04.2027 с 10 до 14;", time(10)),
        ("17.04.2027 10:00 - 14:00;", time(10)),
        ("17 апреля 2027 г. (суббота) в 10:00;", time(10)),
        ("17.04.2027 00:00:00;-", None),
        ("17.04.2027;с 10 до 14", time(10)),
        ("17.04.2027;9-30 – 14-00", time(9, 30)),
        ("17.04.2027;начало в 10:00", time(10)),
        ("17.04.2027;14 ч", time(14)),
    ],
)
async def test_beginning_is_read_from_either_cell(
    imports: ClusterImports, store: Store, cells: str, at: time | None
) -> None:
    report = await taken(imports, f"код;дата;время\nsarov;{cells}\n")

    assert told(report) == []
    assert await days(store, "sarov") == (OpenDay(on=APRIL, at=at),)


@pytest.mark.parametrize(
    "cells",
    [
        "17.04.2027 24:00;", "17.04.2027 или позже;", "17.04.2027 (воскресенье);",
        "17-18 апреля;", "9999-12-31;", "0001-01-01;", "2027-04-17T10:00:00Z;",
        "17.04.2027;10-14", "17.04.2027;9-15", "17.04.2027;24:00", "17.04.2027;утром",
    ],
)  # fmt: skip
async def test_day_or_time_that_may_be_another_is_refused(
    imports: ClusterImports, store: Store, cells: str
) -> None:
    report = await taken(imports, f"код;дата;время\nsarov;{cells}\n")

    assert [line for line, *_ in told(report)] == [2]
    assert await days(store, "sarov") == ()


async def test_card_takes_no_day_of_a_year_that_nobody_lives_to_see(
    imports: ClusterImports,
) -> None:
    text = "id;name;industry;region;open_days\nfar;Дальний;it;Москва;31.12.9999\n"

    assert told(await taken(imports, text)) == [(2, "open_days", "import-row-open-day")]


async def test_english_table_with_codes_and_moments_in_one_cell(
    imports: ClusterImports, store: Store
) -> None:
    report = await taken(imports, "id,date,address\nsarov,2027-04-17 11:00:00,\n")

    assert report.is_applied
    assert await days(store, "sarov") == (OpenDay(on=APRIL, at=time(11)),)


async def test_every_mistake_is_told_by_line_and_nothing_is_stored(
    imports: ClusterImports, store: Store
) -> None:
    text = (
        "колледж,город,дата,время,ссылка,статус\n"
        "Московский колледж будущего,,17.04.2027,,,\n"
        "Медицинский колледж,,17.04.2027,,,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,31.02.2027,,,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,17.04.2027,утром,,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,17.04.2027,,мой сайт,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,17.04.2027,,,может быть\n"
        ",,17.04.2027,,,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,17.04.2027,10:00,,\n"
        "Саровский политехнический техникум имени Б. Г. Музрукова,,17.04.2027 (пт),,,\n"
    )
    report = await taken(imports, text)

    assert told(report) == [
        (2, "колледж", "import-day-college"),
        (3, "колледж", "import-day-colleges"),
        (4, "дата", "import-row-date"),
        (5, "время", "import-day-time"),
        (6, "ссылка", "import-row-url"),
        (7, "статус", "import-session-status"),
        (8, "колледж", "import-day-no-college"),
        (10, "дата", "import-row-weekday"),
    ]
    assert report.parsed.problems[1].params["found"] == (
        "Медицинский колледж (Саров); Медицинский колледж (Арзамас)"
    )
    assert not report.is_applied
    assert await days(store, "sarov") == ()


async def test_name_that_is_not_quite_the_cards_is_taken_and_told_of(
    imports: ClusterImports, store: Store
) -> None:
    text = "колледж,дата\nСаровский политехнический техникум,17.04.2027\n"
    report = await taken(imports, text)

    [note] = report.parsed.notes
    assert note.key == "import-note-day-college"
    assert note.params["name"] == SAROV.base_college
    assert await days(store, "sarov") == (OpenDay(on=APRIL),)


@pytest.mark.parametrize(
    "name", ["Медицинский колледж (г. Арзамас)", "ГБПОУ «Медицинский колледж», Арзамас"]
)
async def test_town_may_stand_in_the_name(
    imports: ClusterImports, store: Store, name: str
) -> None:
    report = await taken(imports, f"колледж;дата\n{name};17.04.2027\n")

    assert told(report) == []
    assert [bool(await days(store, one)) for one in ("medic", "medic-2")] == [False, True]


def test_college_is_looked_for_once_however_many_days_it_has(
    places: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Counter[str]()

    def counted(text: str) -> frozenset[str]:
        looks[text] += 1
        return stems(text)

    monkeypatch.setattr(filing, "stems", counted)
    lines = [f"Такого колледжа нет;{1 + day % 28:02}.04.2027\n" for day in range(400)]
    found = read_cards_or_days("x.csv", "".join(["колледж;дата\n", *lines]).encode(), APRIL)
    assert isinstance(found, DayRows)
    now = datetime(2027, 1, 1, tzinfo=UTC)
    filed = Filing(places=places, default_zone=ZoneInfo("Europe/Moscow"), now=now).filed(
        found, {one.id: one for one in CARDS}
    )

    assert [one.line for one in filed.problems] == list(range(2, 402))
    assert looks["Такого колледжа нет"] <= 3


async def test_college_of_another_town_is_not_taken_for_it(imports: ClusterImports) -> None:
    text = "колледж,город,дата\nНижегородский автомеханический колледж,Казань,17.04.2027\n"

    assert told(await taken(imports, text)) == [(2, "колледж", "import-day-college")]


async def test_table_without_colleges_is_refused(imports: ClusterImports) -> None:
    with pytest.raises(ImportFileError) as refused:
        await taken(imports, "дата,адрес\n17.04.2027,ул. Мира\n")

    assert (refused.value.key, refused.value.params["columns"]) == (
        "import-file-columns",
        "college",
    )


async def test_past_day_is_left_out_and_year_is_guessed_aloud(
    imports: ClusterImports, store: Store
) -> None:
    text = "id,дата\nsarov,17.04.2026\nsarov,17 апреля\n"
    report = await taken(imports, text)

    assert sorted(noted(report)) == [(2, "import-note-day-past"), (3, "import-note-year")]
    assert [one.on for one in await days(store, "sarov")] == [APRIL]


async def test_the_same_file_twice_changes_nothing(imports: ClusterImports, store: Store) -> None:
    text = (
        "id,дата,время,адрес\nsarov,17.04.2027,11:00,ул. Мира\n"
        "sarov,17.04.2027,11:00,ул. Ленина\nsarov,18.04.2027,,\n"
    )
    await taken(imports, text)
    before = await days(store, "sarov")
    again = await taken(imports, text)

    assert len(before) == 3
    assert again.diff.changed == ()
    assert await days(store, "sarov") == before


async def test_what_a_file_is_silent_of_stays(imports: ClusterImports, store: Store) -> None:
    await taken(imports, f"id,дата,время,адрес,ссылка\nsarov,17.04.2027,11:00,ул. Мира,{LINK}\n")
    report = await taken(imports, "id,дата,время\nsarov,17.04.2027,12:00\nsarov,24.04.2027,\n")

    assert await days(store, "sarov") == (
        OpenDay(on=APRIL, at=time(12), address="ул. Мира", source=LINK),
        OpenDay(on=date(2027, 4, 24)),
    )
    assert report.parsed.staying == ()


async def test_days_that_a_file_does_not_name_stay_unless_it_is_said_to_be_whole(
    imports: ClusterImports, store: Store
) -> None:
    await taken(imports, "id,дата\nsarov,17.04.2027\nauto,17.04.2027\n")
    read = await imports.read("days.csv", "id,дата\nsarov,24.04.2027\n".encode())
    async with store.read() as tx:
        adding = await imports.plan(tx, read)
        whole = await imports.plan(tx, read, is_whole=True)
    kept = [one.on for one in adding.parsed.clusters[0].open_days]

    assert [(one.id, day.on) for one, day in adding.parsed.staying] == [("sarov", APRIL)]
    assert kept == [APRIL, date(2027, 4, 24)]
    assert [one.on for one in whole.parsed.clusters[0].open_days] == [date(2027, 4, 24)]
    assert [one.id for one in whole.parsed.clusters] == ["sarov"]


async def test_cancelled_row_takes_its_day_away(imports: ClusterImports, store: Store) -> None:
    await taken(imports, "id,дата,время\nsarov,17.04.2027,11:00\nsarov,17.04.2027,15:00\n")
    text = "id,дата,время,статус\nsarov,17.04.2027,11:00,отменён\nsarov,18.04.2027,,отменён\n"
    report = await taken(imports, text)

    assert await days(store, "sarov") == (OpenDay(on=APRIL, at=time(15)),)
    assert noted(report) == [(3, "import-note-day-no-such")]


async def test_undo_brings_back_what_was(imports: ClusterImports, store: Store) -> None:
    await taken(imports, 'id,дата,адрес\nsarov,17.04.2027,"ул. Мира; корпус 1"\n')
    before = await days(store, "sarov")
    await taken(imports, "id,дата,адрес\nsarov,17.04.2027,ул. Ленина\n")
    async with store.write() as tx:
        await imports.undo(tx, by="")

    assert before == (OpenDay(on=APRIL, address="ул. Мира, корпус 1"),)
    assert await days(store, "sarov") == before


async def test_card_that_cannot_hold_so_many_days_is_refused(imports: ClusterImports) -> None:
    street = "ул. " + "Длинная " * 30
    rows = "".join(f"sarov,{day}.04.2027,{street}\n" for day in range(10, 25))

    assert told(await taken(imports, "id,дата,адрес\n" + rows)) == [
        (16, "open_days", "import-row-too-long")
    ]


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//RU
{}END:VCALENDAR
"""


def event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


async def test_calendar_of_several_events_and_zones(imports: ClusterImports, store: Store) -> None:
    text = CALENDAR.format(
        event(
            "UID:1",
            "DTSTART:20270417T010000Z",
            "SUMMARY:День открытых дверей",
            'ORGANIZER;CN="Дальневосточный колледж судостроения":mailto:a@example.org',
            "LOCATION:Владивосток\\, ул. Светланская\\, 1",
            "URL:https://example.org/days",
        )
        + event(
            "DTSTART;TZID=Europe/Moscow:20270417T110000",
            "SUMMARY:День открытых дверей в Саровском политехническом техникуме",
        )
        + event(
            "DTSTART;VALUE=DATE:20270418",
            "DURATION:P2D",
            "SUMMARY:Нижегородский автомеханический колледж",
        )
        + event(
            "DTSTART:20270421T120000",
            "SUMMARY:День открытых дверей",
            "URL:https://sea-college.example/open",
        )
        + event(
            "DTSTART:20270422T120000",
            "SUMMARY:Медицинский колледж",
            "LOCATION:г. Арзамас\\, ул. Мира\\, 3",
        )
    )
    report = await taken(imports, text, "days.ics")

    assert told(report) == []
    assert [key for _, key in noted(report)] == ["import-note-day-college"] * 2
    assert await days(store, "east") == (
        OpenDay(
            on=APRIL,
            at=time(11),
            address="Владивосток, ул. Светланская, 1",
            source="https://example.org/days",
        ),
        OpenDay(on=date(2027, 4, 21), at=time(12), source="https://sea-college.example/open"),
    )
    assert await days(store, "sarov") == (OpenDay(on=APRIL, at=time(11)),)
    assert [one.on.day for one in await days(store, "auto")] == [18, 19]
    assert [one.at for one in await days(store, "medic-2")] == [time(12)]
    assert await days(store, "medic") == ()


async def test_calendar_with_mistakes_tells_their_lines(imports: ClusterImports) -> None:
    text = CALENDAR.format(
        event("DTSTART:20270417T110000", "SUMMARY:День открытых дверей")
        + event("SUMMARY:Нижегородский автомеханический колледж")
        + event("DTSTART:20270417T110000", "RRULE:FREQ=WEEKLY", "SUMMARY:Медицинский колледж")
        + event("DTSTART;TZID=Mars/Base:20270417T110000", "SUMMARY:Медицинский колледж")
        + event("DTSTART:20270417T110000", "SUMMARY:Московский колледж будущего")
        + event(
            "DTSTART:20270417T110000",
            "DTEND:20270419T160000",
            "SUMMARY:Нижегородский автомеханический колледж",
        )
        + event("DTSTART;VALUE=DATE:99991231", "SUMMARY:Нижегородский автомеханический колледж")
    )

    assert told(await taken(imports, text, "days.ics")) == [
        (4, "SUMMARY", "import-day-college"),
        (8, "DTSTART", "import-row-empty"),
        (11, "RRULE", "import-day-recurs"),
        (16, "DTSTART", "import-row-zone"),
        (20, "SUMMARY", "import-day-college"),
        (24, "DTEND", "import-day-several"),
        (29, "DTSTART", "import-session-moment"),
    ]


async def test_cancelled_event_takes_its_day_away(imports: ClusterImports, store: Store) -> None:
    lines = ("DTSTART:20270417T110000", "SUMMARY:Нижегородский автомеханический колледж")
    await taken(imports, CALENDAR.format(event(*lines)), "days.ics")
    there = await days(store, "auto")
    await taken(imports, CALENDAR.format(event(*lines, "STATUS:CANCELLED")), "days.ics")

    assert there == (OpenDay(on=APRIL, at=time(11)),)
    assert await days(store, "auto") == ()


async def test_each_calendar_of_a_file_takes_away_its_own_days(
    imports: ClusterImports, store: Store
) -> None:
    held = event("DTSTART:20270417T110000", "SUMMARY:Нижегородский автомеханический колледж")
    off = event("DTSTART:20270417T110000", "SUMMARY:Саровский политехнический техникум")
    await taken(imports, CALENDAR.format(off), "days.ics")
    there = await days(store, "sarov")
    both = CALENDAR.format("METHOD:CANCEL\n" + off) + CALENDAR.format(held)
    await taken(imports, both, "days.ics")

    assert there == await days(store, "auto") == (OpenDay(on=APRIL, at=time(11)),)
    assert await days(store, "sarov") == ()


@pytest.mark.slow
async def test_file_is_read_in_a_process_of_its_own(imports: ClusterImports) -> None:
    apart = replace(imports, reader=InProcess())
    table = await apart.import_file("x.csv", "id,дата\nsarov,17.04.2027\n".encode())
    lines = ("DTSTART:20270418T080000Z", "SUMMARY:Нижегородский автомеханический колледж")
    calendar = await apart.import_file("x.ics", CALENDAR.format(event(*lines)).encode())

    assert (table.is_applied, calendar.is_applied) == (True, True)


async def test_one_more_word_in_a_table_is_another_college_and_a_legal_form_is_none(
    imports: ClusterImports, store: Store
) -> None:
    text = "колледж;город;дата\nКазанский медицинский колледж;Саров;17.04.2027\n"
    other = await taken(imports, text)
    same = await taken(imports, text.replace("Казанский", "ГБПОУ"))

    assert told(other) == [(2, "колледж", "import-day-college")]
    assert same.is_applied
    assert await days(store, "medic") == (OpenDay(on=APRIL),)
