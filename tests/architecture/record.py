"""Adds to recorded.json what this commit can leave in chats and in the store.

`python -m tests.architecture.record`, after a button, a value of one or a dialogue was added. What
is recorded stays as it is: test_recorded_buttons tells of what can be read no more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from copy import deepcopy
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, cast, get_args

from aiogram.filters.callback_data import CallbackData
from annotated_types import Ge, Le, Lt
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from tests.architecture.test_buttons import buttons, groups, width

FILE = Path(__file__).with_name("recorded.json")

FILLINGS = "a1"
"""Of made-up texts: letters or digits fit nearly every pattern."""

Recorded = dict[str, Any]


def by_prefix() -> dict[str, type[CallbackData]]:
    return {button.__prefix__: button for button in buttons()}


def dialogues() -> set[str]:
    return {str(state.state) for group in groups() for state in group.__states__}


def values(annotation: Any) -> set[str]:
    """What a field can hold, where that can be counted."""
    kinds = [one for one in (annotation, *get_args(annotation)) if one is not NoneType]
    return {
        str(member.value)
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Enum)
        for member in kind
    }


def longest_data(button: type[CallbackData]) -> str | None:
    """None where a field has a pattern that no made-up text fits."""
    parts = [button.__prefix__]
    for field in button.model_fields.values():
        part = _longest(field)
        if part is None:
            return None
        parts.append(part)
    return ":".join(parts)


def _longest(field: FieldInfo) -> str | None:
    size = width(field.annotation, field.metadata) or 0
    known = [*sorted(values(field.annotation)), *_ends(field)]
    known += [one * size for one in FILLINGS]
    return next((text for text in known if len(text) == size and _fits(text, field)), None)


def _ends(field: FieldInfo) -> list[str]:
    ends: list[Any] = [one.ge for one in field.metadata if isinstance(one, Ge)]
    ends += [one.le for one in field.metadata if isinstance(one, Le)]
    ends += [cast("int", one.lt) - 1 for one in field.metadata if isinstance(one, Lt)]
    return [str(end) for end in ends]


def _fits(text: str, field: FieldInfo) -> bool:
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python(text)
    except ValidationError:
        return False
    return True


def completed(
    recorded: Recorded, known: Mapping[str, type[CallbackData]], waiting: Iterable[str]
) -> Recorded:
    """With what is missing, each where it stands in the alphabet. A button whose data cannot be
    made up is left out.
    """
    whole = deepcopy(recorded)
    for prefix, button in known.items():
        if prefix not in whole["buttons"] and (data := longest_data(button)):
            entry = {"fields": {name: [] for name in button.model_fields}, "data": data}
            whole["buttons"] = dict(_with(whole["buttons"].items(), (prefix, entry)))
        for name, kept in whole["buttons"].get(prefix, {"fields": {}})["fields"].items():
            if name in button.model_fields:
                for value in values(button.model_fields[name].annotation) - set(kept):
                    kept[:] = _with(kept, value)
    for state in set(waiting) - set(whole["states"]):
        whole["states"] = _with(whole["states"], state)
    return whole


def _with(ones: Iterable[Any], new: Any) -> list[Any]:
    there = list(ones)
    at = next((number for number, one in enumerate(there) if one > new), len(there))
    return [*there[:at], new, *there[at:]]


def written(recorded: Recorded) -> str:
    """A line a button and a dialogue, so that what a commit adds is seen."""
    pressed = [f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in recorded["buttons"].items()]
    waiting = [f"    {json.dumps(state)}" for state in recorded["states"]]
    return "\n".join([
        "{",
        '  "buttons": {', ",\n".join(pressed), "  },",
        '  "states": [', ",\n".join(waiting), "  ]",
        "}",
        "",
    ])  # fmt: skip


def record(
    file: Path, known: Mapping[str, type[CallbackData]], waiting: Iterable[str]
) -> set[str]:
    """Adds to `file`; prefixes of buttons whose entry has to be written by hand."""
    whole = completed(json.loads(file.read_text("utf-8")), known, waiting)
    file.write_text(written(whole), "utf-8")
    return set(known) - set(whole["buttons"])


if __name__ == "__main__":
    if left := record(FILE, by_prefix(), dialogues()):
        sys.exit(f"write their entries by hand, a pattern is too narrow to make data up: {left}")
