"""Phrases as people type them, through the whole bot: see bench/data/README.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.understanding import SETS, Verdict, judged, read_phrases, shares
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

ASKED = SETS[0]
GOOD = 0.95
"""The share that must stay; nothing absurd."""


async def test_phrases_of_the_walk_get_good_answers_and_nothing_absurd() -> None:
    found = await judged(read_phrases(ASKED))

    measured = shares(found)
    wrong = [(one.phrase.text, one.verdict) for one in found if one.verdict is not Verdict.GOOD]
    assert measured["good"] >= GOOD, wrong
    assert measured["absurd"] == 0, wrong


def test_set_with_a_broken_expression_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("kind,phrase,language,seen,must,must_not\nhelp,а,ru,,(,\n", "utf-8")

    with pytest.raises(ValueError, match=r"broken\.csv, line 2"):
        list(read_phrases(path))


async def test_trade_waits_for_its_place_a_town_or_a_location(student: UserClient) -> None:
    [found] = await student.send("сварщик рядом со мной")
    assert found.text.startswith("Ищу: Сварщик. Где искать?")
    [near] = await student.share_location(55.79, 49.12)
    assert near.text.startswith("🔎 Ищу: Сварщик · Казань")

    [here] = await student.send("а в Пензе?")
    assert here.text.startswith("🔎 Ищу: Сварщик · Пенза")
    [other] = await student.send("повар")
    assert other.text.startswith("🔎 Ищу: Повар, кондитер · Пенза")


async def test_trade_without_a_place_asks_where_first_of_all(student: UserClient) -> None:
    [found] = await student.send("токарь")
    assert found.buttons[0] == "📍 Где искать?"

    [asked] = await student.click("📍 Где искать?")
    assert "Где искать?" in asked.text
    [there] = await student.send("Тула")
    assert "· Тула" in there.text.splitlines()[0]


async def test_what_was_asked_an_hour_ago_does_not_count(
    stage: Stage, student: UserClient
) -> None:
    await student.send("Казань")
    stage.clock.advance(hours=2)
    [found] = await student.send("сварщик")

    assert "Казань" not in found.text.splitlines()[0]


async def test_place_screen_says_what_was_corrected_and_cannot_be_sifted_by(
    student: UserClient,
) -> None:
    [found] = await student.send("колледж с общежитием в Саранкске")

    assert "Прочитал с поправкой: ищу «Саранск»." in found.text
    assert "Общежитие:" in found.text


async def test_three_towns_in_one_text_are_offered_one_by_one(student: UserClient) -> None:
    [found] = await student.send("сварщик Казань, Самара или Уфа")

    assert "Ещё вы назвали: Самара, Уфа." in found.text
    await student.click("📍 Самара")
    assert student.last.text.startswith("🔎 Ищу: Сварщик · Самара")


async def test_letter_of_a_parent_is_read_to_its_end(student: UserClient) -> None:
    greeting = "Здравствуйте! Пишет вам мама ученика. Мы давно думаем, что делать дальше. " * 5
    [found] = await student.send(greeting + "Сын любит чинить тачки. Живём в Рузаевке.")

    assert "Рузаевка" in found.text.splitlines()[0]
    assert "автомобил" in found.text


async def test_link_and_number_are_no_search(student: UserClient) -> None:
    [link] = await student.send("http://uaviak.example/abitur")
    [number] = await student.send("+7 900 123-45-67")

    assert "uaviak.example" in link.text
    assert number.text.startswith("Похоже на номер телефона.")
