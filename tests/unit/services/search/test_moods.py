"""Despair and sorrow in any words, and what is none; signs without a word."""

from __future__ import annotations

import pytest

from services.search.moods import Mood, mood_of


@pytest.mark.parametrize(
    "text",
    [
        "не хочу жить",
        "Я больше не хочу жить.",
        "мне жить не хочется",
        "жить незачем",
        "хочу умереть",
        "хочется просто исчезнуть",
        "думаю покончить с собой",
        "я убью себя",
        "режу себя",
        "мысли о суициде",
        "хочу спрыгнуть с крыши",
        "нет смысла жить",
        "лучше бы меня не было",
        "ненавижу себя",
        "меня дома бьют",
        "отчим бьёт маму и меня, отчим меня бьет",
        "i don't want to live",
        "I want to kill myself",
        "my dad hits me",
        "хотел в Казань на повара но теперь не хочу жить",
    ],
)
def test_despair_is_heard(text: str) -> None:
    assert mood_of(text) is Mood.DESPAIR


@pytest.mark.parametrize(
    "text",
    ["мне грустно", "мне очень плохо", "Мне так одиноко…", "у меня депрессия", "i am so sad"],
)
def test_sorrow_is_heard_where_no_more_is_said(text: str) -> None:
    assert mood_of(text) is Mood.SORROW


@pytest.mark.parametrize(
    "text",
    [
        "не хочу жить в общаге",
        "не хочу жить с родителями",
        "не хочу жить один в другом городе",
        "жить не хочу в Москве",
        "где жить если общежития нет",
        "плохо учусь",
        "математика плохо",
        "мне плохо даётся химия",
        "устал искать колледж в Перми",
        "хочу крышу крыть, кровельщиком",
        "на убойный цех",
        "ненавижу химию",
        "бьёт током, электрик опасная работа?",
        "i don't want to live in a dormitory",
        "how is life in a dormitory",
        "сварщик Казань",
        "",
    ],
)
def test_what_is_said_of_study_is_neither(text: str) -> None:
    assert mood_of(text) is None


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("👍", Mood.THANKS),
        ("❤️❤️", Mood.THANKS),
        ("🙏🏻", Mood.THANKS),
        ("👎", Mood.ANNOYANCE),
        ("😡😡", Mood.ANNOYANCE),
        ("🚗", None),
        ("…", None),
        ("👍 сварщик", None),
    ],
)
def test_sign_alone_says_what_its_writer_feels(text: str, mood: Mood | None) -> None:
    assert mood_of(text) is mood
