"""What a text is about, learnt from data/questions.csv.

The model, what it guesses and how well it tells what was held back are made by `bench/themes.py
--write`: here is seen that they belong together, and that reading and teaching are as they were.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from bench import teaching_record
from bench.teaching import Example, mark_of, read_examples, taught
from bench.teaching_record import firsts, firsts_of_an_eighth
from bench.themes import EXAMPLES, MODEL, features_of
from domain.errors import ConfigError
from services.clusters.files.answers import load_answers
from services.search.reading.intents import Intent
from services.search.reading.queries import OF_INTENT, OTHER, SEARCH, Guess
from services.search.reading.themes.model import load_themes
from tests.made_once import made_once
from tests.searching import DATA, shipped_index

LEAST_RIGHT = {
    "first": 0.82,
    "pupils": 0.73,
    "parents": 0.74,
    "guests": 0.67,
    "english": 0.63,
    "teens": 0.83,
    "families": 0.87,
    "crossing": 0.83,
    "halls": 0.75,
    "fragments": 0.8,
    "stories": 0.8,
    "visitors": 0.77,
    "schoolyard": 0.83,
    "relatives": 0.8,
    "dictated": 0.83,
    "tangled": 0.77,
    "english-plain": 0.69,
    "english-short": 0.65,
    "doors": 0.75,
    "mended": 0.6,
    "evenings": 0.65,
}
"""Of examples held back, by who wrote them; who always said `search` would be right in 13 %."""

LEAST_OF_THREE = 0.88
LEAST_RU, LEAST_EN = 20, 5
CALIBRATED_WITHIN = 0.06

SAME = 0.995
"""Share of the guesses that a model of the same examples makes alike, on whatever processor."""

RECORD = teaching_record.load()


@cache
def examples() -> tuple[Example, ...]:
    return tuple(read_examples(EXAMPLES))


@pytest.fixture(scope="module")
def own() -> list[Example]:
    """An eighth of the examples, which stands for all."""
    return [examples()[i] for i in teaching_record.eighth(examples())]


@pytest.fixture(scope="module")
def texts(own: list[Example], tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Features of the eighth, read once in a run of the tests."""

    def read(path: Path) -> None:
        path.write_text(json.dumps(features_of(own)))

    made: list[list[str]] = json.loads(
        made_once(tmp_path_factory, "features.json", read).read_text()
    )
    return made


def alike(guesses: Sequence[str], others: Sequence[str]) -> float:
    """Share of the guesses that are the same."""
    return sum(a == b for a, b in zip(guesses, others, strict=True)) / len(others)


def themes_of(text: str) -> tuple[Guess, ...]:
    return shipped_index().parse(text).themes


def best(text: str) -> str:
    return themes_of(text)[0].theme


@pytest.mark.slow
def test_every_answer_and_intent_has_examples_in_both_languages() -> None:
    counted = Counter((one.theme, one.language) for one in examples())
    answers = {answer.id for answer in load_answers(DATA / "answers.csv")}
    wanted = {*answers, *(f"{OF_INTENT}{one}" for one in Intent), SEARCH, OTHER}

    assert {theme for theme, _ in counted} == wanted
    assert [t for t in wanted if counted[t, "ru"] < LEAST_RU or counted[t, "en"] < LEAST_EN] == []


def test_model_has_been_taught_from_the_examples_that_are_there() -> None:
    """`bench/themes.py --write` makes it so."""
    assert load_themes(MODEL).mark == mark_of(EXAMPLES)


def test_record_is_of_the_examples_that_are_there() -> None:
    assert RECORD.mark == mark_of(EXAMPLES)


@pytest.mark.slow
def test_model_guesses_what_it_did_when_it_was_taught(texts: list[list[str]]) -> None:
    """A change of what is read, or another model, changes more than a few of the guesses."""
    assert alike(firsts(load_themes(MODEL), texts), RECORD.guesses) > SAME


@pytest.mark.slow
def test_examples_teach_what_they_did(own: list[Example], texts: list[list[str]]) -> None:
    """A few guesses may differ on another processor; a change of the teaching changes more."""
    assert alike(firsts_of_an_eighth(own, texts), RECORD.of_an_eighth) > SAME


def test_guesses_are_alike_only_where_they_are_the_same() -> None:
    assert alike(["a", "b", "c", "d"], ["a", "b", "c", "d"]) == 1
    assert alike(["a", "b", "c", "d"], ["a", "c", "b", "d"]) == 0.5


@pytest.mark.parametrize("hand", LEAST_RIGHT)
def test_held_back_examples_are_told(hand: str) -> None:
    assert RECORD.by_hand[hand] >= LEAST_RIGHT[hand]


def test_right_theme_is_among_the_three_likeliest() -> None:
    assert RECORD.of_three >= LEAST_OF_THREE


def test_every_hand_has_its_bound() -> None:
    assert {one.hand for one in examples()} == set(LEAST_RIGHT)


def test_probability_is_how_often_it_is_right() -> None:
    told = [one for one in RECORD.calibration if abs(one.said - one.right) > CALIBRATED_WITHIN]

    assert told == []
    assert len(RECORD.calibration) == 2 * len(teaching_record.LEVELS)


def test_equal_examples_teach_equal_models() -> None:
    themes, found = ["a", "b"] * 3, [["x", "~y"], ["z", "~y"]] * 3

    first, again = taught(themes, found), taught(themes, found)

    assert first.guess(["x"]) == again.guess(["x"])
    assert first.guess(["x"])[0].theme == "a"


def test_saved_model_guesses_as_it_did(tmp_path: Path) -> None:
    model = taught(["a", "b"] * 3, [["x", "~y"], ["z", "~y"]] * 3, "mark")
    model.save(tmp_path / "model.bin")

    again = load_themes(tmp_path / "model.bin")

    assert again.mark == "mark"
    assert again.guess(["z"])[0].theme == model.guess(["z"])[0].theme == "b"


@pytest.mark.slow
def test_common_features_count_as_others_do() -> None:
    """Those that are kept as one number for all themes, from their second text on."""
    model, features = load_themes(MODEL), features_of(examples()[::1_000])

    first = [model.guess(one) for one in features]

    assert [model.guess(one) for one in features] == first


@pytest.mark.parametrize("content", [b"", b"no model", b"\x00" * 24 + b"more"])
def test_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.bin").write_bytes(content)

    with pytest.raises(ConfigError, match=r"model\.bin"):
        load_themes(tmp_path / "model.bin")


@pytest.mark.parametrize("text", ["", "?!", "щрыфт гпрш лаоуе", "👍👍", "x" * 4096, "да " * 1365])
def test_text_that_says_nothing_is_told_with_little_certainty_or_not_as_an_answer(
    text: str,
) -> None:
    sure = [guess.theme for guess in themes_of(text) if guess.probability >= 0.5]

    assert all(one in {OTHER, SEARCH} or one.startswith(OF_INTENT) for one in sure)


@pytest.mark.parametrize("text", ["", "?!", "a 1 =", "👍👍", "да " * 1365])
def test_text_without_a_word_of_three_letters_is_about_nothing(text: str) -> None:
    assert themes_of(text) == ()


def test_letter_of_thousands_of_characters_is_read_from_its_beginning() -> None:
    letter = "Здравствуйте! Скажите, дадут ли дочери общежитие? " + "Мы живём далеко. " * 240

    assert len(letter) > 4_000
    assert best(letter) == "dormitory"


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("какую стипендию платят", "scholarship"),
        ("rfre. cnbgtyl.. gkfnzn", "scholarship"),
        ("платят ли стипендею", "scholarship"),
        ("which stipend is paid to students", "scholarship"),
        ("хочу выучиться на сварщика, где это", SEARCH),
        ("какая завтра погода", OTHER),
    ],
)
def test_theme_is_told_with_slips_in_both_layouts_and_in_english(text: str, theme: str) -> None:
    assert best(text) == theme


def test_theme_is_found_however_often_it_is_asked() -> None:
    assert themes_of("где жить студентам") == themes_of("где жить студентам")
