"""JSON of the Bot API without what aiogram's types do not know: the rest is read all the same.

A field that is no more sent, or is of another shape since the last release, makes pydantic refuse
the whole message with all its words, though mostly nobody looks at that field.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Read = TypeVar("Read", bound=BaseModel)

Path = tuple[str | int, ...]

ROUNDS = 8
"""Of leaving out: what lacks a required field goes in the next one, and so on outwards."""

LEAVE_OUT = object()
"""Stands in for a value that may be missing."""

StandIn = Callable[[Any, Path], object]
"""Of the whole JSON and where in it a misfit is: `LEAVE_OUT`, another value, or None where nothing
is to be read without it."""


def fitted(
    raw: Any, validate: Callable[[Any], Read], stand_in: StandIn
) -> tuple[Read, list[Path]] | None:
    """What `validate` makes of a copy of the JSON in which every misfit is replaced by its
    `stand_in`, and the paths of these; None where that comes to no end.
    """
    whole = copy.deepcopy(raw)
    places: list[Path] = []
    for _ in range(ROUNDS):
        try:
            return validate(whole), places
        except ValidationError as error:
            found = _misfits(whole, error)
        stand_ins = {place: stand_in(whole, place) for place in found}
        if not found or None in stand_ins.values():
            return None
        _replace(whole, stand_ins)
        places += found
    return None


def _misfits(raw: Any, error: ValidationError) -> list[Path]:
    """Each once, and none within another."""
    told = error.errors(include_context=False, include_url=False, include_input=False)
    found = {_place(raw, one["loc"]) for one in told}
    return [one for one in sorted(found, key=len) if not any(_within(one, two) for two in found)]


def _place(raw: Any, loc: Path) -> Path:
    """The part of `loc` that JSON has: names of union members are none, nor are missing fields."""
    place: list[str | int] = []
    for step in loc:
        is_there = step in raw if isinstance(raw, dict) else _is_index(raw, step)
        if not is_there:
            break
        place.append(step)
        raw = raw[step]
    return tuple(place)


def _is_index(raw: Any, step: str | int) -> bool:
    return isinstance(raw, list) and isinstance(step, int) and step < len(raw)


def _within(place: Path, other: Path) -> bool:
    return len(other) < len(place) and place[: len(other)] == other


def value_at(raw: Any, place: Path) -> Any:
    for step in place:
        raw = raw[step]
    return raw


def _replace(whole: Any, stand_ins: dict[Path, object]) -> None:
    """Replaces parts of the update in place. Parts of lists go last, or the numbers of others
    would change."""
    for place, value in stand_ins.items():
        holder = value_at(whole, place[:-1])
        if value is LEAVE_OUT and isinstance(holder, dict):
            del holder[place[-1]]
        else:
            holder[place[-1]] = value
    for place in stand_ins:
        holder = value_at(whole, place[:-1])
        if isinstance(holder, list):
            holder[:] = [one for one in holder if one is not LEAVE_OUT]
