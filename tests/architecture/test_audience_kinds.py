"""What a kind of audience needs. Beside these, mypy asks `db.announcements.audiences` for its SQL.

1. `domain/announcements/audiences.py`: a class with its code, its JSON and (to be chosen with a
   button) an AudienceKind, named in the union;
2. `db/announcements/audiences.py`: whom it means, and what can be chosen where that is no enum;
3. and 4. `locales/*/announcements/audience.ftl`: how it is worded, in both languages.

One that is chosen otherwise than value by value has its dialogue in `handlers/announcements`.
"""

from __future__ import annotations

import re
from collections import Counter
from inspect import isabstract
from typing import get_args

import pytest

from db.announcements.audiences import OFFERED
from domain.announcements import audiences
from domain.announcements.audiences import (
    BY_CODE,
    CONDITIONS,
    VALUE_TYPES,
    AudienceKind,
    BaseCondition,
    ValueCondition,
    Values,
)
from domain.people.users import Language
from handlers.announcements.audience import OWN_DIALOGUES
from ui.translator import message_keys


def written(base: type) -> set[type]:
    """All classes of the module below `base`, but for the common ground of several."""
    classes = {one for one in vars(audiences).values() if isinstance(one, type)}
    return {one for one in classes if issubclass(one, base)} - {BaseCondition, Values}


def test_every_kind_is_named_in_the_union() -> None:
    assert written(BaseCondition) == set(CONDITIONS)
    assert written(Values) == set(get_args(ValueCondition))


def test_every_kind_can_be_stored_under_a_code_of_its_own() -> None:
    unfinished = {one.__name__ for one in CONDITIONS if isabstract(one)}
    codes = Counter(one.code for one in CONDITIONS)

    assert unfinished == set()
    assert {code for code, count in codes.items() if count > 1} == set()
    assert set(BY_CODE.values()) == set(CONDITIONS)


def test_every_button_opens_the_choice_of_one_kind() -> None:
    opened = Counter(one.button for one in CONDITIONS if one.button is not None)

    assert opened == Counter(dict.fromkeys(AudienceKind, 1))
    assert VALUE_TYPES.keys() | OWN_DIALOGUES.keys() == set(AudienceKind)
    assert VALUE_TYPES.keys() & OWN_DIALOGUES.keys() == set()


def test_every_value_comes_from_an_enum_or_from_the_store() -> None:
    open_kinds = {one for one in VALUE_TYPES.values() if one.value_type is None}

    assert set(OFFERED) == open_kinds


@pytest.mark.parametrize("language", Language)
def test_every_kind_is_worded(language: Language) -> None:
    needed = {f"audience-{one.code}" for one in CONDITIONS}
    needed |= {f"audience-kind-{kind.name.lower()}" for kind in AudienceKind}
    for kind in VALUE_TYPES.values():
        if kind.value_type is None:
            needed.add(f"audience-option-{kind.code}")
        else:
            prefix = kind.value_type.__name__.lower()
            needed |= {f"{prefix}-{value}" for value in kind.value_type}

    assert needed - set(message_keys(language)) == set()


def test_letters_of_buttons_and_codes_of_the_store_are_those_of_earlier_releases() -> None:
    """Rows are added and never changed: what they stand for lies in chats and in the store."""
    letters = {one.code: str(one.button or "") for one in CONDITIONS}

    assert letters == {
        "languages": "l",
        "roles": "r",
        "regions": "g",
        "within": "p",
        "favourites": "f",
        "industries": "i",
        "registered": "s",
        "chosen": "x",
        "received": "",
    }
    assert all(re.fullmatch(r"[a-z]", kind) for kind in AudienceKind)
