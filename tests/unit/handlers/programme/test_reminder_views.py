"""What a reminder says and offers, in both languages and across zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import InlineKeyboardMarkup

from domain.people.users import Language
from handlers.programme.reminders.views import acknowledged_screen, headline, reminder_screen
from services.programme.reminders import Going
from tests.programmes import EVENT, session_at
from ui.screens import Screen
from ui.translator import translator

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
RU, EN = translator(Language.RU), translator(Language.EN)
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)

ZONES = {
    "Europe/Kaliningrad": "09:00", "Europe/Moscow": "", "Europe/Samara": "11:00",
    "Asia/Yekaterinburg": "12:00", "Asia/Omsk": "13:00", "Asia/Krasnoyarsk": "14:00",
    "Asia/Irkutsk": "15:00", "Asia/Yakutsk": "16:00", "Asia/Vladivostok": "17:00",
    "Asia/Magadan": "18:00", "Asia/Kamchatka": "19:00",
}  # fmt: skip


def going(starts_at: datetime, tz: str = "Europe/Moscow") -> Going:
    event = replace(EVENT, tz=tz, address="Красная площадь, 1")
    return Going(session=session_at(starts_at), event=event, bits=0)


def labels(screen: Screen) -> list[str]:
    assert isinstance(screen.markup, InlineKeyboardMarkup)
    return [one.text for row in screen.markup.inline_keyboard for one in row]


@pytest.mark.parametrize(
    ("left", "russian", "english"),
    [
        (timedelta(seconds=1), "Через 1 минуту", "In 1 minute"),
        (timedelta(minutes=3), "Через 3 минуты", "In 3 minutes"),
        (timedelta(minutes=9, seconds=58), "Через 10 минут", "In 10 minutes"),
        (timedelta(minutes=21), "Через 21 минуту", "In 21 minutes"),
        (timedelta(minutes=59, seconds=1), "Через час", "In an hour"),
        (timedelta(minutes=65), "Через 1 час 5 минут", "In 1 hour 5 minutes"),
        (timedelta(hours=3), "Через 3 часа", "In 3 hours"),
        (timedelta(hours=5, minutes=31), "Через 5 часов 31 минуту", "In 5 hours 31 minutes"),
        (timedelta(hours=12), "Сегодня в 22:00", "Today at 22:00"),
        (timedelta(hours=14), "Завтра в 00:00", "Tomorrow at 00:00"),
        (timedelta(days=1), "Завтра в 10:00", "Tomorrow at 10:00"),
        (timedelta(days=3), "26 ноября в 10:00", "26 November at 10:00"),
        (timedelta(0), "Уже началось", "It has begun"),
    ],
)
def test_headline_says_what_is_left(left: timedelta, russian: str, english: str) -> None:
    said = [headline(NOW + left, MOSCOW, MOSCOW, NOW, t) for t in (RU, EN)]

    assert said == [russian, english]


def test_tomorrow_is_said_only_where_it_is_tomorrow_for_both() -> None:
    """It is the 24th in Kamchatka already, and the session begins there on the 25th."""
    now = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    starts_at = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    for zone, said in (
        ("Europe/Moscow", "Завтра в 10:00"),
        ("Asia/Kamchatka", "24 ноября в 10:00"),
    ):
        assert headline(starts_at, MOSCOW, ZoneInfo(zone), now, RU) == said


@pytest.mark.parametrize(
    ("wave", "starts", "said"),
    [
        ("2026-10-24T11:00", "2026-10-25T10:00", "Завтра в 10:00"),
        ("2026-03-28T09:00", "2026-03-29T10:00", "Завтра в 10:00"),
        ("2026-10-25T01:30", "2026-10-25T04:00", "Через 3 часа 30 минут"),
        ("2026-03-29T01:30", "2026-03-29T04:00", "Через 1 час 30 минут"),
    ],
)
def test_change_of_the_clocks_before_the_start_is_counted(
    wave: str, starts: str, said: str
) -> None:
    now, starts_at = (
        datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)
        for text in (wave, starts)
    )

    assert headline(starts_at, BERLIN, BERLIN, now, RU) == said


def test_session_over_midnight_is_tomorrow_by_its_beginning() -> None:
    late = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)

    assert headline(late, MOSCOW, MOSCOW, NOW, RU) == "Завтра в 00:30"
    assert headline(late, MOSCOW, MOSCOW, late - timedelta(hours=1), RU) == "Через час"


@pytest.mark.parametrize(("zone", "clock"), ZONES.items())
def test_reader_in_another_zone_sees_both_clocks(zone: str, clock: str) -> None:
    starts_at = NOW + timedelta(days=1)
    lines = reminder_screen(going(starts_at), ZoneInfo(zone), NOW, RU).text.splitlines()

    unix = int(starts_at.timestamp())
    assert lines[:4] == [
        "⏰ <b>Завтра в 10:00</b>",
        "",
        "<b>Робототехника</b>",
        f'🗓 <tg-time unix="{unix}">24 ноября, 10:00</tg-time> (Москва, UTC+3)',
    ]
    assert lines[-1] == "📍 Зал 3, Экспо, Красная площадь, 1"
    yours = [line for line in lines if line.startswith("🕒 По вашим часам")]
    assert [clock in line for line in yours] == ([True] if clock else [])


def test_zone_of_the_same_hour_is_not_said_twice() -> None:
    text = reminder_screen(going(NOW + timedelta(days=1)), ZoneInfo("Europe/Minsk"), NOW, RU).text

    assert "По вашим часам" not in text


def test_markup_in_names_is_text_and_long_names_fit() -> None:
    found = going(NOW + timedelta(hours=1))
    session = replace(found.session, title="<b>&" * 200, room="")
    event = replace(found.event, venue="", address="")
    text = reminder_screen(replace(found, session=session, event=event), MOSCOW, NOW, RU).text

    assert "&lt;b&gt;&amp;" in text
    assert "📍" not in text
    assert len(text) < 4096


@pytest.mark.parametrize(
    ("left", "offered"),
    [
        (timedelta(minutes=10), []),
        (timedelta(minutes=11), ["⏰ Через 10 минут"]),
        (timedelta(hours=2), ["⏰ Через 10 минут", "⏰ Через час"]),
        (
            timedelta(days=1),
            ["⏰ Через 10 минут", "⏰ Через час", "Завтра в 8:00"],
        ),
    ],
)
def test_only_what_comes_before_the_start_is_offered(left: timedelta, offered: list[str]) -> None:
    found = labels(reminder_screen(going(NOW + left), MOSCOW, NOW, RU))
    assert found == ["✅ Иду", *offered, "Открыть карточку"]


def test_acknowledged_reminder_asks_nothing_more() -> None:
    screen = acknowledged_screen(going(NOW + timedelta(hours=1)), MOSCOW, NOW, RU)

    assert screen.text.endswith("\n\n✅ Отлично, ждём вас!")
    assert screen.markup is None
