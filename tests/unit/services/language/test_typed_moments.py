"""Moments as organisers write them, on Monday 23 November 2026, noon in Moscow."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import UserError
from services.language.moments.typed_moments import OtherWeekday, read_moment
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
        ("завтра в час дня", "2026-11-24 13:00"),
        ("завтра в два часа дня", "2026-11-24 14:00"),
        ("завтра в 3 часа ночи", "2026-11-24 03:00"),
        ("завтра в 11 дня", "2026-11-24 11:00"),
        ("завтра в 10 30", "2026-11-24 10:30"),
        ("завтра в 10-00", "2026-11-24 10:00"),
        ("24.11 в 10-00", "2026-11-24 10:00"),
        ("24.11 10-30", "2026-11-24 10:30"),
        ("завтра утром", "2026-11-24 09:00"),
        ("завтра днём", "2026-11-24 15:00"),
        ("завтра вечером", "2026-11-24 18:00"),
        ("завтра вечером в 8", "2026-11-24 20:00"),
        ("сегодня вечером", "2026-11-23 18:00"),
        ("в пятницу вечером", "2026-11-27 18:00"),
        ("завтра в полдень", "2026-11-24 12:00"),
        ("завтра в половине шестого вечера", "2026-11-24 17:30"),
        ("завтра в полдевятого", "2026-11-24 08:30"),
        ("завтра без четверти шесть вечера", "2026-11-24 17:45"),
        ("завтра в без пяти 11", "2026-11-24 10:55"),
        ("tomorrow at half past five pm", "2026-11-24 17:30"),
        ("tomorrow at quarter past 9", "2026-11-24 09:15"),
        ("в полдень 25 декабря", "2026-12-25 12:00"),
        ("завтра к полудню", "2026-11-24 12:00"),
        ("завтра в 10 часов до полудня", "2026-11-24 10:00"),
        ("25 декабря в 11:30 до полудня", "2026-12-25 11:30"),
        ("завтра в 3 часа пополудни", "2026-11-24 15:00"),
        ("в четыре после полудня завтра", "2026-11-24 16:00"),
        ("в полночь", "2026-11-24 00:00"),
        ("в следующую среду в 14:00", "2026-12-02 14:00"),
        ("в эту среду в 14:00", "2026-11-25 14:00"),
        ("на следующей неделе в среду, 14:00", "2026-12-02 14:00"),
        ("пт 27.11 10:00", "2026-11-27 10:00"),
        ("завтра, во вторник, в 10", "2026-11-24 10:00"),
        ("25-го декабря 2026 г. в 14:30", "2026-12-25 14:30"),
        ("25 дек. 14:30", "2026-12-25 14:30"),
        ("25.12.26 14:30", "2026-12-25 14:30"),
        ("14:30 25 декабря", "2026-12-25 14:30"),
        ("завтра 10:00 мск", "2026-11-24 10:00"),
        ("завтра 10:00 UTC+5", "2026-11-24 08:00"),
        ("через 2 дня", "2026-11-25 12:00"),
        ("через 3 дня", "2026-11-26 12:00"),
        ("через два дня в 10:00", "2026-11-25 10:00"),
        ("через 5 дней", "2026-11-28 12:00"),
        ("через 2 недели вечером", "2026-12-07 18:00"),
        ("через месяц", "2026-12-23 12:00"),
        ("через час", "2026-11-23 13:00"),
        ("через полтора часа", "2026-11-23 13:30"),
        ("через 1 ч 30 мин", "2026-11-23 13:30"),
        ("через день и 2 часа", "2026-11-24 14:00"),
        ("tomorrow evening", "2026-11-24 18:00"),
        ("tonight", "2026-11-23 18:00"),
        ("at noon tomorrow", "2026-11-24 12:00"),
        ("in two days at 9 am", "2026-11-25 09:00"),
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
        ("2026-12-25T14:30", "2026-12-25 14:30"),
        ("2026-12-25T09:05:00", "2026-12-25 09:05"),
        ("через 1 день в 10:00", "2026-11-24 10:00"),
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
        ("завтра", "moment-no-clock"),
        ("25 декабря", "moment-no-clock"),
        ("05.12", "moment-no-clock"),
        ("завтра 10:00-12:00", "moment-unclear"),
        ("завтра с 10:00 до 12:00", "moment-unclear"),
        ("завтра 10-12", "moment-unclear"),
        ("завтра в 25:00", "moment-unclear"),
        ("завтра в час", "moment-unclear"),
        ("завтра в 12 ночи", "moment-unclear"),
        ("завтра ночью", "moment-unclear"),
        ("завтра в полночь", "moment-unclear"),
        ("завтра утром в 20:00", "moment-unclear"),
        ("завтра в 10:00 примерно", "moment-unclear"),
        ("завтра около 10:00", "moment-unclear"),
        ("завтра или послезавтра в 10:00", "moment-unclear"),
        ("вторник 25.11 10:00", "moment-weekday"),
        ("через 2 часа в 10:00", "moment-unclear"),
        ("каждый вторник в 10:00", "moment-unclear"),
        ("не завтра 10:00", "moment-unclear"),
        ("через день", "moment-unclear"),
        ("через день в 10:00", "moment-unclear"),
        ("завтра 10:00 11:00", "moment-unclear"),
        ("23.11 11:00", "moment-past"),
        ("1 октября 10:00", "moment-past"),
        ("в 25:00", "moment-unclear"),
        ("31 февраля 10:00", "moment-no-such-day"),
        ("29.02.2027 10:00", "moment-no-such-day"),
        ("31.02", "moment-no-such-day"),
        ("2026-11-31 10:00", "moment-no-such-day"),
        ("april 31 10:00", "moment-no-such-day"),
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


def test_day_of_another_weekday_is_named_with_its_own() -> None:
    with pytest.raises(OtherWeekday) as raised:
        read_moment("вторник, 25 ноября, 10:00", MOSCOW, START)

    assert raised.value.params == {"value": "вторник", "date": "25.11.2026", "weekday": 2}


def test_weekday_beside_words_that_are_not_understood_is_not_told_of() -> None:
    with pytest.raises(UserError, match="moment-unclear"):
        read_moment("вторник 25 ноября большой сбор 10:00", MOSCOW, START)
