"""Days that a programme names once: by a date in a line of its own, or by their numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from services.programme.files.parsed import ParsedSchedule
from tests.unit.services.programme.files.test_office_tables import book, read, times

HEAD = ["Время", "Тема", "Зал"]
OPENING, CLOSING = ["10:00-11:00", "Открытие", "1"], ["12:00-13:00", "Итоги", "2"]
BOTH = [("Открытие", "15 10:00", "11:00"), ("Итоги", "16 12:00", "13:00")]
DAY = datetime(2026, 12, 15)  # noqa: DTZ001  (as a cell has it)


def told(parsed: ParsedSchedule) -> list[tuple[int, str]]:
    return [(one.line, one.key) for one in parsed.notes if one.key != "import-note-year"]


@pytest.mark.parametrize(
    "heading",
    [
        "День второй", "Второй день", "ДЕНЬ ВТОРОЙ", "День 2", "День №2", "2 день", "2-й день",
        "2-ой день:", "II день", "День II", "Day 2", "День второй (среда)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_number_of_a_day_is_counted_from_the_dated_one(heading: str, column: int) -> None:
    line: list[Any] = [None] * 3
    line[column] = heading
    parsed = read(book(HEAD, ["День первый, 15 декабря"], OPENING, line, CLOSING))

    assert times(parsed) == BOTH
    assert told(parsed) == [(4, "import-note-day")]


def test_words_beside_the_number_are_told() -> None:
    parsed = read(book(HEAD, ["15 декабря"], OPENING, ["Второй день форума"], CLOSING))

    assert times(parsed) == BOTH
    assert told(parsed) == [(4, "import-note-aside"), (4, "import-note-day")]


def test_days_of_another_weekday_are_refused() -> None:
    parsed = read(book(HEAD, ["15 декабря"], OPENING, ["День второй (пятница)"], CLOSING))

    assert [(one.line, one.key) for one in parsed.problems] == [(5, "import-row-weekday")]


def test_dates_of_a_column_are_counted_from_and_are_believed_more() -> None:
    head = ["Дата", *HEAD]
    counted = book(head, [DAY, *OPENING], ["День второй"], [None, *CLOSING])
    dated = book(head, ["День первый"], [DAY, *OPENING], ["День второй"], ["16.12.2026", *CLOSING])
    apart = book(
        head, ["День 1"], [DAY, *OPENING], ["День 2"], ["17.12.2026", *CLOSING],
        ["День 3"], [None, "14:00-15:00", "Ужин", ""],
    )  # fmt: skip

    assert times(read(counted)) == times(read(dated)) == BOTH
    assert told(read(dated)) == []
    assert times(read(apart))[1:] == [
        ("Итоги", "17 12:00", "13:00"), ("Ужин", "18 14:00", "15:00")
    ]  # fmt: skip


def test_range_above_the_table_gives_its_days_and_no_more() -> None:
    above = ["15–16 декабря 2026 г., Казань"]
    days = book(above, HEAD, ["День первый"], OPENING, ["День второй"], CLOSING)
    more = book(above, HEAD, ["День первый"], OPENING, ["День третий"], CLOSING)

    assert times(read(days)) == BOTH
    assert [(one.line, one.key) for one in read(more).problems] == [(6, "import-row-empty")]


def test_number_without_any_date_leaves_its_sessions_without_one() -> None:
    """Those of the day before it would be a guess, and a wrong one."""
    undated = read(book(HEAD, ["День первый"], OPENING, ["День второй"], CLOSING))

    assert [(one.line, one.column) for one in undated.problems] == [(3, "date"), (5, "date")]


@pytest.mark.parametrize(
    "heading",
    [
        "16 декабря — Деловая программа", "ПРОГРАММА 16 ДЕКАБРЯ", "Деловая программа, 16.12.2026",
        "День второй. 16 декабря", "День второй\n16 декабря", "Программа на 16 декабря 2026 года",
        "16.12.2026: выставка", "II день – 16.XII.2026",
    ],
)  # fmt: skip
def test_date_at_an_end_of_a_line_is_the_day_of_what_follows(heading: str) -> None:
    parsed = read(book(HEAD, ["15 декабря"], OPENING, [heading], CLOSING))

    assert times(parsed) == BOTH


@pytest.mark.parametrize(
    "line",
    [
        "Регистрация до 16 декабря", "* заявки принимаются по 16 декабря", "С 16 декабря — зал 2",
        "Встреча 16 декабря в 10:00", "Итоги 15 и 16 декабря", "Первые 16 участников",
    ],
)  # fmt: skip
def test_date_in_a_sentence_names_no_day(line: str) -> None:
    parsed = read(book(HEAD, ["15 декабря"], OPENING, [line], CLOSING))

    assert [one.line for one in parsed.problems] == [4]
