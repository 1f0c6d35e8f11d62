"""Moments as organisers write them, on Monday 23 November 2026, noon in Moscow."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import UserError
from services.moments import read_moment
from tests.clocks import START

MOSCOW, VLADIVOSTOK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Vladivostok")


def there(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("завтра 10:00", "2026-11-24 10:00"),
        ("Завтра   в 10.30", "2026-11-24 10:30"),
        ("завтра в 10", "2026-11-24 10:00"),
        ("завтра в 10 часов", "2026-11-24 10:00"),
        ("завтра в 10 часов 30 минут", "2026-11-24 10:30"),
        ("завтра в 9 утра", "2026-11-24 09:00"),
        ("завтра в 6 вечера", "2026-11-24 18:00"),
        ("послезавтра, 9:30", "2026-11-25 09:30"),
        ("во вторник в 10", "2026-11-24 10:00"),
        ("в пятницу в 10:00", "2026-11-27 10:00"),
        ("в понедельник 10:00", "2026-11-30 10:00"),
        ("сегодня в 18.00", "2026-11-23 18:00"),
        ("18:00", "2026-11-23 18:00"),
        ("14.30", "2026-11-23 14:30"),
        ("12:01", "2026-11-23 12:01"),
        ("00:15", "2026-11-24 00:15"),
        ("завтра 10:00 UTC", "2026-11-24 13:00"),
        ("10:00", "2026-11-24 10:00"),
        ("25 декабря 14:30", "2026-12-25 14:30"),
        ("3 декабря 2026 года в 11", "2026-12-03 11:00"),
        ("25.12 14:30", "2026-12-25 14:30"),
        ("05.12 10:00", "2026-12-05 10:00"),
        ("05.12 10.00", "2026-12-05 10:00"),
        ("05.12.2026 10:00", "2026-12-05 10:00"),
        ("25.12.2026 в 14.30", "2026-12-25 14:30"),
        ("1 января 10:00", "2027-01-01 10:00"),
        ("через 15 минут", "2026-11-23 12:15"),
        ("через полчаса", "2026-11-23 12:30"),
        ("через 2 часа", "2026-11-23 14:00"),
        ("через неделю", "2026-11-30 12:00"),
        ("tomorrow at 10", "2026-11-24 10:00"),
        ("tomorrow at 6 pm", "2026-11-24 18:00"),
        ("on Friday at 10:00", "2026-11-27 10:00"),
        ("in 2 hours", "2026-11-23 14:00"),
        ("December 25 14:30", "2026-12-25 14:30"),
        ("2026-12-25 14:30", "2026-12-25 14:30"),
    ],
)
def test_read_moment_of_good_words_is_what_they_say(text: str, expected: str) -> None:
    assert there(read_moment(text, MOSCOW, START), MOSCOW) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("вчера", "moment-past"),
        ("час назад", "moment-past"),
        ("сегодня 11:00", "moment-past"),
        ("20.11.2026 10:00", "moment-past"),
        ("сейчас", "moment-past"),
        ("12:00", "moment-past"),
        ("yesterday", "moment-past"),
        ("", "moment-unclear"),
        (" \n ", "moment-unclear"),
        ("привет", "moment-unclear"),
        ("когда-нибудь", "moment-unclear"),
        ("12345", "moment-unclear"),
        ("в 25:00", "moment-unclear"),
        ("31 февраля 10:00", "moment-unclear"),
        ("29.02.2027 10:00", "moment-unclear"),
        ("завтра 10:00" + " " * 20 + "я" * 60, "moment-unclear"),
        ("через 2 года", "moment-too-far"),
        ("1.1.2030", "moment-too-far"),
    ],
)
def test_read_moment_of_other_words_is_refused(text: str, key: str) -> None:
    with pytest.raises(UserError) as raised:
        read_moment(text, MOSCOW, START)

    assert raised.value.key == key


def test_read_moment_is_meant_in_the_zone_of_the_reader() -> None:
    """At noon in Moscow it is seven in the evening in Vladivostok."""
    assert there(read_moment("завтра 10:00", VLADIVOSTOK, START), MOSCOW) == "2026-11-24 03:00"
    assert there(read_moment("20:00", VLADIVOSTOK, START), MOSCOW) == "2026-11-23 13:00"
    with pytest.raises(UserError, match="moment-past"):
        read_moment("сегодня 18:00", VLADIVOSTOK, START)


def test_read_moment_is_a_whole_minute_and_at_most_a_year_away() -> None:
    now = START + timedelta(seconds=42, microseconds=7)

    assert read_moment("через 15 минут", MOSCOW, now) == START + timedelta(minutes=15)
    with pytest.raises(UserError, match="moment-too-far"):
        read_moment("через 367 дней", MOSCOW, START)
    assert read_moment("через 365 дней", MOSCOW, START) == START + timedelta(days=365)
