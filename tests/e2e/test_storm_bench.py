"""bench/storm.py small: each scene and each bot runs, and it sees what it is there to see."""

from __future__ import annotations

import pytest

from bench.mailing import TEXT
from bench.storm import CONTESTANTS, SCENES, Answers, Contestant, Size
from sandbox.chats import Json

OURS, BARE, RETRYING = CONTESTANTS[:3]
SMALL = Size(people=4, doors_in=0.1, taps_in=0.2, quiet=60, grace=0)


@pytest.mark.e2e
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("scene", "one"),
    [
        ("doors", OURS),
        pytest.param("doors", RETRYING, marks=pytest.mark.by_exec),
        ("taps", OURS),
        ("taps", BARE),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
async def test_storm_small_everybody_is_answered_once(scene: str, one: Contestant) -> None:
    figures = await SCENES[scene](one, SMALL)

    people = {"doors": SMALL.people, "taps": SMALL.taps}[scene]
    assert (figures["people"], figures["silent"], figures["repeats"]) == (people, 0, 0)
    times = figures["seconds_to_an_answer"]
    assert 0 < times["p50"] <= times["max"]
    assert bool(figures["copies_meanwhile"]) is (scene == "taps")


def said(person: int, text: str) -> Json:
    message = {"from": {"is_bot": True}, "text": text}
    return {"type": "message", "chat_id": person, "message": message}


def test_answers_counts_the_silent_the_repeats_and_the_overtaken() -> None:
    answers = Answers(asked={1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0})
    for event in (
        said(3, "Здравствуйте!"),
        said(1, TEXT),
        said(1, "Здравствуйте!"),
        said(1, TEXT),
        said(1, "Здравствуйте!"),
        {"type": "callback_answer", "chat_id": 2},
        {"type": "edited", "chat_id": 4},
    ):
        answers.listen(event)

    assert list(answers.answered) == [3, 1, 2]
    assert (answers.silent, answers.repeats, answers.overtaken) == (1, 2, 1)
