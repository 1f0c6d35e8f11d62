"""Wishes that the search cannot sift by, and what is none: classes, forms of study, sports."""

from __future__ import annotations

import pytest

from services.search.index import Index
from services.search.reading.intents import Limit
from tests.services.search.reading import codes, trades, unread


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("повар без 11 класса", Limit.AFTER_9),
        ("сварщик без 11 классов Тула", Limit.AFTER_9),
        ("без одиннадцатого класса на электрика", Limit.AFTER_9),
        ("после 11 класса на повара без егэ", Limit.AFTER_11),
        ("cook after 11th grade without exams", Limit.AFTER_11),
    ],
)
def test_class_that_one_goes_without_is_none_that_one_comes_after(
    index: Index, text: str, limit: Limit
) -> None:
    query = index.parse(text)

    assert {Limit.AFTER_9, Limit.AFTER_11} & set(query.limits) == {limit}
    assert query.excluded == ()
    assert query.professions


@pytest.mark.parametrize("text", ["бухгалтер на заочке", "повар на вечёрке", "юрист, заочку"])
def test_form_of_study_is_a_wish_in_whatever_case(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.limits == (Limit.PART_TIME,)
    assert unread(query) == []


@pytest.mark.parametrize(
    "text",
    [
        "есть ли спортзал в колледже",
        "а есть спортивные секции?",
        "какие кружки есть",
        "есть ли библиотека и вайфай в общежитии",
        "а есть столовая и секции спортивные",
        "is there a gym",
    ],
)
def test_what_a_college_has_besides_lessons_is_no_trade(index: Index, text: str) -> None:
    query = index.parse(text)

    assert Limit.CAMPUS in query.limits
    assert trades(query) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("хочу вести кружки для детей", "44.02.03"),
        ("библиотекарь", "51.02.03"),
        ("хочу работать в столовой", "19.02.13"),
    ],
)
def test_work_with_what_a_college_has_is_a_trade(index: Index, text: str, code: str) -> None:
    query = index.parse(text)

    assert codes(query) == [code]
    assert Limit.CAMPUS not in query.limits
