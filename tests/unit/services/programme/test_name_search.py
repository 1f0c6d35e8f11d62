"""People of a list by a part of their name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.ids import UserId
from domain.programme.checkin import Attendee, Guest, Listed
from services.programme.admission.name_search import named_like

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def listed(number: int, name: str, telegram_name: str = "", username: str = "") -> Listed:
    guest = Guest(id=UserId(number), name=name, username=username)
    attendee = Attendee(guest=guest, is_waiting=False, registered_at=AT, attended_at=None)
    return Listed(attendee=attendee, telegram_name=telegram_name or name)


HALL = [
    listed(1, "Анна Королёва"),
    listed(2, "Анна-Мария Петрова"),
    listed(3, "Сергей Щербаков"),
    listed(4, "Юлия Ким", username="yulia_k"),
    listed(5, "Королев Ян"),
    listed(6, "Эльза Иоганн", telegram_name="Муся"),
    listed(7, "Ivan Petrov"),
    *(listed(100 + n, f"Гость {n}") for n in range(300)),
]


def found(text: str) -> list[str]:
    return [one.guest.name for one in named_like(text, HALL)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("королев", ["Анна Королёва", "Королев Ян"]),
        ("КОРОЛЁВ", ["Анна Королёва", "Королев Ян"]),
        ("анна кор", ["Анна Королёва"]),
        ("кор анна", ["Анна Королёва"]),
        ("  Анн ", ["Анна Королёва", "Анна-Мария Петрова", "Эльза Иоганн"]),
        ("анна-мария", ["Анна-Мария Петрова"]),
        ("мария", ["Анна-Мария Петрова"]),
        ("ербак", ["Сергей Щербаков"]),
        ("rjhjk`d", ["Анна Королёва", "Королев Ян"]),
        (".kbz", ["Юлия Ким"]),
        ("'kmpf", ["Эльза Иоганн"]),
        ("yuliya", ["Юлия Ким"]),
        ("@yulia", ["Юлия Ким"]),
        ("sergey", ["Сергей Щербаков"]),
        ("Муся", ["Эльза Иоганн"]),
        ("петров", ["Анна-Мария Петрова", "Ivan Petrov"]),
        ("иван", ["Ivan Petrov"]),
        ("Щукин", []),
        ("анна щукин", []),
        ("ivan", ["Ivan Petrov"]),
        ("Иванн", ["Ivan Petrov"]),
        ("гость 299", ["Гость 299"]),
    ],
)
def test_part_of_a_name_finds_whoever_has_it(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Карлева", ["Анна Королёва"]),
        ("Шыван", ["Ivan Petrov"]),
        ("каролева", ["Анна Королёва", "Королев Ян"]),
        ("щербокав", ["Сергей Щербаков"]),
    ],
)
def test_slips_are_forgiven_where_nothing_else_fits(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("text", ["", "  ", "...", "🙂", "@"])
def test_text_without_a_word_finds_nobody(text: str) -> None:
    assert named_like(text, HALL) == []


def test_pasted_pages_cost_no_more_than_a_line() -> None:
    assert named_like("слово " * 10_000, HALL) == []
