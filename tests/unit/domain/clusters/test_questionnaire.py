"""«Помоги выбрать»: every industry within reach, ties settled, something for every answer."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clusters.cards import Industry
from domain.clusters.questionnaire import (
    SKIPPED,
    ChoosingQuestion,
    Option,
    Questionnaire,
)
from domain.errors import ConfigError
from domain.people.users import Language
from services.clusters.questionnaire import load_questionnaire

DATA = Path(__file__).parents[4] / "data"
SHIPPED = load_questionnaire(DATA / "choosing.csv")


def clusters_on_the_map() -> Counter[Industry]:
    with (DATA / "clusters.csv").open(encoding="utf-8", newline="") as lines:
        return Counter(Industry(row["industry"]) for row in csv.DictReader(lines) if row["lat"])


AVAILABLE = clusters_on_the_map()
WORDS = dict.fromkeys(Language, "x")


def option(**weights: int) -> Option:
    return Option(WORDS, {Industry(code): weight for code, weight in weights.items()})


def questionnaire(*questions: tuple[Option, ...]) -> Questionnaire:
    numbered = enumerate(questions)
    return Questionnaire(tuple(ChoosingQuestion(str(n), WORDS, one) for n, one in numbered))


def leaning(industry: Industry) -> list[int]:
    """The answers of somebody who always takes what speaks most for one industry."""
    answers = []
    for question in SHIPPED.questions:
        weights = [one.weights.get(industry, 0) for one in question.options]
        answers.append(weights.index(max(weights)) + 1 if max(weights) else SKIPPED)
    return answers


def test_there_are_eight_to_ten_questions() -> None:
    assert 8 <= len(SHIPPED.questions) <= 10


@pytest.mark.parametrize("industry", sorted(set(AVAILABLE) - {Industry.OTHER}))
def test_every_industry_comes_first_for_somebody(industry: Industry) -> None:
    found = SHIPPED.recommend(leaning(industry), AVAILABLE)

    assert found[0].industry is industry
    assert 1 <= len(found[0].because) <= 2


def test_every_single_option_leads_to_two_industries_with_clusters() -> None:
    """Weights are never negative, so every combination of options does too."""
    for question in SHIPPED.questions:
        for one in question.options:
            assert len(set(one.weights) & set(AVAILABLE)) >= 2, one.text[Language.RU]


@given(st.tuples(*(st.integers(0, len(one.options)) for one in SHIPPED.questions)))
def test_every_combination_leads_to_two_or_three_with_reasons(answers: tuple[int, ...]) -> None:
    found = SHIPPED.recommend(answers, AVAILABLE)

    assert 2 <= len(found) <= 3
    assert len({one.industry for one in found}) == len(found)
    assert any(answers) == all(one.because for one in found)
    assert found == SHIPPED.recommend(answers, dict(reversed(AVAILABLE.items())))


def test_nothing_chosen_leads_to_where_most_clusters_are() -> None:
    found = SHIPPED.recommend([SKIPPED] * 9, AVAILABLE)

    assert [one.industry for one in found] == [Industry.MECHANICAL, Industry.AGRICULTURE]


def test_tie_is_settled_by_clusters_then_by_code() -> None:
    three = questionnaire((option(it=1, media=1, energy=1, aviation=1),))
    counts = {Industry.MEDIA: 2, Industry.IT: 2, Industry.ENERGY: 9, Industry.AVIATION: 1}

    found = [one.industry for one in three.recommend([1], counts)]

    assert found == [Industry.ENERGY, Industry.IT, Industry.MEDIA]


def test_industry_without_clusters_is_never_recommended() -> None:
    found = SHIPPED.recommend(leaning(Industry.IT), {Industry.MINING: 1, Industry.LIGHT: 2})

    assert {one.industry for one in found} == {Industry.MINING, Industry.LIGHT}


def test_third_is_named_only_if_it_is_about_as_good_as_the_second() -> None:
    one = questionnaire((option(it=3, media=3, energy=1),), (option(energy=3),))

    assert len(one.recommend([1, SKIPPED], dict.fromkeys(AVAILABLE, 1))) == 2


def test_version_follows_the_weights_and_not_the_words() -> None:
    first = SHIPPED.questions[0]
    other_words = replace(first, text=dict.fromkeys(Language, "Другое?"))
    other_weights = replace(first, options=first.options[:-1])
    rest = SHIPPED.questions[1:]

    assert Questionnaire((other_words, *rest)).version == SHIPPED.version
    assert Questionnaire((other_weights, *rest)).version != SHIPPED.version


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("q,в,q,о,o,piracy:1", "piracy"),
        ("q,в,q,о,o,it:0", "positive"),
        ("q,в,q,,o,it:1", "option: a text is empty"),
        ("q,в,q,о,o,it", "not enough values"),
    ],
)
def test_file_with_a_bad_row_is_refused(tmp_path: Path, row: str, trouble: str) -> None:
    path = tmp_path / "choosing.csv"
    header = "question,question_ru,question_en,option_ru,option_en,weights"
    path.write_text(f"{header}\n{row}\n", "utf-8")

    with pytest.raises(ConfigError, match=trouble):
        load_questionnaire(path)
