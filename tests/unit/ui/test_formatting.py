from __future__ import annotations

import re
from contextvars import copy_context
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.people.users import Language
from services.clusters.files import cards
from services.files.tables import missing_columns
from services.news import files as news
from services.programme.files.columns import COLUMN_NAMES
from ui.formatting import (
    PRESENT,
    column_words,
    distance,
    error_words,
    moment,
    quoted,
    short_day,
    shortened,
    wall_clock,
    weekday,
)
from ui.translator import translator

MOSCOW = ZoneInfo("Europe/Moscow")
RU, EN = translator(Language.RU), translator(Language.EN)


@pytest.mark.parametrize(
    ("km", "russian", "english"),
    [
        (0.0, "менее 1\xa0км", "under 1\xa0km"),
        (0.99, "менее 1\xa0км", "under 1\xa0km"),
        (1.4, "1\xa0км", "1\xa0km"),
        (34.6, "35\xa0км", "35\xa0km"),
        (99.6, "100\xa0км", "100\xa0km"),
        (347.0, "350\xa0км", "350\xa0km"),
        (1234.0, "1\xa0230\xa0км", "1,230\xa0km"),
    ],
)
def test_distance_is_rounded_sensibly(km: float, russian: str, english: str) -> None:
    said = distance(km, translator(Language.RU)), distance(km, translator(Language.EN))

    assert said == (russian, english)


def test_shortened_fits_the_limit() -> None:
    assert shortened("Нижний Новгород", 8) == "Нижний…"


def test_quotation_marks_are_those_of_the_reader() -> None:
    said = [quoted("IT", translator(language)) for language in (Language.RU, Language.EN)]

    assert said == ["«IT»", "“IT”"]


def test_day_of_another_year_is_shown_with_it_everywhere() -> None:
    next_year = datetime(2027, 11, 23, 8, 0, tzinfo=UTC)
    context = copy_context()
    context.run(PRESENT.set, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

    shown = [
        str(context.run(moment, next_year, MOSCOW, RU)),
        context.run(wall_clock, next_year, RU),
        context.run(weekday, next_year.date(), RU),
        context.run(short_day, next_year.date(), RU),
        context.run(wall_clock, next_year, EN),
        context.run(wall_clock, next_year.replace(year=2026), RU),
    ]

    assert shown == [
        '<tg-time unix="1826956800">23 ноября 2027 г., 11:00</tg-time> (Москва, UTC+3)',
        "23 ноября 2027 г., 08:00",
        "Вторник, 23 ноября 2027 г.",
        "23 нояб. 2027",
        "23 November 2027, 08:00",
        "23 ноября, 08:00",
    ]


def test_year_turns_on_the_clock_of_the_reader() -> None:
    """An hour before midnight in Moscow it is next year in Vladivostok already."""
    context = copy_context()
    context.run(PRESENT.set, datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
    evening = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)

    assert "31 декабря, 23:30" in context.run(moment, evening, MOSCOW, RU)
    assert "1 января, 06:30" in context.run(moment, evening, ZoneInfo("Asia/Vladivostok"), RU)


def test_one_moment_is_of_two_days_in_two_zones() -> None:
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    days = [evening.astimezone(zone) for zone in (MOSCOW, ZoneInfo("Asia/Vladivostok"))]

    assert [weekday(one, RU) for one in days] == ["Понедельник, 23 ноября", "Вторник, 24 ноября"]


@pytest.mark.parametrize(
    ("language", "column", "expected"),
    [
        (Language.RU, "lat", "Широта (lat)"),
        (Language.RU, "source_url", "Источник (source_url)"),
        (Language.RU, "DTSTART", "Начало (DTSTART)"),
        (Language.RU, "Начало", "Начало"),
        (Language.RU, "какой-то", "какой-то"),
        (Language.EN, "title", "title"),
        (Language.EN, "ends_at", "End (ends_at)"),
    ],
)
def test_column_is_named_in_the_readers_words_beside_the_files(
    language: Language, column: str, expected: str
) -> None:
    assert column_words(column, translator(language)) == expected


@pytest.mark.parametrize(
    "column", [*cards.COLUMNS, *news.COLUMNS, *(names[0] for names in COLUMN_NAMES.values())]
)
def test_every_column_of_a_file_has_a_word_in_both_languages(column: str) -> None:
    key = f"column-{column.replace('_', '-')}"

    assert (RU.has(key), EN.has(key)) == (True, True)
    assert re.search("[а-яА-Я]", column_words(column, RU))


def test_missing_columns_are_named_in_the_readers_words() -> None:
    one = missing_columns(["title"])

    assert error_words(one, RU) == "В файле не хватает столбца «Название (title)»."
    assert error_words(one, EN) == "The file lacks the column “title”."
