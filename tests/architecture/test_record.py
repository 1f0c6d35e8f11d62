"""The command that records new buttons and dialogues adds to the file, and does nothing else."""

from __future__ import annotations

import json
from copy import deepcopy
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from tests.architecture.record import (
    FILE,
    Recorded,
    by_prefix,
    completed,
    dialogues,
    longest_data,
    record,
    written,
)


class Door(StrEnum):
    FRONT = "front"
    BACK = "b"


class KnockButton(CallbackData, prefix="kz"):
    door: Door
    floor: Annotated[int, Field(ge=-2, lt=100)]
    name: Annotated[str, Field(pattern=r"^[a-z]*$", max_length=4)]
    code: Annotated[str, Field(pattern=r"^\d*$", max_length=3)]
    is_loud: bool
    after: Door | None


class RingButton(CallbackData, prefix="zz"):
    bell: Annotated[str, Field(pattern=r"^b\d$", max_length=2)]


KNOCK = {
    "fields": {
        "door": ["b", "front"], "floor": [], "name": [], "code": [], "is_loud": [],
        "after": ["b", "front"],
    },
    "data": "kz:front:-2:aaaa:111:1:front",
}  # fmt: skip


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    found: Recorded = json.loads(FILE.read_text("utf-8"))
    return found


def test_complete_file_stays_as_it_is_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "recorded.json"
    file.write_bytes(FILE.read_bytes())
    left = record(file, by_prefix(), dialogues())

    assert (left, file.read_bytes()) == (set(), FILE.read_bytes())


def test_new_button_and_dialogue_are_added_between_the_others(
    tmp_path: Path, recorded: Recorded
) -> None:
    file = tmp_path / "recorded.json"
    file.write_bytes(FILE.read_bytes())
    record(file, {**by_prefix(), "kz": KnockButton}, {*dialogues(), "Knocking:door"})
    then, now = FILE.read_text("utf-8").splitlines(), file.read_text("utf-8").splitlines()
    added = [line for line in now if line not in then]

    assert added == [f'    "kz": {json.dumps(KNOCK)},', '    "Knocking:door",']
    assert [line for line in now if line not in added] == then
    assert now.index(added[1]) < now.index('    "Office:field",')
    assert KnockButton.unpack("kz:front:-2:aaaa:111:1:front").pack() == KNOCK["data"]


def test_new_value_is_added_to_its_field_alone(recorded: Recorded) -> None:
    before = deepcopy(recorded)
    before["buttons"]["bk"]["fields"]["kind"].pop(0)

    assert completed(before, by_prefix(), ()) == recorded


def test_what_is_gone_or_has_changed_is_neither_taken_out_nor_mended() -> None:
    then: Recorded = {
        "buttons": {
            "gone": {"fields": {"id": []}, "data": "gone:1"},
            "kz": {"fields": {"door": ["attic", "b"], "key": []}, "data": "kz:attic:1"},
        },
        "states": ["Leaving:door"],
    }
    now = completed(then, {"kz": KnockButton}, ["Knocking:door"])

    then["buttons"]["kz"]["fields"]["door"] = ["attic", "b", "front"]
    assert now == {"buttons": then["buttons"], "states": ["Knocking:door", "Leaving:door"]}


def test_button_whose_data_cannot_be_made_up_is_left_to_the_hand(tmp_path: Path) -> None:
    file = tmp_path / "recorded.json"
    file.write_text(written({"buttons": {}, "states": []}), "utf-8")
    left = record(file, {"zz": RingButton, "kz": KnockButton}, ())

    assert left == {"zz"}
    assert json.loads(file.read_text("utf-8")) == {"buttons": {"kz": KNOCK}, "states": []}


def test_data_that_are_made_up_are_read_by_their_button() -> None:
    made = {button: longest_data(button) for button in by_prefix().values()}
    wrong = {
        button.__name__
        for button, data in made.items()
        if data and button.unpack(data).pack() != data
    }

    assert wrong == set()
    assert sum(data is None for data in made.values()) < len(made) / 20
